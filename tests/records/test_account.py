"""The account: tables, a plot of visits per week, JSON, CSV."""

import csv
import io
import json
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ketacli.records.account import as_csv, as_json, in_words, weeks
from ketacli.records.entry import Break, Cause
from ketacli.records.faults import Fault
from ketacli.records.reading import Broken, Checked, Summary, Tally
from support.records import WORDS


def tally(day: str, yes: int = 1, no: int = 0) -> Tally:
    return Tally(day, "en", "kiosk", WORDS.digest, yes, no)


FOUND = Summary(
    rows=40,
    doubtful=2,
    tallies=(tally("2027-03-01", 4, 1), tally("2027-03-03", 5), tally("2027-03-22", 0, 1)),
    checked=(Checked("how-ketamine-works", "en", 1, 9, 3),),
    breaks=(Broken(1, "2027-01-05", Break(Cause.DAMAGED, 7, "", "records.db.damaged-1")),),
    wordings=(WORDS,),
)


def test_in_words_it_is_tables_and_a_plot() -> None:
    assert in_words(FOUND, "").split("\n") == [
        "Answers to the disclaimer",
        "",
        "day         language  channel  words                yes  no",
        f"2027-03-01  en        kiosk    {WORDS.code}  4    1",
        f"2027-03-03  en        kiosk    {WORDS.code}  5    0",
        f"2027-03-22  en        kiosk    {WORDS.code}  0    1",
        "",
        "Visits a week",
        "",
        "2027-W09  10  ##########",
        "2027-W10",
        "2027-W11",
        "2027-W12   1  #",
        "",
        "Check questions, over all days, with more than 10 answers",
        "",
        "topic               language  question  right  wrong",
        "how-ketamine-works  en        1         9      3",
        "",
        f"Row 1, 2027-01-05: {Fault.DAMAGED.value} (records.db.damaged-1). Rows: 7.",
        "Rows: 40. Written on a day when the clock was wrong: 2.",
        "",
    ]


def test_nothing_is_said_in_words_too() -> None:
    text = in_words(Summary(), "2027-03-01")
    assert text.startswith("Answers to the disclaimer since 2027-03-01\n\nNone.\n")
    assert text.count("None.") == 3
    assert text.endswith("Rows: 0. Written on a day when the clock was wrong: 0.\n")


def test_words_that_nobody_has_are_named_by_their_digest() -> None:
    assert WORDS.digest[:16] in in_words(FOUND._replace(wordings=()), "")


def test_what_somebody_wrote_into_the_file_cannot_act_on_a_screen() -> None:
    found = FOUND._replace(tallies=(tally("\x1b[2J")._replace(channel="\u202egp\udcff"),))
    text = in_words(found, "")
    assert all(line.isprintable() for line in text.split("\n"))
    assert "<U+001B>" in text


def test_json_holds_all_of_it() -> None:
    read = json.loads(as_json(FOUND, "2027-01-01"))
    assert read["answers"] == [found._asdict() for found in FOUND.tallies]
    assert read["weeks"] == [{"week": "2027-W09", "visits": 10}, {"week": "2027-W12", "visits": 1}]
    assert read["checked"] == [FOUND.checked[0]._asdict()]
    (found,) = read["breaks"]
    assert found == {
        "row": 1,
        "day": "2027-01-05",
        "cause": "damaged",
        "rows": 7,
        "aside": "records.db.damaged-1",
    }
    (words,) = read["wordings"]
    assert (words["code"], words["digest"], words["yes"]) == (WORDS.code, WORDS.digest, "yes")
    assert (read["version"], read["since"], read["rows"], read["clock_not_trusted"]) == (
        *(1, "2027-01-01"),
        *(40, 2),
    )


def test_csv_holds_the_answers() -> None:
    head, *rows = csv.reader(io.StringIO(as_csv(FOUND)))
    assert head == ["day", "language", "channel", "digest", "acknowledged", "refused"]
    assert rows == [[str(value) for value in found] for found in FOUND.tallies]
    assert "\r" not in as_csv(FOUND)


days = st.dates(date(2026, 1, 1), date(2028, 1, 1)).map(date.isoformat)


@given(st.lists(st.builds(tally, days, st.integers(0, 500), st.integers(0, 50)), max_size=40))
def test_no_visit_is_lost_in_the_plot(tallies: list[Tally]) -> None:
    found = weeks(tallies)
    assert sum(visits for _, visits in found) == sum(t.acknowledged + t.refused for t in tallies)
    assert all(monday.weekday() == 0 for monday, _ in found)
    assert list(found) == sorted(found)
    text = in_words(Summary(tallies=tuple(tallies)), "")
    assert max((line.count("#") for line in text.split("\n")), default=0) <= 40


def test_a_year_ends_in_the_week_that_the_calendar_says() -> None:
    assert "2026-W53  2" in in_words(
        Summary(tallies=(tally("2026-12-31"), tally("2027-01-01"))), ""
    )


def test_a_clock_that_was_wrong_once_makes_no_long_plot() -> None:
    wrong = (tally("1970-01-01"), *FOUND.tallies, tally("2100-01-01"), tally("9999-12-31"))
    lines = in_words(FOUND._replace(tallies=wrong), "").split("\n")
    plot = [line for line in lines if line[4:6] == "-W"]
    assert len(plot) < 30
    assert plot[0].startswith("1970-W01")
    assert plot[-1].startswith("9999-W52")


def test_a_day_that_is_none_is_left_out_of_the_plot() -> None:
    assert weeks((tally("someday"), tally("0000-00-00"))) == ()
    monday = date(2027, 3, 1)
    assert weeks((tally("2027-03-07"),)) == ((monday, 1),)
    assert weeks((tally("2027-03-08"),)) == ((monday + timedelta(weeks=1), 1),)
