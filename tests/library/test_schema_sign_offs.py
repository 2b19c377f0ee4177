"""What `sign-offs.yaml` may hold."""

from datetime import date

import pytest

from ketacli.errors import ContentError
from ketacli.library.schema_sign_offs import SignOffsModel
from ketacli.library.validate import validate
from ketacli.library.yaml_reader import read

ENTRY = """\
sign_offs:
  - topic: small
    language: en
    by: A. Tester
    role: Psychiatrist
    day: 2026-11-24
    next_review: 2027-05-01
    words: "426f83e3619f1e3a8db8"
    seal: "426f83e3619f1e3a8db8"
"""


def read_in(text: str) -> SignOffsModel:
    return validate(SignOffsModel, read(text.encode(), "a file"), "a file")


def test_a_sign_off_may_have_no_signature() -> None:
    (one,) = read_in(ENTRY).sign_offs
    assert (one.day, one.next_review) == (date(2026, 11, 24), date(2027, 5, 1))
    assert one.signature is None


def test_a_signature_may_have_blanks() -> None:
    (one,) = read_in(f"{ENTRY}    signature: >-\n      AB+/\n      CD==\n").sign_offs
    assert one.signature == "AB+/ CD=="


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("2027-05-01", "2026-11-24", "`next_review` comes after `day`"),
        ("seal: ", "signature: A\n    seal: ab #", "code of words"),
        ("seal: ", "signature: '-'\n    seal: ", "a signature without its first and its last line"),
        ("role: Psychiatrist", "role: ' '", "this text is empty"),
    ],
)
def test_what_is_no_sign_off_is_told(old: str, new: str, says: str) -> None:
    with pytest.raises(ContentError) as fault:
        read_in(ENTRY.replace(old, new))
    assert says in fault.value.problems[0].message
