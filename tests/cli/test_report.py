"""Every error in words: short, on stderr, with what helps."""

import pytest

from ketacli.cli import report
from ketacli.errors import (
    ContentError,
    ExitCode,
    KetacliError,
    NotAcknowledgedError,
    NotFoundError,
    NotInstalledError,
    NotWrittenError,
    Problem,
    Refusal,
    Severity,
    Wanted,
)

NAMES = tuple(f"name-{number}" for number in range(100))
PROBLEM = Problem("en/topics/a.yaml", 3, 7, "some-rule", "something is wrong")


@pytest.fixture
def told(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> "Told":
    monkeypatch.setenv("COLUMNS", "80")
    return Told(capfd)


class Told:
    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture

    def __call__(self, error: KetacliError) -> str:
        """What a reader is told, as one line."""
        assert report.report(error) is error.exit_code
        shown = self._capture.readouterr()
        assert shown.out == ""
        assert max(map(len, shown.err.splitlines())) <= 80 or isinstance(error, ContentError)
        return " ".join(shown.err.split())


@pytest.mark.parametrize("wanted", [wanted for wanted in Wanted if wanted is not Wanted.LIBRARY])
def test_what_is_not_there_is_named_with_its_kind(told: Told, wanted: Wanted) -> None:
    shown = told(NotFoundError(wanted, "nosuch"))
    assert shown == f"There is no {wanted.value} called 'nosuch'."


def test_names_that_are_alike_are_offered(told: Told) -> None:
    shown = told(NotFoundError(Wanted.TOPIC, "Bdfn", ("BDNF", "synapse")))
    assert shown.endswith("Did you mean BDNF?")
    assert "synapse" not in shown


def test_without_names_that_are_alike_the_first_ones_are_listed(told: Told) -> None:
    assert told(NotFoundError(Wanted.TOPIC, "xyz", ("a", "b"))).endswith("There is: a, b")
    shown = told(NotFoundError(Wanted.TOPIC, "xyz", NAMES))
    assert shown.endswith(", ...")
    assert NAMES[0] in shown
    assert NAMES[-1] not in shown


def test_the_languages_that_are_there_are_listed_always(told: Told) -> None:
    shown = told(NotFoundError(Wanted.LANGUAGE, "pt", ("en", "pt-BR")))
    assert shown.endswith("There is: en, pt-BR")


def test_a_folder_that_is_no_library_is_told_by_what_it_lacks(told: Told) -> None:
    assert "library.yaml" in told(NotFoundError(Wanted.LIBRARY, "/somewhere"))


def test_a_very_long_name_is_cut(told: Told) -> None:
    for error in (
        NotFoundError(Wanted.TOPIC, "x" * 100_000, ("a",)),
        NotFoundError(Wanted.LIBRARY, "x" * 100_000),
        NotWrittenError("x" * 100_000, "it is closed"),
        ContentError((PROBLEM._replace(file="x" * 100_000),)),
    ):
        shown = told(error)
        assert "xxx..." in shown.replace(" ", "")
        assert len(shown) < 500


def test_a_problem_has_its_file_line_column_and_rule() -> None:
    line = report.problem_line(PROBLEM)
    assert line == "en/topics/a.yaml:3:7: something is wrong [some-rule]"


def test_a_problem_of_a_whole_file_has_no_line_and_no_column() -> None:
    line = report.problem_line(PROBLEM._replace(line=0, column=0, severity=Severity.WARNING))
    assert line == "en/topics/a.yaml: something is wrong [some-rule]"


def test_every_problem_has_a_line_of_its_own_up_to_a_screenful(
    capfd: pytest.CaptureFixture[str],
) -> None:
    for number, lines in ((1, 1), (20, 20), (21, 21), (500, 21)):
        report.report(ContentError((PROBLEM,) * number))
        shown = capfd.readouterr().err.splitlines()
        assert len(shown) == lines
        assert (f"and {number - 20} more" in shown[-1]) is (number > 20)


def test_a_problem_is_never_broken_into_lines(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Editors read these lines.
    monkeypatch.setenv("COLUMNS", "20")
    report.report(ContentError((PROBLEM,)))
    assert capfd.readouterr().err.count("\n") == 1


def test_a_command_is_never_broken_into_lines(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    command = "/a/long/way/to/bin/python -m pip install 'one>=1'\npip install two"
    report.report(NotInstalledError("What makes web pages", command))
    assert capfd.readouterr().err.endswith(f"\n{command}\n")


@pytest.mark.parametrize("refusal", Refusal)
def test_a_refusal_is_told_in_the_reader_s_own_language(told: Told, refusal: Refusal) -> None:
    shown = told(NotAcknowledgedError(refusal, "Nada."))
    assert shown.startswith("Nada.")
    # Somebody who said no has read the words, and needs no hint for programs.
    assert ("--acknowledge" in shown) is (refusal is not Refusal.DECLINED)


def test_a_refusal_without_words_still_says_how_a_program_goes_on(told: Told) -> None:
    assert "--acknowledge" in told(NotAcknowledgedError(Refusal.NOBODY_TO_ASK))


def test_what_could_not_be_written_is_told_with_its_reason(told: Told) -> None:
    shown = told(NotWrittenError("page.txt", "no space left on device"))
    assert shown == "page.txt could not be written: no space left on device."


def test_a_fault_of_the_system_is_told_with_its_reason(
    capfd: pytest.CaptureFixture[str],
) -> None:
    for error, reason in ((OSError(5, "Input/output error"), "input/output"), (OSError(), "")):
        assert report.report_system(error) is ExitCode.NOT_WRITTEN
        assert reason in capfd.readouterr().err
