"""Each call to the system that touches the records fails, one after the other: nothing confirmed is
lost, nothing is written twice, and the writer goes on.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ketacli.records import place
from ketacli.records.reading import summary
from ketacli.records.verify import verify
from support.records import ticks
from support.records_power import plain_environment

ROWS = 5
CALLS = {
    "pwrite64": "ENOSPC",
    "fdatasync,fsync": "EIO",
    "openat": "EMFILE",
    "ftruncate": "EIO",
    "unlink": "EACCES",
    "mmap": "ENOMEM",
    "pread64": "EIO",
}
MORE_CALLS = {
    "?newfstatat,?fstat,?stat,?lstat": "EIO",
    "fcntl": "EAGAIN",
    "flock": "EINTR",
    "openat": "EACCES",
}
"""There are hundreds of them."""


def run_with_a_failing_call(folder: Path, calls: str, error: str, number: int) -> tuple[bool, int]:
    """Let the writer write while one call fails. Returns whether one did, and what it confirmed."""
    log = folder.with_name("log")
    names = (*("", "-wal", "-shm", "-journal"),)
    paths = [folder, *(folder / f"{place.NAME}{ending}" for ending in names)]
    paths += [folder / place.CHECKPOINT]
    watched = [word for path in paths for word in ("-P", os.fspath(path))]
    inject = f"inject={calls}:error={error}:when={number}"
    command = ["strace", "-qqq", "-o", os.fspath(log), "-e", inject, *watched, sys.executable]
    done = subprocess.run(
        [*command, "-m", "support.records_writer", os.fspath(folder), str(ROWS), "ours"],
        env=plain_environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    confirmed = [int(line) for line in done.stdout.split()]
    return "(INJECTED)" in log.read_text("utf-8"), len(confirmed)


@pytest.mark.parametrize(("calls", "error"), CALLS.items())
def test_a_call_that_fails_loses_nothing(tmp_path: Path, calls: str, error: str) -> None:
    let_each_fail(tmp_path, calls, error)


@pytest.mark.soak
@pytest.mark.parametrize(("calls", "error"), MORE_CALLS.items())
def test_a_call_of_hundreds_that_fails_loses_nothing(
    tmp_path: Path, calls: str, error: str
) -> None:
    let_each_fail(tmp_path, calls, error)


def let_each_fail(tmp_path: Path, calls: str, error: str) -> None:
    number, failed = 0, True
    while failed:
        number += 1
        folder = tmp_path / str(number)
        failed, confirmed = run_with_a_failing_call(folder, calls, error, number)
        found = ticks(folder)
        assert found == list(range(len(found)))
        assert len(found) >= confirmed
        assert len(found) >= ROWS - 1  # the last may still wait when the writer ends
        assert verify(folder).faults == ()
        assert summary(folder).breaks == ()
    assert number > 1
