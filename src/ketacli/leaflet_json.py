"""Leaflet <-> JSON: the one serialisation, used by `--format json` and by the compiled files.
Written by hand. What it writes it reads back exactly.
"""

from typing import Any

from ketacli.leaflet import Leaflet, Part, Role
from ketacli.text import (
    Answer,
    Block,
    Bullets,
    Callout,
    Chart,
    ChartGroup,
    Entries,
    Entry,
    Evidence,
    Ground,
    Line,
    Paragraph,
    Picture,
    Question,
    Span,
    Steps,
    Still,
    Subheading,
)

SCHEMA = "ketacli-leaflet/1"
"""Changes when a reader of the JSON would have to change. `docs/schema/leaflet.json` says it."""

Json = dict[str, Any]


def to_json(leaflet: Leaflet) -> Json:
    """A leaflet as plain dicts, lists, strings and numbers."""
    return {
        "schema": SCHEMA,
        "id": leaflet.id,
        "language": leaflet.language,
        "title": leaflet.title,
        "parts": parts_to_json(leaflet.parts),
    }


def from_json(written: Json) -> Leaflet:
    """Read back what `to_json` made.

    Raises:
        ValueError: it is another schema, or not what `to_json` writes.
    """
    try:
        if written["schema"] != SCHEMA:
            raise ValueError("not a leaflet of this version")
        return Leaflet(
            id=written["id"],
            language=written["language"],
            title=written["title"],
            parts=parts_from_json(written["parts"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a leaflet") from error


def parts_to_json(parts: tuple[Part, ...]) -> list[Json]:
    """Parts on their own, for crisis lines that are kept without a leaflet."""
    return [
        {
            "role": part.role.value,
            "id": part.id,
            "title": part.title,
            "blocks": [_block(block) for block in part.blocks],
        }
        for part in parts
    ]


def parts_from_json(written: list[Json]) -> tuple[Part, ...]:
    """Read back what `parts_to_json` made."""
    return tuple(
        Part(
            role=Role(part["role"]),
            id=part["id"],
            title=part["title"],
            blocks=tuple(_read_block(block) for block in part["blocks"]),
        )
        for part in written
    )


def _block(block: Block) -> Json:
    match block:
        case Paragraph():
            return {"block": "paragraph", **_paragraph(block)}
        case Subheading(text):
            return {"block": "subheading", "text": text}
        case Bullets(items):
            return {"block": "bullets", "items": [_paragraph(item) for item in items]}
        case Steps(items):
            return {"block": "steps", "items": [_paragraph(item) for item in items]}
        case Callout(label, paragraph):
            return {"block": "callout", "label": label, **_paragraph(paragraph)}
        case Chart(title, groups, paragraph):
            drawn = [{"label": g.label, "people": g.people, "says": g.says} for g in groups]
            return {"block": "chart", "title": title, "groups": drawn, **_paragraph(paragraph)}
        case Picture(still, shows):
            return {"block": "picture", "still": still.value, "shows": shows}
        case Question(line, answers):
            given = [{"text": a.text, "right": a.right, "because": a.because} for a in answers]
            return {"block": "question", "line": _line(line), "answers": given}
        case Entries(items, numbered):
            listed = [_entry(entry) for entry in items]
            return {"block": "entries", "numbered": numbered, "items": listed}


def _entry(entry: Entry) -> Json:
    return {
        "id": entry.id,
        "name": entry.name,
        "line": _line(entry.line),
        "address": entry.address,
    }


def _paragraph(paragraph: Paragraph) -> Json:
    written: Json = {"line": _line(paragraph.line)}
    if paragraph.ground is not None:
        ground = paragraph.ground
        written["ground"] = {
            "kind": ground.kind.value,
            "words": ground.words,
            "cited": ground.cited,
            "sources": list(ground.sources),
        }
    return written


def _line(line: Line) -> list[Any]:
    """A span without manner is a string: nearly all of them are."""
    return [_span(span) if span.strong or span.term else span.text for span in line]


def _span(span: Span) -> Json:
    written: Json = {"text": span.text}
    if span.strong:
        written["strong"] = True
    if span.term:
        written["term"] = span.term
    return written


def _read_block(written: Json) -> Block:
    match written["block"]:
        case "paragraph":
            return _read_paragraph(written)
        case "subheading":
            return Subheading(written["text"])
        case "bullets":
            return Bullets(tuple(_read_paragraph(item) for item in written["items"]))
        case "steps":
            return Steps(tuple(_read_paragraph(item) for item in written["items"]))
        case "callout":
            return Callout(written["label"], _read_paragraph(written))
        case "chart":
            groups = (ChartGroup(g["label"], g["people"], g["says"]) for g in written["groups"])
            return Chart(written["title"], tuple(groups), _read_paragraph(written))
        case "picture":
            return Picture(Still(written["still"]), written["shows"])
        case "question":
            answers = (Answer(a["text"], a["right"], a["because"]) for a in written["answers"])
            return Question(_read_line(written["line"]), tuple(answers))
        case "entries":
            items = (_read_entry(entry) for entry in written["items"])
            return Entries(tuple(items), written["numbered"])
        case other:
            raise ValueError(f"no block is called {other!r}")


def _read_entry(written: Json) -> Entry:
    return Entry(written["id"], written["name"], _read_line(written["line"]), written["address"])


def _read_paragraph(written: Json) -> Paragraph:
    ground = written.get("ground")
    if ground is None:
        return Paragraph(_read_line(written["line"]))
    read = Ground(
        kind=Evidence(ground["kind"]),
        words=ground["words"],
        cited=ground["cited"],
        sources=tuple(ground["sources"]),
    )
    return Paragraph(_read_line(written["line"]), read)


def _read_line(written: list[Any]) -> Line:
    return tuple(_read_span(span) for span in written)


def _read_span(written: str | Json) -> Span:
    if isinstance(written, str):
        return Span(written)
    return Span(written["text"], written.get("strong", False), written.get("term", ""))
