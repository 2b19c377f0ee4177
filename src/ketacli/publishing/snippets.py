"""What a clinic's own server needs to be told to show a site as `ketacli serve` does: the inside of
a server's block for nginx, of a site's block for Caddy. Refuses folders that cannot be quoted.
"""

import os
import re
from enum import StrEnum, unique
from typing import TYPE_CHECKING

from ketacli.errors import UsageError
from ketacli.publishing import headers
from ketacli.text import visible

if TYPE_CHECKING:
    from pathlib import Path

_MOST_FOLDER = 1_000
"""Bytes. nginx ends at a word of 4,096."""
_ACTS_IN_NGINX = re.compile(r"[$]")
"""A name of a variable begins with it, and nothing takes that away."""
_ACTS_IN_CADDY = re.compile(r"[{}\\`]")
"""Braces hold a variable; a backslash stands for itself, or not, by what follows."""

_PLACE = re.compile("<<([a-z-]+)>>")
_WORDS = {
    "again": headers.ASKED_AGAIN.name,
    "again-value": headers.ASKED_AGAIN.value,
    "never-value": headers.NEVER_KEPT.value,
    "unlisted": headers.UNLISTED.name,
    "unlisted-value": headers.UNLISTED.value,
    "allowed": headers.ALLOWED.name,
    "allowed-value": headers.ALLOWED.value,
    "worker": headers.WORKER,
    "index": headers.INDEX,
    "folders": headers.FOLDER,
    "pages": headers.PAGE,
    "files": headers.FILE,
    "html": headers.KINDS["html"],
    "txt": headers.KINDS["txt"],
}
"""What stands in both, by the places for it."""
_NGINX = """\
# A site that ketacli published, for nginx 1.22 or later. Keep this as
# /etc/nginx/snippets/ketacli.conf and name it in a server block of the site's own:
#
#     server {
#         listen 443 ssl;
#         server_name leaflets.example.org;
#         ssl_certificate ...;
#         ssl_certificate_key ...;
#         include snippets/ketacli.conf;
#     }

root <<folder>>;
disable_symlinks on from=$document_root;
server_tokens off;
absolute_redirect off;
max_ranges 1;

# Who read what is nobody's business: each line of these would hold an address.
access_log off;
error_log /dev/null;

types {
<<kinds>>
}
default_type application/octet-stream;

<<said>>
set $ketacli_cache "<<again-value>>";
set $ketacli_robots "<<unlisted-value>>";
set $ketacli_allow "";
add_header <<again>> $ketacli_cache always;
add_header <<unlisted>> $ketacli_robots always;
add_header <<allowed>> $ketacli_allow always;

if ($request_method !~ "^(?:GET|HEAD)$") {
    return 405;
}
location / {
    return 404;
}
location = / {
    rewrite ^ /<<index>> last;
}
location = <<worker>> {
    set $ketacli_cache "<<never-value>>";
}
location ~ "^<<folders>>/$" {
    rewrite ^ "${uri}<<index>>" last;
}
location ~ "^(<<folders>>)$" {
    set $ketacli_robots "";
    return 301 $1/;
}
location ~ "^<<pages>>$" {
    set $ketacli_robots "";
}
location ~ "^<<files>>$" {
}

error_page 403 404 = @ketacli_lost;
error_page 405 = @ketacli_method;
location @ketacli_lost {
    types { }
    default_type "<<html>>";
    set $ketacli_robots "";
    return 404 '<<lost>>';
}
location @ketacli_method {
    types { }
    default_type "<<txt>>";
    set $ketacli_robots "";
    set $ketacli_allow "<<allowed-value>>";
    return 405 '<<allowed-value>>';
}
"""
_CADDY = """\
# A site that ketacli published, for Caddy 2.6 or later. Keep this as /etc/caddy/ketacli and
# name it in a block of the site's own in /etc/caddy/Caddyfile:
#
#     leaflets.example.org {
#         import ketacli
#     }

root * <<folder>>

# Who read what is nobody's business: each line of a record would hold an address.
# The name of this was another until Caddy 2.7.
vars {
\tskip_log true
\tlog_skip true
}

header {
\t-Server
<<said>>
}
@ketacli_method not method GET HEAD
@ketacli_folder path_regexp ketacli ^(<<folders>>)$
@ketacli_index path_regexp ^(?:<<folders>>)?/$
@ketacli_file path_regexp ^<<files>>$
@ketacli_unlisted {
\tpath_regexp ^<<files>>$
\tnot path_regexp ^<<pages>>$
}
@ketacli_again not path <<worker>>
# One part of a file at a time, by its bytes. Whatever else is asked for gets the whole.
@ketacli_ranges not header_regexp Range "^bytes=(?:[0-9]+-[0-9]*|-[0-9]+)$"
route {
\terror @ketacli_method 405
\theader @ketacli_again <<again>> "<<again-value>>"
\theader <<worker>> <<again>> "<<never-value>>"
\tredir @ketacli_folder {http.regexp.ketacli.1}/ 301
\trewrite @ketacli_index {path}<<index>>
\theader @ketacli_unlisted <<unlisted>> "<<unlisted-value>>"
\tmap {path} {ketacli_kind} {
<<kinds>>
\t}
\theader @ketacli_file Content-Type {ketacli_kind}
\trequest_header @ketacli_ranges -Range
\tfile_server @ketacli_file {
\t\tdisable_canonical_uris
\t}
\terror 404
}
handle_errors {
\theader {
\t\t-Server
<<said-in-faults>>
\t\t<<again>> "<<again-value>>"
\t\t-<<unlisted>>
\t}
\t@ketacli_refused expression {http.error.status_code} == 405
\thandle @ketacli_refused {
\t\theader Content-Type "<<txt>>"
\t\theader <<allowed>> "<<allowed-value>>"
\t\trespond "<<allowed-value>>" 405
\t}
\thandle {
\t\theader Content-Type "<<html>>"
\t\trespond `<<lost>>` {http.error.status_code}
\t}
}
"""


