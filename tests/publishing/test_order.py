from datetime import date
from pathlib import Path

from ketacli.publishing.order import Order
from ketacli.site import Clinic, Site, Speech
from support.publishing import order, two_languages


def test_neither_language_nor_region_come_from_the_machine(tmp_path: Path) -> None:
    wanted = order(two_languages(tmp_path))
    library = wanted.opened()
    assert library.language == "en"
    assert library.region() == ""
    assert wanted.opened("es").language == "es"


def test_a_page_that_is_no_leaflet_has_the_crisis_lines_of_the_region(tmp_path: Path) -> None:
    wanted = order(two_languages(tmp_path))
    library = wanted.opened()
    all_of_them = wanted.sheet(library, "Title")
    assert len(all_of_them.parts) == len(library.regions())
    assert [part.id for part in wanted._replace(region="uk").sheet(library, "Title").parts] == [
        "help-uk"
    ]


def test_its_settings_stand_for_what_pages_are_made_from(tmp_path: Path) -> None:
    usual = order(tmp_path)
    for other in (
        usual._replace(region="uk"),
        usual._replace(address="https://a.example/"),
        usual._replace(site=Site(clinic=Clinic(name="A clinic"))),
        usual._replace(site=Site(speech=Speech(rate=90))),
        usual._replace(site=Site(require_sign_off=True)),
    ):
        assert other.settings() != usual.settings()
    for same in (
        usual._replace(site=Site(idle_seconds=77)),
        usual._replace(compiled_in=None),
        usual._replace(day=date(2026, 12, 2)),
    ):
        assert same.settings() == usual.settings()
    assert isinstance(usual, Order)
