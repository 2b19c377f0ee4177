"""A kiosk without a fault, as facts, and a machine of files for the doctor to look at."""

from datetime import date
from pathlib import Path

from ketacli.kiosk.checks.facts import (
    Content,
    Facts,
    Machine,
    Running,
    Speaking,
    StateFolder,
    Terminal,
)
from ketacli.kiosk.checks.finding import Finding
from ketacli.site import Screen, Site

TODAY = date(2026, 7, 1)
PLACE = "/var/lib/ketacli"
SITE = Site(
    languages=("en",),
    topics=("sleep",),
    shared_device=True,
    caretaker="Ada",
    last_check=date(2026, 6, 30),
    screen=Screen(width=520, height=325, distance=600),
)
RUNNING = Running("ketacli", ("systemd",), {"LANG": "C.UTF-8"}, "0")
FACTS = Facts(
    site=SITE,
    today=TODAY,
    newest=date(2026, 6, 1),
    clock_set=True,
    terminal=Terminal("linux", 80, 24, "UTF-8", ("aaaaaa", "000000")),
    speaking=Speaking(installed=True, voices={"en": "English (Great Britain)"}, sound_card=True),
    state=StateFolder(PLACE, "ketacli", 0o700),
    machine=Machine(
        running=RUNNING,
        shell="/usr/sbin/nologin",
        automatic_consoles=False,
        sysrq=0,
        restart_keys=False,
        swaps=(),
    ),
    content=Content(languages=("en",), topics=("sleep",), letters=frozenset("Abc é")),
)
"""All fine."""


def one(findings: tuple[Finding, ...], named: str) -> Finding:
    """The finding with an id. There must be one."""
    (found,) = [finding for finding in findings if finding.id == named]
    return found


def put(root: Path, name: str, text: str = "") -> Path:
    """Write a file below a root, with its folders."""
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def start(
    root: Path, number: int, name: str, *arguments: str, parent: int = 1, user: int = 990
) -> Path:
    """A running program, as /proc shows it. Returns its folder."""
    folder = f"proc/{number}"
    put(root, f"{folder}/cmdline", "".join(f"{argument}\0" for argument in arguments))
    put(root, f"{folder}/status", f"Name:\t{name}\nUid:\t{user}\t{user}\t{user}\t{user}\n")
    return put(root, f"{folder}/stat", f"{number} ({name}) S {parent} 0 0\n").parent


def kiosk(root: Path, number: int = 40, parent: int = 1) -> Path:
    """A running kiosk. Returns its folder in /proc."""
    put(root, "etc/passwd", "ketacli:x:990:990::/var/lib/ketacli:/usr/sbin/nologin\n")
    folder = start(
        root,
        number,
        "ketacli",
        *("/opt/ketacli/bin/python", "-I", "-m", "ketacli.airlock", "4"),
        parent=parent,
    )
    put(root, f"proc/{number}/environ", "LANG=C.UTF-8\0TERM=linux\0")
    limit = "Max core file size        0                    0                    bytes     \n"
    put(root, f"proc/{number}/limits", f"Limit   Soft Limit   Hard Limit   Units\n{limit}")
    return folder
