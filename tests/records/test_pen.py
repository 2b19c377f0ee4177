"""The pen: what the kiosk says is written, or waits, in order; no fault stops a reader."""

import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ketacli.disclaimer import Channel
from ketacli.records import place
from ketacli.records.entry import Cause, Entry, Kind, break_of
from ketacli.records.faults import Fault, FaultError
from ketacli.records.ledger import Ledger
from ketacli.records.pen import MOST_PENDING, Pen
from ketacli.records.reading import summary
from ketacli.records.verify import verify
from support.records import DAY, SPANISH, WORDS, kinds, pen, tick, ticks


@pytest.fixture
def fault(monkeypatch: pytest.MonkeyPatch) -> list[Fault]:
    """A disk that cannot be written while there is something in this list."""
    there: list[Fault] = []
    append = Ledger.append

    def failing(ledger: Ledger, *arguments: Any) -> None:
        if there:
            raise FaultError(there[0])
        append(ledger, *arguments)

    monkeypatch.setattr(Ledger, "append", failing)
    return there


def test_an_answer_is_written_with_the_words_it_was_given_to(tmp_path: Path) -> None:
    writer = pen(tmp_path)
    assert writer.shown(WORDS, Channel.KIOSK)
    assert writer.answered(WORDS, Channel.KIOSK, accepted=True)
    assert writer.answered(SPANISH, Channel.KIOSK_LINEAR, accepted=False)
    assert (writer.fault, writer.pending) == ("", ())
    writer.close()
    assert kinds(tmp_path) == ["wording", "acknowledged", "wording", "refused"]
    found = summary(tmp_path)
    assert found.wordings == (WORDS, SPANISH)
    day = DAY.isoformat()
    assert found.tallies == (
        (day, "en", "kiosk", WORDS.digest, 1, 0),
        (day, "es", "kiosk-linear", SPANISH.digest, 0, 1),
    )


def test_without_a_folder_nothing_is_recorded_and_it_is_told() -> None:
    writer = pen(None)
    assert writer.fault == Fault.NO_FOLDER
    assert not writer.shown(WORDS, Channel.KIOSK)
    assert not writer.answered(WORDS, Channel.KIOSK, accepted=True)
    assert writer.fault == Fault.NO_FOLDER
    assert [row["kind"] for row in writer.pending] == ["wording", "acknowledged"]
    writer.close()


def test_what_could_not_be_written_waits_and_is_written_in_order(
    tmp_path: Path, fault: list[Fault]
) -> None:
    writer = pen(tmp_path)
    assert tick(writer, 0)
    fault.append(Fault.FULL)
    for number in range(1, 5):
        assert not tick(writer, number)
        assert writer.fault == Fault.FULL
        assert len(writer.pending) == number
    fault.clear()
    assert tick(writer, 5)
    assert (writer.fault, writer.pending) == ("", ())
    writer.close()
    assert ticks(tmp_path) == list(range(6))
    assert verify(tmp_path) == (6, ())


def test_what_waits_can_be_handed_to_the_next_pen(tmp_path: Path, fault: list[Fault]) -> None:
    writer = pen(tmp_path)
    fault.append(Fault.FULL)
    assert not writer.answered(WORDS, Channel.KIOSK, accepted=True)
    assert not writer.answered(WORDS, Channel.KIOSK, accepted=False)
    fault.clear()
    # The words wait once.
    assert [row["kind"] for row in writer.pending] == ["wording", "acknowledged", "refused"]
    other = Pen(tmp_path, lambda: DAY, writer.pending)
    assert other.pending == writer.pending
    assert tick(other, 1)
    assert other.pending == ()
    other.close()
    assert kinds(tmp_path) == ["wording", "acknowledged", "refused", "checked"]


def test_what_is_handed_over_and_is_no_row_is_left_out_and_told(tmp_path: Path) -> None:
    good = Pen(None, lambda: DAY)
    tick(good, 1)
    writer = Pen(tmp_path, lambda: DAY, ({"patient": "Ann"}, *good.pending))
    assert writer.fault == Fault.REFUSED
    assert writer.pending == good.pending
    assert tick(writer, 2)
    writer.close()
    assert ticks(tmp_path) == [1, 2]


def test_a_thousand_wait_and_of_more_the_number_is_kept(tmp_path: Path, fault: list[Fault]) -> None:
    writer = pen(tmp_path)
    fault.append(Fault.FULL)
    for number in range(MOST_PENDING):
        assert not tick(writer, number)
    assert [row["topic"] for row in writer.pending] == [f"t{n}" for n in range(MOST_PENDING)]
    for _ in range(3):
        assert not writer.answered(WORDS, Channel.KIOSK, accepted=True)
    assert len(writer.pending) == MOST_PENDING
    fault.clear()
    assert writer.answered(WORDS, Channel.KIOSK, accepted=True)
    assert writer.pending == ()
    writer.close()
    assert ticks(tmp_path) == list(range(MOST_PENDING - 1))
    (told,) = summary(tmp_path).breaks
    # The thousandth gave its place to the number of those that had none; the last answer too was
    # said while all places were taken.
    assert told.what[:2] == (Cause.UNWRITTEN, 5)
    assert kinds(tmp_path)[MOST_PENDING - 1 :] == ["break"]
    assert verify(tmp_path).faults == ()


@pytest.mark.parametrize(
    ("topic", "language", "question"),
    [("Ann Other", "en", 1), ("topic", "en\x1b", 1), ("topic", "en", 4), ("\ud800", "en", 1)],
)
def test_what_is_no_record_is_refused_and_holds_nothing_up(
    tmp_path: Path, topic: str, language: str, question: int
) -> None:
    writer = pen(tmp_path)
    assert not writer.checked(topic, language, question, Channel.KIOSK, right=True)
    assert (writer.fault, writer.pending) == (Fault.REFUSED, ())
    assert tick(writer, 1)
    assert writer.fault == ""
    writer.close()


def test_what_was_found_broken_is_told_as_long_as_the_pen_is_held(tmp_path: Path) -> None:
    (tmp_path / place.NAME).write_bytes(b"no database" * 1000)
    writer = pen(tmp_path)
    for number in range(3):
        assert tick(writer, number)
        assert writer.fault == Fault.DAMAGED
    writer.close()


def test_several_threads_can_hold_one_pen(tmp_path: Path) -> None:
    writer = pen(tmp_path)
    done: list[bool] = []
    threads = [threading.Thread(target=lambda n=n: done.append(tick(writer, n))) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    writer.close()
    assert done == [True] * 20
    assert sorted(ticks(tmp_path)) == list(range(20))
    assert verify(tmp_path) == (20, ())


def test_a_row_that_waits_is_a_plain_value() -> None:
    writer = pen(None, lambda: date(2027, 3, 2))
    tick(writer, 1)
    assert writer.pending == (
        {
            "kind": "checked",
            "day": "2027-03-02",
            "language": "en",
            "channel": "kiosk",
            "digest": "",
            "topic": "t1",
            "question": 1,
            "right": True,
            "words": "",
            "clock_trusted": True,
        },
    )


def test_a_break_counts_on_from_the_pen_before() -> None:
    writer = pen(None)
    for number in range(MOST_PENDING + 1):
        tick(writer, number)
    other = Pen(None, lambda: DAY, writer.pending)
    tick(other, 1)
    last = other.pending[-1]
    assert last["kind"] == Kind.BREAK
    assert break_of(last["words"]).rows == 3
    assert Entry(**other.pending[0]).topic == "t0"
