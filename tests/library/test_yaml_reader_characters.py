"""Which characters content may hold: none that hides, reorders or acts, all that languages need."""

import re
from unicodedata import name

import pytest

from ketacli.errors import ContentError
from ketacli.library.yaml_reader import plain, read

REFUSED = {
    "C0 but tab and line feed": [*range(9), *range(0x0B, 0x20)],
    "DEL and C1": [0x7F, *range(0x80, 0xA0)],
    "line and paragraph separators": [0x2028, 0x2029],
    "bidirectional controls": [0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)],
    "a byte order mark inside": [0xFEFF],
    "interlinear annotations": [0xFFF9, 0xFFFA, 0xFFFB],
    "tag characters": [*range(0xE0000, 0xE0080)],
    "non-characters": [0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF],
    "private use": [0xE000, 0xF8FF, 0xF0000, 0x10FFFD],
    "unassigned": [0x0378, 0x2FE0],
    "spaces without width": [0x200B, 0x2060],
    "Hangul fillers": [0x115F, 0x1160, 0x3164, 0xFFA0],
}
SURROGATES = [0xD800, 0xDBFF, 0xDC00, 0xDFFF]
KEPT = "\u200c\u200d\u200e\u200f\u00a0\u00ad\u00e9\u2264\u4e2d\u0e33\U0001f642\ufe0f"


def refused(content: bytes) -> tuple[str, int, int]:
    with pytest.raises(ContentError) as caught:
        read(content, "file.yaml")
    (problem,) = caught.value.problems
    return problem.rule, problem.line, problem.column


@pytest.mark.parametrize("codes", REFUSED.values(), ids=REFUSED)
def test_a_character_that_acts_or_hides_is_refused_where_it_stands(codes: list[int]) -> None:
    for code in codes:
        content = f"title: é\nbody: a{chr(code)}b".encode()
        assert refused(content) == ("hidden-character", 2, 8), hex(code)


@pytest.mark.parametrize("codes", REFUSED.values(), ids=REFUSED)
def test_it_is_refused_in_comments_and_in_names_too(codes: list[int]) -> None:
    for code in codes:
        assert refused(f"a: b # {chr(code)}x".encode())[0] == "hidden-character", hex(code)
        assert refused(f"a{chr(code)}a: b".encode())[0] == "hidden-character", hex(code)


@pytest.mark.parametrize("codes", REFUSED.values(), ids=REFUSED)
def test_it_is_refused_when_it_is_written_in_letters(codes: list[int]) -> None:
    for code in codes:
        assert refused(f'a: "x\\U{code:08X}"'.encode()) == ("hidden-character", 1, 4), hex(code)


@pytest.mark.parametrize("escape", [r"\0", r"\a", r"\b", r"\e", r"\f", r"\v", r"\N", r"\L", r"\P"])
def test_the_short_forms_of_such_characters_are_refused(escape: str) -> None:
    assert refused(f'a: "x{escape}"'.encode()) == ("hidden-character", 1, 4)


@pytest.mark.parametrize("code", SURROGATES, ids=hex)
def test_half_a_character_is_no_text_in_any_form(code: int) -> None:
    assert refused(f"a: {chr(code)}".encode("utf-8", "surrogatepass"))[0] == "encoding"
    assert refused(f'a: "\\u{code:04X}"'.encode())[0] in {"yaml", "hidden-character"}


@pytest.mark.parametrize("sequence", ["\x1b[2J", "\x1b]52;c;aGk=\x07", "\x9b2J", "\x1bc"])
def test_terminal_commands_are_refused(sequence: str) -> None:
    assert refused(f"a: {sequence}".encode()) == ("hidden-character", 1, 4)


@pytest.mark.parametrize("letter", KEPT, ids=lambda letter: name(letter, hex(ord(letter))))
def test_a_character_that_a_language_needs_is_kept(letter: str) -> None:
    assert plain(read(f"a: x{letter}y".encode(), "")) == {"a": f"x{letter}y"}
    written = f'a: "x\\U{ord(letter):08X}y"'
    assert plain(read(written.encode(), "")) == {"a": f"x{letter}y"}


def test_tabs_and_line_feeds_are_kept() -> None:
    assert plain(read(b"a: |\n  x\ty\n  z\n", "")) == {"a": "x\ty\nz\n"}


def test_the_ends_of_lines_of_windows_count_as_one_line_feed() -> None:
    assert plain(read(b"a: b\r\nc: |\r\n  d\r\n  e\r\n", "")) == {"a": "b", "c": "d\ne\n"}
    assert refused(b"a: b\rc: d") == ("hidden-character", 1, 5)


@pytest.mark.parametrize("mark", ["\u0301", "\u20dd", "\u0e34"], ids=name)
def test_eight_marks_on_a_letter_are_kept_and_nine_refused(mark: str) -> None:
    assert plain(read(f"a: e{mark * 8}f{mark * 8}".encode(), ""))
    assert refused(f"a: e{mark * 9}".encode()) == ("hidden-character", 1, 13)
    assert refused(f'a: "e{mark * 5000}"'.encode()) == ("hidden-character", 1, 14)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"\xff\xfea\x00", (1, 1)),
        (b"a: \xc0\x80", (1, 4)),
        (b"a: \xed\xa0\x80", (1, 4)),
        (b"a: \xf4\x90\x80\x80", (1, 4)),
        (b"a: b\n\xc3\xa9: caf\xe9", (2, 7)),
        (b"\xef\xbb\xbfa: \xe2\x82", (1, 4)),
        (b"a: b\r\nc: \x80", (2, 4)),
    ],
)
def test_bytes_that_are_no_text_are_told_with_line_and_column(
    content: bytes, place: tuple[int, int]
) -> None:
    assert refused(content) == ("encoding", *place)


def test_the_message_names_the_character_in_letters() -> None:
    for content in (b"a: \x1b[2J", b'a: "\\e[2J"', "a: \u202e".encode()):
        with pytest.raises(ContentError) as caught:
            read(content, "")
        (problem,) = caught.value.problems
        assert problem.message.isascii()
        assert problem.message.isprintable()
        assert re.search(r"U\+[0-9A-F]{4}", problem.message)
