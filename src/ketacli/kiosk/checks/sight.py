"""Whether the pages can be seen: size of letters, contrast, letters that a terminal cannot show.
Computes from the size of the glass; a ruler has the last word, and findings say so.
"""

from math import atan, degrees, radians, tan
from typing import NamedTuple
from unicodedata import bidirectional, category, east_asian_width

from ketacli.kiosk.checks.facts import Facts, Terminal
from ketacli.kiosk.checks.finding import OURS, Finding, Verdict, fine_if

LETTER_BODY = 0.6
"""A capital letter's part of the height of a cell. The kernel's 8x16 font draws capitals 10 of 16
rows high; foot gives DejaVu Sans Mono 33 rows at 27 pixels, of which a capital takes 20.
"""
LEAST_HEIGHT = 4.8
"""Millimetres (3/16 inch)."""
LEAST_ANGLE = 0.7
"""Degrees."""
LEAST_CONTRAST, BEST_CONTRAST = 4.5, 7.0
LEAST_COLUMNS, LEAST_ROWS = 40, 15

_HEIGHT_CLAUSE = "Section 508, 402.4"
_ANGLE_CLAUSE = "EN 301 549, 5.1.4"
_RULER = "site.yaml: `screen`; or a ruler on the glass"
_CONSOLE = "linux"
_SURELY_DRAWN = (
    *((0x20, 0x7E), (0xA0, 0x17F), (0x370, 0x3FF), (0x400, 0x45F), (0x2010, 0x2027)),
    *((0x2030, 0x203A), (0x20AC, 0x20AC), (0x2190, 0x2193), (0x2212, 0x2212)),
    *((0x2264, 0x2265), (0x2500, 0x25A0)),
)
"""What a console font of Debian and DejaVu Sans Mono have in common."""
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_BEYOND_FONTS = 0x10000
_MOST_NAMED = 8


class Heights(NamedTuple):
    """Between what a capital letter's height lies, in millimetres: rows seldom fill the glass."""

    least: float
    most: float


def sight(facts: Facts) -> tuple[Finding, ...]:
    """Every finding about what is seen."""
    return (
        _height(facts),
        _angle(facts),
        *_contrasts(facts.terminal),
        _room(facts.terminal),
        _encoding(facts.terminal),
        _letters(facts),
    )


def letter_heights(glass: int, rows: int) -> Heights:
    """A capital letter on a glass of so many millimetres and rows.

    Less than one row's height may be left over below the last row, so the truth lies between.
    """
    return Heights(LETTER_BODY * glass / (rows + 1), LETTER_BODY * glass / rows)


def height_for(distance: int, angle: float = LEAST_ANGLE) -> float:
    """How high a letter must be, in millimetres, to fill an angle for an eye that far away."""
    return 2 * distance * tan(radians(angle) / 2)


