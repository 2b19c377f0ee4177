"""`ketacli explain`: the codes that let a program in, and the pieces of a leaflet."""

import os
from json import loads
from pathlib import Path

import pytest

from ketacli.disclaimer import Disclaimer
from ketacli.errors import ExitCode
from ketacli.leaflet import Leaflet, Role
from ketacli.leaflet_json import from_json
from ketacli.library import Library
from ketacli.render import Format
from ketacli.text import Entries, paragraphs
from support.content import change, small_library
from support.inside import Done, Inside
from support.program import CONTENT
from support.words import letters, said, words

ALWAYS = {
    Role.HELP,
    Role.UNCHECKED,
    Role.WORDS,
    Role.SOURCES,
    Role.DATES,
    Role.DISCLAIMER,
}
TOPICS = sorted(file.stem for file in (CONTENT / "en" / "topics").iterdir())


@pytest.fixture(scope="session")
def disclaimer() -> Disclaimer:
    return Library(CONTENT).disclaimer


def page(done: Done) -> Leaflet:
    assert (done.code, done.err) == (ExitCode.DONE, "")
    return from_json(loads(done.out))


def leaflet(ketacli: Inside, code: str, *arguments: str) -> Leaflet:
    return page(ketacli("explain", *arguments, "-f", "json", "--acknowledge", code))


def test_the_code_can_be_typed_as_it_is_read_out(ketacli: Inside, disclaimer: Disclaimer) -> None:
    code = disclaimer.code
    assert code == ketacli.code()
    for typed in (code, code.lower(), code.replace("-", ""), f" {code.replace('-', '').lower()} "):
        assert leaflet(ketacli, typed).title


def test_another_code_lets_nobody_in(ketacli: Inside, disclaimer: Disclaimer) -> None:
    code = disclaimer.code
    other = "0" if code[-1] != "0" else "1"
    for typed in (code[:-1] + other, code[:-1], code + "0", "yes", "-", "----", "\u0130", " "):
        done = ketacli("explain", f"--acknowledge={typed}")
        assert (done.code, done.out) == (ExitCode.NOT_ACKNOWLEDGED, "")


def test_a_code_is_stale_once_a_word_of_the_disclaimer_has_changed(
    ketacli: Inside, tmp_path: Path
) -> None:
    library = small_library(tmp_path)
    from_it = ("--library", os.fspath(library))
    words_of = library / "en" / "disclaimer.yaml"
    before = ketacli.code(*from_it)
    change(words_of, "title: ", "# The layout is no word.\ntitle:   ")
    assert ketacli("explain", *from_it, "--acknowledge", before).code == ExitCode.DONE
    change(words_of, "It cannot treat you", "It can not treat you")
    done = ketacli("explain", *from_it, "--acknowledge", before)
    assert (done.code, done.out) == (ExitCode.NOT_ACKNOWLEDGED, "")
    after = ketacli.code(*from_it)
    assert after != before
    assert ketacli("explain", *from_it, "--acknowledge", after).code == ExitCode.DONE


def test_a_code_is_stale_once_the_clinic_s_terms_are_elsewhere(
    ketacli: Inside, tmp_path: Path, disclaimer: Disclaimer
) -> None:
    site = tmp_path / "site.yaml"
    site.write_text("clinic:\n  name: A clinic\n  terms: at the front desk\n", encoding="utf-8")
    told = {"KETACLI_SITE": os.fspath(site)}
    done = ketacli("explain", "--acknowledge", disclaimer.code, **told)
    assert (done.code, done.out) == (ExitCode.NOT_ACKNOWLEDGED, "")
    done = ketacli("explain", "--acknowledge", ketacli.code(**told), **told)
    assert done.code == ExitCode.DONE
    assert "at the front desk" in done.out


