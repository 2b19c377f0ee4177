"""Checks everything that CI checks, in the same order, from a bare Python 3.11 with pip.

`python3 tests/check.py` makes `.venv`, installs what the checks need, runs them all and ends with
pytest's summary. Words after it go to pytest: `python3 tests/check.py -k disclaimer`.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
NEWEST = ROOT / ".check" / "newest"
SYSTEM_PROGRAMS = {
    "tmux": "tmux",
    "less": "less",
    "git": "git",
    "espeak-ng": "espeak-ng",
    "oggenc": "vorbis-tools",
    "opusenc": "opus-tools",
    "ssh-keygen": "openssh-client",
    "zbarimg": "zbar-tools",
    "strace": "strace",
    "systemd-analyze": "systemd",
    "foot": "foot",
    "chromium": "chromium",
    "pdftoppm": "poppler-utils",
    "nginx": "nginx-light",
    "caddy": "caddy",
}
"""What tests drive besides Python, and the Debian package of each."""
SYSTEM_FONTS = {
    "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf": "fonts-noto-core",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc": "fonts-noto-cjk",
}
"""What leaflets on paper are set in, and the Debian package of each."""
NESTED = "KETACLI_CHECK_NESTED"
"""Set by the test that runs this file in a fresh clone, which would else run itself for ever."""
AT_ONCE = (
    *("-n", "auto", "--maxprocesses", "4"),
    *("--dist", "loadfile"),  # tests of a file share what they have made
    *("--no-loadscope-reorder", "--max-worker-restart", "0"),
)
"""A test on each core, four at most, in the usual order. A test that hangs ends the run, once."""


def main() -> int:
    """Run every step, the tests last. Returns the first exit code that is not 0."""
    os.chdir(ROOT)
    # The tests start thousands of programs, and each would else compile itself anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    _install_programs()
    _install_packages()
    for step in _steps():
        code = _run(*step)
        if code:
            print(f"FAILED: {' '.join(step)}", flush=True)  # noqa: T201
            return code
    if not os.environ.get(NESTED) and (code := _run_with_newest_typer()):
        return code
    # `--cov` would take a folder that follows it for its own.
    return _run(str(PYTHON), "-m", "pytest", "--cov", *AT_ONCE, *_selection(), *sys.argv[1:])


def _steps() -> tuple[tuple[str, ...], ...]:
    """Format, lint, types, import contracts and content, each as a command line."""
    tool = os.fspath(PYTHON.parent)
    return (
        (f"{tool}/ruff", "format", "--check", "."),
        (f"{tool}/ruff", "check", "."),
        (f"{tool}/mypy",),
        (f"{tool}/lint-imports", "--no-cache"),
        (f"{tool}/ketacli", "check", "--strict", "content"),
    )


def _run_with_newest_typer() -> int:
    """The command line again with the newest Typer, which the pin in pyproject.toml keeps out."""
    pip = (os.fspath(PYTHON), "-m", "pip", "install", "--quiet", "--upgrade")
    code = _run(*pip, "--no-deps", "--target", os.fspath(NEWEST), "typer")
    searched = {**os.environ, "PYTHONPATH": os.fspath(NEWEST)}
    command = [os.fspath(PYTHON), "-m", "pytest", "-q", *AT_ONCE, "tests/cli", "-m", "not lean"]
    return code or subprocess.run(command, check=False, env=searched).returncode


def _selection() -> tuple[str, ...]:
    """Inside itself, a part of the tests: the whole of them runs outside already."""
    quick = ("tests/golden", "--cov-fail-under=0")
    return quick if os.environ.get(NESTED) else ()


def _install_programs() -> None:
    missing = [package for name, package in SYSTEM_PROGRAMS.items() if not shutil.which(name)]
    missing += [package for file, package in SYSTEM_FONTS.items() if not Path(file).exists()]
    if missing and shutil.which("apt-get") and os.geteuid() == 0:
        _must_run("apt-get", "update", "-qq")
        _must_run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing)


def _install_packages() -> None:
    if not PYTHON.exists():
        made = subprocess.run([sys.executable, "-m", "venv", os.fspath(ENVIRONMENT)], check=False)
        if made.returncode and os.geteuid() == 0:  # Debian keeps venv in a package of its own
            _must_run("apt-get", "update", "-qq")
            _must_run("apt-get", "install", "-y", "-qq", "python3-venv")
            _must_run(sys.executable, "-m", "venv", "--clear", os.fspath(ENVIRONMENT))
    pip = (os.fspath(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    _must_run(*pip, "--upgrade", "pip>=25.1")  # 25.1 is the first that knows dependency groups
    _must_run(*pip, "--editable", ".[author,kiosk,leaflets]", "--group", "dev")


def _must_run(*command: str) -> None:
    if code := _run(*command):
        sys.exit(code)


def _run(*command: str) -> int:
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
