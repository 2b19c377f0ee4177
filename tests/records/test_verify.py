"""Whatever was changed, moved or taken away is found, at the first row that it concerns."""

import random
import shutil
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketacli.disclaimer import Channel
from ketacli.records import place
from ketacli.records.chain import NOTHING, Checkpoint
from ketacli.records.faults import Fault, FaultError
from ketacli.records.reading import newest_checkpoint
from ketacli.records.verify import Flaw, Found, verify
from support.records import WORDS, behind, hash_again, pen, tick, write

ROWS = 12


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dozen rows of several kinds. No test changes them."""
    folder = tmp_path_factory.mktemp("sound")
    writer = pen(folder)
    writer.answered(WORDS, Channel.KIOSK, accepted=True)
    for number in range(ROWS - 2):
        assert tick(writer, number)
    writer.close()
    return folder


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    return copy(sound, tmp_path / "copy")


def copy(sound: Path, to: Path) -> Path:
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(sound, to)
    return to


def lose_checkpoint(folder: Path) -> None:
    (folder / place.CHECKPOINT).unlink()


def test_rows_as_they_were_written_are_sound(folder: Path) -> None:
    assert verify(folder, newest_checkpoint(folder)) == (ROWS, ())


def test_an_older_checkpoint_stays_good_while_rows_are_added(folder: Path) -> None:
    old = newest_checkpoint(folder)
    write(folder, 5)
    assert verify(folder, old) == (ROWS + 5, ())


def test_a_checkpoint_of_nothing_is_always_good(folder: Path, tmp_path: Path) -> None:
    nothing = Checkpoint(0, NOTHING)
    assert verify(folder, nothing) == (ROWS, ())
    assert verify(tmp_path / "nowhere", nothing) == (0, ())
    assert verify(folder, Checkpoint(0, bytes(32))).faults == (Found(0, Flaw.OTHER),)


CHANGES = {
    "day": "'2027-03-02'",
    "language": "'fr'",
    "channel": "'code'",
    "topic": "'other'",
    "question": "2",
    '"right"': "0",
    "clock_trusted": "0",
    "digest": f"'{'0' * 64}'",
    "words": "'x'",
    "kind": "'refused'",
    "chain": "zeroblob(32)",
}


@pytest.mark.parametrize(("column", "value"), CHANGES.items())
@pytest.mark.parametrize("seq", [3, 7, ROWS])
def test_a_change_of_any_column_of_any_row_is_found(
    folder: Path, column: str, value: str, seq: int
) -> None:
    with behind(folder) as connection:
        connection.execute(f"update record set {column} = {value} where seq = ?", (seq,))
    assert verify(folder).faults[0] == Found(seq, Flaw.CHANGED)


def delete(folder: Path, seq: int) -> None:
    with behind(folder) as connection:
        connection.execute("delete from record where seq = ?", (seq,))


def test_a_row_that_is_missing_is_found(folder: Path) -> None:
    delete(folder, 5)
    assert verify(folder).faults[0] == Found(6, Flaw.MISSING)


def test_a_row_that_is_missing_is_found_when_the_others_close_ranks(folder: Path) -> None:
    delete(folder, 5)
    with behind(folder) as connection:
        connection.execute("update record set seq = seq - 1 where seq > 5")
    assert verify(folder).faults[0] == Found(5, Flaw.CHANGED)


def test_rows_that_changed_places_are_found(folder: Path) -> None:
    with behind(folder) as connection:
        for old, new in ((4, 99), (8, 4), (99, 8)):
            connection.execute("update record set seq = ? where seq = ?", (new, old))
    assert verify(folder).faults[0] == Found(4, Flaw.CHANGED)


def test_a_row_that_was_put_in_is_found(folder: Path) -> None:
    with behind(folder) as connection:
        connection.execute("update record set seq = -seq where seq > 5")
        connection.execute("update record set seq = 1 - seq where seq < 0")
        connection.execute(
            "insert into record select 6, kind, day, language, channel, digest, topic, question, "
            '"right", words, clock_trusted, chain from record where seq = 5'
        )
    assert verify(folder).faults[0] == Found(6, Flaw.CHANGED)


def test_an_end_that_was_cut_off_is_found_by_a_count_that_sqlite_keeps(folder: Path) -> None:
    lose_checkpoint(folder)
    delete(folder, ROWS)
    assert verify(folder).faults == (Found(ROWS, Flaw.CUT),)


def cut(folder: Path, rows: int) -> None:
    """Cut the end off, and all traces of it inside the file."""
    with behind(folder) as connection:
        connection.execute("delete from record where seq > ?", (rows,))
        connection.execute("update sqlite_sequence set seq = ?", (rows,))


def test_an_end_that_was_cut_off_is_found_with_a_checkpoint_only(folder: Path) -> None:
    old = newest_checkpoint(folder)
    cut(folder, 9)
    assert verify(folder).faults == (Found(10, Flaw.CUT),)  # by the one beside the file
    lose_checkpoint(folder)
    assert verify(folder).faults == ()
    assert verify(folder, old).faults == (Found(10, Flaw.CUT),)


def test_an_older_file_that_was_put_back_is_found_with_a_checkpoint(
    folder: Path, tmp_path: Path
) -> None:
    older = copy(folder, tmp_path / "older")
    write(folder, 4)
    new = newest_checkpoint(folder)
    assert verify(older).faults == ()
    assert verify(older, new).faults == (Found(ROWS + 1, Flaw.CUT),)


@pytest.mark.parametrize("seq", range(3, ROWS + 1))
def test_a_forged_file_with_new_hashes_is_found_with_an_old_checkpoint(
    folder: Path, seq: int
) -> None:
    old = newest_checkpoint(folder)
    with behind(folder) as connection:
        connection.execute('update record set "right" = 0 where seq = ?', (seq,))
        hash_again(connection)
    lose_checkpoint(folder)
    assert verify(folder).faults == ()  # the limit that the docs name
    assert verify(folder, old).faults == (Found(ROWS, Flaw.OTHER),)


def test_a_forged_row_after_the_checkpoint_is_beyond_it(folder: Path) -> None:
    old = newest_checkpoint(folder)
    write(folder, 3)
    with behind(folder) as connection:
        connection.execute('update record set "right" = 0 where seq = ?', (ROWS + 2,))
        hash_again(connection)
    assert verify(folder, old).faults == (Found(ROWS + 3, Flaw.OTHER),)
    lose_checkpoint(folder)
    assert verify(folder, old).faults == ()


def test_the_checkpoint_of_another_kiosk_is_not_ours(folder: Path, tmp_path: Path) -> None:
    write(tmp_path / "other", 4)
    other = newest_checkpoint(tmp_path / "other")
    assert verify(folder, other).faults == (Found(4, Flaw.OTHER),)


@pytest.mark.parametrize(
    "statement",
    [
        "drop trigger no_change",
        "drop trigger no_removal",
        "drop index a_wording_once",
        "alter table record add column minute text",
        "create table patient (name text)",
        "create trigger spy after insert on record begin select 1; end",
    ],
)
def test_a_table_that_was_changed_is_found(folder: Path, statement: str) -> None:
    connection = sqlite3.connect(folder / place.NAME, isolation_level=None)
    connection.execute(statement)
    connection.close()
    assert verify(folder).faults == (Found(0, Flaw.DEFINITION),)


def test_values_that_no_row_can_have_are_found_and_do_no_harm(folder: Path) -> None:
    with behind(folder) as connection:
        connection.execute("pragma writable_schema = on")
        connection.execute("update sqlite_master set sql = replace(sql, ') strict', ')')")
    with behind(folder) as connection:
        connection.execute("update record set topic = x'ff' where seq = 4")
        connection.execute("update record set chain = 'text' where seq = 6")
        connection.execute("update record set topic = cast(x'ff' as text) where seq = 9")
    found = verify(folder).faults
    assert found[0] == Found(0, Flaw.DEFINITION)
    assert {Found(seq, Flaw.CHANGED) for seq in (4, 6, 9)} <= set(found)


def test_damage_inside_the_file_is_found(folder: Path) -> None:
    file = folder / place.NAME
    with behind(folder) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    whole = bytearray(file.read_bytes())
    seen = set()
    for at in range(4096, len(whole), 997):
        broken = whole.copy()
        broken[at : at + 8] = bytes(b ^ 0xFF for b in broken[at : at + 8])
        file.write_bytes(broken)
        try:
            seen.add(bool(verify(folder).faults))
        except FaultError as error:
            seen.add(error.fault is Fault.UNREADABLE)
    # What lies in no row, in the free part of a page, is no record.
    assert True in seen


edits = st.lists(
    st.tuples(
        st.sampled_from(["change", "delete", "swap", "copy", "cut"]),
        st.integers(1, ROWS),
        st.integers(1, ROWS),
    ),
    min_size=1,
    max_size=4,
)


def _edit(connection: sqlite3.Connection, kind: str, one: int, other: int) -> None:
    run = connection.execute
    match kind:
        case "change":
            run("update record set question = (question + 1) % 4 where seq = ?", (one,))
        case "delete":
            run("delete from record where seq = ?", (one,))
        case "swap":
            for old, new in ((one, -1), (other, one), (-1, other)):
                run("update record set seq = ? where seq = ?", (new, old))
        case "copy":
            run(
                "update record set topic = (select topic from record where seq = ?), digest = "
                "(select digest from record where seq = ? and kind <> 'wording') where seq = ? "
                "and exists (select 1 from record where seq = ? and kind = 'checked')",
                (other, other, one, other),
            )
        case _:
            run("delete from record where seq > ?", (one,))


def rows(folder: Path) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(folder / place.NAME, isolation_level=None)
    try:
        return connection.execute("select * from record order by seq").fetchall()
    finally:
        connection.close()


@settings(max_examples=80)
@given(edits=edits)
def test_whatever_is_done_to_the_rows_is_found_at_the_first_bad_one(
    sound: Path, edits: list[tuple[str, int, int]]
) -> None:
    folder = copy(sound, sound.parent / "edited")
    before = rows(folder)
    with behind(folder) as connection:
        connection.execute("drop index a_wording_once")
        for edit in edits:
            _edit(connection, *edit)
    after = rows(folder)
    if after == before:
        assert verify(folder).faults == ()
        return
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    first = after[same][0] if same < len(after) else same + 1
    assert verify(folder).faults[0].seq == first


def test_a_random_file_in_its_place_is_told_and_does_no_harm(tmp_path: Path) -> None:
    noise = random.Random(7)
    for size in (512, 4096, 20_000):
        (tmp_path / place.NAME).write_bytes(noise.randbytes(size))
        with pytest.raises(FaultError) as told:
            verify(tmp_path)
        assert told.value.fault is Fault.UNREADABLE
