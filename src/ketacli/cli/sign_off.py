"""`ketacli sign-off`: writes down who answers for a topic, and says what that means."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ketacli.cli import output
from ketacli.cli.desk import library_folder
from ketacli.cli.surroundings import Surroundings, today
from ketacli.errors import UsageError
from ketacli.library import author_desk
from ketacli.render.wrapping import wrap_text
from ketacli.text import visible

if TYPE_CHECKING:
    from ketacli.library import SignedOff


def sign_off(asked: tuple[str, str, str, str], next_review: str, key: str, library: str) -> None:
    """Write it down, and say it back.

    Args:
        asked: the topic, the tag of a language or '' for the first one, the name, the role.
        next_review: the last day on which it counts, or '' for that of the topic.
        key: the file of a key of OpenSSH to sign it with, or ''.
        library: the folder given with --library.

    Raises:
        NotFoundError: there is no such library, topic or language.
        ContentError: the topic, or a file that it rests on, breaks the rules.
        UsageError: the name, the role or the day is none, or the key cannot sign.
        NotInstalledError: there is no OpenSSH to sign with.
        NotWrittenError: it cannot be written.
    """
    day = _day(next_review) if next_review else None
    surroundings = Surroundings.here()
    output.check("")  # what cannot be said back is not written down
    desk = author_desk(library_folder(library, surroundings.environment))
    done = desk.sign_off((*asked, day), today(), Path(key).expanduser() if key else None)
    lines = (
        line for text in _said(done) for line in wrap_text(visible(text), surroundings.width())
    )
    output.write("".join(f"{line}\n" for line in lines))


def _said(done: "SignedOff") -> Iterator[str]:
    one = done.entry
    how = "signed with a key" if one.signature else "a name, and not signed with a key"
    yield (
        f"{one.by} ({one.role}) answers for the words of {one.topic} in {one.language}, from "
        f"{one.day} until {one.next_review}. This is {how}."
    )
    yield (
        f"The words have the code {one.words}. When one of them changes, this lapses, and the "
        "leaflet says again that no clinician has checked it."
    )
    yield f"It stands in {done.file}."
    if not done.known:
        yield (
            "This key is not in allowed_signers under this name, so `ketacli check` does not know "
            "it yet: add a line with the name in quotation marks and the public key."
        )


def _day(text: str) -> date:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        with suppress(ValueError):
            return date.fromisoformat(text)
    raise UsageError("--next-review takes a day that exists, as 2027-03-31.")
