"""The systemd units of a kiosk: on a plain console, and in a Wayland session of one program. Owns
their text and that of the terminal's configuration. Writes no file and starts nothing.
"""

from enum import StrEnum, unique
from string import ascii_letters, digits
from typing import NamedTuple

PROGRAM = "/opt/ketacli/bin/ketacli"
USER = "ketacli"
SERVICE_FILE = "/etc/systemd/system/ketacli-kiosk.service"
TERMINAL_FILE = "/etc/ketacli/foot.ini"
_CALM = frozenset(ascii_letters + digits + "/-._+")
"""What means nothing special to systemd in a path or a name."""


@unique
class UnitKind(StrEnum):
    """What a kiosk is shown on."""

    TTY = "tty"
    """The first console of the kernel: a keyboard, no mouse, no touch."""
    WAYLAND = "wayland"
    """cage, which shows one program and nothing else, and foot, a terminal: mouse and touch."""


class UnitFile(NamedTuple):
    """One file to be put in place."""

    path: str
    text: str


def unit(kind: UnitKind, *, program: str = PROGRAM, user: str = USER) -> str:
    """The files of a kind below one another, each behind a comment with its own place.

    Raises:
        ValueError: the program or the user has letters that systemd would read as something else.
    """
    return "\n".join(f"# file: {path}\n{text}" for path, text in files(kind, program, user))


def files(kind: UnitKind, program: str = PROGRAM, user: str = USER) -> tuple[UnitFile, ...]:
    """Each file of a kind.

    Raises:
        ValueError: as `unit` does.
    """
    for told in (program, user):
        if not told or set(told) - _CALM:
            raise ValueError(told)
    names = {"program": program, "user": user}
    match kind:
        case UnitKind.TTY:
            return (UnitFile(SERVICE_FILE, (_TTY + _SANDBOX + _TTY_ONLY).format(**names)),)
        case UnitKind.WAYLAND:
            service = (_WAYLAND + _SANDBOX + _WAYLAND_ONLY).format(**names)
            return (UnitFile(SERVICE_FILE, service), UnitFile(TERMINAL_FILE, _terminal()))


_TTY = """\
[Unit]
Description=ketacli, information for patients, on the console
Conflicts=getty@tty1.service
After=systemd-user-sessions.service getty@tty1.service sound.target
ConditionPathExists=/dev/tty0
# However often it ends, it is started again.
StartLimitIntervalSec=0

[Service]
Type=notify
NotifyAccess=main
ExecStart={program} kiosk --locked
User={user}
TTYPath=/dev/tty1
TTYReset=yes
TTYVHangup=yes
TTYVTDisallocate=yes
StandardInput=tty-fail
StandardOutput=tty
StandardError=journal
Environment=LANG=C.UTF-8
"""

_WAYLAND = f"""\
[Unit]
Description=ketacli, information for patients, on a screen with mouse or touch
Requires=seatd.service
Conflicts=getty@tty1.service
After=systemd-user-sessions.service seatd.service getty@tty1.service sound.target
# However often it ends, it is started again.
StartLimitIntervalSec=0

[Service]
Type=notify
# ketacli runs below foot, foot below cage: the sign of life comes from a grandchild.
NotifyAccess=all
UnsetEnvironment=WATCHDOG_PID
# cage without -s: no switching to other consoles. foot with its own configuration.
ExecStart=/usr/bin/cage -d -- /usr/bin/foot -c {TERMINAL_FILE} -- {{program}} kiosk --locked
User={{user}}
RuntimeDirectory=ketacli
RuntimeDirectoryMode=0700
StandardInput=null
StandardOutput=journal
StandardError=journal
# seatd opens keyboard, touch and screen. Drawn by the processor: no driver code in our memory.
# cage wants to see an X server. It gets none: /usr/bin/true stands in, and nothing ever calls it.
Environment=LANG=C.UTF-8 XDG_RUNTIME_DIR=/run/ketacli
Environment=LIBSEAT_BACKEND=seatd WLR_RENDERER=pixman WLR_XWAYLAND=/usr/bin/true
"""

