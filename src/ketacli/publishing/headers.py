"""What a server says with each answer, and which addresses it answers: one list, from which
`ketacli serve` and the snippets for nginx and Caddy are made. Policies that pages carry narrow this
one: a browser obeys both.
"""

from typing import NamedTuple


class Header(NamedTuple):
    """One line of what a server says beside a page."""

    name: str
    value: str


_ALLOWS = (
    "default-src 'none'",
    # The hashes of style and script are in each page's own policy. A list of them here would
    # be out of date at the next version, take the style away, and with it the gate.
    "script-src 'unsafe-inline'",
    "style-src 'unsafe-inline'",
    "img-src 'self' data:",
    "media-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)
_SENSES = (
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer"),
    *("microphone", "midi", "payment", "usb"),
)
EVERYWHERE = (
    Header("Content-Security-Policy", "; ".join(_ALLOWS)),
    Header("X-Content-Type-Options", "nosniff"),
    Header("Referrer-Policy", "no-referrer"),
    Header("Permissions-Policy", ", ".join(f"{sense}=()" for sense in _SENSES)),
    Header("Cross-Origin-Opener-Policy", "same-origin"),
    Header("Cross-Origin-Resource-Policy", "same-origin"),
)
"""With every answer, faults too."""
ENCRYPTED = Header("Strict-Transport-Security", "max-age=31536000")
"""With every answer of a real server. Not here: for a year nothing else could be shown here."""
ASKED_AGAIN = Header("Cache-Control", "no-cache")
NEVER_KEPT = Header("Cache-Control", "no-store")
UNLISTED = Header("X-Robots-Tag", "noindex")
"""Search engines lead to doors, where the disclaimer is, and not past them to a PDF."""
ALLOWED = Header("Allow", "GET, HEAD")

WORKER = "/sw.js"
INDEX = "index.html"
KINDS = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "xml": "application/xml; charset=utf-8",
    "pdf": "application/pdf",
    "ogg": "audio/ogg",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
}
"""What a site can hold, by the ends of names. JSON is UTF-8 always and takes no charset."""

# Patterns that Python, PCRE and RE2 read alike.
_NAME = "/[A-Za-z0-9_-]+"
FOLDER = f"(?:{_NAME}){{1,2}}"
PAGE = f"(?:{_NAME}){{0,2}}/{INDEX.replace('.', '[.]')}"
"""A page that search engines may know."""
FILE = f"(?:{_NAME}){{0,2}}{_NAME}[.](?:{'|'.join(KINDS)})"


def about(path: str) -> tuple[Header, ...]:
    """What is said with one file of a site, beside what is said everywhere.

    Args:
        path: of the file, from the root, as `/en/index.html`.
    """
    ending = path.rpartition(".")[2]
    return (
        Header("Content-Type", KINDS[ending]),
        NEVER_KEPT if path == WORKER else ASKED_AGAIN,
        *(() if path.endswith(f"/{INDEX}") else (UNLISTED,)),
    )
