"""What is let in: the keys, letters and touches that the pages use, so many a second. All else
that a keyboard, a barcode reader or a stick that types can send is dropped, never queued.
"""

import re
from collections import deque
from enum import Enum, auto, unique

from ketacli.airlock.drawing import FAULTS
from ketacli.airlock.lock import ANY_LETTER, Limits
from ketacli.text import visible

ESCAPE = b"\x1b"
_LEAVE = 0x11
_BACKSPACES = b"\x7f\x08"
_NO_LETTERS = b"\x1b\t"
_PLAIN = {0x09: b"\t", 0x0D: b"\r"}
# However a terminal writes a key, a visit gets it in one form.
_SEQUENCES = {
    **{b"[" + final: b"\x1b[" + final for final in (b"A", b"B", b"C", b"D", b"H", b"F", b"Z")},
    **{b"O" + final: b"\x1b[" + final for final in (b"A", b"B", b"C", b"D", b"H", b"F")},
    **dict.fromkeys((b"[1~", b"[7~"), b"\x1b[H"),
    **dict.fromkeys((b"[4~", b"[8~"), b"\x1b[F"),
    b"[5~": b"\x1b[5~",
    b"[6~": b"\x1b[6~",
}
_MOUSE = re.compile(rb"\[<(0|64|65);([0-9]{1,3});([0-9]{1,3})([Mm])")
_PASTE_STARTS, _PASTE_ENDS = b"[200~", b"\x1b[201~"
_STRINGS = b"]PX^_"
_OPENERS = "[]OPX^_N\\"
"""Letters that a visit which is late could read as one sequence with the Escape before them."""
_LATE_SECONDS = 3.0
_REMEMBERED = max(map(len, FAULTS))
_LONGEST_SEQUENCE = 32


@unique
class _In(Enum):
    """Where in the stream the parser stands."""

    GROUND = auto()
    LETTER = auto()
    ESCAPE = auto()
    SEQUENCE = auto()
    REST = auto()
    STRING = auto()
    STRING_ESCAPE = auto()
    PASTE = auto()


