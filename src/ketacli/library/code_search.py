"""Finds the newest revision whose words have a code: that of a disclaimer, or that of a topic's
words or the start of it.
"""

from collections.abc import Iterator
from re import fullmatch
from typing import NamedTuple

from ketacli.errors import ContentError
from ketacli.library import old_files
from ketacli.library.folder import Folder
from ketacli.library.history import History, PastFolder
from ketacli.library.schema_types import WORDS_DIGITS
from ketacli.library.words_rated import words_rated
from ketacli.library.yaml_reader import read
from ketacli.site import Clinic

LEAST_DIGITS = 6
_OF_A_DISCLAIMER = r"(?:[0-9A-HJKMNP-TV-Z]{4}-?){3}[0-9A-HJKMNP-TV-Z]{4}"
_OF_WORDS = rf"[0-9a-f]{{{LEAST_DIGITS},{WORDS_DIGITS}}}"


class Words(NamedTuple):
    """Where words with a code stood."""

    revision: str
    language: str
    topic: str
    """Its id; '' for the disclaimer."""
    code: str
    """The whole of it."""


def is_code(text: str) -> bool:
    """Whether a text has the shape of a code of words."""
    return _is_of_a_disclaimer(text) or fullmatch(_OF_WORDS, text.lower()) is not None


class Search:
    """Goes through the history of a library, the newest revision first."""

    def __init__(self, folder: Folder, history: History, languages: tuple[str, ...]) -> None:
        self._folder = folder
        self._history = history
        self._languages = languages
        self._codes: dict[tuple[str, str], str] = {}
        """The code of each content that was read, by its language and what stands for it."""

    def find(self, code: str, topic: str, clinic: Clinic) -> tuple[Words, ...]:
        """The newest place of each code that this is or starts; a whole code has one at most.

        Args:
            code: of a disclaimer or of the words of a topic.
            topic: only of this topic; '' for any.
            clinic: who fills in the disclaimer.
        """
        if _is_of_a_disclaimer(code):
            sought = code.upper().replace("-", "")
            everywhere = self._of_disclaimers(clinic)
            found = (one for one in everywhere if one.code.replace("-", "") == sought)
            return tuple(_first(found))
        begins = code.lower()
        newest: dict[str, Words] = {}
        for words in self._of_topics(topic):
            if words.code.startswith(begins):
                newest.setdefault(words.code, words)
                if words.code == begins:
                    break
        return tuple(newest.values())

    def _of_disclaimers(self, clinic: Clinic) -> Iterator[Words]:
        files = ("disclaimer.yaml", "labels.yaml")
        for language in self._languages:
            for revision in self._history.around(tuple(f"{language}/{file}" for file in files)):
                past = PastFolder(self._folder, self._history, revision)
                try:
                    words = old_files.disclaimer(past, language, clinic).disclaimer
                except ContentError:
                    continue
                yield Words(revision, language, "", words.code)

    def _of_topics(self, topic: str) -> Iterator[Words]:
        files = (f"topics/{topic}.yaml",) if topic else ("topics",)
        names = tuple(f"{language}/{file}" for language in self._languages for file in files)
        for revision in self._history.around(names):
            past = PastFolder(self._folder, self._history, revision)
            for language in self._languages:
                for topic_id in past.topics(language):
                    if topic in {"", topic_id}:
                        code = self._code(past, language, topic_id)
                        yield Words(revision, language, topic_id, code)

    def _code(self, past: PastFolder, language: str, topic_id: str) -> str:
        name = f"{language}/topics/{topic_id}.yaml"
        key = (language, past.held[name].object)
        if key not in self._codes:
            try:
                self._codes[key] = words_rated(read(past.read(name), name), language)
            except ContentError:
                self._codes[key] = ""
        return self._codes[key]


def _is_of_a_disclaimer(code: str) -> bool:
    return fullmatch(_OF_A_DISCLAIMER, code.upper()) is not None


def _first(found: Iterator[Words]) -> Iterator[Words]:
    for words in found:
        yield words
        return
