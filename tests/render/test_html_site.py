"""The pages of a site as text: what they hold, what they link to, and how few bytes they take."""

import json
import re
from collections.abc import Iterator

import pytest

from ketacli.leaflet import Card, Leaflet, Part, Role
from ketacli.render import Format, html, html_site
from ketacli.render.canvas import Canvas, PageWords
from ketacli.render.html_site import Around, Elsewhere, Kept, Listed, Way, WayKind
from ketacli.text import Bullets, Paragraph, Picture, Span, Still
from ketacli.web_labels import WebLabels
from support.any_leaflet import HOSTILE, MARKUP
from support.html_words import Page
from support.leaflets import languages, topics
from support.site_pages import (
    FILES,
    WITHHELD,
    around,
    disclaimer,
    door_page,
    languages_page,
    leaflet_page,
    library,
    list_page,
    told_page,
    words,
)
from support.words import said

ALL = sorted(topics())
FEWER_BYTES = 60_000
SMUGGLED = (
    *MARKUP,
    *HOSTILE,
    "<script>alert(1)</script>",
    "</title></style></script><script>alert(1)</script>",
    '"><a href="javascript:alert(1)">x</a>',
    "' onload='alert(1)",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    ">\n<b>",
)
KEPT = Kept("../sw.js", 3)
CODE = "0123-4567-89AB-CDEF"


def parted(name: str) -> tuple[str, str]:
    language, _, topic = name.partition("/")
    return language, topic


def small(text: str) -> Leaflet:
    """A leaflet with a text in it, and one place that leads to another."""
    line = (Span(text), Span(text, term="word"))
    helps = Part(Role.HELP, "help-us", text, (Bullets((Paragraph((Span("911", strong=True),)),)),))
    part = Part(Role.SECTION, "part", text, (Paragraph(line), Picture(Still.FRESH_SNOW, text)))
    return Leaflet("topic", "en", text, (helps, part))


def labels(text: str) -> WebLabels:
    return WebLabels(*(text for _ in WebLabels._fields))


def beside(text: str) -> Around:
    ways = tuple(Way(kind, file, 1) for kind, file in FILES.items())
    there = (Elsewhere("es", text, "../../es/topic/index.html"),)
    return Around(labels(text), CODE, "index.html", "../index.html", "", ways, there)


def every_page(text: str) -> Iterator[str]:
    """Each kind of page, with a text wherever a text can stand."""
    sheet, card = small(text), Card("topic", text, text)
    listed = (
        Listed(card, "topic/index.html", "topic/leaflet.html"),
        Listed(card, "topic/index.html", "", (text, text)),
    )
    own = library("en")
    asked = own.disclaimer._replace(title=text, paragraphs=(text,), question=text, yes=text)
    there = (Elsewhere("es", text, "es/index.html"),)
    canvas = Canvas(words=PageWords(text, text))
    yield html_site.leaflet_page(sheet, canvas, beside(text))
    yield html_site.leaflet_page(sheet, canvas._replace(large=True), beside(text))
    yield html_site.door_page(sheet, card, asked, beside(text))
    yield html_site.told_page(sheet, text, (text,), beside(text))
    yield html_site.languages_page(sheet, there, labels(text))
    yield html_site.list_page(
        sheet,
        listed,
        own.labels._replace(topics=text, topics_none=text, topics_withheld=text),
        labels(text),
        code=CODE,
        languages=there,
        kept=KEPT,
    )


def shown_on(language: str) -> list[Card]:
    """What the list of a language links to."""
    return [card for card in library(language).cards().cards if card.id != WITHHELD]


def tags(page: str) -> list[str]:
    return [element.name for element in Page(page).elements]


@pytest.mark.parametrize("text", SMUGGLED, ids=lambda text: ascii(text)[:40])
def test_content_comes_out_as_letters_on_every_page(text: str) -> None:
    for page, harmless in zip(every_page(text), every_page("word"), strict=True):
        assert tags(page) == tags(harmless)
        for element in Page(page).elements:
            assert not {name for name in element.attributes if name.startswith("on")}
            assert not element.attributes.get("href", "").startswith("javascript")
        known = [e.text for e in Page(harmless).named("script", "style")]
        assert [e.text for e in Page(page).named("script", "style")] == known


