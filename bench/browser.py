"""A browser kiosk that shows a leaflet, for comparison: when it has painted, what it holds."""

import html
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from tempfile import mkdtemp
from threading import Thread

from cases import Program
from measure import World, output
from terminals import pss

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_PATIENCE = 60.0
_SETTLE_SECONDS = 3.0
# The page says when it has been painted: the second frame starts once the first one is shown.
_PAINTED = "requestAnimationFrame(()=>requestAnimationFrame(()=>fetch('/painted')))"


class Browser:
    """A browser that has painted its page."""

    def __init__(self, pid: int, first_paint: float) -> None:
        self._pid = pid
        self.first_paint = first_paint
        """Seconds from its start."""

    def pss(self) -> float:
        """MiB that all of it holds, once it is quiet."""
        time.sleep(_SETTLE_SECONDS)
        return pss(self._pid)


@contextmanager
def browser_of(world: World) -> Iterator[Browser]:
    """Show the words of the first leaflet in a browser without a window."""
    painted: Queue[float] = Queue()
    with _server(_page(world), painted) as port:
        started = time.perf_counter()
        profile = mkdtemp(dir=world.folder)
        program = subprocess.Popen(
            _command(port, profile),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            yield Browser(program.pid, painted.get(timeout=_PATIENCE) - started)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)
            program.wait()
            shutil.rmtree(profile, ignore_errors=True)


def _command(port: int, profile: str) -> list[str]:
    quiet = "--no-first-run --disable-background-networking --disable-component-update"
    # Root may not use the browser's own sandbox, and the machine has no graphics.
    as_root = "--no-sandbox" if os.geteuid() == 0 else ""
    options = (
        f"--headless=new --kiosk --disable-gpu --disable-quic --disable-sync {quiet} {as_root}"
    )
    address = f"http://127.0.0.1:{port}/"
    return [str(CHROMIUM), *options.split(), f"--user-data-dir={profile}", address]


def _page(world: World) -> bytes:
    program = Program.found(world)
    words = output(program.explains("-f", "plain"), world)
    paragraphs = "".join(f"<p>{html.escape(text)}</p>" for text in words.split("\n\n"))
    page = f"<!doctype html><meta charset=utf-8><title>Leaflet</title><main>{paragraphs}</main>"
    return f"{page}<script>{_PAINTED}</script>".encode()


@contextmanager
def _server(page: bytes, painted: "Queue[float]") -> Iterator[int]:
    """Serve one page on this machine only, and note when the browser says that it is painted."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/painted":
                painted.put(time.perf_counter())
            self.send_response(200)
            self.end_headers()
            self.wfile.write(page if self.path == "/" else b"")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    with browser_of(World(Path(mkdtemp()))) as shown:
        sys.stdout.write(f"{shown.first_paint:.2f} s, {shown.pss():.0f} MiB\n")
