"""The pages of an open leaflet: every word of it, each in its place, and what opens among them."""

from collections.abc import Iterator

import pytest

from ketacli.kiosk import leaflet_views, reading, views
from ketacli.kiosk.page import Page, Rank
from ketacli.kiosk.visit import Visit
from ketacli.leaflet import Leaflet, Part, Role
from ketacli.library import Library
from ketacli.text import Entries, Picture, Question, letters
from support.program import CONTENT
from support.visits import DOOR, TOPIC, TREATED, go, ids, rows_of, text_of, visit

LIBRARY = Library(CONTENT, language="en")
WORDS = LIBRARY.kiosk_labels
TOPICS = tuple(card.id for card in LIBRARY.cards().cards)
every_topic = pytest.mark.parametrize("topic", TOPICS)


def opened(topic: str) -> tuple[Visit, Leaflet]:
    made = visit(*DOOR, f"topic:{topic}")
    assert made.leaflet is not None
    return made, made.leaflet


def pages(made: Visit) -> Iterator[Page]:
    """Every page of an open leaflet, as *Keep reading* leads through them."""
    page = views.page(made)
    while True:
        yield page
        following = f"page:{made.at + 1}"
        if following not in ids(page):
            return
        page = go(made, following)


def to_last(made: Visit) -> Page:
    """The last page of an open leaflet."""
    *_, last = pages(made)
    return last


def of_role(leaflet: Leaflet, *roles: Role) -> list[Part]:
    return [part for part in leaflet.parts if part.role in roles]


@every_topic
def test_keep_reading_says_every_word_once_and_in_order(topic: str) -> None:
    made, leaflet = opened(topic)
    said: list[str] = []
    for page in pages(made):
        said += rows_of(*page.parts)
        labels = [choice.label for choice in page.choices if choice.id.startswith("question:")]
        said += [label.removeprefix("Ask: ") for label in labels]
    elsewhere = (Role.HELP, Role.LITERAL, Role.CHECK, Role.WORDS, Role.SOURCES)
    bare = leaflet.sources_left_out()
    kept = [part for part in bare.parts if part.role not in elsewhere]
    place = next(at for at, part in enumerate(kept, 1) if part.role is Role.GET_HELP)
    kept[place:place] = of_role(bare, Role.HELP)
    assert said == list(_rows(kept))


def _rows(parts: list[Part]) -> Iterator[str]:
    """Questions are choices, so the mark of their list is not said."""
    for part in parts:
        rows = rows_of(part)
        is_asked = part.role is Role.QUESTIONS
        yield from (row.removeprefix("- ") if is_asked else row for row in rows)


@every_topic
def test_with_sources_each_page_says_its_own_and_all_of_them_are_said(topic: str) -> None:
    made, leaflet = opened(topic)
    said: set[str] = set()
    for page in pages(made):
        if "sources" in ids(page):
            said.update(rows_of(*go(made, "sources").parts))
        if "literal" in ids(page):
            said.update(rows_of(*go(made, "literal").parts))
            go(made, "literal")
    for part in of_role(leaflet, Role.SOURCES, Role.LITERAL):
        assert set(rows_of(part)) <= said
    cited = {row for row in _rows(of_role(leaflet, *Role)) if "source" in row.rpartition("[")[2]}
    assert cited
    assert cited <= said


@every_topic
def test_every_word_opens_in_place_on_each_page_that_uses_it(topic: str) -> None:
    made, leaflet = opened(topic)
    blocks = [block for part in of_role(leaflet, Role.WORDS) for block in part.blocks]
    entries = {e.id: e for block in blocks if isinstance(block, Entries) for e in block.items}
    found: set[str] = set()
    for page in pages(made):
        literal = ["literal"] if "literal" in ids(page) else []
        for switch in ([], literal, literal):
            for word in words_of(go(made, *switch)):
                entry = entries[word.removeprefix("word:")]
                meaning = f"{entry.name}: {letters(entry.line)}"
                closed = views.page(made)
                shown = go(made, word)
                assert meaning not in rows_of(*closed.parts)
                assert rows_of(*shown.parts).count(meaning) == 1
                assert next(c for c in shown.choices if c.id == word).pressed
                assert go(made, word) == closed
                found.add(entry.id)
    assert found == set(entries)


def words_of(page: Page) -> list[str]:
    return [choice.id for choice in page.choices if choice.id.startswith("word:")]


@every_topic
def test_the_check_says_every_question_answer_and_explanation(topic: str) -> None:
    made, leaflet = opened(topic)
    page = to_last(made)
    page = go(made, "check:first")
    said: set[str] = set()
    asked = reading.questions(leaflet)
    for number, question in enumerate(asked, start=1):
        assert page.progress == f"Question {number} of {len(asked)}"
        for answer, _ in enumerate(question.answers):
            said.add(text_of(go(made, f"answer:{answer}")))
        page = go(made, "check:next")
    whole = " ".join(said)
    for question in asked:
        assert letters(question.line) in whole
        for answer_ in question.answers:
            assert answer_.text in whole
            assert answer_.because in whole


def test_the_check_says_once_what_becomes_of_the_answers() -> None:
    made, _ = opened(TOPIC)
    to_last(made)
    note = LIBRARY.kiosk_labels.check_note
    assert note in text_of(go(made, "check:first"))
    assert note not in text_of(go(made, "check:next"))
    last = go(made, "check:next")
    assert "check:skip" not in ids(last)
    assert last.choices[-3].label == WORDS.take_title


