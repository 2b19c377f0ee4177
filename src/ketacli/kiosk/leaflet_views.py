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
    parts = _parts(visit, opened, sheet)
    choices = (
        *_in_place(visit, opened, sheet),
        *_ways(visit, opened, len(found)),
        *_besides(visit, sheet),
    )
    progress = fill(words.progress, page=str(visit.at + 1), pages=str(len(found)))
    title = reading.title(opened, sheet, words)
    return Page(visit.place, title, parts, choices, progress)


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
    blocks: list[Block] = [] if visit.asked else [said(labels.check_note)]
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


def _parts(visit: Visit, opened: Leaflet, sheet: Sheet) -> tuple[Part, ...]:
    """The words of a page, as this reader wants them."""
    parts = sheet.parts
    if visit.literal and sheet.role is Role.ANALOGY:
        literal = reading.literal_of(opened, sheet.parts[0])
        parts = parts if literal is None else (literal,)
    if sheet.role is Role.QUESTIONS:
        parts = tuple(part._replace(blocks=()) for part in parts)  # they are choices here
    asked_for = (entry for entry in reading.meanings(opened, parts) if entry.id in visit.words_open)
    parts = reading.opened(parts, tuple(asked_for))
    if visit.with_sources:
        return (*parts, *reading.sources(opened, sheet))
    return opened._replace(parts=parts).sources_left_out().parts


def _in_place(visit: Visit, opened: Leaflet, sheet: Sheet) -> Iterator[Choice]:
    """What opens among the words: questions to take along, meanings, the hill."""
    words = visit.library.kiosk_labels
    if sheet.role is Role.QUESTIONS:
        for question in _questions(sheet):
            label = fill(words.take_question, question=question)
            yield Choice(f"question:{question}", label, pressed=question in visit.questions)
    for entry in reading.meanings(opened, sheet.parts):
        label = fill(words.meaning, word=entry.name)
        yield Choice(f"word:{entry.id}", label, pressed=entry.id in visit.words_open)
    if sheet.role is Role.ANALOGY and not visit.literal:
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


def _besides(visit: Visit, sheet: Sheet) -> Iterator[Choice]:
    words = visit.library.kiosk_labels
    mark = Mark(
        _open(visit).id, sheet.id, reading.title(_open(visit), sheet, visit.library.kiosk_labels)
    )
    yield Choice("mark", words.talk_about, Rank.SIDE, mark in visit.marks)
    if sheet.role is Role.ANALOGY:
        yield Choice("literal", words.literal, Rank.SIDE, visit.literal)
    if reading.sources(_open(visit), sheet):
        yield Choice("sources", words.sources, Rank.SIDE, visit.with_sources)


def _questions(sheet: Sheet) -> Iterator[str]:
    for part in sheet.parts:
        for block in part.blocks:
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
