"""Text of content never becomes markup, a link or a command of a terminal or a shell."""

import os
from json import dumps, loads
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from ketacli.errors import ExitCode
from ketacli.leaflet_json import from_json
from ketacli.render import Format
from support.content import SMALL_TOPIC, small_library
from support.inside import Inside
from support.words import letters, said, words

MARKUP = {
    "a link": "[link=https://x]here[/link]",
    "an end": "[/]",
    "an unknown end": "[/nope]",
    "bold": "[bold]loud[/bold]",
    "a colour": "[red on white]red",
    "an emoji": ":warning: :smile:",
    "a backslash": "the end \\",
    "an escaped bracket": "\\[bold]",
    "an action": "[@click=app.quit]quit[/]",
    "a Markdown link": "[a](https://x) <https://x> ![b](c)",
    "Markdown marks": "# a *b* _c_ `d` ~~e~~ > f | g",
    "HTML": "<script>alert(1)</script> &amp; <!-- x",
    "a command": "$(id) `id` $HOME %s %(x)s",
}


def library_with(folder: Path, text: str) -> Path:
    """A library whose one topic has a text in each of its fields."""
    quoted = dumps(text)
    topic = SMALL_TOPIC
    for sentence in (
        "A small topic",
        "To be small in tests.",
        "For tests.",
        "The first part",
        "It is short.",
        "One sentence.",
        "Is this short?",
    ):
        topic = topic.replace(sentence, quoted)
    return small_library(folder, small=topic)


@pytest.mark.parametrize("text", MARKUP.values(), ids=MARKUP)
def test_what_looks_like_markup_comes_out_as_letters_in_every_format(
    ketacli: Inside, tmp_path: Path, text: str
) -> None:
    library = os.fspath(library_with(tmp_path, text))
    code = ketacli.code("--library", library)
    for page in (("topics",), ("explain", "--acknowledge", code)):
        asked = (*page, "--library", library, "--width", "120")
        leaflet = from_json(loads(ketacli(*asked, "-f", "json").out))
        for format_ in (Format.PLAIN, Format.TERMINAL, Format.MARKDOWN):
            for styled in ("0", "1"):
                done = ketacli(*asked, "-f", format_, CLICOLOR_FORCE=styled)
                assert done.code == ExitCode.DONE
                shown = letters(words(done.out, format_))
                assert letters(text.split()) in shown
                assert shown == letters(said(leaflet, format_))
                assert "\x1b]8" not in done.out


def test_markdown_of_content_has_no_links_and_no_html(ketacli: Inside, tmp_path: Path) -> None:
    library = os.fspath(library_with(tmp_path, " ".join(MARKUP.values())))
    done = ketacli("topics", "--library", library, "-f", "markdown")
    html = MarkdownIt("commonmark").render(done.out)
    for tag in ("<a", "<img", "<script", "<code", "<em"):
        assert tag not in html


def test_markup_in_the_name_of_a_file_is_letters_too(ketacli: Inside, tmp_path: Path) -> None:
    library = small_library(tmp_path)
    harmless = ("[bold]x[red]", "[link=https:]x", "a\\", ":warning:")
    for name in (*harmless, "\x1b]0;x\x07", "\u202ex", "a\nb"):
        (library / "en" / "topics" / f"{name}.yaml").write_text("title: [\n", encoding="utf-8")
    listed = ketacli("topics", "--library", os.fspath(library))
    checked = ketacli("check", os.fspath(library))
    for done in (listed, checked):
        assert not {"\x1b", "\x07", "\u202e"} & set(done.out + done.err)
    for name in harmless:
        assert f"/{name}.yaml: " in checked.out


def test_an_escape_in_content_is_refused_with_its_place(ketacli: Inside, tmp_path: Path) -> None:
    for escape in ("\x1b]52;c;eA==\x07", '"\\e[2J"', '"\\x9b2J"', "\u202e"):
        topic = SMALL_TOPIC.replace("A small topic", escape)
        library = os.fspath(small_library(tmp_path / str(len(escape)), small=topic))
        code = ketacli.code("--library", library)
        done = ketacli("explain", "--library", library, "--acknowledge", code)
        assert (done.code, done.out) == (ExitCode.CONTENT, "")
        assert "small.yaml:2:" in done.err
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(done.err)


def test_an_escape_in_the_name_of_a_folder_never_comes_out(ketacli: Inside, tmp_path: Path) -> None:
    folder = tmp_path / "\x1b]0;x\x07\u202e"
    folder.mkdir()
    library = small_library(folder)
    topic = folder / "\x1b[2J.yaml"
    topic.write_text(SMALL_TOPIC, encoding="utf-8")
    (library / "en" / "topics" / "broken.yaml").write_text("title: [\n", encoding="utf-8")
    site = folder / "site.yaml"
    site.write_text("region: [\n", encoding="utf-8")
    from_it = ("--library", os.fspath(library))
    for arguments in (
        ("topics", *from_it),
        ("explain", "broken", *from_it, "--acknowledge", ketacli.code(*from_it)),
        ("check", os.fspath(library)),
        ("check", os.fspath(library), "-f", "json"),
        ("check", os.fspath(topic)),
        ("topics", "-o", os.fspath(folder)),
        ("topics", "--library", os.fspath(folder)),
    ):
        done = ketacli(*arguments)
        assert not {"\x1b", "\x07", "\u202e"} & set(done.out + done.err)
    done = ketacli("topics", KETACLI_SITE=os.fspath(site))
    assert done.code == ExitCode.CONTENT
    assert not {"\x1b", "\x07", "\u202e"} & set(done.err)


def test_an_escape_in_a_locale_never_comes_out(ketacli: Inside) -> None:
    done = ketacli("topics", LANG="\x1b]0;x\x07")
    assert done.code == ExitCode.DONE
    assert "\x1b" not in done.out + done.err


def test_the_words_of_a_clinic_are_letters_too(ketacli: Inside, tmp_path: Path) -> None:
    site = tmp_path / "site.yaml"
    terms = "[link=https://x]here[/link] :smile: **loud** {name}"
    site.write_text(f"clinic:\n  name: '[bold]'\n  terms: '{terms}'\n", encoding="utf-8")
    told = {"KETACLI_SITE": os.fspath(site)}
    for format_ in (Format.PLAIN, Format.TERMINAL, Format.MARKDOWN):
        done = ketacli("disclaimer", "-f", format_, **told)
        assert done.code == ExitCode.DONE
        assert letters(terms.split()) in letters(words(done.out, format_))
