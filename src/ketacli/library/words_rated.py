"""What stands for the words of a topic: it changes with each word, kind of evidence and source, and
not with comments, layout, the order of names or the days of a review.
"""

import json
from unicodedata import normalize

from ketacli.digest import sha256_hex
from ketacli.library.schema_types import WORDS_DIGITS
from ketacli.library.yaml_reader import Node, Scalar, Sequence, items, named

_NO_WORDS = frozenset({"last_checked", "next_review", "translation"})


def words_rated(node: Node, language: str) -> str:
    """The digest of a topic's words in one language, as ratings name it."""
    return code_of([language, bare(node)])


def code_of(words: object) -> str:
    """The code of some words: lists and names of texts."""
    written = json.dumps(words, sort_keys=True, ensure_ascii=False)
    return sha256_hex(normalize("NFC", written).encode())[:WORDS_DIGITS]


def bare(node: Node) -> object:
    """The words below a node, without layout, and without what is no word."""
    match node:
        case Scalar(text):
            return " ".join(text.split())
        case Sequence():
            return [bare(entry) for entry in items(node)]
        case _:
            return {name: bare(value) for name, value in named(node) if name not in _NO_WORDS}
