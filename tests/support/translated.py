"""A small library in two languages, the second one a translation of the first, code by code."""

import shutil
from pathlib import Path

from ketacli.library.translation import part_codes
from ketacli.library.yaml_reader import read
from support.content import SAID, SMALL_TOPIC, small_library

TOPIC = SMALL_TOPIC
_TRANSLATED = ("disclaimer.yaml", "glossary.yaml", "kiosk.yaml", "labels.yaml", "web.yaml")


def translated_library(folder: Path, **topics: str) -> Path:
    """A library whose Spanish says, in English words, what its English says."""
    library = small_library(folder, **topics)
    about = library / "library.yaml"
    text = about.read_text("utf-8").partition("\ntopics:")
    own = f"  - {{tag: es, name: Español, {SAID}}}"
    languages = f"\nlanguages:\n  - {{tag: en, name: English}}\n{own}"
    head = text[0].partition("\nlanguages:")[0]
    about.write_text(f"{head}{languages}{text[1]}{text[2]}", "utf-8")
    shutil.rmtree(library / "es", ignore_errors=True)
    shutil.copytree(library / "en", library / "es")
    names = (*_TRANSLATED, *(f"topics/{file.name}" for file in library.glob("en/topics/*")))
    for name in names:
        state(library / "en" / name, library / "es" / name)
    return library


def state(source: Path, translated: Path) -> None:
    """Write into a file that it is a translation of another as that is now."""
    parts = "".join(f'    {part}: "{code}"\n' for part, code in codes(source).items())
    text = translated.read_text("utf-8").partition("translation:\n")[0].rstrip("\n")
    translated.write_text(f"{text}\ntranslation:\n  of: en\n  parts:\n{parts}", "utf-8")


def codes(file: Path) -> dict[str, str]:
    """The code of each part of a file."""
    kind = "topic" if file.parent.name == "topics" else file.stem
    return part_codes(read(file.read_bytes(), file.name), kind)
