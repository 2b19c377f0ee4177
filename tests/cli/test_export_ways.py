"""What stands for the programs that make a file, and what goes into it beside its words."""

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from ketacli.cli import export_ways
from ketacli.cli.desk import Desk, Wishes, open_desk
from ketacli.cli.export_formats import ExportFormat, Sound
from ketacli.cli.export_ways import way
from ketacli.disclaimer import Channel, acknowledge
from ketacli.leaflet import Leaflet
from ketacli.publishing import tools
from ketacli.render import pdf_fonts
from ketacli.render.pdf_paper import Paper
from ketacli.site import Speech


@pytest.fixture
def desk(small: Path) -> Desk:
    return open_desk(Wishes(language="en", library=os.fspath(small)))


@pytest.fixture
def leaflet(desk: Desk) -> Leaflet:
    words = desk.library.disclaimer
    return desk.library.issue("small", acknowledge(words, words.code, Channel.CODE))


def program(desk: Desk, format_: ExportFormat = ExportFormat.PLAIN) -> str:
    with way(desk, format_, Sound.OGG) as found:
        return found.program


def beside(
    desk: Desk,
    leaflet: Leaflet,
    format_: ExportFormat = ExportFormat.PLAIN,
    sound: Sound = Sound.OGG,
) -> str:
    with way(desk, format_, sound) as found:
        return found.recipe(desk, leaflet).beside


def endings(desk: Desk) -> Iterator[str]:
    for format_ in ExportFormat:
        for sound in Sound:
            with way(desk, format_, sound) as found:
                yield found.ending


def test_no_two_formats_end_alike(desk: Desk) -> None:
    found = list(endings(desk))
    assert len(set(found)) == len(ExportFormat) + 1  # two kinds of sound
    assert "speech.txt" in found


@pytest.mark.parametrize("format_", ExportFormat)
def test_the_program_stays_what_it_is(desk: Desk, format_: ExportFormat) -> None:
    assert program(desk, format_) == program(desk, format_)


def test_formats_are_made_by_different_programs(desk: Desk) -> None:
    assert len({program(desk, format_) for format_ in ExportFormat}) == len(ExportFormat)


def test_any_file_of_ketacli_counts_and_no_other(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tools, "_OWN", tmp_path)
    changes = []

    def write(name: str, text: str) -> None:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        changes.append(program(desk))

    write("__init__.py", "")
    write("render/page.css", "a")
    write("render/page.css", "b")
    write("render/other.css", "b")
    assert len(set(changes)) == 4
    os.utime(tmp_path / "render/page.css", (0, 0))
    write("content/en/labels.yaml", "a")
    write("render/__pycache__/a.pyc", "a")
    assert len(set(changes)) == 4


@pytest.mark.parametrize(
    ("format_", "name"),
    [
        (ExportFormat.HTML, "jinja2"),
        (ExportFormat.HTML, "markupsafe"),
        (ExportFormat.PDF, "typst"),
        (ExportFormat.QR, "segno"),
    ],
)
def test_another_state_of_what_is_installed_is_another_program(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_: ExportFormat, name: str
) -> None:
    real = find_spec

    class Spec:
        origin = os.fspath(tmp_path / "__init__.py")

    monkeypatch.setattr(
        export_ways, "find_spec", lambda asked: Spec if asked == name else real(asked)
    )
    found = [program(desk, format_)]
    (tmp_path / "a.so").write_bytes(b"a")
    found.append(program(desk, format_))
    (tmp_path / "a.pyc").write_bytes(b"a")
    assert program(desk, format_) == found[-1]
    os.utime(tmp_path / "a.so", (0, 0))
    found.append(program(desk, format_))
    assert len(set(found)) == 3


def test_what_is_there_without_a_folder_counts_as_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {program(desk, ExportFormat.HTML)}
    for spec in (None, type("Spec", (), {"origin": None})):
        monkeypatch.setattr(export_ways, "find_spec", lambda _, spec=spec: spec)
        found.add(program(desk, ExportFormat.HTML))
    assert len(found) == 2


def test_another_font_is_another_program(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_fonts, "FOLDERS", (tmp_path, tmp_path / "missing"))
    before = program(desk, ExportFormat.PDF)
    (tmp_path / "NotoSans-Regular.ttf").write_bytes(b"font")
    assert program(desk, ExportFormat.PDF) != before


def test_another_voice_is_another_program(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    voice = tmp_path / "voice"
    site = desk.site._replace(speech=Speech(command=os.fspath(voice)))
    desk = desk._replace(site=site)
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    found = [program(desk, ExportFormat.AUDIO)]
    for file in (voice, tmp_path / "oggenc"):
        file.write_text("#!/bin/sh\n", encoding="utf-8")
        file.chmod(0o755)
        found.append(program(desk, ExportFormat.AUDIO))
        os.utime(file, (0, 0))
        found.append(program(desk, ExportFormat.AUDIO))
    assert len(set(found)) == 5


def test_a_setting_of_the_site_or_the_run_is_told_beside_the_words(
    desk: Desk, leaflet: Leaflet
) -> None:
    wide = desk._replace(wishes=desk.wishes._replace(width=60))
    assert beside(desk, leaflet) != beside(wide, leaflet)
    large = desk._replace(wishes=desk.wishes._replace(large=True))
    for format_ in (ExportFormat.HTML, ExportFormat.PDF):
        assert beside(desk, leaflet, format_) != beside(large, leaflet, format_)
    letter = desk._replace(wishes=desk.wishes._replace(paper=Paper.LETTER))
    assert beside(desk, leaflet, ExportFormat.PDF) != beside(letter, leaflet, ExportFormat.PDF)
    slow = desk._replace(site=desk.site._replace(speech=Speech(rate=100)))
    assert beside(desk, leaflet, ExportFormat.AUDIO) != beside(slow, leaflet, ExportFormat.AUDIO)
    both = [beside(desk, leaflet, ExportFormat.AUDIO, sound) for sound in Sound]
    assert len(set(both)) == len(Sound)


def test_labels_that_stand_on_paper_are_told_beside_the_words(
    desk: Desk, leaflet: Leaflet, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = beside(desk, leaflet, ExportFormat.PDF)
    other = desk.library.labels._replace(page_number="{page} / {pages}")
    monkeypatch.setitem(vars(desk.library), "labels", other)
    assert beside(desk, leaflet, ExportFormat.PDF) != before


@pytest.mark.parametrize("format_", [ExportFormat.SPEECH, ExportFormat.AUDIO])
def test_what_a_voice_says_otherwise_is_told_beside_the_words(
    desk: Desk, leaflet: Leaflet, monkeypatch: pytest.MonkeyPatch, format_: ExportFormat
) -> None:
    before = beside(desk, leaflet, format_)
    other = desk.library.pronunciation._replace(numbers=("nought",))
    monkeypatch.setitem(vars(desk.library), "pronunciation", other)
    assert beside(desk, leaflet, format_) != before
