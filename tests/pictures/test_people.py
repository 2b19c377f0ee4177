from hypothesis import given
from hypothesis import strategies as st

from ketacli.pictures.people import ACROSS, hundred


@given(st.integers(0, 100))
def test_a_hundred_people_are_five_rows_of_ascii_marks(count: int) -> None:
    rows = hundred(count)
    assert len(rows) * ACROSS == 100
    assert all(len(row) == ACROSS and row.isascii() for row in rows)


@given(st.integers(0, 100))
def test_the_first_of_them_are_filled_and_as_many_as_were_counted(count: int) -> None:
    assert "".join(hundred(count)) == "#" * count + "." * (100 - count)
