"""Names go into the order of the schema, and comments go with them."""

import pytest

from ketacli.library.key_order import names_in_order, one_level_in_order
from ketacli.library.loading import MODELS
from ketacli.library.schema import ChartItem, TextItem


def put(text: str, kind: str = "topic") -> str:
    while (again := one_level_in_order(text, MODELS[kind])) != text:
        text = again
    return text


def test_a_model_has_its_own_names_before_those_it_takes_over() -> None:
    assert names_in_order(TextItem) == ("text", "evidence", "sources")
    assert names_in_order(ChartItem) == ("chart", "evidence", "sources")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("title: a\nkind: b\n", "kind: b\ntitle: a\n"),
        # A comment above a name and one behind it go with it.
        ("title: a\n# why\nkind: b # so\n", "# why\nkind: b # so\ntitle: a\n"),
        # Comments at the top are about the file, down to the last blank line.
        ("# file\ntitle: a\nkind: b\n", "# file\nkind: b\ntitle: a\n"),
        ("# file\n\n# title\ntitle: a\nkind: b\n", "# file\n\nkind: b\n# title\ntitle: a\n"),
        # What is deeper stays with the name above it; what follows all stays behind all.
        ("title: a\n  # deep\nkind: b\n\n# end\n", "kind: b\ntitle: a\n  # deep\n\n# end\n"),
        # A name that nobody knows stays behind the one before it.
        ("odd: 0\ntitle: a\nodder: 1\nkind: b\n", "odd: 0\nkind: b\ntitle: a\nodder: 1\n"),
        # Inside lists, also those that are not set in; a mapping first, and then what is in it.
        (
            "sections:\n- title: a\n  id: b\nkind: c\n",
            "kind: c\nsections:\n- id: b\n  title: a\n",
        ),
        (
            "known:\n  - sources: [a]\n    text: b\nrisks: c\n",
            "known:\n  - text: b\n    sources: [a]\nrisks: c\n",
        ),
        (
            "sections:\n  - body:\n      - sources: [a]\n        text: b\n    id: c\n",
            "sections:\n  - id: c\n    body:\n      - text: b\n        sources: [a]\n",
        ),
        (
            "known:\n  -\n    # why\n    sources: [a]\n    text: b\n",
            "known:\n  -\n    text: b\n    # why\n    sources: [a]\n",
        ),
    ],
)
def test_names_go_into_order(wrong: str, right: str) -> None:
    assert put(wrong) == right


@pytest.mark.parametrize(
    "text",
    [
        "known: [{sources: [a], text: b}]\n",
        "known:\n  - sources: [a]\n    # no place for this before the name\n    text: b\n",
        "? title\n: a\n? kind\n: b\n",
        "odd: {b: 1, a: 2}\nodder:\n  - b: 1\n    a: 2\n",
        "kind: b\nodd: 1\ntitle: a\n",
        "- b\n- a\n",
    ],
)
def test_where_lines_cannot_move_or_no_order_is_known_all_stays(text: str) -> None:
    assert put(text) == text


def test_names_that_a_language_chooses_are_in_no_order() -> None:
    text = "animals:\n  rat: [rat]\n  mouse: [mouse]\n"
    assert put(text, "style") == text
