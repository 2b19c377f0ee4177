"""The words of a leaflet as a voice says them, one paragraph a line. Empty lines are pauses: more
of them stand where a heading was, before it and behind it.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from ketacli.leaflet import Leaflet, Part
from ketacli.pronunciation import Pronunciation
from ketacli.render.canvas import Canvas
from ketacli.render.rows import Kind, Row, ground_words, part_rows
from ketacli.render.speech_sentences import sentences
from ketacli.render.speech_words import as_spoken
from ketacli.text import Span, letters, paragraphs, visible

_HEADINGS = frozenset({Kind.TITLE, Kind.HEADING, Kind.SUBHEADING})
_PAUSE = "\n\n"
_LONG_PAUSE = "\n\n\n"


class Stretch(NamedTuple):
    """What is said in one go: as a reader sees it, and as a voice says it."""

    shown: str
    spoken: str
    heads: bool = False
    """It is a heading, or a part of one."""
    begins: bool = True
    """It is the first of its row."""
    apart: bool = False
    """A blank stands before it, as between the sentences of most languages."""


class Chapter(NamedTuple):
    """The title of a leaflet, or one of its parts, and all that is said there."""

    title: str
    stretches: tuple[Stretch, ...]

    @property
    def text(self) -> str:
        """What is said, with its pauses."""
        return "".join(_with_pauses(self.stretches))


def render(leaflet: Leaflet, canvas: Canvas) -> str:
    """Write what a voice says: one line a paragraph, whatever the width."""
    said = (chapter.text for chapter in chapters(leaflet, canvas.pronunciation or Pronunciation()))
    return _LONG_PAUSE.join(filter(None, said)) + "\n"


def chapters(leaflet: Leaflet, pronunciation: Pronunciation) -> tuple[Chapter, ...]:
    """What a voice says of a leaflet, in order."""
    title = Row(Kind.TITLE, (Span(leaflet.title),))
    said = [Chapter(visible(leaflet.title), tuple(_stretches(title, frozenset(), pronunciation)))]
    for part in leaflet.parts:
        grounds = frozenset(_grounds(part))
        rows = (_stretches(row, grounds, pronunciation) for row in part_rows(part))
        said.append(Chapter(visible(part.title), tuple(chain.from_iterable(rows))))
    return tuple(said)


def _grounds(part: Part) -> Iterator[str]:
    """How the rows of a part write, behind a sentence, what it rests on."""
    for block in part.blocks:
        for paragraph in paragraphs(block):
            if paragraph.ground is not None:
                yield f" [{ground_words(paragraph.ground)}]"


def _stretches(
    row: Row, grounds: frozenset[str], pronunciation: Pronunciation
) -> Iterator[Stretch]:
    heads, is_chart = row.kind in _HEADINGS, row.kind is Kind.CHART
    for place, (shown, said, apart) in enumerate(_pieces(row, grounds)):
        spoken = as_spoken(said, pronunciation)
        yield Stretch(shown, spoken, heads, begins=is_chart or not place, apart=apart)


def _pieces(row: Row, grounds: frozenset[str]) -> Iterator[tuple[str, str, bool]]:
    """What a row shows, sentence by sentence, what is said for it, and whether it stands apart.

    The brackets around what a sentence rests on are for eyes.
    """
    ground = row.line[-1].text if row.line and row.line[-1].text in grounds else ""
    words = visible(letters(row.line[:-1] if ground else row.line))
    found = sentences((row._replace(line=(Span(words),)),))
    end = 0
    for sentence in found:
        shown = visible(sentence.text)
        yield shown, shown, sentence.start > end
        end = sentence.end
    if not found and any(map(str.isalnum, row.mark)):
        yield visible(row.mark).strip(), visible(row.mark).strip(), True
    if ground:
        shown = visible(ground).strip()
        yield shown, shown[1:-1], True


def _with_pauses(stretches: Sequence[Stretch]) -> Iterator[str]:
    before: Stretch | None = None
    for stretch in stretches:
        if before is not None:
            yield _between(before, stretch)
        yield stretch.spoken
        before = stretch


def _between(before: Stretch, stretch: Stretch) -> str:
    if not stretch.begins:
        return " " if stretch.apart else ""
    return _LONG_PAUSE if before.heads or stretch.heads else _PAUSE
