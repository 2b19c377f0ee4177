"""What the airlock is told about a kiosk, and how it travels to a new process: as strict JSON."""

import json
from typing import Any, NamedTuple

Json = dict[str, Any]
ANY_LETTER = "*"


class Limits(NamedTuple):
    """How long, how often, how much. Kiosks use the defaults; tests make the times shorter."""

    events: int = 30
    """Keys and touches let in within any one second."""
    escape_seconds: float = 0.05
    """A lone ESC is the Escape key when nothing follows it for so long."""
    quiet_seconds: float = 0.15
    """Nothing is let in for so long after Escape, or a visit would read both as one key."""
    swallow_seconds: float = 1.0
    swallow_bytes: int = 4096
    """A paste or a string without an end is over after so long, or so many bytes."""
    first_beat_seconds: float = 20.0
    beat_seconds: float = 2.5
    shortest_pause: float = 0.1
    longest_pause: float = 1.6
    crashes: int = 5
    crash_seconds: float = 60.0
    """So many crashes within so long mean out of order."""
    retry_seconds: float = 30.0
    kept_bytes: int = 512 * 1024


class Early(NamedTuple):
    """A visit that was started while the lock was still being made, and waits for its brief."""

    pid: int
    screen: int
    """The descriptor of the airlock's side of its terminal."""
    line: int
    """The descriptor of the airlock's end of its line."""


class Lock(NamedTuple):
    """A kiosk as the airlock knows it: what it runs, what it lets in, what it says meanwhile."""

    command: tuple[str, ...]
    """The command line of a visit. The program is named by its whole path."""
    locked: bool = False
    """No way out by keyboard. Otherwise Ctrl-Q ends the kiosk."""
    letters: str = ""
    """Printable letters let in besides the keys; `*` is all of them, and Backspace."""
    full_screen: bool = True
    """The alternate screen and the mouse; without it a linear stream."""
    one_moment: str = ""
    """Words on the page between two visits."""
    out_of_order: str = ""
    """Words on the page after too many crashes."""
    brief: Json = {}  # noqa: RUF012 - nothing writes to it
    """Whatever each visit is to know. The airlock does not read it."""
    limits: Limits = Limits()
    early: tuple[int, ...] = ()
    """An `Early`, or nothing."""

    def to_json(self) -> str:
        """The lock as a text that `from_json` reads."""
        return json.dumps({**self._asdict(), "limits": self.limits._asdict()})

    @classmethod
    def from_json(cls, text: str) -> "Lock":
        """Read back what `to_json` wrote.

        Raises:
            TypeError, ValueError: it is something else.
        """
        written = _like(cls(("",))._asdict(), json.loads(text))
        limits = Limits(**_like(Limits()._asdict(), written["limits"]))
        command = tuple(_argument(word) for word in written["command"])
        if not command[:1] or not command[0].startswith("/"):
            raise ValueError(command)
        early = tuple(_number(number) for number in written["early"])
        if early and len(early) != len(Early._fields):
            raise ValueError(early)
        return cls(**{**written, "command": command, "limits": limits, "early": early})


def _like(example: Json, written: Any) -> Json:
    """What was written, if it has the names of an example and values of the same types."""
    if not isinstance(written, dict) or written.keys() != example.keys():
        raise ValueError(written)
    for name, value in example.items():
        if type(written[name]) not in _READ_FOR.get(type(value), (type(value),)):
            raise TypeError(name)
    return written


def _argument(word: Any) -> str:
    if not isinstance(word, str) or "\0" in word:
        raise ValueError(word)
    return word


def _number(number: Any) -> int:
    if type(number) is not int or number < 0:
        raise ValueError(number)
    return number


# JSON has lists only, and a number of seconds may be written without a point.
_READ_FOR: dict[type, tuple[type, ...]] = {
    tuple: (list,),
    Limits: (dict,),
    float: (float, int),
}
