"""`ketacli explain`: the disclaimer, the answer, the leaflet."""

from typing import TYPE_CHECKING, NamedTuple

from ketacli.cli import express, output
from ketacli.cli.desk import Desk, Wishes, open_desk
from ketacli.cli.folders import state_folder
from ketacli.cli.surroundings import Surroundings, today
from ketacli.disclaimer import Acknowledgement, Channel, acknowledge
from ketacli.errors import NotAcknowledgedError, NotFoundError, Refusal, Wanted
from ketacli.leaflet import Leaflet, Part, Role
from ketacli.render import Format
from ketacli.text import Paragraph, Span

if TYPE_CHECKING:
    from pathlib import Path

    from ketacli.labels import Labels


class Question(NamedTuple):
    """What a reader wants explained, and how much of it."""

    topic: str = ""
    section: str = ""
    literal: bool = False
    sources: bool = True
    code: str = ""
    """The code of the disclaimer that another program has shown."""
    may_page: bool = True
    aloud: bool = False
    """Read aloud, sentence by sentence."""
    recorded: bool = False
    """Written as a sound file."""
    coded: bool = False
    """Drawn as a code for phones."""


def explain(wishes: Wishes, question: Question) -> None:
    """Show one leaflet to a reader who acknowledged the disclaimer."""
    desk = open_desk(wishes)
    topic = question.topic or desk.library.first_topic()
    desk.library.look_for(topic)
    _check(desk, question)
    acknowledgement = _acknowledged(desk, question.code)
    desk = desk._replace(surroundings=Surroundings.here())  # the window may have been resized
    leaflet = desk.library.issue(topic, acknowledgement, wishes.region)
    _give(desk, _wanted_parts(leaflet, question), question)
    express.offer(desk.library)
    if acknowledgement.channel is Channel.TERMINAL:
        _remember(desk)


def let_in(desk: Desk, code: str) -> Acknowledgement:
    """Let a reader of another command in, by the same door.

    Args:
        desk: the reader's place.
        code: of the disclaimer that another program has shown, or ''.

    Raises:
        NotAcknowledgedError: the words were not acknowledged.
    """
    acknowledgement = _acknowledged(desk, code)
    if acknowledgement.channel is Channel.TERMINAL:
        _remember(desk)
    return acknowledgement


def _wanted_parts(leaflet: Leaflet, question: Question) -> Leaflet:
    if question.literal:
        leaflet = leaflet.picture_left_out()
    if question.section:
        if question.section not in leaflet.section_ids():
            raise NotFoundError(Wanted.SECTION, question.section, leaflet.section_ids())
        leaflet = leaflet.only(question.section)
    return leaflet if question.sources else leaflet.sources_left_out()


def _acknowledged(desk: Desk, code: str) -> Acknowledgement:
    """Proof that this reader acknowledged the words as they stand now."""
    try:
        return _proof(desk, code)
    except NotAcknowledgedError as error:
        words = _words_for(error.refusal, desk.library.labels)
        raise NotAcknowledgedError(error.refusal, words) from None


def _words_for(refusal: Refusal, labels: "Labels") -> str:
    match refusal:
        case Refusal.DECLINED:
            return labels.declined
        case Refusal.NOBODY_TO_ASK:
            return labels.nobody_to_ask
        case Refusal.OTHER_WORDS:
            return labels.other_words


def _proof(desk: Desk, code: str) -> Acknowledgement:
    disclaimer = desk.library.disclaimer
    if code:
        return acknowledge(disclaimer, code, Channel.CODE)
    from ketacli.cli import memory

    folder = _memory_folder(desk)
    if memory.remembered_until(folder, disclaimer, today()):
        return acknowledge(disclaimer, disclaimer.digest, Channel.REMEMBERED)
    desk.tell(_page_to_ask_about(desk))
    if not desk.surroundings.asks:
        raise NotAcknowledgedError(Refusal.NOBODY_TO_ASK)
    from ketacli.cli.asking import ask

    express.forbid()
    ask(disclaimer, desk.library.labels)
    return acknowledge(disclaimer, disclaimer.digest, Channel.TERMINAL)


def _page_to_ask_about(desk: Desk) -> Leaflet:
    """The crisis lines, and the disclaimer where there is somebody to ask about it."""
    disclaimer = desk.library.disclaimer
    parts: tuple[Part, ...] = ()
    if desk.surroundings.asks:
        blocks = tuple(Paragraph((Span(text),)) for text in disclaimer.paragraphs)
        parts = (Part(Role.DISCLAIMER, "disclaimer", disclaimer.title, blocks),)
    return desk.library.sheet("ask", disclaimer.title, parts, desk.wishes.region)


def _check(desk: Desk, question: Question) -> None:
    """Find out whether what is wanted can be done here, before anybody is asked."""
    if question.aloud:
        from ketacli.cli import speaking

        printed = question.coded or desk.wishes.paper is not None
        speaking.check(desk, recorded=question.recorded or printed)
    elif question.recorded:
        from ketacli.cli import audio

        audio.check(desk)
    elif question.coded:
        from ketacli.cli import coding

        coding.check(desk)
    elif desk.wishes.paper is not None:
        from ketacli.cli import printing

        printing.check(desk)


def _give(desk: Desk, leaflet: Leaflet, question: Question) -> None:
    if question.aloud:
        from ketacli.cli import speaking

        speaking.speak(desk, leaflet)
    elif question.recorded:
        from ketacli.cli import audio

        audio.record(desk, leaflet)
    elif question.coded:
        from ketacli.cli import coding

        coding.draw(desk, leaflet)
    elif desk.wishes.paper is not None:
        from ketacli.cli import printing

        printing.print_out(desk, leaflet, desk.wishes.paper)
    else:
        _show(desk, leaflet, may_page=question.may_page)


def _show(desk: Desk, leaflet: Leaflet, *, may_page: bool) -> None:
    text = desk.draw(leaflet)
    if may_page and _may_start_a_pager(desk) and _paged(text, desk):
        return
    output.write(text, desk.wishes.output)


def _paged(text: str, desk: Desk) -> bool:
    """Whether the text was longer than the screen and a pager has shown it."""
    from ketacli.cli import pager

    environment = desk.surroundings.environment
    if pager.fits(text, desk.surroundings.lines):
        return False
    express.forbid()  # who can say what the pager shows, or whether there is one the next time
    command = pager.pager(environment)
    return bool(command) and pager.page(text, command, environment)


def _may_start_a_pager(desk: Desk) -> bool:
    """Never on a shared device or in accessible mode: no other program is started there."""
    drawn = desk.format in {Format.TERMINAL, Format.PLAIN} and not desk.wishes.output
    return drawn and desk.surroundings.shows and not (desk.site.shared_device or desk.linear)


def _remember(desk: Desk) -> None:
    if desk.site.shared_device:
        return
    from ketacli.cli import memory

    folder = _memory_folder(desk)
    if folder is None or not memory.remember(folder, desk.library.disclaimer, today()):
        output.say_wrapped(desk.library.labels.not_remembered)


def _memory_folder(desk: Desk) -> "Path | None":
    """Where answers are remembered on this device: nowhere, if several people use it."""
    return None if desk.site.shared_device else state_folder(desk.surroundings.environment)
