"""A translation that has come apart from its source is told, part by part and with its place."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ketacli.errors import Severity
from ketacli.library import audit
from ketacli.library.words_rated import words_rated
from ketacli.library.yaml_reader import read
from support.content import change
from support.translated import TOPIC, codes, translated_library

TODAY = date(2026, 11, 24)
ENGLISH, SPANISH = "en/topics/small.yaml", "es/topics/small.yaml"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return translated_library(tmp_path)


def told(library: Path) -> list[tuple[str, str]]:
    """Each problem with translations: its rule and the words that it begins with."""
    return [
        (problem.rule, problem.message.partition(" ")[0])
        for problem in audit(library, TODAY).problems
        if problem.rule.startswith("translation") or problem.rule == "future-check"
    ]


def test_a_translation_of_the_words_as_they_stand_has_no_problem(library: Path) -> None:
    assert told(library) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "part"),
    [
        (ENGLISH, "To be small in tests.", "To be smaller in tests.", "title_and_purpose"),
        (ENGLISH, "Nothing much is said", "Nothing at all is said", "main_message"),
        (ENGLISH, "One sentence.", "One other sentence.", "first"),
        (ENGLISH, "Why this is short.", "Why it is short.", "not_known"),
        (ENGLISH, "Is this short?", "Is that short?", "questions"),
        (ENGLISH, "when you are worried", "when you worry", "when_to_get_help"),
        ("en/labels.yaml", "summary: In short", "summary: In brief", "summary"),
        ("en/kiosk.yaml", "wake: Press any key", "wake: Push any key", "wake"),
        ("en/disclaimer.yaml", "title: ", "title: A ", "disclaimer"),
    ],
)
def test_a_changed_word_makes_its_part_stale_and_no_other(
    file: str, old: str, new: str, part: str, library: Path
) -> None:
    change(library / file, old, new)
    assert told(library) == [("translation-stale", f"`{part}`")]
    (problem,) = audit(library, TODAY).problems
    translated = library / file.replace("en/", "es/", 1)
    line = translated.read_text("utf-8").split("\n")[problem.line - 1]
    assert line.strip().startswith(f"{part}:")
    code = problem.message.rpartition(" ")[2]
    assert code == codes(library / file)[part]
    assert code not in line


def test_a_changed_meaning_makes_its_word_stale(library: Path) -> None:
    change(
        library / "en/glossary.yaml", "helps nerve cells grow and keep", "helps nerve cells to keep"
    )
    assert told(library) == [("translation-stale", "`bdnf`")]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (ENGLISH, "kind: note", "# A comment.\nkind:   note"),
        (ENGLISH, "      - One sentence.", "      - >-\n        One\n        sentence."),
        (ENGLISH, "last_checked: 2026-01-01", "last_checked: 2026-02-01"),
        ("en/labels.yaml", "summary: In short", 'summary: "In  short"  # so it is'),
        ("en/glossary.yaml", "terms:", "# Words\nterms:"),
    ],
)
def test_comments_layout_and_days_make_nothing_stale(
    file: str, old: str, new: str, library: Path
) -> None:
    change(library / file, old, new)
    assert told(library) == []


SECOND = """\
  - id: second
    title: The second part
    key_point: It is new.
    body:
      - Another sentence.
"""


def more(file: Path) -> None:
    change(file, "not_known:", f"{SECOND}not_known:")


def test_a_part_that_nobody_translated_is_missing(library: Path) -> None:
    more(library / ENGLISH)
    assert told(library) == [("translation-missing", "`second`")]


def test_a_part_that_the_source_does_not_have_is_extra(library: Path) -> None:
    more(library / SPANISH)
    assert told(library) == [("translation-extra", "`second`")]


def test_a_word_that_the_source_does_not_explain_is_extra(library: Path) -> None:
    term = "terms:\n  - {id: own, term: Own, meaning: A word of our own.}\n"
    change(library / "es/glossary.yaml", "terms:\n", term)
    assert told(library) == [("translation-extra", "`own`")]


def test_a_part_without_a_code_is_stale(library: Path) -> None:
    file = library / SPANISH
    code = codes(library / ENGLISH)["questions"]
    change(file, f'    questions: "{code}"\n', "")
    assert told(library) == [("translation-stale", "`questions`")]


def test_a_code_for_a_part_that_is_not_there_is_told(library: Path) -> None:
    change(library / SPANISH, "  parts:\n", f'  parts:\n    gone: "{"0" * 20}"\n')
    assert told(library) == [("translation-extra", "`gone`")]


def test_a_file_that_names_no_source_is_told_where_there_is_one(library: Path) -> None:
    for file in (library / SPANISH, library / "es/kiosk.yaml"):
        text = file.read_text("utf-8")
        file.write_text(text[: text.index("translation:")], "utf-8")
    assert [rule for rule, _ in told(library)] == ["translation-unknown"] * 2


def test_a_topic_that_was_written_in_its_language_is_no_translation(library: Path) -> None:
    (library / "es/topics/own.yaml").write_text(TOPIC, "utf-8")
    assert told(library) == []


def test_a_source_that_cannot_be_read_is_told_by_itself(library: Path) -> None:
    (library / ENGLISH).write_text("title: [", "utf-8")
    assert told(library) == []


def test_evidence_and_sources_are_those_of_the_source(library: Path) -> None:
    for file, source in ((ENGLISH, "yang2019"), (SPANISH, "zarate2006")):
        change(
            library / file,
            "key_point: It is short.",
            f"key_point: {{text: It is short., evidence: trial, sources: [{source}]}}",
        )
    change(library / SPANISH, *_code(library, "first"))
    assert told(library) == [("translation-differs", "`first`")]
    change(library / SPANISH, "zarate2006", "yang2019")
    assert told(library) == []


def _code(library: Path, part: str) -> tuple[str, str]:
    """The code of a part in the translation, and as it should be now."""
    text = (library / SPANISH).read_text("utf-8")
    old = next(line for line in text.split("\n") if line.startswith(f"    {part}: "))
    return old, f'    {part}: "{codes(library / ENGLISH)[part]}"'


def reviewed(library: Path, day: str = "2026-11-01") -> None:
    file = library / SPANISH
    words = words_rated(read(file.read_bytes(), "small.yaml"), "es")
    reviewer = f"  reviewer: {{name: A, role: B, day: {day}, words: '{words}'}}\n"
    file.write_text(file.read_text("utf-8") + reviewer, "utf-8")


def fresh(library: Path) -> None:
    reviewed(library)


def changed(library: Path) -> None:
    reviewed(library)
    change(library / SPANISH, "One sentence.", "One other sentence.")


def early(library: Path) -> None:
    reviewed(library, "2026-12-01")


@pytest.mark.parametrize(
    ("spoil", "rules"),
    [(fresh, []), (changed, ["translation-review-lapsed"]), (early, ["future-check"])],
)
def test_a_review_lapses_with_the_words_and_is_not_from_tomorrow(
    spoil: Callable[[Path], None], rules: list[str], library: Path
) -> None:
    spoil(library)
    assert [rule for rule, _ in told(library)] == rules
    lapsed = [problem for problem in audit(library, TODAY).problems if "lapsed" in problem.rule]
    assert all(problem.severity is Severity.WARNING for problem in lapsed)
