"""Writers that are killed at any moment, and what they were told is safe."""

import os
import random
import signal
import time
from pathlib import Path

from support.records import pen, tick

LONGEST_WAIT = 0.01
MOST_TOLD = 5
_NUMBER = 8


def killed_writer(folder: Path, first: int, luck: random.Random) -> list[int]:
    """Write rows from a number on, in a program of its own, until it is killed.

    It is killed a moment after it was told of some rows, or of none, that they are safe: also while
    it still opens the file.

    Returns the numbers of those of which it was told that they are safe.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            _write_for_ever(folder, first, writing)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        told = stream.read(_NUMBER * luck.randint(0, MOST_TOLD))
        time.sleep(luck.random() * LONGEST_WAIT)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        told += stream.read()
    assert os.WIFSIGNALED(status)  # and did not end by a fault of its own
    whole = range(0, len(told) - len(told) % _NUMBER, _NUMBER)
    return [int.from_bytes(told[at : at + _NUMBER], "big") for at in whole]


def _write_for_ever(folder: Path, first: int, writing: int) -> None:
    writer = pen(folder)
    number = first
    while tick(writer, number):
        os.write(writing, number.to_bytes(_NUMBER, "big"))
        number += 1
