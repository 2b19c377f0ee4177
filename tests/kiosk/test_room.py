"""What a visit needs around it: settings that hold, records that are handed on, a voice."""

import json
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ketacli import site as sites
from ketacli.airlock.status import Status
from ketacli.disclaimer import Channel
from ketacli.errors import NotFoundError
from ketacli.kiosk import views
from ketacli.kiosk.room import Room, brief_of, open_room
from ketacli.records.pen import Pen
from ketacli.site import Clinic, Records, Site
from support.program import CONTENT
from support.visits import DOOR, TOPIC, go, kept_in

TODAY = date(2026, 11, 26)


class Airlock:
    """The other end of a visit's line."""

    def __init__(self) -> None:
        self.ours, self.theirs = socket.socketpair()
        self.ours.settimeout(0)

    def heard(self) -> list[str]:
        try:
            return self.ours.recv(1_000_000).decode().splitlines()
        except BlockingIOError:
            return []

    def kept(self) -> dict[str, Any]:
        """What the next visit will be told."""
        found: dict[str, Any] = {}
        for line in self.heard():
            if line.startswith("keep "):
                found |= json.loads(line.removeprefix("keep "))
        return found


@pytest.fixture
def airlock() -> Iterator[Airlock]:
    made = Airlock()
    yield made
    made.ours.close()
    made.theirs.close()


def brief(
    site: Site = Site(),  # noqa: B008 - a value
    *,
    site_file: Path | None = None,
    state: Path | None = None,
    **more: Any,
) -> dict[str, Any]:
    made = brief_of(site, site_file=site_file, library=CONTENT, state=state, cache=kept_in())
    return {**made, **more}


def room(airlock: Airlock, told: dict[str, Any]) -> Room:
    status = Status(airlock.theirs.fileno(), told)
    return open_room(status, Channel.KIOSK_LINEAR, {}, lambda: TODAY)


def test_a_room_is_made_as_the_brief_says(airlock: Airlock) -> None:
    site = Site(clinic=Clinic("A clinic"), idle_seconds=60, topics=(TOPIC,))
    made = room(airlock, brief(site))
    assert made.site == made.visit.site == site
    assert made.visit.channel is Channel.KIOSK_LINEAR
    assert made.note == ""
    go(made.visit, *DOOR)
    assert [card.id for card in made.visit.cards()] == [TOPIC]


def test_what_is_wrong_since_an_earlier_visit_is_noted(airlock: Airlock) -> None:
    assert room(airlock, brief(fault="the disk is full")).note == "the disk is full"


def test_a_brief_survives_its_way_as_json(tmp_path: Path) -> None:
    site = Site(last_check=TODAY, topics=(TOPIC,), records=Records.REQUIRED)
    told = json.loads(json.dumps(brief(site, site_file=tmp_path / "site.yaml", state=tmp_path)))
    assert sites.from_json(told["site"]) == site
    assert told["site_file"] == str(tmp_path / "site.yaml")
    assert (told["library"], told["state"]) == (str(CONTENT), str(tmp_path))


def test_without_a_cache_pages_are_made_anew(airlock: Airlock) -> None:
    made = room(airlock, brief_of(Site(), site_file=None, library=CONTENT, state=None, cache=None))
    assert views.page(made.visit).title == "Information for patients"


def test_settings_are_read_anew_for_each_visit_and_kept_for_the_next(
    airlock: Airlock, tmp_path: Path
) -> None:
    file = tmp_path / "site.yaml"
    file.write_text("clinic:\n  name: A new name\n", encoding="utf-8")
    made = room(airlock, brief(Site(clinic=Clinic("Old")), site_file=file))
    assert made.site.clinic.name == "A new name"
    assert made.note == ""
    assert sites.from_json(airlock.kept()["site"]) == made.site


@pytest.mark.parametrize(
    ("text", "place"),
    [("clinic:\n  nme: A clinic\n", "site.yaml:2:3: "), ("idle_seconds: 1\n", "site.yaml:1:15: ")],
)
def test_wrong_settings_give_way_to_the_last_good_ones_and_are_noted(
    airlock: Airlock, tmp_path: Path, text: str, place: str
) -> None:
    file = tmp_path / "site.yaml"
    file.write_text(text, encoding="utf-8")
    good = Site(clinic=Clinic("The last good"))
    made = room(airlock, brief(good, site_file=file))
    assert made.site == good
    assert made.note.startswith(place)
    said = airlock.heard()
    assert any(line.startswith(f"note {place}") for line in said)
    assert not any(line.startswith("keep") for line in said)


def test_settings_that_were_taken_away_give_way_to_the_last_good_ones(
    airlock: Airlock, tmp_path: Path
) -> None:
    made = room(airlock, brief(Site(region="uk"), site_file=tmp_path / "site.yaml"))
    assert made.site.region == "uk"
    assert "site.yaml" in made.note


def test_without_a_library_there_is_no_room(airlock: Airlock, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        room(airlock, {**brief(), "library": str(tmp_path)})


def test_answers_are_written_down_and_nothing_is_left_over(
    airlock: Airlock, tmp_path: Path
) -> None:
    made = room(airlock, brief(state=tmp_path / "state"))
    go(made.visit, *DOOR)
    assert airlock.kept() == {"pending": [], "fault": ""}
    assert list((tmp_path / "state").iterdir())


def test_what_cannot_be_written_is_left_with_the_airlock_and_noted(airlock: Airlock) -> None:
    made = room(airlock, brief(state=None))
    go(made.visit, *DOOR, f"topic:{TOPIC}")
    last = len(made.visit.sheets()) - 1
    go(made.visit, "contents", f"page:{last}", "check:first", "answer:0")
    said = airlock.heard()
    notes = [line for line in said if line.startswith("note records: ")]
    assert len(notes) == 3
    kept = json.loads([line for line in said if line.startswith("keep ")][-1].removeprefix("keep "))
    assert len(kept["pending"]) == 3
    assert kept["fault"]


def test_what_an_earlier_visit_could_not_write_is_written_by_a_later_one(
    airlock: Airlock, tmp_path: Path
) -> None:
    without = room(airlock, brief(state=None))
    go(without.visit, *DOOR)
    kept = airlock.kept()
    assert kept["pending"]
    later = room(airlock, brief(state=tmp_path / "state", **kept))
    assert later.note == kept["fault"]
    go(later.visit, *DOOR)
    assert airlock.kept() == {"pending": [], "fault": ""}
    after = Pen(tmp_path / "state", lambda: TODAY)
    assert after.pending == ()


def test_where_the_clinic_wants_no_records_nothing_is_written(
    airlock: Airlock, tmp_path: Path
) -> None:
    made = room(airlock, brief(Site(records=Records.OFF), state=tmp_path / "state"))
    go(made.visit, *DOOR, f"topic:{TOPIC}")
    last = len(made.visit.sheets()) - 1
    go(made.visit, "contents", f"page:{last}", "check:first", "answer:0")
    assert not (tmp_path / "state").exists()
    assert set(airlock.heard()) <= {"beat"}


def test_a_required_record_without_a_folder_closes_the_door(airlock: Airlock) -> None:
    made = room(airlock, brief(Site(records=Records.REQUIRED), state=None))
    page = go(made.visit, *DOOR[:2])
    assert page.title == made.visit.library.kiosk_labels.closed_title


def test_the_voice_is_that_of_the_language_and_stays_the_same_one(airlock: Airlock) -> None:
    made = room(airlock, brief())
    voice = made.voice
    voice.slower()
    assert made.voice is voice
    assert voice.rate < made.site.speech.rate
