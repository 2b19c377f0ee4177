"""What a program can prove: a check passes, fails with a place, does not apply, or asks a human."""

from dataclasses import replace
from pathlib import Path

import pytest

from ketacli.library.folder import Folder
from ketacli.library.standards.checks import CHECKS, Finding, Verdict
from ketacli.library.standards.material import material
from support.content import SMALL_TOPIC, change, small_library, with_language
from support.standards import BULLETS, CHART, PICTURE, seen_of, with_body, with_fields

S, T, F, N, H = (
    Verdict.STRUCTURE,
    Verdict.TEXT,
    Verdict.FAILED,
    Verdict.NOT_APPLICABLE,
    Verdict.HUMAN,
)
LONG_LIST = f"      - bullets: [{', '.join(f'Entry {n}.' for n in range(8))}]\n"
CLAIM = "benefits: [{text: Ketamine can help., evidence: trial, sources: [yang2019]}]"
SUMMARY = "summary: [It is short., It is small.]"
ONE_EACH = [f"{name}: [Here it is.]" for name in ("known", "alternatives", "actions", "risks")]
PASSIVE = SMALL_TOPIC.replace("One sentence.", "It was taken. It was given.") + (
    "known: [It was shown., It was written., It was taken.]\n"
)
CASES = [
    ("active_voice", SMALL_TOPIC, H),
    ("active_voice", with_fields("known: [One., Two., Three.]"), T),
    ("active_voice", PASSIVE, F),
    ("short_pieces", SMALL_TOPIC, T),
    ("short_pieces", SMALL_TOPIC.replace("One sentence.", "One. Two. Three. Four."), F),
    ("short_pieces", with_body(LONG_LIST), F),
    ("headings_name_subjects", SMALL_TOPIC, T),
    ("headings_name_subjects", SMALL_TOPIC.replace("The first part", "More information"), F),
    ("lists_are_used", SMALL_TOPIC, H),
    ("lists_are_used", with_body(BULLETS), T),
    ("lists_are_used", with_body(LONG_LIST), F),
    ("summary_is_given", SMALL_TOPIC, H),
    ("summary_is_given", with_fields(SUMMARY), S),
    ("key_points_stand_out", SMALL_TOPIC, S),
    ("visual_aids_if_any", SMALL_TOPIC, N),
    ("visual_aids_if_any", with_body(PICTURE), H),
    ("visual_aids_are_titled", SMALL_TOPIC, N),
    ("visual_aids_are_titled", with_body(CHART), S),
    ("a_visual_aid_is_there", SMALL_TOPIC, F),
    ("a_visual_aid_is_there", with_body(CHART), H),
    ("no_tables", SMALL_TOPIC, N),
    ("an_action_is_named", SMALL_TOPIC, H),
    ("an_action_is_named", with_fields(*ONE_EACH), S),
    ("readers_are_asked_to_act", SMALL_TOPIC, S),
    ("help_is_in_reach", SMALL_TOPIC, S),
    ("one_main_message", SMALL_TOPIC, S),
    ("main_message_has_a_heading", SMALL_TOPIC, S),
    ("known_and_not_known", SMALL_TOPIC, F),
    ("known_and_not_known", with_fields(*ONE_EACH), S),
    ("other_choices_are_named", SMALL_TOPIC, F),
    ("other_choices_are_named", with_fields(*ONE_EACH), S),
    ("benefits_are_told", SMALL_TOPIC, F),
    ("benefits_are_told", with_fields(CLAIM, *ONE_EACH), H),
    ("risks_are_told", SMALL_TOPIC, F),
    ("risks_are_told", with_fields(*ONE_EACH), H),
    ("claims_have_sources", SMALL_TOPIC, F),
    ("claims_have_sources", with_fields(CLAIM, *ONE_EACH), S),
    ("publisher_is_told", SMALL_TOPIC, S),
    ("funding_is_told", SMALL_TOPIC, S),
    ("publisher_and_funding_are_told", SMALL_TOPIC, S),
    ("review_is_planned", SMALL_TOPIC, S),
    ("review_days_are_shown", SMALL_TOPIC, S),
    ("translation_if_any", SMALL_TOPIC, N),
]


