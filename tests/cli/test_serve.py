"""`ketacli serve`: what it says when it starts and ends, and what it prints for real servers.
What it serves is in tests/publishing/test_server.py.
"""

import os
import re
import select
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from ketacli.cli import serve
from ketacli.errors import ExitCode
from ketacli.publishing.published import Published
from ketacli.publishing.server import HERE, Server
from ketacli.publishing.snippets import Web, snippet
from support.content import change
from support.inside import Inside, stdout_into
from support.program import command, surroundings
from support.site_folder import FILES, site_folder
from support.web_servers import PATIENCE, get, ours

Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return site_folder(tmp_path / "site")


@pytest.fixture
def start(home: Path) -> Iterator[Start]:
    """Starts the program, whose every signal does what it usually does."""
    started: list[subprocess.Popen[bytes]] = []

    def begin(*arguments: str, cwd: Path | None = None) -> "subprocess.Popen[bytes]":
        begun = subprocess.Popen(
            command("serve", *arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=surroundings(home),
            cwd=cwd,
        )
        started.append(begun)
        return begun

    yield begin
    for program in started:
        with suppress(ProcessLookupError):
            program.kill()
        program.communicate()


def address(program: "subprocess.Popen[bytes]") -> int:
    """The port in the first line of what the program says."""
    assert program.stdout is not None
    ready, _, _ = select.select([program.stdout], [], [], PATIENCE)
    assert ready
    line = program.stdout.readline().decode()
    told = re.fullmatch(r"http://127\.0\.0\.1:([0-9]+)/\n", line)
    assert told, line
    return int(told[1])


@contextmanager
def taken_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind((HERE, 0))
        taken.listen()
        yield int(taken.getsockname()[1])


def test_the_address_comes_first_and_serves_and_ctrl_c_ends_it_quietly(
    start: Start, site: Path
) -> None:
    program = start(os.fspath(site), "--port", "0")
    port = address(program)
    assert get(port, "/").body == FILES["index.html"]
    assert get(port, "/nothing.html").status == 404
    program.send_signal(signal.SIGINT)
    out, err = program.communicate(timeout=PATIENCE)
    assert program.returncode == ExitCode.INTERRUPTED
    assert out == b""
    assert err.decode() == (
        "Only this machine can see it. Ctrl-C ends it.\n"
        "These print how a server that everybody can see is set up the same way:\n"
        f"ketacli serve {site} --snippet nginx\n"
        f"ketacli serve {site} --snippet caddy\n"
    )


def test_it_goes_on_when_nobody_listens_to_what_it_says(start: Start, site: Path) -> None:
    program = start(os.fspath(site), "--port", "0", "--plain")
    port = address(program)
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    program.stderr.close()
    assert get(port, "/").status == 200
    assert get(port, "/nothing.html").status == 404
    program.send_signal(signal.SIGINT)
    assert program.wait(PATIENCE) == ExitCode.INTERRUPTED


def test_it_ends_at_once_while_a_browser_holds_its_connection(start: Start, site: Path) -> None:
    program = start(os.fspath(site), "--port", "0")
    with socket.create_connection((HERE, address(program)), timeout=PATIENCE) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert line.recv(1)
        program.send_signal(signal.SIGINT)
        assert program.wait(PATIENCE) == ExitCode.INTERRUPTED


def test_a_new_state_of_the_site_is_shown_by_a_server_that_runs(
    start: Start, site: Path, tmp_path: Path
) -> None:
    port = address(start(os.fspath(site), "--port", "0"))
    assert get(port, "/en/index.html").status == 200
    new = site_folder(tmp_path / "new", {"index.html": FILES["index.html"] + b"new"})
    site.rename(tmp_path / "old")
    new.rename(site)
    assert get(port, "/").body == FILES["index.html"] + b"new"
    assert get(port, "/en/index.html").status == 404


@pytest.mark.parametrize(
    ("within", "typed"), [("site", "."), ("site/en", ".."), (".", "site"), (".", "link/../site/.")]
)
def test_a_new_state_of_the_site_is_shown_whatever_name_was_typed_for_its_folder(
    start: Start, site: Path, tmp_path: Path, within: str, typed: str
) -> None:
    (tmp_path / "link").symlink_to("site")
    program = start(typed, "--port", "0", cwd=tmp_path / within)
    port = address(program)
    assert get(port, "/en/index.html").status == 200
    new = site_folder(tmp_path / "new", FILES | {"index.html": FILES["index.html"] + b"new"})
    site.rename(tmp_path / "old")
    new.rename(site)
    shutil.rmtree(tmp_path / "old")
    assert get(port, "/").body == FILES["index.html"] + b"new"
    program.send_signal(signal.SIGINT)
    _, err = program.communicate(timeout=PATIENCE)
    assert f"\nketacli serve {typed} --snippet nginx\n" in err.decode()


def test_a_link_is_followed_anew_at_each_look(start: Start, site: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(site)
    port = address(start("link", "--port", "0", cwd=tmp_path))
    assert get(port, "/").body == FILES["index.html"]
    site_folder(tmp_path / "other", {"index.html": FILES["index.html"] + b"other"})
    (tmp_path / "link").unlink()
    (tmp_path / "link").symlink_to("other")
    assert get(port, "/").body == FILES["index.html"] + b"other"


@pytest.mark.parametrize("asked", [(), ("--snippet", "nginx")])
def test_who_stands_in_a_folder_that_was_taken_away_is_told(
    ketacli: Inside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, ...]
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    with monkeypatch.context() as patch:
        patch.chdir(gone)
        gone.rmdir()
        refused = ketacli("serve", ".", *asked)
    assert (refused.code, refused.out) == (ExitCode.USAGE, "")
    assert "The folder that you are in was taken away" in " ".join(refused.err.split())


def test_a_port_that_is_asked_for_is_had_or_told(start: Start, site: Path, ketacli: Inside) -> None:
    with taken_port() as port:
        refused = ketacli("serve", os.fspath(site), "--port", str(port))
        assert (refused.code, refused.out) == (ExitCode.NOT_WRITTEN, "")
        assert refused.err == f"Port {port} cannot be had: it is taken by another program.\n"
    assert address(start(os.fspath(site), "--port", str(port))) == port


def test_a_port_that_the_system_keeps_is_told(
    site: Path, ketacli: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Server) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Server, "server_bind", refuse)
    for asked in (("--port", "80"), ()):
        refused = ketacli("serve", os.fspath(site), *asked)
        port = asked[1] if asked else serve.USUAL_PORT
        assert refused.code == ExitCode.NOT_WRITTEN
        assert refused.err == f"Port {port} cannot be had: permission denied.\n"


def test_without_a_port_it_is_the_usual_one_or_any_that_is_free(
    site: Path, ketacli: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: Server) -> None:
        raise KeyboardInterrupt

    assert serve.USUAL_PORT == 8000
    monkeypatch.setattr(Server, "serve_forever", interrupted)
    with taken_port() as port:
        monkeypatch.setattr(serve, "USUAL_PORT", port)
        other = ketacli("serve", os.fspath(site))
        assert other.code == ExitCode.INTERRUPTED
        assert re.fullmatch(r"http://127\.0\.0\.1:[0-9]+/\n", other.out)
        assert f":{port}/" not in other.out
    assert ketacli("serve", os.fspath(site)).out == f"http://127.0.0.1:{port}/\n"


@pytest.mark.parametrize("port", ["-1", "65536", "x"])
def test_what_is_no_port_is_wrong_usage(site: Path, ketacli: Inside, port: str) -> None:
    assert ketacli("serve", os.fspath(site), f"--port={port}").code == ExitCode.USAGE


@pytest.mark.parametrize("asked", [(), ("--snippet", "nginx"), ("--snippet", "caddy")])
def test_a_folder_that_is_no_site_is_told(
    ketacli: Inside, tmp_path: Path, asked: tuple[str, ...]
) -> None:
    refused = ketacli("serve", os.fspath(tmp_path), *asked)
    assert (refused.code, refused.out) == (ExitCode.USAGE, "")
    told = f"{tmp_path} is no site that ketacli published: it has no manifest.json."
    assert refused.err.split() == told.split()


def test_a_folder_that_is_no_site_is_told_by_the_name_that_was_typed(
    ketacli: Inside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert ketacli("serve", ".").err.startswith(". is no site that ketacli published")


def test_nobody_is_served_where_the_address_cannot_be_told(ketacli: Inside, site: Path) -> None:
    with stdout_into(-1):
        refused = ketacli("serve", os.fspath(site))
    assert (refused.code, refused.err) == (
        ExitCode.NOT_WRITTEN,
        "the output could not be written: it is closed.\n",
    )


@pytest.mark.parametrize("web", Web)
def test_a_snippet_names_the_whole_folder_and_nothing_is_served(
    ketacli: Inside, site: Path, monkeypatch: pytest.MonkeyPatch, web: Web
) -> None:
    monkeypatch.chdir(site.parent)
    link = site.with_name("link")
    link.symlink_to(site)
    for named, meant in (("site", site), ("./link/", link), (os.fspath(site), site)):
        printed = ketacli("serve", named, "--snippet", web.value, "--plain")
        assert (printed.code, printed.err) == (ExitCode.DONE, "")
        assert printed.out == snippet(web, meant, Published(site).lost())
        assert f'"{meant}"' in printed.out


@pytest.mark.parametrize("web", Web)
def test_a_folder_whose_name_cannot_be_quoted_is_refused(
    ketacli: Inside, tmp_path: Path, web: Web
) -> None:
    odd = site_folder(tmp_path / "${a}")
    refused = ketacli("serve", os.fspath(odd), "--snippet", web.value)
    assert (refused.code, refused.out) == (ExitCode.USAGE, "")
    assert "cannot be written into a configuration" in " ".join(refused.err.split())


def test_many_ask_at_once(site: Path) -> None:
    with ours(site) as server:
        lines = [socket.create_connection((HERE, server.server_port)) for _ in range(50)]
        for line in lines:
            line.sendall(b"GET /sw.js HTTP/1.0\r\n\r\n")
        end = time.monotonic() + PATIENCE
        for line in lines:
            line.settimeout(max(1, end - time.monotonic()))
            got = b"".join(iter(lambda line=line: line.recv(65536), b""))  # type: ignore[misc]
            assert got.endswith(FILES["sw.js"])
            line.close()


def test_what_publish_writes_is_served_and_so_is_what_it_writes_next(
    ketacli: Inside, small: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    publish = ("publish", os.fspath(site), "--format", "html", "--jobs", "1", "--library")
    assert ketacli(*publish, os.fspath(small)).code == ExitCode.DONE
    Published(site).check()
    with ours(site) as server:
        door = get(server.server_port, "/en/small/")
        assert (door.status, door.line("X-Robots-Tag")) == (200, "")
        assert get(server.server_port, "/en/small/leaflet.html").line("X-Robots-Tag") == "noindex"
        assert get(server.server_port, "/.ketacli.json").status == 404
        tag = door.line("ETag")
        other = shutil.copytree(small, tmp_path / "other")
        change(other / "en/topics/small.yaml", "title: ", "title: Other ")
        assert ketacli(*publish, os.fspath(other)).code == ExitCode.DONE
        assert get(server.server_port, "/en/small/", f"If-None-Match: {tag}").status == 200
