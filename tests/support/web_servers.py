"""The three servers of a published site: ours, the real nginx, the real Caddy. And a client that
sends what it is told, byte for byte.
"""

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPResponse
from pathlib import Path
from typing import NamedTuple

import pytest

from ketacli.publishing.published import Published
from ketacli.publishing.server import HERE, Server
from ketacli.publishing.snippets import Web, snippet

PATIENCE = 60
"""Seconds: a slow machine is no fault."""
_NGINX = """\
daemon off;
master_process off;
pid "{folder}/nginx.pid";
error_log "{folder}/errors" info;
events {{ }}
http {{
    client_body_temp_path "{folder}/bodies";
    proxy_temp_path "{folder}/proxy";
    fastcgi_temp_path "{folder}/fastcgi";
    uwsgi_temp_path "{folder}/uwsgi";
    scgi_temp_path "{folder}/scgi";
    access_log "{folder}/requests";
    server {{
        listen {here}:{port};
        include "{folder}/snippet";
    }}
}}
"""
_CADDY = """\
{{
    admin off
    auto_https off
}}
http://:{port} {{
    bind {here}
    log {{
        output file "{folder}/requests"
    }}
    import "{folder}/snippet"
}}
"""


class Answer(NamedTuple):
    """What a server said."""

    status: int
    says: dict[str, tuple[str, ...]]
    """By name in small letters; what is said twice stands once."""
    body: bytes

    def line(self, name: str) -> str:
        """What is said under a name, or ''."""
        return ", ".join(self.says.get(name.lower(), ()))


def request(method: str, path: str, *lines: str, version: str = "1.1") -> bytes:
    """A request as it goes over the line; `Host` is added where it is not among the lines."""
    if version == "1.1" and not any(line.startswith("Host:") for line in lines):
        lines = (f"Host: {HERE}", *lines)
    return "\r\n".join((f"{method} {path} HTTP/{version}", *lines, "", "")).encode("latin-1")


def ask(port: int, sent: bytes, method: str = "GET") -> Answer:
    """Send bytes and read one answer."""
    with socket.create_connection((HERE, port), timeout=PATIENCE) as line:
        line.sendall(sent)
        return read_answer(line, method)


def read_answer(line: socket.socket, method: str = "GET") -> Answer:
    """Read the next answer on a connection."""
    answer = HTTPResponse(line, method=method)
    answer.begin()
    says: dict[str, tuple[str, ...]] = {}
    for name, value in answer.getheaders():
        says[name.lower()] = tuple(dict.fromkeys((*says.get(name.lower(), ()), value)))
    return Answer(answer.status, says, answer.read())


def get(port: int, path: str, *lines: str, method: str = "GET") -> Answer:
    """Ask for one address."""
    return ask(port, request(method, path, *lines, "Connection: close"), method)


@contextmanager
def ours(site: Path, port: int = 0) -> Iterator[Server]:
    """Our server, in this process."""
    with Server(port, Published(site)) as server:
        serving = threading.Thread(target=server.serve_forever, args=(0.01,))
        serving.start()
        try:
            yield server
        finally:
            server.shutdown()
            serving.join()


def serves_on(port: int, first: bytes, capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """For a fixture: after each test the server still serves, and has written nothing."""
    yield
    assert get(port, "/").body == first
    assert capfd.readouterr() == ("", "")


@contextmanager
def real(web: Web, printed: str, folder: Path) -> Iterator[int]:
    """A real server with a snippet in the least configuration around it; its port."""
    folder.mkdir()
    (folder / "snippet").write_text(printed, encoding="utf-8")
    port = _free_port()
    form = {Web.NGINX: _NGINX, Web.CADDY: _CADDY}[web]
    around = folder / "around"
    around.write_text(form.format(folder=folder, here=HERE, port=port), encoding="utf-8")
    command = {
        Web.NGINX: [program("nginx"), "-e", "stderr", "-c", os.fspath(around)],
        Web.CADDY: [program("caddy"), "run", "--adapter", "caddyfile", "--config", str(around)],
    }[web]
    with (folder / "said").open("wb") as said:
        surroundings = {"HOME": os.fspath(folder), "PATH": os.environ["PATH"]}
        server = subprocess.Popen(command, stdout=said, stderr=said, env=surroundings)
        try:
            _wait_for(server, port, folder / "said")
            yield port
        finally:
            server.terminate()
            server.wait(PATIENCE)


@contextmanager
def all_three(site: Path, folder: Path) -> Iterator[dict[str, int]]:
    """Each server of one site, by its name, with its port."""
    with ExitStack() as running:
        lost = Published(site).lost()
        ports = {"ketacli": running.enter_context(ours(site)).server_port}
        for web in Web:
            printed = snippet(web, site, lost)
            ports[web.value] = running.enter_context(real(web, printed, folder / web.value))
        yield ports


def program(name: str) -> str:
    """Where a server is. Debian keeps some where only the administrator looks."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    assert found, f"{name} is not installed"
    return found


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind((HERE, 0))
        return int(taken.getsockname()[1])


def _wait_for(server: "subprocess.Popen[bytes]", port: int, said: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            socket.create_connection((HERE, port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError(said.read_text(encoding="utf-8"))
