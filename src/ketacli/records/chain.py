"""How rows hold together: each is hashed with all before it. And checkpoints, in the form of C2SP
`tlog-checkpoint`: what leaves the device and shows later that nothing was changed or cut off.
"""

from base64 import b64decode, b64encode
from typing import NamedTuple

from ketacli.digest import sha256_hex

ORIGIN = "ketacli/records"
NOTHING = bytes.fromhex(sha256_hex(b""))
"""What no rows at all are hashed to."""
_ROOT_BYTES = 32
_MOST_DIGITS = 18
# So that a row can never pass for a link of the chain, nor a link for a row (as in RFC 6962).
_LEAF, _LINK = b"\x00", b"\x01"


class Checkpoint(NamedTuple):
    """How many rows there were, and what they were hashed to."""

    size: int
    root: bytes

    def written(self) -> str:
        """As text: the origin, the size, the root."""
        return f"{ORIGIN}\n{self.size}\n{b64encode(self.root).decode()}\n"


def link(before: bytes, row: bytes) -> bytes:
    """What the rows up to this one are hashed to.

    Args:
        before: the same for the rows before it.
        row: this one, in its canonical form.
    """
    leaf = bytes.fromhex(sha256_hex(_LEAF + row))
    return bytes.fromhex(sha256_hex(_LINK + before + leaf))


def read_checkpoint(text: str) -> Checkpoint:
    """Read a checkpoint. Lines after the first three, as signatures, are passed over.

    Raises:
        ValueError: it is none, or none of these records.
    """
    origin, size, root, *_ = [*text.splitlines(), "", "", ""]
    plain = size.isascii() and size.isdigit() and len(size) <= _MOST_DIGITS
    if origin != ORIGIN or not plain or str(int(size)) != size:
        raise ValueError(text)
    found = b64decode(root, validate=True)
    if len(found) != _ROOT_BYTES:
        raise ValueError(text)
    return Checkpoint(int(size), found)