@pytest.mark.parametrize(("check", "text", "verdict"), CASES)
def test_a_check_says_what_it_can_show(
    check: str, text: str, verdict: Verdict, tmp_path: Path
) -> None:
    found = CHECKS[check](seen_of(tmp_path, text))
    assert found.verdict is verdict
    assert bool(found.line) is (verdict is F)
    assert found.note or verdict is H


def test_each_check_has_a_case() -> None:
    assert {check for check, _, _ in CASES} | {"updates_are_told"} == set(CHECKS)


def test_a_failure_is_told_where_the_first_fault_is(tmp_path: Path) -> None:
    text = SMALL_TOPIC.replace("One sentence.", "One. Two. Three. Four.")
    text = text.replace("Is this short?", "Is it? Is it? Is it? Is it?")
    found = CHECKS["short_pieces"](seen_of(tmp_path, text))
    assert (Path(found.file).name, found.line, found.column) == ("small.yaml", 11, 9)
    assert found.note == "4 sentences in one paragraph; at most 3; and 1 more"


def test_a_failure_of_what_is_not_there_is_told_where_the_topic_starts(tmp_path: Path) -> None:
    found = CHECKS["other_choices_are_named"](seen_of(tmp_path))
    assert (Path(found.file).name, found.line, found.column) == ("small.yaml", 1, 1)


def style_without(tmp_path: Path, name: str) -> Finding:
    library = small_library(tmp_path, small=with_fields("known: [One., Two., Three.]"))
    style = library / "en" / "style.yaml"
    kept: list[str] = []
    left_out = False
    for line in style.read_text(encoding="utf-8").splitlines(keepends=True):
        left_out = line.startswith(f"{name}:") or (left_out and line[0] in " #\n]")
        kept += [] if left_out else [line]
    style.write_text("".join(kept), encoding="utf-8")
    check = {"passive": "active_voice", "empty_titles": "headings_name_subjects"}[name]
    return CHECKS[check](material(Folder(library), "en", "small"))


@pytest.mark.parametrize("name", ["passive", "empty_titles"])
def test_where_a_language_names_no_words_a_human_is_asked(name: str, tmp_path: Path) -> None:
    assert style_without(tmp_path, name).verdict is H


def test_how_it_is_kept_up_to_date_counts_where_readers_see_it(tmp_path: Path) -> None:
    seen = seen_of(tmp_path)
    shown = frozenset({*seen.shown, f"{' '.join(seen.library.updates.split())} And more."})
    told = CHECKS["updates_are_told"]
    hidden = frozenset(text for text in seen.shown if seen.library.updates not in text)
    assert told(replace(seen, shown=shown)).verdict is S
    assert told(replace(seen, shown=hidden)).verdict is H


@pytest.mark.parametrize("field", ["publisher", "funding"])
def test_what_no_reader_sees_fails_where_it_stands(field: str, tmp_path: Path) -> None:
    seen = seen_of(tmp_path)
    text = getattr(seen.library, field)
    hidden = replace(seen, shown=frozenset(one for one in seen.shown if text not in one))
    found = CHECKS["publisher_and_funding_are_told"](hidden)
    assert found.verdict is F
    assert found[1:4] == (
        f"the leaflet does not show `{field}`",
        seen.library_file,
        {"publisher": 3, "funding": 4}[field],
    )


def test_another_language_may_be_a_translation(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    with_language(library, "es", "Español")
    seen = material(Folder(library), "es", "small")
    assert CHECKS["translation_if_any"](seen).verdict is H


def test_a_topic_with_no_drawing_has_none_that_could_be_bad(tmp_path: Path) -> None:
    library = small_library(tmp_path)
    change(library / "en/topics/small.yaml", "A small topic", "A small subject")
    seen = material(Folder(library), "en", "small")
    assert CHECKS["visual_aids_if_any"](seen) == CHECKS["visual_aids_are_titled"](seen)
