"""What a kiosk says: read from `kiosk.yaml`, kept like the other pages, loaded by a kiosk only."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from ketacli.errors import ContentError
from ketacli.kiosk_labels import KioskLabels
from ketacli.library import Library, compiled, pages
from support.content import change, small_library, with_language
from support.damage import JUNK
from support.leaflets import languages
from support.program import CONTENT, code, command, run, surroundings


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path)


@pytest.fixture
def kept_in(tmp_path: Path) -> Path:
    return tmp_path / "kept"


def labels(library: Path, kept_in: Path | None = None, language: str = "en") -> KioskLabels:
    return Library(library, language=language, compiled_in=kept_in).kiosk_labels


def kept_page(kept_in: Path) -> Path:
    (file,) = kept_in.rglob("kiosk-en.json")
    return file


@pytest.mark.parametrize("language", languages())
def test_a_kiosk_says_what_its_file_says(language: str) -> None:
    written = (CONTENT / language / "kiosk.yaml").read_text(encoding="utf-8")
    told = yaml.load(written, yaml.BaseLoader)
    told.pop("translation", None)
    assert labels(CONTENT, language=language)._asdict() == told


def test_each_language_says_it_in_its_own_words(library: Path) -> None:
    with_language(library, "es", "Español")
    change(library / "es/kiosk.yaml", "close: Close", "close: Cerrar")
    assert [labels(library, language=tag).close for tag in ("en", "es")] == ["Close", "Cerrar"]


def test_what_is_kept_says_the_same_and_is_not_made_again(
    library: Path, kept_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = labels(library, kept_in)
    assert first == labels(library)
    monkeypatch.setattr(pages, "kiosk_labels", None)
    assert labels(library, kept_in) == first


@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_a_kept_page_of_another_shape_counts_as_none(
    junk: object, library: Path, kept_in: Path
) -> None:
    first = labels(library, kept_in)
    file = kept_page(kept_in)
    kept = compiled.kept(file.parent, file.stem)
    assert kept is not None
    said: dict[str, Any] = kept["page"]["labels"]
    less = {name: text for name, text in said.items() if name != "close"}
    strange = [junk, less, {**said, "junk": junk}]
    if not isinstance(junk, str):  # whoever can seal a page can write any text into it
        strange.append({**said, "close": junk})
    for page in (junk, {}, *({"labels": damaged} for damaged in strange)):
        compiled.keep(file.parent, file.stem, {**kept, "page": page})
        assert labels(library, kept_in) == first


@pytest.mark.parametrize("cut", [0, 1, 64, 65, 500, -1])
def test_a_kept_page_that_was_cut_short_counts_as_none(
    cut: int, library: Path, kept_in: Path
) -> None:
    first = labels(library, kept_in)
    file = kept_page(kept_in)
    whole = file.read_bytes()
    file.write_bytes(whole[:cut])
    assert labels(library, kept_in) == first
    assert file.read_bytes() == whole


def test_a_language_without_the_file_has_no_words_for_a_kiosk(library: Path, kept_in: Path) -> None:
    labels(library, kept_in)
    (library / "en/kiosk.yaml").unlink()
    for there in (None, kept_in):
        opened = Library(library, compiled_in=there)  # which nobody needs who is no kiosk
        for _ in range(2):
            with pytest.raises(ContentError) as caught:
                _ = opened.kiosk_labels
            (problem,) = caught.value.problems
            assert (problem.rule, Path(problem.file).name) == ("file-missing", "kiosk.yaml")


def test_a_faulty_file_is_told_with_its_place(library: Path, kept_in: Path) -> None:
    labels(library, kept_in)
    change(library / "en/kiosk.yaml", "close: Close", "clos: Close")
    with pytest.raises(ContentError) as caught:
        labels(library, kept_in)
    problems = caught.value.problems
    assert sorted(problem.rule for problem in problems) == ["missing", "unknown-name"]
    assert any("did you mean `close`?" in problem.message for problem in problems)


READERS = [
    ("disclaimer",),
    ("explain", "--format", "plain"),
    ("explain", "--format", "json"),
    ("topics",),
    ("glossary", "bdnf"),
    ("--version",),
]


@pytest.mark.parametrize("arguments", READERS, ids=" ".join)
def test_no_command_of_a_reader_loads_what_a_kiosk_says(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    if arguments[0] == "explain":
        arguments = (*arguments, "--acknowledge", code(tmp_path))
    assert run(tmp_path, *arguments).returncode == 0  # what it makes is kept for the next
    program, *rest = command(*arguments)
    timed = subprocess.run(
        [program, "-X", "importtime", *rest],
        env=surroundings(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip() for line in timed.stderr.splitlines()}
    assert "ketacli.errors" in loaded or arguments == ("--version",)
    assert "ketacli.kiosk_labels" not in loaded
    assert not list(tmp_path.rglob("kiosk-*.json"))
