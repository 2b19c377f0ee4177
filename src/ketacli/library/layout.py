"""Where every piece of a sound YAML file begins and ends, for tools that change a file and leave
the rest of it as it was. Refuses nothing: `yaml_reader` has read the file before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Span:
    """From a letter to behind another, and the lines of both. All count from 0."""

    start: int
    end: int
    line: int
    column: int
    last_line: int


@dataclass(frozen=True, slots=True)
class LaidScalar:
    """A text as it stands in the file."""

    text: str
    span: Span
    style: str
    """A quotation mark, `|` or `>`; nothing for a plain one."""


@dataclass(frozen=True, slots=True)
class LaidSequence:
    """A list as it stands in the file."""

    items: tuple["Laid", ...]
    span: Span
    flow: bool


@dataclass(frozen=True, slots=True)
class LaidMapping:
    """Names with values as they stand in the file."""

    items: tuple[tuple[LaidScalar, "Laid"], ...]
    span: Span
    flow: bool


Laid = LaidScalar | LaidSequence | LaidMapping


def lay_out(text: str) -> Laid:
    """The pieces of a file that was read without a fault."""
    events = yaml.parse(text, Loader=_PARSER)
    first = next(event for event in events if isinstance(event, yaml.NodeEvent))
    return _laid(first, events)


def scalars(laid: Laid) -> Iterator[LaidScalar]:
    """Every text, names too, in the order of the file."""
    match laid:
        case LaidScalar():
            yield laid
        case LaidSequence(items):
            for item in items:
                yield from scalars(item)
        case LaidMapping(pairs):
            for key, value in pairs:
                yield key
                yield from scalars(value)


def _laid(event: Any, events: Iterator[Any]) -> Laid:
    match event:
        case yaml.ScalarEvent():
            return LaidScalar(event.value, _span(event, event), event.style or "")
        case yaml.SequenceStartEvent():
            items: list[Laid] = []
            while not isinstance(entry := next(events), yaml.SequenceEndEvent):
                items.append(_laid(entry, events))
            return LaidSequence(tuple(items), _span(event, entry), bool(event.flow_style))
        case _:
            pairs: list[tuple[LaidScalar, Laid]] = []
            while not isinstance(entry := next(events), yaml.MappingEndEvent):
                key = LaidScalar(entry.value, _span(entry, entry), entry.style or "")
                pairs.append((key, _laid(next(events), events)))
            return LaidMapping(tuple(pairs), _span(event, entry), bool(event.flow_style))


def _span(first: Any, last: Any) -> Span:
    start, end = first.start_mark, last.end_mark
    return Span(start.index, end.index, start.line, start.column, end.line)
