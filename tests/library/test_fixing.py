"""What `check --fix` may change, and that it changes nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.errors import ContentError
from ketacli.library.fixing import fixed
from ketacli.library.loading import MODELS, kind_of
from ketacli.library.yaml_reader import plain, read
from support.content import SMALL_TOPIC
from support.program import CONTENT

TOPIC = MODELS["topic"]


def mended(text: str, kind: str = "topic") -> str:
    return fixed(text.encode(), MODELS[kind]).decode()


def says(content: bytes) -> object:
    """What a file says, whatever the order of its names."""
    return plain(read(content, "file"))


def test_what_ships_is_left_as_it_is() -> None:
    for file in CONTENT.rglob("*.yaml"):
        kind = kind_of(file.relative_to(CONTENT).as_posix())
        assert fixed(file.read_bytes(), MODELS[kind]) == file.read_bytes()


def test_blanks_go_from_the_ends_of_lines_and_stay_inside_texts() -> None:
    kept = 'a: >-\n  one  \n  two\nb: "three  \n\n  four"\nc: |+\n  five \n\n'
    assert mended(kept) == kept
    assert mended("a: 1  \n#  why \t\n \nb: >-  \n  text\n") == "a: 1\n#  why\n\nb: >-\n  text\n"
    assert mended("a: 1 \r\nb: 2\r\n") == "a: 1\r\nb: 2\r\n"


def test_the_last_line_gets_a_break_of_the_kind_that_the_file_has() -> None:
    assert mended("a: 1\nb: 2") == "a: 1\nb: 2\n"
    assert mended("a: 1\r\nb: 2") == "a: 1\r\nb: 2\r\n"


def test_a_last_line_that_is_text_to_its_end_gets_no_break() -> None:
    assert mended("a: |+\n  one") == "a: |+\n  one"


def test_a_mark_at_the_start_of_the_file_stays() -> None:
    assert fixed(b"\xef\xbb\xbfa: 1 \n", TOPIC) == b"\xef\xbb\xbfa: 1\n"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("title: Numbers: two", 'title: "Numbers: two"'),
        ("known:\n  - {placebo} is a dummy", 'known:\n  - "{placebo} is a dummy"'),
        ("title: **Never** this", 'title: "**Never** this"'),
        ('title: A "b: c" \\ d: e', 'title: "A \\"b: c\\" \\\\ d: e"'),
        ("title: Numbers: two \r\nkind: note", 'kind: note\ntitle: "Numbers: two"'),
        ("title: One: two\npurpose: Three: four", 'title: "One: two"\npurpose: "Three: four"'),
    ],
)
def test_a_text_that_yaml_cannot_read_gets_quotation_marks(wrong: str, right: str) -> None:
    assert mended(f"{wrong}\n").replace("\r", "") == f"{right}\n"


@pytest.mark.parametrize(
    "text",
    [
        "title: [1,",
        "a: 1\na: 2",
        "title: Numbers: two # or three",
        "title: Numbers: two\n  and a second line",
        "title: Numbers: two\nother: [",
        "title: &a x",
        "b: 1\n\ta: 2",
        "text\nlone: x: y\n [",
        "a: 'b",
        "",
        "\x1b",
        "".join(f"a{n}: b: c\n" for n in range(101)),
    ],
)
def test_a_file_that_cannot_be_read_is_left_as_it_is(text: str) -> None:
    assert mended(text) == text


def test_bytes_that_are_no_text_are_left_as_they_are() -> None:
    assert fixed(b"a: \xff \n", TOPIC) == b"a: \xff \n"


_WORDS = st.text(alphabet="ab:#{}'\"-*>| ,[]é\\", max_size=8)
_PLAIN = st.sampled_from(["one", "two words", '"three: 3"', "'four'", "[]", "{}", "[a, b]", ""])
_TEXT = st.one_of(
    _PLAIN, _WORDS, st.just(">-\n      folded  \n      text"), st.just("|+\n      kept\n\n")
)
_END = st.sampled_from(["", "", " ", "  # why", "\t", "\n", "\n  # deep", "\n# flat"])
_NAMES = st.sampled_from(
    ["title", "kind", "purpose", "known", "risks", "text", "evidence", "sources", "id", "odd"]
)


@st.composite
def small_files(draw: st.DrawFn) -> str:
    """Files that look like content: most of them can be read, and some cannot."""
    lines: list[str] = []
    for name in draw(st.lists(_NAMES, unique=True, min_size=1, max_size=5)):
        lines += draw(st.lists(st.sampled_from(["# about", "", "  # deep"]), max_size=2))
        if draw(st.booleans()):
            lines.append(f"{name}: {draw(_TEXT)}{draw(_END)}")
            continue
        lines.append(f"{name}:{draw(_END)}")
        for _ in range(draw(st.integers(1, 3))):
            mark = "  - "
            for inner in draw(st.lists(_NAMES, unique=True, min_size=1, max_size=3)):
                lines += draw(st.lists(st.just("    # inner"), max_size=mark == "    "))
                lines.append(f"{mark}{inner}: {draw(_TEXT)}{draw(_END)}")
                mark = "    "
    return "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n", " "]))


@given(small_files())
def test_any_file_says_the_same_when_it_is_mended(text: str) -> None:
    content = text.encode()
    after = fixed(content, TOPIC)
    assert fixed(after, TOPIC) == after
    assert sorted(after.split()) == sorted(content.split()) or after.count(b'"') > text.count('"')
    try:
        before = says(content)
    except ContentError:
        if after != content:
            says(after)
    else:
        assert says(after) == before
        assert sorted(after.split()) == sorted(content.split())


@given(st.text(alphabet="ab: -#\n'\"{}[]>|*&!\r\t", max_size=60))
def test_any_text_at_all_says_the_same_when_it_is_mended(text: str) -> None:
    after = fixed(text.encode(), TOPIC)
    assert fixed(after, TOPIC) == after
    try:
        before = says(text.encode())
    except ContentError:
        return
    assert says(after) == before


def test_a_small_topic_with_all_its_names_turned_round_is_put_right() -> None:
    lines = [block for block in SMALL_TOPIC.replace("\n  ", "\0  ").split("\n") if block]
    turned = "".join(f"{line}\n" for line in reversed(lines)).replace("\0", "\n")
    assert turned != SMALL_TOPIC
    assert mended(turned) == SMALL_TOPIC
