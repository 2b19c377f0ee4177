"""The skeleton of a topic has every name that the schema has, in its order."""

import pytest

from ketacli.library.fixing import fixed
from ketacli.library.key_order import names_in_order
from ketacli.library.schema import MAY_LEAVE_OUT, TopicModel
from ketacli.library.skeleton_topic import topic_skeleton
from ketacli.library.yaml_reader import plain, read


@pytest.mark.parametrize("kind", ["guide", "note"])
def test_it_has_every_name_that_its_kind_needs_in_order(kind: str) -> None:
    text = topic_skeleton(kind)
    laid = plain(read(text.encode(), "file"))
    assert isinstance(laid, dict)
    names = [name for name in names_in_order(TopicModel) if name not in MAY_LEAVE_OUT[kind]]
    assert list(laid) == [name for name in names if name not in {"analogy", "translation"}]
    assert fixed(text.encode(), TopicModel) == text.encode()


def test_a_note_names_what_it_may_also_have() -> None:
    assert f"# A note may also have: {', '.join(MAY_LEAVE_OUT['note'])}\n" in topic_skeleton("note")
    assert "may also have" not in topic_skeleton("guide")
