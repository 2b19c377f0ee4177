import os
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import typst
from hypothesis import given, settings

from ketacli.errors import NotInstalledError, NotWrittenError
from ketacli.leaflet import Leaflet, Part, Role
from ketacli.render import Format, pdf
from ketacli.render.pdf_fonts import FOLDERS
from ketacli.render.pdf_paper import Paper
from ketacli.text import (
    Answer,
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
from support.any_leaflet import HOSTILE, LETTERS, MARKUP, leaflets, texts
from support.leaflets import golden_topics, pages, topics
from support.pdf import opened, ran, structure, words, words_of
from support.pdf_pages import LARGE, USUAL, labels, printed, read, said_once, sheet, shipped
from support.program import ROOT
from support.right_to_left import right_to_left
from support.words import said

WIDTH, MARGIN = 595, 48
"""Points at the least: of the 56 on each side, the blank at the end of a line takes a few."""
MOST_BYTES = 120_000
MOST_BYTES_OF_CHINESE = 220_000
"""Of these, 120,000 are the shapes of some 700 different letters."""
TYPST_MARKUP = (
    "#let x = 1",
    '#eval("1 + 1")',
    '#import "drawings.typ": *',
    "#sheet",
    "= heading",
    "/ term: x",
    "+ 1",
    "<label>",
    "@reference",
    "$x^2$",
    "// comment",
    "/* x */",
    "\\u{41}",
    "~",
    "]]>",
    "{{ }}",
    "]#x[",
    '")',
    "-- ---",
    "javascript:alert(1)",
    "data:text/html,x",
)
PILES = tuple(text for text in HOSTILE if "\u0301" in text or "\u0489" in text)
RIGHT_TO_LEFT = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
NO_FONT = "\U0001f469\U0001f44d\u2764"
PRINTABLE = tuple(
    text for text in LETTERS if text != RIGHT_TO_LEFT and not set(text).intersection(NO_FONT)
)
INVISIBLE = re.compile("[\u00ad\u200e\u200f]")
"""Hints for the setting of a line. They are no letters, and paper does not keep them."""


def _letters(found: list[str]) -> str:
    return INVISIBLE.sub("", "".join(found))


@pytest.mark.parametrize("at", [USUAL, LARGE], ids=["usual", "large"])
@pytest.mark.parametrize("name", sorted(topics()))
def test_a_pdf_says_the_words_of_the_leaflet_in_their_order(
    name: str, at: tuple[Paper, bool]
) -> None:
    _, tree = read(name, *at)
    assert words_of(tree) == said(topics()[name], Format.PLAIN)


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("paper", Paper)
def test_every_kind_of_block_is_printed_word_for_word(paper: Paper, large: bool) -> None:
    _, tree = read("every-block", paper, large)
    assert words_of(tree) == said(golden_topics()["every-block"], Format.PLAIN)


@pytest.mark.parametrize("name", sorted(pages().keys() - topics().keys()))
def test_pages_that_are_no_topic_can_be_printed_too(name: str) -> None:
    assert words(printed(pages()[name])) == said(pages()[name], Format.PLAIN)


@pytest.mark.parametrize("at", [USUAL, LARGE], ids=["usual", "large"])
@pytest.mark.parametrize("name", sorted(topics()))
def test_a_pdf_is_small(name: str, at: tuple[Paper, bool]) -> None:
    most = MOST_BYTES_OF_CHINESE if name.startswith("zh") else MOST_BYTES
    assert len(shipped(name, *at)) < most


def test_two_processes_print_the_same_bytes(tmp_path: Path) -> None:
    script = tmp_path / "print.py"
    script.write_text(
        "import sys; from hashlib import sha256\n"
        "from support.leaflets import golden_topics\n"
        "from support.pdf_pages import printed\n"
        "print(sha256(printed(golden_topics()['every-block'])).hexdigest())\n",
        encoding="utf-8",
    )
    found = {
        subprocess.run(
            [sys.executable, script],
            capture_output=True,
            check=True,
            text=True,
            env=os.environ
            | {
                "PYTHONPATH": f"{ROOT / 'tests'}:{ROOT / 'src'}",
                "PYTHONHASHSEED": seed,
                "TZ": zone,
            },
        ).stdout.strip()
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert found == {sha256(printed(golden_topics()["every-block"])).hexdigest()}


def test_a_press_prints_the_same_bytes_as_for_one_leaflet_and_opens_its_fonts_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found: list[tuple[str, ...]] = []
    open_fonts = typst.Fonts

    def counted(**how: Any) -> typst.Fonts:
        (folder,) = how["font_paths"]
        found.append(tuple(sorted(file.name for file in folder.iterdir())))
        return open_fonts(**how)

    wanted = [printed(said_once(text)) for text in ("One.", "Two.", "\u05d0", "Three.")]
    monkeypatch.setattr(typst, "Fonts", counted)
    with pdf.press() as press:
        leaflets = [said_once(text) for text in ("One.", "Two.", "\u05d0", "Three.")]
        assert [press.printed(one, sheet(one)) for one in leaflets] == wanted
    assert len(found) == len(set(found)) == 2


def test_other_words_are_other_bytes() -> None:
    assert printed(said_once("One.")) != printed(said_once("Two."))


@pytest.mark.parametrize("text", [*MARKUP, *TYPST_MARKUP, *HOSTILE, *PRINTABLE], ids=ascii)
def test_a_text_that_would_be_more_comes_out_as_letters(text: str) -> None:
    line = (Span(text), Span(text, strong=True), Span(text, term=text))
    entry = Entry(text, text, line, text)
    blocks = (
        Paragraph(line),
        Subheading(text),
        Entries((entry,)),
        Entries((entry,), numbered=True),
    )
    leaflet = Leaflet(text, text, text, (Part(Role.SECTION, text, text, blocks),))
    file = printed(leaflet)
    if text not in PILES:
        assert _letters(words(file)) == _letters(said(leaflet, Format.PLAIN))
    assert not list(structure(opened(file)).all("Link")) or text == "<https://x>"


def test_markup_is_letters_wherever_it_stands_and_in_what_is_said_of_drawings() -> None:
    text = " ".join((*MARKUP, *TYPST_MARKUP))
    ground = Ground(Evidence.TRIAL, text, text, (1,))
    paragraph = Paragraph((Span(text), Span(text, strong=True), Span(text, term=text)), ground)
    blocks: tuple[Block, ...] = (
        Bullets((paragraph,)),
        Steps((paragraph,)),
        Callout(text, paragraph),
        Chart(text, (ChartGroup(text, 3, text), ChartGroup(text, 4, text)), paragraph),
        Picture(Still.FRESH_SNOW, text),
        Question(paragraph.line, (Answer(text, right=True, because=text),)),
        Entries((Entry("1", text, (Span(text), Span(text)), text),), numbered=True),
    )
    leaflet = Leaflet("one", "es", text, (Part(Role.SECTION, text, text, blocks),))
    words_of_drawings = labels("en")._replace(hill_drawn=text, people_drawn=text)
    file = pdf.render(leaflet, sheet(leaflet)._replace(labels=words_of_drawings, receipt=text))
    assert words(file) == said(leaflet, Format.PLAIN)
    found = structure(opened(file))
    assert [figure.alt for figure in found.all("Figure")] == [text] * 3
    assert not list(found.all("Link"))


@settings(max_examples=10, deadline=None)
@given(leaflets(texts(*MARKUP, *TYPST_MARKUP, *(set(HOSTILE) - set(PILES)), *PRINTABLE)))
def test_any_leaflet_is_printed_letter_for_letter(leaflet: Leaflet) -> None:
    assert _letters(words(printed(leaflet))) == _letters(said(leaflet, Format.PLAIN))


@pytest.mark.parametrize("letter", ["a", "W", "m"])
@pytest.mark.parametrize("large", [False, True])
def test_a_word_that_is_longer_than_a_line_stays_on_the_paper(large: bool, letter: str) -> None:
    text = letter * 2_000
    line = (Span(text), Span(text, strong=True))
    blocks = (Subheading(text), Paragraph(line), Entries((Entry(text, text, line, text),)))
    leaflet = Leaflet("one", "en", text, (Part(Role.SECTION, "a", text, blocks),))
    file = printed(leaflet, large=large)
    assert _letters(words(file)) == _letters(said(leaflet, Format.PLAIN))
    paper = opened(file)
    for page in paper.pages:
        assert max(run.right for run in ran(page)) <= float(page.MediaBox[2]) - MARGIN


def test_a_text_of_100_kb_comes_out_whole_wherever_it_stands() -> None:
    text = "#let x " * 15_000
    address = "https://example.org/" + "x" * 100_000
    blocks = (Subheading(text), Entries((Entry(text, text, (Span(text),), address),)))
    leaflet = Leaflet("one", "en", text, (Part(Role.SECTION, "a", "Part", blocks),))
    assert _letters(words(printed(leaflet))) == _letters(said(leaflet, Format.PLAIN))


@pytest.mark.parametrize(
    ("letter", "package"),
    [("\u65e5", "fonts-noto-cjk"), ("\u0645", "fonts-noto-core"), ("\u0915", "fonts-noto-core")],
)
def test_a_letter_without_a_font_names_the_package_to_install(letter: str, package: str) -> None:
    leaflet = said_once(f"some {letter} here")
    with pytest.raises(NotInstalledError) as caught:
        pdf.render(leaflet, sheet(leaflet), folders=())
    assert caught.value.command == f"sudo apt install {package}"
    assert f"U+{ord(letter):04X}" in caught.value.what


def test_a_letter_that_no_package_has_is_told_by_its_number() -> None:
    with pytest.raises(NotWrittenError) as caught:
        printed(said_once("\U0001f469"))
    assert "U+1F469" in caught.value.reason


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "\u6c2f\u80fa\u916e\u6cbb\u7597\u6291\u90c1\u75c7"),
        ("zh-Hant-TW", "\u6c2f\u80fa\u916e"),
        ("ja", "\u30b1\u30bf\u30df\u30f3\u3068\u306f"),
        ("ko", "\ucf00\ud0c0\ubbfc"),
        ("hi", "\u0915\u0947\u091f\u093e\u092e\u093e\u0907\u0928"),
        ("el", "\u03ba\u03b5\u03c4\u03b1\u03bc\u03af\u03bd\u03b7"),
        ("uk", "\u043a\u0435\u0442\u0430\u043c\u0456\u043d"),
        ("vi", "\u0111i\u1ec1u tr\u1ecb"),
        ("ar", "\u0627\u0644\u0643\u064a\u062a\u0627\u0645\u064a\u0646"),
        ("he", "\u05e7\u05d8\u05de\u05d9\u05df"),
    ],
)
def test_other_scripts_are_printed_with_fonts_of_their_own(language: str, text: str) -> None:
    file = printed(said_once(text, language))
    assert words(file)[2:] == text.split()
    assert str(opened(file).Root.Lang).startswith(language[:2])