@unique
class Web(StrEnum):
    """A web server that ketacli knows how to set up."""

    NGINX = "nginx"
    CADDY = "caddy"


def snippet(web: Web, folder: "Path", lost: str) -> str:
    """The configuration that shows a site.

    Args:
        web: for which server.
        folder: the site, by its whole name.
        lost: the page at an address where nothing is.

    Raises:
        UsageError: the name of the folder cannot be written there.
    """
    match web:
        case Web.NGINX:
            name = _quoted(folder, _ACTS_IN_NGINX)
            return _filled(_NGINX, {**_in_nginx(), "folder": name, "lost": lost})
        case Web.CADDY:
            name = _quoted(folder, _ACTS_IN_CADDY)
            return _filled(_CADDY, {**_in_caddy(), "folder": name, "lost": lost})


def _quoted(folder: "Path", acts: re.Pattern[str]) -> str:
    name = os.fspath(folder)
    if visible(name) != name or acts.search(name) or len(name.encode()) > _MOST_FOLDER:
        raise UsageError(
            f"The name of the folder {visible(name)!r} cannot be written into a configuration: "
            "give it one of letters, digits and hyphens."
        )
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _in_nginx() -> dict[str, str]:
    return {
        "said": _lines("add_header {} {} always;"),
        "kinds": "\n".join(f'    "{kind}" {ending};' for ending, kind in headers.KINDS.items()),
    }


def _in_caddy() -> dict[str, str]:
    return {
        "said": _lines("\t{} {}"),
        "said-in-faults": _lines("\t\t{} {}"),
        "kinds": "\n".join(f'\t\t~[.]{ending}$ "{kind}"' for ending, kind in headers.KINDS.items()),
    }


def _lines(form: str) -> str:
    """What is said with every answer, a line each."""
    said = (*headers.EVERYWHERE, headers.ENCRYPTED)
    return "\n".join(form.format(one.name, f'"{one.value}"') for one in said)


def _filled(text: str, words: dict[str, str]) -> str:
    """A configuration with its words. In one go: the name of a folder may look like a place."""
    known = {**_WORDS, **words}
    return _PLACE.sub(lambda place: known[place[1]], text)
