"""The command that draws codes: what is in them, what is told, and what a screen gets instead."""

import os
import re
import sys
from pathlib import Path

import pyte
import pytest

from ketacli.cli import coding
from ketacli.cli.surroundings import Surroundings
from ketacli.errors import ExitCode
from ketacli.labels import fill
from ketacli.leaflet import Part, Role
from ketacli.library import Library
from ketacli.render import qr
from ketacli.render.rows import part_rows
from ketacli.text import letters
from support.codes import THEMES, Theme, photo_of, scanned
from support.content import SMALL_TOPIC, change, small_library
from support.inside import Done, Inside
from support.leaflets import languages, topics
from support.program import CONTENT, run

TOPIC = "how-ketamine-works"
PUBLISHED = "published_at: https://leaflets.example.org/ketamine"
ADDRESS = f"https://leaflets.example.org/ketamine/en/{TOPIC}/"
CLINIC = "clinic: {name: The <Clinic> & Co, telephone: 020 7946 0000}"
LARGEST = 25
TOO_SMALL = "and this screen has fewer"


class Reader:
    """Somebody who said yes already, at a device with a `site.yaml`."""

    def __init__(self, ketacli: Inside, folder: Path) -> None:
        self.ketacli = ketacli
        self.site = folder / "site.yaml"
        self.says("{}")

    def says(self, site: str) -> None:
        """What `site.yaml` says."""
        self.site.write_text(site, encoding="utf-8")

    def __call__(self, *arguments: str, **variables: str) -> Done:
        return self.ketacli(*self._asked(arguments), **self._with(variables))

    def at(self, screen: tuple[int, int], *arguments: str, **variables: str) -> Done:
        """At a terminal of so many columns and lines."""
        columns, lines = screen

        def here(_cls: type[Surroundings]) -> Surroundings:
            return Surroundings(os.environ, True, True, columns, lines)  # noqa: FBT003

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Surroundings, "here", classmethod(here))
            return self(*arguments, **variables)

    def _asked(self, arguments: tuple[str, ...]) -> tuple[str, ...]:
        where = [arguments.index(word) for word in ("-l", "--library") if word in arguments]
        chosen = [word for at in where for word in arguments[at : at + 2]]
        shown = self.ketacli("disclaimer", *chosen).out
        code = re.findall(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", shown)[-1]
        return ("explain", "--format", "qr", "--acknowledge", code, *arguments)

    def _with(self, variables: dict[str, str]) -> dict[str, str]:
        return {"KETACLI_SITE": os.fspath(self.site), **variables}


@pytest.fixture
def reader(ketacli: Inside, tmp_path: Path) -> Reader:
    return Reader(ketacli, tmp_path)


def lines_of(parts: tuple[Part, ...], role: Role) -> list[str]:
    """The lines of those parts of a leaflet that are for one thing."""
    found = (row for part in parts if part.role is role for row in part_rows(part))
    shown = (row.mark + letters(row.line) for row in found)
    return [line for line in shown if line]


def screen(done: Done, columns: int, lines: int) -> pyte.Screen:
    """What a terminal of this size shows at the end, before the prompt is written."""
    shown = pyte.Screen(columns, lines)
    pyte.Stream(shown).feed(f"{done.err}{done.out}".replace("\n", "\r\n"))
    return shown


def flat(text: str) -> str:
    return " ".join(text.split())


def solid(text: str) -> str:
    """Without blanks: Chinese is broken anywhere."""
    return "".join(text.split())


def test_the_address_of_the_door_is_in_the_code_where_the_clinic_publishes(
    reader: Reader, tmp_path: Path
) -> None:
    reader.says(PUBLISHED)
    picture, drawing = tmp_path / "code.PNG", tmp_path / "code.svg"
    assert reader().out == f"{ADDRESS}\n"
    assert reader("-o", str(picture)) == (ExitCode.DONE, "", "")
    assert reader("-o", str(drawing)) == (ExitCode.DONE, "", "")
    assert scanned(picture.read_bytes(), tmp_path) == ADDRESS
    title = topics()[f"en/{TOPIC}"].title
    assert drawing.read_text("utf-8") == qr.svg(ADDRESS, f"{title}: {ADDRESS}", "en")


@pytest.mark.parametrize("language", languages())
def test_the_code_leads_to_the_topic_in_the_language_that_is_read(
    language: str, reader: Reader
) -> None:
    reader.says(PUBLISHED)
    done = reader("what-treatment-is-like", "-l", language)
    address = f"https://leaflets.example.org/ketamine/{language}/what-treatment-is-like/"
    assert done.out == f"{address}\n"
    for line in lines_of(Library(CONTENT, language=language).crisis_lines(), Role.HELP):
        assert solid(line) in solid(done.err)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", ["how-ketamine-works", "deciding-and-questions"])
def test_without_an_address_the_code_says_whom_to_call_and_what_to_ask(
    language: str, name: str, reader: Reader, tmp_path: Path
) -> None:
    reader.says(CLINIC)
    picture, drawing = tmp_path / "code.png", tmp_path / "code.svg"
    leaflet = topics()[f"{language}/{name}"]
    crisis, questions = (lines_of(leaflet.parts, role) for role in (Role.HELP, Role.QUESTIONS))
    done = reader(name, "-l", language, "-o", str(picture))
    assert (done.code, done.out) == (ExitCode.DONE, "")
    held = scanned(picture.read_bytes(), tmp_path)
    found = [line for line in held.splitlines() if line]
    contact = Library(CONTENT, language=language).labels.clinic_contact
    call = fill(contact, clinic="The <Clinic> & Co", telephone="020 7946 0000")
    assert found == [*crisis, leaflet.title, call, *questions][: len(found)]
    left = len(crisis) + 2 + len(questions) - len(found)
    told = f"The code has no room for the last questions: {left}." if left else ""
    assert flat(done.err) == told
    assert found[len(crisis) + 2 :], "no question at all"
    assert reader(name, "-l", language).out == f"{held}\n"
    reader(name, "-l", language, "-o", str(drawing))
    assert drawing.read_text("utf-8") == qr.svg(held, leaflet.title, language)


def test_one_region_leaves_more_room(reader: Reader) -> None:
    for asked, at_site in ((("--region", "uk"), "{}"), ((), "region: uk")):
        reader.says(at_site)
        held = reader("risks-and-side-effects", "-l", "pl", *asked)
        assert "116 123" in held.out
        assert "112" not in held.out
        assert held.err == ""


def test_a_clinic_without_a_telephone_is_not_named(reader: Reader) -> None:
    reader.says("clinic: {name: The Clinic}")
    assert "The Clinic" not in reader().out


def test_the_code_of_a_section_holds_no_questions_of_others(reader: Reader) -> None:
    section = topics()[f"en/{TOPIC}"].section_ids()[0]
    leaflet = topics()[f"en/{TOPIC}"]
    held = reader("--section", section).out
    assert leaflet.title in held
    for line in lines_of(leaflet.parts, Role.QUESTIONS):
        assert line not in held


@pytest.mark.parametrize(("more", "left"), [(0, 0), (1, 1)])
def test_as_many_questions_as_a_phone_reads_are_in_the_code(
    more: int, left: int, reader: Reader, tmp_path: Path
) -> None:
    """Filled to the last byte, and by one byte more."""
    question = "Is this the question?"
    short = SMALL_TOPIC.replace("Is this short?", question)
    library = small_library(tmp_path, small=short)
    where = ("--library", str(library), "--region", "uk")
    whole = reader(*where).out.removesuffix("\n")
    clinic = "x" * (qr.holds(LARGEST) + 1 - len(whole) - len("\n: 1") + more)
    reader.says(f"clinic: {{name: {clinic}, telephone: 1}}")
    done = reader(*where)
    held = done.out.removesuffix("\n")
    assert whole.isascii()
    assert (question in held) is (left == 0)
    assert flat(done.err) == ("The code has no room for the last questions: 1." if left else "")
    file = tmp_path / "code.png"
    reader(*where, "-o", str(file))
    assert scanned(file.read_bytes(), tmp_path) == held
    assert left or qr.version(held) == LARGEST
    assert left or qr.version(held + "x") == LARGEST + 1


def test_where_not_even_the_crisis_lines_fit_it_is_told_before_anybody_is_asked(
    reader: Reader, ketacli: Inside, tmp_path: Path
) -> None:
    library = small_library(tmp_path)
    labels = library / "en" / "labels.yaml"
    change(labels, "uk: United Kingdom", f"uk: {'x' * 1100}")
    where = ("explain", "--format", "qr", "--library", str(library))
    done = ketacli.at_terminal(*where, KETACLI_SITE=str(reader.site))
    assert (done.code, done.out, ketacli.asked) == (ExitCode.NOT_WRITTEN, "", 0)
    assert flat(done.err) == (
        "the code could not be written: the crisis lines alone are longer than a phone reads;"
        " --region shortens them."
    )
    assert reader("--library", str(library), "--region", "eu").code == ExitCode.DONE
    reader.says(PUBLISHED)
    assert reader("--library", str(library)).code == ExitCode.DONE


def test_nothing_is_drawn_before_the_yes(ketacli: Inside, reader: Reader, tmp_path: Path) -> None:
    file = tmp_path / "code.svg"
    for site in ("{}", PUBLISHED):
        reader.says(site)
        asked = ("explain", "--format", "qr", "-o", str(file))
        done = ketacli(*asked, KETACLI_SITE=str(reader.site))
        assert (done.code, done.out) == (ExitCode.NOT_ACKNOWLEDGED, "")
        assert not file.exists()
    ketacli.says_yes = False
    done = ketacli.at_terminal("explain", "--format", "qr", KETACLI_SITE=str(reader.site))
    assert (done.code, done.out, ketacli.asked) == (ExitCode.NOT_ACKNOWLEDGED, "", 1)


@pytest.mark.parametrize("name", ["code.pdf", "code", "code.svg.txt", ".png"])
def test_a_file_of_another_kind_is_refused_before_anybody_is_asked(
    name: str, ketacli: Inside, tmp_path: Path
) -> None:
    file = tmp_path / name
    done = ketacli.at_terminal("explain", "--format", "qr", "-o", str(file))
    assert (done.code, done.out, ketacli.asked) == (ExitCode.USAGE, "", 0)
    assert ".svg or .png" in done.err
    assert not file.exists()


def test_without_segno_nobody_is_asked_in_vain(
    ketacli: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "segno", None)
    done = ketacli.at_terminal("explain", "--format", "qr")
    assert (done.code, done.out, ketacli.asked) == (ExitCode.NOT_INSTALLED, "", 0)
    assert f"{sys.executable} -m pip install 'segno>=1.6'" in flat(done.err)


@pytest.mark.parametrize("format_", ["qr", "pdf", "audio"])
def test_what_is_no_text_is_not_read_aloud(format_: str, ketacli: Inside) -> None:
    done = ketacli.at_terminal("explain", "--format", format_, "--speak")
    assert (done.code, ketacli.asked) == (ExitCode.USAGE, 0)
    assert "--speak" in done.err


def test_a_code_has_no_letters_to_make_large(ketacli: Inside) -> None:
    assert ketacli("explain", "--format", "qr", "--large-print").code == ExitCode.USAGE


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("output", [(), ("-o", "-")])
def test_a_phone_reads_the_screen_and_the_address_stands_below(
    theme: Theme, output: tuple[str, ...], reader: Reader, tmp_path: Path
) -> None:
    reader.says(PUBLISHED)
    done = reader.at((80, 24), *output)
    assert done.code == ExitCode.DONE
    shown = screen(done, 80, 24)
    assert scanned(photo_of(shown, theme), tmp_path, "pgm") == ADDRESS
    assert shown.display[-2].rstrip() == ADDRESS
    assert not shown.display[-1].strip()  # for the prompt


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("language", languages())
def test_a_phone_reads_the_words_from_a_large_screen_and_they_stand_below(
    language: str, theme: Theme, reader: Reader, tmp_path: Path
) -> None:
    reader.says(CLINIC)
    asked = ("-l", language, "--region", "uk")
    held = reader(*asked).out.removesuffix("\n")
    shown = screen(reader.at((130, 80), *asked), 130, 80)
    assert scanned(photo_of(shown, theme), tmp_path, "pgm") == held
    assert solid(held) in solid("".join(shown.display))


@pytest.mark.parametrize(
    ("size", "lines"), [((80, 22), 23), ((60, 20), 23), ((40, 60), 24), ((39, 15), 24)]
)
def test_a_screen_that_is_too_small_gets_the_text_and_never_a_torn_code(
    size: tuple[int, int], lines: int, reader: Reader
) -> None:
    """The address takes two lines of a screen that is narrower than 60 columns."""
    reader.says(PUBLISHED)
    done = reader.at(size)
    assert (done.code, done.out) == (ExitCode.DONE, f"{ADDRESS}\n")
    assert f"No code is drawn: it takes 41 columns and {lines} lines, " in flat(done.err)
    columns = max(41, size[0])
    drawn = reader.at((columns, lines))
    assert "\x1b[" in drawn.out
    assert "No code" not in drawn.err
    for less in ((40, lines + 9), (columns, lines - 1), (0, 0)):
        assert "\x1b" not in reader.at(less).out


def test_words_that_are_wider_than_the_screen_are_broken(reader: Reader) -> None:
    for width, told in ((60, ()), (40, ("--width", "40"))):
        done = reader.at((60, 20), *told, "--region", "uk")
        assert max(map(len, done.out.splitlines())) <= width
        assert flat(done.out) == flat(reader("--region", "uk").out)
        assert TOO_SMALL in flat(done.err)


@pytest.mark.parametrize(
    "without", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"CLICOLOR": "0"}, {"TERM": ""}]
)
def test_where_nobody_knows_what_is_dark_no_code_is_drawn_and_it_is_told(
    without: dict[str, str], reader: Reader
) -> None:
    reader.says(PUBLISHED)
    done = reader.at((120, 80), **without)
    assert (done.code, done.out) == (ExitCode.DONE, f"{ADDRESS}\n")
    assert "No code is drawn: it is black on white, and no colours are wanted" in flat(done.err)
    assert "--output code.png draws it." in flat(done.err)


