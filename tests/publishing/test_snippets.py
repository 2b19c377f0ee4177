"""The snippets, in the real nginx and the real Caddy: they say what `ketacli serve` says."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from ketacli.errors import UsageError
from ketacli.publishing.headers import ENCRYPTED, EVERYWHERE
from ketacli.publishing.server import HERE
from ketacli.publishing.snippets import Web, snippet
from support.site_folder import FILES, site_folder
from support.web_servers import PATIENCE, Answer, all_three, ask, get, program, real, request

OURS = "ketacli"
PDF = "/en/how-it-works/leaflet.pdf"
SOUND = "/en/how-it-works/leaflet.ogg"
WORDS = "/en/how-it-works/leaflet.txt"
SIZE = len(FILES[PDF.removeprefix("/")])
LISTED = (
    *(header.name for header in EVERYWHERE),
    *("Content-Type", "Cache-Control", "X-Robots-Tag", "Allow", "Location", "Content-Range"),
)
"""What has to be the same. The ETag is not: each server has its own, and knows it again."""
ODD = """od d;#"x' * [a] & \u00e9\u6f22 ~ $(-"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = site_folder(tmp_path_factory.mktemp("shown") / "site")
    (folder / ".hidden.html").write_bytes(b"hidden")
    (folder / ".git").mkdir()
    (folder / ".git" / "index.html").write_bytes(b"hidden")
    (folder / "notes.bak").write_bytes(b"others")
    (folder / "en" / "empty").mkdir()
    (folder / "en" / "folder.html").mkdir()
    (folder.parent / "secret.html").write_bytes(b"secret")
    return folder


@pytest.fixture(scope="module")
def servers(
    site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[dict[str, int], Path]]:
    folder = tmp_path_factory.mktemp("servers")
    with all_three(site, folder) as ports:
        yield ports, folder


@pytest.fixture
def ports(servers: tuple[dict[str, int], Path]) -> dict[str, int]:
    return servers[0]


def said(answer: Answer) -> dict[str, tuple[str, ...]]:
    return {name: answer.says.get(name.lower(), ()) for name in LISTED}


def all_say(ports: dict[str, int], path: str, *lines: str, method: str = "GET") -> Answer:
    """What all servers say, and they say the same."""
    answers = {name: get(port, path, *lines, method=method) for name, port in ports.items()}
    first = answers[OURS]
    for name, answer in answers.items():
        assert answer.status == first.status, name
        assert said(answer) == said(first), name
        assert answer.body == first.body, name
        encrypted = "" if name == OURS else ENCRYPTED.value
        assert answer.line(ENCRYPTED.name) == encrypted
    return first


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", ["/", "/en/", "/index.html?a=b", "/en/how-it-works/", *FILES])
def test_pages_are_the_same(ports: dict[str, int], path: str, method: str) -> None:
    answer = all_say(ports, path if path.startswith("/") else f"/{path}", method=method)
    assert answer.status == 200
    assert bool(answer.body) is (method == "GET")


@pytest.mark.parametrize(
    "path",
    [
        *("/nothing.html", "/en/nothing/", "/favicon.ico", "/a/b/c/d.html", "/index.html/"),
        *("/.hidden.html", "/.git/index.html", "/.git/", "/notes.bak", "/en/empty/"),
        *("/manifest.json.bak", "/%ff.html", "/en/.html"),
    ],
)
def test_nothing_is_the_same(ports: dict[str, int], path: str) -> None:
    assert all_say(ports, path).status == 404


@pytest.mark.parametrize("path", ["/en/folder.html", "/en/folder.html/"])
def test_a_folder_that_is_named_as_a_file_is_not_listed(ports: dict[str, int], path: str) -> None:
    for port in ports.values():
        assert get(port, path).status in {301, 404}


