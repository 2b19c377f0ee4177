"""The reading room at the command line. `main` turns every error into its exit code, once."""

import os
import sys
from typing import NoReturn

from ketacli.errors import ExitCode, KetacliError


def main() -> NoReturn:
    """Run one command and end the program with its exit code."""
    try:
        _stand_closed_streams()
        from ketacli.cli.app import app

        app()
        code = ExitCode.DONE
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
    sys.exit(code)


def _stand_closed_streams() -> None:
    """Let messages reach any terminal: a letter it cannot show is replaced, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def _let_go_of_output() -> None:
    """Keep Python from writing what is left when it ends: nobody reads it any more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
