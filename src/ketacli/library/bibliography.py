"""One source in parts, as styles of references need it: who, what kind, where. What nobody has seen
is not in it, though a file may have it; its name is.
"""

import re
from enum import StrEnum, unique
from typing import NamedTuple

from ketacli.library.schema_house import ReferenceModel
from ketacli.text import visible

_OF_ARTICLES = frozenset({"volume", "pages", "doi"})
_SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV"})
_MOST_INITIALS = 4
_MOST_WORDS_OF_A_FAMILY = 3
_VOLUME_AND_ISSUE = re.compile(r"(.+?)\((.+)\)")
_AND_OTHERS = "et al."


@unique
class Kind(StrEnum):
    """What a source is. `references.yaml` does not say it; its fields show it."""

    ARTICLE = "article"
    BOOK = "book"
    PAGE = "page"
    """Anything else that has an address: a web page, a label, a piece of news."""
    DOCUMENT = "document"


class Name(NamedTuple):
    """A person, or, without a given name, whoever else signs."""

    family: str
    given: str = ""
    """Initials, as `R. M.`."""
    suffix: str = ""


class Source(NamedTuple):
    """One source, with '' for what nobody has seen."""

    id: str
    kind: Kind
    authors: str
    """As the file has them, which is the Vancouver way."""
    names: tuple[Name, ...]
    and_others: bool
    """There are more authors than the file names."""
    year: str
    title: str
    """In square brackets where it describes the source in our words."""
    container: str
    """The journal; of other kinds what the source is, as `web page`."""
    volume: str
    issue: str
    pages: str
    doi: str
    url: str
    not_seen: tuple[str, ...]
    """Names of fields; `journal` too, where its name is a description."""
    verified: bool


def source_of(reference: ReferenceModel) -> Source:
    """Take a source apart."""
    seen = {
        name: _shown(str(value))
        for name, value in reference
        if value is not None and name not in reference.not_seen
    }
    authors = seen.get("authors", "")
    names, and_others = names_of(authors)
    kind = _kind(reference)
    container = seen.get("journal") or _in_brackets(reference.journal)
    nameless = kind is Kind.ARTICLE and is_description(container)
    volume = seen.get("volume", "")
    parts = _VOLUME_AND_ISSUE.fullmatch(volume)
    return Source(
        id=reference.id,
        kind=kind,
        authors=authors,
        names=names,
        and_others=and_others,
        year=seen.get("year", ""),
        title=seen.get("title") or _in_brackets(reference.title),
        container=container,
        volume=parts[1] if parts else volume,
        issue=parts[2] if parts else "",
        pages=seen.get("pages", ""),
        doi=seen.get("doi", ""),
        url=seen.get("url", ""),
        not_seen=tuple(dict.fromkeys((*map(_shown, reference.not_seen), *["journal"] * nameless))),
        verified=reference.findings_verified,
    )


def names_of(authors: str) -> tuple[tuple[Name, ...], bool]:
    """The people of `Berman RM, Zarate CA Jr, et al.`, and whether there are more of them.

    Anything else is one name: that of an office, a firm, or whoever a sentence describes.
    """
    pieces = [piece.strip() for piece in authors.split(",")]
    and_others = pieces[-1] == _AND_OTHERS
    people = [_person(piece) for piece in (pieces[:-1] if and_others else pieces)]
    if (known := tuple(filter(None, people))) and len(known) == len(people):
        return known, and_others
    return ((Name(authors),) if authors else ()), False


def is_description(text: str) -> bool:
    """Whether a title or a journal is said in our words."""
    return text.startswith("[") and text.endswith("]")


def _kind(reference: ReferenceModel) -> Kind:
    if reference.journal.startswith("book"):
        return Kind.BOOK
    has = {name for name in _OF_ARTICLES if getattr(reference, name)}
    if has or _OF_ARTICLES.intersection(reference.not_seen) or is_description(reference.journal):
        return Kind.ARTICLE
    return Kind.PAGE if reference.url else Kind.DOCUMENT


def _person(piece: str) -> Name | None:
    *family, last = piece.split(" ")
    suffix = ""
    if last in _SUFFIXES and len(family) > 1:
        suffix = last
        *family, last = family
    initials = last.replace("-", "")
    looks_right = initials.isalpha() and initials.isupper() and len(initials) <= _MOST_INITIALS
    joined = "and" in map(str.casefold, family)  # that is two names, to BibTeX at least
    if not looks_right or joined or not 0 < len(family) <= _MOST_WORDS_OF_A_FAMILY:
        return None
    return Name(" ".join(family), _spaced(last), suffix)


def _spaced(initials: str) -> str:
    """`RM` as `R. M.`, and `J-P` as `J.-P.`."""
    return "-".join(" ".join(f"{letter}." for letter in part) for part in initials.split("-"))


def _shown(text: str) -> str:
    """Foreign text on one line, safe to draw in any style."""
    return visible(" ".join(text.split()))


def _in_brackets(title: str) -> str:
    text = _shown(title)
    return text if is_description(text) else f"[{text}]"
