"""The one list of what servers say with a site."""

import re

import pytest

from ketacli.publishing import headers
from ketacli.publishing.headers import EVERYWHERE, FILE, FOLDER, KINDS, Header, about
from ketacli.publishing.kinds import Kind
from support.site_folder import FILES

SAID = {header.name: header.value for header in EVERYWHERE}
POLICY = dict(
    directive.split(" ", maxsplit=1) for directive in SAID["Content-Security-Policy"].split("; ")
)


@pytest.mark.parametrize("kind", Kind)
def test_a_file_of_each_kind_that_a_site_can_hold_has_an_address_and_a_type(kind: Kind) -> None:
    assert re.fullmatch(FILE, f"/en/how-it-works/{kind.file}")
    assert about(f"/en/how-it-works/{kind.file}")[0].value


@pytest.mark.parametrize("path", ["index.html", "sw.js", "manifest.json", "zh-Hans/index.html"])
def test_files_of_the_site_itself_have_addresses(path: str) -> None:
    assert re.fullmatch(FILE, f"/{path}")


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/en/", "/en", "//index.html", "/en//index.html", "index.html"),
        *("/.hidden.html", "/.ketacli.json", "/en/.index.html", "/.git/index.html"),
        *("/../index.html", "/en/../index.html", "/en/x/../../../index.html"),
        *("/index.html\n", "/index.html\0", "/index.html.bak", "/index.HTML", "/index.html/"),
        *("/a/b/c/index.html", "/notes.bak", "/index", "/in dex.html", "/\u00e9.html"),
    ],
)
def test_nothing_else_is_the_address_of_a_file(path: str) -> None:
    assert not re.fullmatch(FILE, path)


@pytest.mark.parametrize(
    ("path", "is_one"),
    [("/en", True), ("/en/x", True), ("/en/", False), ("/a/b/c", False), ("//evil", False)],
)
def test_a_folder_is_one_name_or_two(path: str, is_one: bool) -> None:
    assert bool(re.fullmatch(FOLDER, path)) is is_one


def test_text_says_its_letters_and_bytes_and_json_do_not() -> None:
    with_letters = {ending for ending, kind in KINDS.items() if kind.endswith("; charset=utf-8")}
    assert set(KINDS) - with_letters == {"json", "pdf", "ogg"}


def test_the_policy_lets_nothing_in_from_elsewhere_and_nobody_put_it_in_a_frame() -> None:
    assert POLICY["default-src"] == POLICY["frame-ancestors"] == POLICY["base-uri"] == "'none'"
    assert POLICY["form-action"] == "'self'"
    sources = {source for allowed in POLICY.values() for source in allowed.split()}
    assert sources == {"'none'", "'self'", "'unsafe-inline'", "data:"}


def test_only_what_the_policies_of_pages_narrow_by_a_digest_is_left_open() -> None:
    # tests/publishing/test_published.py: a folder of pages without such a policy is refused.
    opened = {name for name, allowed in POLICY.items() if "'unsafe-inline'" in allowed}
    assert opened == {"script-src", "style-src"}
    assert "'unsafe-inline'" in POLICY["script-src"].split() == ["'unsafe-inline'"]


def test_every_answer_keeps_readers_to_themselves() -> None:
    assert SAID["X-Content-Type-Options"] == "nosniff"
    assert SAID["Referrer-Policy"] == "no-referrer"
    assert SAID["Cross-Origin-Opener-Policy"] == "same-origin"
    assert SAID["Cross-Origin-Resource-Policy"] == "same-origin"
    senses = SAID["Permissions-Policy"].split(", ")
    assert {"camera=()", "microphone=()", "geolocation=()"} < set(senses)
    assert all(sense.endswith("=()") for sense in senses)


def test_encryption_is_not_asked_for_on_this_machine() -> None:
    assert headers.ENCRYPTED.name not in SAID


@pytest.mark.parametrize("name", FILES)
def test_a_browser_asks_again_each_time_and_keeps_no_worker(name: str) -> None:
    kept = Header("Cache-Control", "no-store" if name == "sw.js" else "no-cache")
    assert [header for header in about(f"/{name}") if header.name == kept.name] == [kept]


@pytest.mark.parametrize("name", FILES)
def test_search_engines_find_doors_and_lists_and_nothing_behind_them(name: str) -> None:
    listed = headers.UNLISTED not in about(f"/{name}")
    assert listed is (name.rpartition("/")[2] == "index.html")
    assert bool(re.fullmatch(headers.PAGE, f"/{name}")) is listed


def test_no_header_holds_a_letter_that_acts_in_a_configuration() -> None:
    said = (*EVERYWHERE, headers.ENCRYPTED, headers.ASKED_AGAIN, headers.UNLISTED, headers.ALLOWED)
    for header in said:
        assert re.fullmatch("[A-Za-z-]+", header.name)
        assert re.fullmatch(r"[A-Za-z0-9 ,;:'()=-]+", header.value)
