"""Whatever shows or lists leaflets agrees about which are withdrawn, on each day, and no clock that
goes back brings one back.
"""

import os
import socket
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NoReturn

import pytest

from ketacli.airlock.status import Status
from ketacli.cli import complete, preview
from ketacli.disclaimer import Channel
from ketacli.errors import ExitCode
from ketacli.express import FOLDER, LATEST_DAY
from ketacli.kiosk.checks.finding import Verdict
from ketacli.kiosk.doctor import Told, examine, gather
from ketacli.kiosk.room import brief_of, open_room
from ketacli.library import Calendar, Library
from ketacli.site import Clinic, Site
from support.days import (
    AFTER,
    BEFORE,
    LAST,
    OLD,
    REVIEW,
    keep,
    library_of,
    listed,
    on,
    run_on,
    state_of,
    where,
)
from support.doctor import one
from support.express import Lane
from support.inside import Done, Inside
from support.leaflets import proof
from support.visits import DOOR, go, text_of

DAY = timedelta(days=1)
CLINIC = Clinic("A clinic", "555 0100")
WITHDRAWN = "it should have been checked again by 1 July 2026."
OVERDUE = "This leaflet is due for a new check"
EN = ("-l", "en")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def ketacli(capfd: pytest.CaptureFixture[str], home: Path, tmp_path: Path) -> Inside:
    return Inside(capfd, home, tmp_path / "cache")


@pytest.fixture
def lane(capfd: pytest.CaptureFixture[str], ketacli: Inside) -> Lane:
    return Lane(capfd, ketacli)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return library_of(tmp_path)


@pytest.fixture
def line() -> Iterator[int]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield theirs.fileno()


class Everybody:
    """Everybody who shows or lists leaflets on one device."""

    def __init__(self, ketacli: Inside, library: Path, line: int) -> None:
        self._ketacli = ketacli
        self._library = library
        self._line = line
        self.state = state_of(ketacli.home)

    def show(self, day: date) -> dict[str, bool]:
        """Who shows the topic `old` on a day, by their names."""
        with on(day):
            return {
                **self._commands(),
                "completion": self._offered(),
                "status": ", withdrawn on" not in self._run("status", *EN).out.splitlines()[0],
                "kiosk": self._on_the_shelf(day),
                "doctor": self._doctor_is_content(day),
            }

    def _run(self, *arguments: str) -> Done:
        return self._ketacli(*arguments, *where(self._library))

    def _commands(self) -> dict[str, bool]:
        shown = listed(self._run("topics", *EN, "-f", "json").out)
        assert ("old" in shown["topics"]) is not ("old" in shown.get("withheld", ()))
        assert "new" in shown["topics"]
        code = self._ketacli.code(*where(self._library), *EN)
        explained = self._run("explain", "old", *EN, "--acknowledge", code)
        assert explained.code in {ExitCode.DONE, ExitCode.NOT_FOUND}
        assert (explained.out == "") is (WITHDRAWN in " ".join(explained.err.split()))
        start = self._ketacli(KETACLI_LIBRARY=os.fspath(self._library)).out
        found = " ".join(start.partition("Not shown now")[2].split())
        return {
            "topics": "old" in shown["topics"],
            "explain": explained.code == ExitCode.DONE,
            "start": WITHDRAWN not in found,
        }

    def _offered(self) -> bool:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "environ", self._ketacli._environment({}))
            offered = complete.topics(os.fspath(self._library), "en", "")
        assert "new" in dict(offered)
        return "old" in dict(offered)

    def _on_the_shelf(self, day: date) -> bool:
        told = brief_of(
            Site(languages=("en",)),
            site_file=None,
            library=self._library,
            state=self.state,
            cache=self._ketacli.cache,
        )
        room = open_room(Status(self._line, told), Channel.KIOSK, {}, lambda: day)
        page = go(room.visit, *DOOR)
        there = "topic:old" in {choice.id for choice in page.choices}
        assert ("Not shown now" in text_of(page)) is not there
        room.visit.choose("topic:old")
        assert (room.visit.leaflet is not None) is there
        return there

    def _doctor_is_content(self, day: date) -> bool:
        told = Told(state=self.state, today=day, voices={}, root=self._ketacli.home)
        facts = gather({}, self._library, Site(languages=("en",)), told)
        finding = one(examine(facts), "withdrawn")
        assert finding.measured in {"none", "en/old"}
        assert (finding.measured == "none") is (finding.verdict is Verdict.FINE)
        assert {*facts.content.topics} == {"old", "new"}
        return finding.verdict is Verdict.FINE


