"""Sentences and words, as rules that count them need them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.library.words import find_word, has_word, sentences, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("  \n ", ()),
        ("One. Two? Three!", ("One.", "Two?", "Three!")),
        ("No full stop", ("No full stop",)),
        ("It was 1.5 of 100. Yes.", ("It was 1.5 of 100.", "Yes.")),
        ("He said: stop. then went on.", ("He said: stop. then went on.",)),
        ('She said "Stop." Then she left.', ('She said "Stop.', "Then she left.")),
        ("(One.) (Two.)", ("(One.", "(Two.)")),
        ('One. "Two."', ("One.", '"Two."')),
        ("Fin. Élan.", ("Fin.", "Élan.")),
        ("Ask Dr. Green. Then go.", ("Ask Dr. Green.", "Then go.")),
        ("Dr. A. B. Green. Go.", ("Dr. A.", "B.", "Green.", "Go.")),
        ("どう。はい。", ("どう。", "はい。")),
    ],
)
def test_a_text_falls_into_sentences(text: str, found: tuple[str, ...]) -> None:
    assert sentences(text, ("Dr.",)) == found


def test_without_abbreviations_every_full_stop_ends_a_sentence() -> None:
    assert sentences("Ask Dr. Green.") == ("Ask Dr.", "Green.")


@pytest.mark.parametrize(
    ("text", "count"),
    [("off-label use", 2), ("don't", 1), ("1.5 of 100", 3), ("a - b", 2), ("", 0), ("x_y", 2)],
)
def test_words_are_counted_as_readers_count_them(text: str, count: int) -> None:
    assert len(words(text)) == count


def test_a_word_is_found_as_a_whole_and_in_small_or_big_letters() -> None:
    assert has_word("A Cure.", "cure")
    assert not has_word("A secure place.", "cure")
    assert not has_word("A cure-all_cures", "cures")
    assert has_word("proven\n  safe", "proven safe")
    assert has_word("17 of 100", "17")
    assert not has_word("117 of 100", "17")


def test_the_longest_word_that_stands_there_is_told_as_it_is_written() -> None:
    assert find_word("It is Proven safe.", ("proven", "proven safe")) == "Proven safe"
    assert find_word("It is.", ("proven",)) == ""
    assert find_word("It is.", ()) == ""
    assert find_word("a [b", ("[b",)) == "[b"


@given(st.text(alphabet='aB .?!"(\n', max_size=60), st.sampled_from([(), ("a.",)]))
def test_sentences_lose_no_letter(text: str, abbreviations: tuple[str, ...]) -> None:
    kept = "".join(sentences(text, abbreviations))
    for letter in "aB":
        assert kept.count(letter) == text.count(letter)
