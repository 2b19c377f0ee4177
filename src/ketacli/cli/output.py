"""Where text leaves the program: stdout, a file, the reader's screen for messages. Knows every way
in which that can fail, and says so as an error.
"""

import errno
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

from ketacli.cli import express
from ketacli.cli.surroundings import Surroundings
from ketacli.errors import NotWrittenError
from ketacli.own_files import replace_whole
from ketacli.render.wrapping import wrap_text
from ketacli.text import visible

_STDOUT = "the output"
_STREAMS = {"stdout": 1, "stderr": 2}
_FOLDERS_OF_STREAMS = frozenset({"/dev/fd", "/proc/self/fd"})
_MOST_DIGITS = 7
"""No process has a stream of a higher number."""
_IN_OTHER_LETTERS = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2013": "-",
        "\u2014": "-",
        "\u2026": "...",
        "\u2022": "-",
        "\u00d7": "x",
        "\u2264": "<=",
        "\u2265": ">=",
        "\u00a0": " ",
        "\u00df": "ss",
        "\u0142": "l",
        "\u0141": "L",
        "\u00f8": "o",
        "\u00d8": "O",
        "\u00e6": "ae",
        "\u00c6": "AE",
        "\u0153": "oe",
        "\u0152": "OE",
        "\u00b5": "micro",
        "\u00b2": "^2",
        "\u00b3": "^3",
        "\u00bc": " 1/4",
        "\u00bd": " 1/2",
        "\u00be": " 3/4",
        # Hints for writing and breaking lines, which have no letter of their own.
        "\u00ad": "",
        "\u200c": "",
        "\u200d": "",
        "\u200e": "",
        "\u200f": "",
        "\ufe0f": "",
    }
)


def check(target: str) -> None:
    """Find out early whether the output can be written at all.

    Args:
        target: a file, or '' or '-' for stdout.

    Raises:
        NotWrittenError: it cannot.
    """
    if target in {"", "-"}:
        try:
            os.write(1, b"")
        except OSError as error:
            raise not_written(error) from error
    elif _descriptor(target) is None:
        _check_file(target)


def write(text: str | bytes, target: str = "") -> None:
    """Write a text whole, or the bytes of a file of another kind, or fail.

    Raises:
        NotWrittenError: the output is closed or full, or the file cannot be made.
        BrokenPipeError: the reader of a pipe went away.
    """
    content = text if isinstance(text, bytes) else text.encode()
    if (stream := _descriptor(target)) is not None:
        _write_bytes_out(content, stream)
    elif target not in {"", "-"}:
        _write_file(content, Path(target))
    elif isinstance(text, bytes):
        _write_bytes_out(content)
    else:
        _write_text_out(text)


def say(text: str) -> None:
    """Tell the reader something beside the output, on stderr. Nobody there is no fault."""
    lines = "\n".join(visible(line) for line in text.split("\n"))
    with suppress(OSError):
        _write_all(2, encoded(lines + "\n", sys.stderr.encoding))


def say_wrapped(text: str, width: int = 0) -> None:
    """Tell the reader something in sentences, broken where their screen ends, or at a width."""
    say("\n".join(wrap_text(text, Surroundings.here().width(width))))


def not_written(error: OSError) -> NotWrittenError:
    """What is told where the system refuses to write to stdout."""
    return NotWrittenError(_STDOUT, _reason(error))


def refused(what: str, error: OSError) -> NotWrittenError:
    """What is told where the system refuses to write a file."""
    return NotWrittenError(what, _reason(error))


def encoded(text: str, encoding: str) -> bytes:
    """A text in the letters that a stream has: others are written in a plainer way."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_plainer(letter, encoding) for letter in text).encode(encoding, "replace")


def in_numbers(page: str) -> str:
    """A web page for stdout. It says of itself that it is UTF-8; for a stream of other letters,
    all but ASCII is written as numbers, which browsers read as letters.
    """
    if sys.stdout.encoding.lower().replace("-", "") == "utf8":
        return page
    return page.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _plainer(letter: str, encoding: str) -> str:
    """A letter without its marks, or what is written in its place, or its code: never nothing."""
    if _fits(letter, encoding):
        return letter
    from unicodedata import combining, normalize

    # Not NFKD: it makes 102 of 10 squared.
    apart = normalize("NFD", letter.translate(_IN_OTHER_LETTERS))
    pieces = (piece for piece in apart if not combining(piece))
    return "".join(p if _fits(p, encoding) else f"<U+{ord(p):04X}>" for p in pieces)


def _fits(letter: str, encoding: str) -> bool:
    try:
        letter.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _write_text_out(text: str) -> None:
    encoding = sys.stdout.encoding
    content = encoded(text, encoding)
    if content != text.encode(encoding, "ignore"):
        say(f"This screen has only {encoding} letters, so some are written in a plainer way.")
    _write_bytes_out(content)


def _write_bytes_out(content: bytes, stream: int = 1) -> None:
    try:
        _write_all(stream, content)
    except BrokenPipeError:
        raise  # a reader who has seen enough is no fault
    except OSError as error:
        raise not_written(error) from error


def _write_all(descriptor: int, content: bytes) -> None:
    express.heard(descriptor, content)
    while content:
        content = content[os.write(descriptor, content) :]


def _check_file(target: str) -> None:
    """Whatever the writing of a file would fail for, as far as it can be seen beforehand."""
    file = Path(target)
    try:
        about = _about(file)
        named_so = target.rpartition("/")[2] in {"", ".", ".."}
        if named_so or (about and stat.S_ISDIR(about.st_mode)):
            raise NotWrittenError(target, "it is a folder")
        if about is None or stat.S_ISREG(about.st_mode):
            folder = file.resolve().parent
            folder.stat()
            if not os.access(folder, os.W_OK | os.X_OK):
                raise NotWrittenError(target, "its folder cannot be written to")
    except OSError as error:
        raise refused(target, error) from error


def _write_file(content: bytes, file: Path) -> None:
    """Never half a file. A file that is replaced keeps its mode; a link stays a link."""
    try:
        about = _about(file)
        if about is None:
            replace_whole(file.resolve(), content, 0o666 & ~_umask())
        elif stat.S_ISREG(about.st_mode):
            replace_whole(file.resolve(), content, stat.S_IMODE(about.st_mode))
        else:  # a pipe or a device, which must not give way to a file
            with file.open("wb", buffering=0) as stream:
                _write_all(stream.fileno(), content)
    except BrokenPipeError:
        raise  # a reader who has seen enough is no fault
    except OSError as error:
        raise refused(os.fspath(file), error) from error


def _descriptor(target: str) -> int | None:
    """The stream that a name stands for. The file behind it is not ours to replace: what others
    wrote there before, as with `>>`, must stay.
    """
    folder, _, name = target.rpartition("/")
    if folder == "/dev" and name in _STREAMS:
        return _STREAMS[name]
    is_number = name.isascii() and name.isdecimal() and len(name) <= _MOST_DIGITS
    return int(name) if folder in _FOLDERS_OF_STREAMS and is_number else None


def _about(file: Path) -> os.stat_result | None:
    """What a file is, behind any link, or None where there is none yet."""
    try:
        return file.stat()
    except FileNotFoundError:
        return None


def _umask() -> int:
    """What the user takes away from the mode of a new file. It can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _reason(error: OSError) -> str:
    if error.errno == errno.EBADF:
        return "it is closed"
    return (error.strerror or "unknown reason").lower()
