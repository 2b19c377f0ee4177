"""The letters of a printed leaflet: Debian's Noto where it is installed, for every script that the
words are written in, and else the one face that Typst carries. Knows which package has which.
"""

from pathlib import Path
from typing import NamedTuple

FOLDERS = (Path("/usr/share/fonts/truetype/noto"), Path("/usr/share/fonts/opentype/noto"))
"""Where Debian's packages put their fonts."""
_CARRIED = "Libertinus Serif"
_CARRIED_IS_SMALLER = 1.15
"""The letters of the face that Typst carries look that much smaller than Noto's."""
_EAST_ASIAN = frozenset(
    {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH", "HALFWIDTH"}
)
_EAST_ASIAN_FACES = {"ja": "JP", "ko": "KR", "zh-Hant": "TC", "zh-TW": "TC", "zh-HK": "HK"}
_WORDS_WITH_A_SCRIPT = 2
"""As in EXTENDED ARABIC-INDIC DIGIT FOUR."""
_LAST_OF_EUROPE = 0x52F
_MORE_OF_EUROPE = range(0x1E00, 0x20D0)
"""Latin and Greek with more accents, punctuation and currencies: the base has these too."""
_RIGHT_TO_LEFT = {
    **dict.fromkeys(("ar", "fa", "ps", "sd", "ug", "ur"), "Noto Sans Arabic"),
    **dict.fromkeys(("he", "yi"), "Noto Sans Hebrew"),
    "dv": "Noto Sans Thaana",
}
_REGULAR, _BOLD = "Regular", "Bold"
_ENDS = (".ttf", ".ttc", ".otf")


class Face(NamedTuple):
    """One typeface: what it is called, its files, and the package that has it."""

    family: str
    stem: str
    package: str = "fonts-noto-core"
    weights: tuple[str, ...] = (_REGULAR, _BOLD)

    def files(self, folders: tuple[Path, ...]) -> tuple[Path, ...]:
        """Those of its files that are installed."""
        names = [f"{self.stem}-{weight}{end}" for weight in self.weights for end in _ENDS]
        places = (folder / name for folder in folders for name in names)
        return tuple(place for place in places if place.is_file())


_BASE = Face("Noto Sans", "NotoSans")
_SIGNS = (
    Face("Noto Sans Symbols", "NotoSansSymbols"),
    Face("Noto Sans Symbols 2", "NotoSansSymbols2"),
    Face("Noto Sans Math", "NotoSansMath"),
)


class Fonts(NamedTuple):
    """What a leaflet is set in."""

    families: tuple[str, ...]
    """In the order in which a letter is looked for."""
    files: tuple[Path, ...]
    scale: float
    """What a size is multiplied by, so that it looks like that size."""
    outlined: bool
    """Whether letters are made bold by drawing their outlines too."""


def fonts(text: str, language: str, folders: tuple[Path, ...]) -> Fonts:
    """What is needed to print a text, of all that is installed.

    Args:
        text: everything that is printed, in any order.
        language: its tag, which decides how letters of East Asia are drawn.
        folders: where fonts are installed.
    """
    wanted = dict.fromkeys(
        face for letter in sorted(set(text)) for face in _faces(letter, language)
    )
    there = {face: files for face in (_BASE, *wanted) if (files := face.files(folders))}
    families = [face.family for face in there]
    if _BASE not in there:
        families.insert(0, _CARRIED)
    own = _of_language(language)
    families.sort(key=lambda family: family != own)
    files = tuple(file for found in there.values() for file in found)
    scale = 1.0 if _BASE in there else _CARRIED_IS_SMALLER
    return Fonts(tuple(families), files, scale, _is_east_asian(language))


def package_for(letter: str, folders: tuple[Path, ...]) -> str:
    """The package to install for a letter that could not be printed: '' where none would help."""
    faces = _faces(letter, "") or (_BASE,)
    return "" if any(face.files(folders) for face in faces) else faces[0].package


def _faces(letter: str, language: str) -> tuple[Face, ...]:
    """Where a letter may be that is not in the base: best in the face of its own script."""
    if ord(letter) <= _LAST_OF_EUROPE or ord(letter) in _MORE_OF_EUROPE:
        return ()
    from unicodedata import name

    words = name(letter, "").replace("-", " ").split()
    if not _EAST_ASIAN.isdisjoint(words):
        return (_east_asian(language),)
    scripts = (word.title() for word in words[:_WORDS_WITH_A_SCRIPT])
    return (*(Face(f"Noto Sans {script}", f"NotoSans{script}") for script in scripts), *_SIGNS)


def _east_asian(language: str) -> Face:
    """The face in which Chinese, Japanese or Korean readers know the letters. In their languages it
    comes without its bold letters: their shapes would be a fifth of the file.
    """
    tags = (tag for tag in _EAST_ASIAN_FACES if language.startswith(tag))
    country = _EAST_ASIAN_FACES.get(next(tags, ""), "SC")
    weights = (_REGULAR,) if _is_east_asian(language) else (_REGULAR, _BOLD)
    return Face(f"Noto Sans CJK {country}", "NotoSansCJK", "fonts-noto-cjk", weights)


def _of_language(language: str) -> str:
    """The family that a language is set in, its blanks and signs included, where it has one."""
    if _is_east_asian(language):
        return _east_asian(language).family
    return _RIGHT_TO_LEFT.get(language[:2], "")


def _is_east_asian(language: str) -> bool:
    return language[:2] in {"zh", "ja", "ko"}
