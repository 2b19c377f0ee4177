"""Sentences and words, as rules that count them need them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.library.words import characters, find_word, has_word, sentences, words


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
        ("他说\u201c好。\u201d走了。", ("他说\u201c好。\u201d", "走了。")),
        ("真的\uff1f\uff01好。", ("真的\uff1f\uff01", "好。")),
        ("是\uff08对。\uff09的", ("是\uff08对。\uff09", "的")),
        ("¿Qué? ¡Sí! Él va.", ("¿Qué?", "¡Sí!", "Él va.")),
        ("Dijo «sí». «No», dijo ella.", ("Dijo «sí».", "«No», dijo ella.")),
        ("Tak. \u201eNie\u201d. Łatwo.", ("Tak.", "\u201eNie\u201d.", "Łatwo.")),
        ("ok. średnio", ("ok. średnio",)),
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


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("氯胺酮。", 3),
        ("100 人中有 17 人", 6),
        ("用NMDA受体\uff0c1.5次", 6),
        ("two words", 2),
        ("𠀀", 1),
    ],
)
def test_characters_are_counted_with_numbers_and_foreign_words_as_one(
    text: str, count: int
) -> None:
    assert characters(text) == count


@pytest.mark.parametrize(
    ("text", "word", "is_there"),
    [
        ("用氯胺酮治疗", "氯胺酮", True),
        ("用氯胺酮治疗", "胺酮治", True),
        ("用氯胺 酮治疗", "氯胺酮", False),
        ("用ketamine治疗", "Ketamine", True),
        ("用esketamine治疗", "ketamine", False),
        ("100人中有17人", "17", True),
        ("100人中有117人", "17", False),
        ("naïve cure", "cure", True),
        ("naïve secure", "cure", False),
        ("curé", "cur", False),
    ],
)
def test_chinese_characters_part_words_as_blanks_do(
    text: str, word: str, *, is_there: bool
) -> None:
    assert has_word(text, word) is is_there
    assert (find_word(text, ("水", word, "none")).lower() == word.lower()) is is_there


@given(st.text(alphabet="abé-_ 1水", max_size=20), st.sampled_from(["a", "ab", "1", "b a"]))
def test_without_chinese_a_word_ends_where_it_always_did(text: str, word: str) -> None:
    text = text.replace("水", "")
    as_before = rf"(?<!\w){re.escape(word)}(?!\w)".replace(r"\ ", r"\s+")
    assert has_word(text, word) is bool(re.search(as_before, text, re.IGNORECASE))


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
