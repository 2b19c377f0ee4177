"""Pages read back as values; `test_library_kept` reads pages of other shapes."""

import json
from typing import TYPE_CHECKING, Any

import pytest

from ketacli.labels import Labels
from ketacli.library import glossary as glossaries
from ketacli.library import pages, read_back
from ketacli.library.folder import Folder
from ketacli.library.read_back import FOREIGN
from ketacli.site import Clinic, Site, to_json
from support.program import CONTENT

if TYPE_CHECKING:
    from collections.abc import Callable

Json = dict[str, Any]


def through_json(page: Json) -> Json:
    written: Json = json.loads(json.dumps(page))
    return written


def test_a_page_reads_back_the_same_from_json() -> None:
    folder = Folder(CONTENT)
    shelf, front = pages.shelf(folder), pages.front(folder, "en", Clinic())
    glossary = pages.glossary(folder, "en")
    made: tuple[tuple[Callable[[Json], object], Json], ...] = (
        (read_back.catalogue, shelf),
        (lambda page: read_back.front(page)[:3], front),
        (glossaries.read, glossary),
        (read_back.labels, front["labels"]),
        (read_back.kiosk_labels, pages.kiosk_labels(folder, "en")),
        (read_back.web_labels, pages.web_labels(folder, "en")),
    )
    for read, page in made:
        assert read(page) == read(through_json(page))


def test_labels_read_back_as_labels() -> None:
    front = through_json(pages.front(Folder(CONTENT), "en", Clinic()))
    labels = read_back.labels(front["labels"])
    assert isinstance(labels, Labels)
    assert isinstance(labels.months, tuple)


def test_a_site_reads_back_as_a_site() -> None:
    site = Site(Clinic("A", "1", "B"), "uk", shared_device=True)
    assert read_back.site(through_json(to_json(site))) == site


@pytest.mark.parametrize("strange", [None, 3, [], ["x"], {}])
def test_what_a_kiosk_and_a_site_say_is_texts(strange: object) -> None:
    folder = Folder(CONTENT)
    kiosk, web = pages.kiosk_labels(folder, "en"), pages.web_labels(folder, "en")
    for damaged in (strange, {**kiosk["labels"], "close": strange}):
        with pytest.raises(FOREIGN):
            read_back.kiosk_labels({"labels": damaged})
    for damaged in (strange, {**web["labels"], "find": strange}):
        with pytest.raises(FOREIGN):
            read_back.web_labels({"labels": damaged})


@pytest.mark.parametrize(
    "page",
    [
        {},
        {"languages": {}, "topics": ["a"]},
        {"languages": {"en": "English"}, "topics": []},
        {"languages": {"en": 3}, "topics": ["a"]},
        {"languages": [], "topics": ["a"]},
    ],
)
def test_a_library_without_languages_or_topics_is_foreign(page: Json) -> None:
    with pytest.raises(FOREIGN):
        read_back.catalogue(page)


def test_a_front_without_crisis_lines_is_foreign() -> None:
    front = pages.front(Folder(CONTENT), "en", Clinic())
    with pytest.raises(FOREIGN):
        read_back.front({**front, "help": []})
