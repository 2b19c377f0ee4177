"""What `ratings.yaml` may hold."""

from typing import Any

import pytest
from pydantic import ValidationError

from ketacli.library.schema_ratings import Mark, RatingsModel, Standard
from ketacli.library.schema_types import WORDS_DIGITS

SITTING: dict[str, Any] = {
    "topic": "small",
    "language": "en",
    "standard": "pemat",
    "by": "A rater",
    "role": "Nurse",
    "day": "2026-01-02",
    "words": "0" * WORDS_DIGITS,
    "items": {"2": "met"},
}


def test_a_sitting_is_read_as_values() -> None:
    (sitting,) = RatingsModel.model_validate({"ratings": [SITTING]}).ratings
    assert sitting.standard is Standard.PEMAT
    assert sitting.items == {"2": Mark.MET}
    assert sitting.day.isoformat() == "2026-01-02"


@pytest.mark.parametrize("name", SITTING)
def test_no_name_can_be_left_out(name: str) -> None:
    rest = {other: value for other, value in SITTING.items() if other != name}
    with pytest.raises(ValidationError):
        RatingsModel.model_validate({"ratings": [rest]})


@pytest.mark.parametrize(
    "words",
    ["", "0" * (WORDS_DIGITS - 1), "0" * (WORDS_DIGITS + 1), "G" * WORDS_DIGITS, ["0"], None],
)
def test_what_is_no_code_of_words_is_told(words: object) -> None:
    with pytest.raises(ValidationError, match="a code of words"):
        RatingsModel.model_validate({"ratings": [SITTING | {"words": words}]})
