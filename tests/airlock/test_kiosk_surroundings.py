import os
import resource
import signal
import socket
import subprocess
import sys
from pathlib import Path
from select import select

import pytest

from support.airlock import OUT_OF_ORDER, QUICK, Airlocked, airlocked
from support.program import surroundings

HOSTILE = {
    "TEXTUAL_DRIVER": "os:system",
    "TEXTUAL_PRESS": "ctrl+q",
    "TEXTUAL_SCREENSHOT": "1",
    "TEXTUAL_LOG": "log",
    "TEXTUAL_DEBUG": "1",
    "TEXTUAL_ALLOW_SIGNALS": "1",
    "PYTHONINSPECT": "1",
    "PYTHONPATH": "here",
    "PYTHONSTARTUP": "here/start.py",
    "PYTHONBREAKPOINT": "os.system",
    "BROWSER": "touch browsed",
    "PAGER": "touch paged",
    "MANPAGER": "touch paged",
    "EDITOR": "touch edited",
    "VISUAL": "touch edited",
    "LD_PRELOAD": "/nonexistent.so",
    "LD_LIBRARY_PATH": "here",
    "COLUMNS": "abc",
    "NO_COLOR": "1",
    "KETACLI_VISIT": "0",
    "KETACLI_LIBRARY": "here",
    "STATE_DIRECTORY": "here",
}
TERMS = ("dumb", "", "linux", "vt100")
SIZES = {
    (1, 1): (20, 10),
    (0, 0): (80, 24),
    (500, 200): (500, 200),
    (60, 5): (60, 10),
    (1000, 1000): (500, 200),
}


@pytest.fixture(scope="module")
def clean_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], str]:
    """The environment of a visit in a clean run, without its home; and what its screen shows."""
    with airlocked(tmp_path_factory.mktemp("clean")) as kiosk:
        return _about(kiosk)


def _about(kiosk: Airlocked) -> tuple[dict[str, str], str]:
    visit = kiosk.visit()
    kiosk.shows("Start page")
    written = Path(f"/proc/{visit.pid}/environ").read_text().strip("\0").split("\0")
    environment = dict(line.split("=", 1) for line in written)
    assert environment == visit.about["environment"]
    del environment["HOME"]
    return environment, kiosk.text


@pytest.mark.parametrize("name", HOSTILE)
def test_no_variable_reaches_a_visit_or_changes_what_is_shown(
    tmp_path: Path, clean_run: tuple[dict[str, str], str], name: str
) -> None:
    (tmp_path / "here").mkdir()
    for module in ("sitecustomize.py", "yaml.py", "start.py"):
        (tmp_path / "here" / module).write_text("open('ran', 'w').close()\n")
    with airlocked(tmp_path, more={name: HOSTILE[name]}) as kiosk:
        assert _about(kiosk) == clean_run
        kiosk.terminal.type(b"\x11")
        assert kiosk.terminal.exit_code() == 0
    assert {file.name for file in tmp_path.iterdir()} <= {"here", "lock", "s", "ran"}


def test_a_module_in_the_working_folder_is_not_imported(tmp_path: Path) -> None:
    for module in ("json.py", "select.py", "tty.py", "ketacli.py"):
        (tmp_path / module).write_text("open('ran', 'w').close()\n")
    with airlocked(tmp_path) as kiosk:
        kiosk.visit()
        kiosk.shows("Start page")
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("term", TERMS)
def test_it_runs_on_any_terminal(tmp_path: Path, term: str) -> None:
    with airlocked(tmp_path, more={"TERM": term}) as kiosk:
        visit = kiosk.visit()
        kiosk.shows("Start page")
        assert visit.about["environment"]["TERM"] == term


