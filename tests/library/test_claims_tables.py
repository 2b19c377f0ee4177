"""The ledger for programs: JSON that is whole at any length, CSV that no spreadsheet runs."""

import csv
import io
import json
from pathlib import Path

import pytest

from ketacli.library.claims import Claim, Ledger, Wish
from ketacli.library.claims_by_source import by_source
from ketacli.library.claims_tables import as_csv, as_csv_by_source, as_json, as_json_by_source
from ketacli.library.folder import Folder
from support.ledger import ledger_library


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(Folder(ledger_library(tmp_path)))


def claim(text: str, *sources: str) -> Claim:
    evidence = "trial" if sources else ""
    return Claim("t", "en/topics/t.yaml", 1, 2, "", "body", text, evidence, "Words", sources)


def test_json_has_every_field_of_every_claim(ledger: Ledger) -> None:
    found = list(ledger.claims(Wish()))
    read = json.loads("".join(as_json(found, ledger)))
    assert (read["version"], read["language"], read["by"]) == (1, "en", "topic")
    assert read["counts"] == {"topics": 2, "claims": 8, "weak": 6}
    assert read["claims"] == [
        {**one._asdict(), "sources": list(one.sources), "weak": list(one.weak)} for one in found
    ]


def test_json_by_source_has_every_source_with_its_claims(ledger: Ledger) -> None:
    stakes = by_source([*ledger.claims(Wish()), claim("Lacking.")])
    read = json.loads("".join(as_json_by_source(stakes, ledger)))
    assert [(one["source"], one["only_source_of"]) for one in read["sources"]] == [
        (stake.source, stake.alone) for stake in stakes
    ]
    references = {one["source"]: one["reference"] for one in read["sources"]}
    assert references["office"].startswith("Office of Health, Wealth and Tests. What is it?")
    assert references[""] == ""
    for one, stake in zip(read["sources"], stakes, strict=True):
        assert [found["text"] for found in one["claims"]] == [made.text for made in stake.claims]


def test_json_is_whole_where_there_is_nothing(ledger: Ledger) -> None:
    assert json.loads("".join(as_json((), ledger)))["claims"] == []
    assert json.loads("".join(as_json_by_source((), ledger)))["sources"] == []


def test_json_has_one_claim_a_line_in_ascii(ledger: Ledger) -> None:
    text = "".join(as_json([claim("\x1b é", "office"), claim("中", "office")], ledger))
    assert text.isascii()
    assert "\x1b" not in text
    assert [line.count('"topic": ') for line in text.splitlines()] == [0, 1, 1, 0]


def test_csv_can_be_read_back(ledger: Ledger) -> None:
    found = list(ledger.claims(Wish(topic="kinds")))
    text = "".join(as_csv(found, ledger))
    assert text.count("\r\n") == text.count("\n") == 1 + len(found)
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["text"] for row in rows] == [one.text for one in found]
    assert [row["sources"].split() for row in rows] == [list(one.sources) for one in found]
    assert [row["weak"].split() for row in rows] == [list(one.weak) for one in found]
    assert [int(row["line"]) for row in rows] == [one.line for one in found]


def test_csv_by_source_has_a_row_for_each_source_of_each_claim(ledger: Ledger) -> None:
    stakes = by_source([claim("1", "a", "b"), claim("2", "a"), claim("3")])
    rows = list(csv.DictReader(io.StringIO("".join(as_csv_by_source(stakes, ledger)), newline="")))
    assert {(row["source"], row["only_source"], row["text"]) for row in rows} == {
        ("a", "no", "1"),
        ("b", "no", "1"),
        ("a", "yes", "2"),
        ("", "no", "3"),
    }


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r+", " =", "\uff1d", "\uff20"])
def test_no_cell_is_a_formula(start: str, ledger: Ledger) -> None:
    text = f'{start}HYPERLINK("http://x","y"),\n\x1b'
    (_, row) = csv.reader(io.StringIO("".join(as_csv([claim(text, "office")], ledger)), newline=""))
    assert row[6] == f'\'{start.strip()}HYPERLINK("http://x","y"), <U+001B>'


def test_a_cell_with_a_sign_inside_is_left_alone(ledger: Ledger) -> None:
    text = "".join(as_csv([claim("1 + 1 = 2", "office")], ledger))
    assert ",1 + 1 = 2," in text
