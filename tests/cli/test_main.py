"""`main`: each error becomes its exit code, and nothing else comes out with it."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ketacli.cli import main
from ketacli.errors import ExitCode, KetacliError
from support.commands import that_write
from support.content import change, small_library
from support.inside import Inside
from support.program import command, surroundings

HOSTILE = "\x1b]0;x\x07\x1b[2J\u202e\x9b"


def fails_with(error: BaseException) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def test_a_command_that_is_done_ends_with_0(ketacli: Inside) -> None:
    assert ketacli("topics").code == ExitCode.DONE


WRONG = {
    "an unknown command": ("nosuch",),
    "an unknown option": ("topics", "--nosuch"),
    "one argument too many": ("explain", "one", "two"),
    "an unknown format": ("topics", "-f", "pdf"),
    "an unknown format of check": ("check", "-f", "markdown"),
    "a width too small": ("topics", "--width", "39"),
    "a width too large": ("topics", "--width", "121"),
    "a width that is no number": ("topics", "--width", "wide"),
    "an option without its value": ("topics", "--output"),
    "a value for a switch": ("topics", "--plain=yes"),
}


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG)
def test_wrong_usage_ends_with_2(ketacli: Inside, arguments: tuple[str, ...]) -> None:
    done = ketacli(*arguments)
    assert (done.code, done.out) == (ExitCode.USAGE, "")
    assert "Error" in done.err


def test_the_least_and_the_largest_width_are_right_usage(ketacli: Inside) -> None:
    for width in ("40", "120"):
        assert ketacli("topics", "--width", width).code == ExitCode.DONE


def test_without_an_acknowledgement_it_ends_with_3(ketacli: Inside) -> None:
    assert ketacli("explain").code == ExitCode.NOT_ACKNOWLEDGED


def test_what_is_not_there_ends_with_4(ketacli: Inside) -> None:
    assert ketacli("explain", "nosuch").code == ExitCode.NOT_FOUND


def test_content_that_breaks_the_rules_ends_with_5(ketacli: Inside, tmp_path: Path) -> None:
    library = small_library(tmp_path)
    change(library / "en" / "topics" / "small.yaml", "kind: note", "kind: poem")
    code = ketacli.code("--library", os.fspath(library))
    done = ketacli("explain", "--library", os.fspath(library), "--acknowledge", code)
    assert (done.code, done.out) == (ExitCode.CONTENT, "")
    assert "small.yaml:1:7: " in done.err


def test_what_cannot_be_written_ends_with_6(ketacli: Inside, tmp_path: Path) -> None:
    assert ketacli("topics", "-o", os.fspath(tmp_path)).code == ExitCode.NOT_WRITTEN


def test_an_interrupted_command_ends_with_130(
    ketacli: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ketacli.cli.topics.topics", fails_with(KeyboardInterrupt()))
    done = ketacli("topics")
    assert (done.code, done.out) == (ExitCode.INTERRUPTED, "")


def test_an_interrupt_before_any_command_ends_with_130(
    ketacli: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ketacli.cli._mend_streams", fails_with(KeyboardInterrupt()))
    assert ketacli("topics").code == ExitCode.INTERRUPTED


def test_an_error_that_report_does_not_know_is_told_in_its_own_words(
    ketacli: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ketacli.cli.topics.topics", fails_with(KetacliError("something new")))
    done = ketacli("topics")
    assert (done.code, done.out, done.err) == (ExitCode.BUG, "", "something new\n")


@pytest.mark.parametrize("name", that_write())
def test_a_bug_ends_with_1_and_without_a_traceback(
    ketacli: Inside, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    # An exception can hold what somebody read or typed, so its words are not shown either.
    monkeypatch.setattr("ketacli.cli.output.check", fails_with(RuntimeError("a secret")))
    done = ketacli(*name.split())
    assert (done.code, done.out) == (ExitCode.BUG, "")
    assert "RuntimeError" in done.err
    assert "KETACLI_TRACEBACK=1" in done.err
    assert "Traceback" not in done.err
    assert "a secret" not in done.err


def test_a_bug_shows_its_traceback_to_who_asks_for_it(
    ketacli: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ketacli.cli.topics.topics", fails_with(RuntimeError(HOSTILE)))
    done = ketacli("topics", KETACLI_TRACEBACK="1")
    assert done.code == ExitCode.BUG
    assert "Traceback" in done.err
    assert not set(HOSTILE) & set("\x1b\x07\x9b\u202e") & set(done.err)


def test_a_fault_of_the_system_that_nobody_foresaw_ends_with_6(
    ketacli: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    for error in (OSError(5, "Input/output error"), OSError("without a number")):
        monkeypatch.setattr("ketacli.cli.topics.topics", fails_with(error))
        done = ketacli("topics")
        assert (done.code, done.out) == (ExitCode.NOT_WRITTEN, "")
        assert done.err.count("\n") == 1


def test_messages_that_nobody_reads_are_no_fault(
    ketacli: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As when a usage message goes into a pipe whose reader has left.
    monkeypatch.setattr("ketacli.cli.app.app", fails_with(BrokenPipeError()))
    done = ketacli("topics")
    assert done == (ExitCode.DONE, "", "")


def test_ctrl_c_ends_a_program_that_is_writing_with_130_and_nothing_else(
    home: Path, ketacli: Inside
) -> None:
    arguments = ("explain", "-f", "json", "--acknowledge", ketacli.code())
    with subprocess.Popen(
        command(*arguments),
        env=surroundings(home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.read(1)  # the rest is more than a pipe holds: it is writing now
        program.send_signal(signal.SIGINT)
        assert program.wait(30) == ExitCode.INTERRUPTED
        assert program.stderr.read() == b""


@pytest.mark.parametrize(
    "arguments",
    [
        (HOSTILE,),
        ("topics", HOSTILE),
        ("topics", f"--x{HOSTILE}"),
        ("topics", "-o", f"no/{HOSTILE}"),
        ("topics", "--region", HOSTILE),
        ("topics", "--language", HOSTILE),
        ("topics", "--library", HOSTILE),
        ("topics", "--width", HOSTILE),
        ("topics", "--format", HOSTILE),
        ("explain", HOSTILE),
        ("explain", "one", HOSTILE),
        ("explain", "--acknowledge", HOSTILE),
        ("glossary", HOSTILE),
        ("check", HOSTILE),
        ("check", "--schema", HOSTILE),
        ("check", f"--plain={HOSTILE}"),
    ],
)
def test_what_a_reader_types_never_acts_on_the_terminal(
    ketacli: Inside, arguments: tuple[str, ...]
) -> None:
    done = ketacli(*arguments)
    assert done.code in {ExitCode.DONE, *range(2, 7)}
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(done.out + done.err)


def test_arguments_that_are_no_unicode_are_told_in_letters(ketacli: Inside) -> None:
    for arguments in (("\udcff",), ("topics", "\udcff"), ("explain", "\udcff")):
        done = ketacli(*arguments)
        assert done.code in {ExitCode.DONE, ExitCode.USAGE, ExitCode.NOT_FOUND}
        assert "DCFF" in (done.out + done.err).upper()


def test_a_program_without_stdout_and_stderr_objects_gets_new_ones(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    # So Python starts a program whose descriptors are closed.
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    monkeypatch.setattr(sys, "argv", ["ketacli", "--version"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == ExitCode.DONE
    assert capfd.readouterr().out.startswith("ketacli ")


def test_a_stdout_of_another_kind_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    page = io.StringIO()
    monkeypatch.setattr(sys, "stdout", page)
    monkeypatch.setattr(sys, "stderr", sys.stderr)
    monkeypatch.setattr(sys, "argv", ["ketacli", "--help"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == ExitCode.DONE
    assert "explain" in page.getvalue()


def test_python_m_ketacli_is_ketacli(home: Path) -> None:
    done = subprocess.run(
        command("--version"), env=surroundings(home), capture_output=True, check=True
    )
    assert done.stdout.startswith(b"ketacli ")
