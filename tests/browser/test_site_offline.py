"""A copy of a site on a device: kept where a reader asks for one, with the network off, renewed,
and taken away again. The network is off where the server is gone.
"""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page

from support.browser import PATIENCE, started
from support.leaflets import languages
from support.site_pages import (
    WITHHELD,
    Served,
    disclaimer,
    library,
    list_page,
    pages,
    served,
    words,
    write_manifest,
    write_site,
)

TOPIC, OTHER = "how-ketamine-works", "deciding-and-questions"
COPIES = """async () => {
  const found = {};
  for (const name of await caches.keys())
    for (const {url} of await (await caches.open(name)).keys())
      found[url] = await (await caches.match(url, {cacheName: name})).text();
  return found;
}"""


class Device:
    """A reader's device, and the site, which may be out of reach."""

    def __init__(self, page: Page, server: Served, folder: Path) -> None:
        self.page = page
        self.base = server.address
        self.folder = folder
        self._server = server

    def open(self, name: str) -> None:
        self.page.goto(f"{self.base}{name}")

    def shown(self) -> str:
        """What the page shows."""
        text: str = self.page.evaluate("document.body.innerText")
        return text.strip()

    def cut_off(self) -> None:
        """Take the network away: the server, and what the browser takes for the network."""
        self._server.shutdown()
        self._server.server_close()
        self.page.context.set_offline(offline=True)

    def told(self, text: str) -> None:
        """Wait until the page says something about the copy."""
        self.page.locator("#offline [role=status]", has_text=text).wait_for()

    def keep(self, language: str = "en") -> None:
        self.open(f"{language}/index.html")
        self.page.get_by_role("button", name=words(language).keep).click()
        self.told(words(language).kept)

    def copies(self) -> dict[str, str]:
        """What is kept, by its name in the folder."""
        found: dict[str, str] = self.page.evaluate(COPIES)
        return {url.removeprefix(self.base): text for url, text in found.items()}

    def wait_for_copy(self, name: str, text: str | None) -> None:
        """Wait until a file is kept as it is now, or not at all."""
        self.page.wait_for_function(
            "async ([url, text]) => (await (await caches.match(url))?.text()) == text",
            arg=[f"{self.base}{name}", text],
        )


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as found:
        yield found


@pytest.fixture
def device(browser: Browser, tmp_path: Path) -> Iterator[Device]:
    folder = write_site(tmp_path / "site")
    with served(folder) as server:
        context = browser.new_context()
        context.set_default_timeout(PATIENCE)
        yield Device(context.new_page(), server, folder)
        context.close()


def of_a_language(language: str) -> set[str]:
    """What is kept of a language."""
    named = {name for name in pages() if name.startswith(f"{language}/")}
    return {name for name in named if not name.endswith(".ogg")} | {"index.html", "manifest.json"}


def test_nothing_is_kept_and_nothing_runs_unless_a_reader_asks(device: Device) -> None:
    device.open("en/index.html")
    device.open(f"en/{TOPIC}/index.html")
    device.page.locator("form button").click()
    device.page.wait_for_url("**/leaflet.html*")
    assert device.copies() == {}
    assert device.page.evaluate("navigator.serviceWorker.getRegistrations()") == []


def test_all_of_a_language_but_sound_is_kept_as_it_is_published(device: Device) -> None:
    device.keep()
    kept = device.copies()
    assert set(kept) == of_a_language("en")
    assert {name: text for name, text in kept.items() if name != "manifest.json"} == {
        name: pages()[name] for name in kept if name != "manifest.json"
    }
    said = device.page.evaluate(
        "caches.match(location.href).then(found => Object.fromEntries(found.headers))"
    )
    assert said["content-type"] == "text/html"
    assert said["x-content-type-options"] == "nosniff"
    assert said["digest"] == sha256(pages()["en/index.html"].encode()).hexdigest()
    assert device.page.locator("#offline button").all_inner_texts() == [words("en").remove]
    focused = device.page.evaluate("document.activeElement.textContent")
    assert focused == words("en").remove


def test_with_the_network_off_a_reader_comes_through_the_door_to_the_leaflet(
    device: Device,
) -> None:
    device.keep()
    device.cut_off()
    for name in ("index.html", "en", "en/", "en/index.html?from=somewhere"):
        device.open(name)
    page = device.page
    page.get_by_label(words("en").find).fill("thought to work")
    page.locator(".topics a:visible").click()
    page.locator("form button").click()
    page.get_by_role("heading", name=library("en").labels.sources, exact=True).wait_for()
    page.get_by_text(words("en").large, exact=True).click()
    page.wait_for_url("**/large-print.html*")
    page.get_by_role("heading", name=library("en").labels.sources, exact=True).wait_for()
    device.open("en/index.html")
    device.told(words("en").kept)
    device.open(f"en/{TOPIC}/leaflet.txt")
    assert device.shown() == "leaflet.txt"


def test_what_is_not_kept_is_not_made_up(device: Device) -> None:
    device.keep()
    device.cut_off()
    for name in (f"en/{TOPIC}/leaflet.ogg", "es/index.html", "en/nowhere.html"):
        with pytest.raises(Error, match="ERR_"):
            device.open(name)


