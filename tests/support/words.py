"""Takes the words back out of what was printed, in order, with the marks of lists as words.

The terminal draws charts and the snow hill; those rows are no words and are left out.
"""

import re
from collections.abc import Iterator
from json import loads
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ketacli.leaflet import Leaflet
from ketacli.leaflet_json import to_json
from ketacli.pictures import people
from ketacli.render import Format
from ketacli.text import visible
from support import html_words

Json = dict[str, Any]
_STYLES = re.compile(r"\x1b\[[0-9;]*m")
_PEOPLE = re.compile(r"^[#.]{20}( +[#.]{20})*$")
_HILL = re.compile(r"^ */[ .:=#]*\\$")
MARKDOWN_BLOCKS = frozenset(
    f"{block}_{end}"
    for block in ("heading", "paragraph", "bullet_list", "ordered_list", "list_item")
    for end in ("open", "close")
) | {"inline"}
MARKDOWN_INLINE = frozenset({"text", "strong_open", "strong_close"})


def said(leaflet: Leaflet, format_: Format, width: int = 80) -> list[str]:
    """The words that a format has to print, from nothing but the leaflet's JSON."""
    return " ".join(_Said(format_, width).pieces(to_json(leaflet))).split()


def words(printed: str, format_: Format) -> list[str]:
    """The words of a printed leaflet, the marks of its lists included."""
    match format_:
        case Format.JSON:
            return " ".join(_Said(format_, 0).pieces(loads(printed))).split()
        case Format.PLAIN | Format.SPEECH:
            return printed.split()
        case Format.MARKDOWN:
            return " ".join(_read(MarkdownIt("commonmark").parse(printed))).split()
        case Format.HTML:
            return html_words.words(printed)
        case Format.TERMINAL:
            lines = without_styles(printed).splitlines()
            return "\n".join(line for line in lines if not is_drawing(line)).split()


def letters(found: list[str]) -> str:
    """Words without the blanks between them, for pages so narrow that words are cut."""
    return "".join(found)


def in_order(found: list[str], language: str) -> list[str]:
    """What must come in the same order: words, or letters where no blank stands between words."""
    return [letters(found)] if language.startswith("zh") else found


def without_styles(printed: str) -> str:
    """What a terminal shows of a text, bold and underline aside."""
    return _STYLES.sub("", printed)


def is_drawing(line: str) -> bool:
    """Whether a line of a terminal is a row of people or of the snow hill."""
    return bool(_PEOPLE.match(line) or _HILL.match(line))


class _Said:
    """Each piece of a leaflet as its JSON has it, in the order of reading."""

    def __init__(self, format_: Format, width: int) -> None:
        self._draws = format_ is Format.TERMINAL
        self._bullet = "" if format_ is Format.SPEECH else "- "
        self._brackets = ("", "") if format_ is Format.SPEECH else ("[", "]")
        """Both are for eyes."""
        self._width = width

    def pieces(self, leaflet: Json) -> Iterator[str]:
        yield visible(leaflet["title"])
        for part in leaflet["parts"]:
            yield visible(part["title"])
            for block in part["blocks"]:
                yield from map(visible, self._block(block))

    def _block(self, block: Json) -> Iterator[str]:  # noqa: C901 - one case a kind of block
        match block["block"]:
            case "paragraph":
                yield self._paragraph(block)
            case "subheading":
                yield block["text"]
            case "bullets":
                yield from (f"{self._bullet}{self._paragraph(item)}" for item in block["items"])
            case "steps":
                items = enumerate(block["items"], start=1)
                yield from (f"{number}. {self._paragraph(item)}" for number, item in items)
            case "callout":
                yield f"{block['label']}: {self._paragraph(block)}"
            case "chart":
                yield block["title"]
                yield from map(self._group, block["groups"])
                yield self._paragraph(block)
            case "picture":
                yield block["shows"]
            case "question":
                yield _line(block["line"])
                yield from (
                    f"{self._bullet}{answer['text']} {answer['because']}"
                    for answer in block["answers"]
                )
            case "entries":
                for item in block["items"]:
                    name = (
                        f"{item['id']}." if block["numbered"] else f"{self._bullet}{item['name']}:"
                    )
                    yield f"{name} {_line(item['line'])} {item['address']}"
            case other:
                raise AssertionError(other)

    def _group(self, group: Json) -> str:
        """A group of a chart. A page too narrow for a row of people breaks it like any word."""
        words = f"{group['label']}: {group['says']}"
        if not self._draws:
            return f"{self._bullet}{words}"
        broken = self._width < people.ACROSS
        return f"{words} {''.join(people.hundred(group['people']))}" if broken else words

    def _paragraph(self, written: Json) -> str:
        line = _line(written["line"])
        ground = written.get("ground")
        if ground is None:
            return line
        cited = f"; {ground['cited']}" if ground["cited"] else ""
        opened, closed = self._brackets
        return f"{line} {opened}{ground['words']}{cited}{closed}"


def _line(written: list[Any]) -> str:
    return "".join(span if isinstance(span, str) else span["text"] for span in written)


def _read(tokens: list[Token]) -> Iterator[str]:
    """What a reader of the rendered Markdown sees: lists are counted as CommonMark counts them."""
    lists: list[int | None] = []
    for token in tokens:
        assert token.type in MARKDOWN_BLOCKS, token
        match token.type:
            case "bullet_list_open":
                lists.append(None)
            case "ordered_list_open":
                lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                number = lists[-1]
                yield "-" if number is None else f"{number}."
                lists[-1] = None if number is None else number + 1
            case "inline":
                yield "".join(map(_inline, token.children or []))
            case _:
                pass  # the ends of headings, paragraphs and items hold no words


def _inline(token: Token) -> str:
    assert token.type in MARKDOWN_INLINE, token
    return token.content
