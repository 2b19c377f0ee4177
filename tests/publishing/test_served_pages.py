"""Pages of a site in a real browser, from each of the three servers: what the policy of a page and
that of its server allow together.
"""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from ketacli.publishing.server import HERE
from ketacli.publishing.snippets import Web
from support import barriers
from support.browser import PATIENCE, started
from support.site_folder import FILES, site_folder
from support.web_servers import all_three

STYLE = "h1 { margin-top: 7px }"
SCRIPT = "window.good = true"
WORKER = b"""\
onmessage = async event => {
  const told = await fetch(event.data).then(answer => answer.status, () => "refused")
  event.source.postMessage(told)
}
"""


class Served(NamedTuple):
    """One site on one server, in a browser."""

    browser: Browser
    base: str
    other: str
    """The same site on another server."""


def policy() -> str:
    """As pages of a site have it."""
    own = f"style-src {source(STYLE)}; script-src {source(SCRIPT)}"
    return f"default-src 'none'; {own}; worker-src 'self'; connect-src 'self'; img-src data:"


def a_page() -> str:
    """A page with a style and a script that its policy names, and with others."""
    return f"""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy()}">
<link rel="icon" href="data:,">
<title>The list</title>
<style>{STYLE}</style>
<style>h1 {{ margin-bottom: 99px }}</style>
</head>
<body>
<main><h1>The list</h1></main>
<script>{SCRIPT}</script>
<script>window.evil = true</script>
</body>
</html>
"""


def source(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as browser:
        yield browser


@pytest.fixture(scope="module")
def ports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, int]]:
    folder = tmp_path_factory.mktemp("pages")
    changed = {"en/index.html": a_page().encode(), "sw.js": WORKER}
    site = site_folder(folder / "site", {**FILES, **changed})
    with all_three(site, folder) as ports:
        yield ports


@pytest.fixture(params=["ketacli", *Web])
def served(request: pytest.FixtureRequest, browser: Browser, ports: dict[str, int]) -> Served:
    others = [port for name, port in ports.items() if name != request.param]
    base = f"http://{HERE}:{ports[request.param]}"
    return Served(browser, base, f"http://{HERE}:{others[0]}")


@pytest.fixture
def page(served: Served) -> Iterator[Page]:
    with served.browser.new_context() as context:
        context.set_default_timeout(PATIENCE)
        yield context.new_page()


def test_style_and_script_of_the_page_work_and_others_do_not(served: Served, page: Page) -> None:
    page.goto(f"{served.base}/en/index.html")
    heading = page.locator("h1")
    assert heading.evaluate("h1 => getComputedStyle(h1).marginTop") == "7px"
    assert heading.evaluate("h1 => getComputedStyle(h1).marginBottom") != "99px"
    assert page.evaluate("[window.good, window.evil]") == [True, None]


def test_a_page_asks_its_own_server_and_no_other(served: Served, page: Page) -> None:
    page.goto(f"{served.base}/en/index.html")
    ask = "where => fetch(where, {mode: 'no-cors'}).then(() => 'told', () => 'refused')"
    assert page.evaluate(ask, "/manifest.json") == "told"
    assert page.evaluate(ask, f"{served.other}/manifest.json") == "refused"


def test_the_worker_that_keeps_a_copy_can_work(served: Served, page: Page) -> None:
    page.goto(f"{served.base}/en/index.html")
    status = page.evaluate(
        """async () => {
          const kept = await navigator.serviceWorker.register("../sw.js");
          const told = new Promise(done => {
            navigator.serviceWorker.onmessage = event => done(event.data);
          });
          const worker = kept.installing || kept.waiting || kept.active;
          worker.postMessage("/manifest.json");
          return told;
        }"""
    )
    assert status == 200


def test_nobody_puts_a_page_in_a_frame(served: Served, page: Page) -> None:
    page.set_content(f'<iframe src="{served.base}/en/index.html"></iframe>')
    page.wait_for_load_state("load")
    assert page.frames[1].url.startswith("chrome-error:")


def test_another_page_loads_nothing_of_the_site(served: Served, page: Page) -> None:
    page.set_content("<p>elsewhere</p>")
    loads = """where => new Promise(done => {
      const image = new Image();
      image.onload = () => done("loaded");
      image.onerror = () => done("refused");
      image.src = where;
    })"""
    where = f"{served.base}/en/how-it-works/code.svg"
    assert page.evaluate(loads, where) == "refused"
    page.goto(where)
    assert page.evaluate(loads, where) != "refused"


def test_files_that_a_browser_shows_by_itself_break_no_policy(served: Served, page: Page) -> None:
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    for name in ("leaflet.ogg", "leaflet.txt", "code.svg"):
        page.goto(f"{served.base}/en/how-it-works/{name}")
    assert not [line for line in told if "Policy" in line]


def test_a_page_cannot_see_hear_or_find_its_reader(served: Served, page: Page) -> None:
    allows = "[...document.featurePolicy.allowedFeatures()]"
    senses = {"camera", "microphone", "geolocation", "display-capture", "accelerometer"}
    page.goto(f"{served.base}/en/index.html")
    allowed = set(page.evaluate(allows))
    assert allowed  # the browser can tell
    assert not senses & allowed


@pytest.mark.parametrize("served", ["ketacli"], indirect=True)
def test_the_page_where_nothing_is_keeps_nobody_out(served: Served, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{served.base}/nothing.html")
    # A page without a style cannot turn with the screen or not, so axe is not sure.
    found = [one for one in barriers.found(page) if not one.startswith("css-orientation-lock:")]
    assert found == []
    page.locator("a").click()
    assert page.url == f"{served.base}/index.html"
    assert asked == [f"{served.base}/nothing.html", f"{served.base}/index.html"]
