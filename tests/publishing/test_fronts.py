from pathlib import Path

import pytest

from ketacli.publishing import fronts
from ketacli.publishing.order import Order
from ketacli.publishing.plan import Plan, plan
from ketacli.publishing.state import File, Unit
from support.content import change
from support.publishing import order, two_languages

ADDRESS = "https://clinic.example/info/"
FILES = {
    "en/small/leaflet.html": File("a", 50_000),
    "en/small/leaflet.ogg": File("b", 9_000_000),
    "es/small/leaflet.html": File("c", 70_000),
}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return two_languages(tmp_path)


def planned(library: Path, address: str = "") -> tuple[Order, Plan]:
    wanted = order(library, address=address)
    return wanted, plan(wanted, {"en/gone": Unit(())})


def test_the_list_leads_to_the_doors_of_its_language_and_to_other_lists(library: Path) -> None:
    found = fronts.list_files(*planned(library), "en", FILES)
    assert found.keys() == {"en/index.html"}
    page = found["en/index.html"].decode()
    assert "small/index.html" in page
    assert "other/index.html" in page
    assert "../es/index.html" in page
    assert "../sw.js" in page


def test_the_list_says_what_is_not_shown_and_why(library: Path) -> None:
    change(library / "en/topics/other.yaml", "2999-01-01", "2026-01-02")
    page = fronts.list_files(*planned(library), "en", FILES)["en/index.html"].decode()
    told = planned(library)[1].tongues["en"].shelf.withheld[0]
    assert told.words[0] in page
    assert "other/leaflet.html" not in page


def test_a_copy_on_a_device_takes_all_but_sound(library: Path) -> None:
    page = fronts.list_files(*planned(library), "en", FILES)["en/index.html"].decode()
    assert "50 kB" in page


def test_the_first_page_leads_to_the_list_of_each_language(library: Path) -> None:
    found = fronts.first_files(*planned(library))
    assert found.keys() == {"index.html", "sw.js"}
    page = found["index.html"].decode()
    assert "en/index.html" in page
    assert "es/index.html" in page
    assert "Español" in page


def test_where_the_address_is_known_search_engines_find_the_doors_and_no_more(
    library: Path,
) -> None:
    found = fronts.first_files(*planned(library, ADDRESS))["sitemap.xml"].decode()
    assert found.count("<loc>") == 4
    assert f"<loc>{ADDRESS}es/small/</loc>" in found
    assert "gone" not in found


def test_a_page_tells_what_became_of_a_leaflet(library: Path) -> None:
    wanted, all_pages = planned(library)
    (told,) = all_pages.told
    found = fronts.told_files(wanted, all_pages, told)
    names = ("index.html", "leaflet.html", "large-print.html")
    assert found.keys() == {f"en/gone/{name}" for name in names}
    assert len(set(found.values())) == 1
    page = found["en/gone/index.html"].decode()
    assert all_pages.tongues["en"].library.web_labels.gone in page
    assert "../index.html" in page


def test_what_a_front_is_made_from_changes_with_what_it_shows(library: Path) -> None:
    wanted, all_pages = planned(library)
    usual = fronts.front(wanted, all_pages, "en", FILES)
    assert usual == fronts.front(wanted, all_pages, "en", FILES)
    more = {**FILES, "en/small/leaflet.txt": File("d", 1)}
    assert fronts.front(wanted, all_pages, "en", more).key != usual.key
    foreign = {**FILES, "es/small/leaflet.txt": File("d", 1)}
    assert fronts.front(wanted, all_pages, "en", foreign).key == usual.key
    first = fronts.first(wanted, all_pages)
    assert first.key != fronts.first(*planned(library, ADDRESS)).key
    change(library / "en/topics/other.yaml", "2999-01-01", "2026-01-02")
    assert fronts.front(*planned(library), "en", FILES).key != usual.key
    assert fronts.first(*planned(library)).key == first.key
