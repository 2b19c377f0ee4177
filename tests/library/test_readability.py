"""What is measured of a text in each language, by examples that were counted by hand."""

import pytest

from ketacli.library.readability import Measure, Score, score


def measured(text: str, language: str, abbreviations: tuple[str, ...] = ()) -> Score:
    return score((text,), language, "f", abbreviations)


def test_english_has_a_grade_and_smog() -> None:
    # The 1, doc-tor 2, gave 1, me 1, wa-ter 2; I 1, felt 1, bet-ter 2, af-ter 2, an 1, hour 1:
    # 15 syllables in 11 words and 2 sentences.
    # 0.39 * 11 / 2 + 11.8 * 15 / 11 - 15.59 = 2.145 + 16.0909 - 15.59 = 2.6459
    found = measured("The doctor gave me water. I felt better after an hour.", "en")
    said = (Measure("Flesch-Kincaid grade", 2.6), Measure("SMOG", 3.1))
    assert found == ("f", True, said, 11, "words", 2)
    assert str(found) == "f: Flesch-Kincaid grade 2.6, SMOG 3.1, 11 words, 2 sentences"


def test_spanish_has_two_scores_and_the_name_of_inflesz() -> None:
    # El 1, mé-di-co 3, me 1, dio 1, a-gua 2: 8 in 5 words. Hoy 1, duer-mo 2, bien 1: 4 in 3.
    # 206.84 - 60 * 12 / 8 - 1.02 * 4 = 112.76; 206.835 - 62.3 * 1.5 - 4 = 109.385
    found = measured("El médico me dio agua. Hoy duermo bien.", "es-MX")
    assert str(found) == (
        "f: Fernández-Huerta 112.8, Szigriszt-Pazos 109.4 (INFLESZ: muy fácil), "
        "8 words, 2 sentences"
    )
    assert not any(measure.target for measure in found.measures)


def test_polish_has_fog_with_words_of_four_syllables() -> None:
    # le-karz, po-da-je, ke-ta-mi-nę 4, po-wo-li: 1 of 4 words is long. 0.4 * (4 + 25) = 11.6
    found = measured("Lekarz podaje ketaminę powoli.", "pl")
    assert found.measures == (Measure("FOG-PL", 11.6, "", "9 or less"),)


@pytest.mark.parametrize(
    ("short", "long", "target"), [(23, 0, ""), (22, 1, "9 or less"), (21, 0, "")]
)
def test_fog_is_rounded_as_its_scale_is(short: int, long: int, target: str) -> None:
    # 0.4 * 23 = 9.2; 0.4 * (23 + 100 / 23) = 10.9
    found = measured(f"{'lek ' * short}{'ketamina ' * long}", "pl")
    assert [measure.target for measure in found.measures] == [target]


def test_chinese_has_lengths_and_no_score() -> None:
    # 10 characters, a comma after 4; then 4, of which NMDA is one.
    found = measured("今天下雨\uff0c我在家里看书。他说NMDA好\uff01", "zh-Hans")
    assert found.has_score is False
    assert str(found) == (
        "f: no score, characters in a sentence 7.0, characters in the longest 10.0, "
        "characters between two marks 4.7, 14 characters, 2 sentences"
    )
    assert not any(measure.target for measure in found.measures)


@pytest.mark.parametrize(
    ("language", "method", "target"),
    [
        ("en", "Flesch-Kincaid grade", "6.0 or less"),
        ("es", "Szigriszt-Pazos", "more than 65.0"),
        ("pl", "FOG-PL", "9 or less"),
    ],
)
def test_a_hard_text_names_what_the_score_should_be(
    language: str, method: str, target: str
) -> None:
    found = measured("Individualidades " * 12, language)
    assert [(each.method, each.target) for each in found.measures if each.target] == [
        (method, target)
    ]


def test_texts_are_scored_together_and_abbreviations_end_no_sentence() -> None:
    found = score(("Ask Dr. Green.", "One two."), "en-GB", "f", ("Dr.",))
    assert (found.length, found.sentences) == (5, 2)


def test_a_language_without_a_formula_has_no_score_but_counts() -> None:
    found = measured("Uno dos. Tre.", "it")
    assert found == ("f", False, (), 3, "words", 2)
    assert str(found) == "f: no score, 3 words, 2 sentences"


def test_a_file_without_words_has_no_score() -> None:
    assert score((), "en", "f", ()) == ("f", False, (), 0, "words", 0)
    assert not measured("...", "en").has_score
    assert str(score((), "zh", "f", ())).startswith("f: no score, characters in a sentence 0.0,")
