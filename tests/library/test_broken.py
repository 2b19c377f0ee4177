"""Every rule of `check` has a broken file that shows it, and shows nothing else."""

import ast
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ketacli import library as library_package
from ketacli.errors import Problem
from ketacli.library import Library, audit, check_site
from ketacli.library.folder import MOST_BYTES
from support.broken import FOLDER, PLACES, Broken, broken_files
from support.content import SMALL_TOPIC, change, small_library
from support.signing import WISH, allow, make_key, signed

TODAY = date(2026, 11, 24)
Spoil = Callable[[Path], None]


def told(path: Path) -> list[tuple[str, int, int]]:
    return facts(audit(path, TODAY).problems)


def facts(problems: tuple[Problem, ...]) -> list[tuple[str, int, int]]:
    return [(problem.rule, problem.line, problem.column) for problem in problems]


@pytest.mark.parametrize("broken", broken_files(), ids=lambda broken: broken.path.stem)
def test_a_broken_file_is_told_with_its_rule_and_place_and_nothing_else(
    broken: Broken, tmp_path: Path
) -> None:
    library = small_library(tmp_path)
    file = broken.place(library)
    if broken.kind == "site":
        found = facts(check_site(file, Library(library)))
        assert told(file) in ([], found)  # `check` knows the file and not the library it is for
    else:
        found = told(library)
    assert sorted(found) == sorted(broken.expected)


@pytest.mark.parametrize("broken", broken_files(), ids=lambda broken: broken.path.stem)
def test_a_broken_file_is_named_after_its_kind_and_its_first_comment(broken: Broken) -> None:
    assert broken.kind in PLACES
    assert broken.text.startswith(f"# expect: {broken.rule} at ")


def test_nothing_else_lies_between_the_broken_files() -> None:
    assert sorted(FOLDER.iterdir()) == [broken.path for broken in broken_files()]


def write(library: Path, content: bytes) -> None:
    (library / PLACES["topic"]).write_bytes(content)


def bad_byte(library: Path) -> None:
    write(library, b"title: caf\xc3\xa9 \xff\n")


def many_entries(library: Path) -> None:
    write(library, b"title: [" + b"a," * 20_000 + b"]")


def long_text(library: Path) -> None:
    write(library, b"title: " + b"a" * 8_001)


def large_file(library: Path) -> None:
    write(library, SMALL_TOPIC.encode() + b"#" * MOST_BYTES)


def no_file(library: Path) -> None:
    (library / "help.yaml").unlink()


def link(library: Path) -> None:
    topic = library / PLACES["topic"]
    topic.rename(library.parent / "elsewhere.yaml")
    topic.symlink_to(library.parent / "elsewhere.yaml")


def pipe(library: Path) -> None:
    (library / PLACES["topic"]).unlink()
    os.mkfifo(library / PLACES["topic"])


def stray(library: Path) -> None:
    (library / "en" / "topics" / "draft.txt").write_text("A draft.", encoding="utf-8")


def unverified(library: Path) -> None:
    change(library / "references.yaml", "- id: yang2019", "- id: nobody_read")
    claim = "\n  text: Ketamine helps some.\n  evidence: official\n  sources: [nobody_read]"
    change(library / PLACES["topic"], " Nothing much is said here.", claim)
    references = (library / "references.yaml").read_text(encoding="utf-8")
    before, _, after = references.partition("- id: nobody_read")
    after = after.replace("findings_verified: yes", "findings_verified: no", 1)
    (library / "references.yaml").write_text(f"{before}- id: nobody_read{after}", encoding="utf-8")


def foreign_marks(library: Path) -> None:
    style = library / "en" / "style.yaml"
    before = style.read_text(encoding="utf-8")
    style.write_text(f"""{before}quotation: ['"', '"']\n""", encoding="utf-8")
    change(library / PLACES["topic"], "One sentence.", "One «sentence.")


def foreign_decimals(library: Path) -> None:
    style = library / "en" / "style.yaml"
    style.write_text(f'{style.read_text(encoding="utf-8")}decimal: "."\n', encoding="utf-8")
    change(library / PLACES["topic"], "One sentence.", "One and 0,5 sentences.")


def late_key(library: Path) -> None:
    key = make_key(library.parent)
    allow(library, WISH.by, key, 'valid-before="20260101"')
    signed(library, key=key)


GENERATED: dict[str, tuple[Spoil, str, int, int]] = {
    "encoding": (bad_byte, "an editor could not save such a comment and such a byte", 1, 13),
    "too-many": (many_entries, "it is large", 1, 40_003),
    "too-long": (long_text, "it is large", 1, 8),
    "file-size": (large_file, "it is large", 0, 0),
    "file-missing": (no_file, "it is not there", 0, 0),
    "file-unreadable": (link, "it is no file", 0, 0),
    "file-kind": (pipe, "it is no file", 0, 0),
    "stray-file": (stray, "it has no kind", 0, 0),
    "unverified-source": (unverified, "two files make it", 8, 13),
    "quotation-marks": (foreign_marks, "two files make it: English names no marks", 11, 9),
    "signature-expired": (
        late_key,
        "two files make it: one says whose keys count, and when",
        12,
        5,
    ),
    "number-format": (foreign_decimals, "two files make it: English names no sign", 11, 9),
}
"""Faults that no file of `tests/broken` can show, why not, and where each stands."""

OF_THE_MACHINE = {"signature-unread"}
"""It lacks a program. `test_sign_off_rules` takes it away."""


OF_TWO_LANGUAGES = {
    *("translation-unknown", "translation-stale", "translation-extra", "translation-differs"),
    "translation-review-lapsed",
}
"""It takes a file and the one that it was made from. `test_translation_rules` has both."""


@pytest.mark.parametrize("rule", GENERATED)
def test_a_fault_that_no_kept_file_can_show_is_told_with_its_place(
    rule: str, tmp_path: Path
) -> None:
    spoil, _, line, column = GENERATED[rule]
    library = small_library(tmp_path)
    spoil(library)
    assert told(library) == [(rule, line, column)]


def rules_in_source() -> set[str]:
    """Every text that the library passes as a rule, or chooses as one."""
    source = Path(library_package.__file__).parent
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in source.rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    makers = {"Problem", "fault", "_fault", "problem", "_at", "at"}
    passed = [
        argument
        for node in nodes
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in makers
        for argument in node.args
    ]
    chosen = [
        node.value
        for function in nodes
        if isinstance(function, ast.FunctionDef) and function.name == "_rule"
        for node in ast.walk(function)
        if isinstance(node, ast.Return)
    ]
    texts = {node.value for node in (*passed, *chosen) if isinstance(node, ast.Constant)}
    return {text for text in texts if isinstance(text, str) and " " not in text and text.islower()}


def test_every_rule_has_a_broken_file() -> None:
    shown = {rule for broken in broken_files() for rule, _, _ in broken.expected}
    elsewhere = OF_THE_MACHINE | OF_TWO_LANGUAGES
    assert rules_in_source() == shown | set(GENERATED) | elsewhere


def test_what_is_generated_could_not_be_kept() -> None:
    kept = {broken.rule for broken in broken_files()}
    assert not kept & set(GENERATED)
