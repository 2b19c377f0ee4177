"""Which language and region a reader gets: strict where it was asked for, else the nearest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.errors import NotFoundError, Wanted
from ketacli.library.language import Chosen, choose, territory

OFFERED = ("en", "es", "pt-BR", "zh-Hans")
environments = st.dictionaries(
    st.sampled_from(["LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"]),
    st.text(alphabet="enESpt_-.@:C8", max_size=8),
)


GIVEN = {
    "es": "es",
    "ES": "es",
    "pt-BR": "pt-BR",
    "pt_br": "pt-BR",
    "zh-hans": "zh-Hans",
    "zh": "zh-Hans",
    "zh_CN": "zh-Hans",
}


@pytest.mark.parametrize(("asked", "tag"), GIVEN.items())
def test_a_language_that_is_asked_for_is_given(asked: str, tag: str) -> None:
    assert choose(OFFERED, asked, {"LANG": "en_GB.UTF-8"}) == Chosen(tag)


REFUSED = ["fr", "en-GB", "pt", "zh-TW", "e", "es.UTF-8", "../es", "\x1b[2J"]


@pytest.mark.parametrize("asked", REFUSED)
def test_a_language_that_is_asked_for_and_not_there_is_refused_with_what_is(asked: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        choose(OFFERED, asked, {})
    assert caught.value.wanted is Wanted.LANGUAGE
    assert (caught.value.name, caught.value.there_is) == (asked, OFFERED)


@pytest.mark.parametrize(
    ("environment", "chosen"),
    [
        ({}, Chosen("en")),
        ({"LANG": "es_MX.UTF-8"}, Chosen("es")),
        ({"LANG": "es"}, Chosen("es")),
        ({"LANG": "pt_BR.UTF-8@x"}, Chosen("pt-BR")),
        ({"LANG": "zh_CN.UTF-8"}, Chosen("zh-Hans")),
        ({"LANG": "zh_SG"}, Chosen("zh-Hans")),
        ({"LANG": "zh_TW.UTF-8"}, Chosen("en", "zh-TW")),
        ({"LANG": "C.UTF-8"}, Chosen("en")),
        ({"LANG": "POSIX"}, Chosen("en")),
        ({"LANG": ""}, Chosen("en")),
        ({"LANG": "fr_FR.UTF-8"}, Chosen("en", "fr-FR")),
        ({"LANG": "fr_FR", "LC_ALL": "es_ES"}, Chosen("es")),
        ({"LANG": "fr_FR", "LC_MESSAGES": "es_ES"}, Chosen("es")),
        ({"LC_ALL": "C", "LANG": "es_ES"}, Chosen("en")),
        ({"LC_ALL": "", "LANG": "es_ES"}, Chosen("es")),
        ({"LANG": "fr_FR", "LANGUAGE": "de:es:en"}, Chosen("es")),
        ({"LANG": "fr_FR", "LANGUAGE": "de:it"}, Chosen("en", "de")),
        ({"LANG": "es_ES", "LANGUAGE": ":"}, Chosen("es")),
        ({"LANG": "C", "LANGUAGE": "es"}, Chosen("en")),
        ({"LANG": "fr_FR", "LANGUAGE": "C:es"}, Chosen("es")),
    ],
)
def test_the_environment_gets_the_nearest_and_hears_what_it_did_not_get(
    environment: dict[str, str], chosen: Chosen
) -> None:
    assert choose(OFFERED, "", environment) == chosen


@pytest.mark.parametrize(
    ("locale", "country"),
    [
        ("en_GB.UTF-8", "GB"),
        ("de_AT@euro", "AT"),
        ("en_us", "US"),
        ("en", ""),
        ("C.UTF-8", ""),
        ("", ""),
        ("zh_Hans_CN", ""),
        ("en_123", ""),
        ("en_4G", ""),
        ("en_", ""),
    ],
)
def test_the_territory_is_the_country_at_the_end_of_the_locale(locale: str, country: str) -> None:
    assert territory({"LANG": locale}) == country


@given(environments)
def test_any_environment_gets_a_language_that_is_there(environment: dict[str, str]) -> None:
    chosen = choose(OFFERED, "", environment)
    assert chosen.tag in OFFERED
    assert chosen.tag == OFFERED[0] or not chosen.instead_of
    assert len(territory(environment)) in {0, 2}
