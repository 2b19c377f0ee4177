"""The list of sources: who cites what, in whose order, and in which style it is written."""

import json
from pathlib import Path

import pytest
import yaml

from ketacli.errors import ContentError, NotFoundError, Wanted
from ketacli.leaflet import Role
from ketacli.leaflet_json import from_json
from ketacli.library import pages
from ketacli.library.folder import Folder
from ketacli.library.reference_list import ReferenceList, Style, written
from ketacli.site import Clinic
from ketacli.text import Entries
from support.content import change, with_language
from support.ledger import KINDS, claim_of, ledger_library, topic_of
from support.program import CONTENT


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return ledger_library(tmp_path)


def ids(sources: "tuple[object, ...]") -> list[str]:
    return [getattr(source, "id", "") for source in sources]


def cited(file: Path) -> set[str]:
    """Every id that a file cites, by a walk of our own."""

    def walk(value: object) -> set[str]:
        match value:
            case dict():
                here = set(value.get("sources", ()))
                return here.union(*map(walk, value.values()))
            case list():
                return set().union(*map(walk, value))
            case _:
                return set()

    return walk(yaml.load(file.read_bytes(), Loader=yaml.BaseLoader))


def test_all_sources_come_by_id(library: Path) -> None:
    found = ids(ReferenceList(Folder(library)).all())
    assert found == sorted(found)
    assert len(found) == 7


def test_what_ships_uses_what_its_files_cite_and_misses_nothing() -> None:
    found = ReferenceList(Folder(CONTENT))
    used = found.used()
    expected = cited(CONTENT / "help.yaml").union(*map(cited, CONTENT.glob("*/topics/*.yaml")))
    assert used.cited == expected
    assert (used.problems, found.faults) == ((), ())
    assert ids(found.of(used.cited)) == sorted(expected)
    assert sorted(ids(found.of(used.cited)) + ids(found.without(used.cited))) == ids(found.all())


def test_a_source_that_only_a_crisis_line_cites_is_used(library: Path) -> None:
    change(library / "help.yaml", "[office]", "[unread]")
    found = ReferenceList(Folder(library))
    assert ids(found.without(found.used().cited)) == []


def test_a_source_that_nothing_cites_is_found(library: Path) -> None:
    found = ReferenceList(Folder(library))
    assert ids(found.without(found.used().cited)) == ["unread"]


def test_a_source_that_another_language_cites_is_used(library: Path) -> None:
    with_language(library, "de", "Deutsch")
    change(library / "de/topics/hostile.yaml", "[hostile]", "[unread]")
    found = ReferenceList(Folder(library))
    assert ids(found.without(found.used().cited)) == []


def test_what_is_cited_and_not_there_is_told_at_each_place(tmp_path: Path) -> None:
    topic = topic_of(
        [claim_of("One.", "trial", ["berman200", "office"]), claim_of("Two.", "trial", ["zzz"])]
    )
    library = ledger_library(tmp_path, one=topic, two=topic.replace("kind: note", "kind: poem"))
    change(library / "help.yaml", "[office]", "[gone]")
    used = ReferenceList(Folder(library)).used()
    assert [(Path(p.file).stem, p.line, p.rule, p.message) for p in used.problems] == [
        ("help", 5, "unknown-source", "`gone` is not in references.yaml"),
        *(
            (name, line, "unknown-source", message)
            for name in ("one", "two")
            for line, message in (
                (12, "`berman200` is not in references.yaml; did you mean `berman2000`?"),
                (13, "`zzz` is not in references.yaml"),
            )
        ),
    ]
    assert used.cited == {"berman200", "office", "zzz", "gone"}


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    library = ledger_library(tmp_path, broken="title: [", sound=KINDS)
    (library / "help.yaml").unlink()
    used = ReferenceList(Folder(library)).used()
    assert [problem.rule for problem in used.problems] == ["file-missing", "yaml"]
    assert "book1" in used.cited


@pytest.mark.parametrize("topic", [file.stem for file in CONTENT.glob("en/topics/*.yaml")])
def test_the_sources_of_a_topic_come_as_its_leaflet_numbers_them(topic: str) -> None:
    leaflet = from_json(pages.leaflet(Folder(CONTENT), "en", topic, Clinic()))
    (part,) = [part for part in leaflet.parts if part.role is Role.SOURCES]
    (entries,) = [block for block in part.blocks if isinstance(block, Entries)]
    found = ReferenceList(Folder(CONTENT)).cited_by(topic)
    assert [(str(n), one.id) for n, one in enumerate(found, 1)] == [
        (entry.id, entry.name) for entry in entries.items
    ]
    assert {one.id for one in found} == cited(CONTENT / f"en/topics/{topic}.yaml")


def test_a_topic_that_is_not_there_or_cannot_be_shown_is_told(tmp_path: Path) -> None:
    library = ledger_library(tmp_path, broken="title: [", sound=KINDS)
    found = ReferenceList(Folder(library))
    for topic, language, wanted, there_is in [
        ("soun", "", Wanted.TOPIC, ("broken", "sound")),
        ("sound", "xx", Wanted.LANGUAGE, ("en",)),
    ]:
        with pytest.raises(NotFoundError) as caught:
            found.cited_by(topic, language)
        assert (caught.value.wanted, caught.value.there_is) == (wanted, there_is)
    with pytest.raises(ContentError):
        found.cited_by("broken")


def test_a_topic_without_sources_has_none(tmp_path: Path) -> None:
    found = ReferenceList(Folder(ledger_library(tmp_path, bare=topic_of([]))))
    assert found.cited_by("bare") == ()
    assert list(written((), Style.VANCOUVER, numbered=True)) == ["None.\n"]
    assert list(written((), Style.BIBTEX, numbered=True)) == [""]
    assert json.loads("".join(written((), Style.CSL_JSON, numbered=True))) == []


def test_the_faults_of_sources_are_told_with_those_of_their_numbers(library: Path) -> None:
    file = library / "references.yaml"
    change(file, "not_seen: [url]", "not_seen: [address]")
    change(file, "S0006-3223(99)00230-9", "S0006-3224(99)00230-9")
    change(file, "S0006-3223(99)00230-9", "S0006-3224(99)00230-9")
    found = ReferenceList(Folder(library))
    assert [problem.rule for problem in found.faults] == [
        "check-digit",
        "source-without-address",
        "unknown-field",
    ]
    assert len(found.all()) == 7


@pytest.mark.parametrize("name", ["library", "references"])
def test_a_list_that_breaks_its_schema_is_no_list(name: str, library: Path) -> None:
    (library / f"{name}.yaml").write_text("strange: yes", encoding="utf-8")
    with pytest.raises(ContentError):
        ReferenceList(Folder(library))
