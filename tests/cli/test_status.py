"""`ketacli status`: what the desk sees, on which screen, with which exit code, and the clock."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ketacli.cli.surroundings import Surroundings
from ketacli.errors import ExitCode
from ketacli.express import LATEST_DAY
from ketacli.library.words_rated import words_rated
from ketacli.library.yaml_reader import read
from ketacli.render.wrapping import cells
from support.content import SMALL_TOPIC, change
from support.days import AFTER, BEFORE, LAST, REVIEW, keep, library_of, on, state_of, where
from support.inside import Done, Inside
from support.program import run
from support.signing import TODAY, signed
from support.translated import translated_library

EARLY = date(2026, 3, 1)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return library_of(tmp_path, small=SMALL_TOPIC)


@pytest.fixture
def spanish(tmp_path: Path) -> Path:
    return translated_library(tmp_path, small=SMALL_TOPIC)


def lines(done: Done) -> list[str]:
    assert done.err == ""
    return done.out.splitlines()


def on_screen(ketacli: Inside, columns: int, *arguments: str, **variables: str) -> Done:
    def here(_cls: type[Surroundings]) -> Surroundings:
        return Surroundings(os.environ, asks=True, shows=True, columns=columns, lines=20)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Surroundings, "here", classmethod(here))
        return ketacli(*arguments, **variables)


def as_json(done: Done) -> Any:
    assert done.err == ""
    return json.loads(done.out)


@pytest.mark.parametrize(
    ("day", "says", "code"),
    [
        (BEFORE, "due 2026-07-01, in 1 day;", ExitCode.DONE),
        (REVIEW, "due 2026-07-01, in 0 days;", ExitCode.DONE),
        (LAST, "due 2026-07-01, overdue by 30 days, to be withdrawn on 2026-08-01;", 5),
        (AFTER, "due 2026-07-01, withdrawn on 2026-08-01;", ExitCode.CONTENT),
    ],
)
def test_each_topic_is_told_in_one_line_off_a_screen(
    ketacli: Inside, library: Path, day: date, says: str, code: int
) -> None:
    with on(day):
        done = ketacli("status", *where(library), "-l", "en")
    old, new, small, counts, clock = lines(done)
    assert old == f"old, en: checked 2026-01-01; {says} not signed; own words."
    assert new.startswith("new, en: checked 2026-01-01; due 2999-01-01, in ")
    assert small.startswith("small, en: ")
    assert counts.endswith(" Not signed: 3. Translations unchecked: 0.")
    assert clock == f"The clock: {day}."
    assert done.code == code


def test_the_worst_is_counted_first(ketacli: Inside, library: Path, home: Path) -> None:
    def counts(day: date) -> str:
        with on(day):
            return lines(ketacli("status", *where(library), "-l", "en"))[-2]

    assert counts(BEFORE).startswith("All in date. Not signed: 3.")
    assert counts(LAST).startswith("Overdue: 1. Not signed: 3.")
    change(library / "en/topics/small.yaml", "title:", "titel:")
    assert counts(AFTER).startswith("Withdrawn: 1. Breaking the rules: 1. Not signed: 2.")
    assert (state_of(home) / LATEST_DAY).read_text("utf-8") == str(AFTER)


def test_a_table_says_how_late_and_what_is_withdrawn(ketacli: Inside, library: Path) -> None:
    def first_row(day: date, columns: int = 80) -> str:
        with on(day):
            return lines(on_screen(ketacli, columns, "status", *where(library)))[1]

    assert first_row(BEFORE) == "old    en    2026-01-01  2026-07-01 in 1 d       no      own"
    assert " 2026-07-01 late 30 d " in first_row(LAST)
    assert " 2026-07-01 withdrawn " in first_row(AFTER)
    assert first_row(AFTER, 44) == "old   en   2026-01-01 withdrawn   no  own"


def test_a_translation_that_somebody_has_checked_counts_as_such(
    ketacli: Inside, spanish: Path
) -> None:
    file = spanish / "es/topics/small.yaml"
    words = words_rated(read(file.read_bytes(), file.name), "es")
    named = "name: B. Tester, role: Translator, day: 2026-11-01"
    reviewer = f'  reviewer: {{{named}, words: "{words}"}}\n'
    file.write_text(file.read_text("utf-8") + reviewer, "utf-8")
    with on(TODAY):
        told = ketacli("status", *where(spanish)).out
        table = on_screen(ketacli, 80, "status", *where(spanish)).out
    assert "translated from en, fresh; translation checked by B. Tester." in told
    assert "small, es: translation checked by B. Tester.\n" in table
    assert " Translations unchecked: 0." in told


def test_who_signed_is_named_and_until_when(ketacli: Inside, library: Path) -> None:
    signed(library)
    with on(BEFORE):
        told = ketacli("status", *where(library), "-l", "en").out
        table = on_screen(ketacli, 80, "status", *where(library), "-l", "en").out
    until = "signed by A. Tester, Psychiatrist, on 2026-11-24, until 2027-05-01"
    assert f"due 2027-05-01, in 305 days; {until}; own words." in told
    assert f"small, en: {until}." in " ".join(table.split())
    assert "yes     own\n" in table


def test_a_translation_is_told_with_its_parts_and_who_checked_it(
    ketacli: Inside, spanish: Path
) -> None:
    def told(width: int = 0) -> str:
        with on(TODAY):
            asked = ("status", *where(spanish), "-l", "es")
            done = on_screen(ketacli, width, *asked) if width else ketacli(*asked)
        return " ".join(done.out.split())

    assert "; translated from en, fresh; nobody has checked the translation." in told()
    change(spanish / "en/topics/small.yaml", "One sentence.", "Another sentence.")
    change(spanish / "en/topics/small.yaml", "not_known:", "benefits: [None.]\nnot_known:")
    said = "stale: first; missing: benefits"
    assert f"; translated from en; {said}; nobody has checked the translation." in told()
    assert "Stale: 1." in told()
    assert " no stale " in told(80)
    assert f"small, es: {said}." in told(80)
    change(spanish / "es/topics/small.yaml", "not_known:", "actions: [Ask.]\nnot_known:")
    assert "missing: benefits; extra: actions" in told()


def test_what_is_not_shown_for_another_reason_says_which(ketacli: Inside, spanish: Path) -> None:
    site = spanish.parent / "site.yaml"
    site.write_text("require_sign_off: yes\n", "utf-8")
    with on(TODAY):
        asked = ("status", *where(spanish), "-l")
        unsigned = ketacli(*asked, "en", KETACLI_SITE=os.fspath(site))
        change(spanish / "en/topics/small.yaml", "title: A", "title: The")
        stale = ketacli(*asked, "es")
        fine = ketacli(*asked, "en")
    assert "not shown, because this site asks for a signature" in unsigned.out
    assert "not shown, because what it is about is a translation of other words" in stale.out
    assert "stale: title_and_purpose" in stale.out
    assert (unsigned.code, stale.code, fine.code) == (5, 5, 0)


def test_a_language_that_shows_nothing_says_why(ketacli: Inside, spanish: Path) -> None:
    def told() -> tuple[int, str]:
        with on(TODAY):
            done = ketacli("status", *where(spanish))
        return done.code, done.out

    change(spanish / "en/kiosk.yaml", "one_moment: ", "one_moment: X")
    assert "\nes, kiosk: stale: one_moment.\n" in told()[1]
    change(spanish / "en/disclaimer.yaml", "title: ", "title: A ")
    code, said = told()
    assert "\nes: nothing is shown, because its disclaimer is a translation of other" in said
    assert code == ExitCode.CONTENT
    change(spanish / "es/disclaimer.yaml", "title:", "titel:")
    code, said = told()
    assert "\nes: nothing is shown, because a file that every page needs breaks" in said
    assert code == ExitCode.CONTENT


def test_a_topic_that_is_broken_or_not_there_is_told(ketacli: Inside, spanish: Path) -> None:
    (spanish / "en/topics/only.yaml").write_text(SMALL_TOPIC, "utf-8")
    change(spanish / "en/topics/small.yaml", "title:", "titel:")
    with on(TODAY):
        told = ketacli("status", *where(spanish))
        table = on_screen(ketacli, 80, "status", *where(spanish)).out
        short = on_screen(ketacli, 50, "status", *where(spanish)).out
    assert "small, en: breaks the rules, see `ketacli check`.\n" in told.out
    assert "only, es: not there.\n" in told.out
    assert "Breaking the rules: 1." in told.out
    assert "Not there: 1." in told.out
    assert "small  en    -           breaks the rules" in table
    assert "only  es   -          not there" in short
    assert " broken " in short


def test_a_topic_that_a_language_does_not_have_is_no_fault(ketacli: Inside, spanish: Path) -> None:
    (spanish / "en/topics/only.yaml").write_text(SMALL_TOPIC, "utf-8")
    with on(TODAY):
        assert ketacli("status", *where(spanish)).code == ExitCode.DONE


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 120])
def test_it_keeps_to_any_screen(ketacli: Inside, columns: int) -> None:
    found = lines(on_screen(ketacli, columns, "status"))
    assert max(map(cells, found)) <= columns
    assert "\x1b" not in "".join(found)


def test_what_ships_fits_on_a_screen_of_60_by_20(ketacli: Inside) -> None:
    with on(TODAY):
        found = lines(on_screen(ketacli, 60, "status"))
    assert len(found) <= 20
    assert found[0].split() == ["Topic", "Lang", "Checked", "Days", "Sig", "Text"]


@pytest.mark.parametrize("how", ["--plain", "site", "off a screen"])
def test_a_voice_gets_no_columns(ketacli: Inside, library: Path, tmp_path: Path, how: str) -> None:
    site = tmp_path / "site.yaml"
    site.write_text(f"accessible: {'yes' if how == 'site' else 'no'}\n", "utf-8")
    asked = ("status", *where(library), *(["--plain"] if how == "--plain" else []))
    told = {"KETACLI_SITE": os.fspath(site)}
    with on(BEFORE):
        done = (
            ketacli(*asked, **told)
            if how == "off a screen"
            else on_screen(ketacli, 100, *asked, **told)
        )
    assert "  " not in done.out
    assert done.out.startswith("old, en: checked")


def test_programs_get_json(ketacli: Inside, spanish: Path) -> None:
    signed(spanish)
    change(spanish / "en/topics/small.yaml", "One sentence.", "Another sentence.")
    (spanish / "en/topics/only.yaml").write_text(SMALL_TOPIC, "utf-8")
    with on(TODAY):
        done = ketacli("status", *where(spanish), "--format", "json")
    found = as_json(done)
    assert (found["today"], found["amiss"], done.code) == ("2026-11-24", True, 5)
    assert found["clock"] == {"shows": "2026-11-24", "kept": None, "gone_back": False}
    assert [one["language"] for one in found["languages"]] == ["en", "es"]
    own, translated, only, absent = found["topics"]
    assert (own["signed"], own["translated"], own["shown"]) == (None, None, True)
    assert own["withdrawn_on"] == "2999-04-02"
    assert translated["translated"] == {
        "of": "en",
        "stale": ["first"],
        "missing": [],
        "extra": [],
        "reviewed_by": None,
    }
    assert (only["there"], absent["there"], absent["shown"]) == (True, False, False)
    assert (own["amiss"], translated["amiss"]) == (False, True)


def test_json_names_who_signed_and_what_is_wrong_with_a_language(
    ketacli: Inside, spanish: Path
) -> None:
    signed(spanish)
    change(spanish / "en/labels.yaml", "topics_withheld: ", "topics_withheld: X")
    with on(TODAY):
        found = as_json(ketacli("status", *where(spanish), "-f", "json"))
    assert found["topics"][0]["signed"] == {
        "by": "A. Tester",
        "role": "Psychiatrist",
        "day": "2026-11-24",
        "until": "2027-05-01",
    }
    assert found["languages"][1]["files"]["labels"]["stale"] == ["topics_withheld"]


def test_a_clock_that_has_gone_back_is_told_with_both_days(
    ketacli: Inside, library: Path, home: Path
) -> None:
    keep(state_of(home), str(AFTER))
    with on(EARLY):
        done = ketacli("status", *where(library), "-l", "en")
        found = as_json(ketacli("status", *where(library), "-f", "json"))
    assert done.code == ExitCode.CONTENT
    assert f"it shows {EARLY}, and {AFTER} has been here" in lines(done)[-1]
    assert "withdrawn on 2026-08-01" in lines(done)[0]
    assert found["clock"] == {"shows": str(EARLY), "kept": str(AFTER), "gone_back": True}
    assert found["today"] == str(AFTER)


def test_the_clock_alone_is_reason_enough(ketacli: Inside, home: Path, library: Path) -> None:
    (library / "en/topics/old.yaml").unlink()
    keep(state_of(home), "9999-12-31")
    for name in ("new", "small"):
        change(library / f"en/topics/{name}.yaml", "2999-01-01", "9999-12-31")
    with on(EARLY):
        done = ketacli("status", *where(library), "-l", "en")
        assert done.code == ExitCode.CONTENT
        assert "All in date." in done.out
        assert ketacli("status", *where(library), "--clock-is-right").code == ExitCode.DONE


def test_a_clock_that_is_right_is_believed_again(
    ketacli: Inside, library: Path, home: Path
) -> None:
    file = keep(state_of(home), "9999-12-31")
    with on(BEFORE):
        done = ketacli("status", *where(library), "-l", "en", "--clock-is-right")
        assert not file.exists()
        again = ketacli("status", *where(library), "-l", "en", "--clock-is-right")
    assert done.code == again.code == ExitCode.DONE
    assert lines(done)[-1] == (f"The clock: {BEFORE}. 9999-12-31, which was kept, is forgotten.")
    assert lines(again)[-1] == f"The clock: {BEFORE}."


def test_a_leaflet_that_is_withdrawn_all_the_same_is_kept_in_mind(
    ketacli: Inside, library: Path, home: Path
) -> None:
    file = keep(state_of(home), "9999-12-31")
    with on(AFTER):
        ketacli("status", *where(library), "--clock-is-right")
    assert file.read_text("utf-8") == str(AFTER)


def test_a_day_that_cannot_be_forgotten_is_told(ketacli: Inside, library: Path, home: Path) -> None:
    (state_of(home) / LATEST_DAY).mkdir(parents=True)
    done = ketacli("status", *where(library), "--clock-is-right")
    assert (done.code, done.out) == (ExitCode.NOT_WRITTEN, "")
    assert done.err.startswith("what is kept of the clock could not be written: ")


def test_it_goes_into_a_file_without_columns(
    ketacli: Inside, library: Path, tmp_path: Path
) -> None:
    file = tmp_path / "status.txt"
    with on(BEFORE):
        done = on_screen(ketacli, 120, "status", *where(library), "-o", os.fspath(file))
    assert done.out == ""
    assert file.read_text("utf-8").startswith("old, en: checked")


def test_a_language_or_a_library_that_is_not_there_is_told(
    ketacli: Inside, library: Path, tmp_path: Path
) -> None:
    done = ketacli("status", *where(library), "-l", "fr")
    assert (done.code, done.out) == (ExitCode.NOT_FOUND, "")
    assert "There is: en" in done.err
    assert ketacli("status", *where(tmp_path / "none")).code == ExitCode.NOT_FOUND


def test_nobody_is_asked_and_the_whole_program_ends_as_it_says(home: Path) -> None:
    done = run(home, "status", "-l", "en")
    assert done.returncode in {0, 5}  # by the real day, which the shipped library will reach
    assert "how-ketamine-works, en: checked " in done.stdout
    assert done.stderr == ""