@pytest.mark.parametrize(("language", "large"), [("ar", True), ("he", False)])
def test_a_leaflet_from_right_to_left_is_read_in_the_order_of_its_words(
    language: str, *, large: bool
) -> None:
    leaflet = right_to_left(language)
    file = printed(leaflet, large=large)
    assert words(file) == said(leaflet, Format.PLAIN)
    assert opened(file).Root.ViewerPreferences.Direction == "/R2L"
    lines = [run for page in opened(file).pages for run in ran(page)]
    assert max(run.right for run in lines) > WIDTH - MARGIN - 12
    assert min(run.left for run in lines) > MARGIN


@pytest.mark.parametrize(
    "text",
    [
        "\u05e7\u05d8 abc 123 \u05e9\u05dc, \u05d6\u05d4 (\u05d8\u05e7) 50% \u05e9\u05dc.",
        "\u0627\u0644\u0643 \u0644\u0627 abc 12 \u0643\u062a\u0628 (\u0646\u0635).",
    ],
    ids=["he", "ar"],
)
def test_a_line_may_go_both_ways(text: str) -> None:
    for language in ("he", "ar", "en"):
        assert words(printed(said_once(text, language)))[2:] == text.split()


def test_without_any_font_installed_the_one_that_typst_carries_is_used() -> None:
    leaflet = golden_topics()["every-block"]
    file = pdf.render(leaflet, sheet(leaflet), folders=())
    assert words(file) == said(leaflet, Format.PLAIN)
    paper = opened(file)
    assert b"Libertinus" in b"".join(
        bytes(str(font.BaseFont), "ascii")
        for page in paper.pages
        for font in page.Resources.Font.values()
    )


def test_without_typst_the_command_that_installs_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(NotInstalledError) as caught:
        printed(said_once("x"))
    assert caught.value.command == f"{sys.executable} -m pip install 'typst>=0.15'"


def test_whatever_else_typst_refuses_is_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> bytes:
        raise typst.TypstError("PDF/UA-1 error: no title", "no title")

    monkeypatch.setattr(typst, "compile", refuse)
    with pytest.raises(typst.TypstError, match="no title"):
        printed(said_once("x"))


def test_debian_has_its_fonts_where_they_are_looked_for() -> None:
    assert [folder for folder in FOLDERS if not folder.is_dir()] == []
