"""What a clinic says about itself and its device: written down and read back."""

import json
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli import site as sites
from ketacli.library.read_back import FOREIGN
from ketacli.site import Clinic, Records, Screen, Site, Speech, from_json, to_json
from support.damage import JUNK, places, put, without

TEXT = st.text(max_size=8)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
NUMBER = st.integers(0, 100_000)
SITES = st.builds(
    Site,
    clinic=st.builds(Clinic, TEXT, TEXT, TEXT),
    region=TEXT,
    languages=TEXTS,
    topics=TEXTS,
    shared_device=st.booleans(),
    accessible=st.booleans(),
    require_sign_off=st.booleans(),
    idle_seconds=NUMBER,
    warning_seconds=NUMBER,
    caretaker=TEXT,
    last_check=st.none() | st.dates(),
    print_command=TEXTS,
    records=st.sampled_from(Records),
    speech=st.builds(
        Speech, TEXT, NUMBER, NUMBER, st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple)
    ),
    screen=st.builds(Screen, NUMBER, NUMBER, NUMBER),
    published_at=TEXT,
)
"""Any settings at all. The bounds of `site.yaml` are the schema's."""
WHOLE = Site(
    Clinic("A clinic", "020 7946 0000", "the poster"),
    region="uk",
    languages=("en", "es"),
    topics=("how-ketamine-works",),
    shared_device=True,
    accessible=True,
    require_sign_off=True,
    idle_seconds=60,
    warning_seconds=40,
    caretaker="The front desk",
    last_check=date(2026, 11, 26),
    print_command=("lp", "-d", "desk"),
    records=Records.REQUIRED,
    speech=Speech("espeak", 120, 80, (("en", "en-gb"), ("es", "es-419"))),
    screen=Screen(510, 290, 600),
    published_at="https://leaflets.example.org/ketamine/",
)
"""Settings that are all other than without a `site.yaml`."""


def through_json(site: Site) -> dict[str, Any]:
    written: dict[str, Any] = json.loads(json.dumps(to_json(site)))
    return written


@given(SITES)
def test_what_is_written_reads_back_the_same(site: Site) -> None:
    read = from_json(through_json(site))
    assert read == site
    assert [type(value) for value in read] == [type(value) for value in site]
    assert isinstance(read.speech.voices, tuple)


@pytest.mark.parametrize("name", Site._fields)
def test_no_setting_is_lost_on_the_way(name: str) -> None:
    site = Site(**{name: getattr(WHOLE, name)})
    assert site != Site()
    assert from_json(through_json(site)) == site


def test_reading_back_changes_nothing_that_was_written() -> None:
    written = through_json(WHOLE)
    from_json(written)
    assert written == through_json(WHOLE)


@pytest.mark.parametrize("place", list(places(through_json(WHOLE))), ids=str)
def test_settings_with_a_part_missing_or_damaged_are_foreign_or_read(
    place: tuple[int | str, ...],
) -> None:
    whole = through_json(WHOLE)
    damaged = [put(whole, place, junk) for junk in JUNK]
    for written in (without(whole, place), *damaged):
        try:
            read = from_json(written)
        except FOREIGN:
            continue
        assert isinstance(read, Site)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("records", "sometimes"),
        ("last_check", "2026-13-01"),
        ("speech", {"command": "a"}),
        ("screen", {"width": 1, "depth": 2}),
        ("clinic", []),
        ("languages", None),
        ("a setting of another version", 1),
    ],
)
def test_what_cannot_be_is_foreign(name: str, value: object) -> None:
    with pytest.raises(FOREIGN):
        from_json({**through_json(WHOLE), name: value})


def test_a_language_without_a_voice_of_its_own_is_the_name_of_one() -> None:
    assert [WHOLE.speech.voice(tag) for tag in ("en", "es", "de")] == ["en-gb", "es-419", "de"]
    assert Speech().voice("pt-BR") == "pt-BR"


def test_without_a_site_the_settings_are_within_their_bounds() -> None:
    site = Site()
    assert sites.LEAST_IDLE <= site.idle_seconds <= sites.MOST_IDLE
    assert 20 <= sites.LEAST_WARNING <= site.warning_seconds <= sites.MOST_WARNING  # WCAG 2.2.1
    assert sites.SLOWEST <= site.speech.rate <= sites.FASTEST
    assert 0 <= site.speech.volume <= sites.LOUDEST
    assert not any((site.shared_device, site.accessible, site.require_sign_off))


@pytest.mark.parametrize(
    "address",
    ["https://a.org", "https://A-1.a.org:65535", "http://10.0.0.1:80/a/b.c/", "http://a/%C3%A9~"],
)
def test_the_address_of_a_folder_ends_with_a_slash(address: str) -> None:
    whole = address if address.endswith("/") else f"{address}/"
    assert sites.web_folder(address) == sites.web_folder(whole) == whole


def test_a_door_is_an_address_that_needs_no_other_letters() -> None:
    door = sites.door("https://a.org/x/", "zh-Hans", "how-ketamine-works")
    assert door == "https://a.org/x/zh-Hans/how-ketamine-works/"
    assert quote(door, safe=":/") == door
