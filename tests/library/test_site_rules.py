"""What `site.yaml` names, the library of the kiosk must have."""

from pathlib import Path

import pytest

from ketacli.library import Library, check_site
from ketacli.site import Site
from support.content import SMALL_TOPIC, small_library, with_language


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = small_library(tmp_path)
    with_language(folder, "es", "Español")
    (folder / "es/topics/small.yaml").rename(folder / "es/topics/chico.yaml")
    return folder


def told(library: Path, text: str, name: str = "site.yaml") -> list[tuple[int, int, str, str]]:
    file = library.parent / name
    file.write_text(text, encoding="utf-8")
    return [problem[1:5] for problem in check_site(file, Library(library))]


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "languages: [es, en]\ntopics: [small, chico]\nspeech: {voices: {es: a, en: b}}",
        "languages: [es]\ntopics: [chico]",
        "region: us",
        "region: uk",
        "region: eu",
        "region: all",
    ],
)
def test_what_the_library_has_is_sound(text: str, library: Path) -> None:
    assert told(library, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "languages: [en, fr]",
            (1, 17, "unknown-language", "the library has no language `fr`, only en, es"),
        ),
        (
            "speech:\n  voices:\n    en: a\n    eo: b",
            (4, 5, "unknown-language", "the library has no language `eo`, only en, es"),
        ),
        ("topics:\n- small\n- large", (3, 3, "unknown-topic", "the library has no topic `large`")),
        (
            "languages: [es]\ntopics: [small]",
            (2, 10, "unknown-topic", "the library has no topic `small`"),
        ),
        (
            "accessible: yes\nregion: usa",
            (
                2,
                1,
                "unknown-region",
                "the library has no region `usa`, only us, uk, eu, all; did you mean `us`?",
            ),
        ),
        ("languages: [en, es, en]", (1, 21, "repeated-id", "`en` stands in this list already")),
        ("topics: [small, small]", (1, 17, "repeated-id", "`small` stands in this list already")),
    ],
)
def test_what_the_library_does_not_have_is_told_where_it_stands(
    text: str, expected: tuple[int, int, str, str], library: Path
) -> None:
    assert told(library, text) == [expected]


def test_every_fault_is_told_in_the_order_of_the_file(library: Path) -> None:
    text = "topics: [a, a]\nregion: mars\nlanguages: [fr]\nspeech: {voices: {de: a}}"
    assert [(line, rule) for line, _, rule, _ in told(library, text)] == [
        (1, "unknown-topic"),
        (1, "repeated-id"),
        (1, "unknown-topic"),
        (2, "unknown-region"),
        (3, "unknown-language"),
        (4, "unknown-language"),
    ]


def test_topics_are_looked_for_in_every_language_where_none_of_the_sites_is_there(
    library: Path,
) -> None:
    rules = [rule for _, _, rule, _ in told(library, "languages: [fr]\ntopics: [small, chico]")]
    assert rules == ["unknown-language"]


def test_a_file_that_is_faulty_itself_is_told_as_that(library: Path) -> None:
    text = "regoin: uk\nlanguages: [fr]\nidle_seconds: 1"
    assert [rule for _, _, rule, _ in told(library, text)] == ["unknown-name", "type"]
    (problem,) = check_site(library.parent / "none.yaml", Library(library))
    assert (problem.rule, problem.line) == ("file-missing", 0)


def test_a_topic_that_only_has_faults_is_there(library: Path) -> None:
    (library / "en/topics/small.yaml").write_text("broken", encoding="utf-8")
    assert told(library, "topics: [small]") == []


def test_a_topic_that_came_after_the_library_was_opened_is_there(library: Path) -> None:
    opened = Library(library, site=Site())
    (library / "en/topics/new.yaml").write_text(SMALL_TOPIC, encoding="utf-8")
    file = library.parent / "site.yaml"
    file.write_text("topics: [new]", encoding="utf-8")
    assert check_site(file, opened) == ()


def test_the_file_is_named_as_its_author_would_type_it(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(library.parent)
    Path("our.yaml").write_text("region: mars", encoding="utf-8")
    (problem,) = check_site(Path("our.yaml").absolute(), Library(library))
    assert problem.file == "our.yaml"
