"""`--linear`: a visit as a plain stream, one numbered question at a time, for screen readers,
braille lines and voices. No escape sequence, no box, no drawing.
"""
# A number answers the disclaimer too: it is typed as a line of its own, after the words, and what
# it stands for is said whole: "I say yes". Nothing is chosen beforehand; Enter alone never answers.

import os
from collections.abc import Callable
from contextlib import suppress
from time import monotonic

from ketacli.errors import ExitCode, UsageError
from ketacli.kiosk import taking, views
from ketacli.kiosk.hand_off import print_page
from ketacli.kiosk.linear_aloud import Aloud
from ketacli.kiosk.linear_lines import GoneError, Lines
from ketacli.kiosk.linear_words import (
    choices,
    drawn,
    for_ears,
    meant,
    news,
    said,
    same_choices,
    same_page,
    sentence,
    switched,
    whole,
    with_voice,
)
from ketacli.kiosk.page import Choice, Page, Place, Rank
from ketacli.kiosk.presence import ANEW_SECONDS
from ketacli.kiosk.room import Room
from ketacli.kiosk_labels import KioskLabels
from ketacli.labels import fill
from ketacli.render.rows import GAP, Row

_BEAT_SECONDS = 1.0
_GO_ON = frozenset({"speak-slower", "speak-louder"})
"""Choices behind which the voice goes on where it was."""
_TRIES = 3
_LAST_SECONDS = 10
"""The warning is said once more when so many are left."""


def run(room: Room) -> int:
    """Be one visit, from its start page to its end.

    Raises:
        UsageError: nobody types, as where answers come through a pipe.
    """
    if not os.isatty(0):
        raise UsageError
    stream = _Stream(room, Lines())
    with suppress(GoneError):
        stream.visit()
    stream.aloud.stop()
    room.status.finish()
    return ExitCode.DONE


