"""Which library, which language, which region, which format: what each page is made of."""

import os
import shutil
from json import loads
from pathlib import Path

import pytest

from ketacli.errors import ExitCode
from ketacli.labels import fill
from ketacli.leaflet import Role
from ketacli.leaflet_json import from_json
from ketacli.library import Library
from ketacli.render import Format
from support.content import change, copy_library, small_library
from support.inside import Done, Inside
from support.program import CONTENT

REGIONS = Library(CONTENT).regions()
PAGES = {
    "start": (),
    "topics": ("topics",),
    "glossary": ("glossary",),
    "disclaimer": ("disclaimer",),
}


@pytest.fixture(scope="session")
def two_languages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library whose second language differs in its labels."""
    library = small_library(tmp_path_factory.mktemp("languages"))
    shutil.copytree(library / "en", library / "pt-BR")
    change(
        library / "pt-BR" / "labels.yaml",
        "\ntopics: What you can read here",
        "\ntopics: O que pode ler",
    )
    change(library / "pt-BR" / "labels.yaml", "Words and what they mean", "Palavras")
    change(
        library / "library.yaml", "name: English", "name: English\n  - tag: pt-BR\n    name: Brasil"
    )
    return library


def regions(done: Done) -> list[str]:
    """The regions whose crisis lines stand on a page."""
    parts = from_json(loads(done.out)).parts
    return [part.id.removeprefix("help-") for part in parts if part.role is Role.HELP]


def test_a_language_that_is_asked_for_is_strict(ketacli: Inside, two_languages: Path) -> None:
    from_it = ("--library", os.fspath(two_languages))
    for tag in ("pt-BR", "pt_BR", "PT-br"):
        assert "Palavras" in ketacli("glossary", *from_it, "-l", tag).out
    for tag in ("pt", "fr", "pt-PT", "../en", "E N"):
        done = ketacli("glossary", *from_it, "--language", tag)
        assert (done.code, done.out) == (ExitCode.NOT_FOUND, "")
        assert "There is: en, pt-BR" in done.err


def test_the_environment_s_language_is_taken_where_it_is_there(
    ketacli: Inside, two_languages: Path
) -> None:
    from_it = ("--library", os.fspath(two_languages))
    for variables in (
        {"LANG": "pt_BR.UTF-8"},
        {"LANG": "de_DE", "LC_ALL": "pt_BR"},
        {"LANG": "de_DE", "LC_MESSAGES": "pt_BR@x"},
        {"LANG": "de_DE", "LANGUAGE": "pt_BR:fr"},
    ):
        done = ketacli("glossary", *from_it, **variables)
        assert "Palavras" in done.out
        assert done.err == ""


def test_the_environment_s_language_falls_back_with_one_line(
    ketacli: Inside, two_languages: Path
) -> None:
    from_it = ("--library", os.fspath(two_languages))
    for arguments in PAGES.values():
        said_in = ("--language", "en", *from_it) if arguments else ()
        library = from_it if arguments else ()
        done = ketacli(*arguments, *library, LANG="fr_XX.UTF-8")
        assert done.code == ExitCode.DONE
        assert done.out == ketacli(*arguments, *said_in).out
        assert done.err == "There is no leaflet in the language fr-XX. It is shown in English.\n"


def test_no_wish_for_a_language_is_no_fallback(ketacli: Inside) -> None:
    for tag in ("C", "POSIX", "", "C.UTF-8", "en_ZZ", "en"):
        assert ketacli("topics", LANG=tag).err == ""


def test_a_page_is_in_one_language(ketacli: Inside, two_languages: Path) -> None:
    done = ketacli("topics", "--library", os.fspath(two_languages), "-l", "pt-BR", "-f", "json")
    leaflet = from_json(loads(done.out))
    assert leaflet.language == "pt-BR"
    assert leaflet.title == leaflet.parts[-1].title == "O que pode ler"


@pytest.mark.parametrize("arguments", [page for page in PAGES.values() if page])
def test_a_region_is_chosen_by_the_flag_then_the_site_then_the_environment(
    ketacli: Inside, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    site = tmp_path / "site.yaml"
    site.write_text("region: eu\n", encoding="utf-8")
    told = {"KETACLI_SITE": os.fspath(site)}
    page = (*arguments, "-f", "json")
    assert regions(ketacli(*page)) == list(REGIONS)
    assert regions(ketacli(*page, LANG="en_GB.UTF-8")) == ["uk"]
    assert regions(ketacli(*page, LANG="en_GB.UTF-8", **told)) == ["eu"]
    assert regions(ketacli(*page, "--region", "us", LANG="en_GB.UTF-8", **told)) == ["us"]
    assert regions(ketacli(*page, "--region", "all", LANG="en_GB.UTF-8", **told)) == list(REGIONS)


def test_a_leaflet_has_the_crisis_lines_of_the_reader_s_region(ketacli: Inside) -> None:
    leaflet = ("explain", "--acknowledge", ketacli.code(), "-f", "json")
    assert regions(ketacli(*leaflet, LANG="en_US.UTF-8")) == ["us"]
    assert regions(ketacli(*leaflet, "--region", "eu", LANG="en_US.UTF-8")) == ["eu"]


def test_a_refusal_has_the_crisis_lines_of_the_reader_s_region(ketacli: Inside) -> None:
    assert "Samaritans" in ketacli("explain", "--region", "uk").err
    assert "Samaritans" not in ketacli("explain", "--region", "us").err


def test_a_territory_without_lines_of_its_own_shows_all(ketacli: Inside) -> None:
    for tag in ("en_ZZ.UTF-8", "en_JP", "en", "C", "en_GBR"):
        assert regions(ketacli("topics", "-f", "json", LANG=tag)) == list(REGIONS)


def test_a_site_with_an_unknown_region_shows_all(ketacli: Inside, tmp_path: Path) -> None:
    site = tmp_path / "site.yaml"
    site.write_text("region: mars\n", encoding="utf-8")
    done = ketacli("topics", "-f", "json", KETACLI_SITE=os.fspath(site))
    assert regions(done) == list(REGIONS)


def test_an_unknown_region_is_told_with_those_that_are_there(ketacli: Inside) -> None:
    for arguments in (*filter(None, PAGES.values()), ("explain",)):
        done = ketacli(*arguments, "--region", "mars")
        assert (done.code, done.out) == (ExitCode.NOT_FOUND, "")
        for region in (*REGIONS, "all"):
            assert region in done.err


def test_the_library_is_the_one_that_is_named_then_the_environment_s(
    ketacli: Inside, tmp_path: Path, small: Path
) -> None:
    other = copy_library(tmp_path)
    change(other / "en" / "labels.yaml", "Words and what they mean", "Other words")
    told = {"KETACLI_LIBRARY": os.fspath(other)}
    assert "Other words" not in ketacli("glossary").out
    assert "Other words" in ketacli("glossary", **told).out
    assert "A small topic" in ketacli("topics", "--library", os.fspath(small), **told).out
    assert ketacli("topics", KETACLI_LIBRARY="") == ketacli("topics")


def test_a_folder_that_is_no_library_is_told(ketacli: Inside, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for name in (tmp_path, file, tmp_path / "nosuch"):
        for arguments in (("topics",), ("explain",), ("glossary",), ("disclaimer",)):
            done = ketacli(*arguments, "--library", os.fspath(name))
            assert (done.code, done.out) == (ExitCode.NOT_FOUND, "")
            assert "library.yaml" in done.err
        assert ketacli(KETACLI_LIBRARY=os.fspath(name)).code == ExitCode.NOT_FOUND


def test_on_a_terminal_the_format_is_terminal_and_elsewhere_plain(ketacli: Inside) -> None:
    for arguments in PAGES.values():
        assert "\x1b[1m" in ketacli.at_terminal(*arguments).out
        assert "\x1b" not in ketacli(*arguments).out
        assert "\x1b" not in ketacli.at_terminal(*arguments, NO_COLOR="1").out
        assert "\x1b" not in ketacli.at_terminal(*arguments, TERM="dumb").out


def test_a_file_is_plain_even_if_it_is_asked_for_on_a_terminal(
    ketacli: Inside, tmp_path: Path
) -> None:
    file = tmp_path / "page"
    ketacli.at_terminal("topics", "-o", os.fspath(file))
    assert file.read_text(encoding="utf-8") == ketacli("topics").out


@pytest.mark.parametrize("arguments", [*PAGES.values(), ("explain", "--no-pager")])
def test_plain_is_linear_before_the_command_and_behind_it(
    ketacli: Inside, arguments: tuple[str, ...]
) -> None:
    plain = ketacli.at_terminal("--plain", *arguments)
    assert plain.code == ExitCode.DONE
    assert "\x1b" not in plain.out + plain.err
    if arguments:
        assert ketacli.at_terminal(*arguments, "--plain").out == plain.out
        assert ketacli.at_terminal(*arguments, "--plain", "-f", "terminal").out == plain.out


def test_plain_leaves_other_formats_as_they_are(ketacli: Inside) -> None:
    for format_ in (Format.MARKDOWN, Format.JSON):
        assert ketacli("--plain", "topics", "-f", format_) == ketacli("topics", "-f", format_)


def test_check_and_help_are_linear_always(ketacli: Inside) -> None:
    for arguments in (("check",), ("--help",), ("explain", "--help"), ("check", "--schema")):
        usual = ketacli(*arguments)
        assert ketacli("--plain", *arguments) == usual
        assert ketacli(*arguments, CLICOLOR_FORCE="1") == usual
        assert not {"\x1b", "\u2500", "\u2502", "\u256d"} & set(usual.out)


def test_the_fallback_line_is_a_label(ketacli: Inside) -> None:
    label = Library(CONTENT).labels.language_fallback
    assert ketacli("topics", LANG="xx").err == fill(label, wanted="xx", shown="English") + "\n"
