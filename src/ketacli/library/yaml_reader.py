"""Bytes -> nodes that know their line and column, from PyYAML's event stream: no constructor, no
composer. Every scalar stays text. What could hide, act or explode is refused with its place.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from ketacli.errors import ContentError, Problem
from ketacli.text import hostile

_DEEPEST = 20
_MOST_EVENTS = 20_000
_LONGEST_SCALAR = 8_000
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands. Lines and columns count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text, and where it starts."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple["Node", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Names with values, in the order of the file."""

    items: tuple[tuple[Scalar, "Node"], ...]
    place: Place


Node = Scalar | Sequence | Mapping


def read(content: bytes, file: str) -> Node:
    """Read one YAML document.

    Args:
        content: the bytes of the file.
        file: how problems name it.

    Raises:
        ContentError: with the first fault that stops reading, or with all repeated keys.
    """
    text = _decode(content, file)
    return _Builder(file).build(text)


def plain(node: Node) -> object:
    """A node as dicts, lists and strings, for a schema to look at."""
    match node:
        case Scalar(text):
            return text
        case Sequence():
            return [plain(entry) for entry in items(node)]
        case _:
            return {name: plain(value) for name, value in named(node)}


def items(node: Node) -> tuple[Node, ...]:
    """The entries of a list. Of anything else: none."""
    return node.items if isinstance(node, Sequence) else ()


def named(node: Node) -> tuple[tuple[str, Node], ...]:
    """The names and values of a mapping. Of anything else: none."""
    if not isinstance(node, Mapping):
        return ()
    return tuple((key.text, value) for key, value in node.items)


def fault(file: str, place: Place, rule: str, message: str) -> ContentError:
    """One problem that ends the reading of a file."""
    return ContentError((Problem(file, place.line, place.column, rule, message),))


def _decode(content: bytes, file: str) -> str:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8").removeprefix("\ufeff")
        message = f"byte 0x{content[error.start]:02x} is not UTF-8"
        raise fault(file, _place_of(before, len(before)), "encoding", message) from error
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if (index := hostile(text)) >= 0:
        raise fault(file, _place_of(text, index), "hidden-character", _named(text[index]))
    return text


def _place_of(text: str, index: int) -> Place:
    line = text.count("\n", 0, index) + 1
    return Place(line, index - (text.rfind("\n", 0, index) + 1) + 1)


def _named(character: str) -> str:
    return (
        f"the character U+{ord(character):04X} is not allowed: it can hide, reorder or act on text"
    )


class _Builder:
    """Turns the events of one document into nodes."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._repeated: list[Problem] = []
        self._count = 0

    def build(self, text: str) -> Node:
        try:
            node = self._document(yaml.parse(text, Loader=_PARSER))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
            message = str(error.problem or error.context)
            raise fault(self._file, place, "yaml", f"this is not YAML: {message}") from error
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            message = f"this is not YAML: {str(error).splitlines()[0]}"
            raise fault(self._file, Place(1, 1), "yaml", message) from error
        if self._repeated:
            raise ContentError(tuple(self._repeated))
        return node

    def _document(self, events: Iterator[yaml.Event]) -> Node:
        node: Node | None = None
        for event in events:
            match event:
                case yaml.DocumentStartEvent():
                    self._check_document(event, another=node is not None)
                    node = self._node(next(events), events, 1)
                case _:
                    continue
        if node is None or (isinstance(node, Scalar) and not node.text):
            raise fault(self._file, Place(1, 1), "empty", "this file is empty")
        return node

    def _check_document(self, event: yaml.DocumentStartEvent, *, another: bool) -> None:
        if another:
            raise self._fault(event, "second-document", "a file holds one document, not several")
        if event.version or event.tags:
            raise self._fault(event, "directive", "directives (%) are not allowed")

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        self._check_node(event, depth)
        place = _start(event)
        match event:
            case yaml.ScalarEvent():
                return self._scalar(event, place)
            case yaml.SequenceStartEvent():
                return Sequence(tuple(self._items(events, depth)), place)
            case _:
                return Mapping(tuple(self._pairs(events, depth)), place)

    def _check_node(self, event: yaml.Event, depth: int) -> None:
        self._count += 1
        if self._count > _MOST_EVENTS:
            raise self._fault(event, "too-many", f"more than {_MOST_EVENTS} entries in a file")
        if depth > _DEEPEST:
            raise self._fault(event, "too-deep", f"lists in lists deeper than {_DEEPEST}")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._fault(event, "anchor", "anchors (&) and aliases (*) are not allowed")
        if getattr(event, "tag", None):
            raise self._fault(event, "tag", "tags (!) are not allowed")

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> Scalar:
        text = event.value
        if len(text) > _LONGEST_SCALAR:
            message = f"a text of {len(text)} characters; at most {_LONGEST_SCALAR} are read"
            raise self._fault(event, "too-long", message)
        # The file's own characters were looked at; only "\x1b" and its like can bring new ones.
        if event.style == '"' and (index := hostile(text)) >= 0:
            raise self._fault(event, "hidden-character", _named(text[index]))
        return Scalar(text, place)

    def _items(self, events: Iterator[yaml.Event], depth: int) -> Iterator[Node]:
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            yield self._node(event, events, depth + 1)

    def _pairs(self, events: Iterator[yaml.Event], depth: int) -> Iterator[tuple[Scalar, Node]]:
        seen: dict[str, Place] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._node(event, events, depth + 1)
            if not isinstance(key, Scalar):
                raise self._fault(event, "key", "a name must be plain text")
            if key.text in seen:
                first = seen[key.text]
                message = f"{key.text!r} stands here again; it stands in line {first.line} already"
                self._repeated.append(
                    Problem(self._file, key.place.line, key.place.column, "repeated-key", message)
                )
            seen[key.text] = key.place
            yield key, self._node(next(events), events, depth + 1)

    def _fault(self, event: yaml.Event, rule: str, message: str) -> ContentError:
        return fault(self._file, _start(event), rule, message)


def _start(event: yaml.Event) -> Place:
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
