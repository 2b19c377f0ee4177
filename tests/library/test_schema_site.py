"""What `site.yaml` may hold: each field, each bound, and each wrong value at its place."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from ketacli import site as sites
from ketacli.errors import ContentError
from ketacli.library import audit, read_site
from ketacli.library.schema_site import SiteModel
from ketacli.site import Clinic, Records, Screen, Site, Speech

TODAY = date(2026, 11, 26)
SCREEN = "screen: {width: 510, height: 290, distance: 600}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "site.yaml"


def said(file: Path, text: str) -> Site:
    file.write_text(text, encoding="utf-8")
    assert audit(file, TODAY).problems == ()
    return read_site(file)


class Told(NamedTuple):
    line: int
    column: int
    rule: str
    message: str


def told(file: Path, text: str) -> list[Told]:
    """What a reader of the file is told, which is what `check` tells too."""
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_site(file)
    assert caught.value.problems == audit(file, TODAY).problems
    return [Told(*problem[1:5]) for problem in caught.value.problems]


def test_the_model_of_a_site_has_the_fields_of_a_site_and_needs_none_of_them(file: Path) -> None:
    assert set(SiteModel.model_fields) == set(Site._fields)
    assert said(file, "{}") == Site()


@pytest.mark.parametrize("name", ["clinic", "speech"])
def test_a_group_of_settings_may_leave_everything_out(name: str, file: Path) -> None:
    assert said(file, f"{name}: {{}}") == Site()


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("clinic: {name: A}", Site(Clinic("A"))),
        ("clinic: {name: A, telephone: 0123, terms: B}", Site(Clinic("A", "0123", "B"))),
        ("region: uk", Site(region="uk")),
        ("languages: [pt-BR, en]", Site(languages=("pt-BR", "en"))),
        ("languages: []", Site()),
        ("topics: [b, a]", Site(topics=("b", "a"))),
        ("shared_device: yes", Site(shared_device=True)),
        ("shared_device: True", Site(shared_device=True)),
        ("accessible: true", Site(accessible=True)),
        ("require_sign_off: yes", Site(require_sign_off=True)),
        ("require_sign_off: no", Site()),
        ("idle_seconds: 30", Site(idle_seconds=30)),
        ("idle_seconds: 300", Site(idle_seconds=300)),
        ("warning_seconds: 20", Site(warning_seconds=20)),
        ("warning_seconds: 120", Site(warning_seconds=120)),
        ("caretaker: ' The desk '", Site(caretaker="The desk")),
        (
            "last_check: 2026-11-26\ncaretaker: A",
            Site(caretaker="A", last_check=date(2026, 11, 26)),
        ),
        ("print_command: [lp, -d, desk]", Site(print_command=("lp", "-d", "desk"))),
        ("records: wanted", Site()),
        ("records: required", Site(records=Records.REQUIRED)),
        ("records: off", Site(records=Records.OFF)),
        ("speech: {command: /usr/bin/espeak}", Site(speech=Speech("/usr/bin/espeak"))),
        ("speech: {rate: 80, volume: 0}", Site(speech=Speech(rate=80, volume=0))),
        ("speech: {rate: 450, volume: 200}", Site(speech=Speech(rate=450, volume=200))),
        (
            "speech: {voices: {es: es-419, en: en-gb}}",
            Site(speech=Speech(voices=(("es", "es-419"), ("en", "en-gb")))),
        ),
        (SCREEN, Site(screen=Screen(510, 290, 600))),
        ("screen: {width: 1, height: 1, distance: 1}", Site(screen=Screen(1, 1, 1))),
        ("published_at: http://a", Site(published_at="http://a/")),
        ("published_at: https://a.org:8443/x", Site(published_at="https://a.org:8443/x/")),
    ],
)
def test_what_is_said_is_what_is_read(text: str, site: Site, file: Path) -> None:
    assert said(file, text) == site


BOUNDS = [
    ("idle_seconds", sites.LEAST_IDLE, sites.MOST_IDLE),
    ("warning_seconds", sites.LEAST_WARNING, sites.MOST_WARNING),
    ("speech.rate", sites.SLOWEST, sites.FASTEST),
    ("speech.volume", 0, sites.LOUDEST),
]


@pytest.mark.parametrize(("name", "least", "most"), BOUNDS)
def test_a_number_is_within_its_bounds(name: str, least: int, most: int, file: Path) -> None:
    group, _, field = name.rpartition(".")
    before = f"{group}:\n  {field}: " if group else f"{field}: "
    line, column = (2, len(field) + 5) if group else (1, len(field) + 3)
    for number in (least, most):
        said(file, f"{before}{number}")
    (problem,) = told(file, f"{before}{most + 1}")
    assert problem == (line, column, "type", f"this must be {most} or less")
    (problem,) = told(file, f"{before}{least - 1}")
    assert problem[:2] == (line, column)
    assert problem[2:] in {
        ("type", f"this must be {least} or more"),
        ("value", "this must be a whole number, in digits"),  # -1
    }


@pytest.mark.parametrize("side", Screen._fields)
def test_a_screen_is_measured_on_all_sides_or_on_none(side: str, file: Path) -> None:
    sides = {name: "500" for name in Screen._fields if name != side}
    text = "".join(f"  {name}: {value}\n" for name, value in sides.items())
    assert told(file, f"region: uk\nscreen:\n{text}") == [
        (2, 1, "missing", f"`{side}` is missing here")
    ]
    for value, rule in [("0", "type"), ("100001", "type"), ("5.5", "value"), ("", "value")]:
        assert [found[2] for found in told(file, f"screen:\n{text}  {side}: {value}")] == [rule]


@pytest.mark.parametrize("value", ["", "~", "yes", "1e2", "+60", "0x3C", "'60 '", "60s", "1" * 10])
@pytest.mark.parametrize("name", ["idle_seconds", "warning_seconds"])
def test_a_number_is_digits_and_nothing_else(name: str, value: str, file: Path) -> None:
    (problem,) = told(file, f"{name}: {value}")
    assert problem[2:] == ("value", "this must be a whole number, in digits")


@pytest.mark.parametrize(
    ("text", "line", "column", "meant"),
    [
        ("idel_seconds: 60", 1, 1, "idle_seconds"),
        ("clinic:\n  name: A\n  adress: B", 3, 3, ""),
        ("clinic:\n  nane: A", 2, 3, "name"),
        ("speech:\n  voice: {en: a}", 2, 3, "voices"),
        ("speech: {rat: 120}", 1, 10, "rate"),
        ("screen:\n  widht: 1\n  width: 1\n  height: 1\n  distance: 1", 2, 3, "width"),
        ("screen: {width: 1, height: 1, distance: 1, distanse: 1}", 1, 44, "distance"),
    ],
)
def test_a_name_that_is_not_known_is_told_with_what_was_meant(
    text: str, line: int, column: int, meant: str, file: Path
) -> None:
    (problem,) = told(file, text)
    assert problem[:3] == (line, column, "unknown-name")
    assert problem.message.endswith(f"; did you mean `{meant}`?" if meant else " is not known here")


@pytest.mark.parametrize(
    ("text", "line", "column"), [("rate: 120", 1, 1), ("clinic:\n  width: 3", 2, 3)]
)
def test_a_name_in_the_wrong_place_is_told_as_that(
    text: str, line: int, column: int, file: Path
) -> None:
    (problem,) = told(file, text)
    assert problem[:3] == (line, column, "unknown-name")
    assert problem.message.endswith("does not belong here")


@pytest.mark.parametrize("field", ["telephone", "terms"])
def test_a_clinic_that_can_be_called_or_has_terms_has_a_name(field: str, file: Path) -> None:
    (problem,) = told(file, f"region: uk\nclinic:\n  {field}: A")
    assert problem[:3] == (2, 1, "value")
    assert problem.message == "`name` is needed beside `telephone` and `terms`"


def test_a_check_was_made_by_somebody(file: Path) -> None:
    for text in ("last_check: 2026-11-26", "last_check: 2026-11-26\nregion: uk"):
        assert told(file, text) == [(1, 13, "value", "`caretaker` is needed beside `last_check`")]
    assert told(file, "last_check: 2026-11-26\ncaretaker: []") == [
        (2, 1, "type", "this must be a text")
    ]
    assert said(file, "caretaker: A") == Site(caretaker="A")


@pytest.mark.parametrize("day", ["2026-02-29", "20261126", "26.11.2026", "today", "", "2026-11"])
def test_a_day_exists(day: str, file: Path) -> None:
    (problem,) = told(file, f"caretaker: A\nlast_check: {day}")
    assert (problem.line, problem.rule) == (2, "value")
    assert problem.message == "this must be a day that exists, as 2026-11-23"


@pytest.mark.parametrize("name", ["-v", "--stdout", "a b", '""', '"a\\nb"', "''"])
@pytest.mark.parametrize("before", ["speech: {command: ", "speech: {voices: {en: "])
def test_a_program_or_a_voice_is_one_word_that_is_no_option(
    before: str, name: str, file: Path
) -> None:
    (problem,) = told(file, f"{before}{name}{'}' * before.count('{')}")
    assert problem[2:] == ("type", "this must be one word that does not start with -")


def test_the_language_of_a_voice_is_told_where_it_stands(file: Path) -> None:
    assert told(file, "speech:\n  voices:\n    english: en-gb") == [
        (3, 5, "type", "this must be a language tag, as en or pt-BR")
    ]


@pytest.mark.parametrize("value", ["Off", "maybe", "", "true"])
def test_records_are_a_choice(value: str, file: Path) -> None:
    (problem,) = told(file, f"records: {value}")
    assert problem.rule == "choice"
    assert problem.message.startswith("this must be 'wanted', 'required' or 'off'")


def test_a_choice_is_told_with_what_was_meant(file: Path) -> None:
    (problem,) = told(file, "records: require")
    assert problem[:2] == (1, 10)
    assert problem.message.endswith("; did you mean `required`?")


@pytest.mark.parametrize(
    "address",
    [
        *("www.example.org", "ftp://a.org/", "file:///srv/", "javascript:alert(1)", "https:///a"),
        *(
            "https://me@a.org/",
            "https://me:word@a.org/",
            "https://a.org/?a=b",
            "'https://a.org/#a'",
        ),
        *("https://a.org/a b", '"https://a.org/\\n"', '"https://a.org/\\t"', "https://a.org\\a"),
        *("https://\u00e9.org/", "https://a.org/\u00e9", "https://a.org/%zz", "https://-a.org/"),
        *("https://a..org/", "https://a.org:0/", "https://a.org:65536/", "https://[::1]/"),
        *("https://a.org/index.html", "https://a.org/INDEX.HTM", "https://a.org/<b>", "[]", ""),
    ],
)
def test_an_address_is_one_of_a_folder_on_the_web(address: str, file: Path) -> None:
    (problem,) = told(file, f"region: uk\npublished_at: {address}")
    assert problem[:3] == (2, 1 if address in {"", "[]"} else 15, "value")
    assert problem.message.startswith("this must be the address of a folder, as https://leaflets.")


def test_an_address_is_short_enough_for_a_code(file: Path) -> None:
    address = "https://a.org/".ljust(sites.LONGEST_ADDRESS, "x")
    assert said(file, f"published_at: {address}").published_at == f"{address}/"
    (problem,) = told(file, f"published_at: {address}x")
    assert problem == (1, 15, "value", "this address must have less than 200 letters")


@pytest.mark.parametrize("name", Site._fields)
def test_nothing_is_said_by_a_name_alone(name: str, file: Path) -> None:
    """A name without a value is a slip, and not a wish for what is there without it."""
    text = f"caretaker: A\n{name}:" if name != "caretaker" else "caretaker:"
    (problem,) = told(file, text)
    assert problem.line == text.count("\n") + 1


@pytest.mark.parametrize("text", ["[]", "~", "a", "- region: uk"])
def test_a_site_is_names_with_values(text: str, file: Path) -> None:
    assert told(file, text) == [(1, 1, "type", "this must be names with values")]


def test_every_fault_is_told_in_one_go(file: Path) -> None:
    text = "idle_seconds: 5\nrecords: x\nspeech:\n  rate: 1\n  volume: 999\nscreen: {}\n"
    assert [(line, rule) for line, _, rule, _ in told(file, text)] == [
        (1, "type"),
        (2, "choice"),
        (4, "type"),
        (5, "type"),
        (6, "missing"),
        (6, "missing"),
        (6, "missing"),
    ]
