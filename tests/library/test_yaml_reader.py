"""What the reader makes of YAML, sound and hostile: nodes with places, or one kind of error."""

from pathlib import Path

import pytest
import yaml

from ketacli.errors import ContentError
from ketacli.library import yaml_reader
from ketacli.library.yaml_reader import Mapping, Place, Scalar, Sequence, items, named, plain, read
from support.broken import Broken, broken_files
from support.program import CONTENT

SHIPPED = sorted(CONTENT.rglob("*.yaml"))
UNREADABLE = [
    broken
    for broken in broken_files()
    if "\n# alone\n" in broken.text and broken.rule != "type"  # which is sound YAML, but no topic
]
_DEPTH_OF_EVERY_PARSER = 1_000
PARSERS = [yaml.CSafeLoader, yaml.SafeLoader]
"""The one that is used, and the one for a PyYAML that was built without libyaml."""


@pytest.fixture(params=PARSERS, ids=lambda parser: parser.__name__)
def _each_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_reader, "_PARSER", request.param)


def refused(text: str | bytes) -> tuple[str, int, int]:
    content = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    with pytest.raises(ContentError) as caught:
        read(content, "file.yaml")
    (problem,) = caught.value.problems
    assert problem.file == "file.yaml"
    return problem.rule, problem.line, problem.column


def value(text: str) -> object:
    return plain(read(f"name: {text}".encode(), "file.yaml"))


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize(
    "text",
    [
        "no",
        "yes",
        "on",
        "~",
        "null",
        "12:30",
        "0123",
        "0o17",
        "1_000",
        "1e3",
        ".inf",
        "2024-01-31",
        "2024-13-45",
        "2024-01-31T10:00:00+99:99",
        "9" * 5000,
        "0x" + "f" * 5000,
        "=",
        "<<",
        "1:" + "59:" * 500 + "59",
        "1:" + "59:" * 500 + "59.5",
        "10 mg [/day]",
        "x[a](b)",
    ],
)
def test_every_value_stays_the_text_that_it_is(text: str) -> None:
    assert value(text) == {"name": text}


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize("text", ["", "''", '""', " # a comment"])
def test_a_value_that_is_not_there_is_an_empty_text(text: str) -> None:
    assert value(text) == {"name": ""}


def test_a_merge_key_is_a_name_like_any_other() -> None:
    assert plain(read(b"a: {<<: {b: c}}", "")) == {"a": {"<<": {"b": "c"}}}


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.name)
def test_what_ships_says_the_same_as_to_any_other_reader_that_keeps_text(file: Path) -> None:
    content = file.read_bytes()
    assert plain(read(content, "")) == yaml.load(content, Loader=yaml.BaseLoader)


@pytest.mark.usefixtures("_each_parser")
def test_every_node_knows_where_it_starts() -> None:
    node = read("# é\r\nä: [ö, {ü: ß}]\r\nlast: >-\r\n  folded\r\n  text\r\n".encode(), "")
    assert node == Mapping(
        (
            (
                Scalar("ä", Place(2, 1)),
                Sequence(
                    (
                        Scalar("ö", Place(2, 5)),
                        Mapping(
                            ((Scalar("ü", Place(2, 9)), Scalar("ß", Place(2, 12))),), Place(2, 8)
                        ),
                    ),
                    Place(2, 4),
                ),
            ),
            (Scalar("last", Place(3, 1)), Scalar("folded text", Place(3, 7))),
        ),
        Place(2, 1),
    )


def test_a_byte_order_mark_stands_first_or_nowhere() -> None:
    assert plain(read("\ufeffa: b".encode(), "")) == {"a": "b"}
    assert refused("a: b\n\ufeffc: d") == ("hidden-character", 2, 1)
    assert refused("\ufeff\ufeffa: b")[0] == "hidden-character"


def test_a_document_may_have_a_start_and_an_end() -> None:
    assert plain(read(b"---\na: b\n...\n", "")) == {"a": "b"}


