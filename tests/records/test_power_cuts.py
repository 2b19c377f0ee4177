"""The power fails at every single write: nothing that was confirmed is lost, nothing is damaged."""

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from ketacli.records import place
from ketacli.records.reading import summary
from ketacli.records.verify import verify
from support.records import pen, tick, ticks
from support.records_power import MODELS, Files, Model, Op, all_kept, all_lost, recorded

ROWS = 60
AFTER = 1000
MEMORY = Path("/dev/shm")
"""Quicker where it is there; what the disk keeps is worked out and not tried."""


@pytest.fixture(scope="module")
def room() -> Iterator[Path]:
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def ops(room: Path) -> tuple[Op, ...]:
    return recorded(room / "recorded", str(ROWS), "ours")


def lay_out(folder: Path, files: Files) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def confirmed(ops: Sequence[Op], cut: int) -> int:
    return sum(op.kind == "confirm" for op in ops[:cut])


def moments(ops: Sequence[Op]) -> list[int]:
    """Just before and just after whatever changes the disk or what was promised."""
    return [0, *(at + 1 for at, op in enumerate(ops))]


def test_the_recording_is_complete(ops: tuple[Op, ...], room: Path) -> None:
    there = {file.name: file.read_bytes() for file in (room / "recorded").iterdir()}
    assert all_kept(ops, len(ops)) == there
    assert confirmed(ops, len(ops)) == ROWS
    assert len(moments(ops)) > 300
    assert {op.kind for op in ops} >= {"create", "write", "sync", "unlink", "rename", "confirm"}


@pytest.mark.parametrize("model", MODELS)
def test_a_power_cut_loses_nothing_that_was_confirmed(
    ops: tuple[Op, ...], room: Path, model: Model
) -> None:
    before: list[int] = []
    laid_out: Files | None = None
    for cut in moments(ops):
        files = model(ops, cut)
        assert files != laid_out or len(before) >= confirmed(ops, cut), cut
        if files == laid_out:
            continue
        laid_out = files
        folder = lay_out(room / "state", files)
        writer = pen(folder)
        assert tick(writer, AFTER), (cut, writer.fault)
        assert writer.fault == "", cut
        writer.close()
        *before, last = ticks(folder)
        assert before == list(range(len(before))), cut
        assert len(before) >= confirmed(ops, cut), cut
        assert last == AFTER
        assert verify(folder) == (len(before) + 1, ()), cut
        assert summary(folder).breaks == (), cut


@pytest.mark.parametrize("synchronous", ["normal", "off"])
def test_the_same_replay_finds_what_is_lost_without_syncing(room: Path, synchronous: str) -> None:
    ops = recorded(room / synchronous, "12", synchronous)
    lost = 0
    for cut in moments(ops):
        folder = lay_out(room / "state", all_lost(ops, cut))
        try:
            found = ticks(folder) if os.path.lexists(folder / place.NAME) else []
        except Exception:  # noqa: BLE001 - no table at all: everything is lost
            found = []
        lost = max(lost, confirmed(ops, cut) - len(found))
    assert lost > 3
