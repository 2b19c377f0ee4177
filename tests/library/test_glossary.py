"""The glossary as a kept page holds it; `test_library_choices` asks the counter for words."""

from typing import Any

import pytest

from ketacli.errors import NotFoundError, Wanted
from ketacli.library import glossary, pages
from ketacli.library.folder import Folder
from ketacli.library.read_back import FOREIGN
from ketacli.text import Entries
from support.program import CONTENT

Json = dict[str, Any]


@pytest.fixture
def page() -> Json:
    return pages.glossary(Folder(CONTENT), "en")


def ids(words: glossary.Words, typed: str) -> list[str]:
    blocks = (block for part in words.only(typed).parts for block in part.blocks)
    return [entry.id for block in blocks if isinstance(block, Entries) for entry in block.items]


def test_every_word_is_found_by_each_name_that_it_goes_by(page: Json) -> None:
    words = glossary.read(page)
    assert words.names
    for term, names in words.names.items():
        for name in (term, *names, *map(str.upper, names)):
            assert term in ids(words, name)


def test_a_word_that_is_not_there_is_told_with_those_that_are(page: Json) -> None:
    words = glossary.read(page)
    with pytest.raises(NotFoundError) as caught:
        words.only("zzz")
    assert (caught.value.wanted, caught.value.name) == (Wanted.TERM, "zzz")
    assert len(caught.value.there_is) == len(words.names)


@pytest.mark.parametrize("name", ["leaflet", "also"])
@pytest.mark.parametrize("strange", [None, 3, "x", [], [1]])
def test_a_page_of_another_shape_is_foreign(name: str, strange: object, page: Json) -> None:
    with pytest.raises(FOREIGN):
        glossary.read({**page, name: strange})
