import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from ketacli.leaflet import Leaflet, Part, Role
from ketacli.render import Format
from ketacli.text import (
    Block,
    Bullets,
    Chart,
    ChartGroup,
    Entries,
    Entry,
    Line,
    Paragraph,
    Question,
    Span,
    Steps,
    Subheading,
    letters,
)
from support.any_leaflet import HOSTILE, LETTERS, MARKUP, leaflets, lines, texts
from support.leaflets import drawn, pages
from support.words import MARKDOWN_BLOCKS, MARKDOWN_INLINE

PARSER = MarkdownIt("commonmark")


def _written(*blocks: Block) -> str:
    """What follows the headings of a leaflet of one part."""
    part = Part(Role.SECTION, "section", "Part", blocks)
    printed = drawn(Leaflet("topic", "en", "Title", (part,)), Format.MARKDOWN)
    return printed.removeprefix("# Title\n\n## Part\n\n").removesuffix("\n")


def _paragraph(*texts_: str) -> Paragraph:
    return Paragraph(tuple(Span(text, strong=bool(place % 2)) for place, text in enumerate(texts_)))


def _kinds(printed: str) -> set[str]:
    tokens = PARSER.parse(printed)
    return {token.type for token in tokens} | {
        child.type for token in tokens for child in token.children or []
    }


def _manners(printed: str) -> list[tuple[str, bool]]:
    """Each letter that is no blank, and whether it is strong."""
    found: list[tuple[str, bool]] = []
    strong = 0
    for token in PARSER.parseInline(printed)[0].children or []:
        strong += token.nesting
        found += [(letter, strong > 0) for letter in "".join(token.content.split())]
    return found


@settings(max_examples=30)
@given(leaflets(texts(*MARKUP, *LETTERS, *HOSTILE)))
def test_no_text_becomes_anything_but_headings_paragraphs_lists_and_strong_words(
    leaflet: Leaflet,
) -> None:
    assert _kinds(drawn(leaflet, Format.MARKDOWN)) <= MARKDOWN_BLOCKS | MARKDOWN_INLINE


def test_shipped_pages_are_headings_paragraphs_lists_and_strong_words() -> None:
    for page in pages().values():
        assert _kinds(drawn(page, Format.MARKDOWN)) <= MARKDOWN_BLOCKS | MARKDOWN_INLINE


@pytest.mark.parametrize("text", MARKUP)
def test_text_that_looks_like_markup_stays_letters_wherever_it_stands(text: str) -> None:
    entry = Entry(text, text, (Span(text),), text)
    group = ChartGroup(text, 3, text)
    paragraph = Paragraph((Span(text), Span(text, strong=True)))
    blocks: tuple[Block, ...] = (
        Subheading(text),
        paragraph,
        Bullets((paragraph,)),
        Steps((paragraph,)),
        Chart(text, (group,), paragraph),
        Question((Span(text),), ()),
        Entries((entry,)),
        Entries((entry,), numbered=True),
    )
    for block in blocks:
        tokens = PARSER.parse(_written(block))
        assert {token.type for token in tokens} <= MARKDOWN_BLOCKS, block
        shown = "".join(c.content for token in tokens for c in token.children or [])
        assert "".join(text.split()) in "".join(shown.split()), block


@pytest.mark.parametrize("sources", [("1", "2", "3"), ("3", "7"), ("12",)], ids=" ".join)
def test_a_source_keeps_its_number_when_others_are_left_out(sources: tuple[str, ...]) -> None:
    entries = tuple(Entry(number, "name", (Span("Source"),)) for number in sources)
    shown = [
        "".join(child.content for child in token.children or [])
        for token in PARSER.parse(_written(Entries(entries, numbered=True)))
        if token.type == "inline"
    ]
    assert shown == [f"{number}. Source" for number in sources]


def test_steps_that_follow_steps_start_again_at_one() -> None:
    steps = Steps((_paragraph("a"), _paragraph("b")))
    tokens = PARSER.parse(_written(steps, steps, steps))
    assert [token.attrGet("start") for token in tokens if token.type == "ordered_list_open"] == [
        None,
        None,
        None,
    ]


@pytest.mark.parametrize("number", ["5", "12", "2024", "\u00b2"])
def test_a_paragraph_that_is_a_number_stands_apart_from_the_list_above_it(number: str) -> None:
    assert _written(Bullets((_paragraph("a"),)), _paragraph(number)) == f"- a\n\n{number}"


def test_items_of_a_list_stand_close_and_blocks_stand_apart() -> None:
    items = Bullets((_paragraph("a"), _paragraph("b")))
    written = _written(_paragraph("before"), items, _paragraph("behind"))
    assert written == "before\n\n- a\n- b\n\nbehind"


@given(lines(texts(*MARKUP, *LETTERS)))
def test_strong_words_are_strong_or_at_least_there(line: Line) -> None:
    found = _manners(_written(Paragraph(line)))
    assert [letter for letter, _ in found] == list("".join(letters(line).split()))
    meant = [(letter, s.strong) for s in line for letter in "".join(s.text.split())]
    wrong = [pair for pair, other in zip(found, meant, strict=True) if pair != other]
    assert not any(strong for _, strong in wrong)


@given(lines(texts("word", "two words", "Cafe\u0301", "\u65e5\u672c")))
def test_strong_words_of_letters_are_always_strong(line: Line) -> None:
    meant = [(letter, s.strong) for s in line for letter in "".join(s.text.split())]
    assert _manners(_written(Paragraph(line))) == meant


@pytest.mark.parametrize(
    ("spans", "written"),
    [
        (("", "strong", " behind"), "**strong** behind"),
        (("before ", "strong"), "before **strong**"),
        (("in", "side", "s"), "in**side**s"),
        (("a ", " strong ", " b"), "a  **strong**  b"),
        (("a", " ", "b"), "a b"),
        (("", "Odd taste:", " 20 of 100"), "**Odd taste:** 20 of 100"),
        (("a", "(b)", "c"), "a(b)c"),
        (("a ", "(b)", "c"), "a (b)c"),
        (("a", "(b)", " c"), "a(b) c"),
        (("(", "(b)", ")"), "(**(b)**)"),
        (("\u65e5", "\u300cb\u300d", "\u65e5"), "\u65e5\u300cb\u300d\u65e5"),
        (("\u3002", "\u300cb\u300d", "\u3002"), "\u3002**\u300cb\u300d**\u3002"),
        (("a", "\u00a0b\u00a0", "c"), "a\u00a0**b**\u00a0c"),
    ],
)
def test_marks_stand_where_commonmark_takes_them_for_marks(
    spans: tuple[str, ...], written: str
) -> None:
    assert _written(_paragraph(*spans)) == written


def test_strong_words_that_touch_are_one_run() -> None:
    spans = (Span("Very ", strong=True), Span("drowsy", strong=True, term="sedation"))
    assert _written(Paragraph(spans)) == "**Very drowsy**"


def test_headings_carry_no_manner_of_their_own() -> None:
    question = Question((Span("What?", strong=True),), ())
    assert _written(question) == "### What?"
