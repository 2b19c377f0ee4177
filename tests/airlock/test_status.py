import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ketacli.airlock import status as module
from ketacli.airlock.status import VARIABLE, Status

Ends = tuple[socket.socket, socket.socket]


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ends]:
    """The airlock's end of the line, and the visit's, which is in the environment."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.settimeout(20)
        monkeypatch.setenv(VARIABLE, str(theirs.fileno()))
        os.set_inheritable(theirs.fileno(), True)  # noqa: FBT003
        yield ours, theirs


def told(line: socket.socket, brief: bytes) -> Status:
    sending = threading.Thread(target=line.sendall, args=(b"%d\n%s" % (len(brief), brief),))
    sending.start()
    status = Status.here()
    sending.join()
    return status


def test_a_visit_reads_its_brief_once_and_its_programs_get_no_line(ends: Ends) -> None:
    brief = {"site": "é" * 40_000, "list": [1, {}]}
    assert told(ends[0], json.dumps(brief).encode()).brief == brief
    assert VARIABLE not in os.environ
    assert not os.get_inheritable(ends[1].fileno())


def test_a_brief_that_comes_in_pieces_is_one_brief(ends: Ends) -> None:
    def send() -> None:
        for byte in b'11\n{"a": [12]}':
            ends[0].sendall(bytes((byte,)))

    sending = threading.Thread(target=send)
    sending.start()
    assert Status.here().brief == {"a": [12]}
    sending.join()


@pytest.mark.parametrize("said", [b"", b"10\n{}", b"x\n{}", b"2\n[]", b"1\n{", b"5"])
def test_a_brief_that_cannot_be_read_is_empty(ends: Ends, said: bytes) -> None:
    ends[0].sendall(said)
    ends[0].shutdown(socket.SHUT_WR)
    assert Status.here().brief == {}


@pytest.mark.parametrize("value", ["", "x", "-1", "²", "999", "9" * 30])
def test_without_a_line_it_says_everything_to_nobody(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv(VARIABLE, value)
    status = Status.here()
    assert status.brief == {}
    status.beat()
    status.keep(a=1)
    status.note("x")
    status.finish()


def test_a_file_is_no_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with (tmp_path / "file").open("wb") as file:
        monkeypatch.setenv(VARIABLE, str(file.fileno()))
        Status.here().beat()
    assert (tmp_path / "file").read_bytes() == b""


def test_each_thing_said_is_a_line(ends: Ends) -> None:
    status = told(ends[0], b"{}")
    status.beat()
    status.keep(pending=[1], word="é\n")
    status.note("two\nlines \udc80 " + "x" * 500)
    status.finish()
    said = b""
    while not said.endswith(b"finish\n"):
        said += ends[0].recv(4096)
    beat, keep, note, finish = said.splitlines()
    assert (beat, finish) == (b"beat", b"finish")
    assert json.loads(keep.removeprefix(b"keep ")) == {"pending": [1], "word": "é\n"}
    assert note.startswith(b"note two lines \\udc80 xxx")
    assert len(note) < 320


def test_a_beat_never_waits_and_never_fails(ends: Ends) -> None:
    status = told(ends[0], b"{}")
    for _ in range(100_000):
        status.beat()  # the line is full long before
    ends[0].close()
    status.beat()


def test_a_beat_leaves_out_what_another_thread_is_saying(ends: Ends) -> None:
    status = told(ends[0], b"{}")
    with status._busy:
        status.beat()
    status.finish()
    assert ends[0].recv(100) == b"finish\n"


def test_a_long_message_is_heard_whole(ends: Ends) -> None:
    status = told(ends[0], b"{}")
    heard: list[bytes] = []

    def hear() -> None:
        time.sleep(0.2)  # the line is full by then
        while not heard or not heard[-1].endswith(b"\n"):
            heard.append(ends[0].recv(65536))

    hearing = threading.Thread(target=hear)
    hearing.start()
    status.keep(letters="x" * 2_000_000)
    hearing.join()
    assert len(b"".join(heard)) > 2_000_000


def test_after_half_a_message_nothing_more_is_said(
    ends: Ends, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_KEEP_SECONDS", 0.01)
    status = told(ends[0], b"{}")
    status.keep(letters="x" * 2_000_000)
    status.finish()
    ends[1].close()
    said = b""
    while more := ends[0].recv(65536):
        said += more
    assert b"\n" not in said


def test_a_line_that_is_gone_is_no_fault(ends: Ends) -> None:
    status = told(ends[0], b"{}")
    ends[0].close()
    values: dict[str, Any] = {"a": 1}
    status.keep(**values)
    status.finish()
