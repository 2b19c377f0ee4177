"""Numbers the sources of one leaflet in the order in which it cites them, and writes each one out
in full. A field that nobody has seen is not printed; the reader is told which ones.
"""

from ketacli.labels import Labels, fill
from ketacli.library.schema_house import ReferenceModel
from ketacli.text import Entry, Line, Span


class Citations:
    """The sources that one leaflet has cited so far."""

    def __init__(self, references: dict[str, ReferenceModel], labels: Labels) -> None:
        self._references = references
        self._labels = labels
        self._numbers: dict[str, int] = {}

    def numbers(self, source_ids: tuple[str, ...]) -> tuple[int, ...]:
        """The numbers of some sources, in rising order."""
        for source_id in source_ids:
            self._numbers.setdefault(source_id, len(self._numbers) + 1)
        return tuple(sorted(self._numbers[source_id] for source_id in source_ids))

    def words(self, numbers: tuple[int, ...]) -> str:
        """'source 3' or 'sources 3, 4'."""
        label = self._labels.source if len(numbers) == 1 else self._labels.sources_cited
        return fill(label, numbers=self._labels.list_comma.join(map(str, numbers)))

    def entries(self) -> tuple[Entry, ...]:
        """Every source cited, in the order of its number."""
        return tuple(
            self._entry(number, self._references[source_id])
            for source_id, number in self._numbers.items()
        )

    def _entry(self, number: int, reference: ReferenceModel) -> Entry:
        """A source in its own language, and what of it nobody has seen in that of the leaflet."""
        address = f"https://doi.org/{reference.doi}" if reference.doi else reference.url or ""
        line: Line = (Span(citation(reference)),)
        if reference.not_seen:
            named = (self._labels.source_fields.get(name, name) for name in reference.not_seen)
            missing = self._labels.list_comma.join(named)
            line += (Span(" " + fill(self._labels.not_seen, fields=missing)),)
        return Entry(str(number), reference.id, line, address)


def citation(reference: ReferenceModel) -> str:
    """One source in full: authors, year, title, journal, volume and pages, as far as seen."""
    who = " ".join(
        filter(None, [reference.authors, f"({reference.year})" if reference.year else ""])
    )
    where = reference.journal
    if reference.volume:
        where += f", {reference.volume}"
    if reference.pages:
        where += f": {reference.pages}" if reference.volume else f", {reference.pages}"
    return " ".join(_ended(piece) for piece in (who, reference.title, where) if piece)


def _ended(piece: str) -> str:
    return piece if piece.endswith((".", "?", "!")) else piece + "."
