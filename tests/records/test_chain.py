"""The chain of hashes, and checkpoints as text."""

import hashlib
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.records.chain import NOTHING, Checkpoint, link, read_checkpoint

REFUSED = ValueError
roots = st.binary(min_size=32, max_size=32)


@given(roots, st.binary(max_size=100))
def test_a_link_is_sha_256_of_all_before_and_of_the_row(before: bytes, row: bytes) -> None:
    leaf = hashlib.sha256(b"\x00" + row).digest()
    assert link(before, row) == hashlib.sha256(b"\x01" + before + leaf).digest()


def test_no_rows_are_the_hash_of_nothing() -> None:
    assert hashlib.sha256().digest() == NOTHING


@given(st.integers(0, 10**17), roots)
def test_a_checkpoint_comes_back_as_it_was(size: int, root: bytes) -> None:
    checkpoint = Checkpoint(size, root)
    assert read_checkpoint(checkpoint.written()) == checkpoint


def test_a_checkpoint_is_three_lines() -> None:
    assert Checkpoint(7, bytes(32)).written() == f"ketacli/records\n7\n{'A' * 43}=\n"


def test_a_signature_that_somebody_added_is_passed_over() -> None:
    written = Checkpoint(7, bytes(32)).written()
    assert read_checkpoint(f"{written}\n\u2014 clinic Az3grlgtzPICa5OS8npVmf1Myq\n").size == 7


ROOT = b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ketacli/records",
        f"other/log\n7\n{ROOT}\n",
        f"ketacli/records\n-7\n{ROOT}\n",
        f"ketacli/records\n07\n{ROOT}\n",
        f"ketacli/records\n\u0667\n{ROOT}\n",
        f"ketacli/records\n\u00b2\n{ROOT}\n",
        f"ketacli/records\n{'9' * 19}\n{ROOT}\n",
        f"ketacli/records\n{'9' * 9000}\n{ROOT}\n",
        "ketacli/records\n7\n\n",
        f"ketacli/records\n7\n{ROOT[:-4]}\n",
        f"ketacli/records\n7\n{ROOT}!\n",
        "ketacli/records\n7\n\u00e4\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(REFUSED):
        read_checkpoint(text)
