"""A source as an item of CSL-JSON, which Zotero, pandoc and citeproc read. Names and types are
those of the schema of the Citation Style Language, `csl-data.json`, version 1.0.2.
"""

from typing import Any

from ketacli.library.bibliography import Kind, Name, Source

Json = dict[str, Any]

_TYPES = {
    Kind.ARTICLE: "article-journal",
    Kind.BOOK: "book",
    Kind.PAGE: "webpage",
    Kind.DOCUMENT: "document",
}


def csl_item(source: Source) -> Json:
    """One item. What was not seen is left out, and named in its note."""
    article = source.kind is Kind.ARTICLE
    named = article and "journal" not in source.not_seen
    item = {
        "id": source.id,
        "type": _TYPES[source.kind],
        "title": source.title,
        "author": [_name(name) for name in source.names],
        "issued": {"date-parts": [[int(source.year)]]} if source.year else None,
        "container-title": source.container if named else "",
        "genre": "" if article or source.kind is Kind.BOOK else source.container,
        "volume": source.volume,
        "issue": source.issue,
        "page": source.pages,
        "DOI": source.doi,
        "URL": source.url,
        "note": " ".join(_notes(source)),
    }
    return {name: value for name, value in item.items() if value}


def _name(name: Name) -> Json:
    if not name.given:
        return {"literal": name.family}
    found = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: text for part, text in found.items() if text}


def _notes(source: Source) -> list[str]:
    notes = [f"Not seen: {', '.join(source.not_seen)}."] if source.not_seen else []
    if source.and_others:  # the schema has no word for them
        notes.append("There are more authors than these.")
    return notes if source.verified else [*notes, "Its findings are not verified."]
