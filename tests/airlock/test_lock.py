import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.airlock.lock import Early, Limits, Lock

LOCK = Lock(("/bin/true",))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3)
)
NUMBERS = st.integers(0, 2**22)


@given(
    st.builds(
        Lock,
        st.lists(st.text(st.characters(exclude_characters="\0")), max_size=3).map(
            lambda words: ("/bin/x", *words)
        ),
        st.booleans(),
        st.text(),
        st.booleans(),
        st.text(),
        st.text(),
        st.dictionaries(st.text(), JSON, max_size=3),
        st.builds(lambda seconds: Limits(beat_seconds=seconds), st.floats(0, 100)),
        st.just(()) | st.builds(Early, NUMBERS, NUMBERS, NUMBERS).map(tuple),
    )
)
def test_a_lock_travels_as_json_and_is_the_same(lock: Lock) -> None:
    assert Lock.from_json(lock.to_json()) == lock


def test_seconds_may_be_whole_numbers() -> None:
    lock = LOCK._replace(limits=Limits(beat_seconds=2))
    assert Lock.from_json(lock.to_json()).limits.beat_seconds == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("command", []),
        ("command", ["true"]),
        ("command", ["/bin/true", 1]),
        ("command", ["/bin/tr\0ue"]),
        ("command", "/bin/true"),
        ("locked", 1),
        ("locked", "yes"),
        ("letters", None),
        ("brief", []),
        ("limits", {}),
        ("limits", {**Limits()._asdict(), "events": 1.5}),
        ("limits", {**Limits()._asdict(), "crashes": True}),
        ("more", 1),
    ],
)
def test_anything_else_is_refused(name: str, value: Any) -> None:
    written = json.loads(LOCK.to_json())
    with pytest.raises((TypeError, ValueError)):
        Lock.from_json(json.dumps({**written, name: value}))


@pytest.mark.parametrize("text", ["", "[]", "null", "{}", "{"])
def test_what_is_no_lock_is_refused(text: str) -> None:
    with pytest.raises((TypeError, ValueError)):
        Lock.from_json(text)


@pytest.mark.parametrize(
    "early", [[1], [1, 2], [1, 2, 3, 4], [1, 2, -3], [1, 2, "3"], [1, 2, True]]
)
def test_a_visit_started_early_is_three_numbers_or_nothing(early: list[object]) -> None:
    written = {**json.loads(LOCK.to_json()), "early": early}
    with pytest.raises(ValueError, match=r".*"):
        Lock.from_json(json.dumps(written))
