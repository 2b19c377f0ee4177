"""Why a sign-off does not count, where `tests/broken` cannot show it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ketacli.errors import NotWrittenError, Problem, Severity
from ketacli.library import audit, sign_off_rules
from support.broken import Broken, broken_files
from support.content import SMALL_TOPIC, change, small_library
from support.signing import OTHER, TODAY, WISH, allow, make_key, signed

TOPIC = "en/topics/small.yaml"
FILE = "sign-offs.yaml"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path, small=SMALL_TOPIC, other=SMALL_TOPIC)


def told(library: Path) -> tuple[Problem, ...]:
    """What is told of the file of sign-offs itself."""
    return audit(library / FILE, TODAY).problems


def rules(library: Path) -> list[str]:
    return [problem.rule for problem in told(library)]


def test_a_sound_sign_off_is_no_problem(library: Path, tmp_path: Path) -> None:
    key = make_key(tmp_path)
    allow(library, WISH.by, key)
    signed(library, key=key)
    signed(library, WISH._replace(topic="other"))
    assert told(library) == ()


@pytest.mark.parametrize(
    "broken",
    [broken for broken in broken_files() if broken.kind == "sign-offs"],
    ids=lambda broken: broken.path.stem,
)
def test_a_fault_makes_no_other_one(broken: Broken, library: Path) -> None:
    broken.place(library)
    assert rules(library) == [broken.rule]


def test_lapsed_and_expired_sign_offs_are_warnings_and_name_what_is_to_be_done(
    library: Path,
) -> None:
    code = signed(library).entry.words
    change(library / TOPIC, "One sentence.", "Another sentence.")
    (problem,) = told(library)
    assert problem.severity is Severity.WARNING
    assert "A. Tester" in problem.message
    now = signed(library, OTHER).entry.words
    assert now in problem.message
    assert code != now


@pytest.mark.parametrize("file", ["library.yaml", "en/glossary.yaml", TOPIC])
def test_faults_of_other_files_are_told_there_and_not_here(file: str, library: Path) -> None:
    signed(library)
    signed(library, WISH._replace(topic="other"))
    (library / file).write_text("[", encoding="utf-8")
    assert {one for one in rules(library) if one.startswith(("sign", "unknown"))} == set()


def test_a_key_that_did_not_count_on_that_day_is_told(library: Path, tmp_path: Path) -> None:
    key = make_key(tmp_path)
    allow(library, WISH.by, key, 'valid-before="20260101"')
    signed(library, key=key)
    assert rules(library) == ["signature-expired"]


def test_a_signature_does_not_make_up_for_words_that_have_changed(
    library: Path, tmp_path: Path
) -> None:
    key = make_key(tmp_path)
    allow(library, WISH.by, key)
    signed(library, key=key)
    change(library / TOPIC, "One sentence.", "Another sentence.")
    assert rules(library) == ["sign-off-lapsed"]


def no_openssh(monkeypatch: pytest.MonkeyPatch, library: Path) -> str:
    monkeypatch.setattr(os, "environ", {"PATH": str(library)})
    return "OpenSSH is not installed"


def stuck(monkeypatch: pytest.MonkeyPatch, _: Path) -> str:
    def worth(*_: object) -> None:
        raise NotWrittenError("The signature", "ssh-keygen did not end well")

    monkeypatch.setattr(sign_off_rules, "worth", worth)
    return "did not end well"


@pytest.mark.parametrize("spoil", [no_openssh, stuck])
def test_a_signature_that_nobody_can_look_at_is_an_error(
    spoil: Callable[[pytest.MonkeyPatch, Path], str],
    library: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    signed(library, key=make_key(tmp_path))
    says = spoil(monkeypatch, library)
    (problem,) = told(library)
    assert (problem.rule, problem.severity) == ("signature-unread", Severity.ERROR)
    assert says in problem.message


def test_of_three_that_disagree_each_is_held_against_the_earliest(library: Path) -> None:
    signed(library)
    change(library / FILE, "by:", "by: C\n    #")
    text = (library / FILE).read_text(encoding="utf-8")
    entry = text.partition("sign_offs:\n")[2]
    others = entry.replace("2027-05-01", "2027-04-01") + entry.replace("2027-05-01", "2027-03-01")
    (library / FILE).write_text(text + others, encoding="utf-8")
    days = [one.message for one in told(library) if one.rule == "sign-offs-disagree"]
    assert ["2027-04-01" in days[0], "2027-03-01" in days[1], len(days)] == [True, True, 2]