def test_a_wrong_answer_is_explained_and_a_right_one_is_told_why() -> None:
    made, leaflet = opened(TOPIC)
    page = to_last(made)
    go(made, "check:first")
    for number, answer in enumerate(reading.questions(leaflet)[0].answers):
        page = go(made, f"answer:{number}")
        assert rows_of(*page.parts)[-2:] == [answer.text, answer.because]


def test_every_page_has_a_title_a_place_and_a_way_on_and_back() -> None:
    made, _ = opened(TOPIC)
    count = len(made.sheets())
    for number, page in enumerate(pages(made)):
        assert page.progress == f"Page {number + 1} of {count}"
        ways = [choice.id for choice in page.of_rank(Rank.WAY)]
        back = f"page:{number - 1}" if number else "shelf"
        on = f"page:{number + 1}" if number + 1 < count else "check:first"
        assert ways == [back, on, "contents"]
        assert "mark" in ids(page)


def test_the_contents_lead_to_every_page() -> None:
    made, leaflet = opened(TOPIC)
    page = go(made, "contents")
    titles = [choice.label for choice in page.of_rank(Rank.LIST)]
    assert page.title == f"Contents: {leaflet.title}"
    assert len(titles) == len(made.sheets())
    for number, title in enumerate(titles):
        assert go(made, f"page:{number}").title == title
        go(made, "contents")


def to_analogy(made: Visit) -> Page:
    at = next(n for n, sheet in enumerate(made.sheets()) if sheet.role is Role.ANALOGY)
    return go(made, "contents", f"page:{at}")


def test_the_picture_gives_way_to_its_literal_twin_and_comes_back() -> None:
    made, leaflet = opened(TOPIC)
    page = to_analogy(made)
    literal = of_role(leaflet.sources_left_out(), Role.LITERAL)
    assert "hill" in ids(page)
    without = go(made, "literal")
    assert rows_of(*without.parts) == rows_of(*literal)
    assert "hill" not in ids(without)
    assert go(made, "literal") == page


def test_a_literal_page_cites_its_own_sources() -> None:
    made, leaflet = opened(TOPIC)
    to_analogy(made)
    page = go(made, "literal", "sources")
    (literal,) = of_role(leaflet, Role.LITERAL)
    assert rows_of(*page.parts[:1]) == rows_of(literal)
    assert page.parts[1:] == reading.sources(leaflet, (literal,))


def test_an_analogy_without_a_twin_stays_as_it_is() -> None:
    made, leaflet = opened(TOPIC)
    page = to_analogy(made)
    kept = tuple(part for part in leaflet.parts if part.role is not Role.LITERAL)
    made.leaflet = leaflet._replace(parts=kept)
    assert go(made, "literal").parts == page.parts


def test_the_hill_moves_only_when_asked() -> None:
    made, _ = opened(TOPIC)
    to_analogy(made)
    page = go(made, "hill")
    assert ids(page)[:3] == ["hill:run", "hill:step", "hill:again"]
    assert rows_of(*page.parts) == [LIBRARY.labels.analogy_note]


def test_without_movement_the_hill_is_its_stills_and_what_happens_between_them() -> None:
    made, leaflet = opened(TOPIC)
    to_analogy(made)
    page = go(made, "hill", "calm")
    (analogy,) = of_role(leaflet, Role.ANALOGY)
    shown = [block for block in analogy.blocks if isinstance(block, Picture)]
    assert [b for part in page.parts for b in part.blocks if isinstance(b, Picture)] == shown
    assert not any(choice.id.startswith("hill:") for choice in page.choices)
    story = leaflet_views.story(leaflet)
    assert len(story) == len(shown)
    assert [row for row in rows_of(*page.parts) if row in story] == list(story)


def test_a_reader_who_had_treatment_finds_the_hill_without_movement() -> None:
    made = visit(*TREATED, f"topic:{TOPIC}")
    to_analogy(made)
    page = go(made, "hill")
    assert "hill:run" not in ids(page)
    assert next(choice for choice in page.choices if choice.id == "calm").pressed


def test_the_leaflet_of_a_reader_who_had_treatment_says_that_they_were_not_asked() -> None:
    made = visit(*TREATED, f"topic:{TOPIC}")
    said = " ".join(text_of(page) for page in pages(made))
    assert LIBRARY.labels.disclaimer_not_asked in said
    assert LIBRARY.labels.disclaimer_shown in said


def test_a_question_can_be_taken_along_and_left() -> None:
    made, _ = opened(TOPIC)
    page = next(page for page in pages(made) if any("question:" in found for found in ids(page)))
    first = page.choices[0]
    assert first.pressed is False
    assert first.label == f"Ask: {first.id.removeprefix('question:')}"
    assert go(made, first.id).choices[0].pressed
    assert made.questions == [first.id.removeprefix("question:")]
    assert not go(made, first.id).choices[0].pressed


def test_a_leaflet_without_questions_leads_to_what_is_taken_along() -> None:
    made, leaflet = opened(TOPIC)
    kept = (part for part in leaflet.parts if part.role is not Role.CHECK)
    made.leaflet = leaflet._replace(parts=tuple(kept))
    page = to_last(made)
    assert page.of_rank(Rank.WAY)[1].id == "take"


def test_there_are_no_pages_without_a_leaflet() -> None:
    with pytest.raises(ValueError, match="no leaflet"):
        leaflet_views.contents(visit(*DOOR))


def test_questions_stand_in_the_check_alone() -> None:
    for topic in TOPICS:
        made, _ = opened(topic)
        blocks = (b for page in pages(made) for part in page.parts for b in part.blocks)
        assert not any(isinstance(block, Question) for block in blocks)
