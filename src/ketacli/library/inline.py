"""Inline markup -> spans: `**strong**`, `{term}` and `{term|as written here}`, nothing else."""

import re
from collections.abc import Iterator
from functools import lru_cache

from ketacli.text import Line, Span

_MARK = re.compile(r"\*\*|\{([^{}|]*)(?:\|([^{}|]*))?\}")
_ANY = re.compile(r"[{}]|\*\*")
_STRAY = re.compile(r"[{}]")


def spans(text: str, terms: dict[str, str] | None = None) -> Line:
    """Read marked text.

    Args:
        text: as an author wrote it; runs of blanks and line breaks count as one blank.
        terms: how each glossary word is written, by its id.
    """
    return tuple(_spans(" ".join(text.split()), terms or {}))


def faults(text: str) -> Iterator[str]:
    """What is wrong with the marks of a text, in words."""
    if not _ANY.search(text):
        return
    if text.count("**") % 2:
        yield "`**` opens and does not close"
    if any(not match.group(1).strip() for match in _MARK.finditer(text) if match.group(0) != "**"):
        yield "`{}` names no word of the glossary"
    if _STRAY.search(_MARK.sub("", text)):
        yield "`{` or `}` stands alone; a glossary word is written {word} or {word|as written}"


def terms_in(text: str) -> tuple[str, ...]:
    """The ids of the glossary words that a text names."""
    return tuple(match.group(1).strip() for match in _MARK.finditer(text) if match.group(1))


@lru_cache(maxsize=1024)  # a file's texts: each is asked for by several rules
def unmarked(text: str) -> str:
    """The text as a reader sees it, for rules that count words."""
    if "{" not in text and "**" not in text:
        return " ".join(text.split())
    return "".join(span.text for span in spans(text))


def _spans(text: str, terms: dict[str, str]) -> Iterator[Span]:
    strong, end = False, 0
    for match in _MARK.finditer(text):
        if match.start() > end:
            yield Span(text[end : match.start()], strong)
        end = match.end()
        if match.group(0) == "**":
            strong = not strong
            continue
        term = match.group(1).strip()
        yield Span(match.group(2) or terms.get(term, term.replace("-", " ")), strong, term)
    if end < len(text):
        yield Span(text[end:], strong)
