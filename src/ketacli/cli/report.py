"""Words every error, once. The only place that knows both the facts and the sentences."""

from difflib import get_close_matches

from ketacli.cli.output import say, say_wrapped
from ketacli.errors import (
    ContentError,
    ExitCode,
    KetacliError,
    NotAcknowledgedError,
    NotFoundError,
    NotInstalledError,
    NotWrittenError,
    Problem,
    Refusal,
    Wanted,
    WithheldError,
)

_MOST_NAMES = 16
_MOST_PROBLEMS = 20
_LONGEST_NAME = 200


def report(error: KetacliError) -> ExitCode:
    """Tell the reader what went wrong, and give the exit code."""
    speak = say if isinstance(error, ContentError) else say_wrapped
    for line in _lines(error):
        speak(line)
    if isinstance(error, NotInstalledError):
        say(error.command)  # to be copied: broken in two, it would be two commands
    return error.exit_code


def report_system(error: OSError) -> ExitCode:
    """Tell that the system refused something: a full disk, a closed stream."""
    say_wrapped(f"This could not be written: {(error.strerror or 'unknown reason').lower()}.")
    return ExitCode.NOT_WRITTEN


def report_bug(error: Exception) -> ExitCode:
    """Tell that something was not foreseen. The traceback can hold text, so it is asked for."""
    import os
    import traceback

    if os.environ.get("KETACLI_TRACEBACK"):
        say("".join(traceback.format_exception(error)).rstrip("\n"))
    say_wrapped(f"This is a fault of ketacli ({type(error).__name__}), not yours.")
    say_wrapped(
        "Please report it where you got ketacli from, with what KETACLI_TRACEBACK=1 adds to this."
    )
    return ExitCode.BUG


def problem_line(problem: Problem) -> str:
    """`file:line:column: problem [rule-name]`; a file as a whole has no line and no column."""
    place = f"{problem.line}:{problem.column}:" if problem.line else ""
    return f"{_short(problem.file)}:{place} {problem.message} [{problem.rule}]"


def _lines(error: KetacliError) -> tuple[str, ...]:
    match error:
        case NotAcknowledgedError():
            return _not_acknowledged(error)
        case WithheldError(words=words):
            return words
        case NotFoundError():
            return _not_found(error)
        case ContentError(problems=problems):
            shown = tuple(map(problem_line, problems[:_MOST_PROBLEMS]))
            more = len(problems) - len(shown)
            return (*shown, f"and {more} more; `ketacli check` lists them all") if more else shown
        case NotWrittenError(what=what, reason=reason):
            return (f"{_short(what)} could not be written: {reason}.",)
        case NotInstalledError(what=what):
            return (f"{what} is not installed. This installs it:",)
        case _:
            return (str(error),)


def _not_acknowledged(error: NotAcknowledgedError) -> tuple[str, ...]:
    if error.refusal is Refusal.DECLINED:
        return (error.words,)
    hint = (
        "A program that shows the disclaimer itself passes --acknowledge CODE; "
        "`ketacli disclaimer` prints the words and their code."
    )
    return (error.words, hint) if error.words else (hint,)


def _not_found(error: NotFoundError) -> tuple[str, ...]:
    name = _short(error.name)
    if error.wanted is Wanted.LIBRARY:
        return (f"There is no library in {name}: it has no library.yaml.",)
    first = f"There is no {error.wanted.value} called {name!r}."
    there_is = {name.casefold(): name for name in error.there_is}
    close = get_close_matches(error.name.casefold(), there_is, n=3)
    if close and error.wanted is not Wanted.LANGUAGE:  # whose list is promised, and short
        return (first, f"Did you mean {', '.join(there_is[name] for name in close)}?")
    listed = ", ".join(error.there_is[:_MOST_NAMES])
    more = ", ..." if len(error.there_is) > _MOST_NAMES else ""
    return (first, f"There is: {listed}{more}") if listed else (first,)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 3] + "..."
