"""SHA-256, wherever the interpreter has it."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.digest import find_sha256, sha256_hex


@given(st.binary(max_size=1000))
def test_it_is_sha_256(content: bytes) -> None:
    assert sha256_hex(content) == hashlib.sha256(content).hexdigest()


def test_the_first_module_that_is_there_is_taken() -> None:
    assert find_sha256(("no_such_module", "hashlib", "json")) is hashlib.sha256


def test_an_interpreter_without_any_is_told_of() -> None:
    with pytest.raises(ImportError):
        find_sha256(("no_such_module",))
