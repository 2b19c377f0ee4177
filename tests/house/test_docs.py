"""The docs say what the program does: commands, options, exit codes, rules, schemas, pictures."""

import json
import re
from pathlib import Path

import pytest

from ketacli.errors import ExitCode
from ketacli.library import json_schema
from ketacli.library.loading import MODELS
from support.commands import commands
from support.docs import DOCS, script
from support.program import CONTENT, ROOT


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def options() -> list[tuple[str, str]]:
    return [
        (name, option)
        for name, command in commands()
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
        if option.startswith("-")
    ]


@pytest.mark.parametrize(("command", "option"), options())
def test_every_option_is_in_the_command_reference(command: str, option: str) -> None:
    page = text("commands.md")
    assert f"## ketacli {command}" in page
    assert re.search(rf"`{re.escape(option)}`", page)


def test_every_documented_option_exists() -> None:
    known = {option for _, option in options()} | {"--version", "--install-completion"}
    known |= {"--show-completion", "--help", "-h"}
    named = set(re.findall(r"`(--?[a-z][a-z-]*)", text("commands.md")))
    assert named <= known


@pytest.mark.parametrize("code", ExitCode)
def test_every_exit_code_is_in_the_command_reference(code: ExitCode) -> None:
    assert f"| {code.value} |" in text("commands.md")


def test_every_rule_that_a_broken_file_breaks_is_in_the_content_guide() -> None:
    guide = text("content-guide.md")
    files = [file.read_text(encoding="utf-8") for file in (ROOT / "tests/broken").glob("*.yaml")]
    rules = {rule for file in files for rule in re.findall(r"# expect: ([a-z-]+) at", file)}
    assert rules
    assert not {rule for rule in rules if f"`{rule}`" not in guide}


@pytest.mark.parametrize("kind", MODELS)
def test_the_published_schemas_are_those_of_the_program(kind: str) -> None:
    assert json.loads(text(f"schema/{kind}.json")) == json_schema(kind)


@pytest.mark.parametrize("file", sorted(CONTENT.rglob("*.yaml")), ids=lambda file: file.name)
def test_every_content_file_names_its_schema_for_editors(file: Path) -> None:
    first = file.read_text(encoding="utf-8").partition("\n")[0]
    match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert match
    assert (file.parent / match.group(1)).resolve().is_relative_to(DOCS / "schema")
    assert (file.parent / match.group(1)).exists()


def test_the_picture_of_the_readme_is_what_the_program_draws_today() -> None:
    assert text("leaflet.svg") == script("make_pictures").picture()


def test_the_picture_loads_nothing_from_elsewhere() -> None:
    assert not re.search(r"url\(\s*[\"']?http", text("leaflet.svg"))
