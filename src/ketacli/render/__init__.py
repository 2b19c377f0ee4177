"""The printers: Leaflet -> text. Each decides how a leaflet looks and never what it says."""

from enum import StrEnum, unique
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketacli.leaflet import Leaflet
    from ketacli.render.canvas import Canvas

    Renderer = Callable[[Leaflet, Canvas], str]


@unique
class Format(StrEnum):
    """What a leaflet can be printed as."""

    TERMINAL = "terminal"
    PLAIN = "plain"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"
    SPEECH = "speech"


def renderer(format_: Format) -> "Renderer":
    """Find a format's printer, importing that one and no other."""
    match format_:
        case Format.TERMINAL:
            from ketacli.render import rich_view

            return rich_view.render
        case Format.PLAIN:
            from ketacli.render import plain

            return plain.render
        case Format.MARKDOWN:
            from ketacli.render import markdown

            return markdown.render
        case Format.JSON:
            from ketacli.render import json_text

            return json_text.render
        case Format.HTML:
            from ketacli.render import html

            return html.render
        case Format.SPEECH:
            from ketacli.render import speech

            return speech.render
