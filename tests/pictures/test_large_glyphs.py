import string
from itertools import combinations

import pytest

from ketacli.pictures.large_glyphs import ACCENTS, BARE, HEIGHT, INK, shapes

DRAWN = {letter: shape for letter, shape in shapes().items() if letter != "\N{NO-BREAK SPACE}"}
each = pytest.mark.parametrize("letter", DRAWN)


def test_all_that_a_plain_keyboard_types_has_a_shape() -> None:
    assert set(string.printable) - set(string.whitespace) <= set(DRAWN)


@each
def test_a_shape_is_rows_of_one_length_in_ink_and_bare(letter: str) -> None:
    rows = DRAWN[letter]
    assert len(rows) == HEIGHT
    assert len(set(map(len, rows))) == 1
    assert set("".join(rows)) <= {INK, BARE}


@each
def test_a_shape_begins_and_ends_with_ink_so_that_letters_stand_evenly(letter: str) -> None:
    columns = list(zip(*DRAWN[letter], strict=True))
    assert INK in columns[0]
    assert INK in columns[-1]


@each
def test_the_row_for_accents_is_left_free(letter: str) -> None:
    assert INK not in DRAWN[letter][0]


def test_no_two_letters_look_the_same() -> None:
    same = [pair for pair in combinations(DRAWN, 2) if DRAWN[pair[0]] == DRAWN[pair[1]]]
    assert same == []


def test_letters_that_readers_mix_up_differ_in_more_than_two_pixels() -> None:
    for one, other in ("0O", "1l", "1I", "lI", "5S", "8B", "2Z", "ce", "ao", "uv"):
        pixels = zip("".join(DRAWN[one]), "".join(DRAWN[other]), strict=False)
        narrower = len(DRAWN[one][0]) != len(DRAWN[other][0])
        assert narrower or sum(mine != its for mine, its in pixels) > 2


def test_the_blank_that_ends_no_line_has_no_ink() -> None:
    assert INK not in "".join(shapes()["\N{NO-BREAK SPACE}"])


@pytest.mark.parametrize("mark", ACCENTS)
def test_an_accent_is_at_most_two_rows_of_one_length(mark: str) -> None:
    shape = ACCENTS[mark].shape
    assert 1 <= len(shape) <= 2
    assert len(set(map(len, shape))) == 1
    assert set("".join(shape)) <= {INK, BARE}


def test_no_two_accents_look_the_same() -> None:
    assert len(set(ACCENTS.values())) == len(ACCENTS)
