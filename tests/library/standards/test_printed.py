"""A report as lines and as Markdown: what each verdict looks like; letters stay letters."""

import re
from pathlib import Path

import pytest

from ketacli.library.folder import Folder
from ketacli.library.schema_ratings import Standard
from ketacli.library.standards.instruments import instrument
from ketacli.library.standards.printed import _score, markdown, plain
from ketacli.library.standards.report import Report
from ketacli.library.standards.scoring import Score
from support.content import change, small_library
from support.standards import rate, rate_all

OTHER = "0" * 20


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return small_library(tmp_path)


def lines(library: Path, standard: str) -> str:
    return "".join(plain(Report(Folder(library), standard, topic="", language="")))


def table(library: Path, standard: str) -> str:
    return "".join(markdown(Report(Folder(library), standard, topic="", language="")))


def after(text: str, number: str) -> list[str]:
    """The lines of one item."""
    found = re.search(rf"^  {re.escape(number)} .*\n(?:    .*\n)*", text, re.MULTILINE)
    assert found
    return [line.strip() for line in found.group(0).splitlines()]


def test_each_item_is_printed_with_its_number_and_our_words(library: Path) -> None:
    text = lines(library, "ipdas")
    for item in instrument(Standard.IPDAS).by_number().values():
        assert f"\n  {item.number} {item.asks}: " in text


def test_a_failure_has_its_place(library: Path) -> None:
    said, why = after(lines(library, "ipdas"), "1.1.3")
    assert said == "1.1.3 It says which choices there are: failed"
    assert why == "library/en/topics/small.yaml:1:1: it has no `alternatives`"


def test_an_open_item_says_where_to_look_and_what_is_left_out(library: Path) -> None:
    text = lines(library, "discern")
    assert after(text, "1")[1] == "look at purpose (line 3), audience (line 4)"
    assert after(text, "6")[1] == (
        "look at benefits (left out), risks (left out), alternatives (left out)"
    )


def test_a_list_says_how_many_entries_it_has(library: Path) -> None:
    change(library / "en/topics/small.yaml", "  - Why this is", "  - Why.\n  - Why this is")
    assert after(lines(library, "discern"), "8")[1] == "look at not_known (line 12, 2 entries)"


def test_an_item_without_fields_to_look_at_says_no_more(library: Path) -> None:
    assert len(after(lines(library, "nhs"), "1.B3")) == 1


def test_a_rating_has_its_person_and_day(library: Path) -> None:
    rate(library, "pemat", {"2": "not-met", "6": "not-applicable"})
    text = lines(library, "pemat")
    by = "by A rater, Nurse, 2026-01-02"
    assert after(text, "2") == [
        "2 Nothing in it leads away from that: rated not-met",
        f"rated not-met {by}",
    ]
    assert after(text, "6") == [
        "6 Numbers are easy to take in: does not apply",
        f"rated not-applicable {by}",
    ]


def test_a_lapsed_rating_is_told_with_what_is_open(library: Path) -> None:
    rate(library, "pemat", {"2": "met"}, words=OTHER)
    said, look_at, lapsed = after(lines(library, "pemat"), "2")
    assert said.endswith("needs a human")
    assert look_at == "look at sections (line 6)"
    assert lapsed == "rated met by A rater, Nurse, 2026-01-02, for other words; that counts no more"


def test_a_failure_stands_whatever_a_human_said(library: Path) -> None:
    rate(library, "ipdas", {"1.1.3": "met"})
    said, _, rated = after(lines(library, "ipdas"), "1.1.3")
    assert said.endswith(": failed")
    assert rated.endswith("2026-01-02; a failure that can be shown stands")


def test_there_is_no_score_while_items_are_open(library: Path) -> None:
    text = lines(library, "pemat")
    assert re.search(r"Understandability: no score yet, as \d+ of \d+ items need a human\.", text)
    assert "percent" not in text


@pytest.mark.parametrize(
    ("standard", "score"),
    [
        (Standard.PEMAT, "Understandability: 100.0 percent, 17 of 17."),
        (Standard.CCI, "Score: 90.0 percent, 18 of 20. The bar is 90."),
        (Standard.DISCERN, "Score: 80 of 80."),
        (Standard.IPDAS, "Qualifying criteria: 3 of 6."),
        (Standard.NHS, "This standard has no score."),
        (Standard.JAMA, "Score: 3 of 4."),
    ],
)
def test_when_all_is_rated_the_score_is_printed(
    standard: Standard, score: str, library: Path
) -> None:
    rate_all(library, standard)
    assert score in lines(library, standard)


def test_the_counts_of_a_topic_name_what_there_is(library: Path) -> None:
    assert (
        "Items: 4. Passed by structure: 1. Failed: 1. Needs a human: 2.\n"
        "Score: no score yet, as 2 of 4 items need a human.\n" in lines(library, "jama")
    )


def test_where_nothing_applies_no_score_is_printed() -> None:
    nothing = Score("", 0, 0, 0, 0, is_percent=True)
    assert _score(nothing, instrument(Standard.CCI)) == "Score: no score, as no item applies."


def test_markdown_has_a_row_for_each_item(library: Path) -> None:
    text = table(library, "cci")
    rows = re.findall(r"^\| (\d+) \|", text, re.MULTILINE)
    assert rows == list(instrument(Standard.CCI).by_number())
    assert "\n## small, en\n\nIn `library/en/topics/small.yaml`. Code of the words: " in text
    assert "\n### Core\n\n| item | asks | found | why |\n|---|---|---|---|\n| 1 |" in text
    assert re.search(r"\n- Score: no score yet, as \d+ of 20 items need a human\.\n$", text)


def test_what_could_be_a_mark_stays_letters(library: Path) -> None:
    rate(library, "pemat", {"2": "met"}, by='"*A* |x|\\n  [b](c)"')
    assert "rated met by \\*A\\* \\|x\\| \\[b\\](c), Nurse" in table(library, "pemat")


def test_what_could_act_on_a_screen_becomes_letters(library: Path) -> None:
    rate(library, "pemat", {"2": "met"}, by='"A\\u009brater\\e[2J"')
    for text in (lines(library, "pemat"), table(library, "pemat")):
        assert text.isprintable() or set(filter(lambda c: not c.isprintable(), text)) == {"\n"}


def test_every_line_of_markdown_is_whole(library: Path) -> None:
    for standard in Standard:
        for line in table(library, standard).splitlines():
            assert line.startswith("|") is line.endswith("|")
