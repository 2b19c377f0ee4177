"""Syllables of English words by their letters: rules for what is silent and what is said apart, and
a list of words whose letters mislead.
"""

import re
from functools import lru_cache

_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(
    r"(?<=[^aeiouy])(?<![^aeiouy]l)e$"
    r"|(?<=[^aeiouytd])ed$"
    r"|(?<=[^aeiouysxzcg])(?<!ch)(?<!sh)(?<![^aeiouy]l)es$"
)
_SILENT_INSIDE = re.compile(r"(?<=[aeiouy][^aeiouy])e(?=ly|ful|less|ness|ment)")
_APART = re.compile(
    r"(?<=[aeouy])(?=ing)"  # see-ing, try-ing
    r"|(?<=(?<![ctg])i)(?=a)"  # psychi-atry, but spe-cial
    r"|(?<=(?<![ctsgx])i)(?=o)"  # peri-od, but ac-tion
    r"|(?<=(?<![ct])i)(?=e[tn])(?<!fri)"  # vari-ety, but pa-tient
    r"|(?<=(?<![qg])u)(?=a)|(?<=u)(?=ou)"  # usu-al, but lan-guage
    r"|(?<=e)(?=o(?!u|n|p))"  # vid-eo, but sur-geon
    r"|(?<=ci)(?=at)"  # dissoci-ation
)
_EXCEPTIONS = {
    "area": 3, "being": 2, "business": 2, "create": 2, "created": 3, "does": 1, "every": 2,
    "evening": 2, "idea": 3, "ideas": 3, "maybe": 2, "nausea": 3, "people": 2, "science": 2,
    "suicide": 3, "suicidal": 4, "sometimes": 2, "someone": 2, "something": 2,
    "therefore": 2, "clothes": 1, "else": 1, "element": 3, "elements": 3,
}  # fmt: skip
"""Words whose letters mislead."""


@lru_cache(maxsize=20_000)
def english_syllables(word: str) -> int:
    """Count the syllables of an English word by its letters. A number counts as it is written."""
    bare = word.lower().replace("\u2019", "'").removesuffix("'s").replace("'", "")
    return sum(_syllables(part) for part in re.split("[-.,]", bare) if part) or 1


def _syllables(word: str) -> int:
    if word in _EXCEPTIONS:
        return _EXCEPTIONS[word]
    if not _VOWELS.search(word):
        return 1 if word.isdigit() else len(word)  # an abbreviation is spelled out
    sounded = _SILENT_END.sub("", _SILENT_INSIDE.sub("", word))
    groups = _VOWELS.findall(_APART.sub("-", sounded if _VOWELS.search(sounded) else word))
    return max(len(groups), 1)
