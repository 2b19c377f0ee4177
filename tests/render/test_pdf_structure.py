"""What PDF/UA-1 and PDF/A-2a ask of files, as far as a program can see it, on all that ships."""

import re
from datetime import UTC, datetime
from itertools import pairwise
from typing import TypeVar

import pikepdf
import pytest
from pikepdf import Name, Pdf

from ketacli.leaflet import Leaflet, Part, Role
from ketacli.render import pdf
from ketacli.render.pdf_paper import Paper
from ketacli.render.pdf_sheet import Sheet
from ketacli.text import Chart, Entries, Picture, Steps
from support.leaflets import golden_topics, topics
from support.pdf import Element, artifacts, in_language, opened, ran, structure
from support.pdf_pages import DAY, LARGE, USUAL, labels, printed, read, said_once, sheet

LEAFLETS = topics() | {"every-block": golden_topics()["every-block"]}
NAMES = sorted(LEAFLETS)
PAPERS = {Paper.A4: (595.28, 841.89), Paper.LETTER: (612, 792)}
PRINTED_TAGS = {
    "Document",
    "H1",
    "H2",
    "H3",
    "P",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Figure",
    "Link",
    "Span",
}
Kind = TypeVar("Kind")
MARGIN = 48
"""Points at the least: of the 56 on each side, the blank at the end of a line takes a few."""
UA = "{http://www.aiim.org/pdfua/ns/id/}"
ARCHIVE = "{http://www.aiim.org/pdfa/ns/id/}"


def _files(name: str) -> list[Pdf]:
    return [read(name, *at)[0] for at in (USUAL, LARGE)]


def _tree(name: str) -> Element:
    return read(name, *USUAL)[1]


def _blocks(name: str, kind: type[Kind]) -> list[Kind]:
    found = [block for part in LEAFLETS[name].parts for block in part.blocks]
    return [block for block in found if isinstance(block, kind)]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_says_which_rules_it_keeps_its_title_and_its_language(name: str) -> None:
    for file in _files(name):
        about = file.open_metadata()
        assert about[f"{UA}part"] == "1"
        assert (about[f"{ARCHIVE}part"], about[f"{ARCHIVE}conformance"]) == ("2", "A")
        assert about["{http://purl.org/dc/elements/1.1/}title"] == LEAFLETS[name].title
        assert str(file.docinfo.Title) == LEAFLETS[name].title
        assert str(file.Root.Lang) == LEAFLETS[name].language.replace("-Hans", "")
        assert bool(file.Root.MarkInfo.Marked)
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
        assert not file.is_encrypted


@pytest.mark.parametrize("name", NAMES)
def test_a_file_bears_the_day_of_the_last_check_and_no_other(name: str) -> None:
    for file in _files(name):
        day = f"D:{DAY:%Y%m%d}000000Z"
        assert (str(file.docinfo.CreationDate), str(file.docinfo.ModDate)) == (day, day)
        written = file.Root.Metadata.read_bytes().decode()
        assert set(re.findall(r"\d{4}-\d\d-\d\d", written)) == {DAY.isoformat()}
        assert str(datetime.now(UTC).year) not in written or DAY.year == datetime.now(UTC).year


@pytest.mark.parametrize("name", NAMES)
def test_everything_has_a_tag_of_the_standard(name: str) -> None:
    for at in (USUAL, LARGE):
        found = {element.tag for element in _everything(read(name, *at)[1])}
        assert found <= PRINTED_TAGS
        assert {"Document", "H1", "H2", "P", "L", "LI", "LBody"} <= found


