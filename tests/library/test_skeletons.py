"""New topics and languages: whole, empty, refused by `check` for what is missing and no more."""

import os
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from ketacli.errors import ContentError, NotFoundError, NotWrittenError, Problem, UsageError, Wanted
from ketacli.library import Library, audit, author_desk
from ketacli.library.folder import Folder
from ketacli.library.loading import OF_A_LANGUAGE
from ketacli.library.skeletons import new_language, new_topic
from support.content import change, small_library
from support.program import ROOT
from support.translated import codes

TODAY = date(2026, 11, 24)
EMPTY = "this text is empty"
AN_ID = "this must be small letters and digits, with hyphens between"
A_DAY = "this must be a day that exists, as 2026-11-23"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path)


def found(file: Path) -> tuple[Problem, ...]:
    return audit(file, TODAY).problems


def messages(file: Path) -> Counter[str]:
    return Counter(problem.message for problem in found(file))


@pytest.mark.parametrize(("kind", "empty"), [("guide", 22), ("note", 10)])
def test_a_new_topic_lacks_its_words_an_id_and_two_days_and_nothing_else(
    kind: str, empty: int, library: Path
) -> None:
    laid = new_topic(Folder(library), "sleep", "", kind)
    file = library / "en/topics/sleep.yaml"
    assert laid == ((os.fspath(file),), "topics", "  - sleep")
    assert messages(file) == {EMPTY: empty, AN_ID: 1, A_DAY: 2}
    lines = file.read_text(encoding="utf-8").splitlines()
    places = {problem.line for problem in found(file)}
    assert places == {at for at, line in enumerate(lines, 1) if line.endswith('""')}


@pytest.mark.parametrize("kind", ["guide", "note"])
def test_a_new_topic_with_its_places_filled_in_keeps_every_rule(kind: str, library: Path) -> None:
    new_topic(Folder(library), "sleep", "en", kind)
    file = library / "en/topics/sleep.yaml"
    text = file.read_text(encoding="utf-8")
    for name, value in [("last_checked", "2026-01-01"), ("next_review", "2999-01-01"), ("id", "a")]:
        text = text.replace(f'{name}: ""', f"{name}: {value}")
    file.write_text(text.replace('""', "These are plain words."), encoding="utf-8")
    assert found(file) == ()


def test_a_new_topic_is_no_leaflet_before_it_is_written(library: Path) -> None:
    new_topic(Folder(library), "sleep", "", "note")
    shelf = Library(library, language="en").cards()
    assert [card.id for card in shelf.cards] == ["small"]
    with pytest.raises(ContentError):
        Library(library, language="en").make_ready("sleep")


def test_a_new_topic_names_its_schema_where_there_is_one(library: Path) -> None:
    new_topic(Folder(library), "sleep", "", "note")
    file = library / "en/topics/sleep.yaml"
    assert not file.read_text(encoding="utf-8").startswith("# yaml-language-server")
    (library.parent / "docs/schema").mkdir(parents=True)
    (library.parent / "docs/schema/topic.json").touch()
    new_topic(Folder(library), "pain", "", "note")
    first = (library / "en/topics/pain.yaml").read_text(encoding="utf-8").splitlines()[0]
    shipped = (ROOT / "content/en/topics/how-ketamine-works.yaml").read_text(encoding="utf-8")
    assert first == shipped.splitlines()[0]


@pytest.mark.parametrize("name", ["", "Sleep", "sleep/x", "../x", "a--b", "a.yaml", "a" * 61])
def test_what_is_no_id_makes_no_topic(name: str, library: Path) -> None:
    before = sorted(library.rglob("*"))
    with pytest.raises(UsageError, match="is no id"):
        new_topic(Folder(library), name, "", "guide")
    assert sorted(library.rglob("*")) == before


def test_a_topic_that_is_there_is_never_written_over(library: Path) -> None:
    file = library / "en/topics/small.yaml"
    before = file.read_bytes()
    with pytest.raises(NotWrittenError) as raised:
        new_topic(Folder(library), "small", "", "guide")
    assert raised.value.reason == "it is there already"
    assert file.read_bytes() == before


def test_a_topic_belongs_to_a_language_that_is_there(library: Path) -> None:
    with pytest.raises(NotFoundError) as raised:
        new_topic(Folder(library), "sleep", "es", "guide")
    assert (raised.value.wanted, raised.value.there_is) == (Wanted.LANGUAGE, ("en",))
    new_language(Folder(library), "es", "Español")
    new_topic(Folder(library), "sleep", "es", "guide")
    assert (library / "es/topics/sleep.yaml").is_file()


def test_what_is_translated_carries_the_codes_of_the_words_it_is_made_from(library: Path) -> None:
    new_language(Folder(library), "es", "Español")
    new_topic(Folder(library), "small", "es", "note")
    for name in (
        "labels.yaml",
        "glossary.yaml",
        "disclaimer.yaml",
        "kiosk.yaml",
        "web.yaml",
        "topics/small.yaml",
    ):
        told = (library / "es" / name).read_text("utf-8").partition("\ntranslation:\n")[2]
        assert told.startswith("  of: en\n  parts:\n")
        codes_of_source = codes(library / "en" / name)
        assert [line.split()[0] for line in told.splitlines()[2:]] == [
            f"{part}:" for part in codes_of_source
        ]
        assert all(f'"{code}"' in told for code in codes_of_source.values())
    assert "translation:" not in (library / "es/style.yaml").read_text("utf-8")
    for topic, language in (("own", "es"), ("own", "en")):
        new_topic(Folder(library), topic, language, "note")
        text = (library / f"{language}/topics/{topic}.yaml").read_text("utf-8")
        assert "translation:" not in text


