"""The airlock's own pages: a few words on an empty screen, for when no visit draws."""

from ketacli.text import visible

RESET = b"\x1b[?2026l\x1b[?1000l\x1b[?1006l\x1b[?1049l\x1b[?25h\x1b[0m\x1bc\x1b[3J"
"""Everything a visit may have switched on is off, the screen and its scrollback are empty."""
_HIDE_CURSOR = b"\x1b[?25l"
_MARGIN = 2
_MARK = "- "
_WIDE = frozenset({"W", "F"})


def page(words: str, columns: int, lines: int, *, full_screen: bool = True) -> bytes:
    """A page with some words, after a reset. In a linear stream they are just the next lines."""
    rows = [row for line in words.splitlines() for row in _wrap(visible(line), columns)]
    if not full_screen:
        return RESET + b"".join(row.strip().encode() + b"\r\n" for row in rows)
    top = max((lines - len(rows)) // 2, 0)
    drawn = (
        b"\x1b[%d;1H%s" % (top + number, row.encode())
        for number, row in enumerate(rows[:lines], start=1)
    )
    return RESET + _HIDE_CURSOR + b"".join(drawn)


def _wrap(line: str, columns: int) -> list[str]:
    """A line as rows that fit between two margins. What follows a mark hangs behind it."""
    mark = _MARK if line.startswith(_MARK) else ""
    room = columns - 2 * _MARGIN - len(mark)
    rows: list[str] = []
    row = ""
    words = line.removeprefix(mark).split(" ")
    for word in (part for whole in words for part in _parts(whole, room)):
        longer = f"{row} {word}" if row else word
        if _width(longer) <= room:
            row = longer
        else:
            rows.append(row)
            row = word
    rows.append(row)
    return [
        " " * _MARGIN + (" " * len(mark) if below else mark) + row for below, row in enumerate(rows)
    ]


def _parts(word: str, room: int) -> list[str]:
    """A word, in pieces where it is wider than the page."""
    parts = [""]
    for letter in word:
        if _width(parts[-1] + letter) > room:
            parts.append("")
        parts[-1] += letter
    return parts


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(
        2 if east_asian_width(letter) in _WIDE else 1 for letter in text if not combining(letter)
    )
