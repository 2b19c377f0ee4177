"""The reading room at the command line. `main` turns every error into its exit code, once."""

import gc
import io
import os
import sys
from contextlib import suppress
from typing import NoReturn

from ketacli.cli import express
from ketacli.errors import ExitCode, KetacliError
from ketacli.express import Question


def run(asked: Question | None = None, fault: OSError | None = None) -> NoReturn:
    """Be the program: run one command, and end at once with its exit code.

    Taking the interpreter apart first, module by module, would cost a tenth of a run.
    """
    try:
        main(asked, fault)
    except SystemExit as ended:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        os._exit(ended.code if isinstance(ended.code, int) else ExitCode.BUG)


def main(asked: Question | None = None, fault: OSError | None = None) -> NoReturn:
    """Run one command and end the program with its exit code.

    Args:
        asked: what the express lane may know the next time; None keeps nothing.
        fault: what kept the express lane from writing an answer that it had.
    """
    # A run is short and makes few circles: looking for them ten times would cost a tenth of it.
    gc.set_threshold(50_000, 20, 20)
    express.begin(asked)
    code = _ended(fault)
    if code == ExitCode.DONE:
        express.keep(os.environ)
    sys.exit(code)


def _ended(fault: OSError | None) -> int | str | None:
    """Run one command, and give its exit code."""
    code: int | str | None = ExitCode.DONE
    try:
        _mend_streams()
        _read_help_as_written()
        if fault is not None:
            from ketacli.cli.output import not_written

            raise not_written(fault)  # noqa: TRY301 - told as if it had come from within
        from ketacli.cli.app import app

        app()
    except SystemExit as ended:
        # Typer ends so always, and with 1 where the reader of a pipe has seen enough.
        gone = isinstance(ended.__context__, BrokenPipeError)
        code = ExitCode.DONE if gone else ended.code
    except KetacliError as error:
        from ketacli.cli.report import report

        code = report(error)
    except KeyboardInterrupt:
        code = ExitCode.INTERRUPTED
    except BrokenPipeError:
        _let_go_of_output()
        code = ExitCode.DONE
    except OSError as error:
        from ketacli.cli.report import report_system

        _let_go_of_output()
        code = report_system(error)
    except Exception as error:  # noqa: BLE001 - the last wall before a reader's screen
        from ketacli.cli.report import report_bug

        code = report_bug(error)
    return code


def _mend_streams() -> None:
    """Let messages reach any terminal, and keep a closed stream from becoming some other file.

    A closed stdout gets a file that cannot be written, so that writing fails and is told.
    """
    for descriptor, mode in ((0, os.O_RDONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, mode)  # the lowest free number: the one that is closed
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.stderr = _Border(
        open(2, "wb", closefd=False),  # noqa: SIM115
        encoding=sys.stderr.encoding if sys.stderr else "utf-8",
        errors="backslashreplace",
        line_buffering=True,
    )


class _Border(io.TextIOWrapper):
    """Messages. Typer repeats a wrong argument as it was typed; here it becomes safe to draw."""

    def write(self, text: str, /) -> int:
        from ketacli.text import visible

        express.forbid()  # these words are not taken down
        return super().write("\n".join(map(visible, text.split("\n"))))


def _read_help_as_written() -> None:
    """Keep Typer from loading Rich, all of it, to read what completion offers as markup."""
    if "_KETACLI_COMPLETE" in os.environ:
        sys.modules["rich"] = None  # type: ignore[assignment]


def _let_go_of_output() -> None:
    """Keep Python from writing what is left when it ends: nobody reads it any more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
