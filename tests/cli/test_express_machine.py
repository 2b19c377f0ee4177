"""For any sequence of edits, forgettings, dates, widths and damages, what a reader gets with the
express lane is what they get without it, byte for byte, and the exit code too.
"""

import os
import shutil
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from ketacli.library import Library
from support.content import SMALL_TOPIC, small_library, with_language
from support.express import Lane
from support.inside import Inside

EDITED = {
    "en/topics/small.yaml": ("A small topic", "A short topic", "A small topic "),
    "en/topics/second.yaml": ("A small topic", "Another topic"),
    "de/topics/small.yaml": ("A small topic", "Ein kleines Thema"),
    "en/disclaimer.yaml": ("?", " now?"),
    "en/glossary.yaml": ("BDNF", "FDNB"),
    "help.yaml": ("988", "989"),
    "library.yaml": ("Deutsch", "German"),
}
ASKED = (
    *(("explain",), ("explain", "second"), ("explain", "-f", "json", "--no-pager")),
    *(("explain", "--section", "first", "--acknowledge", "CODE"), ("explain", "-l", "de")),
    *(("topics",), ("topics", "short"), ("glossary",), ("glossary", "bdnf"), ("glossary", "fdnb")),
    *(("disclaimer",), ("disclaimer", "--status"), ("disclaimer", "--forget"), ()),
)
WORDS: tuple[dict[str, str], ...] = (
    *({"LANG": "de_DE.UTF-8"}, {"LANG": "fr_FR.UTF-8"}, {"LC_ALL": "en_GB.UTF-8"}),
    *({"NO_COLOR": "1"}, {"TERM": "dumb"}, {"COLUMNS": "50"}, {"PAGER": ""}, {}),
)
SITES = ("region: uk\n", "shared_device: yes\n", "accessible: yes\n", "region: [\n", None)


class Readers(RuleBasedStateMachine):
    """One machine, one library, and everything that can happen to them."""

    hits = 0
    numbers = count()
    capture: pytest.CaptureFixture[str]
    inside: Inside
    folder: Path
    sound: Path

    def __init__(self) -> None:
        super().__init__()
        here = self.folder / str(next(self.numbers))
        self.library = here / "library"
        shutil.copytree(self.sound, self.library)
        self.lane = Lane(self.capture, self.inside)
        self.lane.home = here / "home"
        self.lane.home.mkdir()
        self.lane.cache = here / "cache"
        self.site = self.lane.home / ".config/ketacli/site.yaml"
        self.site.parent.mkdir(parents=True)
        self.asked: tuple[str, ...] = ASKED[next(self.numbers) % len(ASKED)]
        self.code = Library(self.library).disclaimer.code

    @rule(asked=st.sampled_from(ASKED))
    def turn_to(self, asked: tuple[str, ...]) -> None:
        """Ask something else from now on."""
        self.asked = asked

    @invariant()
    def the_lane_changes_nothing(self) -> None:
        """Ask with the lane and without it, on the same machine and in the same state."""
        words = [self.code if word == "CODE" else word for word in self.asked]
        if words:
            words += ["--library", os.fspath(self.library)]
        for _ in range(2):
            before = self._remembered()
            with_it = self.lane(*words)
            after = self._remembered()
            self._remember(before)
            without = self.lane("--no-express", *words)
            assert with_it[:3] == without[:3]
            assert after == self._remembered()
            assert not without.express
            Readers.hits += with_it.express

    @rule(name=st.sampled_from(sorted(EDITED)), which=st.integers(0, 2))
    def edit(self, name: str, which: int) -> None:
        """Write another word, or an earlier one again."""
        texts = EDITED[name]
        original = (self.sound / name).read_text("utf-8")
        assert texts[0] in original
        text = original.replace(texts[0], texts[which % len(texts)])
        (self.library / name).write_text(text, "utf-8")

    @rule(name=st.sampled_from(("de/topics/small.yaml", "en/topics/small.yaml", "help.yaml")))
    def take_away(self, name: str) -> None:
        """Take a file away; an edit brings it back."""
        (self.library / name).unlink(missing_ok=True)

    @rule(text=st.sampled_from(SITES))
    def settle(self, text: str | None) -> None:
        """Write the settings of the device, or take them away."""
        if text is None:
            self.site.unlink(missing_ok=True)
        else:
            self.site.write_text(text, "utf-8")

    @rule(days=st.sampled_from((1, 31, -1, -40)))
    def wait(self, days: int) -> None:
        """Let days go by, or put the clock back."""
        self.lane.day += timedelta(days=days)

    @rule(columns=st.sampled_from((0, 40, 80, 100)), lines=st.sampled_from((20, 10_000)))
    def resize(self, columns: int, lines: int) -> None:
        """Sit down at another screen, or at none."""
        self.lane.columns, self.lane.lines = columns, lines

    @rule(words=st.sampled_from(WORDS))
    def surround(self, words: dict[str, str]) -> None:
        """Start with other words in the environment."""
        self.lane.words = {"PAGER": "", **words}

    @rule()
    def forget(self) -> None:
        """Forget every yes."""
        shutil.rmtree(self._state, ignore_errors=True)

    @rule(at=st.integers(0, 3000), which=st.integers(0, 200))
    def damage(self, at: int, which: int) -> None:
        """Change a byte of a kept answer, or exchange two of them."""
        kept = self.lane.kept()
        if not kept:
            return
        answer = kept[which % len(kept)]
        if at % 3 == 0:
            shutil.copy(kept[at % len(kept)], answer.with_name(".aside"))
            answer.with_name(".aside").rename(answer)
            return
        content = bytearray(answer.read_bytes())
        content[at % len(content)] ^= 1
        answer.write_bytes(content)

    @property
    def _state(self) -> Path:
        return self.lane.home / ".local/state/ketacli"

    def _remembered(self) -> dict[str, bytes]:
        files = self._state.iterdir() if self._state.is_dir() else ()
        return {file.name: file.read_bytes() for file in files}

    def _remember(self, files: dict[str, bytes]) -> None:
        self.forget()
        for name, content in files.items():
            self._state.mkdir(parents=True, exist_ok=True)
            (self._state / name).write_bytes(content)


def test_the_lane_changes_nothing_but_the_time(
    capfd: pytest.CaptureFixture[str], ketacli: Inside, tmp_path: Path
) -> None:
    Readers.sound = small_library(tmp_path, small=SMALL_TOPIC, second=SMALL_TOPIC)
    with_language(Readers.sound, "de", "Deutsch")
    Readers.capture, Readers.inside, Readers.folder = capfd, ketacli, tmp_path
    Readers.hits = 0
    run_state_machine_as_test(
        Readers, settings=settings(max_examples=20, stateful_step_count=25, deadline=None)
    )
    assert Readers.hits > 50  # else nothing was shown
