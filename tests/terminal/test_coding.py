"""Codes on a real terminal: a phone reads them, and never a torn one."""

from pathlib import Path

import pytest

from ketacli.disclaimer import Disclaimer
from support.codes import THEMES, photo_of, scanned
from support.program import code
from support.terminal import terminal

PUBLISHED = "published_at: https://leaflets.example.org/ketamine/\n"
ADDRESS = "https://leaflets.example.org/ketamine/en/how-ketamine-works/"


@pytest.fixture
def site(tmp_path: Path) -> str:
    file = tmp_path / "site.yaml"
    file.write_text(PUBLISHED, encoding="utf-8")
    return str(file)


def test_a_reader_who_says_yes_gets_a_code_that_is_whole_on_a_small_screen(
    home: Path, site: str, words: Disclaimer, question: str, tmp_path: Path
) -> None:
    asked = ("explain", "--format", "qr", "--region", "uk")
    with terminal(home, *asked, columns=80, lines=24, KETACLI_SITE=site) as reader:
        reader.wait_for(question)
        assert ADDRESS not in reader.written
        reader.type(f"{words.yes}\r")
        assert reader.exit_code() == 0
        for theme in THEMES.values():
            assert scanned(photo_of(reader.screen, theme), tmp_path, "pgm") == ADDRESS
        lines = [line.rstrip() for line in reader.screen.display]
        assert lines[-2:] == [ADDRESS, ""]
        prompt = reader.screen.buffer[reader.screen.cursor.y][reader.screen.cursor.x]
        assert (prompt.fg, prompt.bg) == ("default", "default")


@pytest.mark.parametrize(
    ("columns", "lines", "variables"),
    [(60, 20, {}), (80, 22, {}), (40, 15, {}), (80, 40, {"NO_COLOR": "1"}), (80, 40, {"TERM": ""})],
)
def test_a_screen_without_room_or_colours_gets_the_address(
    columns: int, lines: int, variables: dict[str, str], home: Path, site: str
) -> None:
    asked = ("explain", "--format", "qr", "--acknowledge", code(home))
    more = {"KETACLI_SITE": site, **variables}
    with terminal(home, *asked, columns=columns, lines=lines, more=more) as reader:
        assert reader.exit_code() == 0
        assert "\x1b" not in reader.raw.decode()
        assert reader.written.endswith(f"It holds this: {ADDRESS}")


def test_a_terminal_of_other_letters_gets_a_code_of_blanks(
    home: Path, site: str, tmp_path: Path
) -> None:
    asked = ("explain", "--format", "qr", "--acknowledge", code(home))
    latin = {"KETACLI_SITE": site, "PYTHONIOENCODING": "latin-1"}
    with terminal(home, *asked, columns=90, lines=50, more=latin) as reader:
        assert reader.exit_code() == 0
        assert reader.raw.isascii()
        for theme in THEMES.values():
            assert scanned(photo_of(reader.screen, theme), tmp_path, "pgm") == ADDRESS