class Keys:
    """Takes the bytes of a terminal in pieces of any size, gives back those to let in."""

    def __init__(
        self, limits: Limits, *, letters: str = "", full_screen: bool = True, leaves: bool = False
    ) -> None:
        """Stand ready.

        Args:
            limits: how many events a second, and how long what has no end may last.
            letters: printable letters to let in; `*` is all, and Backspace.
            full_screen: whether touches and keys that are no letters are let in. A stream takes
                lines: an arrow in one would only be echoed as noise.
            leaves: whether Ctrl-Q is heard.
        """
        self.columns, self.lines = 80, 24
        self.left = False
        """Whether Ctrl-Q was pressed where that is heard."""
        self._limits = limits
        self._letters = letters
        self._full_screen = full_screen
        self._leaves = leaves
        self._interesting = _interesting(letters, leaves=leaves)
        self._admitted: deque[float] = deque()
        self._pressed = False
        self._escaped = float("-inf")
        self._after_escape = False
        self._said = b""
        """The last letters let in. A stream shows them as if the visit had written them."""
        self._in = _In.GROUND
        self._since = 0.0
        self._sequence = bytearray()
        self._count = 0

    def feed(self, arrived: bytes, now: float) -> bytes:
        """What of some bytes is let in. Without bytes: what the time that passed has decided."""
        let_in = self._expire(now)
        place = 0
        while place < len(arrived):
            if self._in is _In.GROUND:
                found = self._interesting.search(arrived, place)
                if not found:
                    break
                place = found.start()
            let_in += self._take(arrived[place], now)
            place += 1
        return let_in

    def wake(self) -> float | None:
        """When time alone will decide something, if it will."""
        if self._in is _In.GROUND:
            return None
        return self._since + self._patience()

    def new_visit(self) -> None:
        """Forget what the visit that has ended was told."""
        self._pressed = False

    def _patience(self) -> float:
        limits = self._limits
        return limits.escape_seconds if self._in is _In.ESCAPE else limits.swallow_seconds

    def _expire(self, now: float) -> bytes:
        if self._in is _In.GROUND or now < self._since + self._patience():
            return b""
        was, self._in = self._in, _In.GROUND
        return self._escape(now) if was is _In.ESCAPE else b""

    def _take(self, byte: int, now: float) -> bytes:
        match self._in:
            case _In.GROUND:
                return self._ground(byte, now)
            case _In.LETTER:
                return self._letter(byte, now)
            case _In.ESCAPE:
                return self._after_an_escape(byte, now)
            case _In.SEQUENCE:
                return self._in_sequence(byte, now)
            case _In.REST:
                self._count -= 1
                self._in = _In.REST if self._count else _In.GROUND
            case _In.STRING | _In.STRING_ESCAPE:
                return self._in_string(byte, now)
            case _In.PASTE:
                self._in_paste(byte)
        return b""

    def _enter(self, where: _In, now: float, start: bytes = b"") -> bytes:
        self._in, self._since, self._sequence, self._count = where, now, bytearray(start), 0
        return b""

    def _ground(self, byte: int, now: float) -> bytes:
        if byte == ESCAPE[0]:
            return self._enter(_In.ESCAPE, now)
        if byte in _PLAIN:
            return self._admit(_PLAIN[byte], now)
        if byte == _LEAVE:
            self.left = self.left or self._leaves
            return b""
        if byte in _BACKSPACES:
            return self._admit(b"\x7f", now) if self._letters == ANY_LETTER else b""
        if byte < 0x80:  # noqa: PLR2004 - the end of ASCII
            return self._printable(chr(byte), now)
        return self._enter(_In.LETTER, now, bytes((byte,)))

    def _letter(self, byte: int, now: float) -> bytes:
        """More of a letter outside ASCII."""
        self._sequence.append(byte)
        try:
            letter = self._sequence.decode()
        except UnicodeDecodeError as fault:
            if fault.reason == "unexpected end of data":
                return b""
            self._in = _In.GROUND
            # The first byte was no letter; this one may be a key.
            return self._ground(byte, now) if byte < 0x80 else b""  # noqa: PLR2004
        self._in = _In.GROUND
        return self._printable(letter, now)

    def _printable(self, letter: str, now: float) -> bytes:
        wanted = self._letters == ANY_LETTER or letter in self._letters
        if not wanted or not letter.isprintable() or visible(letter) != letter:
            return b""
        late = self._after_escape and now < self._escaped + _LATE_SECONDS
        said = self._said + letter.encode()
        if (late and letter in _OPENERS) or said.endswith(FAULTS):
            return b""
        let_in = self._admit(letter.encode(), now)
        self._said = said[-_REMEMBERED:] if let_in else self._said
        return let_in

    def _after_an_escape(self, byte: int, now: float) -> bytes:
        if byte == ESCAPE[0]:
            let_in = self._escape(now)
            self._enter(_In.ESCAPE, now)
            return let_in
        if byte in _STRINGS:
            return self._enter(_In.STRING, now)
        if byte in b"[O":
            return self._enter(_In.SEQUENCE, now, bytes((byte,)))
        if byte >= 0x80:  # noqa: PLR2004 - Alt and a letter; the rest of it is no letter
            self._enter(_In.LETTER, now, b"\xff")
        else:
            self._in = _In.GROUND
        return b""

    def _in_sequence(self, byte: int, now: float) -> bytes:
        if byte == ESCAPE[0]:
            return self._enter(_In.ESCAPE, now)
        if not 0x20 <= byte < 0x7F:  # noqa: PLR2004 - a control ends it, and may be a key
            self._in = _In.GROUND
            return self._ground(byte, now) if byte < 0x80 else b""  # noqa: PLR2004
        self._sequence.append(byte)
        self._count += 1
        if self._count >= self._limits.swallow_bytes:
            self._in = _In.GROUND
        elif byte >= 0x40:  # noqa: PLR2004 - a letter ends it
            return self._whole(bytes(self._sequence[: _LONGEST_SEQUENCE + 1]), now)
        return b""

    def _whole(self, sequence: bytes, now: float) -> bytes:
        self._in = _In.GROUND
        if sequence == _PASTE_STARTS:
            return self._enter(_In.PASTE, now)
        if sequence in {b"[M", b"[["}:  # the old mouse report, a function key of the Linux console
            self._enter(_In.REST, now)
            self._count = 3 if sequence == b"[M" else 1
            return b""
        if sequence in _SEQUENCES:
            return self._admit(_SEQUENCES[sequence], now)
        touch = _MOUSE.fullmatch(sequence)
        return self._touch(touch, now) if touch and self._full_screen else b""

    def _touch(self, touch: re.Match[bytes], now: float) -> bytes:
        button, kind = touch[1], touch[4]
        column, line = int(touch[2]), int(touch[3])
        if kind == b"m":
            if button != b"0" or not self._pressed:
                return b""
            self._pressed = False  # and a release always follows the press that was let in
            column, line = min(max(column, 1), self.columns), min(max(line, 1), self.lines)
            return b"\x1b[<0;%d;%dm" % (column, line)
        if not (1 <= column <= self.columns and 1 <= line <= self.lines):
            return b""
        press = button == b"0"
        let_in = self._admit(b"\x1b[<%s;%d;%dM" % (button, column, line), now, 2 if press else 1)
        self._pressed = self._pressed or (press and let_in != b"")
        return let_in

    def _in_string(self, byte: int, now: float) -> bytes:
        self._count += 1
        if self._in is _In.STRING_ESCAPE:
            self._in = _In.GROUND
            if byte != ord("\\"):
                self._enter(_In.ESCAPE, now)
                return self._after_an_escape(byte, now)
        elif byte in b"\x07\x18\x1a" or self._count >= self._limits.swallow_bytes:
            self._in = _In.GROUND
        elif byte == ESCAPE[0]:
            self._in = _In.STRING_ESCAPE
        return b""

    def _in_paste(self, byte: int) -> None:
        self._count += 1
        self._sequence.append(byte)
        del self._sequence[: -len(_PASTE_ENDS)]
        if self._sequence == _PASTE_ENDS or self._count >= self._limits.swallow_bytes:
            self._in = _In.GROUND

    def _escape(self, now: float) -> bytes:
        let_in = self._admit(ESCAPE, now)
        if let_in:
            self._escaped, self._after_escape = now, True
        return let_in

    def _admit(self, event: bytes, now: float, places: int = 1) -> bytes:
        """An event, or nothing where there were too many. A press takes its release's place."""
        if not self._full_screen and event[:1] in _NO_LETTERS:
            return b""
        admitted = self._admitted
        while admitted and admitted[0] <= now - 1:
            admitted.popleft()
        quiet = now < self._escaped + self._limits.quiet_seconds
        if quiet or len(admitted) + places > self._limits.events:
            return b""
        admitted.extend([now] * places)
        self._after_escape = False
        return event


def _interesting(letters: str, *, leaves: bool) -> re.Pattern[bytes]:
    """Bytes that can begin something to let in. All others are passed over at once."""
    bytes_ = set(b"\t\r\x1b") | ({_LEAVE} if leaves else set())
    if letters == ANY_LETTER:
        bytes_ |= {*range(0x20, 0x80), *range(0xC2, 0xF5), *_BACKSPACES}
    bytes_ |= {letter.encode()[0] for letter in letters}
    return re.compile(b"[" + b"".join(b"\\x%02x" % byte for byte in sorted(bytes_)) + b"]")
