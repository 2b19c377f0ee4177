"""Pieces of a file are found where they stand."""

from ketacli.library.layout import LaidMapping, LaidSequence, lay_out, scalars

TEXT = "é: [a, 'b  ']\nc:\n  - |\n    d\n    e\n  - f: >-\n      g\n"


def test_each_text_is_cut_out_as_it_is_written() -> None:
    found = [
        TEXT[s.span.start : s.span.end] for s in scalars(lay_out(TEXT)) if s.style not in {"|", ">"}
    ]
    assert found == ["é", "a", "'b  '", "c", "f"]
    assert [scalar.text for scalar in scalars(lay_out(TEXT))] == [
        *("é", "a", "b  ", "c", "d\ne\n", "f", "g"),
    ]


def test_lines_and_columns_count_from_0() -> None:
    laid = lay_out(TEXT)
    assert isinstance(laid, LaidMapping)
    (_, flow), (name, block) = laid.items
    assert isinstance(flow, LaidSequence)
    assert isinstance(block, LaidSequence)
    assert (flow.flow, block.flow, laid.flow) == (True, False, False)
    assert (name.span.line, name.span.column) == (1, 0)
    literal, inner = block.items
    assert (literal.span.line, literal.span.last_line, inner.span.line) == (2, 5, 5)
