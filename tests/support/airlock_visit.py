"""A stand-in for a visit: draws a page, beats, tells the test what it gets, does what it is told.

Run as a program by the airlock. Its brief names the socket on which the test waits.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from select import select

sys.path.insert(0, os.fspath(Path(__file__).parents[2] / "src"))  # it runs without site-packages

from ketacli.airlock.status import Status

BEAT_SECONDS = 0.1
environment = dict(os.environ)
status = Status.here()
test = socket.socket(socket.AF_UNIX)
children: list["subprocess.Popen[bytes]"] = []
beating = True


def tell(kind: str, rest: object) -> None:
    test.sendall(f"{kind} {json.dumps(rest)}\n".encode())


def draw(drawn: bytes) -> None:
    while drawn:
        drawn = drawn[os.write(1, drawn) :]


def grandchild(*, apart: bool) -> None:
    """A process like speech or print, which outlives the visit if nobody ends it."""
    sleeping = [sys.executable, "-I", "-S", "-c", "import time; time.sleep(300)"]
    children.append(subprocess.Popen(sleeping, start_new_session=apart))
    tell("grandchild", children[-1].pid)


def obey(kind: str, rest: str) -> None:
    global beating
    match kind:
        case "draw":
            draw(bytes.fromhex(rest))
        case "exit":
            os._exit(int(rest))
        case "finish":
            status.finish()
            os._exit(int(rest))
        case "hang":
            beating = False
        case "spin":
            time.sleep(300)
        case "beat":
            status.beat()
        case "stop":
            os.kill(os.getpid(), signal.SIGSTOP)
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "grandchild":
            grandchild(apart=rest == "apart")
        case "keep":
            status.keep(**json.loads(rest))
        case "note":
            status.note(rest)
        case "say":
            vars(status)["_say"](rest) if False else os.write(3, rest.encode() + b"\n")
        case "close":
            os.close(3)
        case "leave-terminal":
            for descriptor in (0, 1, 2):
                os.close(descriptor)
        case _:
            raise ValueError(kind)
    tell("did", kind)


def main() -> None:
    global beating
    brief = status.brief
    test.connect(brief["socket"])
    size = os.get_terminal_size(0)
    about = {"pid": os.getpid(), "size": [size.columns, size.lines]}
    tell("visit", {**about, "brief": brief, "environment": environment})
    signal.signal(signal.SIGWINCH, lambda *_: tell("size", list(os.get_terminal_size(0))))
    beating = brief.get("beats", True)
    draw(brief.get("draws", "Start page").encode())
    pending = b""
    while True:
        if beating:
            status.beat()
        reads = [0, test] if brief.get("reads", True) else [test]
        ready = select(reads, [], [], BEAT_SECONDS)[0]
        if 0 in ready:
            tell("typed", os.read(0, 65536).hex())
        if test in ready:
            pending += test.recv(65536)
            while b"\n" in pending:
                line, _, pending = pending.partition(b"\n")
                kind, _, rest = line.decode().partition(" ")
                obey(kind, rest)


if __name__ == "__main__":
    main()
