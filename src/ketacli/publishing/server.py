"""Shows a published site to this machine alone, as a real server should show it to everybody. Keeps
no record: nothing is written about who asked for what.
"""

import re
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_WR
from socketserver import TCPServer
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from ketacli.publishing import headers
from ketacli.publishing.headers import Header

if TYPE_CHECKING:
    from ketacli.publishing.published import Opened, Published

HERE = "127.0.0.1"
_OUR_NAMES = re.compile(r"(?:localhost|127\.0\.0\.1)(?::[0-9]{1,5})?", re.IGNORECASE)
_WHOLE_ADDRESS = re.compile(r"https?://([^/?#]*)([^?#]*)", re.IGNORECASE)
_RANGE = re.compile(r"bytes=(?:([0-9]{1,18})-([0-9]{0,18})|-([0-9]{1,18}))")
_PATIENCE = 30
"""Seconds that a connection may be silent."""
_LINGERING = 2
"""Seconds of silence after which nothing more is taken from a connection that ends."""
_MOST_UNREAD = 4_194_304
_PIECE = 65_536
_TEXT = Header("Content-Type", "text/plain; charset=utf-8")
_PAGE = Header("Content-Type", headers.KINDS["html"])


class _Answer(NamedTuple):
    """What is said to one request."""

    status: HTTPStatus
    says: tuple[Header, ...] = ()
    body: bytes = b""


class Server(ThreadingHTTPServer):
    """A server of one site, on this machine only."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int, site: "Published") -> None:
        """Take a port.

        Args:
            port: 0 for any that is free.
            site: what is shown.

        Raises:
            OSError: the port cannot be had.
        """
        self.site = site
        super().__init__((HERE, port), _Visit)

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://{HERE}:{self.server_port}/"

    def server_bind(self) -> None:
        """Take the port, and do not ask the network for a name of this machine."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HERE, self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a connection that broke: a line would tell who asked."""


class _Visit(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    timeout = _PATIENCE
    server: Server
    _unread = False
    """Something may follow that is no request."""

    def do_GET(self) -> None:
        """Answer with a file, or a part of one."""
        self._answer(self._found())

    def do_HEAD(self) -> None:
        """Answer as to GET, and keep the file."""
        self._answer(self._found())

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002 - nothing of a request is repeated
        """Answer to what http.server refuses: a broken request, or any method but two."""
        status = HTTPStatus(code)
        if status is HTTPStatus.NOT_IMPLEMENTED:
            answer = self._misdirected() or _not_allowed()
        else:
            self.request_version = self.protocol_version  # else nobody is told a status
            answer = _refusal(status)
        self._unread = True  # whatever follows may be the body of this request
        self._answer(answer)

    def finish(self) -> None:
        """Take what is still on its way: a connection closed over it would take the answer back."""
        super().finish()
        if self._unread:
            with suppress(OSError):
                self.connection.shutdown(SHUT_WR)
                self.connection.settimeout(_LINGERING)
                for _ in range(_MOST_UNREAD // _PIECE):
                    if not self.connection.recv(_PIECE):
                        break

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
        """Keep no record."""

    def handle_expect_100(self) -> bool:
        """No request has a body here, so none is asked for."""
        return True

    def _found(self) -> _Answer:
        if misdirected := self._misdirected():
            return misdirected
        path = unquote(self._split()[1], errors="replace")
        if re.fullmatch(headers.FOLDER, path):
            return _Answer(HTTPStatus.MOVED_PERMANENTLY, (Header("Location", f"{path}/"),))
        path = f"{path}{headers.INDEX}" if path.endswith("/") else path
        found = self.server.site.fetch(path.removeprefix("/"))
        if found is None:
            lost = self.server.site.lost().encode()
            return _Answer(HTTPStatus.NOT_FOUND, (_PAGE, headers.ASKED_AGAIN), lost)
        return self._file(path, found)

    def _file(self, path: str, found: "Opened") -> _Answer:
        tag = f'"{found.digest}"'
        says = (*headers.about(path), Header("ETag", tag), Header("Accept-Ranges", "bytes"))
        if _is_known(tag, self.headers.get_all("If-None-Match", [])):
            return _Answer(HTTPStatus.NOT_MODIFIED, says[1:])
        whole = _Answer(HTTPStatus.OK, says, found.content)
        asked = _RANGE.fullmatch(self.headers.get("Range", ""))
        if self.command != "GET" or asked is None or self.headers.get("If-Range", tag) != tag:
            return whole
        return _part(whole, *asked.groups())

    def _misdirected(self) -> _Answer | None:
        """Refuse what a page elsewhere asks for under a name that it made to lead here."""
        hosts = self.headers.get_all("Host", [])
        said_once = len(hosts) == 1 or (not hosts and self.request_version < "HTTP/1.1")
        if self.headers.defects or not said_once:
            self._unread = True
            return _refusal(HTTPStatus.BAD_REQUEST)
        host = self._split()[0] or "".join(hosts)
        if host and not _OUR_NAMES.fullmatch(host):
            return _refusal(HTTPStatus.MISDIRECTED_REQUEST)
        return None

    def _split(self) -> tuple[str, str]:
        """The machine that is asked for, where the address names one, and the path."""
        if whole := _WHOLE_ADDRESS.match(self.path):
            return whole[1] or "nobody", whole[2] or "/"
        return "", re.split("[?#]", self.path, maxsplit=1)[0]

    def _answer(self, answer: _Answer) -> None:
        self._unread = self._unread or self._has_body()
        if self.request_version == "HTTP/1.0" or self._unread:
            self.close_connection = True
        self.send_response_only(answer.status)
        self.send_header("Date", self.date_time_string())
        for header in (*headers.EVERYWHERE, *answer.says):
            self.send_header(*header)
        if answer.status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(answer.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            # In pieces: a player that stopped reads on when it likes, and each piece has its time.
            for start in range(0, len(answer.body), _PIECE):
                self.wfile.write(answer.body[start : start + _PIECE])

    def _has_body(self) -> bool:
        """A body would be read as the next request."""
        said = getattr(self, "headers", None)
        return said is not None and ("Content-Length" in said or "Transfer-Encoding" in said)


def _refusal(status: HTTPStatus) -> _Answer:
    return _Answer(status, (_TEXT, headers.ASKED_AGAIN), f"{status} {status.phrase}\n".encode())


def _not_allowed() -> _Answer:
    body = headers.ALLOWED.value.encode()
    says = (_TEXT, headers.ASKED_AGAIN, headers.ALLOWED)
    return _Answer(HTTPStatus.METHOD_NOT_ALLOWED, says, body)


def _is_known(tag: str, lines: list[str]) -> bool:
    """Whether a browser has this state of a file. Tags are quoted digests: no comma is inside."""
    known = [one.strip().removeprefix("W/") for line in lines for one in line.split(",")]
    return tag in known or "*" in known


def _part(whole: _Answer, first: str | None, last: str | None, ending: str | None) -> _Answer:
    """The part of a file from one byte to another, or its last so many bytes."""
    size = len(whole.body)
    start = int(first) if first else max(0, size - int(ending or "0"))
    end = min(int(last), size - 1) if last else size - 1
    if start >= size:
        says = (_TEXT, *whole.says[1:], Header("Content-Range", f"bytes */{size}"))
        return _Answer(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, says)
    if end < start:
        return whole
    says = (*whole.says, Header("Content-Range", f"bytes {start}-{end}/{size}"))
    return _Answer(HTTPStatus.PARTIAL_CONTENT, says, whole.body[start : end + 1])
