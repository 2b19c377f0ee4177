import os
import pty
import termios
from collections.abc import Callable
from pathlib import Path

import pytest

from ketacli.kiosk.checks import machine
from ketacli.kiosk.checks.facts import Terminal
from ketacli.kiosk.checks.files import is_masked, login_shell, read, user_named
from ketacli.kiosk.checks.processes import above, kiosk_of, logins, processes
from ketacli.kiosk.units import UnitKind, files
from ketacli.site import Site
from support.doctor import kiosk, put, start

HERE = {"LANG": "en_GB.UTF-8@euro", "TERM": "linux"}


@pytest.fixture
def glass() -> object:
    """A terminal of 100 columns and 30 rows: its name."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (30, 100))
    yield os.ttyname(theirs)
    os.close(ours)
    os.close(theirs)


def only(first: tuple[int, int]) -> Callable[[int], os.terminal_size]:
    """Stands for a process of which stdin alone is a terminal."""

    def size(descriptor: int) -> os.terminal_size:
        if descriptor:
            raise OSError
        return os.terminal_size(first)

    return size


def nowhere(_: int) -> os.terminal_size:
    raise OSError


def test_a_kiosk_is_found_among_the_programs_with_what_stands_above_it(tmp_path: Path) -> None:
    start(tmp_path, 1, "systemd", "/sbin/init", parent=0)
    start(tmp_path, 20, "cage", "cage", "--", "foot", "--", "ketacli", "kiosk", "--locked")
    start(tmp_path, 30, "foot", "foot", "--", "ketacli", "kiosk", "--locked", parent=20)
    kiosk(tmp_path, 40, parent=30)
    start(tmp_path, 41, "python", "python", "-I", "-m", "ketacli.kiosk", parent=40)
    kiosk(tmp_path, 50, parent=1)
    known = processes(tmp_path)
    found = kiosk_of(known)
    assert found is not None
    assert found.id == 40
    assert above(known, 40) == ("foot", "cage", "systemd")
    running = machine.Seen(tmp_path, {}).running
    assert running is not None
    assert running.user == "ketacli"
    assert running.parents == ("foot", "cage", "systemd")
    assert running.environment == {"LANG": "C.UTF-8", "TERM": "linux"}
    assert running.core_limit == "0"


def test_a_program_with_blanks_and_brackets_in_its_name_is_read_right(tmp_path: Path) -> None:
    start(tmp_path, 7, "tmux: server) (x", "tmux", parent=1)
    assert processes(tmp_path)[7].name == "tmux: server) (x"
    assert processes(tmp_path)[7].parent == 1


def test_programs_that_end_while_they_are_looked_at_are_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "proc/8/cmdline", "x\0")
    put(tmp_path, "proc/9/cmdline", "x\0")
    put(tmp_path, "proc/9/stat", "9 (x) ")
    put(tmp_path, "proc/10/stat", "10 (x) S one")
    put(tmp_path, "proc/10/cmdline", "x\0")
    assert processes(tmp_path) == {}
    assert kiosk_of({}) is None
    assert above({}, 5) == ()


def test_programs_in_a_circle_are_not_followed_for_ever(tmp_path: Path) -> None:
    start(tmp_path, 5, "a", "a", parent=6)
    start(tmp_path, 6, "b", "b", parent=5)
    assert set(above(processes(tmp_path), 5)) == {"a", "b"}


def test_a_kiosk_that_tells_nothing_of_itself_leaves_that_unknown(tmp_path: Path) -> None:
    folder = kiosk(tmp_path)
    for name in ("environ", "limits", "status"):
        (folder / name).unlink()
    running = machine.Seen(tmp_path, {}).running
    assert running is not None
    assert (running.user, running.environment, running.core_limit) == ("", None, "")


def test_lines_without_a_user_or_a_limit_tell_nothing(tmp_path: Path) -> None:
    folder = kiosk(tmp_path)
    (folder / "status").write_text("Name:\tketacli\n")
    (folder / "limits").write_text("Limit\nMax cpu time  0  0  s\n")
    running = machine.Seen(tmp_path, {}).running
    assert running is not None
    assert (running.user, running.core_limit) == ("", "")


def test_programs_that_wait_for_a_login_are_named(tmp_path: Path) -> None:
    start(tmp_path, 11, "agetty", "/sbin/agetty", "-", "tty2")
    start(tmp_path, 12, "login")
    start(tmp_path, 13, "bash", "bash")
    assert logins(processes(tmp_path)) == ("/sbin/agetty - tty2", "login")


def test_users_come_from_the_list_of_the_machine(tmp_path: Path) -> None:
    put(tmp_path, "etc/passwd", "broken\nada:x:1000:1000::/home/ada:/bin/bash\n")
    assert user_named(tmp_path, "1000") == "ada"
    assert user_named(tmp_path, "77") == "77"
    assert login_shell(tmp_path, "ada") == "/bin/bash"
    assert login_shell(tmp_path, "ketacli") == ""
    assert login_shell(tmp_path / "nowhere", "ada") == ""


def test_only_a_link_to_nowhere_is_a_mask(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("/dev/null")
    (tmp_path / "b").symlink_to("/elsewhere")
    put(tmp_path, "c")
    assert is_masked(tmp_path / "a")
    assert not [name for name in "bcd" if is_masked(tmp_path / name)]


def test_a_file_that_is_not_text_is_read_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"a\xffb")
    assert read(tmp_path / "x") == "a\ufffdb"
    assert read(tmp_path) is None


def test_the_terminal_of_the_running_kiosk_is_measured(tmp_path: Path, glass: str) -> None:
    folder = kiosk(tmp_path)
    (folder / "fd").mkdir()
    (folder / "fd" / "0").symlink_to(glass)
    found = machine.Seen(tmp_path, {"TERM": "elsewhere"}).terminal()
    assert found == Terminal("linux", 100, 30, "UTF-8", ("aaaaaa", "000000"))


def test_a_kiosk_whose_terminal_cannot_be_opened_or_is_none_has_no_size(tmp_path: Path) -> None:
    folder = kiosk(tmp_path)
    seen = machine.Seen(tmp_path, {})
    assert seen.terminal()[:3] == ("linux", 0, 0)
    put(folder, "fd/0", "no terminal")
    assert seen.terminal()[:3] == ("linux", 0, 0)


def test_without_a_kiosk_the_terminal_is_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "get_terminal_size", only((90, 25)))
    found = machine.Seen(tmp_path, HERE).terminal()
    assert found == Terminal("linux", 90, 25, "UTF-8", ("aaaaaa", "000000"))


@pytest.mark.parametrize(
    ("locale", "encoding"),
    [
        ({"LC_ALL": "C", "LANG": "en_GB.UTF-8"}, ""),
        ({"LC_CTYPE": "de_DE.ISO-8859-1", "LANG": "en_GB.UTF-8"}, "ISO-8859-1"),
        ({"LANG": "en_GB.UTF-8"}, "UTF-8"),
        ({}, ""),
    ],
)
def test_the_encoding_is_that_of_the_locale(
    locale: dict[str, str], encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "get_terminal_size", only((90, 25)))
    assert machine.Seen(tmp_path, locale).terminal().encoding == encoding


def test_a_run_without_a_terminal_measures_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "get_terminal_size", nowhere)
    assert machine.Seen(tmp_path, HERE).terminal().rows == 0


@pytest.mark.parametrize("variable", ["SSH_CONNECTION", "TMUX", "STY"])
def test_a_terminal_that_is_elsewhere_is_not_the_glass(
    variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "get_terminal_size", only((90, 25)))
    assert machine.Seen(tmp_path, {**HERE, variable: "x"}).terminal() == Terminal()


@pytest.mark.parametrize("name", ["sshd", "tmux: server", "screen"])
def test_sudo_does_not_hide_that_a_terminal_is_elsewhere(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "get_terminal_size", only((90, 25)))
    start(tmp_path, 2, name, name)
    start(tmp_path, os.getpid(), "ketacli", "ketacli", parent=2)
    assert machine.Seen(tmp_path, HERE).terminal() == Terminal()


def test_the_terminal_of_somebody_who_may_not_look_is_not_taken_for_the_kiosk_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "get_terminal_size", only((90, 25)))
    (kiosk(tmp_path) / "environ").unlink()
    assert machine.Seen(tmp_path, HERE).terminal() == Terminal()


@pytest.mark.parametrize(
    ("red", "colours"),
    [
        ("10,0,0,0,0,0,0,200,0", ("c8c8c8", "0a0a0a")),
        ("10,0", ("aaaaaa", "000000")),
        ("many", ("aaaaaa", "000000")),
    ],
)
def test_a_console_with_other_colours_says_so(
    red: str, colours: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("default_red", "default_grn", "default_blu"):
        put(tmp_path, f"sys/module/vt/parameters/{name}", red + "\n")
    monkeypatch.setattr(os, "get_terminal_size", only((90, 25)))
    assert machine.Seen(tmp_path, HERE).terminal().colours == colours


def colours_of(root: Path, configuration: str) -> tuple[str, str] | None:
    put(root, "etc/ketacli/foot.ini", configuration)
    return machine.Seen(root, {"TERM": "xterm-256color"}).terminal().colours


def test_the_colours_of_our_own_configuration_of_foot_are_read(tmp_path: Path) -> None:
    text = files(UnitKind.WAYLAND)[1].text
    assert colours_of(tmp_path, text) == ("ffffff", "000000")


@pytest.mark.parametrize(
    "configuration",
    [
        "",
        "no section",
        "[colors]\nforeground=ffffff\n",
        "[colors]\nforeground=white\nbackground=000000\n",
        "[colors]\nforeground=ffff\nbackground=000000\n",
    ],
)
def test_colours_that_cannot_be_read_are_not_known(configuration: str, tmp_path: Path) -> None:
    assert colours_of(tmp_path, configuration) is None


def test_a_machine_that_tells_nothing_is_unknown_and_not_fine(tmp_path: Path) -> None:
    found = machine.Seen(tmp_path, {}).machine(Site())
    assert found.running is None
    assert (found.shell, found.logins, found.sysrq, found.swaps) == ("", (), None, None)
    assert found.automatic_consoles
    assert found.restart_keys
    assert not found.printer_found


def test_a_machine_that_is_shut_says_so(tmp_path: Path) -> None:
    kiosk(tmp_path)
    put(tmp_path, "proc/sys/kernel/sysrq", "0\n")
    put(tmp_path, "proc/swaps", "Filename Type Size\n/dev/sda2 partition 1\n\n")
    units = tmp_path / "etc/systemd/system"
    units.mkdir(parents=True)
    for name in ("ctrl-alt-del.target", "autovt@.service"):
        (units / name).symlink_to("/dev/null")
    found = machine.Seen(tmp_path, {}).machine(Site(print_command=("sh",)))
    assert found.shell == "/usr/sbin/nologin"
    assert found.sysrq == 0
    assert found.swaps == ("/dev/sda2",)
    assert not found.automatic_consoles
    assert not found.restart_keys
    assert found.printer_found
    missing = Site(print_command=("no-such-program",))
    assert not machine.Seen(tmp_path, {}).machine(missing).printer_found


@pytest.mark.parametrize(
    ("main", "drop_in", "automatic"),
    [
        ("[Login]\n#NAutoVTs=0\nReserveVT=0\n", "", True),
        ("[Login]\nNAutoVTs=0\n", "", True),
        ("[Login]\nNAutoVTs=6\n", "[Login]\nNAutoVTs=0\nReserveVT=0\n", False),
        ("[Login]\nNAutoVTs=0\nReserveVT=0\n", "[Login]\nReserveVT = 6\n", True),
    ],
)
def test_logind_is_asked_whether_it_opens_consoles(
    main: str, drop_in: str, automatic: bool, tmp_path: Path
) -> None:
    put(tmp_path, "etc/systemd/logind.conf", main)
    put(tmp_path, "etc/systemd/logind.conf.d/kiosk.conf", drop_in)
    assert machine.Seen(tmp_path, {}).machine(Site()).automatic_consoles is automatic


def test_a_folder_that_can_be_written_is_left_as_it_was(tmp_path: Path) -> None:
    put(tmp_path, "etc/passwd", f"ada:x:{os.geteuid()}:1::/:/bin/sh\n")
    folder = tmp_path / "state"
    folder.mkdir(mode=0o750)
    found = machine.state_folder(tmp_path, folder)
    assert found is not None
    assert (found.owner, found.mode, found.fault) == ("ada", 0o750, "")
    assert not [*folder.iterdir()]


def test_a_folder_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    folder.mkdir()
    (folder / ".doctor").mkdir()  # stands in the way, for root too
    found = machine.state_folder(tmp_path, folder)
    assert found is not None
    assert found.fault == "is a directory"


def test_a_folder_that_is_not_there_or_not_known_says_so(tmp_path: Path) -> None:
    found = machine.state_folder(tmp_path, tmp_path / "state")
    assert found is not None
    assert (found.owner, found.fault) == ("", "no such file or directory")
    assert machine.state_folder(tmp_path, None) is None


def test_a_sound_card_and_a_set_clock_are_seen(tmp_path: Path) -> None:
    assert not machine.sound_card(tmp_path)
    assert not machine.clock_is_set(tmp_path)
    put(tmp_path, "dev/snd/controlC0")
    put(tmp_path, "run/systemd/timesync/synchronized")
    assert machine.sound_card(tmp_path)
    assert machine.clock_is_set(tmp_path)


def test_a_fault_without_a_name_is_told_all_the_same() -> None:
    assert machine._reason(OSError()) == "not reachable"
