"""Rules for translated files: what is stale, missing or added, and what a translation may not
change on the way: evidence, sources, figures and the shape of what is said.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ketacli.errors import ContentError, Problem, Severity
from ketacli.library.folder import Folder
from ketacli.library.house_rules import at
from ketacli.library.schema_translation import ReviewerModel, TranslationModel
from ketacli.library.translation import ABOUT, apart, part_codes
from ketacli.library.validate import Loc, find
from ketacli.library.words_rated import words_rated
from ketacli.library.yaml_reader import Mapping, Node, Scalar, Sequence, items, named, read

KINDS = frozenset({"topic", "disclaimer", "labels", "kiosk", "web", "glossary"})
"""Kinds of files that are translated. `style.yaml` is written anew for each language."""
_KEPT = frozenset(
    {"id", "kind", "evidence", "sources", "count", "still", "right", "after", "picture"}
)
"""Fields that are the same in every language."""


class Translated(NamedTuple):
    """A file of a language as a translation."""

    folder: Folder
    """Of the library."""
    name: str
    """Of the file, in its library."""
    kind: str
    node: Node
    first: str
    """The language of the library's own words."""

    def problems(self, translation: TranslationModel | None, today: date) -> Iterator[Problem]:
        """What is wrong with it.

        Args:
            translation: what it says of the words that it was made from.
            today: the day for rules about dates.
        """
        language, _, rest = self.name.partition("/")
        from_name = f"{translation.of if translation else self.first}/{rest}"
        source = self._read(from_name)
        if source is None or language == self.first:
            return
        if translation is None:
            message = f"this does not say which words of {from_name} it was made from"
            yield self._at((), "translation-unknown", message)
            return
        yield from self._apart(translation, source, from_name)
        if self.kind == "topic" and translation.reviewer is not None:
            yield from self._reviewed(translation.reviewer, language, today)

    def _read(self, name: str) -> Node | None:
        """Another file; None where it is not there, or has faults of its own to tell."""
        try:
            content = self.folder.read_if_there(name)
            return None if content is None else read(content, self.folder.display(name))
        except ContentError:
            return None

    def _apart(
        self, translation: TranslationModel, source: Node, from_name: str
    ) -> Iterator[Problem]:
        found = apart(translation, source, self.node, self.kind)
        codes = part_codes(source, self.kind)
        for part in sorted(found.stale):
            message = (
                f"`{part}` is a translation of other words than {from_name} has now; "
                f"when it says the same again, its code is {codes[part]}"
            )
            yield self._at(("translation", "parts", part), "translation-stale", message)
        for part in sorted(found.missing):
            message = f"`{part}` of {from_name} is not translated"
            yield self._at(("translation",), "translation-missing", message)
        for part in sorted(found.extra):
            message = f"`{part}` is not in {from_name}"
            yield self._at(_loc(self.node, part, self.kind), "translation-extra", message)
        for part in sorted(set(translation.parts).difference(codes, found.extra)):
            message = f"`{part}` is not in {from_name}, so its code stands for nothing"
            yield self._at(("translation", "parts", part), "translation-extra", message)
        if self.kind == "topic":
            yield from self._differences(source, sorted(set(codes) - found.withheld), from_name)

    def _differences(self, source: Node, fresh: list[str], from_name: str) -> Iterator[Problem]:
        """Parts that say the same with other evidence, sources, figures or pieces."""
        for part in fresh:
            loc = _loc(self.node, part, self.kind)
            theirs, _ = find(source, _loc(source, part, self.kind))
            ours, _ = find(self.node, loc)
            if _shape(theirs) != _shape(ours):
                message = (
                    f"`{part}` has other evidence, sources, figures or pieces than {from_name}"
                )
                yield self._at(loc, "translation-differs", message)

    def _reviewed(self, reviewer: ReviewerModel, language: str, today: date) -> Iterator[Problem]:
        loc: Loc = ("translation", "reviewer")
        if reviewer.day > today:
            yield self._at((*loc, "day"), "future-check", f"{reviewer.day} has not come yet")
        now = words_rated(self.node, language)
        if reviewer.words != now:
            message = (
                f"the words have changed since {reviewer.name} read them; their code is {now}, "
                "and the leaflet says again that nobody has checked the translation"
            )
            lapsed = self._at((*loc, "words"), "translation-review-lapsed", message)
            yield lapsed._replace(severity=Severity.WARNING)

    def _at(self, loc: Loc, rule: str, message: str) -> Problem:
        return at(self.node, loc, self.folder.display(self.name), rule, message)


def _shape(node: Node, field: str = "") -> object:
    """What of a part is the same in every language."""
    match node:
        case Scalar(text):
            return " ".join(text.split()) if field in _KEPT else ""
        case Sequence():
            return [_shape(entry, field) for entry in items(node)]
        case Mapping():
            return {name: _shape(value, name) for name, value in named(node)}


def _loc(node: Node, part: str, kind: str) -> Loc:
    """Where a part stands in its file."""
    if part == ABOUT:
        return ("title",)
    under = "terms" if kind == "glossary" else "sections"
    number = _number(node, under, part)
    return (part,) if number is None else (under, number)


def _number(node: Node, under: str, wanted: str) -> int | None:
    """Which entry of a list has an id."""
    entries, _ = find(node, (under,))
    for number, entry in enumerate(items(entries) if isinstance(entries, Sequence) else ()):
        found, _ = find(entry, ("id",))
        if isinstance(found, Scalar) and found.text == wanted:
            return number
    return None
