"""What `check` looks at: a whole library, or one file as part of the library it lies in."""

import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from ketacli.errors import NotFoundError, Severity, Wanted
from ketacli.library import Library, audit, auditor, author_desk, shipped_library
from ketacli.library.auditor import Audit
from support.content import SMALL_TOPIC, TOPIC, change, copy_library, small_library
from support.program import CONTENT

TODAY = date(2026, 11, 24)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path)


def told(path: Path) -> list[tuple[str, str]]:
    """The name of the file and the rule of each problem."""
    return [(Path(p.file).name, p.rule) for p in audit(path, TODAY).problems]


def test_what_ships_has_no_error_and_no_warning() -> None:
    found = audit(shipped_library(), TODAY)
    assert [problem for problem in found.problems if problem.severity is not Severity.SCORE] == []
    assert found.files == len(list(CONTENT.rglob("*.yaml")))
    assert {Path(score.file).name for score in found.scores} == {
        file.name for file in CONTENT.glob("*/topics/*.yaml")
    }


def test_what_ships_goes_out_of_date_when_its_reviews_are_due() -> None:
    dates = [problem.rule for problem in audit(CONTENT, TODAY + timedelta(days=3650)).problems]
    assert set(dates) == {"out-of-date"}
    assert len(dates) == len(list(CONTENT.glob("*/topics/*.yaml")))


def test_a_sound_library_is_counted(library: Path) -> None:
    found = audit(library, TODAY)
    assert found.problems == ()
    assert found.files == len(list(library.rglob("*.yaml")))


def test_one_file_is_judged_as_part_of_its_library(library: Path) -> None:
    topic = library / "en/topics/small.yaml"
    change(library / "references.yaml", "- id: yang2019", "- id: young2019")
    claim = "main_message: {text: Ketamine helps some., evidence: trial, sources: [yang2019]}"
    change(topic, "main_message: Nothing much is said here.", claim)
    found = audit(topic, TODAY)
    assert found.files == 1
    assert [problem.rule for problem in found.problems] == ["unknown-source"]


def test_one_file_that_lies_in_no_library_is_judged_as_part_of_what_ships(tmp_path: Path) -> None:
    for name, text, rules in [
        ("draft.yaml", SMALL_TOPIC, []),
        ("Draft 2.yaml", SMALL_TOPIC.replace("title:", "titel:"), ["missing", "unknown-name"]),
        ("site.yaml", "regoin: uk", ["unknown-name"]),
        ("labels.yaml", "declined: No", ["missing"]),
    ]:
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert sorted({rule for _, rule in told(tmp_path / name)}) == rules


