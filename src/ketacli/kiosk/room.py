"""What a visit needs around it: settings that hold, a library, records, a voice, and the airlock's
end of the line. Made once a process; a wrong `site.yaml` gives way to the last good one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ketacli import site as sites
from ketacli.airlock.status import Status
from ketacli.disclaimer import Channel, Disclaimer
from ketacli.errors import ContentError
from ketacli.kiosk.presence import Presence
from ketacli.kiosk.pronouncing import pronouncing
from ketacli.kiosk.recorder import Recorder
from ketacli.kiosk.visit import Visit
from ketacli.library import Calendar, Library, read_site
from ketacli.site import Records, Site

if TYPE_CHECKING:
    from ketacli.records.pen import Pen
    from ketacli.voice import Voice

Json = dict[str, Any]


@dataclass(slots=True)
class Room:
    """One visit and everything around it."""

    visit: Visit
    site: Site
    status: Status
    presence: Presence
    note: str = ""
    """What is wrong here, for the staff."""
    _voices: "dict[str, Voice]" = field(default_factory=dict)

    @property
    def voice(self) -> "Voice":
        """The voice for the language of the visit, at the clinic's own rate and volume at first."""
        language = self.visit.library.language
        if language not in self._voices:
            from ketacli.voice import Voice

            says = pronouncing(self.visit.library)
            self._voices[language] = Voice(self.site.speech, language, pronounce=says)
        return self._voices[language]


class _Written:
    """Writes down through a pen, and leaves with the airlock what the pen could not write."""

    def __init__(self, take_pen: "Callable[[], Pen]", status: Status) -> None:
        self._take_pen = take_pen
        self._status = status

    @cached_property
    def _pen(self) -> "Pen":
        """Taken up when there is something to write: the first page need not wait for it."""
        return self._take_pen()

    def shown(self, disclaimer: Disclaimer, channel: Channel) -> bool:
        return self._told(written=self._pen.shown(disclaimer, channel))

    def answered(self, disclaimer: Disclaimer, channel: Channel, *, accepted: bool) -> bool:
        return self._told(written=self._pen.answered(disclaimer, channel, accepted=accepted))

    def checked(
        self, topic: str, language: str, question: int, channel: Channel, *, right: bool
    ) -> bool:
        return self._told(
            written=self._pen.checked(topic, language, question, channel, right=right)
        )

    def _told(self, *, written: bool) -> bool:
        self._status.keep(pending=list(self._pen.pending), fault=self._pen.fault)
        if self._pen.fault:
            self._status.note(f"records: {self._pen.fault}")
        return written


class _Unwritten:
    """Where the clinic wants no records."""

    def shown(self, _disclaimer: Disclaimer, _channel: Channel) -> bool:
        return True

    def answered(self, _disclaimer: Disclaimer, _channel: Channel, *, accepted: bool) -> bool:
        del accepted
        return True

    def checked(
        self, _topic: str, _language: str, _question: int, _channel: Channel, *, right: bool
    ) -> bool:
        del right
        return True


def open_room(
    status: Status,
    channel: Channel,
    environment: Mapping[str, str],
    today: Callable[[], date],
) -> Room:
    """Make ready for one visit, as the brief of the airlock says.

    Raises:
        KetacliError: there is no library that could be read.
    """
    brief = status.brief
    site, fault = _site(brief, status)
    cache = Path(brief["cache"]) if brief.get("cache") else None
    state = Path(brief["state"]) if brief.get("state") else None

    def open_library(language: str) -> Library:
        return Library(
            Path(brief["library"]),
            language=language,
            environment=environment,
            site=site,
            compiled_in=cache,
            calendar=Calendar(today, state),
        )

    recorder = _recorder(site, brief, status, today)
    visit = Visit(open_library, site, recorder, channel, status.beat)
    presence = Presence(site.idle_seconds, site.warning_seconds)
    return Room(visit, site, status, presence, fault or str(brief.get("fault", "")))


def brief_of(
    site: Site, *, site_file: Path | None, library: Path, state: Path | None, cache: Path | None
) -> Json:
    """What an airlock hands to each visit."""
    return {
        "site": sites.to_json(site),
        "site_file": str(site_file or ""),
        "library": str(library),
        "state": str(state or ""),
        "cache": str(cache or ""),
        "pending": [],
        "fault": "",
    }


def _site(brief: Json, status: Status) -> tuple[Site, str]:
    """The settings as they stand now, or the last good ones and what is wrong with the new."""
    good = sites.from_json(brief["site"])
    if not brief["site_file"]:
        return good, ""
    try:
        site = read_site(Path(brief["site_file"]))
    except ContentError as error:
        first = error.problems[0]
        fault = f"site.yaml:{first.line}:{first.column}: {first.message}"
        status.note(fault)
        return good, fault
    status.keep(site=sites.to_json(site))
    return site, ""


def _recorder(site: Site, brief: Json, status: Status, today: Callable[[], date]) -> Recorder:
    if site.records is Records.OFF:
        return _Unwritten()
    state = Path(brief["state"]) if brief.get("state") else None

    def take_pen() -> "Pen":
        from ketacli.records.pen import Pen

        return Pen(state, today, tuple(brief.get("pending", ())))

    return _Written(take_pen, status)
