import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given, settings

from ketacli.leaflet import Leaflet, Part, Role
from ketacli.render import html
from ketacli.render.canvas import Canvas, PageWords
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
)
from support import film
from support.any_leaflet import HOSTILE, LETTERS, MARKUP, leaflets, texts
from support.html_words import Page
from support.leaflets import golden_topics, pages

WORDS = PageWords("Start", "Pause")
IN_PAGES = {
    *("html", "head", "meta", "link", "title", "style", "script", "body", "main", "section"),
    *("h1", "h2", "h3", "p", "ul", "ol", "li", "dl", "dt", "dd", "div", "a", "strong", "i", "span"),
    *("figure", "figcaption", "svg", "desc", "path", "pattern"),
}
SMUGGLED = (
    *MARKUP,
    *HOSTILE,
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '"><a href="javascript:alert(1)">x</a>',
    "javascript:alert(1)",
    "data:text/html,x",
    "{{ 7 * 7 }}{% raw %}",
    "]]>",
    "#let x = 1",
    "' onload='alert(1)",
    'https://x" onclick="alert(1)',
    "https://x y",
    "https://\u202ex",
    "//example.org",
    "x" * 100_000,
)


def _printed(leaflet: Leaflet, *, large: bool = False, words: PageWords = WORDS) -> Page:
    return Page(html.render(leaflet, Canvas(large=large, words=words)))


def _page(*blocks: Block, role: Role = Role.SECTION, language: str = "en") -> Page:
    parts = (Part(role, "part", "Part", blocks),)
    return _printed(Leaflet("topic", language, "Title", parts))


def _everywhere(text: str) -> Leaflet:
    """A leaflet with a text in each place where text can stand, crisis lines too."""
    ground = Ground(Evidence.TRIAL, text, text, (1,))
    line = (Span(text), Span(text, strong=True), Span(text, term=text))
    paragraph = Paragraph(line, ground)
    entry = Entry(text, text, line, text)
    blocks: tuple[Block, ...] = (
        paragraph,
        Subheading(text),
        Bullets((paragraph,)),
        Steps((paragraph,)),
        Callout(text, paragraph),
        Chart(text, (ChartGroup(text, 3, text), ChartGroup(text, 4, text)), paragraph),
        Picture(Still.FRESH_SNOW, text),
        Question(line, ()),
        Entries((entry, entry)),
        Entries((entry, entry), numbered=True),
    )
    parts = (Part(Role.HELP, text, text, blocks), Part(Role.SECTION, text, text, blocks))
    return Leaflet(text, text, text, parts)


def _names(page: Page) -> set[str]:
    return {element.name for element in page.elements}


def _assert_harmless(page: Page) -> None:
    assert _names(page) <= IN_PAGES
    scripts = page.named("script", "style")
    known = {str(html.script().text), str(html.style().text)}
    assert {element.text for element in scripts} <= known
    for element in page.elements:
        assert not {name for name in element.attributes if name.startswith("on")}
        assert not {"src", "style", "srcset", "action"} & set(element.attributes)
        href = element.attributes.get("href", "#")
        assert re.match(r"#|https?://[!-~]+$|tel:\+?[0-9]+$|data:,$", href), href
    places = [e.attributes["id"] for e in page.elements if "id" in e.attributes]
    assert len(places) == len(set(places))
    for element in page.named("a"):
        href = element.attributes["href"]
        assert not href.startswith("#") or href[1:] in places


@pytest.mark.parametrize("text", SMUGGLED, ids=lambda text: ascii(text)[:40])
def test_content_comes_out_as_letters_in_every_place(text: str) -> None:
    _assert_harmless(_printed(_everywhere(text)))
    _assert_harmless(_printed(_everywhere(text), words=PageWords(text, text)))


@settings(max_examples=30)
@given(leaflets(texts(*SMUGGLED[:-1], *LETTERS, "1", "word")))
def test_no_leaflet_at_all_is_more_than_letters(leaflet: Leaflet) -> None:
    _assert_harmless(_printed(leaflet))


@pytest.mark.parametrize("name", sorted(pages() | golden_topics()))
def test_every_link_of_a_shipped_page_leads_somewhere(name: str) -> None:
    _assert_harmless(_printed((pages() | golden_topics())[name]))


@pytest.mark.parametrize("name", sorted(pages() | golden_topics()))
def test_a_page_has_one_main_and_headings_without_a_gap(name: str) -> None:
    page = _printed((pages() | golden_topics())[name])
    levels = [int(element.name[1]) for element in page.named("h1", "h2", "h3")]
    assert len(page.named("main")) == 1
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(level - before <= 1 for before, level in pairwise(levels))


def test_crisis_lines_can_be_called_from_the_page() -> None:
    text = tuple(Span(number, strong=True) for number in ("116 123", "988lifeline.org", "now"))
    page = _page(Paragraph(text), role=Role.HELP)
    assert [a.attributes["href"] for a in page.named("a")] == [
        "tel:116123",
        "https://988lifeline.org",
    ]
    assert not _page(Paragraph(text)).named("a")
    assert not _page(Paragraph((Span("911"),)), role=Role.HELP).named("a")