@pytest.mark.parametrize("kind", ["library", "references", "help", "en/labels", "en/glossary"])
def test_one_file_of_the_house_is_judged_by_its_place(kind: str, library: Path) -> None:
    file = library / f"{kind}.yaml"
    assert told(file) == []
    file.write_text(f"strange: yes\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    assert told(file) == [(file.name, "unknown-name")]


@pytest.mark.parametrize("name", ["notes.yaml", "en/notes.yaml", "en/topics/Bad Name.yaml"])
def test_one_file_that_belongs_nowhere_is_a_stray(name: str, library: Path) -> None:
    (library / name).write_text(SMALL_TOPIC, encoding="utf-8")
    assert told(library / name) == [(Path(name).name, "stray-file")]
    assert told(library) == [(Path(name).name, "stray-file")]


@pytest.mark.parametrize("name", ["x.txt", "en/x.yml", "en/topics/x.txt", "en/topics/a_b.yaml"])
def test_strays_are_told_wherever_they_lie(name: str, library: Path) -> None:
    (library / name).write_text("", encoding="utf-8")
    assert told(library) == [(Path(name).name, "stray-file")]


def test_a_folder_for_pictures_of_editors_or_versions_is_no_stray(library: Path) -> None:
    (library / ".git").mkdir()
    (library / "en" / "drafts").mkdir()
    assert told(library) == []


def test_a_fault_in_what_claims_rest_on_is_told_once(tmp_path: Path) -> None:
    library = copy_library(tmp_path)
    for name in ("references.yaml", "en/glossary.yaml", "en/style.yaml"):
        file = library / name
        before = file.read_text(encoding="utf-8")
        file.write_text(f"{before}\nstrange: yes\n", encoding="utf-8")
        assert told(library) == [(file.name, "unknown-name")]
        assert told(library / TOPIC) == [(file.name, "unknown-name")]
        file.write_text(before, encoding="utf-8")


def test_a_library_whose_library_yaml_is_broken_is_still_looked_at(library: Path) -> None:
    change(library / "library.yaml", "publisher:", "publishers:")
    change(library / "en/topics/small.yaml", "title: A small", "titel: A small")
    assert told(library) == [
        ("small.yaml", "missing"),
        ("small.yaml", "unknown-name"),
        ("library.yaml", "missing"),
        ("library.yaml", "unknown-name"),
    ]


def test_a_folder_that_holds_a_broken_library_yaml_only_is_judged(tmp_path: Path) -> None:
    (tmp_path / "library.yaml").write_text("strange: yes", encoding="utf-8")
    expected = [("library.yaml", "missing")] * 5 + [("library.yaml", "unknown-name")]
    assert told(tmp_path / "library.yaml") == expected
    missing = [("help.yaml", "file-missing"), ("references.yaml", "file-missing")]
    assert sorted(told(tmp_path)) == sorted([*expected, *missing])


def test_a_language_that_misses_a_file_is_told_which(library: Path) -> None:
    (library / "en" / "style.yaml").unlink()
    assert told(library) == [("style.yaml", "file-missing")]
    assert told(library / "en/topics/small.yaml") == [("style.yaml", "file-missing")]


def test_a_topic_in_a_language_without_a_formula_is_counted_without_a_score(library: Path) -> None:
    change(library / "library.yaml", "tag: en", "tag: it")
    (library / "en").rename(library / "it")
    (score,) = audit(library, TODAY).scores
    assert (score.has_score, score.measures) == (False, ())
    assert score.length > 10


@pytest.mark.parametrize("name", ["none.yaml", "none/none", "a" * 300])
def test_what_is_not_there_is_not_found(name: str, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError) as caught:
        audit(tmp_path / name, TODAY)
    assert caught.value.wanted is Wanted.FILE


def test_a_folder_without_a_library_yaml_is_no_library(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError) as caught:
        audit(tmp_path, TODAY)
    assert caught.value.wanted is Wanted.LIBRARY


def test_links_and_pipes_are_judged_and_not_followed(library: Path) -> None:
    topic = library / "en/topics/small.yaml"
    topic.unlink()
    topic.symlink_to("nothing")
    assert told(topic) == [("small.yaml", "file-unreadable")]
    topic.unlink()
    os.mkfifo(topic)
    assert told(topic) == [("small.yaml", "file-kind")]


def test_what_is_checked_is_what_is_read(library: Path) -> None:
    """No topic is listed that `check` calls a stray, and none is left out that it calls sound."""
    for name in ("Bad_Name", "a b", "good-name", "ü"):
        (library / "en/topics" / f"{name}.yaml").write_text(SMALL_TOPIC, encoding="utf-8")
    strays = {Path(problem.file).stem for problem in audit(library, TODAY).problems}
    cards = {card.id for card in Library(library).cards().cards}
    assert strays == {"Bad_Name", "a b", "ü"}
    assert cards == {"small", "good-name"}


def _many(tmp_path: Path) -> Path:
    """A library with topics of every sort: sound, wrong, hard to read, and one that is no file."""
    topics = {f"t{number:02}": SMALL_TOPIC for number in range(12)}
    topics["t03"] = SMALL_TOPIC.replace("kind: note", "kind: poem")
    topics["t07"] = SMALL_TOPIC.replace("One sentence.", f"One {'extraordinary ' * 30}word.")
    topics["t11"] = SMALL_TOPIC.replace("One sentence.", "Ketamine is a cure.")
    library = small_library(tmp_path, **topics)
    (library / "en/topics/t05.yaml").unlink()
    (library / "en/topics/t05.yaml").mkdir()
    return library


@pytest.mark.parametrize("jobs", [2, 3, 50])
def test_several_processes_find_what_one_finds(jobs: int, tmp_path: Path) -> None:
    library = _many(tmp_path)
    alone = audit(library, TODAY, 1)
    assert {"choice", "long-sentence", "banned-word"} <= {p.rule for p in alone.problems}
    assert len(alone.scores) > 8
    assert audit(library, TODAY, jobs) == alone


def test_a_language_whose_grounds_are_faulty_is_told_once_by_several_processes(
    tmp_path: Path,
) -> None:
    library = _many(tmp_path)
    (library / "en/style.yaml").write_text("banned: 1\n", encoding="utf-8")
    alone = audit(library, TODAY, 1)
    assert len(alone.problems) == len(set(alone.problems))
    assert audit(library, TODAY, 4) == alone


def test_many_topics_are_shared_and_few_are_not(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands: list[int] = []

    def shared(parts: tuple[str, ...], jobs: int, work: Callable[[object], Audit]) -> list[Audit]:
        hands.append(jobs)
        return [work(parts)]

    monkeypatch.setattr(auditor, "shared", shared)
    monkeypatch.setattr(auditor, "cores", lambda: 8)
    audit(library, TODAY)
    monkeypatch.setattr(auditor, "_FEW", 0)
    audit(library, TODAY)
    audit(library, TODAY, 3)
    assert hands == [1, 8, 3]


@pytest.mark.parametrize(
    ("names", "files", "rules"),
    [
        ([], 0, []),
        (["en/topics/small.yaml", "en/topics/small.yaml"], 1, []),
        (["en/topics/gone.yaml"], 1, ["unknown-topic"]),  # library.yaml names it
        (["en/labels.yaml", "help.yaml"], 2, []),
        (["en/kiosk.yaml"], 1, ["file-missing"]),
        (["en/topics/notes.txt", "notes.txt"], 0, ["stray-file", "stray-file"]),
        (["en/gone.txt", ".git/x", ".x", "en/pictures/a.svg", "a/b/c/d"], 0, []),
    ],
)
def test_some_files_are_looked_at_and_no_others(
    names: list[str], files: int, rules: list[str], library: Path
) -> None:
    change(library / "library.yaml", "  - small\n", "  - small\n  - gone\n")
    (library / "en/kiosk.yaml").unlink()
    for stray in ("en/topics/notes.txt", "notes.txt", ".x"):
        (library / stray).touch()
    (library / "en/pictures").mkdir()
    (library / "en/pictures/a.svg").touch()
    found = author_desk(library).audit_some(names, TODAY)
    assert (found.files, [problem.rule for problem in found.problems]) == (files, rules)
