"""The page at an address where nothing is. It leads to the first page of the site, in the words of
that page's own title.
"""

import re
from html import unescape

_LANGUAGE = re.compile(r'<html[^>]* lang="([A-Za-z0-9-]{1,35})"')
_DIRECTION = re.compile(r'<html[^>]* dir="(ltr|rtl)"')
_TITLE = re.compile(r"<title>([^<]{1,200})</title>")
_PLAIN = re.compile(r"[^A-Za-z0-9 ]")
MOST_READ = 4_000
"""Letters of the first page in which all of these stand."""


def lost_page(first_page: str) -> str:
    """A page for answer 404, one line of letters that need no quoting in any configuration.

    Args:
        first_page: the site's own; '' where it has none.
    """
    head = first_page[:MOST_READ]
    language = _found(_LANGUAGE, head, "en")
    direction = _found(_DIRECTION, head, "ltr")
    title = _PLAIN.sub(_as_number, unescape(_found(_TITLE, head, "/index.html")))
    return (
        f'<!DOCTYPE html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="icon" href="data:,"><title>404</title></head>'
        f'<body><main><h1>404</h1><p><a href="/index.html">{title}</a></p></main></body></html>'
    )


def _found(pattern: re.Pattern[str], text: str, otherwise: str) -> str:
    found = pattern.search(text)
    return found[1] if found else otherwise


def _as_number(letter: re.Match[str]) -> str:
    return f"&#{ord(letter[0])};"