def test_each_source_leads_back_to_where_it_is_first_cited() -> None:
    ground = Ground(Evidence.TRIAL, "In 2 trials", "sources 2, 7", (2, 7))
    sources = Entries(
        tuple(Entry(str(number), "id", (Span("Source."),)) for number in (2, 7, 9)), numbered=True
    )
    page = _page(Paragraph((Span("It helps."),), ground), Paragraph((), ground), sources)
    first, other, again, too, back, back_too = page.named("a")
    assert [a.text for a in page.named("a")] == ["2", "7", "2", "7", "2.", "7."]
    assert (first.attributes["href"], back.attributes["href"]) == (
        f"#{back.attributes['id']}",
        f"#{first.attributes['id']}",
    )
    assert other.attributes["href"] == too.attributes["href"] == f"#{back_too.attributes['id']}"
    assert "id" not in again.attributes
    assert "[In 2 trials; sources 2, 7]" in " ".join(page.words)


def test_a_number_without_its_source_is_no_link() -> None:
    grounds = (Ground(Evidence.TRIAL, "", "source 3", (3,)), Ground(Evidence.TRIAL, "Seen"))
    page = _page(*(Paragraph((), ground) for ground in grounds))
    assert not page.named("a")
    assert page.words[-3:] == ["[source", "3]", "[Seen]"]


def test_a_word_of_the_glossary_leads_to_its_meaning_and_back() -> None:
    used = Paragraph((Span("A "), Span("word", term="word"), Span(" and a "), Span("x", term="y")))
    words = Entries((Entry("word", "word", (Span("Meaning."),)),))
    there, back = _page(used, words).named("a")
    assert (there.text, back.text) == ("word", "word:")
    assert there.attributes == {"href": f"#{back.attributes['id']}", "id": "c_0"} | {
        "id": back.attributes["href"][1:]
    }


def test_the_language_of_sources_is_told_where_it_changes() -> None:
    sources = Entries((Entry("1", "id", (Span("Source."),)),), numbered=True)
    for language, told in (("es", "en"), ("en-GB", ""), ("en", "")):
        (listed,) = _page(sources, language=language).named("ol")
        assert listed.attributes.get("lang", "") == told


def test_what_is_said_of_a_source_is_in_the_language_of_the_leaflet() -> None:
    said = (Span("Source."), Span(" Not yet checked: x."))
    sources = Entries((Entry("1", "id", said),), numbered=True)
    for language, told in (
        ("es", [("es", None)]),
        ("he", [("he", "rtl")]),
        ("en-GB", []),
        ('x"y', [("und", None)]),
    ):
        own = [e for e in _page(sources, language=language).named("i") if "lang" in e.attributes]
        assert [(e.attributes["lang"], e.attributes.get("dir")) for e in own] == told
        assert all(e.text == " Not yet checked: x." for e in own)


@pytest.mark.parametrize(
    ("language", "tag", "direction"),
    [
        ("en", "en", "ltr"),
        ("zh-Hans", "zh-Hans", "ltr"),
        ("ar", "ar", "rtl"),
        ("he-IL", "he-IL", "rtl"),
        ('x"y', "und", "ltr"),
    ],
)
def test_a_page_says_its_language_and_in_which_direction_it_runs(
    language: str, tag: str, direction: str
) -> None:
    (root,) = _page(language=language).named("html")
    assert (root.attributes["lang"], root.attributes["dir"]) == (tag, direction)


def test_drawings_have_a_title_and_a_description() -> None:
    leaflet = golden_topics()["every-block"]
    blocks = [block for part in leaflet.parts for block in part.blocks]
    groups = sum(len(block.groups) for block in blocks if isinstance(block, Chart))
    pictures = sum(isinstance(block, Picture) for block in blocks)
    page = _printed(leaflet)
    drawn = [e for e in page.named("svg") if e.attributes.get("role") == "img"]
    told = [e.text for e in page.named("title", "desc") if "svg" in e.inside]
    assert len(drawn) == groups + pictures
    assert len(told) == 2 * len(drawn)
    assert all(told)


def test_the_policy_names_the_style_and_the_script_of_the_page_and_nothing_else() -> None:
    for words, count in ((WORDS, 2), (PageWords(), 1)):
        page = _printed(golden_topics()["every-block"], words=words)
        (policy,) = [
            e.attributes["content"] for e in page.named("meta") if "http-equiv" in e.attributes
        ]
        named = re.findall(r"'sha256-([^']+)'", policy)
        texts = [element.text for element in page.named("style", "script")]
        assert named == [b64encode(sha256(text.encode()).digest()).decode() for text in texts]
        assert len(named) == count
        assert policy.startswith("default-src 'none'; ")


def test_only_a_page_with_fresh_snow_has_a_script() -> None:
    for still in Still:
        page = _page(Picture(still, "A hill."))
        assert bool(page.named("script")) == (still is Still.FRESH_SNOW)
    assert not _page(Paragraph(())).named("script")


def test_large_print_is_a_class_of_its_own() -> None:
    leaflet = golden_topics()["every-block"]
    (usual,), (large,) = (_printed(leaflet, large=large).named("html") for large in (False, True))
    assert "class" not in usual.attributes
    assert large.attributes["class"] == "large"


def test_the_film_in_the_script_is_that_of_the_simulation(*, update_golden: bool) -> None:
    if update_golden:
        film.put(film.simulated())
    assert film.in_script() == film.simulated()