@pytest.fixture
def everybody(ketacli: Inside, library: Path, line: int) -> Everybody:
    return Everybody(ketacli, library, line)


@pytest.mark.parametrize(
    ("day", "shown"),
    [(BEFORE, True), (REVIEW, True), (REVIEW + DAY, True), (LAST, True), (AFTER, False)],
)
def test_everybody_agrees_on_each_day(everybody: Everybody, day: date, *, shown: bool) -> None:
    found = everybody.show(day)
    assert len(found) == 7
    assert set(found.values()) == {shown}, found


def test_everybody_agrees_when_the_clock_has_gone_back(everybody: Everybody) -> None:
    assert set(everybody.show(BEFORE).values()) == {True}
    assert set(everybody.show(AFTER).values()) == {False}
    assert set(everybody.show(BEFORE).values()) == {False}


@pytest.mark.parametrize("who", ["topics", "explain", "start", "status", "kiosk"])
def test_whoever_finds_it_withdrawn_first_tells_all_others(
    ketacli: Inside, library: Path, everybody: Everybody, who: str
) -> None:
    with on(AFTER):
        if who == "kiosk":
            everybody._on_the_shelf(AFTER)
        elif who == "start":
            ketacli(KETACLI_LIBRARY=os.fspath(library))
        else:
            code = ketacli.code(*where(library), *EN)
            more = ("old", "--acknowledge", code) if who == "explain" else ()
            ketacli(who, *more, *EN, *where(library))
    assert (everybody.state / LATEST_DAY).read_text("utf-8") == str(AFTER)
    assert set(everybody.show(BEFORE).values()) == {False}


def test_without_a_folder_to_write_in_everybody_goes_by_the_clock(
    everybody: Everybody, home: Path
) -> None:
    (home / ".local").write_text("no folder\n", "utf-8")
    assert set(everybody.show(AFTER).values()) == {False}
    assert set(everybody.show(BEFORE).values()) == {True}


@pytest.mark.parametrize("content", ["", "soon", "2026-99-99", "\0" * 40])
def test_a_damaged_day_counts_as_none_and_is_written_anew(
    everybody: Everybody, content: str
) -> None:
    file = keep(everybody.state, content)
    assert set(everybody.show(BEFORE).values()) == {True}
    assert set(everybody.show(AFTER).values()) == {False}
    assert file.read_text("utf-8") == str(AFTER)


def test_a_day_far_ahead_withdraws_for_all_until_somebody_says_that_the_clock_is_right(
    ketacli: Inside, library: Path, everybody: Everybody
) -> None:
    keep(everybody.state, "9999-12-31")
    with on(BEFORE):
        assert WITHDRAWN in ketacli("topics", *EN, *where(library)).out.replace("\n  ", " ")
        told = Told(state=everybody.state, today=BEFORE, voices={}, root=ketacli.home)
        clock = one(examine(gather({}, library, Site(), told)), "clock")
        assert clock.verdict is Verdict.FAIL
        assert "9999-12-31" in clock.wanted
        ketacli("status", *where(library), "--clock-is-right")
    assert set(everybody.show(BEFORE).values()) == {True}


def test_a_late_leaflet_says_so_until_it_is_withdrawn(ketacli: Inside, library: Path) -> None:
    asked = ("explain", "old", *EN, *where(library))
    code = ketacli.code(*where(library), *EN)
    for day, says in ((REVIEW, False), (REVIEW + DAY, True), (LAST, True)):
        with on(day):
            out = ketacli(*asked, "--acknowledge", code).out
        assert (OVERDUE in out) is says
        assert "The first part" in out


def test_a_withdrawn_leaflet_names_the_clinic(library: Path) -> None:
    calendar = Calendar(lambda: AFTER)
    opened = Library(library, language="en", site=Site(clinic=CLINIC), calendar=calendar)
    (withheld,) = opened.cards().withheld
    assert withheld.withdrawn
    assert "555 0100" in " ".join(withheld.words)


