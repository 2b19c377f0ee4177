"""Puts quotation marks around texts that YAML cannot read without them: `title: Numbers: what they
say`, or one that starts with `{` or `*`. One line at a time, and only where that mends the file.
"""

import re

from ketacli.errors import ContentError, Problem
from ketacli.library.yaml_reader import read

_MOST = 100
_LINE = re.compile(
    r"(?P<before> *(?:- +)*(?:(?P<name>[A-Za-z0-9_-]+): +)?)(?P<text>[^\s#].*?)(?P<after>[ \r]*)"
)
_OPENS_SOMETHING_ELSE = tuple("\"'|>[&!?-,]}")
_NEEDS_QUOTES = tuple("{*%@`")


def quoted(text: str) -> str:
    """A file that YAML can read, with quotation marks added; the same file where that fails."""
    mended = text
    last = 0
    for _ in range(_MOST):
        problem = _fault(mended)
        if problem is None:
            return mended
        instead = _with_quotes(mended, problem.line - 1)
        if problem.rule != "yaml" or problem.line <= last or instead is None:
            break
        mended, last = instead, problem.line
    return text


def _fault(text: str) -> Problem | None:
    """The first fault that keeps a file from being read."""
    try:
        read(text.encode(), "")
    except ContentError as error:
        return error.problems[0]
    return None


def _with_quotes(text: str, at: int) -> str | None:
    """A file with one more text in quotes; None where none on this line needs them."""
    lines = text.split("\n")
    found = _LINE.fullmatch(lines[at]) if at < len(lines) else None
    if found is None or not found["before"].strip() or not _is_bare(found["text"]):
        return None
    inside = found["text"].replace("\\", "\\\\").replace('"', '\\"')
    lines[at] = f'{found["before"]}"{inside}"{found["after"]}'
    return "\n".join(lines)


def _is_bare(text: str) -> bool:
    """Whether a text needs quotation marks, has none, and has no comment behind it."""
    if text.startswith(_OPENS_SOMETHING_ELSE) or " #" in text or "\t" in text:
        return False
    return ": " in text or text.endswith(":") or text.startswith(_NEEDS_QUOTES)
