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
from typing import Any

sys.path.insert(0, os.fspath(Path(__file__).parents[2] / "src"))  # it runs without site-packages

from ketacli.airlock.status import Status

BEAT_SECONDS = 0.1
SLEEPING = (sys.executable, "-I", "-S", "-c", "import time; time.sleep(300)")
LINE = 3


class Visit:
    """Obeys a test. Each order is a method."""

    def __init__(self) -> None:
        self.environment = dict(os.environ)
        self.status = Status.here()
        self.brief: dict[str, Any] = self.status.brief
        self.beating: bool = self.brief.get("beats", True)
        self.test = socket.socket(socket.AF_UNIX)
        self.test.connect(self.brief["socket"])
        signal.signal(signal.SIGWINCH, lambda *_: self.tell("size", _size()))

    def tell(self, kind: str, rest: object) -> None:
        self.test.sendall(f"{kind} {json.dumps(rest)}\n".encode())

    def run(self) -> None:
        self.draw(self.brief.get("draws", "Start page").encode().hex())
        if self.beating:
            self.status.beat()
        about: dict[str, Any] = {
            "pid": os.getpid(),
            "parent": os.getppid(),
            "test": self.test.fileno(),
        }
        about |= {"size": _size(), "brief": self.brief}
        self.tell("visit", {**about, "environment": self.environment})
        keyboard = [0] if self.brief.get("reads", True) else []
        orders = b""
        while True:
            if self.beating:
                self.status.beat()
            ready = select([self.test.fileno(), *keyboard], [], [], BEAT_SECONDS)[0]
            if 0 in ready:
                self.tell("typed", os.read(0, 65536).hex())
            if self.test.fileno() in ready:
                orders += self.test.recv(65536)
                *whole, orders = orders.split(b"\n")
                for order in whole:
                    self.obey(*order.decode().partition(" ")[::2])

    def obey(self, kind: str, rest: str) -> None:
        getattr(self, kind)(rest)
        self.tell("did", kind)

    def draw(self, drawn: str) -> None:
        left = bytes.fromhex(drawn)
        while left:
            left = left[os.write(1, left) :]

    def exit(self, code: str) -> None:
        os._exit(int(code))

    def finish(self, code: str) -> None:
        self.status.finish()
        os._exit(int(code))

    def crash(self, _: str) -> None:
        raise RuntimeError("planted-word")

    def hang(self, _: str) -> None:
        self.beating = False

    def spin(self, _: str) -> None:
        time.sleep(300)

    def beat(self, _: str) -> None:
        self.beating = True

    def signal(self, number: str) -> None:
        os.kill(os.getpid(), int(number))

    def grandchild(self, apart: str) -> None:
        """A process like speech or print, which outlives the visit if nobody ends it."""
        started = subprocess.Popen(SLEEPING, start_new_session=bool(apart))
        self.tell("grandchild", started.pid)

    def orphan(self, _: str) -> None:
        """A process that its parent leaves to whoever adopts it."""
        shell = ["/bin/sh", "-c", "sleep 0.1 >/dev/null & echo $!"]
        self.tell("orphan", int(subprocess.check_output(shell)))

    def keep(self, values: str) -> None:
        self.status.keep(**json.loads(values))

    def keep_letters(self, number: str) -> None:
        self.status.keep(letters="x" * int(number))

    def note(self, text: str) -> None:
        self.status.note(text)

    def say(self, line: str) -> None:
        """What no Status would say."""
        os.write(LINE, bytes.fromhex(line))

    def close_line(self, _: str) -> None:
        self.beating = False
        os.close(LINE)

    def close_terminal(self, _: str) -> None:
        for descriptor in (0, 1, 2):
            os.close(descriptor)
        while True:
            self.status.beat()
            time.sleep(BEAT_SECONDS)


def _size() -> list[int]:
    return list(os.get_terminal_size(0))


if __name__ == "__main__":
    Visit().run()