def test_authors_still_see_what_readers_do_not(
    ketacli: Inside, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def saves(_: Path) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(preview, "saves", saves)
    code = ketacli.code(*where(library), *EN)
    with on(AFTER):
        done = ketacli("preview", "old", *EN, *where(library), "--acknowledge", code)
    assert done.code == ExitCode.INTERRUPTED
    assert "The first part" in done.out
    assert OVERDUE not in done.out
    assert "the review was due on 2026-07-01 [out-of-date]" in done.out


# --- The express lane


def test_a_kept_answer_does_not_outlive_a_withdrawal(lane: Lane, library: Path) -> None:
    code = Library(library, language="en").disclaimer.code
    asked = ("explain", "old", *EN, *where(library), "--acknowledge", code)
    lane.day = LAST
    assert lane.warm(*asked).express
    lane.day = AFTER
    for _ in range(3):
        done = lane(*asked)
        assert (done.code, done.out, done.express) == (ExitCode.NOT_FOUND, "", False)
    lane.day = LAST
    for _ in range(3):
        done = lane(*asked)
        assert (done.code, done.out, done.express) == (ExitCode.NOT_FOUND, "", False)
        assert WITHDRAWN in " ".join(done.err.split())


def test_a_kept_list_does_not_outlive_a_withdrawal(lane: Lane, library: Path) -> None:
    asked = ("topics", *EN, *where(library), "-f", "json")
    lane.day = LAST
    lane(*asked)
    assert lane.warm(*asked).express
    lane.day = AFTER
    assert "old" in listed(lane.warm(*asked).out)["withheld"]
    assert lane(*asked).express
    lane.day = LAST
    for _ in range(4):
        assert "old" in listed(lane(*asked).out)["withheld"]
    assert lane(*asked).express


@pytest.mark.parametrize("kind", ["folder", "pipe", "large", "link"])
def test_whatever_lies_where_the_day_is_kept_the_lane_goes_on(
    lane: Lane, library: Path, home: Path, kind: str
) -> None:
    file = state_of(home) / LATEST_DAY
    file.parent.mkdir(parents=True)
    match kind:
        case "folder":
            file.mkdir()
        case "pipe":
            os.mkfifo(file)
        case "large":
            file.write_bytes(b"9" * 1_000_000)
        case _:
            file.symlink_to(keep(home / "elsewhere", str(AFTER)))
    lane.day = BEFORE
    asked = ("glossary", *EN, *where(library))
    assert lane.warm(*asked).express


# --- The whole program


def test_the_whole_program_brings_nothing_back(home: Path, library: Path) -> None:
    def explain(day: date) -> tuple[int, bool]:
        done = run_on(day, home, "explain", "old", *EN, *where(library), "--acknowledge", code)
        assert (WITHDRAWN in " ".join(done.stderr.split())) is (done.returncode == 4)
        return done.returncode, "The first part" in done.stdout

    code = Library(library, language="en").disclaimer.code
    for _ in range(3):
        assert explain(LAST) == (0, True)
    assert [*(home / ".cache" / "ketacli" / FOLDER).iterdir()]
    assert explain(AFTER) == (4, False)
    assert explain(LAST) == (4, False)
    told = run_on(LAST, home, "status", *EN, *where(library))
    assert told.returncode == 5
    assert f"it shows {LAST}, and {AFTER} has been here" in told.stdout
    assert run_on(LAST, home, "status", *where(library), "--clock-is-right").returncode == 5
    assert explain(LAST) == (0, True)


def test_the_library_forgets_no_proof_on_the_way(library: Path) -> None:
    opened = Library(library, language="en", calendar=Calendar(lambda: LAST))
    assert opened.issue("old", proof(opened)).id == "old"
    assert {card.id for card in opened.cards().cards} == {"old", "new"}


def test_a_page_that_was_kept_is_judged_by_the_day_on_which_it_is_asked_for(
    library: Path, tmp_path: Path
) -> None:
    def shown(day: date) -> bool:
        opened = Library(
            library, language="en", compiled_in=tmp_path / "kept", calendar=Calendar(lambda: day)
        )
        return "old" in {card.id for card in opened.cards().cards}

    assert [shown(day) for day in (LAST, AFTER, LAST)] == [True, False, True]


def test_a_shelf_keeps_the_day_once_however_many_leaflets_are_withdrawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = library_of(tmp_path, **{f"t{number}": OLD for number in range(20)})
    noted: list[date] = []
    monkeypatch.setattr(Calendar, "found_out_of_date", lambda _self, day: noted.append(day))
    opened = Library(many, language="en", calendar=Calendar(lambda: AFTER))
    assert len(opened.cards().withheld) == 21
    assert noted == [AFTER]
