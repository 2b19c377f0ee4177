"""Leaflets whose letters go from right to left. They say nothing: every Latin letter of a golden
leaflet becomes another one, so that each kind of block is there.
"""

from typing import Any

from ketacli.leaflet import Leaflet
from support.leaflets import golden_topics

ALPHABETS = {
    "ar": "\u0627\u0628\u062a\u062b\u062c\u062d\u062e\u062f\u0630\u0631\u0632\u0633\u0634"
    "\u0635\u0636\u0637\u0638\u0639\u063a\u0641\u0642\u0643\u0644\u0645\u0646\u0647",
    "he": "\u05d0\u05d1\u05d2\u05d3\u05d4\u05d5\u05d6\u05d7\u05d8\u05d9\u05da\u05db\u05dc"
    "\u05dd\u05de\u05df\u05e0\u05e1\u05e2\u05e3\u05e4\u05e5\u05e6\u05e7\u05e8\u05e9",
}
_AS_THEY_ARE = frozenset({"id", "language", "address", "role", "kind", "still", "term"})


def right_to_left(language: str) -> Leaflet:
    """The golden leaflet with every kind of block in the letters of a language."""
    table = {ord("a") + place: letter for place, letter in enumerate(ALPHABETS[language])}
    found = _written(golden_topics()["every-block"], table)
    assert isinstance(found, Leaflet)
    return found._replace(language=language)


def _written(value: Any, table: dict[int, str]) -> Any:
    if isinstance(value, str):
        return value.lower().translate(table)
    if hasattr(value, "_asdict"):
        fields = value._asdict().items()
        return value._replace(
            **{name: one for name, one in fields if name in _AS_THEY_ARE}
            | {name: _written(one, table) for name, one in fields if name not in _AS_THEY_ARE}
        )
    if isinstance(value, tuple):
        return tuple(_written(one, table) for one in value)
    return value
