"""A whole site as `ketacli publish` writes it, opened from a disk with the network cut off: nothing
keeps anybody out of any page, nothing is missing, and a keyboard is enough from its first page on.
"""

import re
from collections import Counter
from pathlib import Path

import pytest

from support.barriers import THEMES, found_in_looks
from support.browser import DESK, PHONE, ZOOMED, Shown, Windows, settle
from support.keyboard import go_to, here, wanted
from support.layout import hidden
from support.leaflets import languages
from support.paper import HEIGHT, WIDTH, cut, sheets_of
from support.program import run

FORMATS = ("html", "large", "text", "json")
FOLDERS = [".", *languages()]
TOPIC = "how-ketamine-works"
"""Its pages are looked at before a yes, too."""
MOST_BYTES = 60_000
MOST_DARK = 0.1
"""Of a sheet."""
MANY_LETTERS = 10_000
_ACTION = re.compile(r'action="?[^"#>]*#([^"> ]+)')
_LINK = re.compile(r'(?:href|action)="?([^"> ]*)')
_ID = re.compile(r'\bid="?([^"> ]+)')
_ELSEWHERE = re.compile(r"[a-z]+:")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("published")
    wishes = (word for format_ in FORMATS for word in ("--format", format_))
    done = run(home, "publish", "site", *wishes)
    assert done.returncode == 0, done.stderr
    return home / "site"


def pages(site: Path, folder: str) -> list[Path]:
    """The pages of a language, or those that belong to none."""
    found = site.glob("*.html") if folder == "." else (site / folder).rglob("*.html")
    return sorted(found)


def past_its_door(page: Path) -> str:
    """What the address of a leaflet ends with for a reader who said yes."""
    door = page.with_name("index.html").read_text(encoding="utf-8")
    said = _ACTION.search(door)
    return f"#{said[1]}" if said and page.name != "index.html" else ""


def found_on(page: Shown, clean: set[str]) -> list[str]:
    """Every fault of a page, as it is shown now."""
    found: list[str] = []
    for how in THEMES.values():
        page.look(**how)
        found += found_in_looks(page.page, clean)
    page.page.set_viewport_size(PHONE)
    found += [*page.barriers(looks=False), *hidden(page.page), *page.look_for_faults()]
    found += (address for address in page.requests if address != page.requests[0])
    # What is hidden before a yes is looked at after it, and the other way round.
    return [fault for fault in found if not fault.startswith(("hidden-content:", "not shown:"))]


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_page_keeps_anybody_out_hides_a_letter_or_asks_for_more(
    folder: str, site: Path, windows: Windows, clean: set[str]
) -> None:
    found = {}
    for file in pages(site, folder):
        for place in {past_its_door(file), "" if TOPIC in file.parts else past_its_door(file)}:
            with windows.shown(file, place) as page:
                found[f"{file.relative_to(site)}{place}"] = found_on(page, clean)
    assert len(found) > (folder != ".")
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_link_leads_to_a_file_and_a_place_of_the_site(folder: str, site: Path) -> None:
    for page in pages(site, folder):
        text = page.read_text(encoding="utf-8")
        assert len(text.encode()) <= MOST_BYTES
        links = {link for link in _LINK.findall(text) if not _ELSEWHERE.match(link)}
        assert links
        for link in links:
            path, _, place = link.partition("#")
            there = (page.parent / path).resolve() if path else page
            assert there.is_file(), link
            places = _ID.findall(there.read_text(encoding="utf-8"))
            # The list takes the code of a yes from its own address.
            assert place in ("", *places) or path == "../index.html", link


@pytest.mark.parametrize("script", [True, False], ids=["with-scripts", "without"])
def test_a_keyboard_leads_from_the_first_page_to_the_end_of_a_leaflet_and_back(
    site: Path, windows: Windows, *, script: bool
) -> None:
    with windows.shown(site / "index.html", java_script_enabled=script) as shown:
        page = shown.page
        for at in ("a[href^='en/']", f"a[href*='{TOPIC}/']", "form button"):
            go_to(page, at)
            with page.expect_navigation():
                page.keyboard.press("Enter")
        assert f"/en/{TOPIC}/leaflet.html" in page.url
        settle(page)
        last = len(wanted(page)) - 1
        page.keyboard.press("Tab")
        walked = [here(page)]
        while walked[-1]["place"] != last:
            page.keyboard.press("Tab")
            walked.append(here(page))
        assert walked == wanted(page, walked[0]["place"])
        assert len(walked) > last / 2
        go_to(page, "a[href*='../index.html']")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "/en/index.html" in page.url
        assert shown.look_for_faults() == []


@pytest.mark.parametrize("name", ["index.html", "en/index.html", f"en/{TOPIC}/index.html"])
def test_pages_before_a_leaflet_are_open_to_all_without_scripts_and_at_400_percent(
    name: str, site: Path, windows: Windows
) -> None:
    for how in ({"java_script_enabled": False}, ZOOMED):
        with windows.shown(site / name, **how) as page:
            assert [fault for fault in page.barriers() if not fault.startswith("hidden")] == []
            assert hidden(page.page) == []


def test_a_leaflet_of_the_site_is_printed_whole_and_light(
    site: Path, windows: Windows, tmp_path: Path
) -> None:
    leaflet = site / "en" / TOPIC / "leaflet.html"
    with windows.shown(leaflet, past_its_door(leaflet), color_scheme="dark") as shown:
        sheets = sheets_of(shown.page, tmp_path / "page.pdf")
        links = shown.page.evaluate(
            "[...document.querySelectorAll('nav')].map(one => one.remove())"
        )
        assert links  # which are for screens, and not printed
        assert cut(shown.page, sheets) == []
        shown.page.emulate_media(media="print")
        words = "".join(shown.page.locator("main").inner_text().split())
    assert sheets.right <= WIDTH
    assert sheets.bottom <= HEIGHT
    assert sheets.darkest < MOST_DARK
    assert len(words) > MANY_LETTERS
    assert set(Counter(words) - Counter("".join(sheets.letters))) <= {"-"}  # marks are drawn


def test_without_a_yes_a_leaflet_shows_crisis_lines_and_the_way_to_its_door(
    site: Path, windows: Windows
) -> None:
    leaflet = site / "en" / TOPIC / "leaflet.html"
    for where in ("", "#aaaaaaaa"):
        with windows.shown(leaflet, where, viewport=DESK) as shown:
            assert not shown.page.locator("main h1:not(.first)").is_visible()
            assert shown.page.locator("a[href^='tel:']").first.is_visible()
            go_to(shown.page, "a[href^='index.html']")
