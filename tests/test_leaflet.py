import pytest

from ketacli.leaflet import Leaflet, Part, Role, words_used
from ketacli.text import (
    Block,
    Bullets,
    Callout,
    Chart,
    ChartGroup,
    Entries,
    Entry,
    Evidence,
    Ground,
    Paragraph,
    Picture,
    Question,
    Span,
    Steps,
    Still,
    Subheading,
    paragraphs,
)
from support.leaflets import topics

ALWAYS = {Role.HELP, Role.UNCHECKED, Role.DATES, Role.DISCLAIMER}
"""What stays whatever a reader asks for, besides the words and sources of what is kept."""
FITTED = {Role.WORDS, Role.SOURCES}
TOPICS = sorted(topics())
HILL = Picture(Still.FRESH_SNOW, "A hill.")
GROUP = ChartGroup("f", 3, "3")


def _said(text: str, term: str = "", *sources: int) -> Paragraph:
    cited = ", ".join(map(str, sources))
    ground = Ground(Evidence.TRIAL, "Tested", f"sources {cited}", sources) if sources else None
    return Paragraph((Span(text, term=term),), ground)


def _part(role: Role, part_id: str, *blocks: Block) -> Part:
    return Part(role, part_id, part_id.title(), blocks)


def _entries(*ids: str, numbered: bool = False) -> Entries:
    return Entries(tuple(Entry(name, name, (Span(name),)) for name in ids), numbered)


def _leaflet() -> Leaflet:
    return Leaflet(
        "topic",
        "en",
        "Topic",
        (
            _part(Role.HELP, "help-us", Bullets((_said("911"),))),
            _part(Role.HELP, "help-uk", Bullets((_said("999"),))),
            _part(Role.UNCHECKED, "unchecked", _said("Nobody checked this.")),
            _part(Role.SECTION, "one", _said("a", "trial", 1), Bullets((_said("b", "drip", 3),))),
            _part(Role.SECTION, "two", Callout("Key", _said("c", "trial", 2))),
            _part(
                Role.ANALOGY,
                "analogy",
                Steps((_said("d", "sled", 4),)),
                Picture(Still.FRESH_SNOW, "x"),
            ),
            _part(
                Role.LITERAL, "literal", Chart("e", (ChartGroup("f", 3, "3"),), _said("g", "", 2))
            ),
            _part(Role.CHECK, "check", Question((Span("h"),), ()), Subheading("i")),
            _part(Role.WORDS, "words", _said("Some words."), _entries("trial", "drip", "sled")),
            _part(Role.SOURCES, "sources", _entries("1", "2", "3", "4", numbered=True)),
            _part(Role.DATES, "dates", _said("Today.")),
            _part(Role.DISCLAIMER, "disclaimer", _said("No advice.")),
        ),
    )


def _ids(leaflet: Leaflet) -> list[str]:
    return [part.id for part in leaflet.parts]


def _listed(leaflet: Leaflet, role: Role) -> list[str]:
    blocks = [block for part in leaflet.parts if part.role is role for block in part.blocks]
    return [entry.id for block in blocks if isinstance(block, Entries) for entry in block.items]


def _used(leaflet: Leaflet) -> tuple[set[str], set[str]]:
    """The glossary words and the numbers of the sources that the paragraphs of a leaflet use."""
    found = [p for part in leaflet.parts for block in part.blocks for p in paragraphs(block)]
    terms = {span.term for p in found for span in p.line if span.term}
    return terms, {str(number) for p in found if p.ground for number in p.ground.sources}


def test_the_crisis_lines_of_one_region_are_kept_alone() -> None:
    leaflet = _leaflet().for_region("uk")
    assert _ids(leaflet) == [name for name in _ids(_leaflet()) if name != "help-us"]


@pytest.mark.parametrize("region", ["", "all", "mars", "UK", "one"])
def test_an_unknown_region_keeps_the_crisis_lines_of_all(region: str) -> None:
    assert _leaflet().for_region(region) == _leaflet()


def test_one_section_comes_with_all_that_must_never_be_missing() -> None:
    assert _ids(_leaflet().only("one")) == [
        "help-us",
        "help-uk",
        "unchecked",
        "one",
        "words",
        "sources",
        "dates",
        "disclaimer",
    ]


def test_one_section_comes_with_its_own_words_and_sources_alone() -> None:
    leaflet = _leaflet().only("one")
    assert _listed(leaflet, Role.WORDS) == ["trial", "drip"]
    assert _listed(leaflet, Role.SOURCES) == ["1", "3"]


def test_what_stands_beside_the_words_is_kept_when_they_are_fitted() -> None:
    words = next(part for part in _leaflet().only("two").parts if part.role is Role.WORDS)
    assert words.blocks == (_said("Some words."), _entries("trial"))


