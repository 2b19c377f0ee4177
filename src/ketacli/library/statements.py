"""A content file as the statements it makes, each in its place: sentences, headings, and the
settings beside them. Reads nodes and no models, because old files keep old rules.
"""

from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import normalize

from ketacli.library.inline import unmarked
from ketacli.library.words import sentences
from ketacli.library.yaml_reader import Node, Scalar, Sequence, items, named

_SETTINGS = frozenset(
    {"id", "kind", "after", "still", "count", "right", "last_checked", "next_review"}
)
_NO_CLAIMS = frozenset({"title", "groups", "this"})
"""They share the sources of the sentence beside them, and claim nothing."""
_ROW_OF_A_CHART = ("label", "count")
_SAYS_WHICH = ("text", "shows")
"""What tells a reader which of several settings is meant."""
_GROUNDS = frozenset({"evidence", "sources"})
Ground = tuple[str, tuple[str, ...]]
"""A kind of evidence and its sources."""
_NO_GROUND: Ground = ("", ())
_OF_THE_TRANSLATION = "translation"
"""Which words it was made from, in codes: none of its own words."""
_SECTIONS = "sections"
_IN_ORDER = (
    *("id", "kind", "title", "purpose", "audience", "main_message", "summary", "sections"),
    *("analogy", "after", "key_point", "body", "text", "bullets", "steps", "warning", "chart"),
    *("picture", "still", "shows", "groups", "label", "count", "says", "maps", "this"),
    *("stands_for", "limits", "literal", "credit", "known", "not_known", "benefits", "risks"),
    *("alternatives", "if_nothing", "actions", "questions", "when_to_get_help", "check"),
    *("question", "answers", "right", "because", "paragraphs", "yes", "no"),
)
"""How readers meet what these names hold: the order of names in a file is layout."""
_ORDER = {name: number for number, name in enumerate(_IN_ORDER)}


class Statement(NamedTuple):
    """One sentence, heading or setting."""

    group: str
    """The section, as `section bdnf`, or the field of the topic that it stands in."""
    field: str
    """The names that lead to it there, as `body.chart.says`; '' where that is the field itself."""
    text: str
    """A sentence as readers see it, without marks."""
    setting: bool
    """A figure, a choice or a day, which is not a sentence."""
    passage: int
    """The number of the text in the file that it is a sentence of."""
    written: str
    """That whole text, marks included. Of a setting: the text that it stands beside."""
    evidence: str
    sources: tuple[str, ...]

    @property
    def where(self) -> str:
        """`section bdnf, body`."""
        return ", ".join(filter(None, [self.group, self.field]))

    @property
    def ground(self) -> Ground:
        """What it rests on."""
        return (self.evidence, self.sources) if self.is_claim else ("", ())

    @property
    def is_claim(self) -> bool:
        """Whether it rests on evidence itself."""
        name = (self.field or self.group).rpartition(".")[2]
        return bool(self.evidence) and not self.setting and name not in _NO_CLAIMS


def statements(node: Node, abbreviations: tuple[str, ...] = ()) -> tuple[Statement, ...]:
    """Every statement of a file, in its order."""
    return tuple(_Walk(abbreviations).file(node))


def sections(node: Node) -> tuple[str, ...]:
    """The ids of the sections of a topic, in order."""
    found = (_id(section) for section in items(dict(named(node)).get(_SECTIONS, node)))
    return tuple(filter(None, found))


def plain(text: str) -> str:
    """A text without what is layout: its blanks, and the form in which its letters are kept."""
    return normalize("NFC", " ".join(text.split()))


def _id(section: Node) -> str:
    return _scalar(dict(named(section)), "id")


class _Walk:
    """Goes through one file."""

    def __init__(self, abbreviations: tuple[str, ...]) -> None:
        self._abbreviations = abbreviations
        self._count = 0

    def file(self, node: Node) -> Iterator[Statement]:
        for name, value in _fields(node).items():
            if name == _SECTIONS:
                for section in items(value):
                    yield from self._below(section, f"section {_id(section)}", (), _NO_GROUND)
            elif name in _SETTINGS and isinstance(value, Scalar):
                yield self._statement(name, (), plain(value.text), "", _NO_GROUND, setting=True)
            elif name != _OF_THE_TRANSLATION:
                yield from self._below(value, name, (), _NO_GROUND)

    def _below(
        self, node: Node, group: str, path: tuple[str, ...], ground: Ground
    ) -> Iterator[Statement]:
        match node:
            case Scalar(text):
                yield from self._text(plain(text), group, path, ground)
            case Sequence():
                for entry in items(node):
                    yield from self._below(entry, group, path, ground)
            case _:
                yield from self._named(_fields(node), group, path, ground)

    def _named(
        self, found: dict[str, Node], group: str, path: tuple[str, ...], ground: Ground
    ) -> Iterator[Statement]:
        ground = _ground(found) if _GROUNDS & found.keys() else ground
        if all(isinstance(found.get(name), Scalar) for name in _ROW_OF_A_CHART):
            row = ": ".join(_scalar(found, name) for name in _ROW_OF_A_CHART)
            yield from self._text(row, group, path, ground)
            found = {name: one for name, one in found.items() if name not in _ROW_OF_A_CHART}
        beside = " ".join(filter(None, (_scalar(found, name) for name in _SAYS_WHICH)))
        for name, value in found.items():
            if name in _SETTINGS and isinstance(value, Scalar):
                text = plain(value.text)
                yield self._statement(group, (*path, name), text, beside, ground, setting=True)
            elif name not in _GROUNDS:
                yield from self._below(value, group, (*path, name), ground)

    def _text(
        self, text: str, group: str, path: tuple[str, ...], ground: Ground
    ) -> Iterator[Statement]:
        self._count += 1
        for sentence in sentences(unmarked(text), self._abbreviations):
            yield self._statement(group, path, sentence, text, ground, setting=False)

    def _statement(
        self,
        group: str,
        path: tuple[str, ...],
        text: str,
        written: str,
        ground: Ground,
        *,
        setting: bool,
    ) -> Statement:
        names = path[:-1] if path[-1:] == ("text",) else path
        return Statement(group, ".".join(names), text, setting, self._count, written, *ground)


def _fields(node: Node) -> dict[str, Node]:
    """The names of a mapping with their values, in the order in which readers meet them."""
    return dict(sorted(named(node), key=lambda pair: (_ORDER.get(pair[0], len(_ORDER)), pair[0])))


def _scalar(found: dict[str, Node], name: str) -> str:
    match found.get(name):
        case Scalar(text):
            return plain(text)
        case _:
            return ""


def _ground(found: dict[str, Node]) -> Ground:
    kind = found.get("evidence")
    cited = items(found["sources"]) if "sources" in found else ()
    sources = tuple(plain(source.text) for source in cited if isinstance(source, Scalar))
    return plain(kind.text) if isinstance(kind, Scalar) else "", sources
