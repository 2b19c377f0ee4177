"""`ketacli preview`: a leaflet that is shown again where it changes, each time its file is saved.
For readers like any other: it asks about the disclaimer before it shows a word.
"""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from ketacli.cli import check, output
from ketacli.cli.desk import Desk, Wishes, open_desk
from ketacli.cli.explain import let_in
from ketacli.cli.folders import cache_folder
from ketacli.cli.report import problem_line
from ketacli.cli.surroundings import today
from ketacli.cli.watching import can_watch, saves
from ketacli.disclaimer import Acknowledgement
from ketacli.errors import (
    ContentError,
    KetacliError,
    NotAcknowledgedError,
    NotFoundError,
    WithheldError,
)
from ketacli.leaflet import Leaflet, Part
from ketacli.library import Calendar, Library, author_desk
from ketacli.text import visible


def preview(wishes: Wishes, topic: str, code: str) -> None:
    """Show a leaflet, and what changes in it, until Ctrl-C.

    Args:
        wishes: as for every reading command.
        topic: which leaflet; '' for the first one.
        code: of the disclaimer that another program has shown.

    Raises:
        NotInstalledError: nothing can wait for files to be saved.
        NotAcknowledgedError: the disclaimer was not acknowledged, or its words change.
    """
    can_watch()
    desk = open_desk(wishes)
    topic = topic or desk.library.first_topic()
    desk.library.look_for(topic)
    view = _View(desk, topic, let_in(desk, code))
    view.look()
    for _ in saves(desk.library.path):
        view.look()


class _Seen(NamedTuple):
    """What a reader has been shown."""

    leaflet: Leaflet
    parts: tuple[Part, ...]
    """Those that were shown last."""


class _View:
    """One leaflet while somebody writes it."""

    def __init__(self, desk: Desk, topic: str, acknowledgement: Acknowledgement) -> None:
        self._desk = desk
        self._topic = topic
        self._acknowledgement = acknowledgement
        self._file = f"{desk.library.language}/topics/{topic}.yaml"
        self._state: object = None
        self._seen: _Seen | None = None

    def look(self) -> None:
        """Show what has changed since the last look, if anything has."""
        if (state := self._files()) == self._state:
            return
        self._state = state
        try:
            leaflet = self._leaflet()
        except NotAcknowledgedError as error:
            words = self._desk.library.labels.other_words
            raise NotAcknowledgedError(error.refusal, words) from None
        except (ContentError, NotFoundError) as error:
            self._show_last(error)
        else:
            self._show(leaflet)

    def _files(self) -> tuple[tuple[int, ...], ...]:
        """What changes with each save of the topic, or of a file that its leaflet rests on."""
        library = self._desk.library
        beside = (*library.path.glob("*.yaml"), *(library.path / library.language).glob("*.yaml"))
        # A translation rests on the topic that it was made from.
        source = library.path / next(iter(library.languages)) / "topics" / f"{self._topic}.yaml"
        return tuple(map(_stamp, (library.path / self._file, source, *sorted(beside))))

    def _leaflet(self) -> Leaflet:
        desk = self._desk
        environment = desk.surroundings.environment
        library = Library(
            desk.library.path,
            language=desk.library.language,
            environment=environment,
            site=desk.site._replace(require_sign_off=False),
            compiled_in=cache_folder(environment),
            calendar=Calendar(lambda: date.min),  # authors see what readers do not see any more
        )
        return library.issue(self._topic, self._acknowledgement, desk.wishes.region)

    def _show(self, leaflet: Leaflet) -> None:
        if self._seen is None:
            self._seen = _Seen(leaflet, leaflet.parts)
            output.write(self._desk.draw(leaflet))
        else:
            before = self._seen.leaflet.parts
            changed = tuple(part for part in leaflet.parts if part not in before)
            gone = {part.id: part.title for part in before}
            for part in leaflet.parts:
                gone.pop(part.id, None)
            self._seen = _Seen(leaflet, changed)
            _say(_summary(changed, tuple(gone.values())))
            self._draw_again()
        self._tell_problems()

    def _show_last(self, error: KetacliError) -> None:
        """The last good state, and where the fault is."""
        if self._seen is not None:
            _say("This cannot be shown as it stands. The last state that could:")
            self._draw_again()
        if isinstance(error, ContentError):
            _say("".join(f"{problem_line(problem)}\n" for problem in error.problems).rstrip("\n"))
        elif isinstance(error, WithheldError):
            _say(" ".join(error.words))
        else:
            _say(f"{self._file} is not there.")

    def _draw_again(self) -> None:
        if self._seen is not None and self._seen.parts:
            output.write(self._desk.draw(self._seen.leaflet._replace(parts=self._seen.parts)))

    def _tell_problems(self) -> None:
        library = self._desk.library.path
        found = author_desk(library).audit_some((self._file,), today())
        output.write("\n" + check.lines(found))


def _summary(changed: tuple[Part, ...], gone: tuple[str, ...]) -> str:
    """What a save has done, in one line."""
    if not changed and not gone:
        return "Saved. No word that readers see has changed."
    titles = ", ".join(part.title for part in changed)
    return (
        "Saved."
        + f" Changed: {titles}." * bool(changed)
        + f" Gone: {', '.join(gone)}." * bool(gone)
    )


def _say(text: str) -> None:
    output.write("\n" + "".join(f"{visible(line)}\n" for line in text.split("\n")))


def _stamp(file: Path) -> tuple[int, ...]:
    """What differs when a file was written anew; nothing where there is none."""
    try:
        about = file.stat()
    except OSError:
        return ()
    return about.st_ino, about.st_size, about.st_mtime_ns
