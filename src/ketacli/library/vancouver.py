"""A source in the Vancouver style of medical journals (ICMJE, NLM): as far as it was seen, with the
names of fields that were not. Journals keep their whole names, because that is how they were seen.
"""

from ketacli.library.bibliography import Kind, Source


def vancouver(source: Source) -> str:
    """One source as one line."""
    pieces = (
        source.authors,
        _title(source),
        _where(source),
        f"doi:{source.doi}" if source.doi else "",
        f"Available from: {source.url}" if source.url and not _says_doi(source) else "",
    )
    text = " ".join(_ended(piece) for piece in pieces if piece)
    return f"{text}{_said(source)}"


def _title(source: Source) -> str:
    if source.kind is Kind.ARTICLE:
        return source.title
    return f"{source.title} [{source.container}]"


def _where(source: Source) -> str:
    """`Journal. 2000;47(4):351-354`, as much of it as there is."""
    if source.kind is not Kind.ARTICLE:
        return source.year
    volume = f"{source.volume}({source.issue})" if source.issue else source.volume
    when = ";".join(filter(None, [source.year, volume]))
    if source.pages:
        when = f"{when}:{source.pages}" if when else f"p. {source.pages}"
    return f"{_ended(source.container)} {when}".rstrip()


def _says_doi(source: Source) -> bool:
    return bool(source.doi) and source.url.endswith(f"doi.org/{source.doi}")


def _said(source: Source) -> str:
    """What a reader of the list must know and no style has a place for."""
    said = f" [Not seen: {', '.join(source.not_seen)}.]" if source.not_seen else ""
    return said if source.verified else f"{said} [Its findings are not verified.]"


def _ended(piece: str) -> str:
    address = piece.startswith(("doi:", "Available from: "))
    return piece if address or piece.endswith((".", "?", "!")) else f"{piece}."
