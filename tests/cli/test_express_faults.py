"""Whatever happens to kept answers and to their folder: it is a miss, without a word."""

import errno
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from ketacli import express
from ketacli.cli import answers
from ketacli.express import Question
from support.express import Lane, another_user, forge
from support.inside import Inside

ASKED = ("glossary", "bdnf")
FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def lane(capfd: pytest.CaptureFixture[str], ketacli: Inside, tmp_path: Path) -> Lane:
    lane = Lane(capfd, ketacli)
    lane.cache = tmp_path / "cache"
    return lane


def only(lane: Lane) -> Path:
    (answer,) = lane.kept()
    return answer


def test_what_comes_out_is_what_was_kept(lane: Lane) -> None:
    # So that the other tests here cannot pass because nothing is ever kept.
    told = lane.warm(*ASKED)
    assert told.express
    forge(only(lane), b"BDNF", b"FDNB")
    assert lane(*ASKED).out == told.out.replace("BDNF", "FDNB")


def cut(answer: Path, length: int) -> None:
    answer.write_bytes(answer.read_bytes()[:length])


def flip(answer: Path, at: int) -> None:
    content = bytearray(answer.read_bytes())
    content[at] ^= 1
    answer.write_bytes(content)


def seal(answer: Path, body: bytes) -> None:
    """Another body under a digest that fits, as only other code of the same version could write."""
    answer.write_bytes(express.digest(body).encode() + body)


def _link(answer: Path) -> None:
    moved = answer.parents[3] / "moved"
    answer.rename(moved)
    answer.symlink_to(moved)


def _folder(answer: Path) -> None:
    answer.unlink()
    answer.mkdir()


def _pipe(answer: Path) -> None:
    answer.unlink()
    os.mkfifo(answer)


def _link_to_the_folder(answer: Path) -> None:
    moved = answer.parents[3] / "moved"
    answer.parent.rename(moved)
    answer.parent.symlink_to(moved)


def _too_large(answer: Path) -> None:
    seal(answer, bytes(express.MOST_BYTES))


