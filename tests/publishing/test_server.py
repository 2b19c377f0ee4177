"""The server of one site on this machine, over real sockets."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from ketacli.publishing.headers import EVERYWHERE, about
from ketacli.publishing.lost import lost_page
from ketacli.publishing.published import Published
from ketacli.publishing.server import HERE, Server
from support.site_folder import FILES, digest, site_folder
from support.web_servers import PATIENCE, ask, get, ours, read_answer, request, serves_on

PDF = "/en/how-it-works/leaflet.pdf"
SOUND = "/en/how-it-works/leaflet.ogg"
BYTES = FILES[PDF.removeprefix("/")]
SIZE = len(BYTES)
TAG = f'"{digest(BYTES)}"'
FIRST = FILES["index.html"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = site_folder(tmp_path_factory.mktemp("serving") / "site")
    (folder / ".hidden.html").write_bytes(FIRST)
    (folder / "others.html").write_bytes(FIRST)
    (folder.parent / "secret.html").write_bytes(b"secret")
    return folder


@pytest.fixture(scope="module")
def port(site: Path) -> Iterator[int]:
    with ours(site) as server:
        yield server.server_port


@pytest.fixture(autouse=True)
def _nothing_is_written_and_it_serves_on(
    port: int, capfd: pytest.CaptureFixture[str]
) -> Iterator[None]:
    yield from serves_on(port, FIRST, capfd)


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_shown_with_all_that_is_said_of_it(port: int, name: str) -> None:
    answer = get(port, f"/{name}")
    assert (answer.status, answer.body) == (200, FILES[name])
    for header in (*EVERYWHERE, *about(f"/{name}")):
        assert answer.line(header.name) == header.value
    assert answer.line("ETag") == f'"{digest(FILES[name])}"'
    assert answer.line("Content-Length") == str(len(FILES[name]))
    assert not answer.line("Server")
    assert not answer.line("Strict-Transport-Security")


@pytest.mark.parametrize("name", FILES)
def test_to_head_the_same_is_said_and_no_file_follows(port: int, name: str) -> None:
    whole, head = get(port, f"/{name}"), get(port, f"/{name}", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    dates = {"date": ()}
    assert {**head.says, **dates} == {**whole.says, **dates}


@pytest.mark.parametrize(
    ("path", "name"),
    [("/", "index.html"), ("/en/", "en/index.html"), ("/index.html?q=%00#x", "index.html")],
)
def test_a_folder_is_its_first_page_and_a_question_changes_nothing(
    port: int, path: str, name: str
) -> None:
    assert get(port, path).body == FILES[name]


def test_the_manifest_is_there_for_the_copy_that_readers_keep(port: int, site: Path) -> None:
    assert get(port, "/manifest.json").body == (site / "manifest.json").read_bytes()


@pytest.mark.parametrize("path", ["/en", "/en/how-it-works", "/nothing", "//evil", "/en?a=b"])
def test_a_folder_without_its_stroke_gets_it(port: int, path: str) -> None:
    answer = get(port, path)
    place = "/" + path.partition("?")[0].lstrip("/")
    assert (answer.status, answer.line("Location")) == (301, f"{place}/")


@pytest.mark.parametrize(
    "path",
    [
        *("/nothing.html", "/en/nothing/", "/favicon.ico", "/en/how-it-works/leaflet"),
        *("/.hidden.html", "/others.html", "/.git/", "/index.html/", "/index.html%00"),
        *(
            "/../secret.html",
            "/%2e%2e/secret.html",
            "/en/..%2f..%2fsecret.html",
            "/..\\secret.html",
        ),
        *("/en/../../secret.html", "/%ff.html", "/en//index.html", "/a/b/c/d", "/en%0d%0aX:%20y"),
    ],
)
def test_where_nothing_is_a_page_leads_to_the_first_one(port: int, path: str) -> None:
    answer = get(port, path)
    if answer.status == 301:  # the folder of a topic that is not there
        answer = get(port, answer.line("Location"))
    assert (answer.status, answer.body) == (404, lost_page(FIRST.decode()).encode())
    assert answer.line("Content-Type") == "text/html; charset=utf-8"
    assert 'href="/index.html"' in answer.body.decode()
    for header in EVERYWHERE:
        assert answer.line(header.name) == header.value


@pytest.mark.parametrize("known", [TAG, f"W/{TAG}", f'"a", {TAG}', "*"])
def test_a_file_that_a_browser_has_is_not_sent_again(port: int, known: str) -> None:
    answer = get(port, PDF, f"If-None-Match: {known}", "Range: bytes=0-1")
    assert (answer.status, answer.body) == (304, b"")
    assert answer.line("ETag") == TAG
    assert answer.line("Cache-Control") == "no-cache"
    assert answer.line("X-Robots-Tag") == "noindex"
    assert not answer.line("Content-Type")


@pytest.mark.parametrize("known", ['"a"', TAG.strip('"'), "", f'"{digest(FIRST)}"'])
def test_a_file_of_another_state_is_sent(port: int, known: str) -> None:
    assert get(port, PDF, f"If-None-Match: {known}").body == BYTES


def test_the_worker_is_never_kept(port: int) -> None:
    assert get(port, "/sw.js").line("Cache-Control") == "no-store"


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("0-3", 0, 4),
        ("5-5", 5, 6),
        ("10-", 10, SIZE),
        ("-7", SIZE - 7, SIZE),
        ("-99999999", 0, SIZE),
        (f"100-{SIZE + 9}", 100, SIZE),
        (f"{SIZE - 1}-", SIZE - 1, SIZE),
    ],
)
def test_a_part_of_a_file_is_sent_where_it_is_asked_for(
    port: int, asked: str, start: int, end: int
) -> None:
    answer = get(port, PDF, f"Range: bytes={asked}")
    assert (answer.status, answer.body) == (206, BYTES[start:end])
    assert answer.line("Content-Range") == f"bytes {start}-{end - 1}/{SIZE}"
    assert answer.line("Content-Type") == "application/pdf"
    assert answer.line("ETag") == TAG


@pytest.mark.parametrize("asked", [f"{SIZE}-", "99999-100000", "-0"])
def test_a_part_that_is_not_there_is_told_with_the_size(port: int, asked: str) -> None:
    answer = get(port, PDF, f"Range: bytes={asked}")
    assert (answer.status, answer.body) == (416, b"")
    assert answer.line("Content-Range") == f"bytes */{SIZE}"


@pytest.mark.parametrize(
    "asked",
    ["bytes=5-2", "bytes=-", "bytes=a-b", "bytes=0-1,3-4", "lines=0-1", "bytes=" + "9" * 99],
)
def test_what_is_no_part_is_the_whole(port: int, asked: str) -> None:
    answer = get(port, PDF, f"Range: {asked}")
    assert (answer.status, answer.body) == (200, BYTES)


def test_a_part_of_an_older_state_is_not_mixed_with_this_one(port: int) -> None:
    assert get(port, PDF, "Range: bytes=0-3", f"If-Range: {TAG}").status == 206
    assert get(port, PDF, "Range: bytes=0-3", 'If-Range: "older"').body == BYTES


def test_a_large_sound_arrives_whole(port: int) -> None:
    assert get(port, SOUND).body == FILES[SOUND.removeprefix("/")]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "get"])
@pytest.mark.parametrize("path", ["/", "/nothing.html", "/en"])
def test_nothing_but_reading_is_allowed(port: int, method: str, path: str) -> None:
    answer = get(port, path, "Content-Length: 4", method=method)
    assert (answer.status, answer.line("Allow")) == (405, "GET, HEAD")
    assert answer.line("Connection") == "close"
    for header in EVERYWHERE:
        assert answer.line(header.name) == header.value


def test_a_body_is_not_taken_for_the_next_request(port: int) -> None:
    smuggled = request("GET", "/others.html")
    for method in ("GET", "POST"):
        sent = request(method, "/", f"Content-Length: {len(smuggled)}") + smuggled
        with socket.create_connection((HERE, port), timeout=PATIENCE) as line:
            line.sendall(sent)
            assert read_answer(line).line("Connection") == "close"
            assert line.recv(1) == b""


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:80", "127.0.0.1", "127.0.0.1:65535", "localhost:"]
)
def test_this_machine_is_asked_by_its_own_names(port: int, host: str) -> None:
    expected = 421 if host.endswith(":") else 200
    assert get(port, "/", f"Host: {host}").status == expected


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost@evil", "[::1]"],
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_a_page_elsewhere_that_made_a_name_lead_here_reads_nothing(
    port: int, host: str, method: str
) -> None:
    answer = get(port, "/", f"Host: {host}", method=method)
    assert answer.status == 421
    assert FIRST not in answer.body


def test_a_whole_address_is_read_as_one(port: int) -> None:
    assert get(port, f"http://localhost:{port}/index.html").body == FIRST
    assert get(port, f"http://{HERE}:{port}").body == FIRST
    for other in ("http://evil.example/", "http:///index.html", "http://[/"):
        assert get(port, other, "Host: localhost").status == 421


def test_a_request_says_once_to_whom_it_goes(port: int) -> None:
    assert get(port, "/", "Host: localhost", "Host: localhost").status == 400
    assert ask(port, b"GET / HTTP/1.1\r\n\r\n").status == 400


def test_nobody_but_this_machine_is_served(port: int) -> None:
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", port), timeout=PATIENCE)


def test_the_network_is_not_asked_for_the_name_of_this_machine(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(socket, "getfqdn", asked.append)
    with ours(site) as server:
        assert get(server.server_port, "/").status == 200
    assert asked == []


def test_a_port_that_is_taken_is_not_shared(port: int, site: Path) -> None:
    with pytest.raises(OSError, match="in use"):
        Server(port, Published(site))


def test_a_switch_is_seen_by_the_next_request_on_the_same_connection(tmp_path: Path) -> None:
    folder = site_folder(tmp_path / "site")
    new = site_folder(tmp_path / "new", {"index.html": FIRST.replace(b"Elija", b"Elige")})
    with (
        ours(folder) as server,
        socket.create_connection((HERE, server.server_port), timeout=PATIENCE) as line,
    ):
        line.sendall(request("GET", "/"))
        first = read_answer(line)
        folder.rename(tmp_path / "old")
        new.rename(folder)
        line.sendall(request("GET", "/", f"If-None-Match: {first.line('ETag')}"))
        assert b"Elige" in read_answer(line).body
        line.sendall(request("GET", PDF))
        gone = read_answer(line)
        assert (gone.status, b"Elige" in gone.body) == (404, True)
