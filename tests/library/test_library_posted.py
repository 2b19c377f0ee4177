"""What is laid behind the page of a site that shows the disclaimer."""

from pathlib import Path

import pytest

from ketacli.disclaimer import Channel, post
from ketacli.errors import NotAcknowledgedError
from ketacli.labels import fill
from ketacli.leaflet import Role
from ketacli.leaflet_json import to_json
from ketacli.library import Library
from ketacli.text import letters, paragraphs
from support.content import change, small_library
from support.in_date import IN_DATE
from support.leaflets import languages, proof
from support.program import CONTENT


@pytest.mark.parametrize("language", languages())
def test_it_carries_every_word_of_the_disclaimer_and_no_answer(language: str) -> None:
    library = Library(CONTENT, language=language, calendar=IN_DATE)
    words, labels = library.disclaimer, library.labels
    answer = fill(labels.disclaimer_question, question=words.question, yes=words.yes)
    for card in library.cards().cards:
        leaflet = library.issue(card.id, post(words, words.digest, Channel.SITE))
        part = leaflet.parts[-1]
        assert part.role is Role.DISCLAIMER
        assert part.title == labels.disclaimer_shown
        said = [letters(one.line) for block in part.blocks for one in paragraphs(block)]
        assert said == [*words.paragraphs, words.question]
        assert repr(answer)[1:-1] not in repr(to_json(leaflet))
        assert leaflet.parts[:-1] == library.issue(card.id, proof(library)).parts[:-1]


def test_words_that_changed_let_nothing_through(tmp_path: Path) -> None:
    folder = small_library(tmp_path)
    words = Library(folder).disclaimer
    posted = post(words, words.digest, Channel.SITE)
    change(folder / "en/disclaimer.yaml", "title: ", "title: Now ")
    with pytest.raises(NotAcknowledgedError):
        Library(folder).issue("small", posted)
