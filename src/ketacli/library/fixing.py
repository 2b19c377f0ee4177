"""Mends what is safe in a content file: blanks at the ends of lines, the last line break, missing
quotation marks, the order of names. What the file says stays; one that cannot be read stays whole.
"""

from functools import partial

from pydantic import BaseModel

from ketacli.errors import ContentError
from ketacli.library.key_order import one_level_in_order
from ketacli.library.layout import lay_out, scalars
from ketacli.library.quoting import quoted
from ketacli.library.yaml_reader import plain, read

_BOM = "\ufeff"


def fixed(content: bytes, model: type[BaseModel]) -> bytes:
    """The bytes of a file, mended.

    Args:
        content: what the file holds.
        model: what its kind may hold, and in which order.
    """
    try:
        whole = content.decode()
    except UnicodeDecodeError:
        return content
    text = quoted(whole.removeprefix(_BOM))
    says = _says(text)
    if says is None:
        return content
    for step in (_ended, _trimmed, partial(one_level_in_order, model=model)):
        # Names in another order are the same names with the same values.
        while (mended := step(text)) != text and _says(mended) == says:
            text = mended
    return (_BOM * whole.startswith(_BOM) + text).encode()


def _says(text: str) -> object:
    """What a file says, without places; None where it cannot be read."""
    try:
        return plain(read(text.encode(), ""))
    except ContentError:
        return None


def _trimmed(text: str) -> str:
    """Without blanks at the ends of lines, but for lines inside a text, where they may count."""
    inside: set[int] = set()
    for scalar in scalars(lay_out(text)):
        if scalar.style:
            behind = scalar.style in "|>"
            to_the_end = scalar.span.end == len(text) and not text.endswith("\n")
            last = scalar.span.last_line + (behind and to_the_end)
            inside.update(range(scalar.span.line + behind, last))
    lines = text.split("\n")
    return "\n".join(line if at in inside else _bare_end(line) for at, line in enumerate(lines))


def _bare_end(line: str) -> str:
    return_ = "\r" * line.endswith("\r")
    return line.removesuffix("\r").rstrip(" \t") + return_


def _ended(text: str) -> str:
    """With a line break at the end, of the kind that the file has."""
    if text.endswith("\n"):
        return text
    return text + ("\r\n" if "\r\n" in text else "\n")
