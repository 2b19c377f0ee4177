"""Which lines get quotation marks. What that does to a whole file is in test_fixing.py."""

import pytest

from ketacli.library.quoting import quoted


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: b: c", 'a: "b: c"'),
        ("a: b c:", 'a: "b c:"'),
        ("- a: b: c", '- a: "b: c"'),
        ("- - {a} b", '- - "{a} b"'),
        ("a: @b", 'a: "@b"'),
        ("a: `b`", 'a: "`b`"'),
        ("a: %b: c", 'a: "%b: c"'),
    ],
)
def test_a_line_that_cannot_be_read_gets_them(before: str, after: str) -> None:
    assert quoted(before) == after


@pytest.mark.parametrize(
    "text", ["a: b", "a: {b}", "- a: b", 'a: "b: c" d', "a: b: c # d", "a: b:\tc: d", "b: c: d\n\0"]
)
def test_a_line_that_can_be_read_or_cannot_be_helped_gets_none(text: str) -> None:
    assert quoted(text) == text