def test_a_new_language_lacks_its_words_and_nothing_else(library: Path) -> None:
    laid = new_language(Folder(library), "es", "Español")
    names = [f"{kind}.yaml" for kind in OF_A_LANGUAGE]
    assert laid.files == tuple(os.fspath(library / "es" / name) for name in names)
    assert laid.under == "languages"
    assert laid.line.startswith("  - tag: es\n    name: Español\n")
    for field in ("publisher", "funding", "updates"):
        assert f'\n    {field}: ""' in laid.line
    assert sorted(file.name for file in (library / "es").iterdir()) == sorted(names)
    for name in names:
        problems = [p for p in found(library / "es" / name) if p.rule != "too-many"]
        assert problems
        assert {problem.message for problem in problems} == {EMPTY}


def test_every_text_of_a_language_is_told_as_not_written_also_those_in_lists(library: Path) -> None:
    new_language(Folder(library), "es", "Español")
    file = library / "es/labels.yaml"
    text = re.sub(
        r"^([a-z_]+: )\"\"", r'\1"{x}"', file.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    file.write_text(text, encoding="utf-8")
    lines = text.splitlines()
    left = [lines[problem.line - 1].strip() for problem in found(file)]
    assert len([line for line in left if line.startswith("months:")]) == 12
    assert {line.partition(":")[0] for line in left} >= {"uk", "us-emergency", "authors", "months"}


def test_the_words_to_translate_stand_beside_their_places(library: Path) -> None:
    new_language(Folder(library), "es", "Español")
    read = {file.stem: file.read_text(encoding="utf-8") for file in (library / "es").iterdir()}
    assert 'title: ""  # Please read this first\n' in read["disclaimer"]
    assert '"yes": ""  # yes\n' in read["disclaimer"]
    assert '\n# In a leaflet\nunchecked_title: ""' in read["labels"]
    assert "\n# You did not say yes, and that is fine." in read["labels"]
    assert '  us: ""  # United States\n' in read["labels"]
    twelve = ", ".join(['""'] * 12)
    assert f", November,\n# December\nmonths: [{twelve}]\n" in read["labels"]
    assert 'list_and: ""  # " and "\n' in read["labels"]
    assert '  - id: esketamine\n    term: ""  # esketamine\n' in read["glossary"]
    assert "    also: []  # NMDA, docking point\n" in read["glossary"]
    assert '  mouse: [""]  # mouse, mice\n' in read["style"]
    assert "passive: []  # is, are, was" in read["style"]
    first = {text.splitlines()[0].rpartition("/")[2] for text in read.values()}
    assert first == {f"{kind}.json" for kind in OF_A_LANGUAGE}


def test_every_word_of_the_first_language_can_be_found_in_the_new_one(library: Path) -> None:
    new_language(Folder(library), "es", "Español")
    for kind in OF_A_LANGUAGE:
        source = (library / f"en/{kind}.yaml").read_text(encoding="utf-8")
        laid = (library / f"es/{kind}.yaml").read_text(encoding="utf-8")
        assert not set(re.findall(r"\w+", source)) - set(re.findall(r"\w+", laid))


def test_a_new_language_is_not_offered_before_somebody_names_it(library: Path) -> None:
    new_language(Folder(library), "es", "Español")
    assert list(Library(library).languages) == ["en"]
    assert {problem.rule for problem in found(library)} == {"unknown-language"}
    change(library / "library.yaml", "topics:\n", "  - tag: es\n    name: Español\ntopics:\n")
    with pytest.raises(ContentError):
        Library(library, language="es")


@pytest.mark.parametrize(
    ("name", "line"), [("Español", "Español"), ("a: b", '"a: b"'), ('"', '"\\""')]
)
def test_the_name_of_a_language_is_written_as_yaml_reads_it(
    name: str, line: str, library: Path
) -> None:
    laid = author_desk(library).new_language("es", name)
    assert laid.line.startswith(f"  - tag: es\n    name: {line}\n")


@pytest.mark.parametrize("tag", ["", "español", "ES", "../es", "en_GB", "e" * 13])
def test_what_is_no_tag_makes_no_language(tag: str, library: Path) -> None:
    before = sorted(library.rglob("*"))
    with pytest.raises(UsageError, match="is no language tag"):
        new_language(Folder(library), tag, "Español")
    with pytest.raises(UsageError, match="--name"):
        new_language(Folder(library), "es", " ")
    assert sorted(library.rglob("*")) == before


def test_a_language_that_is_there_is_never_written_over(library: Path) -> None:
    before = {file: file.read_bytes() for file in library.rglob("*.yaml")}
    with pytest.raises(NotWrittenError) as raised:
        new_language(Folder(library), "en", "English")
    assert raised.value.reason == "it is there already"
    assert {file: file.read_bytes() for file in library.rglob("*.yaml")} == before


def test_a_language_is_not_made_from_files_that_cannot_be_read(library: Path) -> None:
    (library / "en/labels.yaml").write_text("declined: [", encoding="utf-8")
    with pytest.raises(ContentError):
        new_language(Folder(library), "es", "Español")
    assert not (library / "es").exists()
