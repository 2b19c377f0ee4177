import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ketacli.errors import NotFoundError
from ketacli.kiosk import doctor
from ketacli.kiosk.checks.facts import Facts
from ketacli.kiosk.checks.finding import Finding, Verdict
from ketacli.kiosk.doctor import Told, as_json_text, examine, gather, run, table
from ketacli.site import Site, Speech
from support.content import SMALL_TOPIC, TOPIC, change, copy_library, small_library
from support.days import AFTER, GRACE, LAST, OLD, keep
from support.doctor import FACTS, SITE, TODAY, kiosk, one, put
from support.signing import signed
from support.translated import translated_library

FAR = date(3000, 1, 1)
FAILING = Finding("a", "Section 508, 402.4", "letters", "3.9 mm", "4.8 mm", Verdict.FAIL)
FINE = Finding("b", "ketacli", "the clock", "today", "today", Verdict.FINE)
UNSEEN = Finding("c", "ketacli", "swap", "not known", "none", Verdict.UNKNOWN)
HIDDEN = Finding("d", "ketacli", "a \x1b[2J file", "\u202ex", "none", Verdict.WARNING)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One that is in date for another 900 years."""
    return small_library(tmp_path_factory.mktemp("library"))


def told(root: Path, **changed: Any) -> Told:
    return Told(today=TODAY, voices={"en": "English"}, root=root)._replace(**changed)


def gathered(root: Path, library: Path, site: Site = SITE, **changed: Any) -> Facts:
    return gather({}, library, site, told(root, **changed))


def test_a_kiosk_without_a_fault_is_all_fine() -> None:
    findings = examine(FACTS)
    assert {finding.verdict for finding in findings} == {Verdict.FINE}
    assert len({finding.id for finding in findings}) == len(findings)


def test_each_standard_is_named_by_its_clause() -> None:
    clauses = {finding.clause for finding in examine(FACTS)}
    assert {
        "Section 508, 402.4",
        "EN 301 549, 5.1.4",
        "WCAG 2.2, 1.4.3",
        "WCAG 2.2, 1.4.6",
        "WCAG 2.2, 2.2.1",
    } <= clauses


def test_a_machine_of_which_nothing_is_known_never_counts_as_fine(
    library: Path, tmp_path: Path
) -> None:
    for finding in examine(gathered(tmp_path, library)):
        if finding.id in {"letter-height", "letter-angle", "encoding", "parents", "environment"}:
            assert finding.verdict is Verdict.UNKNOWN, finding
        if finding.id in {"sysrq", "core-dumps", "swap", "login-shell", "clock"}:
            assert finding.verdict is not Verdict.FINE, finding


def test_the_table_has_the_worst_first_with_clause_and_cure_and_counts_all() -> None:
    shown = table((FINE, UNSEEN, FAILING), 100).splitlines()
    assert shown == [
        "verdict  clause                what, and what was measured",
        "fail     Section 508, 402.4    letters: 3.9 mm",
        "                               wanted: 4.8 mm",
        "unknown  ketacli               swap: not known",
        "                               wanted: none",
        "fine     ketacli               the clock: today",
        "Failing: 1. Not known: 1. Warnings: 0. Fine: 1.",
    ]


@pytest.mark.parametrize("width", [20, 40, 71, 72, 80, 120])
def test_a_table_keeps_to_its_width_and_loses_no_word(width: int) -> None:
    findings = examine(FACTS._replace(terminal=FACTS.terminal._replace(rows=0)))
    shown = table(findings, width)
    assert max(map(len, shown.splitlines())) <= width
    words = "".join(shown.split())
    for finding in findings:
        assert "".join(finding.measured.split())[:12] in words


@pytest.mark.parametrize(("width", "linear"), [(40, False), (100, True)])
def test_a_voice_and_a_narrow_screen_get_lines_without_columns(width: int, linear: bool) -> None:
    counts = "Failing: 1. Not known: 0. Warnings: 0. Fine: 0."
    assert table((FAILING,), width, linear=linear).splitlines() == [
        "fail: letters. Section 508, 402.4.",
        "3.9 mm",
        "wanted: 4.8 mm",
        *([counts] if linear else [counts.removesuffix(" Fine: 0."), "Fine: 0."]),
    ]


@pytest.mark.parametrize("linear", [True, False])
def test_what_a_file_is_called_cannot_act_on_the_screen(linear: bool) -> None:
    shown = table((HIDDEN,), 100, linear=linear)
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "<U+001B>" in shown


def test_the_json_has_every_field_of_every_finding() -> None:
    read = json.loads(as_json_text((FAILING, FINE)))
    assert read["failing"] == 1
    assert [Finding(**found) for found in read["findings"]] == [FAILING, FINE]


@pytest.mark.parametrize("as_json", [True, False])
def test_a_run_is_good_only_when_nothing_fails(
    as_json: bool, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def judge(*findings: Finding) -> tuple[str, bool]:
        monkeypatch.setattr(doctor, "examine", lambda _: findings)
        return run({}, library, SITE, as_json=as_json, width=80, told=told(tmp_path))

    assert judge(FINE, UNSEEN, HIDDEN)[1]
    said, good = judge(FINE, FAILING)
    assert not good
    assert "Section 508" in said
    assert said.startswith("{") is as_json


def test_an_accessible_device_is_told_without_columns(library: Path, tmp_path: Path) -> None:
    site = SITE._replace(accessible=True)
    said, _ = run({}, library, site, as_json=False, width=100, told=told(tmp_path))
    assert not said.startswith("verdict  clause")
    assert "  " not in said


def test_this_machine_can_be_examined_as_it_is(library: Path) -> None:
    said, _ = run(dict(os.environ), library, Site(), as_json=True, width=80)
    findings = [Finding(**found) for found in json.loads(said)["findings"]]
    assert one(tuple(findings), "content").verdict == Verdict.FINE
    assert one(tuple(findings), "speech").verdict == Verdict.FINE
    assert one(tuple(findings), "voice-en").verdict == Verdict.FINE


def test_content_is_audited_for_the_day(library: Path, tmp_path: Path) -> None:
    assert one(examine(gathered(tmp_path, library)), "content").verdict is Verdict.FINE
    late = gathered(tmp_path, library, today=FAR)
    assert one(examine(late), "review").verdict is Verdict.FAIL


def test_the_languages_topics_and_letters_of_the_library_are_known(
    library: Path, tmp_path: Path
) -> None:
    found = gathered(tmp_path, library).content
    assert (found.languages, found.topics) == (("en",), ("small",))
    assert found.unsigned == ("en/small",)
    assert {"a", "A", "\n"} <= found.letters


def test_what_is_withdrawn_is_known_in_each_language_that_works(tmp_path: Path) -> None:
    library = translated_library(tmp_path, old=OLD, new=SMALL_TOPIC)
    change(library / "library.yaml", "grace_days: 90", f"grace_days: {GRACE}")
    site = SITE._replace(languages=("es", "en", "fr"), topics=())
    found = gathered(tmp_path, library, site, today=AFTER).content
    assert found.withdrawn == ("es/old", "en/old")
    assert {*found.topics} == {"old", "new"}
    assert {*found.unsigned} == {"es/old", "es/new", "en/old", "en/new"}
    change(library / "es/disclaimer.yaml", "title:", "titel:")
    assert gathered(tmp_path, library, site, today=AFTER).content.withdrawn == ("en/old",)
    assert gathered(tmp_path, library, site, today=LAST).content.withdrawn == ()


def test_where_only_signed_leaflets_are_shown_one_without_a_signature_fails(
    tmp_path: Path,
) -> None:
    library = small_library(tmp_path)
    site = SITE._replace(require_sign_off=True, topics=())
    unsigned = one(examine(gathered(tmp_path, library, site)), "signed")
    assert (unsigned.verdict, unsigned.measured) == (Verdict.FAIL, "1: en/small")
    signed(library, today=date(2026, 6, 1))
    findings = examine(gathered(tmp_path, library, site))
    for name in ("signed", "library", "content"):
        assert one(findings, name).verdict is Verdict.FINE
    change(library / "en/topics/small.yaml", "One sentence.", "Another sentence.")
    lapsed = examine(gathered(tmp_path, library, site))
    assert one(lapsed, "signed").verdict is Verdict.FAIL
    assert one(lapsed, "content").verdict is Verdict.FINE


def test_a_day_that_the_kiosk_has_kept_is_the_newest(library: Path, tmp_path: Path) -> None:
    keep(tmp_path / "state", "2999-12-31")
    found = gathered(tmp_path, library, state=tmp_path / "state")
    assert found.newest == date(2999, 12, 31)
    assert one(examine(found), "clock").verdict is Verdict.FAIL
    assert found.content.withdrawn == ("en/small",)
    assert gathered(tmp_path, library).newest < date(2999, 12, 31)


def test_the_doctor_sees_what_another_user_has_kept_and_writes_nothing(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = tmp_path / "state"
    state.mkdir()
    gathered(tmp_path, library, state=state, today=FAR)
    assert [*state.iterdir()] == []
    file = keep(state, "2999-12-31")
    mine = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: mine + 1)
    assert gathered(tmp_path, library, state=state).newest == date(2999, 12, 31)
    assert file.read_text("utf-8") == "2999-12-31"


def test_only_letters_of_the_kiosk_s_languages_count(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    put(library, "ja/disclaimer.yaml", "日本")
    put(library, "en/topics/extra.yaml", "語")
    os.mkfifo(library / "en" / "never-written-to.yaml")
    found = gathered(tmp_path, library).content
    assert "語" in found.letters
    assert "日" not in found.letters


def test_a_library_that_cannot_be_opened_fails_with_its_problems(tmp_path: Path) -> None:
    library = copy_library(tmp_path)
    change(library / "library.yaml", "publisher:", "publishers:")
    findings = examine(gathered(tmp_path, library))
    assert one(findings, "content").verdict is Verdict.FAIL
    assert one(findings, "library").verdict is Verdict.FAIL


def test_a_topic_that_breaks_a_rule_fails(tmp_path: Path) -> None:
    library = copy_library(tmp_path)
    change(library / TOPIC, "title:", "titel:")
    assert one(examine(gathered(tmp_path, library)), "content").verdict is Verdict.FAIL


def test_a_folder_that_is_no_library_is_an_error_of_the_one_who_asks(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        gathered(tmp_path, tmp_path)


def test_the_newest_day_is_that_of_a_record_or_of_a_file(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    assert gathered(tmp_path, library, last_record=FAR).newest == FAR
    seconds = 4_000_000_000  # in the year 2096
    os.utime(library / "library.yaml", (seconds, seconds))
    assert gathered(tmp_path, library).newest == date.fromtimestamp(seconds)  # noqa: DTZ012
    assert one(examine(gathered(tmp_path, library)), "clock").verdict is Verdict.FAIL


def test_without_a_day_today_is_today(library: Path, tmp_path: Path) -> None:
    before = date.today()  # noqa: DTZ011
    found = gathered(tmp_path, library, today=None).today
    assert before <= found <= date.today()  # noqa: DTZ011


def test_the_folder_of_the_service_goes_before_that_of_whoever_looks(
    library: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    assert gathered(tmp_path, library, state=own).state.path == str(own)  # type: ignore[union-attr]
    service = tmp_path / "var/lib/ketacli"
    service.mkdir(parents=True)
    assert gathered(tmp_path, library, state=own).state.path == str(service)  # type: ignore[union-attr]
    inside = gather({"STATE_DIRECTORY": str(own)}, library, SITE, told(tmp_path, state=own))
    assert inside.state is not None
    assert inside.state.path == str(own)


def test_a_running_kiosk_is_looked_at(library: Path, tmp_path: Path) -> None:
    kiosk(tmp_path)
    findings = examine(gathered(tmp_path, library))
    for named in ("parents", "environment", "login-shell", "core-dumps"):
        assert one(findings, named).verdict is Verdict.FINE


def test_a_program_that_speaks_is_asked_for_its_voices(library: Path, tmp_path: Path) -> None:
    assert "en" in gathered(tmp_path, library, voices=None).speaking.voices
    silent = gathered(tmp_path, library, site=Site(speech=Speech("no-such-program")), voices=None)
    assert not silent.speaking.installed
    assert not silent.speaking.voices