@pytest.mark.parametrize("name", NAMES)
def test_headings_start_at_1_and_leave_none_out(name: str) -> None:
    headings = list(_tree(name).all("H1", "H2", "H3"))
    levels = [int(heading.tag[1]) for heading in headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    steps = pairwise(levels)
    assert all(after <= before + 1 for before, after in steps)
    parts = [heading.text().split() for heading in headings if heading.tag == "H2"]
    assert parts == [part.title.split() for part in LEAFLETS[name].parts]


@pytest.mark.parametrize("name", NAMES)
def test_the_parts_are_listed_beside_the_page(name: str) -> None:
    file, _ = read(name, *USUAL)
    with file.open_outline() as outline:
        (title,) = outline.root
        assert title.title == LEAFLETS[name].title
        listed = [part.title for part in title.children]
    assert listed == [part.title for part in LEAFLETS[name].parts]


@pytest.mark.parametrize("name", NAMES)
def test_drawings_are_figures_that_say_what_is_drawn(name: str) -> None:
    words = labels(LEAFLETS[name].language)
    found = sorted(figure.alt for figure in _tree(name).all("Figure"))
    hundreds = [group.people for chart in _blocks(name, Chart) for group in chart.groups]
    wanted = [words.people_drawn.replace("{count}", str(count)) for count in hundreds]
    wanted += [words.hill_drawn] * len(_blocks(name, Picture))
    assert found == sorted(wanted)


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_has_its_place_on_the_page(name: str) -> None:
    for figure in _tree(name).all("Figure"):
        left, bottom, right, top = map(float, figure.about.A[0].BBox)
        assert 0 < left < right < PAPERS[Paper.A4][0]
        assert 0 < bottom < top < PAPERS[Paper.A4][1]


@pytest.mark.parametrize("name", NAMES)
def test_addresses_are_printed_and_lead_there(name: str) -> None:
    entries = [entry for block in _blocks(name, Entries) for entry in block.items]
    wanted = [entry.address for entry in entries if entry.address.startswith("http")]
    links = list(_tree(name).all("Link"))
    assert [link.text().strip() for link in links] == wanted
    for file in _files(name):
        found = list(_annotations(file))
        assert {str(one.A.URI) for one in found} == set(wanted)
        assert all(str(one.Contents) for one in found)
        assert all("/StructParent" in one for one in found)
        assert all(page.Tabs == Name.S for page in file.pages if "/Annots" in page)


@pytest.mark.parametrize("name", [name for name in NAMES if LEAFLETS[name].language != "en"])
def test_sources_are_in_english_and_what_is_said_of_them_is_not(name: str) -> None:
    leaflet, (file, tree) = LEAFLETS[name], read(name, *USUAL)
    own = leaflet.language.partition("-")[0]
    sources = [one for block in _blocks(name, Entries) if block.numbered for one in block.items]
    items = [body for body in tree.all("LBody") if str(body.about.get("/Lang", "")) == "en"]
    assert len(items) == len(sources) > 0
    for item, source in zip(items, sources, strict=True):
        assert item.text().split()[0] == source.line[0].text.split()[0]
        assert [str(link.about.Lang) for link in item.all("Link")] == [own] * bool(source.address)
    said = "".join(text for page in file.pages for tag, text in in_language(page) if tag == own)
    for source in sources:
        for span in source.line[1:]:
            assert "".join(span.text.split()) in "".join(said.split())


@pytest.mark.parametrize("name", NAMES)
def test_lists_have_items_with_a_mark_and_a_body(name: str) -> None:
    tree = _tree(name)
    for item in tree.all("LI"):
        assert [child.tag for child in item.children if isinstance(child, Element)] == [
            "Lbl",
            "LBody",
        ]
    counted = [list(range(1, len(steps.items) + 1)) for steps in _blocks(name, Steps)]
    counted += [
        [int(entry.id) for entry in block.items]
        for block in _blocks(name, Entries)
        if block.numbered
    ]
    marks = [[label.text().strip() for label in found.all("Lbl")] for found in tree.all("L")]
    assert sorted(m for m in marks if m[0] != "\u2022") == sorted(
        [f"{number}." for number in numbers] for numbers in counted
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_font_is_in_the_file_and_its_letters_can_be_read(name: str) -> None:
    for file in _files(name):
        fonts = [font for page in file.pages for font in page.Resources.Font.values()]
        assert fonts
        for font in fonts:
            (descendant,) = font.DescendantFonts
            about = descendant.FontDescriptor
            assert "/FontFile2" in about or "/FontFile3" in about
            assert "/ToUnicode" in font


@pytest.mark.parametrize("name", NAMES)
def test_nothing_runs_is_hidden_or_comes_from_elsewhere(name: str) -> None:
    for file in _files(name):
        assert not {"/AA", "/OpenAction", "/AcroForm", "/OCProperties"} & set(file.Root.keys())
        assert not {"/JavaScript", "/EmbeddedFiles"} & set(file.Root.get("/Names", {}).keys())
        assert {str(one.A.S) for one in _annotations(file)} <= {"/URI"}
        assert not file.attachments


@pytest.mark.parametrize("name", NAMES)
def test_each_page_bears_its_number_the_version_and_the_codes(name: str) -> None:
    words = labels(LEAFLETS[name].language)
    for file in _files(name):
        feet = artifacts(file)
        count = str(len(feet))
        wanted = next(iter(sheet(LEAFLETS[name]).codes(LEAFLETS[name])))
        for number, foot in enumerate(feet, start=1):
            page = words.page_number.replace("{page}", str(number)).replace("{pages}", count)
            assert foot.startswith(page)
            assert wanted in foot
            assert words.acknowledged_code.replace("{code}", "K7QF-2M9D-XW3B-5T0A") in foot
            assert words.receipt_code.replace("{code}", "3HV1-77QD") in foot


@pytest.mark.parametrize("paper", Paper)
def test_each_paper_has_its_size_and_nothing_is_printed_off_it(paper: Paper) -> None:
    for large in (False, True):
        file, _ = read("every-block", paper, large)
        for page in file.pages:
            size = [float(side) for side in list(page.MediaBox)[2:]]
            assert size == pytest.approx(PAPERS[paper], abs=0.01)
            assert max(run.right for run in ran(page)) <= PAPERS[paper][0] - MARGIN


def test_large_print_has_letters_of_18_points_and_lines_of_27() -> None:
    text = "Some words that go on. " * 40
    file = opened(printed(said_once(text), large=True))
    assert min(run.size for page in file.pages for run in ran(page)) == 18
    down = [run.height for run in ran(file.pages[0]) if run.size == 18][:6]
    assert [round(a - b, 2) for a, b in pairwise(down)] == [27] * 5


def test_a_usual_page_has_letters_of_12_points() -> None:
    file = opened(printed(said_once("words " * 99)))
    sizes = [run.size for run in ran(file.pages[0])]
    assert sizes.count(12) > len(sizes) / 2


def test_no_word_is_broken_with_a_hyphen() -> None:
    text = "electroconvulsive neuroplasticity anti\u00addepressants " * 60
    for large in (False, True):
        tree = structure(opened(printed(said_once(text), large=large)))
        painted = "".join(element.text() for element in tree.all("P"))
        assert "-" not in painted
        assert painted.split() == text.replace("\u00ad", "").split()


def test_a_sheet_without_codes_bears_the_version_alone() -> None:
    leaflet = said_once("x")
    file = opened(pdf.render(leaflet, Sheet(labels("en"))))
    (foot,) = artifacts(file)
    assert re.fullmatch(r"Page 1 of 1Version [0-9A-Z]{4}-[0-9A-Z]{4}", foot)


@pytest.mark.parametrize(
    ("language", "written"),
    [("en-GB", "en-GB"), ("pt-BR", "pt-BR"), ("x" * 9, "und"), ("#x", "und")],
)
def test_the_tag_of_the_language_is_in_the_file(language: str, written: str) -> None:
    assert str(opened(printed(said_once("x", language))).Root.Lang) == written


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "mailto:a@b.org",
        "https://x y",
    ],
)
def test_only_addresses_of_the_web_are_links(address: str) -> None:
    leaflet = golden_topics()["every-block"]
    numbered = [
        block._replace(items=tuple(item._replace(address=address) for item in block.items))
        for part in leaflet.parts
        for block in part.blocks
        if isinstance(block, Entries)
    ]
    page = Leaflet("a", "en", "T", (Part(Role.SOURCES, "a", "P", tuple(numbered)),))
    file = opened(printed(page))
    assert list(_annotations(file)) == []
    assert address in " ".join(structure(file).text().split())


def _everything(element: Element) -> list[Element]:
    below = [child for child in element.children if isinstance(child, Element)]
    return [element, *(found for child in below for found in _everything(child))]


def _annotations(file: Pdf) -> list[pikepdf.Object]:
    return [one for page in file.pages for one in page.get("/Annots", [])]