class _Stream:
    """One visit and how far it has been said."""

    def __init__(self, room: Room, lines: Lines, clock: Callable[[], float] = monotonic) -> None:
        self._room, self._lines, self._clock = room, lines, clock
        self._visit = room.visit
        self._visit.calm = True
        self._page = self._made()
        self.aloud = Aloud(lambda: room.voice)
        self._wrong = 0
        self._touched = False
        """Whether anybody has typed. A start page without a reader has nothing to forget."""
        self._warned = 0
        self._beaten = -_BEAT_SECONDS
        self._entered = -ANEW_SECONDS

    @property
    def _words(self) -> KioskLabels:
        return self._visit.library.kiosk_labels

    def visit(self) -> None:
        """Go from page to page until the visit ends or nobody is there any more."""
        self._say_whole(note=self._room.note)
        while not self._visit.ended:
            typed = self._next()
            if typed is None:
                return
            self._answered(*typed)

    def _next(self) -> tuple[str, bool] | None:
        """The next line that asks for something, and whether it may answer a question that takes
        time; None when the reader left.
        """
        while (left := self._seconds_left()) != 0:
            self._warn(left)
            line = self._lines.line(self._wait())
            if line is None:
                continue
            self.aloud.stop()
            may_answer = self._room.presence.sign(line)
            self._touched = True
            if self._warned:
                self._still_here()
            elif not self._is_held(line):
                return line, may_answer
        return None

    def _wait(self) -> float:
        """Show that this visit lives, speak on, and say how long to wait for a line."""
        now = self._clock()
        if now - self._beaten >= _BEAT_SECONDS:
            self._room.status.beat()
            self._beaten = now
        if self.aloud.failed:
            self._mute()
        if self.aloud.is_speaking and not self._warned:
            self._room.presence.listens()
        return self.aloud.go_on(_BEAT_SECONDS)

    def _mute(self) -> None:
        self._visit.aloud = False
        self.aloud.drop()
        self._page = self._made()
        self._say(sentence(self._words.read_aloud_missing))
        self._say_choices()

    def _seconds_left(self) -> float | None:
        return self._room.presence.seconds_left() if self._touched else None

    def _warn(self, left: float | None) -> None:
        """Say that silence ends the visit: once, and once more shortly before."""
        if left is None or self._warned > 1 or (self._warned and left > _LAST_SECONDS):
            return
        self._warned += 1
        words = self._words
        counted = fill(words.linear_idle, seconds=str(max(1, round(left))))
        stay = sentence(words.still_here, "1. ")
        self.aloud.drop()
        self._say(GAP, sentence(words.idle_title), sentence(counted), stay)
        self._say(sentence(words.linear_choose))

    def _still_here(self) -> None:
        if self._seconds_left() is None:  # a bag on the keyboard is nobody
            self._warned = 0
            self._say_choices()

    def _is_held(self, line: str) -> bool:
        """Whether Enter is held down."""
        if line:
            return False
        before, self._entered = self._entered, self._clock()
        return self._entered - before < ANEW_SECONDS

    def _answered(self, line: str, may_answer: bool) -> None:
        choice = meant(line, self._page)
        if choice is None or choice.id not in _GO_ON:
            self.aloud.drop()
        too_soon = self._page.takes_time and not may_answer
        if choice is None and line:
            self._other()
        elif choice is None or (too_soon and choice.rank is Rank.LIST):
            self._say_choices()
        else:
            self._wrong = 0
            self._follow(choice)

    def _other(self) -> None:
        """Nothing on the page was meant."""
        self._wrong += 1
        if self._wrong % _TRIES:
            last = str(len(self._page.choices))
            self._say(sentence(fill(self._words.linear_other, last=last)))
        else:
            self._say_whole()

    def _follow(self, choice: Choice) -> None:
        match choice.id:
            case "speak-slower":
                self._room.voice.slower()
                self._go_on_aloud(choice)
            case "speak-louder":
                self._room.voice.louder()
                self._go_on_aloud(choice)
            case "speak-again":
                self._speak_page()
            case "speak":
                self._visit.aloud = not self._visit.aloud
                self._page = self._made()
                self._speak_page()
            case "aloud" if choice.pressed is None:
                self._tell(choice.label)
            case "print":
                self._print()
            case _:
                self._lead(choice)

    def _lead(self, choice: Choice) -> None:
        """Follow a choice of the visit, and say the page that it leads to, or what is new here."""
        if self._visit.aloud:
            self.aloud.add([sentence(choice.label)])
        before = self._page
        views.follow(self._visit, choice.id)
        if self._visit.ended:
            return
        self._page = self._made()
        new = news(before, self._page) if same_page(before, self._page) else ()
        now = switched(before, self._page, choice)
        if not new and now is None:
            self._say_whole()
            return
        self._say(*new, *(() if now is None else (sentence(said(now, self._words)),)))
        if choice.id == "aloud":
            self._speak_page()
        elif not same_choices(before, self._page):
            self._say_choices()
        else:
            self._say(sentence(self._words.linear_help))

    def _print(self) -> None:
        """Print what is taken along. The airlock hears that this visit lives meanwhile."""
        from threading import Thread

        words, printed = self._words, [False]
        text = taking.printed(self._visit)

        def wait_for_printer() -> None:
            printed[0] = print_page(text, self._room.site.print_command)

        printing = Thread(target=wait_for_printer)
        printing.start()
        while printing.is_alive():
            self._room.status.beat()
            printing.join(_BEAT_SECONDS)
        self._tell(words.take_printed if printed[0] else words.take_not_printed)

    def _tell(self, what: str) -> None:
        """Say something that changes nothing on the page."""
        self._say(sentence(what), sentence(self._words.linear_help))

    def _made(self) -> Page:
        page = for_ears(self._visit, views.page(self._visit))
        return with_voice(page, self._visit, is_there=self._room.voice.is_there)

    def _say_whole(self, note: str = "") -> None:
        rows = list(whole(self._page))
        if note:
            rows += [GAP, sentence(fill(self._words.note_for_staff, note=note))]
        self._say(*rows)
        self._say_choices()
        if self._page.takes_time:
            self._lines.forget()
        self._room.presence.drawn()

    def _say_choices(self) -> None:
        words = self._words
        ends = [GAP, sentence(words.linear_choose)]
        if self._page.place is Place.START:
            ends.append(sentence(words.linear_help))
        self._say(*choices(self._page, words), *ends)

    def _go_on_aloud(self, choice: Choice) -> None:
        """Say aloud what was chosen, and then the rest of what was being said."""
        rows = [sentence(choice.label)]
        self._lines.write(drawn(rows, self._lines.width))
        self.aloud.add_first(rows)

    def _speak_page(self) -> None:
        """Say aloud what was written before, from its title on, or no more. The numbers of the
        choices are others from now on.
        """
        self.aloud.drop()
        if self._visit.aloud:
            self.aloud.add(whole(self._page))
        self._say_choices()

    def _say(self, *rows: Row) -> None:
        self._lines.write(drawn(rows, self._lines.width))
        if self._visit.aloud:
            self.aloud.add(rows)
