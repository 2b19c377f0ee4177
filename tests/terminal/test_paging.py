import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ketacli.disclaimer import Disclaimer
from support.content import TOPIC, change, copy_library
from support.terminal import Terminal, processes_in, terminal

RECORDER = '#!/bin/sh\ncat > "$HOME/text"\nenv > "$HOME/environment"\necho "$#,$*" > "$HOME/told"\n'
needs_less = pytest.mark.skipif(not shutil.which("less"), reason="less is not installed")


@pytest.fixture
def asks(words: Disclaimer) -> tuple[str, ...]:
    """Asks for a leaflet without being asked, so that there is nothing to wait for."""
    return ("explain", "--acknowledge", words.code)


@pytest.fixture
def recorder(home: Path) -> str:
    """A pager that keeps what it is given."""
    script = home / "my recorder"
    script.write_text(RECORDER)
    script.chmod(0o755)
    return f"'{script}'"


def _soon(happens: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while not happens() and time.monotonic() < end:
        time.sleep(0.02)
    return happens()


def test_a_long_leaflet_goes_through_the_readers_own_pager(
    home: Path, asks: tuple[str, ...], recorder: str, title: str
) -> None:
    with terminal(home, *asks, PAGER=recorder) as reader:
        assert reader.exit_code() == 0
        assert not reader.raw
    with terminal(home, *asks, "--no-pager") as reader:
        assert reader.exit_code() == 0
    text = (home / "text").read_bytes()
    assert title.encode() in text
    assert text.replace(b"\n", b"\r\n") == reader.raw


def test_a_pager_gets_its_own_words_and_none_of_ours(
    home: Path, asks: tuple[str, ...], recorder: str
) -> None:
    with terminal(home, *asks, PAGER=f"{recorder} --flag 'two words'") as reader:
        assert reader.exit_code() == 0
    assert (home / "told").read_text() == "2,--flag two words\n"


@pytest.mark.parametrize(
    "more", [{}, {"LESSSECURE": "0", "LESSHISTFILE": "kept"}], ids=["usual", "told otherwise"]
)
def test_a_pager_is_told_to_start_nothing_and_to_keep_nothing(
    home: Path, asks: tuple[str, ...], recorder: str, more: dict[str, str]
) -> None:
    with terminal(home, *asks, PAGER=recorder, more=more) as reader:
        assert reader.exit_code() == 0
    environment = (home / "environment").read_text().split("\n")
    assert "LESSSECURE=1" in environment
    assert "LESSHISTFILE=-" in environment
    assert f"HOME={home}" in environment


def test_a_yes_at_the_question_leads_to_the_pager_and_is_remembered(
    home: Path, recorder: str, question: str, title: str
) -> None:
    with terminal(home, "explain", PAGER=recorder) as reader:
        reader.wait_for(question)
        reader.type("yes\r")
        assert reader.exit_code() == 0
        assert title not in reader.written
    assert title in (home / "text").read_text()
    assert list(home.rglob("acknowledged-*"))


def _see(reader: Terminal, *expected: str) -> None:
    """Wait until the last line of the screen holds one of these."""
    end = time.monotonic() + 20
    while not any(text in reader.screen.display[-1] for text in expected):
        assert time.monotonic() < end, reader.screen.display
        reader.read(0.05)


@needs_less
@pytest.mark.parametrize("pager", [None, "less", "less -i"])
def test_less_shows_the_first_screen_styled_and_q_ends_it(
    home: Path, asks: tuple[str, ...], title: str, pager: str | None
) -> None:
    more = {} if pager is None else {"PAGER": pager}
    with terminal(home, *asks, lines=24, more=more) as reader:
        _see(reader, ":")
        assert title in reader.screen.display[0]
        assert reader.screen.buffer[0][0].bold
        assert "[1" not in "".join(reader.screen.display)
        reader.type("q")
        assert reader.exit_code() == 0


@needs_less
@pytest.mark.parametrize("keys", ["v", "!>made\r", "|$>made\r", "smade\r", "/the\r"])
def test_less_starts_no_program_and_writes_no_file(
    home: Path, asks: tuple[str, ...], keys: str
) -> None:
    before = set(home.iterdir())
    more = {"VISUAL": "touch made", "EDITOR": "touch made", "LESSOPEN": "|-touch made; cat %s"}
    with terminal(home, *asks, lines=24, more=more) as reader:
        _see(reader, ":")
        reader.type(keys)
        reader.read()
        reader.type("\r")
        reader.read()
        for _ in range(3):  # one for less, more for a help page or a message on top of it
            if reader.program.isalive():
                reader.type("q")
            reader.read(0.1)
        assert reader.exit_code() == 0
    assert set(home.iterdir()) == before


@needs_less
def test_a_terminal_that_hangs_up_ends_less_too(home: Path, asks: tuple[str, ...]) -> None:
    with terminal(home, *asks, lines=24) as reader:
        _see(reader, ":")
        assert len(processes_in(home)) == 2
        assert reader.hang_up(20)
    assert _soon(lambda: not processes_in(home))


@needs_less
def test_control_c_in_less_is_a_key_of_less(home: Path, asks: tuple[str, ...]) -> None:
    with terminal(home, *asks, lines=24) as reader:
        _see(reader, ":")
        for _ in range(3):
            reader.type("\x03")
            reader.read(0.1)
        assert reader.program.isalive()
        reader.type("q")
        assert reader.exit_code() == 0
        assert "Traceback" not in reader.written


def test_control_c_that_ends_a_pager_ends_ketacli_quietly(
    home: Path, asks: tuple[str, ...]
) -> None:
    with terminal(home, *asks, PAGER="sh -c ': > begun; exec sleep 60'") as reader:
        assert _soon((home / "begun").exists)
        reader.type("\x03")
        assert reader.exit_code() == 0
        assert reader.written in {"", "^C"}


def test_a_pager_that_fails_has_shown_nothing_so_the_leaflet_is_printed(
    home: Path, asks: tuple[str, ...]
) -> None:
    with terminal(home, *asks, PAGER="false") as reader:
        reader.wait_for("No clinician has checked this yet")
        assert reader.exit_code() == 0


@pytest.mark.parametrize("pager", ["head -n 1", "true"])
def test_a_pager_that_ends_early_is_no_fault(home: Path, asks: tuple[str, ...], pager: str) -> None:
    with terminal(home, *asks, PAGER=pager) as reader:
        assert reader.exit_code() == 0
        assert reader.raw.count(b"\n") <= 1


def _is_no_program(home: Path) -> str:
    (home / "nothing").write_bytes(b"\x00\x01")
    (home / "nothing").chmod(0o755)
    return str(home / "nothing")


def _may_not_run(home: Path) -> str:
    (home / "nothing").write_text(RECORDER)
    return str(home / "nothing")


@pytest.mark.parametrize(
    "pager",
    [
        "",
        "  ",
        "no-such-pager-anywhere",
        "'no end of quote",
        "\\",
        "/",
        _is_no_program,
        _may_not_run,
    ],
)
def test_without_a_pager_that_can_be_started_the_leaflet_is_printed(
    home: Path, asks: tuple[str, ...], title: str, pager: str | Callable[[Path], str]
) -> None:
    told = pager if isinstance(pager, str) else pager(home)
    with terminal(home, *asks, PAGER=told) as reader:
        assert reader.exit_code() == 0
        assert title in reader.written
        assert "Traceback" not in reader.written


def test_less_that_is_not_installed_is_not_missed(
    home: Path, asks: tuple[str, ...], title: str
) -> None:
    with terminal(home, *asks, PATH=str(home)) as reader:
        assert reader.exit_code() == 0
        assert title in reader.written


STARTS_NOTHING = {
    "--no-pager": ("--no-pager",),
    "--plain": ("--plain",),
    "-o": ("-o", "leaflet"),
    "markdown": ("--format", "markdown"),
    "json": ("--format", "json"),
    "an accessible device": (),
    "a shared device": (),
    "a pipe": (),
    "a file": (),
}
SITES = {"an accessible device": "accessible: yes\n", "a shared device": "shared_device: yes\n"}
SHELLS = {"a pipe": '"$@" | cat', "a file": '"$@" > leaflet'}


@pytest.mark.parametrize("name", STARTS_NOTHING)
def test_no_other_program_is_started(
    home: Path, asks: tuple[str, ...], title: str, name: str
) -> None:
    site = home / "site.yaml"
    site.write_text(SITES.get(name, ""))
    more = (
        {"PAGER": "touch x", "KETACLI_SITE": str(site)} if name in SITES else {"PAGER": "touch x"}
    )
    through = ("sh", "-c", SHELLS[name], "sh") if name in SHELLS else ()
    with terminal(home, *asks, *STARTS_NOTHING[name], through=through, more=more) as reader:
        assert reader.exit_code() == 0
        kept = home / "leaflet"
        shown = reader.written + (kept.read_text() if kept.exists() else "")
    assert title in shown
    assert not (home / "x").exists()


def test_that_program_would_have_been_started_else(home: Path, asks: tuple[str, ...]) -> None:
    with terminal(home, *asks, PAGER="touch x") as reader:
        assert reader.exit_code() == 0
    assert (home / "x").exists()


def test_a_leaflet_that_fits_on_the_screen_is_printed(home: Path, asks: tuple[str, ...]) -> None:
    with terminal(home, *asks, "--no-pager") as reader:
        assert reader.exit_code() == 0
    high = reader.raw.count(b"\n") + 1
    with terminal(home, *asks, lines=high, PAGER="touch x") as reader:
        assert reader.exit_code() == 0
        assert not reader.screen.history.top
        assert not (home / "x").exists()
    with terminal(home, *asks, lines=high - 1, PAGER="touch x") as reader:
        assert reader.exit_code() == 0
        assert (home / "x").exists()


def test_a_terminal_without_style_has_no_escape_sequence_in_its_pager_either(
    home: Path, asks: tuple[str, ...], recorder: str
) -> None:
    for more in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        with terminal(home, *asks, PAGER=recorder, more=more) as reader:
            assert reader.exit_code() == 0
        assert b"\x1b" not in (home / "text").read_bytes()


def test_a_pager_gets_the_letters_that_the_terminal_has(
    home: Path, words: Disclaimer, recorder: str
) -> None:
    library = copy_library(home)
    change(library / TOPIC, "purpose: ", "purpose: Caf\u00e9 \u2265 ")
    more = {"PYTHONIOENCODING": "ascii", "KETACLI_LIBRARY": str(library), "PAGER": recorder}
    with terminal(home, "explain", "--acknowledge", words.code, more=more) as reader:
        assert reader.exit_code() == 0
    assert b"Cafe >= " in (home / "text").read_bytes()
