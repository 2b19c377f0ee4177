"""Damage to JSON: every place of it, and what may stand there by mistake."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

Place = tuple[int | str, ...]
JUNK: tuple[object, ...] = (None, True, 0, 7, 1.5, "", "junk", [], ["junk"], {}, {"junk": 1})


def places(written: Any, *above: int | str) -> Iterator[Place]:
    """The way to every value inside a JSON value, itself left out."""
    inside: list[tuple[int | str, Any]] = []
    if isinstance(written, dict):
        inside = list(written.items())
    elif isinstance(written, list):
        inside = list(enumerate(written))
    for name, value in inside:
        yield (*above, name)
        yield from places(value, *above, name)


def at(written: Any, place: Place) -> Any:
    """The value at a place."""
    for name in place:
        written = written[name]
    return written


def put(written: Any, place: Place, value: object) -> Any:
    """A copy with another value at a place."""
    damaged = deepcopy(written)
    at(damaged, place[:-1])[place[-1]] = value
    return damaged


def without(written: Any, place: Place) -> Any:
    """A copy without what stood at a place."""
    damaged = deepcopy(written)
    del at(damaged, place[:-1])[place[-1]]
    return damaged
