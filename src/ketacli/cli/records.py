"""`ketacli records`: what was counted, whether it is whole, and a checkpoint to keep elsewhere."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ketacli.cli import output
from ketacli.cli.folders import state_folder
from ketacli.cli.surroundings import Surroundings
from ketacli.errors import (
    ContentError,
    ExitCode,
    NotFoundError,
    Problem,
    UsageError,
    Wanted,
)

if TYPE_CHECKING:
    from ketacli.records.chain import Checkpoint
    from ketacli.records.faults import FaultError

_FILE = "records.db"
_MOST_BYTES = 4096


def show(since: str, format_: str, target: str) -> None:
    """Print what was counted.

    Args:
        since: the first day, as 2026-03-01, or ''.
        format_: plain, json or csv. CSV holds the answers to the disclaimer only.
        target: where the result goes.

    Raises:
        UsageError: `since` is no day.
        ContentError: the records cannot be read.
    """
    from ketacli.records import account
    from ketacli.records.faults import FaultError
    from ketacli.records.reading import summary

    output.check(target)
    if since and not _is_day(since):
        raise UsageError("--since takes a day, as 2026-03-01.")
    folder = _folder()
    try:
        found = summary(folder, since)
    except FaultError as error:
        raise _unreadable(folder, error) from error
    match format_:
        case "json":
            text = account.as_json(found, since)
        case "csv":
            text = account.as_csv(found)
        case _:
            text = account.in_words(found, since)
    output.write(text, target)


def verify(checkpoint_file: str, target: str) -> ExitCode:
    """Look at every row, and compare with a checkpoint that was kept elsewhere.

    Args:
        checkpoint_file: the file that holds it, - for standard input, or ''.
        target: where the result goes.

    Raises:
        NotFoundError: there is no such file.
        ContentError: the records cannot be read, or the file is no checkpoint.
    """
    from ketacli.records.faults import FaultError
    from ketacli.records.verify import verify

    output.check(target)
    checkpoint = _read_checkpoint(checkpoint_file) if checkpoint_file else None
    folder = _folder()
    try:
        verdict = verify(folder, checkpoint)
    except FaultError as error:
        raise _unreadable(folder, error) from error
    lines = [
        f"{_FILE}: row {seq}: {flaw.value}" if seq else f"{_FILE}: {flaw.value}"
        for seq, flaw in verdict.faults
    ]
    if not verdict.rows:
        lines.append(f"There are no records in {folder}.")
    lines.append(f"Rows: {verdict.rows}. Faults: {len(verdict.faults)}.")
    if checkpoint is None:
        lines.append("A checkpoint from elsewhere would also show whether the end was cut off.")
    output.write("".join(f"{line}\n" for line in lines), target)
    return ExitCode.CONTENT if verdict.faults else ExitCode.DONE


def checkpoint(target: str) -> None:
    """Print a checkpoint of the records as they are now, to be kept away from this device.

    Raises:
        ContentError: the records cannot be read.
    """
    from ketacli.records.faults import FaultError
    from ketacli.records.reading import newest_checkpoint

    output.check(target)
    folder = _folder()
    try:
        written = newest_checkpoint(folder).written()
    except FaultError as error:
        raise _unreadable(folder, error) from error
    output.write(written, target)


def _folder() -> Path:
    folder = state_folder(Surroundings.here().environment)
    if folder is None:
        raise NotFoundError(Wanted.FILE, _FILE)
    return folder


def _unreadable(folder: Path, error: "FaultError") -> ContentError:
    return ContentError((Problem(str(folder / _FILE), 0, 0, "records", error.fault.value),))


def _read_checkpoint(name: str) -> "Checkpoint":
    from ketacli.records.chain import read_checkpoint

    try:
        with Path("/dev/stdin" if name == "-" else name).open("rb") as stream:
            return read_checkpoint(stream.read(_MOST_BYTES).decode())
    except FileNotFoundError as error:
        raise NotFoundError(Wanted.FILE, name) from error
    except (OSError, ValueError) as error:
        problem = Problem(name, 0, 0, "checkpoint", "this is no checkpoint of ketacli's records")
        raise ContentError((problem,)) from error


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
