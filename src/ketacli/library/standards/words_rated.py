"""What stands for the words of a topic: it changes with each word, kind of evidence and source, and
not with comments, layout, the order of names or the days of a review.
"""

import json
from unicodedata import normalize

from ketacli.digest import sha256_hex
from ketacli.library.schema_ratings import WORDS_DIGITS
from ketacli.library.yaml_reader import Node, Scalar, Sequence, items, named

_NO_WORDS = frozenset({"last_checked", "next_review"})


def words_rated(node: Node, language: str) -> str:
    """The digest of a topic's words in one language, as ratings name it."""
    words = json.dumps([language, _words(node)], sort_keys=True, ensure_ascii=False)
    return sha256_hex(normalize("NFC", words).encode())[:WORDS_DIGITS]


def _words(node: Node) -> object:
    match node:
        case Scalar(text):
            return " ".join(text.split())
        case Sequence():
            return [_words(entry) for entry in items(node)]
        case _:
            return {name: _words(value) for name, value in named(node) if name not in _NO_WORDS}
