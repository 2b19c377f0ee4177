"""`sitemap.xml`: where search engines find the doors of a site, and nothing behind them."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

NAME = "sitemap.xml"
_MOST = 50_000
"""Addresses in one file, as the protocol has it. More are left out: the lists lead to them."""


def sitemap(addresses: Iterable[str]) -> bytes:
    """The addresses of some pages, in their order."""
    listed = [f"  <url><loc>{escape(address)}</loc></url>\n" for address in addresses][:_MOST]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{''.join(listed)}</urlset>\n"
    ).encode()
