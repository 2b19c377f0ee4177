"""What ships in each language agrees with the data of Unicode's CLDR: dates, lists, quotation
marks, decimal signs. Babel carries that data for tests only, so it costs readers nothing.
"""

from datetime import date
from typing import NamedTuple

import pytest
from babel import Locale
from babel.dates import format_date
from babel.lists import format_list

from ketacli.labels import Labels, written_day
from ketacli.library.folder import Folder
from ketacli.library.loading import load
from ketacli.library.schema_house import LabelsModel, StyleModel, labels_of
from support.program import CONTENT

SILENT = {"en"}
"""What may name neither: the marks that English has here are straight, as people type them."""
LANGUAGES = sorted(file.parent.name for file in CONTENT.glob("*/labels.yaml"))
BRITISH = {"en": "en_GB"}
"""English here has British dates and lists: 26 November 2026; a, b and c."""


class Marks(NamedTuple):
    """How a language quotes."""

    cldr: tuple[str, str]
    """`quotationStart` and `quotationEnd` of CLDR 45 (`delimiters.json`). Babel leaves them out."""
    ours: tuple[str, str]


ANGLES, HIGH, LOW = ("\u00ab", "\u00bb"), ("\u201c", "\u201d"), ("\u201e", "\u201d")
QUOTES = {
    "en": Marks(HIGH, HIGH),
    # The academies' orthography (2010) puts these first, and CLDR has those of newspapers.
    "es": Marks(HIGH, ANGLES),
    "pl": Marks(LOW, LOW),
    "zh-Hans": Marks(HIGH, HIGH),
}


def locale_of(language: str) -> Locale:
    return Locale.parse(BRITISH.get(language, language.replace("-", "_")))


def labels(language: str) -> Labels:
    return labels_of(load(LabelsModel, Folder(CONTENT), f"{language}/labels.yaml"))


def style(language: str) -> StyleModel:
    return load(StyleModel, Folder(CONTENT), f"{language}/style.yaml")


def test_english_is_looked_at() -> None:
    assert "en" in LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("month", range(1, 13))
def test_a_day_is_written_as_the_language_writes_it(language: str, month: int) -> None:
    when = date(2026, month, 6)
    assert written_day(when, labels(language)) == format_date(when, "long", locale_of(language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("items", [("a",), ("a", "b"), ("a", "b", "c"), ("a", "b", "c", "d")])
def test_a_list_is_joined_as_the_language_joins_it(language: str, items: tuple[str, ...]) -> None:
    said = labels(language)
    *others, last = items
    joined = said.list_and.join(filter(None, [said.list_comma.join(others), last]))
    assert joined == format_list(items, locale=locale_of(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotation_marks_are_those_of_the_language(language: str) -> None:
    marks = style(language).quotation
    assert marks == QUOTES[language].ours or (marks is None and language in SILENT)


def test_only_spanish_quotes_otherwise_than_cldr_has_it() -> None:
    assert [tag for tag, marks in QUOTES.items() if marks.ours != marks.cldr] == ["es"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_decimal_sign_is_that_of_the_language(language: str) -> None:
    sign = style(language).decimal
    right = locale_of(language).number_symbols["latn"]["decimal"]
    assert sign == right or (sign is None and language in SILENT)
