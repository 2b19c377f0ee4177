"""`kill -9` at any moment loses nothing that was confirmed, damages nothing and leaves nothing."""

import random
from pathlib import Path

import pytest

from ketacli.records import place
from ketacli.records.reading import summary
from ketacli.records.verify import verify
from support.records import ticks, write
from support.records_kills import killed_writer

MOST_A_FOLDER = 500
"""Looking through the file again and again would take longer the longer it is."""


def kill(folder: Path, times: int, seed: int) -> tuple[int, int]:
    """Kill writers one after another. Returns how many rows were confirmed, and are there."""
    luck = random.Random(seed)
    confirmed: list[int] = []
    first = 0
    for _ in range(times):
        told = killed_writer(folder, first, luck)
        confirmed += told
        # One more may be on the disk than its writer lived to tell.
        first = (told[-1] if told else first) + 2
    found = ticks(folder)
    assert set(confirmed) <= set(found)
    assert found == sorted(set(found))
    assert verify(folder) == (len(found), ())
    assert summary(folder).breaks == ()
    return len(confirmed), len(found)


def names(folder: Path) -> set[str]:
    return {file.name.rstrip("0123456789") for file in folder.iterdir()}


def test_a_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    confirmed, found = kill(tmp_path, 100, seed=1)
    assert 100 < confirmed <= found <= confirmed + 100
    ours = {place.NAME, f"{place.NAME}-wal", f"{place.NAME}-shm", place.CHECKPOINT}
    assert names(tmp_path) <= {*ours, f".{place.CHECKPOINT}."}
    write(tmp_path, 1)
    assert names(tmp_path) <= ours


@pytest.mark.soak
def test_ten_thousand_kills_lose_nothing(tmp_path: Path) -> None:
    for seed in range(10_000 // MOST_A_FOLDER):
        confirmed, _ = kill(tmp_path / str(seed), MOST_A_FOLDER, seed)
        assert confirmed