DAMAGES: dict[str, Callable[[Path], None]] = {
    "gone": Path.unlink,
    "the folder gone": lambda answer: shutil.rmtree(answer.parent),
    "empty": lambda answer: cut(answer, 0),
    "cut in its digest": lambda answer: cut(answer, 20),
    "cut behind its digest": lambda answer: cut(answer, 64),
    "cut in the middle": lambda answer: cut(answer, answer.stat().st_size // 2),
    "without its last letter": lambda answer: cut(answer, -1),
    "a bit of the digest": lambda answer: flip(answer, 5),
    "a bit of the lengths": lambda answer: flip(answer, 65),
    "a bit of the key": lambda answer: flip(answer, 90),
    "a bit of the words": lambda answer: flip(answer, -9),
    "a link": _link,
    "a folder": _folder,
    "a pipe": _pipe,
    "a folder behind a link": _link_to_the_folder,
    "a folder that others can read": lambda answer: answer.parent.chmod(0o750),
    "too large": _too_large,
    "sealed, and nothing": lambda answer: seal(answer, b""),
    "sealed, and no lengths": lambda answer: seal(answer, b"\n"),
    "sealed, and no numbers": lambda answer: seal(answer, b"a b\nc"),
    "sealed, and one length too few": lambda answer: seal(answer, b"64 1\n" + b"0" * 64),
    "sealed, and half a ground": lambda answer: seal(
        answer, b"70 1 2\n" + answer.name.encode() + b"\0file\0ab"
    ),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_answer_is_none_and_is_made_anew(
    lane: Lane, damage: Callable[[Path], None]
) -> None:
    told = lane.warm(*ASKED)
    damage(only(lane))
    again = lane(*ASKED)
    assert not again.express
    assert again[:3] == told[:3]


@pytest.mark.parametrize("at", range(0, 5000, 97))
def test_no_flipped_bit_gets_through(lane: Lane, at: int) -> None:
    told = lane.warm(*ASKED)
    flip(only(lane), at % only(lane).stat().st_size)
    again = lane(*ASKED)
    assert not again.express
    assert again[:3] == told[:3]
    assert lane(*ASKED).express


def test_answers_that_changed_places_are_none(lane: Lane) -> None:
    told = lane.warm("glossary", "bdnf")
    first = only(lane)
    lane.warm("glossary")
    (second,) = {*lane.kept()} - {first}
    aside = first.with_name("aside")
    first.rename(aside)
    second.rename(first)
    aside.rename(second)
    again = lane("glossary", "bdnf")
    assert not again.express
    assert again[:3] == told[:3]


def test_answers_of_somebody_else_are_none(lane: Lane) -> None:
    told = lane.warm(*ASKED)
    with another_user():
        again = lane(*ASKED)
        assert not again.express
        assert again[:3] == told[:3]
        assert not lane(*ASKED).express  # and none is kept in a folder of somebody else's
    assert lane(*ASKED).express


@pytest.mark.parametrize("which", ["the answer", "the folder"])
def test_what_belongs_to_somebody_else_is_none_even_if_the_rest_is_ours(
    lane: Lane, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    lane.warm(*ASKED)
    foreign = (only(lane) if which == "the answer" else lane.answers).stat().st_ino

    def of_another(descriptor: int) -> os.stat_result:
        about = real(descriptor)
        return os.stat_result([*about[:4], about.st_uid + (about.st_ino == foreign), *about[5:]])

    real = os.fstat
    monkeypatch.setattr(os, "fstat", of_another)
    assert not lane(*ASKED).express


def _fails(*_: object, **__: object) -> None:
    raise FULL


REFUSALS = {
    "no room for the file": (os, "fdopen"),
    "no renaming": (os, "replace"),
    "no folder": (Path, "mkdir"),
    "no looking into the folder": (os, "listdir"),
    "no closing of the folder to others": (os, "fchmod"),
    "interrupted": (os, "fdopen"),
}


@pytest.mark.parametrize(("owner", "name"), REFUSALS.values(), ids=REFUSALS)
def test_a_folder_that_refuses_is_told_to_nobody(
    lane: Lane, monkeypatch: pytest.MonkeyPatch, owner: object, name: str
) -> None:
    lane("--no-express", *ASKED)  # the pages are made: they stand in folders, too
    monkeypatch.setattr(owner, name, _fails)
    told = lane(*ASKED)
    assert (told.code, told.err, told.express) == (0, "", False)
    monkeypatch.undo()
    assert lane.kept() == []
    assert lane.warm(*ASKED).express


def test_ctrl_c_while_keeping_leaves_nothing_behind_and_the_answer_stands(
    lane: Lane, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    lane("--no-express", *ASKED)
    monkeypatch.setattr(os, "replace", interrupted)
    told = lane(*ASKED)
    assert (told.code, told.err) == (0, "")
    assert lane.kept() == []


def test_a_file_where_the_folder_should_be_is_told_to_nobody(lane: Lane) -> None:
    lane.answers.parent.mkdir(parents=True)
    lane.answers.write_bytes(b"")
    told = lane.warm(*ASKED)
    assert (told.code, told.err, told.express) == (0, "", False)


def test_the_folder_and_its_files_are_private(lane: Lane) -> None:
    lane.answers.mkdir(parents=True, mode=0o755)
    lane(*ASKED)
    assert lane.answers.stat().st_mode & 0o777 == 0o700
    assert only(lane).stat().st_mode & 0o777 == 0o600


def question(place: Path, number: int) -> Question:
    return Question(express.digest(str(number).encode()), os.fspath(place))


def fill(place: Path, count: int, size: int) -> list[str]:
    """Keep so many answers, each a second older than the next."""
    names = []
    for number in range(count):
        asked = question(place, number)
        answers.put(asked, bytes(size))
        os.utime(place / asked.key, (number, number))
        names.append(asked.key)
    return names


def names_in(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_the_oldest_of_many_answers_go(tmp_path: Path) -> None:
    names = fill(tmp_path / "answers", answers.MOST_ANSWERS + 3, 10)
    assert names_in(tmp_path / "answers") == {*names[3:]}


def test_the_oldest_of_large_answers_go(tmp_path: Path) -> None:
    names = fill(tmp_path / "answers", 6, 900_000)
    assert names_in(tmp_path / "answers") == {*names[2:]}
    assert sum(answer.size for answer in answers.kept(os.fspath(tmp_path / "answers"))) <= 4_000_000


def test_an_answer_that_is_kept_again_takes_no_room_from_others(tmp_path: Path) -> None:
    names = fill(tmp_path / "answers", answers.MOST_ANSWERS, 10)
    answers.put(question(tmp_path / "answers", 5), bytes(20))
    assert names_in(tmp_path / "answers") == {*names}


def test_what_a_dead_run_left_behind_goes_as_any_other(tmp_path: Path) -> None:
    names = fill(tmp_path / "answers", answers.MOST_ANSWERS - 1, 10)
    left = tmp_path / "answers" / f".{names[0]}.1"
    left.write_bytes(b"half")
    os.utime(left, (-1, -1))
    answers.put(question(tmp_path / "answers", 1000), b"new")
    assert not left.exists()
    assert len(names_in(tmp_path / "answers")) == answers.MOST_ANSWERS


def test_what_another_run_took_away_meanwhile_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(name: str, *, dir_fd: int | None = None, **_: object) -> None:
        raise FileNotFoundError(name, dir_fd)

    place = tmp_path / "answers"
    fill(place, answers.MOST_ANSWERS, 10)
    monkeypatch.setattr(os, "unlink", gone)
    answers.put(question(place, 1000), b"new")
    assert (place / question(place, 1000).key).read_bytes() == b"new"


def test_what_went_while_it_was_counted_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "answers"
    fill(place, 2, 10)
    monkeypatch.setattr(os, "listdir", lambda _folder: ["gone", *map(str, range(3))])
    answers.put(question(place, 1000), b"new")
    assert (place / question(place, 1000).key).read_bytes() == b"new"


def test_many_that_keep_at_once_leave_whole_answers(tmp_path: Path) -> None:
    place = tmp_path / "answers"
    pieces = [letter * 100_000 for letter in (b"a", b"b", b"c", b"d")]

    def keep(piece: bytes) -> None:
        for number in range(20):
            answers.put(Question(f"{number:064}", os.fspath(place)), piece)

    before = os.getpid
    threads = [threading.Thread(target=keep, args=(piece,)) for piece in pieces]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "getpid", threading.get_ident)  # as processes have numbers of their own
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert os.getpid is before
    files = list(place.iterdir())
    assert len(files) == 20
    assert all(file.read_bytes() in pieces for file in files)