def angle_of(height: float, distance: int) -> float:
    """The angle, in degrees, that a letter fills."""
    return degrees(2 * atan(height / (2 * distance)))


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, as WCAG defines it: 1 to 21."""
    brighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _height(facts: Facts) -> Finding:
    what, wanted = "height of a capital letter", f"at least {LEAST_HEIGHT} mm"
    glass, rows = facts.site.screen.height, facts.terminal.rows
    if not glass or not rows:
        missing = _missing(facts)
        return Finding(
            "letter-height", _HEIGHT_CLAUSE, what, missing, f"{wanted}; {_RULER}", Verdict.UNKNOWN
        )
    heights = letter_heights(glass, rows)
    measured = f"{heights.least:.1f} to {heights.most:.1f} mm ({rows} rows on {glass} mm)"
    verdict = _between(heights, LEAST_HEIGHT)
    return Finding("letter-height", _HEIGHT_CLAUSE, what, measured, wanted, verdict)


def _angle(facts: Facts) -> Finding:
    what, wanted = "angle that a capital letter fills", f"at least {LEAST_ANGLE} degrees"
    glass, rows, far = facts.site.screen.height, facts.terminal.rows, facts.site.screen.distance
    if not glass or not rows or not far:
        missing = _missing(facts)
        return Finding(
            "letter-angle", _ANGLE_CLAUSE, what, missing, f"{wanted}; {_RULER}", Verdict.UNKNOWN
        )
    heights, needed = letter_heights(glass, rows), height_for(far)
    low, high = (angle_of(height, far) for height in heights)
    measured = f"{low:.2f} to {high:.2f} degrees from {far} mm"
    wanted = f"{wanted}: {needed:.1f} mm"
    verdict = _between(heights, needed)
    return Finding("letter-angle", _ANGLE_CLAUSE, what, measured, wanted, verdict)


def _between(heights: Heights, needed: float) -> Verdict:
    if heights.least >= needed:
        return Verdict.FINE
    return Verdict.FAIL if heights.most < needed else Verdict.UNKNOWN


def _missing(facts: Facts) -> str:
    told = (
        ("size of the glass", facts.site.screen.height),
        ("rows of the kiosk's terminal", facts.terminal.rows),
    )
    gaps = [name for name, number in told if not number]
    return f"not known: {', '.join(gaps)}"


def _contrasts(terminal: Terminal) -> tuple[Finding, ...]:
    what = "contrast of letters and ground"
    targets = (
        ("contrast", "WCAG 2.2, 1.4.3", LEAST_CONTRAST, Verdict.FAIL),
        ("contrast-enhanced", "WCAG 2.2, 1.4.6", BEST_CONTRAST, Verdict.WARNING),
    )
    if terminal.colours is None:
        ask = "look up the two colours of the terminal"
        return tuple(
            Finding(name, clause, what, "not known", f"{least} to 1; {ask}", Verdict.UNKNOWN)
            for name, clause, least, _ in targets
        )
    ratio = contrast(*terminal.colours)
    measured = f"{ratio:.1f} to 1 ({' on '.join(terminal.colours)})"
    return tuple(
        Finding(
            name, clause, what, measured, f"{least} to 1", Verdict.FINE if ratio >= least else worse
        )
        for name, clause, least, worse in targets
    )


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB


def _room(terminal: Terminal) -> Finding:
    what = "room for the pages"
    wanted = f"at least {LEAST_COLUMNS} by {LEAST_ROWS} letters"
    if not terminal.rows:
        ask = f"{wanted}; run this as root while the kiosk runs"
        return Finding("screen-size", OURS, what, "not known", ask, Verdict.UNKNOWN)
    enough = terminal.columns >= LEAST_COLUMNS and terminal.rows >= LEAST_ROWS
    measured = f"{terminal.columns} by {terminal.rows} letters"
    return Finding("screen-size", OURS, what, measured, wanted, fine_if(enough))


def _encoding(terminal: Terminal) -> Finding:
    what, wanted = "encoding of the terminal", "UTF-8"
    if not terminal.rows:
        ask = "UTF-8; run this as root while the kiosk runs"
        return Finding("encoding", OURS, what, "not known", ask, Verdict.UNKNOWN)
    good = terminal.encoding.casefold().replace("-", "") == "utf8"
    return Finding(
        "encoding", OURS, what, terminal.encoding or "none is named", wanted, fine_if(good)
    )


def _letters(facts: Facts) -> Finding:
    what = "letters that the terminal cannot show"
    odd = sorted(letter for letter in facts.content.letters if not _surely_drawn(letter))
    never = [letter for letter in odd if _beyond_console(letter)]
    kind = facts.terminal.kind
    if not odd:
        return Finding("letters", OURS, what, "none", "none", Verdict.FINE)
    if kind == _CONSOLE and never:
        wanted = "another language, or the unit for Wayland"
        return Finding("letters", OURS, what, _named(never), wanted, Verdict.FAIL)
    wanted = "look at a page that has them; the terminal's font must hold them"
    return Finding("letters", OURS, what, f"perhaps {_named(odd)}", wanted, Verdict.UNKNOWN)


def _surely_drawn(letter: str) -> bool:
    return letter in "\t\n\r" or any(low <= ord(letter) <= high for low, high in _SURELY_DRAWN)


def _beyond_console(letter: str) -> bool:
    """What no font of 512 letters holds, or what the kernel's console cannot put in its place."""
    return (
        ord(letter) >= _BEYOND_FONTS
        or east_asian_width(letter) in {"W", "F"}
        or category(letter) in {"Mn", "Me", "Mc"}
        or bidirectional(letter) in _RIGHT_TO_LEFT
    )


def _named(letters: list[str]) -> str:
    codes = ", ".join(f"U+{ord(letter):04X}" for letter in letters[:_MOST_NAMED])
    rest = len(letters) - _MOST_NAMED
    return f"{codes} and {rest} more" if rest > 0 else codes
