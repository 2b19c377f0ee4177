import pytest

from ketacli.render.direction import is_backwards


@pytest.mark.parametrize(
    ("tag", "backwards"),
    [("ar", True), ("he-IL", True), ("AR", True), ("ckb", True), ("en", False), ("arn", False)],
)
def test_arabic_and_hebrew_run_from_right_to_left(tag: str, *, backwards: bool) -> None:
    assert is_backwards(tag) is backwards
