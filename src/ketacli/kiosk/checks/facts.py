"""What can be known of a kiosk and its machine, as values, so that rules need no machine."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from ketacli.errors import Problem
from ketacli.site import Site


class Terminal(NamedTuple):
    """What the pages are drawn on."""

    kind: str = ""
    """TERM."""
    columns: int = 0
    rows: int = 0
    """0: the kiosk's own terminal could not be seen from here."""
    encoding: str = ""
    colours: tuple[str, str] | None = None
    """Letters and ground, as `aaaaaa`; None where nobody can tell."""


class Speaking(NamedTuple):
    """What can read aloud."""

    installed: bool = False
    voices: Mapping[str, str] = {}
    """Language tag in small letters, and the name of a voice."""
    sound_card: bool = False


class StateFolder(NamedTuple):
    """Where counts of answers are kept."""

    path: str
    owner: str = ""
    mode: int = 0
    fault: str = ""
    """Why nothing can be written there."""


class Running(NamedTuple):
    """The kiosk that is running now."""

    user: str
    parents: tuple[str, ...] = ()
    """The names of the programs above it, the nearest first."""
    environment: Mapping[str, str] | None = None
    """None: only its user and root may look."""
    core_limit: str = ""
    """In bytes, as the kernel writes it."""


class Machine(NamedTuple):
    """The computer below the kiosk. None means: not told."""

    running: Running | None = None
    shell: str = ""
    """The login shell of the kiosk's user."""
    logins: tuple[str, ...] = ()
    """Programs that wait for somebody to log in."""
    automatic_consoles: bool = True
    """A switch to another console starts a login there."""
    sysrq: int | None = None
    restart_keys: bool = True
    """Ctrl-Alt-Del restarts the machine."""
    swaps: tuple[str, ...] | None = None
    printer_found: bool = False


class Content(NamedTuple):
    """What there is to read."""

    problems: tuple[Problem, ...] = ()
    languages: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    unsigned: tuple[str, ...] = ()
    """Topics that nobody has signed, by language and id."""
    letters: frozenset[str] = frozenset()
    """Every letter of the files in the kiosk's languages."""
    withdrawn: tuple[str, ...] = ()
    """Topics that are not shown any more, by language and id."""


class Facts(NamedTuple):
    """All of it."""

    site: Site
    today: date
    newest: date
    """The latest day that the program, its content or its records know of."""
    clock_set: bool
    """The system says that it has set its clock by the network."""
    terminal: Terminal
    speaking: Speaking
    state: StateFolder | None
    machine: Machine
    content: Content

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the kiosk."""
        return self.site.languages or self.content.languages

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics of the kiosk."""
        return self.site.topics or self.content.topics