@pytest.mark.parametrize("path", ["/en", "/en/how-it-works", "/nothing", "//evil", "/en?a=b"])
def test_ways_to_folders_are_the_same(ports: dict[str, int], path: str) -> None:
    answers = [get(port, path) for port in ports.values()]
    assert {answer.status for answer in answers} == {301}
    places = {answer.line("Location") for answer in answers}
    assert places == {"/" + path.partition("?")[0].lstrip("/") + "/"}
    for answer in answers:
        for header in EVERYWHERE:
            assert answer.line(header.name) == header.value


@pytest.mark.parametrize(
    "path",
    [
        *("/../secret.html", "/%2e%2e/secret.html", "/en/..%2f..%2fsecret.html"),
        *("/..\\secret.html", "/en/%2e%2e/%2e%2e/secret.html", "//secret.html"),
    ],
)
def test_nobody_gets_out_of_the_folder(ports: dict[str, int], path: str) -> None:
    for port in ports.values():
        answer = get(port, path)
        assert answer.status in {301, 400, 404}
        assert b"secret" not in answer.body


@pytest.mark.parametrize("path", ["/en%0d%0aX-Evil:%20y", "/en%0aX-Evil:%20y", "/en%0a", "/en%0d"])
def test_no_line_gets_into_what_is_said(ports: dict[str, int], path: str) -> None:
    for port in ports.values():
        answer = get(port, path)
        assert answer.status in {301, 404}
        assert answer.line("Location") in {"", "/en/"}
        assert not answer.line("X-Evil")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
@pytest.mark.parametrize("path", ["/", "/index.html", PDF, "/nothing.html", "/en"])
def test_refusals_are_the_same(ports: dict[str, int], path: str, method: str) -> None:
    answer = all_say(ports, path, "Content-Length: 0", method=method)
    assert (answer.status, answer.line("Allow")) == (405, "GET, HEAD")


@pytest.mark.parametrize("path", [PDF, SOUND])
@pytest.mark.parametrize("asked", ["0-3", "10-", "-7", "5-5", "100-999999999"])
def test_parts_are_the_same(ports: dict[str, int], path: str, asked: str) -> None:
    assert all_say(ports, path, f"Range: bytes={asked}").status == 206


@pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "lines=0-1", "bytes"])
def test_what_is_no_part_is_the_same_whole(ports: dict[str, int], asked: str) -> None:
    assert all_say(ports, PDF, f"Range: {asked}").status == 200


def test_parts_that_are_not_there_are_told_the_same(ports: dict[str, int]) -> None:
    for port in ports.values():
        answer = get(port, PDF, f"Range: bytes={SIZE}-")
        assert (answer.status, answer.line("Content-Range")) == (416, f"bytes */{SIZE}")
        for header in EVERYWHERE:
            assert answer.line(header.name) == header.value


@pytest.mark.parametrize("path", ["/", PDF, WORDS])
def test_what_a_browser_has_is_not_sent_again(ports: dict[str, int], path: str) -> None:
    for port in ports.values():
        tag = get(port, path).line("ETag")
        known = get(port, path, f"If-None-Match: {tag}")
        assert (known.status, known.body, known.line("Cache-Control")) == (304, b"", "no-cache")
        for header in EVERYWHERE:
            assert known.line(header.name) == header.value
        assert get(port, path, 'If-None-Match: "other"').status == 200


def test_the_worker_is_never_kept(ports: dict[str, int]) -> None:
    assert all_say(ports, "/sw.js").line("Cache-Control") == "no-store"


def test_no_server_says_more_of_itself_than_its_name(ports: dict[str, int]) -> None:
    names = {name: get(port, "/").line("Server") for name, port in ports.items()}
    assert names == {OURS: "", "nginx": "nginx", "caddy": ""}


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_old_clients_are_served_by_all(ports: dict[str, int], version: str) -> None:
    for port in ports.values():
        sent = request("GET", "/", "Connection: close", version=version)
        assert ask(port, sent).body == FILES["index.html"]