def test_no_environment_variable_acknowledges(ketacli: Inside, disclaimer: Disclaimer) -> None:
    parts = (
        "ACKNOWLEDGE",
        "ACKNOWLEDGED",
        "ACKNOWLEDGEMENT",
        "YES",
        "ASSUME_YES",
        "ACCEPT",
        "CODE",
    )
    before = ("", "KETACLI_", "KETACLI_EXPLAIN_", "KETACLI_DISCLAIMER_")
    names = [f"{prefix}{part}" for prefix in before for part in parts]
    names += ["DEBIAN_FRONTEND", "CI", "KETACLI_REMEMBERED", "_KETACLI_ACKNOWLEDGE"]
    for value in ("1", "true", "yes", disclaimer.yes, disclaimer.code, disclaimer.digest):
        done = ketacli("explain", **dict.fromkeys(names, value))
        assert (done.code, done.out) == (ExitCode.NOT_ACKNOWLEDGED, "")


def test_no_setting_acknowledges(ketacli: Inside, tmp_path: Path) -> None:
    site = tmp_path / "site.yaml"
    for line in ("acknowledged: yes", "acknowledge: yes", "disclaimer: no"):
        site.write_text(f"{line}\n", encoding="utf-8")
        done = ketacli("explain", KETACLI_SITE=os.fspath(site))
        assert (done.code, done.out) == (ExitCode.CONTENT, "")


def test_the_first_topic_is_the_one_without_a_name(ketacli: Inside, disclaimer: Disclaimer) -> None:
    first = Library(CONTENT).first_topic()
    assert leaflet(ketacli, disclaimer.code) == leaflet(ketacli, disclaimer.code, first)


@pytest.mark.parametrize("topic", TOPICS)
def test_each_topic_is_handed_out_whole(
    ketacli: Inside, disclaimer: Disclaimer, topic: str
) -> None:
    whole = leaflet(ketacli, disclaimer.code, topic)
    assert whole.id == topic
    assert whole.parts[0].role is Role.HELP
    assert whole.parts[-1].role is Role.DISCLAIMER
    for format_ in (Format.PLAIN, Format.TERMINAL, Format.MARKDOWN):
        done = ketacli("explain", topic, "-f", format_, "--acknowledge", disclaimer.code)
        assert letters(words(done.out, format_)) == letters(said(whole, format_))


@pytest.mark.parametrize("topic", TOPICS)
def test_each_section_can_be_had_alone_with_all_that_is_never_left_out(
    ketacli: Inside, disclaimer: Disclaimer, topic: str
) -> None:
    whole = leaflet(ketacli, disclaimer.code, topic)
    names = [part.id for part in whole.parts if part.role not in ALWAYS]
    assert len(names) == len(set(names))
    for name in names:
        piece = leaflet(ketacli, disclaimer.code, topic, "--section", name)
        found = [part for part in piece.parts if part.role not in ALWAYS]
        assert found == [part for part in whole.parts if part.id == name]
        for role in (Role.HELP, Role.UNCHECKED, Role.DATES, Role.DISCLAIMER):
            assert _of(piece, role) == _of(whole, role)
        assert _cited(piece) == _listed(piece)


def test_an_unknown_section_is_told_with_those_that_are_there(
    ketacli: Inside, disclaimer: Disclaimer
) -> None:
    done = ketacli("explain", "--section", "bdfn", "--acknowledge", disclaimer.code)
    assert (done.code, done.out) == (ExitCode.NOT_FOUND, "")
    assert "Did you mean bdnf?" in done.err
    done = ketacli("explain", "--section", "xyz", "--acknowledge", disclaimer.code)
    assert "There is: " in done.err
    for never_alone in ("disclaimer", "sources", "help-us"):
        done = ketacli("explain", "--section", never_alone, "--acknowledge", disclaimer.code)
        assert done.code == ExitCode.NOT_FOUND


