"""SHA-256 in hex, from the interpreter's own code where it has it: OpenSSL's, behind `hashlib`,
takes longer to load than ketacli takes to hash all that it reads.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any


def sha256_hex(content: bytes) -> str:
    """64 letters that stand for exactly these bytes."""
    digest: str = _SHA256(content).hexdigest()
    return digest


def find_sha256(homes: tuple[str, ...]) -> Callable[[bytes], Any]:
    """The function in the first of some modules that this interpreter has."""
    for home in homes:
        try:
            found: Callable[[bytes], Any] = import_module(home).sha256
        except ImportError:
            continue
        return found
    raise ImportError(homes)


# Python 3.12 and newer, Python 3.11, and an interpreter that was built without either.
_SHA256 = find_sha256(("_sha2", "_sha256", "hashlib"))
