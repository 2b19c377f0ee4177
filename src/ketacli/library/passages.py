"""Every piece of text in a content file with its place and the grounds it stands on, for the rules
of `check`. Walks nodes, so that each rule can say line and column.
"""

from collections.abc import Iterator
from typing import NamedTuple

from ketacli.library.yaml_reader import Node, Scalar, Sequence, items, named

_NOT_TEXT = frozenset(
    {"id", "kind", "evidence", "sources", "after", "still", "count", "right", "last_checked"}
    | {"next_review", "also", "months", "tag", "languages", "topics", "translation"}
)
_NO_CLAIMS = frozenset(
    {"title", "purpose", "audience", "questions", "actions", "check", "label", "credit", "shows"}
    | {"this", "picture"}
)
"""Where words that name the medicine are not yet a statement about it."""
_NO_SENTENCES = frozenset({"title", "label", "this"})


class Passage(NamedTuple):
    """One piece of text, where it stands, and what it rests on."""

    path: tuple[str, ...]
    """The names that lead to it, without the numbers of list items."""
    scalar: Scalar
    evidence: str
    sources: tuple[Scalar, ...]

    @property
    def text(self) -> str:
        """As the author wrote it, marks included."""
        return self.scalar.text

    @property
    def may_claim(self) -> bool:
        """Whether this is a place where a statement about the medicine can stand."""
        return not _NO_CLAIMS.intersection(self.path)

    @property
    def is_prose(self) -> bool:
        """Whether it is made of sentences, and not a heading or a name."""
        return self.path[-1] not in _NO_SENTENCES


def passages(node: Node) -> Iterator[Passage]:
    """Every text of a file, in order."""
    yield from _walk(node, (), "", ())


def _walk(
    node: Node, path: tuple[str, ...], evidence: str, sources: tuple[Scalar, ...]
) -> Iterator[Passage]:
    match node:
        case Scalar():
            yield Passage(path, node, evidence, sources)
        case Sequence():
            for item in items(node):
                yield from _walk(item, path, evidence, sources)
        case _:
            found = dict(named(node))
            evidence, sources = _ground(found, evidence, sources)
            for name, value in found.items():
                if name not in _NOT_TEXT:
                    yield from _walk(value, (*path, name), evidence, sources)


def _ground(
    found: dict[str, Node], evidence: str, sources: tuple[Scalar, ...]
) -> tuple[str, tuple[Scalar, ...]]:
    kind = found.get("evidence")
    if not isinstance(kind, Scalar) or "sources" not in found:
        return evidence, sources
    cited = items(found["sources"])
    return kind.text, tuple(source for source in cited if isinstance(source, Scalar))
