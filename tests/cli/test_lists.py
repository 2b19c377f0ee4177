"""`ketacli` alone, `topics`, `glossary` and `disclaimer`: pages that need no acknowledgement."""

import os
import shutil
from json import loads
from pathlib import Path

import pytest

from ketacli.errors import ExitCode
from ketacli.leaflet import Leaflet
from ketacli.leaflet_json import from_json
from ketacli.library import Library
from ketacli.render import Format
from ketacli.text import Entries
from support.content import small_library
from support.in_date import IN_DATE
from support.inside import Done, Inside
from support.program import CONTENT
from support.words import said, words

LIBRARY = Library(CONTENT, calendar=IN_DATE)
TERMS = [
    entry
    for part in LIBRARY.glossary().parts
    for block in part.blocks
    if isinstance(block, Entries)
    for entry in block.items
]


def entries(done: Done) -> list[str]:
    """The ids that a page lists."""
    assert (done.code, done.err) == (ExitCode.DONE, "")
    blocks = [block for part in page(done).parts for block in part.blocks]
    return [entry.id for block in blocks if isinstance(block, Entries) for entry in block.items]


def page(done: Done) -> Leaflet:
    return from_json(loads(done.out))


@pytest.mark.parametrize("format_", [Format.PLAIN, Format.TERMINAL, Format.MARKDOWN])
@pytest.mark.parametrize("arguments", [("topics",), ("glossary",), ("disclaimer",)])
def test_every_format_says_the_same(
    ketacli: Inside, arguments: tuple[str, ...], format_: Format
) -> None:
    leaflet = page(ketacli(*arguments, "-f", "json"))
    assert words(ketacli(*arguments, "-f", format_).out, format_) == said(leaflet, format_)


def test_ketacli_alone_shows_whom_to_call_and_what_there_is_to_read(ketacli: Inside) -> None:
    done = ketacli()
    assert (done.code, done.err) == (ExitCode.DONE, "")
    for card in LIBRARY.cards().cards:
        assert f"- {card.id}: " in done.out
    assert words(done.out, Format.PLAIN) == said(
        page(ketacli("topics", "-f", "json")), Format.PLAIN
    )


def test_topics_are_in_the_order_of_the_library(ketacli: Inside) -> None:
    assert entries(ketacli("topics", "-f", "json")) == [c.id for c in LIBRARY.cards().cards]


def test_topics_can_be_searched_by_words_of_their_cards(ketacli: Inside) -> None:
    def found(*asked: str) -> list[str]:
        return entries(ketacli("topics", *asked, "-f", "json"))

    for card in LIBRARY.cards().cards:
        assert card.id in found(card.id)
        assert card.id in found(*card.title.upper().split())
        assert card.id in found(card.purpose)
        for _, title in card.sections:
            assert card.id in found(title)
    assert found("SPRAY", "drip") == [name for name in found("spray") if name in found("drip")]


def test_words_that_no_topic_has_are_no_fault(ketacli: Inside) -> None:
    done = ketacli("topics", "spray", "zeppelin")
    assert (done.code, done.err) == (ExitCode.DONE, "")
    assert "spray zeppelin" in done.out


def test_a_broken_topic_is_named_on_stderr_and_the_others_are_listed(
    ketacli: Inside, tmp_path: Path
) -> None:
    library = small_library(tmp_path)
    topics = library / "en" / "topics"
    (topics / "broken.yaml").write_text("title: [\n", encoding="utf-8")
    (topics / "wrong.yaml").write_text("one: 1\ntwo: 2\n", encoding="utf-8")
    for _ in ("made", "kept"):
        done = ketacli("topics", "--library", os.fspath(library))
        assert done.code == ExitCode.DONE
        assert "- small: " in done.out
        assert "broken" not in done.out
        assert [line.split(":")[0].rpartition("/")[2] for line in done.err.splitlines()] == [
            "broken.yaml",
            "wrong.yaml",
        ]


def test_a_library_without_topics_lists_none(ketacli: Inside, tmp_path: Path) -> None:
    library = small_library(tmp_path)
    shutil.rmtree(library / "en" / "topics")
    from_it = ("--library", os.fspath(library))
    assert entries(ketacli("topics", *from_it, "-f", "json")) == []
    assert ketacli("explain", *from_it).code == ExitCode.NOT_FOUND


def test_the_glossary_has_every_word_in_the_order_of_the_alphabet(ketacli: Inside) -> None:
    assert entries(ketacli("glossary", "-f", "json")) == [term.id for term in TERMS]
    names = [term.name.casefold() for term in TERMS]
    assert names == sorted(names)


def test_a_word_is_found_by_its_id_its_name_and_its_other_names(ketacli: Inside) -> None:
    for term in TERMS:
        for typed in (term.id, term.name, term.name.upper()):
            assert entries(ketacli("glossary", typed, "-f", "json")) == [term.id]
    assert entries(ketacli("glossary", "spravato", "-f", "json")) == ["esketamine"]


def test_an_unknown_word_is_told_with_those_that_are_like_it(ketacli: Inside) -> None:
    for typed, meant in (("bdfn", "BDNF"), ("BDFN", "BDNF"), ("ketamin", "ketamine")):
        done = ketacli("glossary", typed)
        assert (done.code, done.out) == (ExitCode.NOT_FOUND, "")
        assert f"Did you mean {meant}" in done.err
    assert "There is: " in ketacli("glossary", "xyz").err


def test_the_disclaimer_is_shown_whole_with_its_question_and_its_code(ketacli: Inside) -> None:
    disclaimer = LIBRARY.disclaimer
    text = " ".join(ketacli("disclaimer").out.split())
    places = [text.find(piece) for piece in (*disclaimer.paragraphs, disclaimer.question)]
    assert places == sorted(places)
    assert min(places) > 0
    assert text.endswith(f"{disclaimer.code}.")


def test_the_code_is_on_the_disclaimer_in_every_format(ketacli: Inside) -> None:
    for format_ in Format:
        assert LIBRARY.disclaimer.code in ketacli("disclaimer", "-f", format_).out


def test_the_status_and_forgetting_can_go_to_a_file(ketacli: Inside, tmp_path: Path) -> None:
    file = tmp_path / "page"
    for option in ("--status", "--forget"):
        assert ketacli("disclaimer", option, "-o", os.fspath(file)).out == ""
        assert file.read_text(encoding="utf-8") == ketacli("disclaimer", option).out


def test_the_version_is_the_one_of_the_package(ketacli: Inside) -> None:
    from ketacli import __version__

    assert ketacli("--version") == (ExitCode.DONE, f"ketacli {__version__}\n", "")
