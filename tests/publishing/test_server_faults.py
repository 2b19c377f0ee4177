"""The server of one site on this machine, and clients that are old, broken, rude or slow."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ketacli.publishing import server as server_module
from ketacli.publishing.server import HERE
from support.site_folder import FILES, site_folder
from support.web_servers import PATIENCE, ask, get, ours, read_answer, request, serves_on

SOUND = "/en/how-it-works/leaflet.ogg"
FIRST = FILES["index.html"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site_folder(tmp_path_factory.mktemp("faults") / "site")


@pytest.fixture(scope="module")
def port(site: Path) -> Iterator[int]:
    with ours(site) as server:
        yield server.server_port


@pytest.fixture(autouse=True)
def _nothing_is_written_and_it_serves_on(
    port: int, capfd: pytest.CaptureFixture[str]
) -> Iterator[None]:
    yield from serves_on(port, FIRST, capfd)


def send_for_ever(line: socket.socket) -> None:
    while True:
        line.sendall(b"x" * 65536)


@contextmanager
def counted_threads() -> Iterator[int]:
    yield threading.active_count()


def test_clients_of_the_first_version_are_served_and_let_go(port: int) -> None:
    for lines in ((), ("Connection: keep-alive",), ("Host: localhost",)):
        answer = ask(port, request("GET", "/", *lines, version="1.0"))
        assert (answer.status, answer.body) == (200, FIRST)
        assert answer.line("Connection") == "close"


def test_a_client_older_than_that_gets_the_page_alone(port: int) -> None:
    with socket.create_connection((HERE, port), timeout=PATIENCE) as line:
        line.sendall(b"GET /\r\n\r\n")
        assert b"".join(iter(lambda: line.recv(65536), b"")).endswith(b"\n")


def test_one_connection_serves_many_pages(port: int) -> None:
    with socket.create_connection((HERE, port), timeout=PATIENCE) as line:
        for name in ("index.html", "sw.js", "nothing.html", "index.html"):
            line.sendall(request("GET", f"/{name}"))
            assert read_answer(line).body


def test_pages_that_are_asked_for_at_once_come_in_order(port: int) -> None:
    with socket.create_connection((HERE, port), timeout=PATIENCE) as line:
        line.sendall(request("GET", "/sw.js") + request("GET", "/", "Connection: close"))
        whole = b"".join(iter(lambda: line.recv(65536), b""))
    assert whole.index(FILES["sw.js"]) < whole.index(FIRST)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (request("GET", "/" + "a" * 60_000 + ".html", "Connection: close"), 404),
        (request("GET", "/" + "a" * 70_000), 414),
        (request("GET", "/" + "%2e" * 700_000), 414),
        (request("GET", "/", f"X: {'a' * 70_000}"), 431),
        (request("GET", "/", *(f"X{i}: a" for i in range(200))), 431),
        (b"GET / HTTP/9.9\r\n\r\n", 505),
        (b"GET / HTTP/one\r\n\r\n", 400),
        (b"GET / HTTP/1.1.1\r\n\r\n", 400),
        (b"garbage\r\n\r\n", 400),
        (b"POST /\r\n\r\n", 400),
        (b"a b c d e\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n", 400),
        (b"GET /\xff\xfe.html HTTP/1.0\r\n\r\n", 404),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nno colon\r\nConnection: close\r\n\r\n", 400),
    ],
)
def test_a_broken_request_is_refused(port: int, sent: bytes, status: int) -> None:
    answer = ask(port, sent)
    assert answer.status == status
    assert answer.line("X-Content-Type-Options") == "nosniff"
    assert b"a" * 100 not in answer.body


def test_a_body_that_is_announced_is_not_waited_for(port: int) -> None:
    answer = get(port, "/", "Expect: 100-continue", "Content-Length: 9", method="POST")
    assert answer.status == 405


def test_a_body_that_comes_all_the_same_takes_no_answer_back(port: int) -> None:
    size = 40 * server_module._PIECE
    with socket.create_connection((HERE, port), timeout=PATIENCE) as line:
        line.sendall(request("POST", "/", f"Content-Length: {size}"))
        assert line.recv(1, socket.MSG_PEEK)
        for _ in range(40):
            line.sendall(b"x" * server_module._PIECE)
        assert read_answer(line).status == 405


def test_somebody_who_hangs_up_ends_nothing(port: int) -> None:
    for sent in (b"", b"GET", request("GET", SOUND), b"GET / HTTP/1.1\r\nHost: localhost\r\n"):
        for _ in range(5):
            with socket.create_connection((HERE, port), timeout=PATIENCE) as line:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                line.sendall(sent)


def test_somebody_who_never_stops_sending_is_let_go(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "_MOST_UNREAD", 4 * server_module._PIECE)
    with socket.create_connection((HERE, port), timeout=PATIENCE) as line:
        line.sendall(request("POST", "/", "Content-Length: 99999999999"))
        with pytest.raises(ConnectionError):
            send_for_ever(line)


def test_somebody_who_says_nothing_is_let_go(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_module._Visit, "timeout", 0.05)
    for sent in (b"", b"GET / HT", request("GET", "/")[:-2]):
        with socket.create_connection((HERE, port), timeout=PATIENCE) as line:
            line.sendall(sent)
            assert line.recv(1) == b""


def test_somebody_who_reads_nothing_is_let_go(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    big = {**FILES, "en/how-it-works/leaflet.ogg": b"x" * 20_000_000}
    site_folder(site.parent / "big", big)
    monkeypatch.setattr(server_module._Visit, "timeout", 2)
    with (
        ours(site.parent / "big") as server,
        counted_threads() as others,
        socket.create_connection((HERE, server.server_port), timeout=PATIENCE) as line,
    ):
        line.sendall(request("GET", SOUND))
        line.recv(1, socket.MSG_PEEK)
        assert threading.active_count() > others
        # Reading again only after it has been let go: what was under way is all that comes.
        end = time.monotonic() + PATIENCE
        while threading.active_count() > others and time.monotonic() < end:
            time.sleep(0.01)
        assert len(b"".join(iter(lambda: line.recv(1_000_000), b""))) < 20_000_000
