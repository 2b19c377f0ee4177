"""What is let out: text, colours, cursor moves, clears. A list of what may pass, so that nothing
a visit writes reaches the clipboard, the title, the printer or the keyboard of the terminal.
"""

import re

# \x1b is never part of text, nor is a control of the second set, which UTF-8 writes as \xc2\x80.
_LETTER = (
    rb"[\x20-\x7e\t\n\r\x08]|\xc2[\xa0-\xbf]|[\xc3-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]"
    rb"|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}"
    rb"|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
_PARAMETERS = rb"[0-?]{0,64}[ -/]{0,4}"
_TOKEN = re.compile(
    rb"(?P<text>(?:" + _LETTER + rb")+)"
    rb"|\x1b\[(?P<control>" + _PARAMETERS + rb"[@-~])"
    rb"|(?P<plain>\x1b[78DEM])"
    rb"|(?P<string>\x1b[\]PX^_])"
    rb"|\x1b(?:[ -/]{1,4}[0-~]|[0-Z\\-~])"
)
_UNFINISHED = re.compile(
    rb"(?:\x1b(?:\[" + _PARAMETERS + rb"|[ -/]{0,4})"
    rb"|[\xc2-\xdf]|\xe0[\xa0-\xbf]?|[\xe1-\xec\xee\xef][\x80-\xbf]?|\xed[\x80-\x9f]?"
    rb"|\xf0(?:[\x90-\xbf][\x80-\xbf]?)?|[\xf1-\xf3](?:[\x80-\xbf]{1,2})?"
    rb"|\xf4(?:[\x80-\x8f][\x80-\xbf]?)?)\Z"
)
_BROKEN = re.compile(rb"\x1b(?:\[" + _PARAMETERS + rb"|[ -/]{0,4})|.", re.DOTALL)
_STRING_ENDS = re.compile(rb"[\x07\x18\x1a\x1b]")
_LONGEST_STRING = 4096
_ALLOWED = re.compile(
    rb"[0-9;:]*m"  # colours and manners
    rb"|[0-9;]*[ABCDEFGHIZdef`a]"  # cursor moves
    rb"|[0-9]*[JKLMPSTX@]"  # clears, and text that makes room
    rb"|(?:[0-9]+;[0-9]+)?r"  # the lines that scroll
    rb"|[su]"  # where the cursor was
)
_MODE = re.compile(rb"\?([0-9;]+)([hl])")
_MODES = frozenset({b"25", b"2026"})
"""The cursor, and drawing in one go."""
_FULL_SCREEN_MODES = _MODES | {b"1049", b"1000", b"1006"}
"""The alternate screen, presses, and presses in decimal numbers."""
FAULTS = (b"Traceback (most recent call last)", b"Fatal Python error")
"""Words that only a visit which has gone wrong writes."""
_REMEMBERED = max(map(len, FAULTS))


class Drawing:
    """Takes the bytes of a visit in pieces of any size, gives back those to let out."""

    def __init__(self, *, full_screen: bool = True) -> None:
        self.crashed = False
        """Whether a traceback was on its way out. From then on nothing is let out."""
        self.holding = False
        """Whether letters are kept back that may be the start of a traceback."""
        self._modes = _FULL_SCREEN_MODES if full_screen else _MODES
        self._rest = b""
        self._seen = b""
        """The last letters let out, without colours and moves."""
        self._string = 0
        """How many bytes of a string may still be swallowed."""

    def feed(self, drawn: bytes) -> bytes:
        """What of some bytes is let out."""
        if self.crashed:
            return b""
        pieces, rest = self._pieces(self._rest + drawn)
        letters = _letters(pieces)
        text = self._seen + letters
        if any(fault in text for fault in FAULTS):
            self.crashed = True
            self.holding = False
            return b""
        held_letters = min(_overlap(text), len(letters))
        out, held = _cut(pieces, held_letters)
        self.holding = held != b""
        self._rest = held + rest
        self._seen = text[: len(text) - held_letters][-_REMEMBERED:]
        return out

    def flush(self) -> bytes:
        """Let out letters that were kept back: no traceback came after them."""
        if not self.holding:
            return b""
        self.holding = False
        pieces, self._rest = self._pieces(self._rest)
        self._seen = (self._seen + _letters(pieces))[-_REMEMBERED:]
        return b"".join(pieces)

    def _pieces(self, drawn: bytes) -> tuple[list[bytes], bytes]:
        """What is allowed, as runs of text and single sequences; and what is not whole yet."""
        pieces: list[bytes] = []
        place = 0
        while place < len(drawn):
            if self._string:
                place = self._swallow(drawn, place)
                continue
            token = _TOKEN.match(drawn, place)
            if token:
                place = token.end()
                pieces.append(self._allowed(token))
            elif _UNFINISHED.match(drawn, place):
                break
            else:
                broken = _BROKEN.match(drawn, place)
                place = broken.end() if broken else len(drawn)
        return [piece for piece in pieces if piece], drawn[place:]

    def _allowed(self, token: re.Match[bytes]) -> bytes:
        match token.lastgroup:
            case "text" | "plain":
                return token[0]
            case "string":
                self._string = _LONGEST_STRING
            case "control":
                control = token["control"]
                if _ALLOWED.fullmatch(control):
                    return token[0]
                mode = _MODE.fullmatch(control)
                return self._mode(mode) if mode else b""
            case _:
                pass
        return b""

    def _mode(self, mode: re.Match[bytes]) -> bytes:
        wanted = [number for number in mode[1].split(b";") if number in self._modes]
        return b"\x1b[?%s%s" % (b";".join(wanted), mode[2]) if wanted else b""

    def _swallow(self, drawn: bytes, place: int) -> int:
        """Where a string ends, or has gone on for too long, or the bytes are used up."""
        last = min(place + self._string, len(drawn))
        end = _STRING_ENDS.search(drawn, place, last)
        if end:
            self._string = 0
            return end.start() if end[0] == b"\x1b" else end.end()
        self._string -= last - place
        return last


def _letters(pieces: list[bytes]) -> bytes:
    return b"".join(piece for piece in pieces if piece[:1] != b"\x1b")


def _overlap(text: bytes) -> int:
    """How many of the last letters may be the start of a traceback."""
    lengths = range(min(len(text), _REMEMBERED), 0, -1)
    for length in lengths:
        end = text[-length:]
        if any(fault.startswith(end) for fault in FAULTS):
            return length
    return 0


def _cut(pieces: list[bytes], letters: int) -> tuple[bytes, bytes]:
    """Part what is let out from its last letters, and from every sequence after the first."""
    held: list[bytes] = []
    left = list(pieces)
    while letters > 0 and left:
        piece = left.pop()
        if piece[:1] != b"\x1b":
            kept = max(len(piece) - letters, 0)
            letters -= len(piece) - kept
            if kept:
                left.append(piece[:kept])
            piece = piece[kept:]
        held.insert(0, piece)
    return b"".join(left), b"".join(held)
