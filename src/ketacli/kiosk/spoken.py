"""Marks the sentence that is being said on the page that says it."""

from collections.abc import Iterator, Sequence

from ketacli.render.rows import Row
from ketacli.render.speech_sentences import Sentence, sentences
from ketacli.text import Line, Span

__all__ = ["SPOKEN", "Sentence", "marked", "sentences"]

SPOKEN = "\0spoken"
"""The term of spans that are being said. No glossary word has this id."""


def marked(rows: Sequence[Row], sentence: Sentence | None) -> tuple[Row, ...]:
    """The same rows, with the stretch that is being said in spans of the term `SPOKEN`."""
    if sentence is None:
        return tuple(rows)
    return tuple(
        row._replace(line=tuple(_cut(row.line, sentence))) if number == sentence.row else row
        for number, row in enumerate(rows)
    )


def _cut(line: Line, sentence: Sentence) -> Iterator[Span]:
    """The spans of a line, cut at both ends of a sentence."""
    place = 0
    for span in line:
        first, last = (
            min(max(edge - place, 0), len(span.text)) for edge in (sentence.start, sentence.end)
        )
        said = span._replace(text=span.text[first:last], strong=True, term=SPOKEN)
        before = span._replace(text=span.text[:first])
        behind = span._replace(text=span.text[last:])
        yield from (piece for piece in (before, said, behind) if piece.text)
        place += len(span.text)
