"""Facts about what can go wrong."""

import pytest

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
    UsageError,
    Wanted,
)
from support.program import ROOT

CHILDREN = KetacliError.__subclasses__()
PROBLEM = Problem("f", 1, 1, "r", "m")


def test_every_error_has_a_code_of_its_own() -> None:
    codes = [child.exit_code for child in CHILDREN]
    assert len(set(codes)) == len(codes)
    assert not {ExitCode.DONE, ExitCode.BUG} & set(codes)


def test_the_codes_are_those_that_are_promised() -> None:
    assert [code.value for code in ExitCode] == [*range(8), 130]


def test_every_code_is_in_the_command_reference() -> None:
    reference = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for code in ExitCode:
        assert f"| {code.value} |" in reference


@pytest.mark.parametrize(
    ("error", "facts"),
    [
        (NotAcknowledgedError(Refusal.DECLINED, "w"), {"refusal": "declined", "words": "w"}),
        (
            NotFoundError(Wanted.TOPIC, "x", ("y",)),
            {"wanted": "topic", "name": "x", "there_is": ("y",)},
        ),
        (ContentError((PROBLEM,)), {"problems": (PROBLEM,)}),
        (NotWrittenError("f", "r"), {"what": "f", "reason": "r"}),
        (NotInstalledError("p", "c"), {"what": "p", "command": "c"}),
        (UsageError("kiosk"), {}),
    ],
)
def test_an_error_is_its_facts(error: KetacliError, facts: dict[str, object]) -> None:
    assert vars(error) == facts
    assert error.args  # so that a traceback shows them
