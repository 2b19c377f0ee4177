"""The pages of an open leaflet: its parts, its contents, the moving hill, its questions."""

from collections.abc import Iterator

from ketacli.kiosk import reading
from ketacli.kiosk.page import Choice, Page, Rank, said
from ketacli.kiosk.reading import Sheet
from ketacli.kiosk.visit import Mark, Visit
from ketacli.labels import fill
from ketacli.leaflet import Leaflet, Part, Role
from ketacli.text import Block, Paragraph, Picture, Question, Span, letters, paragraphs


def leaflet(visit: Visit) -> Page:
    """One page of a leaflet."""
    opened = _open(visit)
    found = visit.sheets()
    sheet = found[visit.at]
    words = visit.library.kiosk_labels
    parts = _shown(visit, opened, sheet)
    choices = (
        *_in_place(visit, opened, parts),
        *_ways(visit, opened, len(found)),
        *_besides(visit, sheet, parts),
    )
    progress = fill(words.progress, page=str(visit.at + 1), pages=str(len(found)))
    title = reading.title(opened, sheet, words)
    return Page(visit.place, title, _worded(visit, opened, parts), choices, progress)


def contents(visit: Visit) -> Page:
    """Every page of the leaflet, to go to."""
    words = visit.library.kiosk_labels
    listed = tuple(
        Choice(f"page:{number}", reading.title(_open(visit), sheet, visit.library.kiosk_labels))
        for number, sheet in enumerate(visit.sheets())
    )
    choices = (
        *listed,
        Choice("back", words.go_back, Rank.WAY),
        Choice("shelf", visit.library.labels.topics, Rank.WAY),
        Choice("take", words.take_title, Rank.WAY),
    )
    return Page(visit.place, f"{words.contents}: {_open(visit).title}", (), choices)


def hill(visit: Visit) -> Page:
    """The hill that moves, or its three stills for those who want no movement."""
    words, opened = visit.library.kiosk_labels, _open(visit)
    analogy = next(part for part in opened.parts if part.role is Role.ANALOGY)
    blocks = tuple(_of_the_hill(analogy)) if visit.calm else ()
    moving = (
        Choice("hill:run", words.hill_start),
        Choice("hill:step", words.hill_step),
        Choice("hill:again", words.hill_again),
    )
    choices = (
        *(() if visit.calm else moving),
        Choice("calm", words.hill_calm, Rank.SIDE, visit.calm),
        Choice("back", words.go_back, Rank.WAY),
    )
    note = Part(Role.ANALOGY, analogy.id, "", (said(visit.library.labels.analogy_note), *blocks))
    return Page(visit.place, analogy.title, (note,), choices)


def story(opened: Leaflet) -> tuple[str, ...]:
    """What happens on the hill before each of its stills, in the words of the leaflet."""
    analogy = next(part for part in opened.parts if part.role is Role.ANALOGY)
    blocks = tuple(_of_the_hill(analogy))
    return tuple(letters(block.line) for block in blocks if isinstance(block, Paragraph))


def check(visit: Visit) -> Page:
    """One question about the leaflet, and a kind word on the answer."""
    words, labels, opened = visit.library.kiosk_labels, visit.library.labels, _open(visit)
    asked = reading.questions(opened)
    question = asked[visit.asked]
    blocks: list[Block] = [] if visit.asked else [said(words.check_note)]
    blocks.append(Paragraph(question.line))
    if visit.answer is not None:
        blocks.extend(_explained(question, visit.answer))
    answers = tuple(
        Choice(f"answer:{number}", answer.text) for number, answer in enumerate(question.answers)
    )
    is_last = visit.asked + 1 == len(asked)
    ways = (
        Choice(f"page:{visit.at}", words.go_back, Rank.WAY),
        Choice("check:next", words.take_title if is_last else words.check_next, Rank.WAY),
        *(() if is_last else (Choice("check:skip", words.check_skip, Rank.SIDE),)),
    )
    progress = fill(words.check_progress, question=str(visit.asked + 1), questions=str(len(asked)))
    part = Part(Role.CHECK, Role.CHECK.value, "", tuple(blocks))
    return Page(visit.place, labels.check, (part,), (*answers, *ways), progress)


