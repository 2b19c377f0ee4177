import pytest

from ketacli.render.html_links import Places, to_call, web


def test_a_place_is_called_as_content_calls_it_where_that_is_a_name() -> None:
    places = Places()
    assert places.take("", "how-it-works") == "how-it-works"
    assert places.take("s", "12") == "s12"
    for odd in ("A b", "", "\u00e9", "x" * 61, "-x", 'x"'):
        name = places.take("s", odd)
        assert name.startswith("s_")
    assert places.take("", "?").startswith("_")


def test_no_two_places_are_called_alike() -> None:
    places = Places()
    names = [places.take(*wanted) for wanted in [("", "s1"), ("s", "1"), ("s", "1"), ("s", "?")]]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "address", ["https://doi.org/10.1016/S0006-3223(99)00230-9", "http://x.org/?a=b&c#d"]
)
def test_an_address_of_the_web_is_a_link(address: str) -> None:
    assert web(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "javascript:alert(1)",
        "x",
        "ftp://x",
        "https://x y",
        'https://"',
        "https://<",
        "HTTPS://\n",
    ],
)
def test_anything_else_is_none(address: str) -> None:
    assert web(address) == ""


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("911", "tel:911"),
        ("116 123", "tel:116123"),
        ("+44 20-7946", "tel:+44207946"),
        ("988lifeline.org", "https://988lifeline.org"),
        ("12", ""),
        ("A&E", ""),
        ("javascript:x.org", ""),
        ("911\n", ""),
    ],
)
def test_a_crisis_line_can_be_called_or_opened(text: str, href: str) -> None:
    assert to_call(text) == href
