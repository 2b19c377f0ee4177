"""The page of settings says what `site.yaml` may hold: each setting, its bounds, and an example."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from ketacli import site as sites
from ketacli.library import Library, audit, check_site, read_site
from ketacli.site import Clinic, Records, Screen, Site, Speech, to_json
from support.program import CONTENT, ROOT

PAGE = (ROOT / "docs" / "site.md").read_text(encoding="utf-8")


def settings() -> dict[str, object]:
    """The value of each setting without a `site.yaml`, by its name as the page writes it."""
    found: dict[str, object] = {}
    for name, value in to_json(Site()).items():
        inside = value if isinstance(value, dict) else {}
        found |= {f"{name}.{field}": said for field, said in inside.items()} or {name: value}
    return found


def rows(page: str) -> dict[str, list[str]]:
    """The cells of each row of a page's tables beside its first one, by each `name` in that."""
    lines = [line for line in page.splitlines() if line.startswith("|")]
    cells = [line.strip("| ").split(" | ") for line in lines]
    return {name: row[1:] for row in cells for name in re.findall(r"`([^`]+)`", row[0])}


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The example of the page, as a file."""
    (text,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    file = tmp_path / "site.yaml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(("name", "value"), settings().items())
def test_every_setting_is_there_with_what_holds_without_it(name: str, value: object) -> None:
    said = rows(PAGE)[name][0]
    match value:
        case bool():
            assert said == ("`yes`" if value else "`no`")
        case int() if value:
            assert said == str(value)
        case str() if value:
            assert said == f"`{value}`"
        case _:
            assert said in {"not said", "none", "all", "no printing", "those of the library"}


def test_every_setting_that_is_there_exists() -> None:
    assert set(rows(PAGE.partition("\n## When something is wrong")[0])) == set(settings())


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("idle_seconds", sites.LEAST_IDLE, sites.MOST_IDLE),
        ("warning_seconds", sites.LEAST_WARNING, sites.MOST_WARNING),
        ("speech.rate", sites.SLOWEST, sites.FASTEST),
        ("speech.volume", 0, sites.LOUDEST),
    ],
)
def test_the_bounds_are_those_of_the_program(name: str, least: int, most: int) -> None:
    assert rows(PAGE)[name][1] == f"{least} to {most}"


@pytest.mark.parametrize("side", Screen._fields)
def test_the_bounds_of_a_screen_are_those_of_the_program(side: str, tmp_path: Path) -> None:
    least, most = map(int, rows(PAGE)[f"screen.{side}"][1].split(" to "))
    others = "".join(f"  {name}: 500\n" for name in Screen._fields if name != side)
    file = tmp_path / "site.yaml"
    for number, sound in [(least - 1, False), (least, True), (most, True), (most + 1, False)]:
        file.write_text(f"screen:\n{others}  {side}: {number}\n", encoding="utf-8")
        assert (not audit(file, date.max).problems) is sound


@pytest.mark.parametrize("choice", Records)
def test_every_choice_is_there_and_is_explained(choice: Records) -> None:
    assert f"`{choice.value}`" in rows(PAGE)["records"][1]
    assert f"\n- `{choice.value}`: " in PAGE


def test_every_region_is_there() -> None:
    said = re.findall(r"`(\w+)`", rows(PAGE)["region"][1])
    assert said == [*Library(CONTENT).regions(), "all"]


def test_the_example_passes_the_check_and_has_every_setting(example: Path) -> None:
    assert check_site(example, Library(CONTENT)) == ()
    assert audit(example, date.max).problems == ()
    written = yaml.safe_load(example.read_text(encoding="utf-8"))
    inside = {name: set(value) for name, value in written.items() if isinstance(value, dict)}
    assert set(written) == set(Site._fields)
    assert inside == {
        "clinic": set(Clinic._fields),
        "speech": {*Speech._fields},
        "screen": set(Screen._fields),
    }


def test_the_example_hurries_nobody(example: Path) -> None:
    """Whoever copies it changes no time and no rule without meaning to."""
    site = read_site(example)
    for name in ("idle_seconds", "warning_seconds", "records", "accessible", "require_sign_off"):
        assert getattr(site, name) == getattr(Site(), name)
    assert site.speech._replace(voices=()) == Speech()


def faults() -> list[tuple[str, str]]:
    """Each rule that the page names, and the broken setting that it shows as an example."""
    examples = rows(PAGE.partition("\n## When something is wrong")[2].partition("\n## ")[0])
    return [
        (rule, text)
        for rule, (shown,) in examples.items()
        for text in re.findall(r"`(\w+: [^`]+)`", shown)
    ]


@pytest.mark.parametrize(("rule", "text"), faults())
def test_the_examples_of_faults_are_faults(rule: str, text: str, tmp_path: Path) -> None:
    file = tmp_path / "site.yaml"
    file.write_text(text, encoding="utf-8")
    (problem,) = check_site(file, Library(CONTENT))
    assert problem.rule == rule or (rule, problem.rule) in {("type", "value"), ("value", "type")}