def _open(visit: Visit) -> Leaflet:
    if visit.leaflet is None:
        raise ValueError("no leaflet is open")
    return visit.leaflet


def _shown(visit: Visit, opened: Leaflet, sheet: Sheet) -> tuple[Part, ...]:
    """The parts of a page: the sheet's, or the same said without a picture."""
    if visit.literal and sheet.role is Role.ANALOGY:
        literal = reading.literal_of(opened, sheet.parts[0])
        return sheet.parts if literal is None else (literal,)
    return sheet.parts


def _worded(visit: Visit, opened: Leaflet, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The words of some parts, as this reader wants them."""
    asked_for = (entry for entry in reading.meanings(opened, parts) if entry.id in visit.words_open)
    worded = reading.opened(parts, tuple(asked_for))
    worded = tuple(map(_without_questions, worded, parts))
    if visit.with_sources:
        return (*worded, *reading.sources(opened, parts))
    return opened._replace(parts=worded).sources_left_out().parts


def _without_questions(worded: Part, part: Part) -> Part:
    """Questions to ask are choices on their page. The meanings of their words are not."""
    if part.role is not Role.QUESTIONS:
        return worded
    return worded._replace(blocks=tuple(b for b in worded.blocks if b not in part.blocks))


def _in_place(visit: Visit, opened: Leaflet, parts: tuple[Part, ...]) -> Iterator[Choice]:
    """What opens among the words: questions to take along, meanings, the hill."""
    words = visit.library.kiosk_labels
    for question in _questions(parts):
        label = fill(words.take_question, question=question)
        yield Choice(f"question:{question}", label, pressed=question in visit.questions)
    for entry in reading.meanings(opened, parts):
        label = fill(words.meaning, word=entry.name)
        yield Choice(f"word:{entry.id}", label, pressed=entry.id in visit.words_open)
    if any(part.role is Role.ANALOGY for part in parts):
        yield Choice("hill", words.hill_watch)


def _ways(visit: Visit, opened: Leaflet, count: int) -> Iterator[Choice]:
    words = visit.library.kiosk_labels
    back = f"page:{visit.at - 1}" if visit.at else "shelf"
    yield Choice(back, words.go_back, Rank.WAY)
    if visit.at + 1 < count:
        yield Choice(f"page:{visit.at + 1}", words.keep_reading, Rank.WAY)
    elif reading.questions(opened):
        yield Choice("check:first", visit.library.labels.check, Rank.WAY)
    else:
        yield Choice("take", words.take_title, Rank.WAY)
    yield Choice("contents", words.contents, Rank.WAY)


def _besides(visit: Visit, sheet: Sheet, parts: tuple[Part, ...]) -> Iterator[Choice]:
    words, opened = visit.library.kiosk_labels, _open(visit)
    mark = Mark(opened.id, sheet.id, reading.title(opened, sheet, words))
    yield Choice("mark", words.talk_about, Rank.SIDE, mark in visit.marks)
    if sheet.role is Role.ANALOGY:
        yield Choice("literal", words.literal, Rank.SIDE, visit.literal)
    if reading.sources(opened, parts):
        yield Choice("sources", words.sources, Rank.SIDE, visit.with_sources)


def _questions(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        for block in part.blocks if part.role is Role.QUESTIONS else ():
            yield from (letters(item.line) for item in paragraphs(block))


def _of_the_hill(analogy: Part) -> Iterator[Block]:
    """The drawings of an analogy, each with the paragraph before it."""
    for before, block in zip(analogy.blocks, analogy.blocks[1:], strict=False):
        if isinstance(block, Picture):
            yield before
            yield block


def _explained(question: Question, number: int) -> Iterator[Block]:
    answer = question.answers[number]
    yield Paragraph((Span(answer.text, strong=True),))
    yield said(answer.because)
