"""Rows as values: one form, nothing else than what is recorded, and nothing finer than a day."""

import json
from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.disclaimer import Channel, Disclaimer
from ketacli.records.entry import (
    Break,
    Cause,
    Entry,
    Kind,
    break_of,
    broken,
    canonical,
    disclaimer_of,
    from_json,
    to_json,
    wording,
)
from support.records import DAY, WORDS

REFUSED = ValueError
days = st.dates(min_value=date(1000, 1, 1))
channels = st.sampled_from(Channel)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
tags = st.from_regex(r"[a-z]{2,3}(-[A-Z]{2})?", fullmatch=True)
disclaimers = st.builds(
    Disclaimer, tags, texts, st.lists(texts, max_size=3).map(tuple), texts, texts, texts
)
breaks = st.builds(
    Break,
    st.sampled_from(Cause),
    st.integers(0, 2**62),
    st.sampled_from(["", "0" * 64]),
    st.sampled_from(["", "records.db.damaged-7"]),
)
answers = st.builds(
    lambda words, channel, day, kind: wording(words, channel, day)._replace(kind=kind, words=""),
    disclaimers,
    channels,
    days,
    st.sampled_from([Kind.ACKNOWLEDGED, Kind.REFUSED]),
)
checks = st.builds(
    partial(Entry, digest="", words=""),
    st.just(Kind.CHECKED),
    days.map(date.isoformat),
    tags,
    channels,
    topic=st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9})?", fullmatch=True),
    question=st.integers(1, 3),
    right=st.booleans(),
    clock_trusted=st.booleans(),
)
entries = st.one_of(
    st.builds(wording, disclaimers, channels, days),
    answers,
    checks,
    st.builds(broken, breaks, days),
)


@given(entries)
def test_a_row_comes_back_as_it_was(entry: Entry) -> None:
    assert from_json(to_json(entry)) == entry
    assert from_json(json.loads(canonical(to_json(entry)))) == entry


@given(entries)
def test_there_is_one_form_in_which_a_row_is_hashed(entry: Entry) -> None:
    form = canonical(to_json(entry))
    read = json.loads(form)
    assert form == canonical(dict(reversed(read.items())))
    assert form.isascii()
    assert b"\n" not in form
    assert json.dumps(read, sort_keys=True, separators=(",", ":")).encode() == form


@given(entries, entries)
def test_different_rows_have_different_forms(one: Entry, other: Entry) -> None:
    assert (canonical(to_json(one)) == canonical(to_json(other))) == (one == other)


@given(disclaimers)
def test_the_words_of_a_wording_are_exactly_those_that_were_shown(words: Disclaimer) -> None:
    entry = wording(words, Channel.KIOSK, DAY)
    assert disclaimer_of(entry.words) == words
    assert entry.digest == words.digest


@given(breaks, days)
def test_a_break_tells_what_is_missing(found: Break, day: date) -> None:
    assert break_of(broken(found, day).words) == found


CHECK = to_json(
    Entry(Kind.CHECKED, "2027-03-01", "en", Channel.KIOSK, topic="t", question=1, right=False)
)
WORDING = to_json(wording(WORDS, Channel.KIOSK, DAY))
BREAK = to_json(broken(Break(Cause.CUT, 7), DAY))
JUNK: tuple[Any, ...] = (None, 1, 1.5, True, [], {}, "", "x" * 300, "\ud800", "Ann O\u2019Nymous")


@pytest.mark.parametrize("good", [CHECK, WORDING, BREAK])
def test_nothing_else_can_be_written_down(good: dict[str, Any]) -> None:
    assert from_json(good)
    for name, value in good.items():
        for junk in JUNK:
            same = junk == value and type(junk) is type(value)
            if same or (name == "right" and junk is True and good is CHECK):
                continue
            if (
                name in {"question", "clock_trusted"}
                and junk in (1, True)
                and type(junk) is not float
            ):
                continue  # another number, another yes: they are as good
            with pytest.raises(REFUSED):
                from_json({**good, name: junk})
        with pytest.raises(REFUSED):
            from_json({at: kept for at, kept in good.items() if at != name})
    with pytest.raises(REFUSED):
        from_json({**good, "patient": "Ann"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("day", "2027-02-30"),
        ("day", "2027-03-01T10:00"),
        ("day", "2027-W09-1"),
        ("day", "20270301"),
        ("day", "2027-03-01\n"),
        ("kind", "consented"),
        ("channel", "telepathy"),
        ("topic", "Ann Other"),
        ("language", "en\n"),
        ("question", 4),
        ("question", 0),
        ("question", -1),
        ("right", None),
        ("digest", "0" * 63),
        ("digest", "0" * 64),
        ("words", "{}"),
    ],
)
def test_a_field_holds_only_what_it_is_for(name: str, value: object) -> None:
    with pytest.raises(REFUSED):
        from_json({**CHECK, name: value})


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


@pytest.mark.parametrize(
    "words",
    [
        "",
        "[]",
        "{}",
        "[" * 100_000,
        _json({**WORDS._asdict(), "paragraphs": "One."}),
        _json({**WORDS._asdict(), "paragraphs": [1]}),
        _json({**WORDS._asdict(), "title": 1}),
        _json({**WORDS._asdict(), "patient": "Ann"}),
        json.dumps(WORDS._asdict()),
    ],
)
def test_words_that_are_no_disclaimer_are_refused(words: str) -> None:
    with pytest.raises(REFUSED):
        disclaimer_of(words)
    with pytest.raises(REFUSED):
        from_json({**WORDING, "words": words})


@pytest.mark.parametrize(
    "told",
    [
        {"cause": "a bad day"},
        {"rows": -1},
        {"rows": 1.0},
        {"rows": "7"},
        {"root": "Ann"},
        {"root": None},
        {"aside": "../elsewhere"},
        {"patient": "Ann"},
    ],
)
def test_a_break_that_tells_something_else_is_refused(told: dict[str, object]) -> None:
    with pytest.raises(REFUSED):
        break_of(_json({**Break(Cause.CUT, 7)._asdict(), **told}))


def test_a_wording_has_the_digest_of_its_words() -> None:
    with pytest.raises(REFUSED):
        from_json({**WORDING, "digest": "0" * 64})
