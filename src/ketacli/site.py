"""What a clinic says about itself and its device, as values. `library` reads `site.yaml`."""

from datetime import date
from enum import StrEnum, unique
from typing import Any, NamedTuple

Json = dict[str, Any]
_LISTS = ("languages", "topics", "print_command")

LEAST_IDLE, MOST_IDLE = 30, 300
LEAST_WARNING, MOST_WARNING = 20, 120
"""WCAG 2.2.1: a warning leaves at least 20 seconds for a simple action."""
SLOWEST, FASTEST = 80, 450
"""Words a minute that espeak-ng speaks."""
LOUDEST = 200
"""Twice as loud as espeak-ng speaks by itself."""
LONGEST_ADDRESS = 199
"""Of a folder on the web. Behind it come a language and a topic, and phones read all of it."""
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
ADDRESS = (
    rf"^https?://{_LABEL}(?:\.{_LABEL})*(?::([1-9][0-9]{{0,4}}))?"
    r"(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)*$"
)
"""What RFC 3986 allows of such an address: a scheme, a host, a port, a path, and nothing else."""
_LAST_PORT = 65535

_VOICES = {"zh-Hans": "cmn-latn-pinyin", "zh-Hant": "cmn-latn-pinyin"}
"""Voices of espeak-ng that are not called by the tag of their language. Its voice `cmn` spells most
Chinese letters in English (1.51)."""


class Clinic(NamedTuple):
    """Who gives the information to patients. Empty strings mean: not said."""

    name: str = ""
    telephone: str = ""
    terms: str = ""
    """Where the clinic's own terms are: words that a reader can follow."""


class Speech(NamedTuple):
    """How a kiosk reads aloud."""

    command: str = "espeak-ng"
    rate: int = 150
    """Words a minute."""
    volume: int = 100
    """Of what the command calls 100."""
    voices: tuple[tuple[str, str], ...] = ()
    """Language tag and the name of a voice. Without an entry it is the one of espeak-ng."""

    def voice(self, language: str) -> str:
        """The name of the voice for a language."""
        return dict(self.voices).get(language, _VOICES.get(language, language))


class Screen(NamedTuple):
    """The glass of a kiosk, in millimetres. 0 means: not said."""

    width: int = 0
    height: int = 0
    distance: int = 0
    """From the eye of a reader to the glass."""


@unique
class Records(StrEnum):
    """What a kiosk does when an answer cannot be written down."""

    WANTED = "wanted"
    """It goes on, and says so to staff."""
    REQUIRED = "required"
    """It shows no leaflet, and asks the reader to go to the desk."""
    OFF = "off"
    """Nothing is written down at all."""


class Site(NamedTuple):
    """The settings of one device. Without a `site.yaml` all of these are the defaults."""

    clinic: Clinic = Clinic()
    region: str = ""
    languages: tuple[str, ...] = ()
    """The languages of the kiosk, in order. Empty: those of the library."""
    topics: tuple[str, ...] = ()
    """The topics of the kiosk, in order. Empty: all."""
    shared_device: bool = False
    """Several people use it: nothing is remembered and no other program is started."""
    accessible: bool = False
    """Every command is linear text."""
    require_sign_off: bool = False
    """Only leaflets that somebody signed are shown."""
    idle_seconds: int = 180
    """Without input for so long, a kiosk asks whether anybody is there."""
    warning_seconds: int = 30
    """And waits so long for an answer."""
    caretaker: str = ""
    last_check: date | None = None
    """The day on which the caretaker last looked after the kiosk."""
    print_command: tuple[str, ...] = ()
    """The program that prints a page from its standard input, and its arguments."""
    records: Records = Records.WANTED
    speech: Speech = Speech()
    screen: Screen = Screen()
    published_at: str = ""
    """The address of the folder on the web where the clinic publishes. Ends with a slash."""


def web_folder(address: str) -> str:
    """The address of a folder on the web, with a slash at its end.

    Raises:
        ValueError: it is none; with what is wrong, in words.
    """
    from re import fullmatch

    if len(address) > LONGEST_ADDRESS:
        raise ValueError(f"this address must have less than {LONGEST_ADDRESS + 1} letters")
    found = fullmatch(ADDRESS, address)
    is_page = address.lower().endswith((".html", ".htm"))
    if found is None or is_page or int(found[1] or 0) > _LAST_PORT:
        raise ValueError(
            "this must be the address of a folder, as https://leaflets.example.org/ketamine/,"
            " without a user's name, `?`, `#` or blanks; letters other than English ones stand in"
            " it as %C3%A9"
        )
    return address if address.endswith("/") else f"{address}/"


def door(published_at: str, language: str, topic: str) -> str:
    """The address of the page on which a reader of a topic begins: its disclaimer.

    Tags of languages and ids of topics have only letters that stand in an address as they are.
    """
    return f"{published_at}{language}/{topic}/"


def to_json(site: Site) -> Json:
    """The settings as plain dicts, lists, strings and numbers."""
    return {
        **site._asdict(),
        **{name: list(getattr(site, name)) for name in _LISTS},
        "clinic": site.clinic._asdict(),
        "last_check": site.last_check.isoformat() if site.last_check else "",
        "speech": {**site.speech._asdict(), "voices": [list(pair) for pair in site.speech.voices]},
        "screen": site.screen._asdict(),
    }


def from_json(written: Json) -> Site:
    """Read back what `to_json` wrote.

    Raises:
        AttributeError, KeyError, TypeError, ValueError: it is something else.
    """
    speech = written["speech"]
    voices = tuple((str(language), str(voice)) for language, voice in speech["voices"])
    lists = {name: tuple(written[name]) for name in _LISTS}
    day = written["last_check"]
    read = {
        "clinic": Clinic(**written["clinic"]),
        "last_check": date.fromisoformat(day) if day else None,
        "records": Records(written["records"]),
        "speech": Speech(**{**speech, "voices": voices}),
        "screen": Screen(**written["screen"]),
    }
    return Site(**{**written, **lists, **read})
