"""Nodes -> models, and every fault of a file at its place, with what was probably meant."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from ketacli.errors import ContentError, Problem
from ketacli.library.yaml_reader import Mapping, Node, Place, Scalar, Sequence, plain

Model = TypeVar("Model", bound=BaseModel)
Loc = tuple[int | str, ...]

MOST_PROBLEMS = 100
"""A file with more is told its first ones: looking for what each meant would take too long."""

_LOOKS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "this must be small letters and digits, with hyphens between",
    r"^[a-z0-9]+([-_][a-z0-9]+)*$": "this must be small letters and digits, with - or _ between",
    r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$": "this must be a language tag, as en or pt-BR",
    r"^[A-Z]{2}$": "this must be a country code of two big letters, as GB",
    r"^10\.[0-9]{4,9}/\S+$": "this must be a DOI, as 10.1234/abcd",
    r"^[0-9a-f]{20}$": "this must be the 20 letters that `check --standard` gives for the words",
    r"^https?://[!-~]+$": "this must be an address that starts with https:// or http://",
    r"^[12][0-9]{3}$": "this must be a year, as 2019",
    r"^[A-Za-z0-9+/=\s]+$": "this must be a signature without its first and its last line",
    r"^[^\s-]\S*$": "this must be one word that does not start with -",
}
_THE_NAME = "[key]"
"""How pydantic says that the name is faulty and not its value."""
_SAYS = {
    "string_type": "this must be a text",
    "tuple_type": "this must be a list",
    "dict_type": "this must be names with values",
    "model_type": "this must be names with values",
    "model_attributes_type": "this must be names with values",
    "string_too_short": "this text is empty",
}


def validate(model: type[Model], node: Node, file: str) -> Model:
    """Look at a file with a model.

    Raises:
        ContentError: with every fault, each at its place.
    """
    try:
        return model.model_validate(plain(node))
    except ValidationError as error:
        names = _names(model)
        problems = (
            _problem(dict(fault), node, file, names)
            for fault in error.errors(include_url=False, include_input=False)
            if not _is_echo(dict(fault), node)
        )
        raise ContentError(tuple(sorted(first_ones(problems, file)))) from None


def first_ones(problems: Iterable[Problem], file: str) -> Iterator[Problem]:
    """The first problems of a file, each once. A last one says that there are more."""
    told: set[Problem] = set()
    for problem in problems:
        if problem in told:
            continue
        if len(told) == MOST_PROBLEMS:
            message = f"this file has more than {MOST_PROBLEMS} problems; these are the first"
            yield Problem(file, 0, 0, "too-many", message)
            return
        told.add(problem)
        yield problem


def find(node: Node, loc: Loc) -> tuple[Node, Place]:
    """The node that a path of names and numbers leads to, or the nearest one above it."""
    place = node.place
    for step in loc:
        match node, step:
            case Mapping(items), str():
                for key, value in items:
                    if key.text == step:
                        node, place = value, key.place
                        break
            case Sequence(items), int() if step < len(items):
                node = items[step]
                place = node.place
            case _:
                continue
    return node, place


def meant(name: str, names: tuple[str, ...]) -> str:
    """What was probably meant by a name that is none of these, as the end of a message."""
    close = get_close_matches(name, names, n=1)
    return f"; did you mean `{close[0]}`?" if close else ""


def _is_echo(fault: dict[str, Any], node: Node) -> bool:
    """Whether a list is called too short only because something in it is faulty itself."""
    if fault["type"] != "too_short":
        return False
    at, _ = find(node, fault["loc"])
    return isinstance(at, Sequence | Mapping) and len(at.items) >= fault["ctx"]["min_length"]


def _problem(fault: dict[str, Any], node: Node, file: str, names: tuple[str, ...]) -> Problem:
    loc: Loc = fault["loc"]
    kind = fault["type"]
    at, place = find(node, loc)
    if kind == "missing":
        at, place = find(node, loc[:-1])
        return Problem(file, place.line, place.column, "missing", f"`{loc[-1]}` is missing here")
    if kind == "extra_forbidden":
        name = str(loc[-1])
        message = f"`{name}` is not known here" + meant(name, names)
        if name in names:
            message = f"`{name}` does not belong here"
        return Problem(file, place.line, place.column, "unknown-name", message)
    if isinstance(at, Scalar) and at.text and loc[-1:] != (_THE_NAME,):
        place = at.place
    return Problem(file, place.line, place.column, _rule(kind), _message(fault, at))


def _rule(kind: str) -> str:
    match kind:
        case "value_error":
            return "value"
        case "too_long" | "too_short" | "string_too_long":
            return "length"
        case "enum" | "literal_error" | "union_tag_invalid":
            return "choice"
        case _:
            return "type"


def _message(fault: dict[str, Any], at: Node) -> str:
    context: dict[str, Any] = fault.get("ctx", {})
    match fault["type"]:
        case "value_error":
            return str(context["error"])
        case "too_long":
            return f"{context['actual_length']} entries; at most {context['max_length']} fit here"
        case "too_short":
            return (
                f"{context['actual_length']} entries; at least {context['min_length']} belong here"
            )
        case "string_too_long":
            length = len(at.text) if isinstance(at, Scalar) else 0
            return f"{length} characters; at most {context['max_length']} fit here"
        case "enum" | "literal_error":
            return f"this must be {context['expected']}" + _meant_choice(at, context["expected"])
        case "union_tag_invalid":
            return "an item is one of: text, bullets, steps, warning, chart, picture" + _meant_item(
                at
            )
        case "less_than_equal":
            return f"this must be {context['le']} or less"
        case "greater_than_equal":
            return f"this must be {context['ge']} or more"
        case "string_pattern_mismatch":
            return _LOOKS.get(context["pattern"], f"this must look like {context['pattern']}")
        case other:
            return _SAYS.get(other, str(fault["msg"]))


def _meant_choice(at: Node, expected: str) -> str:
    choices = tuple(expected.replace(" or ", ", ").replace("'", "").split(", "))
    return meant(at.text, choices) if isinstance(at, Scalar) else ""


def _meant_item(at: Node) -> str:
    kinds = ("text", "bullets", "steps", "warning", "chart", "picture")
    if not isinstance(at, Mapping):
        return ""
    return next((hint for key, _ in at.items if (hint := meant(key.text, kinds))), "")


def _names(model: type[BaseModel]) -> tuple[str, ...]:
    """Every field name of a model and of the models inside it, for 'did you mean'."""
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return tuple(sorted({name for part in parts for name in part.get("properties", {})}))
