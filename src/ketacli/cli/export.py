"""`ketacli export`: each topic as a file in a folder. What an earlier run made of the same words,
in the same way and with the same program, is not made again.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from json import dumps
from typing import NamedTuple

from ketacli.cli import export_folder, export_ways, express, output
from ketacli.cli.desk import Desk, Wishes, open_desk
from ketacli.cli.explain import let_in
from ketacli.cli.export_folder import ExportFolder, Outcome
from ketacli.cli.export_formats import ExportFormat, Sound
from ketacli.cli.export_ways import Way
from ketacli.cli.progress import Progress, progress
from ketacli.cli.report import problem_line, report
from ketacli.digest import sha256_hex
from ketacli.disclaimer import Acknowledgement
from ketacli.errors import (
    ContentError,
    ExitCode,
    KetacliError,
    NotAcknowledgedError,
    NotFoundError,
    NotInstalledError,
    NotWrittenError,
    UsageError,
    WithheldError,
)
from ketacli.leaflet import Leaflet
from ketacli.leaflet_json import to_json

_FOREIGN = "no export wrote what is there, or it was changed since; --replace writes over it"
_TOO_LONG = "its name is too long for the file system"


class Wanted(NamedTuple):
    """What is wanted as files, and how much of it."""

    topics: tuple[str, ...]
    everything: bool
    folder: str
    format: ExportFormat
    sound: Sound = Sound.OGG
    literal: bool = False
    sources: bool = True
    code: str = ""
    """The code of the disclaimer that another program has shown."""
    replace: bool = False
    """Write over files that no export wrote as they are now."""


def export(wishes: Wishes, wanted: Wanted) -> ExitCode:
    """Write each topic as a file, for a reader who acknowledged the disclaimer.

    Raises:
        UsageError: no topic, or topics and all of them; a folder that is none.
        NotFoundError: there is no such topic.
        NotAcknowledgedError: the words were not acknowledged; nothing is written.
        NotWrittenError: the folder cannot be used, or the disk takes no more.
    """
    express.forbid()
    desk = open_desk(wishes)
    _check(desk, wanted)
    topics, problems = _topics(desk, wanted)
    acknowledgement = let_in(desk, wanted.code)
    for problem in problems:
        output.say(problem)
    with (
        export_folder.opened(wanted.folder) as folder,
        export_ways.way(desk, wanted.format, wanted.sound) as way,
        progress(len(topics), linear=desk.linear) as shown,
    ):
        # In the language that was found: it is not looked for again.
        wishes = wishes._replace(language=desk.library.language)
        run = _Run(wishes, wanted, acknowledgement, folder, way, shown)
        run.left_out = len(problems)
        run.code = ExitCode.CONTENT if problems else ExitCode.DONE
        try:
            run.write(topics)
        except (KeyboardInterrupt, NotWrittenError):
            shown.clear()
            output.say_wrapped("Not finished. The same command again goes on from here.")
            raise
    output.write(f"{run.written} written, {run.there} already there, {run.left_out} left out.\n")
    return run.code


def _check(desk: Desk, wanted: Wanted) -> None:
    """Find out what can be found out before anybody is asked."""
    if bool(wanted.topics) == wanted.everything:
        raise UsageError("Name topics, or --all for all of them.")
    if wanted.folder in {"", "-"}:
        raise UsageError("--output needs a folder: a screen holds no files.")
    export_folder.check(wanted.folder)
    export_ways.check(desk, wanted.format, wanted.sound)


def _topics(desk: Desk, wanted: Wanted) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of what is wanted, and a line for each topic that cannot be read."""
    if not wanted.everything:
        topics = tuple(dict.fromkeys(wanted.topics))
        for topic in topics:
            desk.library.look_for(topic)
        return topics, ()
    shelf = desk.library.cards()
    broken = {problem.file: problem for problem in reversed(shelf.problems)}
    withheld = tuple(one.card.id for one in shelf.withheld)
    topics = (*(card.id for card in shelf.cards), *withheld)
    return topics, tuple(map(problem_line, reversed(broken.values())))


@dataclass(slots=True)
class _Run:
    """One run over all that is wanted, and what came of it."""

    wishes: Wishes
    wanted: Wanted
    acknowledgement: Acknowledgement
    folder: ExportFolder
    way: Way
    shown: Progress
    written: int = 0
    there: int = 0
    left_out: int = 0
    code: ExitCode = ExitCode.DONE

    def write(self, topics: Sequence[str]) -> None:
        """Write one file after the other. A topic that cannot be shown is told and left out."""
        for topic in topics:
            name = f"{topic}.{self.way.ending}"
            self.shown.begin(name)
            try:
                self._write(topic, name)
            except (ContentError, NotFoundError, NotInstalledError) as error:
                self._leave_out(name, error)

    def _write(self, topic: str, name: str) -> None:
        # A desk for each: one that issues many remembers all that it read.
        desk = open_desk(self.wishes)
        leaflet = self._leaflet(desk, topic)
        recipe = self.way.recipe(desk, leaflet)
        # The words themselves, and not the files they came from: a day can change them too.
        grounds = (self.way.program, recipe.beside, dumps(to_json(leaflet)))
        made_from = sha256_hex("\0".join(grounds).encode())
        if self.folder.holds(name, made_from):
            self.there += 1
            return
        try:
            content = recipe.made()
        except NotWrittenError as error:  # a letter that no font has, a voice that is silent
            self._leave_out(name, error)
            return
        match self.folder.put(name, content, made_from, replace=self.wanted.replace):
            case Outcome.WRITTEN:
                self.written += 1
            case Outcome.THERE:
                self.there += 1
            case Outcome.FOREIGN:
                self._leave_out(name, self._not_written(name, _FOREIGN))
            case Outcome.TOO_LONG:
                self._leave_out(name, self._not_written(name, _TOO_LONG))

    def _not_written(self, name: str, reason: str) -> NotWrittenError:
        return NotWrittenError(os.path.join(self.wanted.folder, name), reason)  # noqa: PTH118 - as it was typed

    def _leaflet(self, desk: Desk, topic: str) -> Leaflet:
        try:
            leaflet = desk.library.issue(topic, self.acknowledgement, desk.wishes.region)
        except NotAcknowledgedError as error:  # the words have changed since they were asked about
            raise NotAcknowledgedError(error.refusal, desk.library.labels.other_words) from None
        if self.wanted.literal:
            leaflet = leaflet.picture_left_out()
        return leaflet if self.wanted.sources else leaflet.sources_left_out()

    def _leave_out(self, name: str, error: KetacliError) -> None:
        """Tell why. What is withheld from everybody is a fault only of who asks for it by name."""
        self.shown.clear()
        self.left_out += 1
        output.say(f"{name} is left out.")
        code = report(error)
        if isinstance(error, WithheldError):
            if self.folder.has(name):
                output.say_wrapped(f"An older {name} is in the folder. Nobody should get it now.")
            if self.wanted.everything:
                return
        self.code = max(self.code, code)
