"""Runs ketacli as a program of its own, in surroundings that a test chooses."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content"
_KEPT = ("PATH", "PYTHONPATH", "COVERAGE_PROCESS_CONFIG", "COVERAGE_FILE")
"""Variables that every run needs: a newer Typer is found by PYTHONPATH, coverage measures runs."""


def surroundings(home: Path, **variables: str) -> dict[str, str]:
    """A clean environment with a home of its own and UTF-8, and what a test adds to it."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "HOME": os.fspath(home), "LANG": "C.UTF-8", **variables}


def command(*arguments: str) -> list[str]:
    """The command line of a run."""
    return [sys.executable, "-m", "ketacli", *arguments]


def run(
    home: Path, *arguments: str, stdin: bytes = b"", cwd: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run ketacli without a terminal and wait for it. Output is decoded as UTF-8."""
    done = subprocess.run(
        command(*arguments),
        input=stdin,
        env=surroundings(home, **variables),
        cwd=cwd or home,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return subprocess.CompletedProcess(
        done.args,
        done.returncode,
        done.stdout.decode("utf-8", "replace"),
        done.stderr.decode("utf-8", "replace"),
    )


def code(home: Path, *arguments: str, **variables: str) -> str:
    """The code of the disclaimer's words, as `ketacli disclaimer` prints it."""
    shown = run(home, "disclaimer", *arguments, stdin=b"", cwd=None, **variables).stdout
    return shown.rstrip().rpartition(" ")[2].rstrip(".")
