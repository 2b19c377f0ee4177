"""Measures one run of a command: seconds on the wall, peak memory, instructions. Owns the world in
which commands run: a home of their own, no settings of the machine but its PATH.
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from shutil import which
from typing import NamedTuple

Command = tuple[str, ...]

_LAUNCH = os.fspath(Path(__file__).with_name("launch.py"))
_COLLECTED = re.compile(rb"Collected : (\d+)")
_KIB_IN_MIB = 1024
_NANOSECONDS = 1e9


class Run(NamedTuple):
    """What one run took."""

    seconds: float
    """On the wall, from starting the program until it has ended."""
    core: float
    """Seconds of a core, in the program and for it in the system: other programs do not count."""
    peak: float
    """The most memory that it held at one time, in MiB (resident set)."""


class World(NamedTuple):
    """Folders that are thrown away after the benchmark. Children see these and no others."""

    folder: Path

    @property
    def home(self) -> Path:
        """The home of children; also where they start."""
        return self.folder / "home"

    @property
    def cache(self) -> Path:
        """Where made pages are kept, unless a case says otherwise."""
        return self.folder / "cache"

    def environment(self, more: Mapping[str, str]) -> dict[str, str]:
        """All that a child knows. Bytecode is kept: so it is on every machine that is used."""
        self.home.mkdir(exist_ok=True)
        home = os.fspath(self.home)
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": home,
            "XDG_CACHE_HOME": os.fspath(self.cache),
            "XDG_CONFIG_HOME": f"{home}/config",
            "XDG_STATE_HOME": f"{home}/state",
            "LC_ALL": "C.UTF-8",
            "TERM": "xterm-256color",
            "PYTHONHASHSEED": "0",
            **more,
        }


def run(command: Command, world: World, more: Mapping[str, str], *, one_core: bool = False) -> Run:
    """Run a command once, with its output thrown away.

    Args:
        command: the program, by its path or its name, and its arguments.
        world: where it runs.
        more: environment variables on top of the world's.
        one_core: keep it on one core, where the system can.

    Raises:
        RuntimeError: it failed; with what it said.
    """
    reading, writing = os.pipe()
    launcher = (sys.executable, "-I", "-S", _LAUNCH, str(writing), _core(one_core=one_core))
    try:
        ended = subprocess.run(
            [*launcher, *command],
            check=False,
            cwd=world.home,
            env=world.environment(more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            pass_fds=(writing,),
        )
    finally:
        os.close(writing)
        with os.fdopen(reading, "rb") as stream:
            answer = stream.read()
    took, core, peak, code = answer.split() or (b"0", b"0", b"0", b"1")
    if ended.returncode or int(code):
        raise RuntimeError(f"{' '.join(command)}: {ended.stderr.decode(errors='replace')}")
    return Run(int(took) / _NANOSECONDS, float(core), int(peak) / _peak_unit())


def output(command: Command, world: World) -> str:
    """What a command prints, not measured."""
    return subprocess.run(
        command,
        check=True,
        capture_output=True,
        text=True,
        cwd=world.home,
        env=world.environment({}),
    ).stdout


def can_count() -> bool:
    """Whether instructions can be counted here."""
    return which("valgrind") is not None


def instructions(command: Command, world: World, more: Mapping[str, str]) -> int:
    """How many instructions of the processor a command takes, its children left out.

    Raises:
        RuntimeError: valgrind or the command failed; with what it said.
    """
    counter = ("valgrind", "--tool=callgrind", f"--callgrind-out-file={os.devnull}")
    ended = subprocess.run(
        [*counter, *command],
        check=False,
        cwd=world.home,
        env=world.environment(more),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    found = _COLLECTED.search(ended.stderr)
    if ended.returncode or found is None:
        raise RuntimeError(f"{' '.join(command)}: {ended.stderr.decode(errors='replace')}")
    return int(found.group(1))


def _core(*, one_core: bool) -> str:
    """The core to stay on: the last one, since the first serves most interrupts."""
    if not (one_core and hasattr(os, "sched_setaffinity")):
        return "any"
    return str(max(os.sched_getaffinity(0)))


def _peak_unit() -> int:
    """What `ru_maxrss` must be divided by to give MiB: macOS counts bytes, others KiB."""
    return _KIB_IN_MIB * _KIB_IN_MIB if sys.platform == "darwin" else _KIB_IN_MIB