@pytest.mark.parametrize("name", ALL)
def test_a_leaflet_on_a_site_has_the_words_of_the_leaflet_in_their_order(name: str) -> None:
    whole = leaflet_page(*parted(name))
    inside = whole[whole.index("</p><h1>") : whole.index("<nav")]
    found = Page(f"<main>{inside.removeprefix('</p>')}</main>").words
    assert found == said(topics()[name], Format.HTML)


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("name", ALL)
def test_a_leaflet_on_a_site_stays_small(name: str, *, large: bool) -> None:
    assert len(leaflet_page(*parted(name), large=large).encode()) < FEWER_BYTES


def test_main_is_the_place_that_the_door_leads_to() -> None:
    for language in languages():
        topic = "how-ketamine-works"
        (main,) = Page(leaflet_page(language, topic)).named("main")
        (form,) = Page(door_page(language, topic)).named("form")
        assert form.attributes == {"action": f"leaflet.html#{main.attributes['id']}"}
        assert main.attributes["id"] == disclaimer(language).code


def test_nothing_but_a_yes_to_these_words_leads_into_a_leaflet() -> None:
    def places(code: str) -> set[str]:
        page = Page(leaflet_page("en", "how-ketamine-works", code=code))
        return {e.attributes["id"] for e in page.elements if "id" in e.attributes}

    now, before = places(disclaimer("en").code), places("ZZZZ-ZZZZ-ZZZZ-ZZZZ")
    assert len(now) == len(before) > 100
    assert now & before == {"one", "other"}  # the patterns that charts are filled with
    assert not {part.id for part in topics()["en/how-ketamine-works"].parts} & now


def test_every_link_inside_a_leaflet_leads_to_a_place_that_is_there_once() -> None:
    for name in ALL:
        elements = Page(leaflet_page(*parted(name))).elements
        places = [e.attributes["id"] for e in elements if "id" in e.attributes]
        assert len(places) == len(set(places))
        hrefs = [e.attributes["href"] for e in elements if "href" in e.attributes]
        inside = {href[1:] for href in hrefs if href.startswith("#")}
        assert inside
        assert inside <= set(places)


def test_a_leaflet_links_to_every_way_to_read_it_with_its_kind_and_size() -> None:
    page = Page(leaflet_page("en", "how-ketamine-works"))
    code, own = disclaimer("en").code, words("en")
    links = {e.attributes["href"]: e.text.strip() for e in page.named("a")}
    assert links[f"../index.html#{code}"] == own.all_leaflets
    assert links["index.html"] == own.first_read
    assert links[f"large-print.html#{code}"] == own.large
    assert links["leaflet.pdf"] == f"{own.pdf}, 124 kB"
    assert set(FILES.values()) - {"large-print.html"} < set(links)
    assert links["../../zh-Hans/how-ketamine-works/index.html"] == "简体中文"


def test_a_leaflet_in_large_letters_leads_back_to_the_usual_ones() -> None:
    page = Page(leaflet_page("en", "how-ketamine-works", large=True))
    links = {e.attributes["href"]: e.text for e in page.named("a")}
    assert links[f"leaflet.html#{disclaimer('en').code}"] == words("en").usual
    assert not [href for href in links if href.startswith("large-print.html")]
    assert page.elements[0].attributes["class"] == "large"


@pytest.mark.parametrize(
    ("size", "told"),
    [
        (0, "0 kB"),
        (1, "1 kB"),
        (1000, "1 kB"),
        (1001, "2 kB"),
        (999_000, "999 kB"),
        (999_001, "1 MB"),
        (1_000_001, "2 MB"),
        (12_300_000, "13 MB"),
    ],
)
def test_sizes_are_rounded_up_in_the_unit_that_fits(size: int, told: str) -> None:
    one = around("en", "x")._replace(ways=(Way(WayKind.TEXT, "leaflet.txt", size),))
    page = Page(html_site.leaflet_page(small("word"), Canvas(), one))
    (link,) = [e.text for e in page.named("a") if e.attributes["href"] == "leaflet.txt"]
    assert link == f"Plain text, {told}"


def test_only_doors_and_lists_are_for_search_engines() -> None:
    found = [Page(page) for page in every_page("word")]
    robots = ["robots" in [e.attributes.get("name") for e in page.named("meta")] for page in found]
    assert robots == [True, True, False, True, False, False]
    (about,) = [e for e in found[2].named("meta") if e.attributes.get("name") == "description"]
    assert about.attributes["content"] == "word"