def test_an_unknown_topic_is_told_before_anything_is_asked(ketacli: Inside) -> None:
    for name in ("how-ketamine-wrks", "../how-ketamine-works", "", "a/b", "a\nb"):
        done = ketacli("explain", f"{name} ".strip(" ") or " ")
        assert (done.code, done.out) == (ExitCode.NOT_FOUND, "")
    assert "Did you mean how-ketamine-works?" in ketacli("explain", "how-ketamine-wrks").err


def test_literal_leaves_the_picture_out_and_says_the_same_without_it(
    ketacli: Inside, disclaimer: Disclaimer
) -> None:
    whole = leaflet(ketacli, disclaimer.code)
    literal = leaflet(ketacli, disclaimer.code, "--literal")
    assert _of(whole, Role.ANALOGY)
    assert not _of(literal, Role.ANALOGY)
    assert _of(literal, Role.LITERAL)
    plain = ketacli("explain", "--literal", "--acknowledge", disclaimer.code).out.casefold()
    assert not {"snow", "sled", "sleds", "hill", "hills", "trail", "trails"} & set(plain.split())
    assert _cited(literal) == _listed(literal)


def test_without_sources_the_sentences_stay_and_the_numbers_go(
    ketacli: Inside, disclaimer: Disclaimer
) -> None:
    whole = leaflet(ketacli, disclaimer.code)
    bare = leaflet(ketacli, disclaimer.code, "--no-sources")
    assert _cited(whole)
    assert _cited(whole) == _listed(whole)
    assert not _cited(bare)
    assert not _of(bare, Role.SOURCES)
    assert leaflet(ketacli, disclaimer.code, "--sources") == whole
    kept = tuple(part for part in whole.parts if part.role is not Role.SOURCES)
    assert [part.id for part in bare.parts] == [part.id for part in kept]
    plain = ketacli("explain", "--no-sources", "--acknowledge", disclaimer.code).out
    assert "; source" not in plain


def test_the_pieces_can_be_asked_for_together(ketacli: Inside, disclaimer: Disclaimer) -> None:
    piece = leaflet(ketacli, disclaimer.code, "--literal", "--no-sources", "--section", "bdnf")
    assert [part.id for part in piece.parts if part.role not in ALWAYS] == ["bdnf"]


def test_a_broken_topic_does_not_take_the_others_away(ketacli: Inside, tmp_path: Path) -> None:
    library = small_library(tmp_path)
    broken = library / "en" / "topics" / "broken.yaml"
    broken.write_text("title: [\n", encoding="utf-8")
    from_it = ("--library", os.fspath(library))
    code = ketacli.code(*from_it)
    assert ketacli("explain", "small", *from_it, "--acknowledge", code).code == ExitCode.DONE
    done = ketacli("explain", "broken", *from_it, "--acknowledge", code)
    assert (done.code, done.out) == (ExitCode.CONTENT, "")
    assert "broken.yaml:" in done.err


def test_a_reader_who_says_no_is_told_so_kindly_and_sees_nothing(ketacli: Inside) -> None:
    ketacli.says_yes = False
    done = ketacli.at_terminal("explain")
    assert (done.code, done.out) == (ExitCode.NOT_ACKNOWLEDGED, "")
    declined = Library(CONTENT).labels.declined
    assert " ".join(done.err.split()).endswith(" ".join(declined.split()))


def _of(leaflet: Leaflet, role: Role) -> list[object]:
    return [part for part in leaflet.parts if part.role is role]


def _cited(leaflet: Leaflet) -> set[str]:
    """The numbers that sentences cite."""
    blocks = [block for part in leaflet.parts for block in part.blocks]
    grounds = [paragraph.ground for block in blocks for paragraph in paragraphs(block)]
    return {str(number) for ground in grounds if ground for number in ground.sources}


def _listed(leaflet: Leaflet) -> set[str]:
    blocks = [block for part in leaflet.parts if part.role is Role.SOURCES for block in part.blocks]
    return {entry.id for block in blocks if isinstance(block, Entries) for entry in block.items}
