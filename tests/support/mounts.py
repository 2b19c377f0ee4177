"""What a test says is mounted: nobody needs the right to mount anything."""

from pathlib import Path

import pytest

from ketacli.publishing import system


def pretend_mounted(patch: pytest.MonkeyPatch, told_in: Path, *points: Path) -> None:
    """Let the system say that something is mounted at these places too.

    Args:
        patch: takes it back.
        told_in: a file that can be written for it.
        points: where, in letters that need no escape.
    """
    lines = ("22 27 0:21 / / rw,relatime - ext4 /dev/vda rw", *map(_line, points))
    told_in.write_text("\n".join(lines) + "\n", "utf-8")
    patch.setattr(system, "_MOUNTS", told_in)


def _line(point: Path) -> str:
    return f"42 27 254:0 /share {point} rw,relatime shared:1 - ext4 /dev/vda rw"
