"""Programs that stand in for a voice or a printer and write down what they were told."""

import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 60
"""Seconds. A slow machine is no fault."""


class StandIn:
    """A program in a folder of its own. Beside it: arguments, environment, pids, said."""

    def __init__(self, folder: Path, *then: str, name: str = "speak") -> None:
        """Write the program.

        Args:
            folder: where; made if it is not there.
            then: lines of shell that it runs when it has written down what it was told.
            name: what it is called.
        """
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.path = folder / name
        lines = (
            "#!/bin/sh",
            f"cd '{folder}'",
            'cat "/proc/$$/stat" > stat',
            "cat > said-now",
            "env > environment",
            'printf "%s\\n" "$@" > arguments',
            "echo $$ >> pids",
            # In one go: a program that is ended in between would leave half a line.
            'printf "%s\\n" "$(cat said-now)" >> said',
            *then,
        )
        self.path.write_text("\n".join(lines) + "\n", "utf-8")
        self.path.chmod(0o755)

    @property
    def command(self) -> str:
        return str(self.path)

    @property
    def arguments(self) -> list[str]:
        return (self.folder / "arguments").read_text("utf-8").splitlines()

    @property
    def environment(self) -> dict[str, str]:
        lines = (self.folder / "environment").read_text("utf-8").splitlines()
        return {line.partition("=")[0]: line.partition("=")[2] for line in lines}

    @property
    def said(self) -> list[str]:
        said = self.folder / "said"
        return said.read_text("utf-8").splitlines() if said.exists() else []

    @property
    def pids(self) -> list[int]:
        pids = self.folder / "pids"
        return [int(pid) for pid in pids.read_text().split()] if pids.exists() else []

    @property
    def session(self) -> int:
        """The number of its session."""
        return int((self.folder / "stat").read_text().rpartition(")")[2].split()[3])

    def has_said(self, lines: int) -> bool:
        """Whether it has read and written down so many texts."""
        return len(self.said) >= lines


def until(true: Callable[[], bool]) -> None:
    """Wait until something is true, or fail."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.005)


def lives(pid: int) -> bool:
    """Whether a process runs. One that is dead and not yet buried does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] not in {"Z", "X"}
