"""A source as a BibTeX entry. Letters stay as they are, in UTF-8, as biber and today's BibTeX read
them; what TeX would act on is escaped, and braces always close.
"""

import re
from collections.abc import Iterator

from ketacli.library.bibliography import Kind, Name, Source

_TYPES = {Kind.ARTICLE: "article", Kind.BOOK: "book", Kind.PAGE: "misc", Kind.DOCUMENT: "misc"}
# BibTeX counts braces without a look at backslashes: `\{` would open one that never closes.
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{letter: f"\\{letter}" for letter in "&%$#_"},
    }
)
_IN_ADDRESSES = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
"""Styles take addresses and DOIs letter by letter, so these must not be escaped as TeX has it."""
_WORD = re.compile(r"[^\W_][\w'\u2019-]*")


def bibtex(source: Source) -> str:
    """One entry, with a line for each field."""
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(source) if value)
    return f"@{_TYPES[source.kind]}{{{source.id},\n{lines}}}\n"


def _fields(source: Source) -> Iterator[tuple[str, str]]:
    yield "author", " and ".join((*map(_name, source.names), *["others"] * source.and_others))
    yield "title", _title(source.title)
    if source.kind is Kind.ARTICLE:
        yield "journal", "" if "journal" in source.not_seen else _escaped(source.container)
    elif source.kind is not Kind.BOOK:
        yield "howpublished", _escaped(source.container)
    yield "year", source.year
    yield "volume", _escaped(source.volume)
    yield "number", _escaped(source.issue)
    yield "pages", re.sub("[-\u2013]+", "--", _escaped(source.pages))
    yield "doi", _address(source.doi)
    yield "url", _address(source.url)
    yield "note", _escaped(" ".join(_notes(source)))


def _notes(source: Source) -> Iterator[str]:
    if source.not_seen:
        yield f"Not seen: {', '.join(source.not_seen)}."
    if not source.verified:
        yield "Its findings are not verified."


def _name(name: Name) -> str:
    """`Zarate, Jr, C. A.`, or `{an office}` as a whole, which no comma and no `and` takes apart."""
    if not name.given:
        return f"{{{_escaped(name.family)}}}"
    return ", ".join(map(_escaped, filter(None, (name.family, name.suffix, name.given))))


def _title(title: str) -> str:
    """A title whose capitals stay: styles make small letters of all that no braces hold."""
    pieces: list[str] = []
    end = 0
    for word in _WORD.finditer(title):
        pieces += [_escaped(title[end : word.start()]), _kept(word[0], first=not pieces)]
        end = word.end()
    return "".join((*pieces, _escaped(title[end:])))


def _kept(word: str, *, first: bool) -> str:
    rest = word[1:] if first else word
    return f"{{{_escaped(word)}}}" if rest != rest.lower() else _escaped(word)


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def _address(address: str) -> str:
    return address.translate(_IN_ADDRESSES)