def test_linear_text_has_no_drawing_and_no_word_about_one(reader: Reader) -> None:
    for told, site in ((("--plain",), PUBLISHED), ((), f"accessible: yes\n{PUBLISHED}")):
        reader.says(site)
        done = reader.at((120, 80), *told)
        assert done.out == f"{ADDRESS}\n"
        assert "code" not in done.err
    reader.says("region: uk")
    assert max(map(len, reader.at((50, 80), "--plain").out.splitlines())) <= 50


def test_a_stream_without_half_blocks_gets_blanks(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.says(PUBLISHED)
    monkeypatch.setattr(coding, "_has_half_blocks", lambda: False)
    done = reader.at((82, 43))
    assert done.out.isascii()
    shown = screen(done, 82, 43)
    assert scanned(photo_of(shown, THEMES["light"]), tmp_path, "pgm") == ADDRESS
    assert "it takes 82 columns and 43 lines," in flat(reader.at((82, 42)).err)


@pytest.mark.parametrize(
    ("letters_of", "there"), [("utf-8", True), ("cp437", True), ("latin-1", False)]
)
def test_half_blocks_are_asked_of_the_stream(
    letters_of: str, monkeypatch: pytest.MonkeyPatch, *, there: bool
) -> None:
    with Path(os.devnull).open("w", encoding=letters_of) as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert coding._has_half_blocks() is there


def test_an_answer_is_not_kept(reader: Reader, home: Path) -> None:
    """What draws codes may be gone the next time."""
    reader.says(PUBLISHED)
    asked = ("explain", "--acknowledge", reader.ketacli.code())
    for more, kept in ((("--format", "qr"), False), ((), True)):
        done = run(home, *asked, *more, KETACLI_SITE=os.fspath(reader.site))
        assert done.returncode == ExitCode.DONE
        assert any(home.rglob("answers/*")) is kept
