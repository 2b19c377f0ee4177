"""`ketacli changed`: golden files for each way to tell, its ends, and what it says on stderr."""

import json
import os
import sys
from pathlib import Path

import pytest

from ketacli.cli.desk_of_authors import ChangedFormat
from ketacli.errors import ExitCode
from support.changing import commit, git, repository
from support.content import SMALL_TOPIC, change, small_library
from support.inside import Inside, stdout_into
from support.ledger import KINDS, ledger_library

GOLDEN = Path(__file__).parents[1] / "golden_authors"
ENDINGS = {"markdown": "md", "json": "json"}
TURNS = (
    ("In mice, ketamine did something.", "In mice and rats, ketamine did something."),
    ("      - One sentence.\n", ""),
    ("evidence: hypothesis, sources: [book1, page]", "evidence: observational, sources: [page]"),
    (
        "{text: Contested with the spray., evidence: contested",
        "{text: Contested with the spray., evidence: animal",
    ),
    ("{label: the drip, count: 38}", "{label: the drip, count: 83}"),
    ("  - {still: fresh-snow,", "  - {still: worn-trails,"),
    ("limits: [One., Two.]", "limits: [Two., One.]"),
    ("  literal: [Nothing more.]", "  literal: [One sentence., Nothing **more**.]"),
    ("last_checked: 2026-01-01", "last_checked: 2026-02-01"),
)


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with an earlier state of it beside it, where the program stands."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old").mkdir()
    ledger_library(tmp_path / "old", kinds=KINDS, gone=SMALL_TOPIC, same=SMALL_TOPIC)
    now = KINDS
    for old, new in TURNS:
        assert old in now
        now = now.replace(old, new, 1)
    library = ledger_library(tmp_path, kinds=now, new=SMALL_TOPIC, same=SMALL_TOPIC)
    change(library / "en/disclaimer.yaml", "It is not advice for you.", "It is no advice to you.")
    change(tmp_path / "old/library/en/topics/same.yaml", "kind: note", "# A comment\nkind: note")
    return library


def asked(library: Path, *more: str, since: str = "old/library") -> tuple[str, ...]:
    return ("changed", "--since", since, "--library", os.path.relpath(library), *more)


def kept(name: str, printed: str, *, update: bool) -> bool:
    file = GOLDEN / name
    if update:
        file.write_text(printed, encoding="utf-8")
    assert file.exists(), f"no golden file yet: run pytest --update-golden and read {file}"
    return printed == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("format_", ChangedFormat)
def test_changes_are_printed_as_their_golden_file_has_them(
    format_: ChangedFormat, ketacli: Inside, library: Path, *, update_golden: bool
) -> None:
    done = ketacli(*asked(library, "-f", format_))
    assert (done.code, done.err) == (ExitCode.DONE, "")
    name = f"changed.{ENDINGS.get(format_, 'txt')}"
    assert kept(name, done.out, update=update_golden)
    assert ketacli(*asked(library, "-f", format_, "-o", "made")).out == ""
    assert Path("made").read_text(encoding="utf-8") == done.out


@pytest.mark.parametrize("columns", ["80", "40"])
def test_a_screen_gets_marks_inside_the_sentence(
    columns: str, ketacli: Inside, library: Path, *, update_golden: bool
) -> None:
    done = ketacli.at_terminal(*asked(library), COLUMNS=columns, NO_COLOR="1")
    assert (done.code, done.err, ketacli.asked) == (ExitCode.DONE, "", 0)
    assert kept(f"changed-screen-{columns}.txt", done.out, update=update_golden)
    assert "\x1b" not in done.out
    assert max(map(len, done.out.splitlines())) <= int(columns)


def test_bold_letters_add_no_word(ketacli: Inside, library: Path) -> None:
    bold = ketacli.at_terminal(*asked(library)).out
    assert "\x1b[1m{+and rats+}\x1b[0m" in bold
    plain = bold.replace("\x1b[1;4m", "").replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert plain == ketacli.at_terminal(*asked(library), NO_COLOR="1").out


def test_a_voice_gets_a_list(ketacli: Inside, library: Path, tmp_path: Path) -> None:
    listed = ketacli(*asked(library)).out
    assert ketacli.at_terminal(*asked(library, "--plain")).out == listed
    assert ketacli.at_terminal("--plain", *asked(library)).out == listed
    site = tmp_path / "site.yaml"
    site.write_text("accessible: yes\n", encoding="utf-8")
    assert ketacli.at_terminal(*asked(library), KETACLI_SITE=os.fspath(site)).out == listed
    assert not {"[-", "{+"} & set(listed.split())


def test_one_topic_can_be_asked_for(ketacli: Inside, library: Path) -> None:
    done = ketacli(*asked(library, "gone", "-f", "json"))
    found = json.loads(done.out)
    assert [(one["topic"], one["state"]) for one in found["topics"]] == [("gone", "gone")]
    done = ketacli(*asked(library, "new"))
    assert (done.code, done.out) == (ExitCode.NOT_FOUND, "")
    assert done.err == "The topic 'new' was not there then: all of it is new.\n"
    assert "Did you mean kinds?" in ketacli(*asked(library, "kind")).err


