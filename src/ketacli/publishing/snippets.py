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

    from ketacli.publishing.headers import Header

_MOST_FOLDER = 1_000
"""Bytes. nginx ends at a word of 4,096."""
_ACTS_IN_NGINX = re.compile(r"[$]")
"""A name of a variable begins with it, and nothing takes that away."""
_ACTS_IN_CADDY = re.compile(r"[{}\\`]")
"""Braces hold a variable; a backslash stands for itself, or not, by what follows."""


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
            return _nginx(_quoted(folder, _ACTS_IN_NGINX), lost)
        case Web.CADDY:
            return _caddy(_quoted(folder, _ACTS_IN_CADDY), lost)


def _quoted(folder: "Path", acts: re.Pattern[str]) -> str:
    name = os.fspath(folder)
    if visible(name) != name or acts.search(name) or len(name.encode()) > _MOST_FOLDER:
        raise UsageError(
            f"The name of the folder {visible(name)!r} cannot be written into a configuration: "
            "give it one of letters, digits and hyphens."
        )
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _nginx(folder: str, lost: str) -> str:
    kinds = "\n".join(f'    "{kind}" {ending};' for ending, kind in headers.KINDS.items())
    said = (*headers.EVERYWHERE, headers.ENCRYPTED)
    return f"""\
# A site that ketacli published, for nginx 1.22 or later. Keep this as
# /etc/nginx/snippets/ketacli.conf and name it in a server block of the site's own:
#
#     server {{
#         listen 443 ssl;
#         server_name leaflets.example.org;
#         ssl_certificate ...;
#         ssl_certificate_key ...;
#         include snippets/ketacli.conf;
#     }}

root {folder};
disable_symlinks on from=$document_root;
server_tokens off;
absolute_redirect off;
max_ranges 1;

# Who read what is nobody's business: each line of these would hold an address.
access_log off;
error_log /dev/null;

types {{
{kinds}
}}
default_type application/octet-stream;

{_lines(said, "add_header {name} {value} always;")}
set $ketacli_cache "{headers.ASKED_AGAIN.value}";
set $ketacli_robots "{headers.UNLISTED.value}";
set $ketacli_allow "";
add_header {headers.ASKED_AGAIN.name} $ketacli_cache always;
add_header {headers.UNLISTED.name} $ketacli_robots always;
add_header {headers.ALLOWED.name} $ketacli_allow always;

if ($request_method !~ "^(?:GET|HEAD)$") {{
    return 405;
}}
location / {{
    return 404;
}}
location = / {{
    rewrite ^ /{headers.INDEX} last;
}}
location = {headers.WORKER} {{
    set $ketacli_cache "{headers.NEVER_KEPT.value}";
}}
location ~ "^{headers.FOLDER}/$" {{
    rewrite ^ "${{uri}}{headers.INDEX}" last;
}}
location ~ "^({headers.FOLDER})$" {{
    set $ketacli_robots "";
    return 301 $1/;
}}
location ~ "^{headers.PAGE}$" {{
    set $ketacli_robots "";
}}
location ~ "^{headers.FILE}$" {{
}}

error_page 403 404 = @ketacli_lost;
error_page 405 = @ketacli_method;
location @ketacli_lost {{
    types {{ }}
    default_type "{headers.KINDS["html"]}";
    set $ketacli_robots "";
    return 404 '{lost}';
}}
location @ketacli_method {{
    types {{ }}
    default_type "{headers.KINDS["txt"]}";
    set $ketacli_robots "";
    set $ketacli_allow "{headers.ALLOWED.value}";
    return 405 '{headers.ALLOWED.value}';
}}
"""


def _caddy(folder: str, lost: str) -> str:
    kinds = "\n".join(f'\t\t~[.]{ending}$ "{kind}"' for ending, kind in headers.KINDS.items())
    said = _lines((*headers.EVERYWHERE, headers.ENCRYPTED), "{name} {value}")
    return f"""\
# A site that ketacli published, for Caddy 2.6 or later. Keep this as /etc/caddy/ketacli and
# name it in a block of the site's own in /etc/caddy/Caddyfile:
#
#     leaflets.example.org {{
#         import ketacli
#     }}

root * {folder}

# Who read what is nobody's business: each line of a record would hold an address.
# The name of this was another until Caddy 2.7.
vars {{
\tskip_log true
\tlog_skip true
}}

header {{
\t-Server
{_indented(said, 1)}
}}
@ketacli_method not method GET HEAD
@ketacli_folder path_regexp ketacli ^({headers.FOLDER})$
@ketacli_index path_regexp ^(?:{headers.FOLDER})?/$
@ketacli_file path_regexp ^{headers.FILE}$
@ketacli_unlisted {{
\tpath_regexp ^{headers.FILE}$
\tnot path_regexp ^{headers.PAGE}$
}}
@ketacli_again not path {headers.WORKER}
# One part of a file at a time, by its bytes. Whatever else is asked for gets the whole.
@ketacli_ranges not header_regexp Range "^bytes=(?:[0-9]+-[0-9]*|-[0-9]+)$"
route {{
\terror @ketacli_method 405
\theader @ketacli_again {headers.ASKED_AGAIN.name} "{headers.ASKED_AGAIN.value}"
\theader {headers.WORKER} {headers.NEVER_KEPT.name} "{headers.NEVER_KEPT.value}"
\tredir @ketacli_folder {{http.regexp.ketacli.1}}/ 301
\trewrite @ketacli_index {{path}}{headers.INDEX}
\theader @ketacli_unlisted {headers.UNLISTED.name} "{headers.UNLISTED.value}"
\tmap {{path}} {{ketacli_kind}} {{
{kinds}
\t}}
\theader @ketacli_file Content-Type {{ketacli_kind}}
\trequest_header @ketacli_ranges -Range
\tfile_server @ketacli_file {{
\t\tdisable_canonical_uris
\t}}
\terror 404
}}
handle_errors {{
\theader {{
\t\t-Server
{_indented(said, 2)}
\t\t{headers.ASKED_AGAIN.name} "{headers.ASKED_AGAIN.value}"
\t\t-{headers.UNLISTED.name}
\t}}
\t@ketacli_refused expression {{http.error.status_code}} == 405
\thandle @ketacli_refused {{
\t\theader Content-Type "{headers.KINDS["txt"]}"
\t\theader {headers.ALLOWED.name} "{headers.ALLOWED.value}"
\t\trespond "{headers.ALLOWED.value}" 405
\t}}
\thandle {{
\t\theader Content-Type "{headers.KINDS["html"]}"
\t\trespond `{lost}` {{http.error.status_code}}
\t}}
}}
"""


def _lines(said: "tuple[Header, ...]", form: str) -> str:
    return "\n".join(form.format(name=one.name, value=f'"{one.value}"') for one in said)


def _indented(lines: str, by: int) -> str:
    return "\n".join("\t" * by + line for line in lines.split("\n"))
