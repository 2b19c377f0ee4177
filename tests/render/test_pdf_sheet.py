import re
from datetime import date

import pytest

from ketacli.leaflet import Leaflet, Role
from ketacli.render.pdf_paper import Paper
from ketacli.render.pdf_sheet import Sheet, version
from ketacli.text import Paragraph, Span
from support.leaflets import topics
from support.pdf_pages import labels, said_once

ONE = topics()["en/how-ketamine-works"]


def test_a_version_is_eight_letters_that_cannot_be_mistaken() -> None:
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", version(ONE))


def test_every_leaflet_has_a_version_of_its_own() -> None:
    assert len({version(leaflet) for leaflet in topics().values()}) == len(topics())


def test_one_other_word_is_another_version() -> None:
    assert version(said_once("Call 911.")) != version(said_once("Call 999."))


def test_the_days_of_a_leaflet_do_not_change_its_version() -> None:
    assert version(_on_another_day(ONE)) == version(ONE)
    assert _on_another_day(ONE) != ONE


def test_a_sheet_says_the_version_and_the_codes_that_it_was_given() -> None:
    words = labels("en")
    assert list(Sheet(words).codes(ONE)) == [f"Version {version(ONE)}"]
    assert list(Sheet(words, acknowledged="A", receipt="B").codes(ONE)) == [
        f"Version {version(ONE)}",
        "Disclaimer A",
        "Receipt B",
    ]


@pytest.mark.parametrize("paper", Paper)
def test_large_print_is_18_points_and_never_smaller_at_the_foot(paper: Paper) -> None:
    large, usual = Sheet(labels("en"), paper, large=True), Sheet(labels("en"), paper)
    assert (large.size, large.leading) == (18, 0.5)
    assert min(large.foot, large.size * min(large.scales)) == 18
    assert usual.size == 12


def test_nobody_checked_is_a_day_that_is_the_same_for_all() -> None:
    assert Sheet(labels("en")).checked == date(2000, 1, 1)


def _on_another_day(leaflet: Leaflet) -> Leaflet:
    other = (Paragraph((Span("The writers last checked this leaflet in another year."),)),)
    parts = tuple(
        part._replace(blocks=other) if part.role is Role.DATES else part for part in leaflet.parts
    )
    return leaflet._replace(parts=parts)