def test_a_list_of_sources_that_nothing_uses_is_left_out() -> None:
    leaflet = _leaflet().only("check")
    assert "sources" not in _ids(leaflet)
    assert _listed(leaflet, Role.WORDS) == []


def test_a_section_that_is_not_there_leaves_what_must_never_be_missing() -> None:
    leaflet = _leaflet().only("nowhere")
    assert {part.role for part in leaflet.parts} == ALWAYS | {Role.WORDS}


def test_several_sections_come_in_reading_order_with_the_words_and_sources_of_all() -> None:
    leaflet = _leaflet().only("two", "one")
    assert [name for name in _ids(leaflet) if name in {"one", "two", "check"}] == ["one", "two"]
    assert leaflet == _leaflet().only("one", "two", "nowhere")
    assert _leaflet().only() == _leaflet().only("nowhere")
    assert set(words_used(leaflet.parts)) == {"trial", "drip"}


def test_another_part_takes_the_place_of_the_disclaimer_and_nothing_else_changes() -> None:
    shown = _part(Role.DISCLAIMER, "disclaimer", _said("No advice."), _said("Nobody was asked."))
    leaflet = _leaflet().with_disclaimer(shown)
    assert leaflet.parts == (*_leaflet().parts[:-1], shown)
    assert leaflet[:3] == _leaflet()[:3]
    assert leaflet.with_disclaimer(_leaflet().parts[-1]) == _leaflet()
    # What had no disclaimer gets none: only a leaflet that carries one is given another.
    bare = Leaflet("id", "en", "Title", _leaflet().parts[:-1])
    assert bare.with_disclaimer(shown) == bare


def test_what_can_be_asked_for_is_every_part_but_what_is_always_there() -> None:
    assert _leaflet().section_ids() == ("one", "two", "analogy", "literal", "check")


def test_without_the_picture_its_literal_twin_stays() -> None:
    leaflet = _leaflet().picture_left_out()
    assert _ids(leaflet) == [name for name in _ids(_leaflet()) if name != "analogy"]
    assert _listed(leaflet, Role.WORDS) == ["trial", "drip"]
    assert _listed(leaflet, Role.SOURCES) == ["1", "2", "3"]


def test_without_sources_every_sentence_still_says_what_kind_of_evidence_it_has() -> None:
    leaflet = _leaflet().sources_left_out()
    assert _ids(leaflet) == [name for name in _ids(_leaflet()) if name != "sources"]
    before, after = (
        [p for part in found.parts for block in part.blocks for p in paragraphs(block)]
        for found in (_leaflet(), leaflet)
    )
    assert [p.line for p in after] == [p.line for p in before]
    assert [p.ground and p.ground.kind for p in after] == [
        p.ground and p.ground.kind for p in before
    ]
    assert all(not (p.ground.sources or p.ground.cited) for p in after if p.ground)


def test_selections_can_follow_each_other_in_any_order() -> None:
    one = _leaflet().only("one").for_region("us").sources_left_out()
    assert one == _leaflet().sources_left_out().for_region("us").only("one")


def test_the_glossary_words_of_some_parts_come_in_the_order_of_their_first_use() -> None:
    assert words_used(_leaflet().parts) == ("trial", "drip", "sled")
    assert words_used(_leaflet().parts[:3]) == ()


@pytest.mark.parametrize("name", TOPICS)
def test_each_selection_of_a_shipped_topic_lists_just_what_it_uses(name: str) -> None:
    leaflet = topics()[name]
    selections = [leaflet, leaflet.picture_left_out(), *map(leaflet.only, leaflet.section_ids())]
    for selection in selections:
        terms, numbers = _used(selection)
        assert set(_listed(selection, Role.WORDS)) == terms
        assert set(_listed(selection, Role.SOURCES)) == numbers
        assert all(part.blocks for part in selection.parts)


@pytest.mark.parametrize("name", TOPICS)
def test_each_selection_of_a_shipped_topic_keeps_what_must_never_be_missing(name: str) -> None:
    leaflet = topics()[name]
    for selection in (
        leaflet.for_region("uk"),
        leaflet.picture_left_out(),
        leaflet.sources_left_out(),
        *map(leaflet.only, leaflet.section_ids()),
    ):
        assert {part.role for part in selection.parts} >= ALWAYS
        kept = {part.id: part for part in selection.parts if part.role in ALWAYS}
        assert kept.items() <= {part.id: part for part in leaflet.parts}.items()


@pytest.mark.parametrize("name", TOPICS)
def test_the_parts_of_a_shipped_topic_stand_in_the_order_of_the_roles(name: str) -> None:
    order = list(Role)
    # An analogy and its twin follow the section that they belong to.
    moving = {Role.ANALOGY, Role.LITERAL}
    placed = [order.index(part.role) for part in topics()[name].parts if part.role not in moving]
    assert placed == sorted(placed)
    assert len({part.id for part in topics()[name].parts}) == len(topics()[name].parts)
