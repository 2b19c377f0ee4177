"""`ketacli references`: the list of sources in three styles, checked; who cites what."""

from typing import NamedTuple

from ketacli.cli import output
from ketacli.cli.desk import library_folder
from ketacli.cli.in_pieces import put
from ketacli.cli.report import problem_line
from ketacli.cli.surroundings import Surroundings
from ketacli.errors import ExitCode, UsageError
from ketacli.library import author_desk
from ketacli.text import visible


class Only(NamedTuple):
    """Which sources; all where none is wished."""

    used: bool = False
    unused: bool = False
    missing: bool = False


class Question(NamedTuple):
    """What an author wants to see."""

    topic: str = ""
    """The sources of this topic, in the order in which its leaflet numbers them."""
    language: str = ""
    style: str = "vancouver"
    only: Only = Only()


def references(question: Question, target: str, library: str) -> ExitCode:
    """Print sources; with `missing`, each place that cites what is not there.

    Args:
        question: which sources, and in which style.
        target: where they go.
        library: the folder given with --library.

    Raises:
        UsageError: more than one of these is asked for.
        NotFoundError: there is no such library, language or topic.
        ContentError: some sources, or files that cite them, break the rules; the list comes first.
    """
    topic, language, style, only = question
    if sum((*only, bool(topic))) > 1:
        raise UsageError("A TOPIC, --used, --unused and --missing: one of these at a time.")
    output.check(target)
    desk = author_desk(library_folder(library, Surroundings.here().environment))
    if only.missing:
        problems = desk.missing()
        lines = [visible(problem_line(problem)) for problem in problems] or ["None."]
        output.write("".join(f"{line}\n" for line in lines), target)
        return ExitCode.CONTENT if problems else ExitCode.DONE
    if only.used or only.unused:
        printed = desk.cited(style=style, cited=only.used)
    else:
        printed = desk.references(topic, language, style=style)
    put(printed.pieces, printed.problems, target)
    return ExitCode.DONE
