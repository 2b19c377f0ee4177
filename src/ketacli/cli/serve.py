"""`ketacli serve`: shows a published site on this machine, or prints how a real server is set up to
show it the same way.
"""

import errno
import os
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from ketacli.cli import output
from ketacli.errors import ExitCode, UsageError
from ketacli.publishing.published import Published

if TYPE_CHECKING:
    from ketacli.publishing.server import Server
    from ketacli.publishing.snippets import Web

USUAL_PORT = 8000


class NoPortError(UsageError):
    """The port that was asked for cannot be had."""

    exit_code = ExitCode.NOT_WRITTEN


def serve(folder: str, port: int | None) -> None:
    """Show a site until Ctrl-C.

    Args:
        folder: that was published.
        port: 0 for any that is free; None for the usual one, or any.

    Raises:
        UsageError: the folder is no site.
        NoPortError: the port cannot be had.
        NotWrittenError: nobody can be told the address.
    """
    whole = _whole(folder)
    Published(Path(folder)).check()  # a fault is told of the name that was typed
    output.check("")
    with _server(port, Published(whole)) as server:
        output.write(f"{server.address}\n")
        _tell_what_else(folder)
        server.serve_forever()


def print_snippet(web: "Web", folder: str) -> None:
    """Print what a real server needs to be told.

    Raises:
        UsageError: the folder is no site, or its name cannot be quoted.
    """
    from ketacli.publishing.snippets import snippet

    whole = Path(os.path.normpath(_whole(folder)))
    site = Published(whole)
    site.check()
    output.write(snippet(web, whole, site.lost()))


def _whole(folder: str) -> Path:
    """A folder by a name that holds after the next publishing: where `.` is by then the old state,
    and a link may lead elsewhere.
    """
    try:
        return Path(folder).absolute()
    except FileNotFoundError as error:
        raise UsageError(
            "The folder that you are in was taken away, as by a new publishing: enter it again."
        ) from error


def _server(port: int | None, site: Published) -> "Server":
    from ketacli.publishing.server import Server

    asked = USUAL_PORT if port is None else port
    try:
        return Server(asked, site)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        if taken and port is None:
            return Server(0, site)
        reason = "it is taken by another program" if taken else (error.strerror or "").lower()
        raise NoPortError(f"Port {asked} cannot be had: {reason}.") from error


def _tell_what_else(folder: str) -> None:
    output.say_wrapped("Only this machine can see it. Ctrl-C ends it.")
    output.say_wrapped("These print how a server that everybody can see is set up the same way:")
    for web in ("nginx", "caddy"):
        output.say(f"ketacli serve {quote(folder)} --snippet {web}")  # whole, to be copied