def test_the_policy_allows_what_stands_on_the_page_and_nothing_else() -> None:
    for whole in every_page("word"):
        page = Page(whole)
        (policy,) = [
            e.attributes["content"] for e in page.named("meta") if "http-equiv" in e.attributes
        ]
        own = {html.inline(e.text).digest for e in page.named("script", "style")}
        assert set(re.findall(r"'sha256-[^']+'", policy)) == own
        assert policy.startswith("default-src 'none'; ")
        assert ("form-action 'none'" in policy) == (not page.named("form"))
        assert ("worker-src 'self'" in policy) == ('id="offline"' in whole)


def test_pages_have_one_main_and_one_first_heading_that_is_shown() -> None:
    for whole in every_page("word"):
        page = Page(whole)
        assert len(page.named("main")) == 1
        shown = [e for e in page.named("h1") if e.attributes.get("class") != "first"]
        assert len(shown) == 1


def test_every_page_shows_the_crisis_lines() -> None:
    for whole in every_page("word"):
        (call,) = [e for e in Page(whole).named("a") if e.attributes["href"] == "tel:911"]
        assert call.text == "911"


def test_the_list_names_what_is_not_shown_and_why() -> None:
    page = Page(list_page("en"))
    straight = [e.attributes.get("data-straight") for e in page.named("a") if "li" in e.inside]
    leaflets = [href for href in straight if href]
    assert leaflets == [f"{card.id}/leaflet.html" for card in shown_on("en")]
    headings = [e.text for e in page.named("h2")]
    assert library("en").labels.topics_withheld in headings
    assert words("en").gone in " ".join(page.words)


def test_a_list_of_nothing_but_what_is_shown_has_no_other_heading() -> None:
    opened = library("en")
    card = opened.cards().cards[0]
    page = html_site.list_page(
        opened.sheet("list", "x", ()),
        (Listed(card, "a/index.html", "a/leaflet.html"),),
        opened.labels,
        opened.web_labels,
        code=CODE,
        languages=(),
        kept=KEPT,
    )
    assert opened.labels.topics_withheld not in page
    assert opened.web_labels.other_languages not in page


def test_a_page_for_what_is_not_shown_says_why_and_leads_back() -> None:
    page = Page(told_page("pl", "what-treatment-is-like"))
    said_there, own = page.named("p")[0].text, words("pl")
    assert said_there == own.gone
    assert page.named("title")[0].text == own.gone_title
    assert own.all_leaflets in [e.text for e in page.named("a")]


def test_each_language_is_named_in_itself() -> None:
    page = Page(languages_page())
    names = {e.attributes["lang"]: e.text for e in page.named("a") if "lang" in e.attributes}
    assert names == library("en").languages


def test_a_leaflet_without_fresh_snow_or_words_for_it_has_no_script() -> None:
    still = small("word")
    assert not Page(html_site.leaflet_page(still, Canvas(), beside("word"))).named("script")
    bare = still._replace(parts=still.parts[:1])
    moving = Canvas(words=PageWords("Start", "Pause"))
    assert not Page(html_site.leaflet_page(bare, moving, beside("word"))).named("script")
    assert Page(html_site.leaflet_page(still, moving, beside("word"))).named("script")


def test_the_style_of_a_site_is_that_of_a_leaflet_with_shorter_names() -> None:
    (style,) = Page(door_page("en", "how-ketamine-works")).named("style")
    names = re.findall(r"--[a-z]+", html.bare("page.css"))
    assert set(re.findall(r"--[a-z]+", style.text)) == {
        f"--{letter}" for letter in "abcdefghijklmnop"[: len(set(names))]
    }
    assert "\n" not in style.text
    assert style.text.startswith(
        re.sub("--[a-z]+", "--a", ":root{color-scheme:light dark;--a:#fff")
    )


def test_the_worker_has_no_words_of_its_own_and_asks_nobody_else() -> None:
    program = html_site.worker()
    assert "http" not in program.replace("https://", "http")
    assert program.endswith("}\n")
    assert not re.search(r"^\s|//", program, re.MULTILINE)
    assert json.dumps(program)


def test_places_of_their_own_names_are_not_mixed_up() -> None:
    with_place = Page(html.render(small("word"), Canvas()))
    assert [e.attributes["id"] for e in with_place.named("h2")] == ["help-us", "part"]
    behind = Page(html_site.leaflet_page(small("word"), Canvas(), beside("word")))
    assert not any("id" in e.attributes for e in behind.named("h2"))