def test_the_clinic_of_the_device_is_part_of_the_disclaimer(
    ketacli: Inside, library: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site.yaml"
    site.write_text("clinic: {name: Hill, terms: at the desk}\n", encoding="utf-8")
    where = {"KETACLI_SITE": os.fspath(site)}
    code = ketacli.code("--library", os.fspath(library), **where)
    found = json.loads(ketacli(*asked(library, "-f", "json"), **where).out)
    assert found["disclaimer"]["code_now"] == code


def test_a_file_that_cannot_be_read_is_told_after_all_others(
    ketacli: Inside, library: Path
) -> None:
    (library / "en/topics/new.yaml").write_text("title: [\n", encoding="utf-8")
    (library / "en/topics/same.yaml").write_text("titel: A\n" * 2, encoding="utf-8")
    change(library / "en/topics/kinds.yaml", "kind: note", "kind: poem")
    done = ketacli(*asked(library))
    assert done.code == ExitCode.CONTENT
    assert "- Changed: kinds." in done.out
    assert "- Not compared: new, same." in done.out
    assert "What cannot be read" in done.out
    assert "What breaks rules" in done.out
    assert [line.rpartition(" ")[2] for line in done.err.splitlines()] == [
        "[yaml]",
        "[repeated-key]",
    ]


def test_a_checkout_can_be_asked_about_its_past(ketacli: Inside, tmp_path: Path) -> None:
    library = repository(tmp_path)
    first = git(library, "rev-parse", "HEAD")
    commit(library, "A turn", ("en/topics/small.yaml", "One", "A"), day="2026-05-05T00:00:00Z")
    done = ketacli(*asked(library, since="HEAD~1"), TZ="UTC")
    assert (done.code, done.err) == (ExitCode.DONE, "")
    since = f"since HEAD~1 (revision {first[:10]}, 2026-03-04)"
    assert f"What has changed in the library {since}" in " ".join(done.out.split())
    assert "Before: One sentence. Now: A sentence." in " ".join(done.out.split())
    change(library / "en/topics/small.yaml", "kind: note", "kind: [")
    broken = ketacli(*asked(library, since=first))
    assert broken.code == ExitCode.CONTENT


def test_what_was_broken_then_is_named_with_its_revision(ketacli: Inside, tmp_path: Path) -> None:
    library = repository(tmp_path)
    small = "en/topics/small.yaml"
    then = commit(library, "Broken", (small, "kind: note", "kind: [note"))
    change(library / small, "kind: [note", "kind: note")
    done = ketacli(*asked(library, since="HEAD"))
    assert done.code == ExitCode.CONTENT
    assert done.err.startswith(f"{then[:10]}:")
    assert f"{small}:2:" in done.err
    assert "In short" in done.out


def test_a_state_without_the_library_is_none(ketacli: Inside, tmp_path: Path) -> None:
    library = repository(tmp_path)
    git(library.parent, "rm", "-rq", "--cached", ".")
    commit_only = git(
        library.parent, "commit-tree", "4b825dc642cb6eb9a060e54bf8d69288fbee4904", "-m", "x"
    )
    done = ketacli(*asked(library, since=commit_only))
    assert (done.code, done.out) == (ExitCode.NOT_FOUND, "")
    assert "There was no library in" in done.err


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--language", "xx"), ExitCode.NOT_FOUND),
        (("-f", "pdf"), ExitCode.USAGE),
        (("a", "b"), ExitCode.USAGE),
        (("-o", "/"), ExitCode.NOT_WRITTEN),
    ],
)
def test_each_way_to_fail_has_its_code(
    more: tuple[str, ...], code: ExitCode, ketacli: Inside, library: Path
) -> None:
    assert ketacli(*asked(library, *more)).code == code


def test_a_state_is_needed(ketacli: Inside) -> None:
    assert ketacli("changed").code == ExitCode.USAGE


def test_an_output_that_is_full_ends_with_6(ketacli: Inside, library: Path) -> None:
    if sys.platform == "linux":  # the device that is always full
        with stdout_into("/dev/full"):
            assert ketacli(*asked(library)).code == ExitCode.NOT_WRITTEN


def test_what_content_holds_never_acts(ketacli: Inside, tmp_path: Path) -> None:
    acts = SMALL_TOPIC.replace("One sentence.", "'[red]One[/red] <b> `x` sentence.'")
    library = small_library(tmp_path, small=acts)
    (tmp_path / "then").mkdir()
    then = os.fspath(small_library(tmp_path / "then"))
    done = ketacli.at_terminal(*asked(library, since=then), NO_COLOR="1")
    assert "{+[red]+}One{+[/red] <b> `x`+} sentence." in done.out
    assert "\\[red\\]" in ketacli(*asked(library, "-f", "markdown", since=then)).out
