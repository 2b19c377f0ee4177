"""A leaflet as JSON text, for other programs. `leaflet_json` says what is in it."""

from json import dumps

from ketacli.leaflet import Leaflet
from ketacli.leaflet_json import to_json
from ketacli.render.canvas import Canvas


def render(leaflet: Leaflet, _canvas: Canvas) -> str:
    """Write a leaflet as one indented JSON object in ASCII."""
    return dumps(to_json(leaflet), indent=2) + "\n"
