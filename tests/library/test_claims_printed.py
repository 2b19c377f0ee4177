"""The ledger for people: golden files, and foreign letters that stay letters."""

from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from ketacli.library.claims import Claim, Ledger, Wish
from ketacli.library.claims_by_source import by_source
from ketacli.library.claims_printed import (
    markdown,
    markdown_by_source,
    plain,
    plain_by_source,
)
from ketacli.library.folder import Folder
from support.content import SMALL_TOPIC
from support.ledger import KINDS, ledger_library

ACTS = "\x1b[2J\x9b1m \u202e [b]x[/b] **y** | `z` <i> \\ # ~ &amp; _a_ \n = 1"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(Folder(ledger_library(tmp_path)))


def acting() -> Claim:
    return Claim("t", "en/topics/t.yaml", 1, 2, "s", "body", ACTS, "trial", ACTS, ("office",))


def cells(text: str) -> list[list[str]]:
    """What stands in the tables of a Markdown text, as a reader sees it."""
    reader = MarkdownIt("commonmark").enable("table")
    rows: list[list[str]] = []
    inside = False
    for token in reader.parse(text):
        inside = token.type in {"td_open", "th_open"} or (inside and token.type == "inline")
        if token.type == "tr_open":
            rows.append([])
        if token.type == "inline" and inside:
            children = token.children or []
            assert {child.type for child in children} <= {"text", "text_special", "code_inline"}
            rows[-1].append("".join(child.content for child in children))
    return rows


def test_foreign_letters_stay_letters_in_plain_text(ledger: Ledger) -> None:
    for text in (
        "".join(plain([acting()], ledger)),
        "".join(plain_by_source(by_source([acting()]), ledger)),
    ):
        assert "<U+001B>[2J<U+009B>1m <U+202E> [b]x[/b] **y** | `z` <i>" in text
        assert not {letter for letter in text if letter in ACTS and not letter.isprintable()} - {
            "\n"
        }


def test_foreign_letters_stay_letters_in_markdown(ledger: Ledger) -> None:
    shown = " ".join(ACTS.split()).replace("\x1b", "<U+001B>")
    shown = shown.replace("\x9b", "<U+009B>").replace("\u202e", "<U+202E>")
    row = ["1", "s body", shown, f"{shown} (trial)", "office", "rests on one source"]
    assert row in cells("".join(markdown([acting()], ledger)))
    row[0] = "en/topics/t.yaml:1"
    assert row in cells("".join(markdown_by_source(by_source([acting()]), ledger)))


def test_hostile_letters_of_content_and_sources_stay_letters_in_markdown(ledger: Ledger) -> None:
    rows = cells("".join(markdown(ledger.claims(Wish()), ledger)))
    assert '=1+1 | [b]spray[/b] `<i>` & \\ ! # _ ~ "quoted", é ł 中' in rows[-15][2]
    sources = {row[0]: row[1] for row in rows if len(row) == 4}
    assert '{Braces \\ 50% & $5 #1 _a_ ~ ^} of mTOR in "DNA": Größe 中.' in sources["hostile"]


def test_a_library_without_claims_is_told_so(tmp_path: Path) -> None:
    ledger = Ledger(Folder(ledger_library(tmp_path, small=SMALL_TOPIC)))
    assert "".join(plain((), ledger)) == "Topics: 0. Claims: 0. Weak: 0. Sources: 0.\n\n"
    assert "".join(plain_by_source((), ledger)) == "Sources: 0.\n\n"
    assert "Topics: 0. Claims: 0. Weak: 0.\n" in "".join(markdown((), ledger))
    assert "## Sources" not in "".join(markdown((), ledger))
    assert "".join(markdown_by_source((), ledger)).endswith("\nNone.\n")


def test_a_claim_without_a_source_is_told_in_words(tmp_path: Path) -> None:
    lacking = SMALL_TOPIC.replace("One sentence.", "Ketamine stands here.")
    ledger = Ledger(Folder(ledger_library(tmp_path, lacking=lacking, kinds=KINDS)))
    found = list(ledger.claims(Wish(unsourced=True)))
    why = "names the medicine or an animal, so it needs evidence and sources"
    assert f"\n  Weak: {why}.\n" in "".join(plain(found, ledger))
    assert "No source: these have none\n" in "".join(plain_by_source(by_source(found), ledger))
    rows = cells("".join(markdown(found, ledger)))
    assert ["11", "first body", "Ketamine stands here.", "", "", why] in rows
    assert ["no source", "", "1"] in rows
    assert "\n## No source\n" in "".join(markdown_by_source(by_source(found), ledger))