@pytest.mark.parametrize("web", Web)
@pytest.mark.parametrize("keeps", [True, False])
def test_nothing_is_written_about_who_asked_for_what(
    site: Path,
    tmp_path: Path,
    web: Web,
    keeps: bool,
) -> None:
    # The configuration around the snippet asks for a record, and the snippet takes it away.
    printed = snippet(web, site, "")
    if keeps:  # else this would pass with a server that never keeps a record
        printed = re.sub(".*(?:skip|access_log|error_log|log_not_found).*\n", "", printed)
    with real(web, printed, tmp_path / "server") as port:
        for path in (PDF, "/nothing.html", "/en/folder.html"):
            get(port, path)
    logs = [file for file in (tmp_path / "server").iterdir() if file.is_file()]
    kept = "".join(
        file.read_text(encoding="utf-8") for file in logs if file.name not in {"snippet", "around"}
    )
    assert ("leaflet.pdf" in kept) is keeps
    assert ("nothing.html" in kept) is keeps


def test_nginx_follows_no_link_and_a_switch_is_picked_up_by_both(tmp_path: Path) -> None:
    site = site_folder(tmp_path / "site")
    (tmp_path / "secret.html").write_bytes(b"secret")
    link = tmp_path / "link"
    link.symlink_to(site)
    new = site_folder(tmp_path / "new", {"index.html": b"new"})
    (new / "out.html").symlink_to(tmp_path / "secret.html")
    (new / "en").symlink_to(tmp_path)
    with (
        real(Web.NGINX, snippet(Web.NGINX, link, ""), tmp_path / "nginx") as nginx,
        real(Web.CADDY, snippet(Web.CADDY, link, ""), tmp_path / "caddy") as caddy,
    ):
        for port in (nginx, caddy):
            assert get(port, "/").body == FILES["index.html"]
        site.rename(tmp_path / "old")
        new.rename(site)
        for port in (nginx, caddy):
            assert get(port, "/").body == b"new"
            assert get(port, PDF).status == 404
        assert get(nginx, "/out.html").status == 404
        assert get(nginx, "/en/secret.html").status == 404


@pytest.mark.parametrize(
    ("web", "name"),
    [
        (Web.NGINX, ODD.replace("$", "")),
        (Web.NGINX, "a\\{b}`"),
        (Web.CADDY, ODD),
        (Web.CADDY, "<<a"),
    ],
)
def test_odd_names_of_folders_are_quoted(tmp_path: Path, web: Web, name: str) -> None:
    site = site_folder(tmp_path / name)
    with real(web, snippet(web, site, ""), tmp_path / "server") as port:
        assert get(port, "/").body == FILES["index.html"]


@pytest.mark.parametrize(
    ("web", "name"),
    [
        *((Web.NGINX, "a$b"), (Web.NGINX, "$uri"), (Web.NGINX, "${a}")),
        *((Web.CADDY, "{env.HOME}"), (Web.CADDY, "{$HOME}"), (Web.CADDY, "a\\"), (Web.CADDY, "`")),
        *(
            (web, name)
            for web in Web
            for name in ("a\nb", "a\x1bb", "a\u202eb", "\udcff", "a" * 1001)
        ),
    ],
)
def test_what_cannot_be_quoted_is_refused(web: Web, name: str) -> None:
    with pytest.raises(UsageError) as refused:
        snippet(web, Path("/srv") / name, "")
    told = str(refused.value)
    assert "cannot be written into a configuration" in told
    assert told.isprintable()


@pytest.mark.parametrize("web", Web)
def test_a_snippet_names_no_address_and_no_port(web: Web) -> None:
    text = snippet(web, Path("/srv/leaflets"), "<p>")
    told = [line for line in text.splitlines() if not line.startswith("#")]
    assert "/srv/leaflets" in text
    assert HERE not in text
    assert not any(word in line for line in told for word in ("listen", "server_name", "tls"))


def test_caddy_has_nothing_to_change_in_the_form_of_its_snippet(tmp_path: Path) -> None:
    file = tmp_path / "snippet"
    file.write_text(snippet(Web.CADDY, tmp_path, "<p>"), encoding="utf-8")
    done = subprocess.run(
        [program("caddy"), "fmt", os.fspath(file)],
        capture_output=True,
        check=True,
        timeout=PATIENCE,
    )
    assert done.stdout == file.read_bytes()
