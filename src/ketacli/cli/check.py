"""`ketacli check`: every rule, every problem with its place, and the schema for editors."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ketacli.cli import output
from ketacli.cli.desk import library_folder
from ketacli.cli.report import problem_line, report
from ketacli.cli.surroundings import Surroundings, today
from ketacli.errors import ExitCode, KetacliError, Problem, Severity
from ketacli.library import Library, audit, author_desk, check_site, json_schema, shipped_library

if TYPE_CHECKING:
    from ketacli.library import Audit

_SITE = "site.yaml"
_MOST_SCORES = 20
_DEPTH_OF_TOPICS = 2
"""What lies higher is what topics rest on: with it, any of them may change."""


class How(NamedTuple):
    """How to check."""

    as_json: bool = False
    """Print one JSON object."""
    strict: bool = False
    """A warning fails too. A readability score never does."""
    changed_only: bool = False
    """Look only at files that differ from Git's last commit."""
    jobs: int = 0
    """How many processes; 0 for as many as pay."""


def check(path: str, how: How, target: str, library: str) -> ExitCode:
    """Check a library, or one file, and say how it went.

    Args:
        path: a library folder or a content file; '' for the library that would be read.
        how: what to look at, and how to tell.
        target: where the result goes.
        library: the folder given with --library.

    Raises:
        NotFoundError: there is no such file, or the folder is no library.
        UsageError: Git cannot say what has changed.
        NotInstalledError: there is no Git to ask.
    """
    output.check(target)
    environment = Surroundings.here().environment
    where = Path(path) if path else library_folder(library, environment)
    if how.changed_only:
        found = _of_changed(where.absolute())
    else:
        found = audit(where.absolute(), today(), how.jobs)
    if where.name == _SITE and not found.problems:
        there_is = Library(library_folder(library, environment), environment=environment)
        found = found._replace(problems=check_site(where.absolute(), there_is))
    output.write(_json(found) if how.as_json else lines(found), target)
    failing = {Severity.ERROR, Severity.WARNING} if how.strict else {Severity.ERROR}
    return ExitCode.CONTENT if _count(found, failing) else ExitCode.DONE


def watch(path: str, how: How, library: str) -> None:
    """Check now, and again at each save of what has changed, until Ctrl-C.

    Args:
        path: a library folder; '' for the library that would be read.
        how: what to look at, and how to tell.
        library: the folder given with --library.

    Raises:
        NotInstalledError: nothing can wait for files to be saved.
        NotFoundError: the folder is no library.
    """
    from ketacli.cli.watching import can_watch, saves

    can_watch()
    where = Path(path) if path else library_folder(library, Surroundings.here().environment)
    folder = where.absolute()
    desk = author_desk(folder)
    saved = saves(folder)
    next(saved)  # the watch begins before the first look, so that no save falls between
    alone = how._replace(jobs=1)  # what watches is a thread, and those cannot be copied
    check(path, alone, "", library)
    for names in filter(None, saved):
        try:
            whole = any(name.count("/") < _DEPTH_OF_TOPICS for name in names)
            found = audit(folder, today(), alone.jobs) if whole else desk.audit_some(names, today())
        except KetacliError as error:  # the library has lost its library.yaml for a while
            report(error)
        else:
            output.write("\n" + (_json(found) if how.as_json else lines(found)))


def _of_changed(library: Path) -> "Audit":
    from ketacli.cli.changed import changed_files

    desk = author_desk(library)
    names = changed_files(library)
    if others := [name for name in names if "/topics/" not in name]:
        output.say_wrapped(
            f"Changed: {', '.join(others)}. What rests on that is only looked at without "
            "--changed-only."
        )
    return desk.audit_some(names, today())


def fix(path: str, library: str) -> None:
    """Mend what is safe, and say on stderr which files were changed.

    Args:
        path: as for `check`.
        library: the folder given with --library.

    Raises:
        NotFoundError: there is no such file, or the folder is no library.
        NotWrittenError: a file cannot be written; those that were named are.
    """
    where = Path(path) if path else library_folder(library, Surroundings.here().environment)
    for name in author_desk(shipped_library()).mend(where.absolute()):
        output.say(f"Mended: {name}")


def schema(kind: str, target: str) -> None:
    """Print the JSON Schema of all content files, or of one kind, as `topic`."""
    output.write(json.dumps(json_schema(kind), indent=2) + "\n", target)


def lines(found: "Audit") -> str:
    """What is told of an audit, a line each."""
    from ketacli.text import visible

    told = [_line(problem) for problem in found.problems]
    if len(found.scores) <= _MOST_SCORES:
        told += [str(score) for score in found.scores]
    errors = _count(found, {Severity.ERROR})
    warnings = _count(found, {Severity.WARNING})
    told.append(f"Files: {found.files}. Errors: {errors}. Warnings: {warnings}.")
    return "".join(f"{visible(line)}\n" for line in told)


def _line(problem: Problem) -> str:
    line = problem_line(problem)
    mild = problem.severity is not Severity.ERROR
    return f"{line} ({problem.severity.value})" if mild else line


def _json(found: "Audit") -> str:
    return json.dumps(_plain(found), indent=2) + "\n"


def _plain(found: "Audit") -> dict[str, object]:
    return {
        "files": found.files,
        "problems": [problem._asdict() for problem in found.problems],
        "scores": [
            score._asdict() | {"measures": [measure._asdict() for measure in score.measures]}
            for score in found.scores
        ],
    }


def _count(found: "Audit", severities: set[Severity]) -> int:
    return sum(problem.severity in severities for problem in found.problems)