def test_while_there_is_a_network_nobody_reads_from_the_copy(device: Device) -> None:
    device.keep()
    (device.folder / f"en/{TOPIC}/index.html").write_text("<title>new</title>", "utf-8")
    device.open(f"en/{TOPIC}/index.html")
    assert device.page.title() == "new"
    (device.folder / f"en/{TOPIC}/leaflet.html").unlink()
    answer = device.page.goto(f"{device.base}en/{TOPIC}/leaflet.html")
    assert answer is not None
    assert answer.status == 404


def test_a_copy_is_renewed_when_the_site_is(device: Device) -> None:
    device.keep()
    name = f"en/{TOPIC}/leaflet.txt"
    write_site(device.folder, {name: "other words"})
    device.open("en/index.html")
    device.wait_for_copy(name, "other words")
    device.cut_off()
    device.open(name)
    assert device.shown() == "other words"


def test_a_leaflet_that_is_taken_away_leaves_the_copy(device: Device) -> None:
    device.keep()
    gone = f"en/{TOPIC}/leaflet.html"
    door = f"en/{TOPIC}/index.html"
    told = pages()[f"en/{WITHHELD}/index.html"]
    write_site(device.folder, {gone: None, door: told})
    device.open("en/index.html")
    device.wait_for_copy(gone, None)
    device.wait_for_copy(door, told)
    device.cut_off()
    device.open(door)
    assert device.page.get_by_text(words("en").gone).is_visible()
    with pytest.raises(Error, match="ERR_"):
        device.open(gone)


def test_bytes_that_the_manifest_does_not_vouch_for_are_not_kept(device: Device) -> None:
    write_manifest(device.folder, **{f"en__{TOPIC}__index": sha256(b"other").hexdigest()})
    device.open("en/index.html")
    device.page.get_by_role("button", name=words("en").keep).click()
    device.told(words("en").not_kept)
    assert device.copies() == {}
    assert device.page.evaluate("navigator.serviceWorker.getRegistrations()") == []
    write_manifest(device.folder)
    device.page.get_by_role("button", name=words("en").keep).click()
    device.told(words("en").kept)
    assert set(device.copies()) == of_a_language("en")


def test_a_copy_that_cannot_be_renewed_stays_as_it_was(device: Device) -> None:
    device.keep()
    before = device.copies()
    (device.folder / "manifest.json").unlink()
    device.open(f"en/{TOPIC}/index.html")
    device.open("en/index.html")
    device.told(words("en").kept)  # which it answers in turn, after it has tried to renew
    assert device.copies() == before


def test_of_a_copy_that_is_renewed_in_part_nothing_old_is_left(device: Device) -> None:
    device.keep()
    before = device.copies()
    first, gone = f"en/{OTHER}/leaflet.html", f"en/{TOPIC}/leaflet.html"
    assert first < gone
    told = pages()[f"en/{WITHHELD}/index.html"]
    write_site(device.folder, {gone: told})
    write_manifest(device.folder, **{f"en__{OTHER}__leaflet": sha256(b"other").hexdigest()})
    device.open("en/index.html")
    device.told(words("en").kept)
    after = device.copies()
    assert first not in after
    assert after[gone] == told
    assert after.keys() == before.keys() - {first}
    write_manifest(device.folder)
    device.open("en/index.html")
    device.wait_for_copy(first, pages()[first])
    device.wait_for_copy("manifest.json", (device.folder / "manifest.json").read_text("utf-8"))


def test_where_a_language_has_no_leaflets_any_more_its_copy_goes_too(device: Device) -> None:
    device.keep()
    write_site(device.folder, {"en/index.html": list_page("en", withheld=True)})
    device.open("en/index.html")
    assert device.page.locator("#offline").count() == 0
    device.page.wait_for_function("async () => !(await caches.keys()).length")
    device.page.wait_for_function(
        "async () => !(await navigator.serviceWorker.getRegistrations()).length"
    )


def test_languages_are_kept_and_removed_each_by_itself(device: Device) -> None:
    first, second = languages()[:2]
    device.keep(first)
    device.keep(second)
    assert set(device.copies()) == of_a_language(first) | of_a_language(second)
    device.page.get_by_role("button", name=words(second).remove).click()
    device.told(words(second).removed)
    assert set(device.copies()) == of_a_language(first)
    device.open(f"{first}/index.html")
    device.told(words(first).kept)
    device.page.get_by_role("button", name=words(first).remove).click()
    device.told(words(first).removed)
    assert device.copies() == {}
    assert device.page.evaluate("navigator.serviceWorker.getRegistrations()") == []
    assert device.page.evaluate("document.activeElement.textContent") == words(first).keep


def test_after_a_copy_is_removed_it_can_be_kept_again(device: Device) -> None:
    device.keep()
    device.page.get_by_role("button", name=words("en").remove).click()
    device.told(words("en").removed)
    device.page.get_by_role("button", name=words("en").keep).click()
    device.told(words("en").kept)
    device.cut_off()
    device.open(f"en/{TOPIC}/leaflet.html#{disclaimer('en').code}")
    assert words("en").ways in device.shown()


def test_the_copies_of_another_program_of_the_same_server_are_left_alone(device: Device) -> None:
    device.open("en/index.html")
    device.page.evaluate(
        "caches.open('another').then(one => one.put('/en/x.html', new Response('x')))"
    )
    device.page.get_by_role("button", name=words("en").keep).click()
    device.told(words("en").kept)
    device.page.get_by_role("button", name=words("en").remove).click()
    device.told(words("en").removed)
    assert device.copies() == {"en/x.html": "x"}
