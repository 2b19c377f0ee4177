"""`ketacli new`: lays down a topic or a language, and says what is left to do."""

from ketacli.cli import output
from ketacli.cli.desk import library_folder
from ketacli.cli.surroundings import Surroundings
from ketacli.library import author_desk
from ketacli.text import visible


def topic(topic_id: str, language: str, kind: str, library: str) -> None:
    """Lay down a topic, and print the name of its file.

    Args:
        topic_id: its id.
        language: the tag of a language, or '' for the first one.
        kind: guide or note.
        library: the folder given with --library.

    Raises:
        UsageError: the id is none.
        NotFoundError: there is no such library or language.
        NotWrittenError: there is such a topic already, or it cannot be written.
    """
    desk = author_desk(library_folder(library, Surroundings.here().environment))
    laid = desk.new_topic(topic_id, language, kind)
    _tell(laid.files, laid.under, laid.line)


def language(tag: str, name: str, library: str) -> None:
    """Lay down a language, and print the names of its files.

    Args:
        tag: its tag.
        name: what it calls itself.
        library: the folder given with --library.

    Raises:
        UsageError: the tag is none, or the name is empty.
        NotFoundError: there is no such library.
        NotWrittenError: there is such a language already, or it cannot be written.
    """
    desk = author_desk(library_folder(library, Surroundings.here().environment))
    laid = desk.new_language(tag, name)
    _tell(laid.files, laid.under, laid.line)


def _tell(files: tuple[str, ...], under: str, line: str) -> None:
    output.write("".join(f"{visible(file)}\n" for file in files))
    output.say("`ketacli check FILE` names each place that is still empty.")
    output.say(f"When it is written, add to library.yaml, under `{under}`:")
    output.say(line)
