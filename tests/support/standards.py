"""Topics to hold against standards, and what people say of them."""

from pathlib import Path

from ketacli.library import loading
from ketacli.library.folder import Folder
from ketacli.library.schema_ratings import Mark, Standard
from ketacli.library.standards.instruments import ItemModel, instrument
from ketacli.library.standards.material import Material, material
from ketacli.library.words_rated import words_rated
from support.content import SMALL_TOPIC, small_library

CHART = """\
      - chart:
          title: The drip, and a dummy
          groups:
            - {label: the drip, count: 38}
            - {label: a dummy, count: 14}
          says: 38 of 100 people felt it. With a dummy it was 14 of 100.
        evidence: trial
        sources: [yang2019]
"""
PICTURE = "      - picture: {still: worn-trails, shows: A hill with trails.}\n"
BULLETS = "      - bullets: [One thing., Another thing.]\n"


def with_body(*items: str) -> str:
    """The small topic with more in its section."""
    return SMALL_TOPIC.replace("not_known:\n", "".join(items) + "not_known:\n", 1)


def with_fields(*fields: str) -> str:
    """The small topic with more fields, each a name with an entry or more."""
    return SMALL_TOPIC + "".join(f"{field}\n" for field in fields)


def seen_of(folder: Path, text: str = SMALL_TOPIC, language: str = "en") -> Material:
    """What the standards see of a topic."""
    return material(Folder(small_library(folder, small=text)), language, "small")


def words_of(library: Path, topic: str = "small", language: str = "en") -> str:
    """What stands for the words of a topic."""
    _, node = loading.load_topic(Folder(library), language, topic)
    return words_rated(node, language)


def rate(
    library: Path,
    standard: str,
    items: dict[str, str],
    *,
    words: str = "",
    by: str = "A rater",
    day: str = "2026-01-02",
) -> None:
    """Add what one person said of the small topic to the ratings of a library."""
    file = library / "ratings.yaml"
    before = file.read_text(encoding="utf-8") if file.exists() else "ratings:\n"
    said = ", ".join(f'"{number}": {mark}' for number, mark in items.items())
    sitting = (
        "  - topic: small\n    language: en\n"
        f"    standard: {standard}\n    by: {by}\n    role: Nurse\n    day: {day}\n"
        f"    words: {words or words_of(library)}\n    items: {{{said}}}\n"
    )
    file.write_text(before + sitting, encoding="utf-8")


def best(item: ItemModel) -> str:
    """The best that a person can say of an item."""
    return max((mark for mark in item.marks if mark.isdigit()), default=Mark.MET)


def rate_all(library: Path, standard: Standard, **marks: str) -> None:
    """Rate every item as well as can be, but some as they are named: `_2` for item 2."""
    items = {number: best(item) for number, item in instrument(standard).by_number().items()}
    rate(library, standard, items | {name[1:]: mark for name, mark in marks.items()})
