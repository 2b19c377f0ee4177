"""The same in a terminal emulator of its own, tmux, so that not only pyte has the word."""

import shlex
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ketacli.disclaimer import Disclaimer
from support.program import command, surroundings

TMUX = shutil.which("tmux") or ""
SIZES = {"80x24": (80, 24), "60x20": (60, 20), "40x15": (40, 15)}

pytestmark = pytest.mark.skipif(not TMUX, reason="tmux is not installed")


class Emulator:
    """A tmux server with a window for each size, in each of which ketacli runs."""

    def __init__(self, folder: Path) -> None:
        settings = folder / "tmux.conf"
        settings.write_text("set -g status off\nset -g remain-on-exit on\n")
        self._tmux = (TMUX, "-S", str(folder / "socket"), "-f", str(settings))

    def do(self, *words: str) -> str:
        done = subprocess.run(
            [*self._tmux, *words], capture_output=True, text=True, timeout=20, check=True
        )
        return done.stdout

    def open(self, name: str, home: Path, columns: int, lines: int) -> None:
        environment = surroundings(home, TERM="screen")
        settings = (f"{name}={value}" for name, value in environment.items())
        line = shlex.join(["env", "-i", *settings, *command("explain", "--no-pager")])
        self.do("new-session", "-d", "-s", name, "-x", str(columns), "-y", str(lines), line)

    def lines(self, name: str) -> list[str]:
        """All that the window shows or has shown; a line that wrapped is one line, and longer."""
        return self.do("capture-pane", "-p", "-J", "-S", "-", "-t", name).split("\n")

    def wait_for(self, name: str, words: str) -> str:
        end = time.monotonic() + 20
        while words not in (text := " ".join(" ".join(self.lines(name)).split())):
            assert time.monotonic() < end, text
            time.sleep(0.1)
        return text


@pytest.fixture(scope="module")
def emulator(
    new_home: Callable[[], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Emulator]:
    made = Emulator(tmp_path_factory.mktemp("tmux"))
    try:
        for name, (columns, lines) in SIZES.items():
            made.open(name, new_home(), columns, lines)
        yield made
    finally:
        made.do("kill-server")


@pytest.mark.parametrize("size", SIZES)
def test_the_words_stand_whole_above_the_question_and_no_line_wraps(
    emulator: Emulator, size: str, words: Disclaimer, question: str, title: str
) -> None:
    text = emulator.wait_for(size, question)
    at = 0
    for paragraph in words.paragraphs:
        at = text.index(paragraph, at) + len(paragraph)
    assert at < text.index(question)
    assert title not in text
    emulator.do("send-keys", "-t", size, words.yes, "Enter")
    emulator.wait_for(size, title)
    columns, _lines = SIZES[size]
    assert max(len(line.rstrip()) for line in emulator.lines(size)) <= columns
