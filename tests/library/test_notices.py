"""What a leaflet says of itself before all else."""

from datetime import date

from ketacli.leaflet import Part, Role
from ketacli.library import Library
from ketacli.library.notices import notices
from ketacli.library.schema_sign_offs import SignOffModel
from ketacli.library.schema_translation import ReviewerModel
from ketacli.text import Paragraph
from support.program import CONTENT

LABELS = Library(CONTENT, language="en").labels
SIGNED = SignOffModel.model_construct(
    by="A.\n Tester", role="Psychiatrist", day=date(2026, 11, 24), next_review=date(2027, 1, 1)
)
REVIEWER = ReviewerModel.model_construct(
    name="B. Tester", role="Translator", day=date(2026, 11, 3), words="0" * 20
)

NO_TRANSLATION, NOBODY = True, False


def text(part: Part) -> str:
    (block,) = part.blocks
    assert isinstance(block, Paragraph)
    return "".join(span.text for span in block.line)


def test_what_nobody_answers_for_says_so() -> None:
    (part,) = notices(None, NO_TRANSLATION, LABELS)
    assert (part.role, part.title) == (Role.UNCHECKED, LABELS.unchecked_title)
    assert text(part) == LABELS.unchecked


def test_who_answers_for_it_is_named_with_role_and_day() -> None:
    (part,) = notices(SIGNED, NO_TRANSLATION, LABELS)
    assert (part.role, part.title) == (Role.SIGNED, LABELS.signed_title)
    assert text(part) == "A. Tester (Psychiatrist) checked these words on 24 November 2026."


def test_a_translation_says_who_checked_it_or_that_nobody_did() -> None:
    _, unread = notices(None, NOBODY, LABELS)
    _, read = notices(SIGNED, REVIEWER, LABELS)
    assert unread.role is read.role is Role.TRANSLATION
    assert text(unread) == LABELS.translation_unreviewed
    assert "B. Tester (Translator)" in text(read)
    assert "3 November 2026" in text(read)