def test_a_list_and_a_text_have_entries_or_none() -> None:
    node = read(b"a: [b]", "")
    assert items(node) == ()
    assert [len(items(value)) for _, value in named(node)] == [1]
    assert named(Scalar("a", Place(1, 1))) == ()


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize(
    "text",
    [
        "!!int abc",
        "!!int ''",
        "!!float x",
        "!!bool maybe",
        "!!timestamp soon",
        "!!binary aGk=",
        "!!str x",
        "!!set {a}",
        "!!omap [a: b]",
        "!!python/name:os.system ''",
        "!include /etc/x",
        "! x",
        "!x y",
        "!<tag:yaml.org,2002:str> x",
        "!!map {a: b}",
        "!!seq [a]",
    ],
)
def test_tags_are_refused(text: str) -> None:
    assert refused(f"a: {text}") == ("tag", 1, 4)


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: &x [lol]\nb: &y [*x, *x]\nc: [*y, *y]", (1, 4)),  # lists of aliases
        ("a: &x\n  b: *x", (1, 4)),  # an alias inside its own anchor
        ("- &x {a: b}\n- <<: *x", (1, 3)),
        ("- <<: [*x, *y]", (1, 8)),
        ("&x a: b", (1, 1)),
        ("*x", (1, 1)),
        ("*x : b", (1, 1)),
    ],
)
def test_anchors_aliases_and_merged_keys_are_refused(text: str, place: tuple[int, int]) -> None:
    assert refused(text) == ("anchor", *place)


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize("depth", [21, 500, 30_000, 100_000])
@pytest.mark.parametrize("opened", ["[", "{a: ", "- ", "? ", "[{a: "])
def test_lists_in_lists_are_refused_however_deep(opened: str, depth: int) -> None:
    # From libyaml 0.2.6 on the parser itself stops at 1,000, before it hands out the first level.
    rules = {"too-deep"} if depth <= _DEPTH_OF_EVERY_PARSER else {"too-deep", "yaml"}
    assert refused(opened * depth)[0] in rules


def test_twenty_levels_are_read() -> None:
    assert plain(read(b"[" * 20 + b"]" * 20, ""))
    assert refused("[" * 21 + "]" * 21) == ("too-deep", 1, 21)


@pytest.mark.usefixtures("_each_parser")
def test_a_repeated_name_is_told_with_both_lines_each_time() -> None:
    with pytest.raises(ContentError) as caught:
        read(b"a: 1\nb: {c: 1, c: 2}\na: 3\n'a': 4", "")
    places = [(problem.line, problem.column) for problem in caught.value.problems]
    assert places == [(2, 11), (3, 1), (4, 1)]
    for problem, first in zip(caught.value.problems, (2, 1, 3), strict=True):
        assert problem.rule == "repeated-key"
        assert f"line {first} " in problem.message


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize("text", ["%YAML 1.2\n---\na: b", "%TAG ! tag:x,2000:\n---\na: b"])
def test_directives_are_refused(text: str) -> None:
    assert refused(text) == ("directive", 1, 1)


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize("text", ["a: b\n---\nc: d", "a: b\n---\n", "a: b\n...\n---\nc"])
def test_a_second_document_is_refused(text: str) -> None:
    assert refused(text)[0] == "second-document"


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize("text", ["", " ", "\n\n", "# a comment\n", "---\n", '""', "''"])
def test_a_file_without_words_is_empty(text: str) -> None:
    assert refused(text) == ("empty", 1, 1)


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize("text", ["? [a]\n: b", "? {a: b}\n: c", "{[a]: b}"])
def test_a_name_that_is_no_text_is_refused(text: str) -> None:
    assert refused(text)[0] == "key"


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize(
    "text",
    [
        "a: b: c",
        "a:\n\t- b",
        'a: "b',
        "a: [b",
        "a: @b",
        "a: `b",
        "a: %b",
        "a: b\n  c: d",
        "]",
        "- a\nb: c",
        "a: |9x",
        "a: '\\'b'",
        "%YAML 1." + "5" * 5000 + "\n---\na: b",
        'a: "\\UFFFFFFFF"',
        'a: "\\xZZ"',
        "k" * 2000 + ": b",
        "a: *",
    ],
)
def test_what_is_not_yaml_is_told_with_its_place(text: str) -> None:
    rule, line, column = refused(text)
    # The other parser reads a directive's long number, and does not stop before it is refused.
    assert rule in ({"yaml", "directive"} if text.startswith("%") else {"yaml"})
    assert line >= 1
    assert column >= 1


@pytest.mark.parametrize("text", [r'"\ud800"', r'"\ud83d\ude00"', r'"\U0000DFFF"'])
@pytest.mark.usefixtures("_each_parser")
def test_half_a_character_is_refused(text: str) -> None:
    assert refused(f"a: {text}")[0] in {"yaml", "hidden-character"}


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize("broken", UNREADABLE, ids=lambda broken: broken.path.stem)
def test_both_parsers_refuse_the_same_broken_files(broken: Broken) -> None:
    assert refused(broken.path.read_bytes())[0] == broken.rule