@pytest.mark.parametrize("size", SIZES)
def test_a_visit_is_told_only_sizes_that_a_page_can_have(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    with airlocked(tmp_path, columns=size[0], lines=size[1]) as kiosk:
        kiosk.terminal.screen.resize(24, 80)
        assert kiosk.visit().about["size"] == list(SIZES[size])


def test_a_visit_is_told_when_the_size_changes(tmp_path: Path) -> None:
    with airlocked(tmp_path, locked=True) as kiosk:
        visit = kiosk.visit()
        for size, told in SIZES.items():
            kiosk.terminal.program.setwinsize(size[1], size[0])
            while visit.wait_for("size") != list(told):
                pass
        kiosk.terminal.resize(40, 15)
        while visit.wait_for("size") != [40, 15]:
            pass
        kiosk.terminal.type(b"\x1b[<0;41;1M\x1b[<0;40;15M")
        visit.gets(b"\x1b[<0;40;15M")


def test_a_page_of_the_airlock_follows_the_size(tmp_path: Path) -> None:
    with airlocked(tmp_path, command=("/bin/false",)) as kiosk:
        kiosk.shows(OUT_OF_ORDER)
        kiosk.terminal.resize(30, 12)
        kiosk.shows("Please ask the staff")
        rows = [row.strip() for row in kiosk.terminal.screen.display]
        assert rows[5:7] == ["Out of order. Please ask", "the staff"]


def test_a_visit_can_leave_no_core_file_and_inherits_nothing(tmp_path: Path) -> None:
    with airlocked(tmp_path) as kiosk:
        visit = kiosk.visit()
        assert resource.prlimit(visit.pid, resource.RLIMIT_CORE) == (0, 0)
        ignored = int(_status(visit.pid, "SigIgn"), 16)
        assert not ignored & ~(_bit(signal.SIGPIPE) | _bit(signal.SIGXFSZ))
        opened = {int(each.name) for each in Path(f"/proc/{visit.pid}/fd").iterdir()}
        assert opened - {0, 1, 2, 3} == {visit.about["test"]}


def _status(process: int, name: str) -> str:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(line.split()[1] for line in lines if line.startswith(name))


def _bit(number: int) -> int:
    return 1 << (number - 1)


def test_the_airlock_takes_less_memory_than_ten_megabytes(tmp_path: Path) -> None:
    with airlocked(tmp_path, measured=False) as kiosk:
        kiosk.visit()
        kiosk.shows("Start page")
        rollup = Path(f"/proc/{kiosk.pid}/smaps_rollup").read_text().splitlines()
        kilobytes = next(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
        assert kilobytes < 10_000


def test_the_airlock_loads_nothing_that_draws_or_reads_content(tmp_path: Path) -> None:
    loaded = subprocess.check_output(
        [sys.executable, "-I", "-c", "import ketacli.airlock.__main__, sys; print(*sys.modules)"],
        env={**surroundings(tmp_path), "COVERAGE_PROCESS_CONFIG": ""},
        text=True,
    ).split()
    ours = {name.partition(".")[2] for name in loaded if name.startswith("ketacli.")}
    assert {name.partition(".")[0] for name in ours} == {"airlock", "errors", "text"}
    heavy = {"textual", "rich", "typer", "yaml", "pydantic", "asyncio", "subprocess", "logging"}
    assert not heavy & {name.partition(".")[0] for name in loaded}
    assert not {"ctypes", "inspect", "dataclasses", "readline", "threading"} & set(loaded)


def test_an_idle_kiosk_sleeps(tmp_path: Path) -> None:
    with airlocked(tmp_path, limits=QUICK._replace(beat_seconds=60)) as kiosk:
        visit = kiosk.visit()
        visit.do("hang")
        kiosk.terminal.read(0.3)
        before = _status(kiosk.pid, "voluntary_ctxt_switches")
        kiosk.terminal.read(0.5)
        assert int(_status(kiosk.pid, "voluntary_ctxt_switches")) - int(before) <= 1


def test_systemd_is_told_that_a_kiosk_is_ready_and_alive_and_stops(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(os.fspath(tmp_path / "notify"))
        systemd.settimeout(20)
        more = {"NOTIFY_SOCKET": os.fspath(tmp_path / "notify"), "WATCHDOG_USEC": "400000"}
        with airlocked(tmp_path, more=more, brief={"beats": False}) as kiosk:
            visit = kiosk.visit()
            assert "NOTIFY_SOCKET" not in visit.about["environment"]
            assert systemd.recv(100) == b"WATCHDOG=1"  # it waits for its first page
            visit.do("beat")
            said = [systemd.recv(100) for _ in range(4)]
            while b"READY=1" not in said and len(said) < 100:  # on a busy machine
                said.append(systemd.recv(100))
            assert said.count(b"READY=1") == 1
            assert said.count(b"WATCHDOG=1") == len(said) - 1 >= 3
            for _ in range(5):
                visit.tell("exit 1")
                visit = kiosk.visit()
                _hear_out(systemd)
            kiosk.shows(OUT_OF_ORDER)
            _hear_out(systemd)
            kiosk.terminal.signal(signal.SIGTERM)
            assert kiosk.terminal.exit_code() == 0
            while (said_last := systemd.recv(100)) == b"WATCHDOG=1":
                pass
            assert said_last == b"STOPPING=1"


def _hear_out(systemd: socket.socket) -> None:
    """Take what waits: behind ten messages that nobody has taken, the next one is lost."""
    while select([systemd], [], [], 0)[0]:
        assert systemd.recv(100) == b"WATCHDOG=1"


def test_notes_go_to_the_journal_and_never_to_the_kiosk(tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    with airlocked(tmp_path, through=("sh", "-c", f'exec "$@" 2>{journal}', "sh")) as kiosk:
        visit = kiosk.visit()
        visit.draw(b"planted-word")
        kiosk.terminal.type(b"\t")
        visit.gets(b"\t")
        visit.do("note records: OSError in\tledger.py:12 \x1b[31m")
        visit.tell("exit 1")
        visit = kiosk.visit()
        visit.do("keep_letters 530000")
        visit.do("keep_letters 1000000")
        visit.do(f"say {b'keep 1'.hex()}0a")
        for _ in range(4):
            visit.tell("exit 3")
            visit = kiosk.visit()
        kiosk.terminal.type(b"\x11")
        kiosk.terminal.exit_code()
    lines = journal.read_text().splitlines()
    assert lines == [
        "ketacli kiosk: records: OSError in ledger.py:12 <U+001B>[31m",
        "ketacli kiosk: visit crashed (ended: 1)",
        *["ketacli kiosk: not kept: too much"] * 2,
        "ketacli kiosk: not kept: no values",
        *["ketacli kiosk: visit crashed (ended: 3)"] * 4,
        "ketacli kiosk: out of order",
    ]
    assert "ketacli kiosk" not in kiosk.terminal.written