_SANDBOX = """
# A program that ended well has ended too: not `on-failure`.
Restart=always
RestartSec=1
TimeoutStartSec=90
TimeoutStopSec=5
WatchdogSec=10
WatchdogSignal=SIGKILL

# What it may keep: counts of answers, and pages made from the content.
StateDirectory=ketacli
StateDirectoryMode=0700
CacheDirectory=ketacli
CacheDirectoryMode=0700
UMask=0077

# What a visit held must not reach a disk.
LimitCORE=0
MemoryMax=512M
MemorySwapMax=0
TasksMax=64

NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateIPC=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
ProcSubset=pid
LockPersonality=yes
MemoryDenyWriteExecute=yes
RemoveIPC=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
KeyringMode=private
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
# setpriv, which ends a voice together with its visit, gives up capabilities that nobody has here.
SystemCallFilter=capset
SystemCallErrorNumber=EPERM
# No shell, whatever happens. A print command that is a shell script needs its shell back:
# InaccessiblePaths= with nothing behind it, in a drop-in.
InaccessiblePaths=-/usr/bin/bash -/usr/bin/dash

# No network. Printing through CUPS needs none: `lp` speaks to a socket in /run.
IPAddressDeny=any
DevicePolicy=closed
# Sound, for reading aloud. Without speech take this line away, and `audio` below.
DeviceAllow=char-alsa rw
"""

_TTY_ONLY = """\
DeviceAllow=/dev/tty1 rw
SupplementaryGroups=audio
PrivateNetwork=yes
RestrictAddressFamilies=AF_UNIX

[Install]
WantedBy=multi-user.target
"""

_WAYLAND_ONLY = """\
# The screen. Keyboard, mouse and touch come through seatd, whose group is `video` in Debian.
DeviceAllow=char-drm rw
SupplementaryGroups=audio video
# AF_NETLINK tells of keyboards and screens that are plugged in; it leads to no other machine.
RestrictAddressFamilies=AF_UNIX AF_NETLINK

[Install]
WantedBy=multi-user.target
"""

_TERMINAL = """\
# foot for a kiosk: no key, no button and nothing that is shown makes it do anything.
# After a change, `foot --check-config -c {path}` must end with 0. The size of the
# letters is in points; `ketacli kiosk doctor` says whether they are large enough.

[main]
term=xterm-256color
font=DejaVu Sans Mono:size=24
pad=0x0
initial-window-mode=fullscreen
selection-target=none
notify=/usr/bin/true

[bell]
urgent=no
notify=no

[scrollback]
lines=0

[url]
launch=/usr/bin/true

[cursor]
blink=no

[mouse]
alternate-scroll-mode=no

[colors]
foreground=ffffff
background=000000

[csd]
preferred=none
"""

_BINDINGS = {
    "key-bindings": (
        *("scrollback-up-page", "scrollback-up-half-page", "scrollback-up-line"),
        *("scrollback-down-page", "scrollback-down-half-page", "scrollback-down-line"),
        *("scrollback-home", "scrollback-end", "clipboard-copy", "clipboard-paste"),
        *("primary-paste", "search-start", "font-increase", "font-decrease", "font-reset"),
        *("spawn-terminal", "minimize", "maximize", "fullscreen"),
        *("pipe-visible", "pipe-scrollback", "pipe-selected"),
        *("show-urls-launch", "show-urls-persistent", "show-urls-copy"),
        *("prompt-prev", "prompt-next", "unicode-input", "noop"),
    ),
    "mouse-bindings": (
        *("selection-override-modifiers", "primary-paste", "select-begin"),
        *("select-begin-block", "select-word", "select-word-whitespace", "select-row"),
        *("select-extend", "select-extend-character-wise"),
    ),
}
"""Every action of foot 1.13 that a key or a button can be bound to. Those of its search and its
links need no line: nothing opens these."""


def _terminal() -> str:
    tables = (
        f"\n[{section}]\n" + "".join(f"{action}=none\n" for action in actions)
        for section, actions in _BINDINGS.items()
    )
    return _TERMINAL.format(path=TERMINAL_FILE) + "".join(tables)
