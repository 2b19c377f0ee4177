"""Puts files of authors where they belong: a new one never over one that is there, a mended one in
the place and mode of the old one; whole or not at all.
"""

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ketacli.errors import NotWrittenError
from ketacli.library.folder import is_there
from ketacli.own_files import replace_whole


def place_new(file: Path, content: str) -> None:
    """Write a new file.

    Raises:
        NotWrittenError: there is one already, or it cannot be written.
    """
    aside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write(aside, content)
            file.hardlink_to(aside)
        finally:
            with suppress(FileNotFoundError):
                aside.unlink()
    except OSError as error:
        raise _not_written(file, error) from error


def place_new_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Write a new folder with files in it.

    Raises:
        NotWrittenError: there is one already, or it cannot be written.
    """
    aside = folder.with_name(f".{folder.name}.{os.getpid()}")
    try:
        if is_there(folder):
            raise FileExistsError
        try:
            aside.mkdir()
            for name, content in files.items():
                _write(aside / name, content)
            aside.rename(folder)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise _not_written(folder, error) from error


def place_instead(file: Path, content: bytes) -> None:
    """Write a file anew, in its mode.

    Raises:
        NotWrittenError: it cannot be written.
    """
    try:
        replace_whole(file, content, file.stat().st_mode & 0o7777)
    except OSError as error:
        raise _not_written(file, error) from error


def _write(file: Path, content: str) -> None:
    with file.open("x", encoding="utf-8", newline="\n") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _not_written(path: Path, error: OSError) -> NotWrittenError:
    if isinstance(error, FileExistsError):
        return NotWrittenError(os.fspath(path), "it is there already")
    return NotWrittenError(os.fspath(path), (error.strerror or "unknown reason").lower())
