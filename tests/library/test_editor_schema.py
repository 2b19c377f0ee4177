"""The JSON Schema that editors use agrees with `check` about what is sound and what is not."""

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from ketacli.library.editor_schema import schema_of, schema_of_all
from ketacli.library.loading import MODELS, kind_of
from support.broken import PLACES, Broken, broken_files
from support.content import SMALL_TOPIC, small_library
from support.program import CONTENT

SHIPPED = sorted(CONTENT.rglob("*.yaml"))
SEEN_BY_EDITORS = {"missing", "unknown-name", "type", "choice", "length", "value"}
"""The rules of shape. The others need more than one field, or more than one file."""
UNSEEN = {
    "topic--missing--guide",  # which fields are needed depends on another field
    "topic--value--evidence-alone",
    "site--value--clinic",
    "site--value--last-check-by-nobody",
    "site--value--warning",  # to JSON, 30.0 is a whole number
    "topic--value--warning-alone",
    "topic--value--two-right",
    "topic--value",  # editors may look at a day, and a validator need not
    "topic--value--week",
    "site--value--last-check",
    "ratings--value--day",
    "sign-offs--value--day",
    "sign-offs--value--order",
    "speech--value",  # what one field holds has to fit what another does
    "speech--value--unknown-slot",
    "style--value--target-over-most",
    "style--type--animal",  # a pattern for names in a mapping leaves room for others
    "site--type--speech-voice-language",  # the same
    "topic--type--id-with-line-break",  # for Python's `$` a line ends before its line break
}


class Yaml12(yaml.SafeLoader):
    """Reads scalars as the core schema of YAML 1.2 has it, as editors do."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - as PyYAML declares it


Yaml12.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
Yaml12.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789")
)
Yaml12.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9]+\.[0-9]+$"), list("-+0123456789")
)
Yaml12.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""]
)


def loaded(text: str) -> object:
    return yaml.load(text, Loader=Yaml12)


def is_valid(text: str, kind: str) -> bool:
    validator = jsonschema.Draft202012Validator(schema_of(kind))
    return validator.is_valid(loaded(text))


@pytest.mark.parametrize("kind", MODELS)
def test_every_schema_is_a_schema(kind: str) -> None:
    schema = schema_of(kind)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False
    assert schema["description"]


def test_the_schema_of_all_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema_of_all())


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.name)
def test_what_ships_is_valid(file: Path) -> None:
    kind = kind_of(file.relative_to(CONTENT).as_posix())
    content = loaded(file.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema_of(kind)).validate(content)
    jsonschema.Draft202012Validator(schema_of_all()).validate(content)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (SMALL_TOPIC, "topic"),
        ("{}", "site"),
        ("shared_device: yes\naccessible: false", "site"),
        ("clinic: {name: A, telephone: 123, terms: B}\nregion: uk", "site"),
        ("clinic: {name: A, telephone: 020 7946 0000}", "site"),
        ("idle_seconds: 60\nwarning_seconds: 40\nrecords: off", "site"),
        ("last_check: 2026-11-26\ncaretaker: A\nprint_command: [lp, -d, desk]", "site"),
        ("speech: {command: espeak-ng, rate: 80, volume: 0, voices: {en: en-gb}}", "site"),
        ("screen: {width: 510, height: 290, distance: 600}", "site"),
    ],
)
def test_what_is_sound_is_valid(text: str, kind: str) -> None:
    assert is_valid(text, kind)


def whole(broken: Broken, folder: Path) -> str:
    return broken.place(small_library(folder)).read_text(encoding="utf-8")


def by_shape(*, seen: bool) -> list[Broken]:
    shapes = [broken for broken in broken_files() if broken.rule in SEEN_BY_EDITORS]
    return [broken for broken in shapes if (broken.path.stem not in UNSEEN) is seen]


@pytest.mark.parametrize("broken", by_shape(seen=True), ids=lambda broken: broken.path.stem)
def test_a_file_of_a_wrong_shape_is_marked_while_it_is_written(
    broken: Broken, tmp_path: Path
) -> None:
    assert not is_valid(whole(broken, tmp_path), broken.kind)


@pytest.mark.parametrize("broken", by_shape(seen=False), ids=lambda broken: broken.path.stem)
def test_what_only_check_can_see_is_not_marked(broken: Broken, tmp_path: Path) -> None:
    assert is_valid(whole(broken, tmp_path), broken.kind)


def test_what_only_check_can_see_is_there() -> None:
    assert {broken.path.stem for broken in broken_files()} >= UNSEEN


@pytest.mark.parametrize("kind", PLACES)
def test_the_schema_knows_the_fields_of_the_model(kind: str) -> None:
    assert set(schema_of(kind)["properties"]) == set(MODELS[kind].model_fields)
