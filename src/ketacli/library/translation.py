"""Which parts of a translation say what the words say that it was made from, and which do not any
more. A part is what can be withheld alone: a section, a list, a label, a word.
"""

from typing import NamedTuple

from ketacli.library.schema_translation import TranslationModel
from ketacli.library.words_rated import bare, code_of
from ketacli.library.yaml_reader import Mapping, Node, Scalar, items, named

ABOUT = "title_and_purpose"
"""The part that says what a topic is. Without it, and without the main message, it is not shown."""
NEEDED = frozenset({ABOUT, "main_message"})
WHOLE = "disclaimer"
"""A disclaimer is one part: half of it says nothing."""
_ABOUT_CODES = """\
# The code of each part of the words that this was made from. `ketacli check` says which part has
# changed since, and the code that belongs here once the translation says the same again.
"""
_ABOUT = ("title", "purpose", "audience")
_NO_PARTS = frozenset({*_ABOUT, "kind", "sections", "last_checked", "next_review", "translation"})


class Apart(NamedTuple):
    """Where a translation and the words that it was made from have come apart."""

    stale: frozenset[str] = frozenset()
    """Parts whose words have changed since they were translated."""
    missing: frozenset[str] = frozenset()
    """Parts that nobody has translated."""
    extra: frozenset[str] = frozenset()
    """Parts that the translation has and the other does not."""

    @property
    def withheld(self) -> frozenset[str]:
        """Parts that are not shown."""
        return self.stale | self.missing | self.extra


def apart(translation: TranslationModel, source: Node, own: Node, kind: str) -> Apart:
    """Compare a translated file with the one that it was made from, as that is now."""
    now, there = part_codes(source, kind), part_codes(own, kind)
    told = translation.parts
    return Apart(
        stale=frozenset(part for part in now if part in there and told.get(part) != now[part]),
        missing=frozenset(now).difference(there),
        extra=frozenset(there).difference(now),
    )


def part_codes(node: Node, kind: str) -> dict[str, str]:
    """The code of the words of each part of a file, by the name of the part."""
    return {part: code_of([part, words]) for part, words in _parts(node, kind).items()}


def translation_block(node: Node, language: str, kind: str) -> str:
    """What a translated file says at its end about the words that it was made from."""
    codes = part_codes(node, kind).items()
    lines = "".join(f'    {part}: "{code}"\n' for part, code in codes)
    return f"\n{_ABOUT_CODES}translation:\n  of: {language}\n  parts:\n{lines}"


def _parts(node: Node, kind: str) -> dict[str, object]:
    if not isinstance(node, Mapping):
        return {}
    found = {name: value for name, value in named(node) if name != "translation"}
    match kind:
        case "topic":
            return _parts_of_topic(found)
        case "glossary":
            terms = (dict(named(term)) for term in items(found["terms"]))
            return {_text(term["id"]): [bare(value) for value in term.values()] for term in terms}
        case "disclaimer":
            return {WHOLE: [[name, bare(value)] for name, value in sorted(found.items())]}
        case _:
            return {name: bare(value) for name, value in found.items()}


def _parts_of_topic(found: dict[str, Node]) -> dict[str, object]:
    parts: dict[str, object] = {
        ABOUT: [bare(found[name]) for name in _ABOUT if name in found],
        **{name: bare(value) for name, value in found.items() if name not in _NO_PARTS},
    }
    for section in items(found["sections"]) if "sections" in found else ():
        fields = dict(named(section))
        parts[_text(fields["id"])] = bare(section)
    return parts


def _text(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else ""
