"""Lines in and out of a terminal: what counts as a line, and what was typed too early."""

import fcntl
import os
import struct
import termios
from collections.abc import Iterator

import pytest

from ketacli.kiosk import linear_lines
from ketacli.kiosk.linear_lines import NO_LINE, GoneError, Lines

PATIENT, AT_ONCE = 60.0, 0.0


class Pty:
    """A pty whose inner end is what `Lines` reads and writes."""

    def __init__(self) -> None:
        self.outer, self.inner = os.openpty()

    def type(self, keys: bytes) -> None:
        os.write(self.outer, keys)

    def shown(self) -> bytes:
        return os.read(self.outer, 65536)

    def resize(self, columns: int) -> None:
        fcntl.ioctl(self.inner, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))


@pytest.fixture
def pty(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pty]:
    made = Pty()
    monkeypatch.setattr(linear_lines, "_IN", made.inner)
    monkeypatch.setattr(linear_lines, "_OUT", made.inner)
    yield made
    for end in (made.outer, made.inner):
        os.close(end)


def test_a_line_is_what_stands_before_enter_without_blanks_around_it(pty: Pty) -> None:
    pty.type(b" 12 \n")
    assert Lines().line(PATIENT) == "12"


def test_without_enter_there_is_no_line_yet(pty: Pty) -> None:
    lines = Lines()
    assert lines.line(AT_ONCE) is None
    pty.type(b"1")
    assert lines.line(AT_ONCE) is None
    pty.type(b"2\n")
    assert lines.line(PATIENT) == "12"


def test_lines_come_one_after_the_other(pty: Pty) -> None:
    lines = Lines()
    pty.type(b"1\n\n3\n")
    assert [lines.line(PATIENT) for _ in range(3)] == ["1", "", "3"]


def test_backspace_takes_a_letter_back_as_the_terminal_does(pty: Pty) -> None:
    pty.type(b"13\x7f2\n")
    assert Lines().line(PATIENT) == "12"


@pytest.mark.parametrize("typed", [b"\xff\n", b"1\xc3\n", b"\xed\xa0\x80\n"])
def test_what_is_no_text_is_no_answer(pty: Pty, typed: bytes) -> None:
    pty.type(typed)
    assert Lines().line(PATIENT) == NO_LINE


def test_letters_of_any_language_are_text(pty: Pty) -> None:
    pty.type("s\u00ed\n".encode())
    assert Lines().line(PATIENT) == "s\u00ed"


@pytest.mark.parametrize(("length", "is_line"), [(1024, True), (1025, False), (4000, False)])
def test_a_line_of_more_than_a_kilobyte_is_no_answer(
    pty: Pty, *, length: int, is_line: bool
) -> None:
    pty.type(b"1" * length + b"\n")
    assert (Lines().line(PATIENT) != NO_LINE) == is_line


def test_a_line_without_end_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = os.pipe()
    monkeypatch.setattr(linear_lines, "_IN", ours)
    lines = Lines()
    for _ in range(100):
        os.write(theirs, b"1" * 4096)
        assert lines.line(PATIENT) is None
        assert len(lines._typed) < 2000
    os.write(theirs, b"\n2\n")
    assert lines.line(PATIENT) == NO_LINE
    assert lines.line(PATIENT) == "2"
    os.close(theirs)
    with pytest.raises(GoneError):
        lines.line(PATIENT)
    os.close(ours)


def test_what_was_typed_before_is_forgotten(pty: Pty) -> None:
    lines = Lines()
    pty.type(b"1\n2\n")
    assert lines.line(PATIENT) == "1"
    lines.forget()
    assert lines.line(AT_ONCE) is None
    pty.type(b"half")
    lines.forget()
    pty.type(b"3\n")
    assert lines.line(PATIENT) == "3"


def test_forgetting_without_a_terminal_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = os.pipe()
    monkeypatch.setattr(linear_lines, "_IN", ours)
    Lines().forget()
    os.close(ours)
    os.close(theirs)


def test_ctrl_d_and_a_terminal_that_is_gone_are_the_end(pty: Pty) -> None:
    pty.type(b"\x04")
    with pytest.raises(GoneError):
        Lines().line(PATIENT)
    os.close(pty.outer)
    with pytest.raises(GoneError):
        Lines().line(PATIENT)
    with pytest.raises(GoneError):
        Lines().write(["nobody reads this"])
    pty.outer = os.dup(pty.inner)


def test_what_cannot_be_read_is_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = os.open("/", os.O_RDONLY)
    monkeypatch.setattr(linear_lines, "_IN", folder)
    with pytest.raises(GoneError):
        Lines().line(PATIENT)
    os.close(folder)


def test_lines_are_written_as_they_are(pty: Pty) -> None:
    Lines().write(["One.", "", "S\u00ed."])
    assert pty.shown() == "One.\r\n\r\nS\u00ed.\r\n".encode()


@pytest.mark.parametrize(("columns", "width"), [(40, 40), (10, 20), (1, 20), (0, 80), (500, 120)])
def test_lines_are_as_wide_as_the_terminal_and_at_least_20_letters(
    pty: Pty, columns: int, width: int
) -> None:
    pty.resize(columns)
    assert Lines().width == width


def test_without_a_terminal_lines_have_the_usual_width(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = os.pipe()
    monkeypatch.setattr(linear_lines, "_OUT", theirs)
    assert Lines().width == 80
    os.close(ours)
    os.close(theirs)
