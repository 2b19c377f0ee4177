from xml.etree import ElementTree as ET

from ketacli.publishing.sitemap import sitemap

PREFIX = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def listed(content: bytes) -> list[str | None]:
    root = ET.fromstring(content)
    assert root.tag == f"{PREFIX}urlset"
    assert all(url.tag == f"{PREFIX}url" for url in root)
    return [place.text for place in root.iter(f"{PREFIX}loc")]


def test_it_lists_each_address_in_order() -> None:
    addresses = ["https://a.example/en/x/", "https://a.example/en/b/"]
    assert listed(sitemap(addresses)) == addresses


def test_letters_of_an_address_never_become_markup() -> None:
    addresses = ["https://a.example/a&b/'<c>/"]
    assert listed(sitemap(addresses)) == addresses


def test_no_more_are_listed_than_search_engines_read() -> None:
    assert len(listed(sitemap(f"https://a.example/{n}/" for n in range(50_001)))) == 50_000
