"""A leaflet as one web page that loads nothing: its style and its small script stand in it, and its
own policy allows these and nothing else. Letters of content never become markup.
"""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from string import ascii_lowercase
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ketacli.leaflet import Leaflet
from ketacli.render.canvas import Canvas
from ketacli.render.html_page import page
from ketacli.text import visible

TEMPLATES = Path(__file__).parent / "templates"


class Inline(NamedTuple):
    """A style or a script that stands in a page, and how a policy names it."""

    text: Markup
    digest: str


def render(leaflet: Leaflet, canvas: Canvas) -> str:
    """Write a leaflet as a whole page of HTML."""
    laid_out = page(leaflet)
    shapes = (shape for section in laid_out.sections for shape in section.shapes)
    moves = canvas.words.start and any(shape.hill and shape.hill.fresh for shape in shapes)
    return filled(
        "leaflet.html",
        page=laid_out,
        large=canvas.large,
        words=canvas.words,
        style=style(),
        script=script() if moves else None,
        around=None,
    )


def filled(template: str, **values: object) -> str:
    """A page from a template. Letters in its values stay letters."""
    return _environment().get_template(template).render(values) + "\n"


@cache
def style() -> Inline:
    """The style of every page."""
    return inline(short_names(bare("page.css")))


@cache
def script() -> Inline:
    """What lets the snow hill move."""
    return inline(bare("snow_hill.js"))


def bare(name: str) -> str:
    """One of our own files without its comments and indents: pages are carried on slow lines."""
    return re.sub(r"^\s*//.*\n|^\s+|/\*.*?\*/\n", "", _read(name), flags=re.MULTILINE).strip()


def short_names(style: str) -> str:
    """A style whose values have names of one letter."""
    names = dict.fromkeys(re.findall(r"--[a-z]+", style))
    short = dict(zip(names, ascii_lowercase, strict=False))
    return re.sub(r"--[a-z]+", lambda found: f"--{short[found[0]]}", style)


def inline(text: str) -> Inline:
    """A style or a script, made of our own files only."""
    digest = b64encode(sha256(text.encode()).digest()).decode()
    return Inline(Markup(text), f"'sha256-{digest}'")  # noqa: S704 - our own file


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_letters,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def _letters(value: object) -> object:
    """Once more the border for foreign text, for whatever a template prints."""
    return visible(value) if type(value) is str else value


def _read(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")
