"""Readability formulas as they were published, from counts to numbers. What they count is counted
elsewhere; none of them understands a word.
"""

from math import sqrt

_INFLESZ = (
    (80.0, "muy fácil"),
    (65.0, "bastante fácil"),
    (55.0, "normal"),
    (40.0, "algo difícil"),
)
"""The steps of the scale, each from above this value; whatever lies lower is the last one."""
_SMOG_SAMPLE = 30
"""The sentences that SMOG was made for."""


def flesch_kincaid(words: int, sentences: int, syllables: int) -> float:
    """The grade level of Kincaid, Fishburne, Rogers and Chissom, 1975."""
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


def smog(sentences: int, long_words: int) -> float:
    """The grade of McLaughlin, 1969, by its regression; scaled where there are not 30 sentences.

    Args:
        sentences: how many there are.
        long_words: words of three or more syllables.
    """
    return 1.0430 * sqrt(long_words * _SMOG_SAMPLE / sentences) + 3.1291


def fernandez_huerta(words: int, sentences: int, syllables: int) -> float:
    """The ease of Fernández Huerta, 1959: syllables in 100 words, and words in a sentence.

    Many copies take sentences in 100 words for the latter, by which long sentences would be easy.
    """
    return 206.84 - 0.60 * 100 * syllables / words - 1.02 * words / sentences


def szigriszt_pazos(words: int, sentences: int, syllables: int) -> float:
    """The perspicuity of Szigriszt Pazos, 1993."""
    return 206.835 - 62.3 * syllables / words - words / sentences


def inflesz(perspicuity: float) -> str:
    """The name of the scale of Barrio-Cantalejo and others, 2008, for a perspicuity."""
    steps = (name for least, name in _INFLESZ if perspicuity > least)
    return next(steps, "muy difícil")


def fog_pl(words: int, sentences: int, long_words: int) -> float:
    """Gunning's fog index for Polish: years of school.

    Args:
        words: how many there are.
        sentences: how many there are.
        long_words: words of four or more syllables; in English it would be three.
    """
    return 0.4 * (words / sentences + 100 * long_words / words)
