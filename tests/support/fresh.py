"""Fresh copies of the project and fresh environments, as a newcomer has them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from support.program import ROOT

_LEFT_BEHIND = shutil.ignore_patterns(
    ".git", ".venv", ".check", "dist", "__pycache__", ".*_cache", ".coverage*", ".hypothesis"
)
_OF_THIS_RUN = (
    "VIRTUAL_ENV",
    "PYTHONPATH",
    "PYTHONHOME",
    "PYTEST_",
    "COVERAGE_",
    "COV_",
    "KETACLI_",
)
_FETCHED = Path.home() / ".cache" / "pip"
"""Files from the package index that this machine has fetched before: a newcomer's are no others."""


def copy_project(folder: Path) -> Path:
    """The project as a clone would have it, changes that are not committed yet included."""
    copy = folder / "ketacli"
    shutil.copytree(ROOT, copy, ignore=_LEFT_BEHIND)
    return copy


def newcomer(home: Path, **variables: str) -> dict[str, str]:
    """The environment of somebody who has never run this project."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OF_THIS_RUN)}
    fetched = {"PIP_CACHE_DIR": os.fspath(_FETCHED), **kept}
    return {**fetched, "HOME": os.fspath(home), "LANG": "C.UTF-8", **variables}


def make_environment(folder: Path, *wanted: str) -> Path:
    """A new virtual environment with what pip is asked for. Returns its folder of programs."""
    subprocess.run([sys.executable, "-m", "venv", os.fspath(folder)], check=True)
    programs = folder / "bin"
    pip = [os.fspath(programs / "pip"), "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *wanted], check=True)
    return programs
