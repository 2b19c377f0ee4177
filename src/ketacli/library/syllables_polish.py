"""Syllables of Polish words by their letters: each vowel letter is one, but for an i that softens
the consonant before it, and for au and eu in loan words.
"""

import re
from functools import lru_cache

_VOWEL = re.compile(r"[aąeęéioóuy]")
_SOFTENS = re.compile(r"(?<=[^aąeęioóuy])i(?=[aąeęioóu])")
_AFTER_CLUSTER = re.compile(r"^[^aąeęioóuy]+[lr]i(?=[aąeęioóu])")  # kli-ent, pri-o-ry-tet
_GLIDE = re.compile(r"(?<=[aeou])y")  # spray
_JOINED = re.compile(r"(?<=a)u|(?<=e)u(?!m$|sz)")  # au-to-bus and neu-ron, but mu-ze-um
_PREFIX = re.compile(r"^(?:(?:naj|nie|po|wy|prze)*(?:na|za)|nie|prze)(?=u)(?!naut|nauz)")
"""What stays apart from a u behind it: na-u-ka, za-u-fa-nie, nie-u-fny."""
_EXCEPTIONS = {"mail": 1, "maila": 2, "maile": 2, "mailem": 2, "mailu": 2, "maili": 2}
"""Words whose letters mislead."""


@lru_cache(maxsize=20_000)
def polish_syllables(word: str) -> int:
    """Count the syllables of a Polish word by its letters. A number counts as one."""
    return sum(_syllables(part) for part in re.split(r"[-.,'\u2019]", word.lower()) if part) or 1


def _syllables(word: str) -> int:
    if word in _EXCEPTIONS:
        return _EXCEPTIONS[word]
    if not _VOWEL.search(word):
        return 1 if word.isdigit() else len(word)  # an abbreviation is spelled out
    prefix = _PREFIX.match(word)
    apart = prefix.end() if prefix else 0
    return sum(len(_VOWEL.findall(_sounded(part))) for part in (word[:apart], word[apart:]))


def _sounded(part: str) -> str:
    """A word, or a part of one, with the letters that make syllables."""
    cluster = _AFTER_CLUSTER.match(part)
    kept = cluster.end() if cluster else 0
    return part[:kept] + _GLIDE.sub("", _JOINED.sub("", _SOFTENS.sub("", part[kept:])))
