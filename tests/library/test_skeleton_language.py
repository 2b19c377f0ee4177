"""What becomes of each way in which a file of words can be written."""

import pytest

from ketacli.library.skeleton_language import language_skeleton


def body(text: str, kind: str = "labels") -> str:
    """A skeleton without what is said at its top."""
    lines = language_skeleton(text, kind).splitlines(keepends=True)
    return "".join(lines[2:])


@pytest.mark.parametrize(
    ("text", "laid"),
    [
        ("title: One: two".replace(": t", " t"), 'title: ""  # One two\n'),
        ('"no": "no"\n', '"no": ""  # no\n'),
        ("a: ''\n", 'a: ""\n'),
        ("a:\n  - b\n  - c\n", 'a:\n  - ""  # b\n  - ""  # c\n'),
        ("a: [b, c]\n", 'a: [""]  # b, c\n'),
        ("also: [b, c]\n", "also: []  # b, c\n"),
        ("months: [b, c]\n", 'months: ["", ""]  # b, c\n'),
        ("a: {id: b, c: d}\n", 'a:\n  id: b\n  c: ""  # d\n'),
        ("a:\n  - {id: b, c: d}\n", 'a:\n  - id: b\n    c: ""  # d\n'),
        ("a:\n  - - b\n", "a:\n"),
        ("a: |\n  one\n  # two\n", 'a: ""  # one # two\n'),
        ("a: b\n# why\nc: d\n", 'a: ""  # b\n# why\nc: ""  # d\n'),
        ("# top\r\na: b\r\n\r\n# why\r\nc: d\r\n", '# top\na: ""  # b\n\n# why\nc: ""  # d\n'),
        ("a: ' b'\n", 'a: ""  # " b"\n'),
        ("- b\n", ""),
    ],
)
def test_words_go_beside_their_places(text: str, laid: str) -> None:
    assert body(text) == laid


def test_long_words_go_above_their_places() -> None:
    long = " ".join(["word"] * 40)
    *above, last = body(f"a: {long}\n").splitlines()
    assert [line[:6] for line in above] == ["# word"] * 3
    assert last == 'a: ""'
    _, *above, last = body(f"a:\n  - {long}\n").splitlines()
    assert [line[:10] for line in above] == ["    # word"] * 3
    assert last == '  - ""'


def test_the_line_for_editors_stays_at_the_top() -> None:
    text = "# yaml-language-server: $schema=x.json\n# About this file.\na: b\n"
    laid = language_skeleton(text, "style").splitlines()
    assert laid[0] == text.splitlines()[0]
    assert laid[1].startswith("# To be written anew")
    assert laid[-2:] == ["# About this file.", 'a: ""  # b']
