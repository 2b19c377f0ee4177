"""Puts the names of a mapping into the order in which the schema has them. Whole lines move, with
the comments above them; a mapping on one line stays as it is.
"""

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from ketacli.library.layout import Laid, LaidMapping, LaidScalar, LaidSequence, lay_out

Model = type[BaseModel]
Edit = tuple[int, int, str]
"""Lines from and to, and what stands there instead."""


def one_level_in_order(text: str, model: Model) -> str:
    """A file with the outermost names in order that were not; the same file where all are.

    Args:
        text: a file that was read without a fault.
        model: what the file may hold.
    """
    lines = text.splitlines(keepends=True)
    for start, end, instead in reversed(list(_edits(lay_out(text), model, lines))):
        lines[start:end] = [instead]
    return "".join(lines)


def names_in_order(model: Model) -> tuple[str, ...]:
    """The names of a model: its own before those that it takes over."""
    own = [name for kind in model.__mro__ for name in getattr(kind, "__annotations__", {})]
    return tuple(dict.fromkeys(name for name in own if name in model.model_fields))


def _edits(laid: Laid, expected: Any, lines: list[str]) -> Iterator[Edit]:
    match laid:
        case LaidSequence(items):
            inside = _entry_of(expected)
            for item in items:
                yield from _edits(item, inside, lines)
        case LaidMapping(pairs):
            model = _model_of(expected, {key.text for key, _ in pairs})
            edit = None if model is None else _reordered(laid, model, lines)
            if edit is not None:
                yield edit
                return
            fields = {} if model is None else model.model_fields
            for key, value in pairs:
                known = fields.get(key.text)
                yield from _edits(value, known and known.annotation, lines)
        case LaidScalar():
            return


def _reordered(laid: LaidMapping, model: Model, lines: list[str]) -> Edit | None:
    """The lines of a mapping in order; None where they are so, or where lines cannot move."""
    names = names_in_order(model)
    ranks = [names.index(key.text) if key.text in names else -1 for key, _ in laid.items]
    for at, rank in enumerate(ranks):  # an unknown name stays behind the one before it
        ranks[at] = ranks[at - 1] if rank < 0 < at else rank
    order = sorted(range(len(ranks)), key=ranks.__getitem__)
    if order == sorted(order) or not _movable(laid, lines):
        return None
    starts = _starts(laid, lines)
    end = _end(laid, lines)
    pieces = ["".join(lines[a:b]) for a, b in zip(starts, [*starts[1:], end], strict=True)]
    first = pieces[0]
    lead = _lead(laid, lines)
    pieces[0] = " " * len(lead) + first[len(lead) :]
    if lead and pieces[order[0]].lstrip(" ")[:1] in "#\r\n":
        return None  # a comment has no place between the mark of a list and a name
    moved = "".join(pieces[at] for at in order)
    return starts[0], end, lead + moved[len(lead) :]


def _movable(laid: LaidMapping, lines: list[str]) -> bool:
    """Whether each name begins a line, but for the mark of a list before the first one."""
    if laid.flow:
        return False
    begins = [lines[key.span.line][: key.span.column] for key, _ in laid.items]
    return not begins[0].strip(" -") and not any(map(str.strip, begins[1:]))


def _lead(laid: LaidMapping, lines: list[str]) -> str:
    """What stands before the first name on its line: blanks, and the mark of a list."""
    first = laid.items[0][0].span
    begin = lines[first.line][: first.column]
    return begin if begin.strip() else ""


def _starts(laid: LaidMapping, lines: list[str]) -> list[int]:
    """The line with which each entry begins: its comment stands above it."""
    starts: list[int] = []
    for key, _ in laid.items:
        above = key.span.line
        floor = starts[-1] + 1 if starts else 0
        while above > floor and _is_comment(lines[above - 1], key.span.column):
            above -= 1
        starts.append(above)
    begin = laid.items[0][0].span
    if _lead(laid, lines):
        starts[0] = begin.line
    elif begin.column == 0:
        starts[0] = _below_the_head(starts[0], begin.line, lines)
    return starts


def _below_the_head(start: int, line: int, lines: list[str]) -> int:
    """Comments at the top of a file are about the file, down to the last blank line."""
    blank = [at for at in range(start, line) if not lines[at].strip()]
    return blank[-1] + 1 if blank else line


def _is_comment(line: str, column: int) -> bool:
    """Whether a line is a comment as deep as a name, or a blank line."""
    bare = line.strip()
    return not bare or (bare.startswith("#") and line.index("#") == column)


def _end(laid: LaidMapping, lines: list[str]) -> int:
    """The line behind a mapping: blank lines and comments that follow are not part of it."""
    column = laid.items[0][0].span.column
    end = at = laid.items[-1][0].span.line + 1
    for line in lines[at:]:
        at += 1
        if _is_inside(line, column):
            end = at
        elif line.strip() and not line.lstrip().startswith("#"):
            break
    return end


def _is_inside(line: str, column: int) -> bool:
    bare = line.lstrip(" ")
    deep = len(line) - len(bare)
    return bool(bare.strip()) and (deep > column or (deep == column and bare.startswith("-")))


def _entry_of(expected: Any) -> Any:
    """What a list may hold, where something is expected."""
    return next((get_args(kind)[0] for kind in _choices(expected) if get_args(kind)), None)


def _model_of(expected: Any, names: set[str]) -> Model | None:
    """The model that fits some names best, of those that are expected."""
    models = [
        kind
        for kind in _choices(expected)
        if isinstance(kind, type) and issubclass(kind, BaseModel)
    ]
    return max(models, key=lambda model: len(names & {*model.model_fields}), default=None)


def _choices(expected: Any) -> Iterator[Any]:
    """What a type can be, without its notes."""
    origin = get_origin(expected)
    if origin is Annotated:
        yield from _choices(get_args(expected)[0])
    elif origin in {Union, UnionType}:
        for kind in get_args(expected):
            yield from _choices(kind)
    else:
        yield expected
