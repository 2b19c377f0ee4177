from pathlib import Path

import pytest

from ketacli.render.pdf_fonts import FOLDERS, fonts, package_for


def _installed(folder: Path, *names: str) -> tuple[Path, ...]:
    for name in names:
        (folder / name).touch()
    return (folder,)


def test_latin_greek_and_cyrillic_need_the_base_alone() -> None:
    found = fonts("a\u00e9\u03b1\u0436\u1e00\u2014\u20ac", "en", FOLDERS)
    assert found.families == ("Noto Sans",)
    assert [file.name for file in found.files] == ["NotoSans-Regular.ttf", "NotoSans-Bold.ttf"]
    assert found.scale == 1


def test_without_the_base_the_letters_of_the_face_that_typst_carries_are_set_larger() -> None:
    found = fonts("abc", "en", ())
    assert (found.families, found.files) == (("Libertinus Serif",), ())
    assert found.scale > 1


@pytest.mark.parametrize(
    ("letter", "family"),
    [
        ("\u0645", "Noto Sans Arabic"),
        ("\u06f4", "Noto Sans Arabic"),
        ("\u05d0", "Noto Sans Hebrew"),
        ("\u0915", "Noto Sans Devanagari"),
        ("\u0e01", "Noto Sans Thai"),
        ("\u2192", "Noto Sans Math"),
        ("\u65e5", "Noto Sans CJK SC"),
        ("\uff0c", "Noto Sans CJK SC"),
    ],
)
def test_each_script_has_a_font_of_its_own(letter: str, family: str) -> None:
    assert family in fonts(f"a{letter}", "en", FOLDERS).families


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("zh-Hans", "Noto Sans CJK SC"),
        ("zh-Hant-HK", "Noto Sans CJK TC"),
        ("zh-TW", "Noto Sans CJK TC"),
        ("ja", "Noto Sans CJK JP"),
        ("ko", "Noto Sans CJK KR"),
        ("en", "Noto Sans"),
    ],
)
def test_east_asian_readers_get_the_shapes_that_they_know(language: str, first: str) -> None:
    assert fonts("a\u65e5", language, FOLDERS).families[0] == first


@pytest.mark.parametrize(
    ("language", "letter", "first"),
    [
        ("ar", "\u0645", "Noto Sans Arabic"),
        ("fa", "\u06cc", "Noto Sans Arabic"),
        ("ur", "\u06d2", "Noto Sans Arabic"),
        ("he", "\u05d0", "Noto Sans Hebrew"),
        ("yi", "\u05d0", "Noto Sans Hebrew"),
        ("dv", "\u0780", "Noto Sans Thaana"),
    ],
)
def test_blanks_are_of_the_same_font_as_the_letters(language: str, letter: str, first: str) -> None:
    assert fonts(f"a {letter}", language, FOLDERS).families[0] == first


def test_only_fonts_that_are_installed_are_named(tmp_path: Path) -> None:
    folders = _installed(tmp_path, "NotoSans-Regular.ttf", "NotoSansThai-Bold.otf")
    found = fonts("a\u0e01\u0645\u65e5", "th", folders)
    assert found.families == ("Noto Sans", "Noto Sans Thai")
    assert [file.name for file in found.files] == ["NotoSans-Regular.ttf", "NotoSansThai-Bold.otf"]


@pytest.mark.parametrize(
    ("letter", "package"),
    [
        ("\u65e5", "fonts-noto-cjk"),
        ("\u30b1", "fonts-noto-cjk"),
        ("\ucf00", "fonts-noto-cjk"),
        ("\u05d0", "fonts-noto-core"),
        ("\u2192", "fonts-noto-core"),
        ("\u0101", "fonts-noto-core"),
    ],
)
def test_a_letter_that_is_missing_names_its_package_until_that_is_installed(
    letter: str, package: str
) -> None:
    assert package_for(letter, ()) == package
    assert package_for(letter, FOLDERS) == ""


@pytest.mark.parametrize("language", ["zh-Hans", "ja", "ko"])
def test_bold_letters_of_east_asia_are_outlines_of_the_usual_ones_in_their_languages(
    language: str,
) -> None:
    found = fonts("\u65e5", language, FOLDERS)
    assert found.outlined
    assert [file.name for file in found.files if "CJK" in file.name] == ["NotoSansCJK-Regular.ttc"]


def test_bold_letters_of_east_asia_come_from_their_font_among_others() -> None:
    found = fonts("\u65e5", "en", FOLDERS)
    assert not found.outlined
    assert len([file for file in found.files if "CJK" in file.name]) == 2
