"""What a leaflet says of itself before all else: who answers for its words, and who for their
translation, or that nobody does.
"""

from collections.abc import Iterator

from ketacli.labels import Labels, fill, written_day
from ketacli.leaflet import Part, Role
from ketacli.library.schema_sign_offs import SignOffModel
from ketacli.library.schema_translation import ReviewerModel
from ketacli.library.signing import one_line
from ketacli.text import Paragraph, Span


def notices(
    signed_by: SignOffModel | None, reviewed_by: ReviewerModel | bool, labels: Labels
) -> Iterator[Part]:
    """The notices of a leaflet, in their order.

    Args:
        signed_by: who answers for its words, if anybody does.
        reviewed_by: who checked its translation; False for nobody, True where it is none.
        labels: in the language of the leaflet.
    """
    if signed_by is None:
        yield _notice(Role.UNCHECKED, labels.unchecked_title, labels.unchecked)
    else:
        day = written_day(signed_by.day, labels)
        name, role = one_line(signed_by.by), one_line(signed_by.role)
        words = fill(labels.signed, name=name, role=role, day=day)
        yield _notice(Role.SIGNED, labels.signed_title, words)
    if reviewed_by is not True:
        yield _notice(Role.TRANSLATION, labels.translation_title, _checked_by(reviewed_by, labels))


def _checked_by(reviewer: ReviewerModel | bool, labels: Labels) -> str:
    if isinstance(reviewer, bool):
        return labels.translation_unreviewed
    day = written_day(reviewer.day, labels)
    return fill(labels.translation_reviewed, name=reviewer.name, role=reviewer.role, day=day)


def _notice(role: Role, title: str, text: str) -> Part:
    return Part(role, role.value, title, (Paragraph((Span(text),)),))
