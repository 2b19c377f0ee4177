"""`ketacli disclaimer`: its words and their code, what is remembered, and forgetting it."""

from datetime import date

from ketacli.cli import express, memory, output
from ketacli.cli.desk import Desk, Wishes, open_desk
from ketacli.cli.folders import state_folder
from ketacli.cli.surroundings import today
from ketacli.labels import fill, written_day
from ketacli.leaflet import Leaflet, Part, Role
from ketacli.text import Paragraph, Span


def disclaimer(wishes: Wishes, *, status: bool, forget: bool) -> None:
    """Show the disclaimer, or what is remembered of an answer to it, or forget that."""
    desk = open_desk(wishes)
    folder = None if desk.site.shared_device else state_folder(desk.surroundings.environment)
    if forget:
        memory.forget(folder)
        output.write(desk.library.labels.forgotten + "\n", wishes.output)
        return
    if status:
        until = memory.remembered_until(folder, desk.library.disclaimer, today())
        output.write(_status(desk, until) + "\n", wishes.output)
    else:
        desk.put(_page(desk))
    express.offer(desk.library)


def _status(desk: Desk, until: date | None) -> str:
    labels = desk.library.labels
    if until is None:
        return labels.nothing_remembered
    return fill(labels.remembered_until, day=written_day(until, labels))


def _page(desk: Desk) -> Leaflet:
    words = desk.library.disclaimer
    code = fill(desk.library.labels.disclaimer_code, code=words.code)
    texts = (*words.paragraphs, words.question, code)
    blocks = tuple(Paragraph((Span(text),)) for text in texts)
    part = Part(Role.DISCLAIMER, Role.DISCLAIMER.value, words.title, blocks)
    return desk.library.sheet("disclaimer", words.title, (part,), desk.wishes.region)
