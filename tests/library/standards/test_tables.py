"""A report as JSON: one object with every item, its place and its rating."""

import json
from pathlib import Path
from typing import Any

import pytest

from ketacli.library.folder import Folder
from ketacli.library.schema_ratings import Standard
from ketacli.library.standards import by_standard
from ketacli.library.standards.instruments import instrument
from support.content import SMALL_TOPIC, small_library
from support.standards import rate, rate_all, words_of


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return small_library(tmp_path)


def made(library: Path, standard: str) -> Any:
    folder = Folder(library)
    written = by_standard(folder, standard, topic="", language="", format_="json")
    return json.loads("".join(written.pieces))


@pytest.mark.parametrize("standard", Standard)
def test_every_item_stands_in_it(standard: Standard, library: Path) -> None:
    found = made(library, standard)
    table = instrument(standard)
    assert found["standard"] == standard
    assert (found["name"], found["edition"], found["bar"]) == (table.name, table.edition, table.bar)
    assert found["seen"] == list(table.seen)
    assert found["not_seen"] == list(table.not_seen)
    (topic,) = found["topics"]
    assert [item["number"] for item in topic["items"]] == list(table.by_number())
    assert {item["part"] for item in topic["items"]} == {part.id for part in table.parts}
    assert topic["words"] == words_of(library)


def test_a_failure_has_its_place(library: Path) -> None:
    item = made(library, "ipdas")["topics"][0]["items"][2]
    assert (item["number"], item["verdict"], item["found"]) == ("1.1.3", "failed", "failed")
    assert (item["file"], item["line"], item["column"]) == ("library/en/topics/small.yaml", 1, 1)


def test_ratings_stand_beside_what_a_program_found(library: Path) -> None:
    rate(library, "ipdas", {"2.1.1": "3"})
    rate(library, "ipdas", {"1.1.1": "met"}, words="0" * 20)
    items = {item["number"]: item for item in made(library, "ipdas")["topics"][0]["items"]}
    said = {"by": "A rater", "role": "Nurse", "day": "2026-01-02"}
    assert items["2.1.1"]["rating"] == {"mark": "3", **said}
    assert (items["2.1.1"]["verdict"], items["2.1.1"]["found"]) == ("rated", "human")
    assert items["1.1.1"]["rating"] is None
    assert items["1.1.1"]["lapsed"] == {"mark": "met", **said}
    assert items["1.1.1"]["look_at"][0]["field"] == "sections"


def test_scores_have_no_points_while_items_are_open(library: Path) -> None:
    (score,) = made(library, "discern")["topics"][0]["scores"]
    assert score == {"part": "", "open": 16, "points": None, "of": None, "percent": None}
    rate_all(library, Standard.DISCERN)
    (score,) = made(library, "discern")["topics"][0]["scores"]
    assert score == {"part": "", "open": 0, "points": 80, "of": 80, "percent": None}


def test_two_topics_and_none_are_json_too(tmp_path: Path) -> None:
    two = small_library(tmp_path / "two", a=SMALL_TOPIC, b=SMALL_TOPIC)
    assert [topic["topic"] for topic in made(two, "jama")["topics"]] == ["a", "b"]
    none = small_library(tmp_path / "none", a=SMALL_TOPIC.replace("title:", "titel:"))
    assert made(none, "jama")["topics"] == []


def test_every_format_has_a_writer(library: Path) -> None:
    for format_, start in (("plain", "JAMA"), ("markdown", "# JAMA"), ("json", "{")):
        folder = Folder(library)
        written = by_standard(folder, "jama", topic="small", language="en", format_=format_)
        assert next(written.pieces).startswith(start)
