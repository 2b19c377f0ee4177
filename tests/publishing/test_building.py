import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from ketacli.disclaimer import Posted
from ketacli.errors import ContentError, NotInstalledError, NotWrittenError
from ketacli.leaflet import Leaflet
from ketacli.library import Library
from ketacli.publishing import building
from ketacli.publishing.building import Made, Old, made
from ketacli.publishing.kinds import INDEX, Kind
from ketacli.publishing.order import Order, Stamps
from ketacli.publishing.plan import Shown, plan
from ketacli.site import Speech
from support.content import change
from support.publishing import order, two_languages

ADDRESS = "https://clinic.example/info/"
SOUND = b"OggS"


def record(leaflet: Leaflet, library: Library) -> bytes:
    return SOUND + f"{library.language} {leaflet.title}".encode()


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return two_languages(tmp_path)


def everything(library: Path, **wanted: Any) -> Order:
    """An order of every kind of file."""
    return order(library, kinds=frozenset(Kind), address=ADDRESS, record=record, **wanted)


def small(wanted: Order, language: str = "en") -> Shown:
    """One topic of a plan."""
    (found,) = [one for one in plan(wanted, {}).shown if one.unit == f"{language}/small"]
    return found


def files(wanted: Order, folder: Path, old: tuple[Made, ...] = ()) -> dict[str, Made]:
    """What is made of a topic, by the names of its files."""
    topic = small(wanted)
    known = {one.name: Old(one.words, len(one.content or b"")) for one in old}
    folder.mkdir(exist_ok=True)
    shutil.rmtree(folder)
    folder.mkdir()
    building._press.cache_clear()
    return {one.name: one for one in made(wanted, topic, known, folder)}


def linked(page: str) -> set[str]:
    """What a page links to, without fragments."""
    return {re.split('[#">]', found)[0] for found in re.findall('href="?([^ ]+)', page)}


def text(one: Made) -> str:
    assert one.content is not None
    return one.content.decode()


def test_every_kind_of_file_is_made_and_the_door(library: Path, tmp_path: Path) -> None:
    found = files(everything(library), tmp_path / "yard")
    assert found.keys() == {INDEX, *(kind.file for kind in Kind)}
    assert all(one.content for one in found.values())
    assert found["leaflet.pdf"].content != found["large-print.pdf"].content
    assert text(found["leaflet.ogg"]) == f"{SOUND.decode()}en A small topic"
    assert "A small topic" in text(found["leaflet.txt"])
    assert "A small topic" in text(found["leaflet.md"])
    assert "A small topic" in text(found["leaflet.json"])
    drawing = text(found["code.svg"])
    assert "<svg" in drawing
    assert 'xml:lang="en"' in drawing
    assert "A small topic: https://" in drawing


def test_the_page_leads_to_each_other_file_and_to_other_languages(
    library: Path, tmp_path: Path
) -> None:
    page = text(files(everything(library), tmp_path / "yard")["leaflet.html"])
    for kind in set(Kind) - {Kind.HTML}:
        assert kind.file in linked(page)
    assert {"../../es/small/index.html", "../index.html"} <= linked(page)


def test_only_what_is_wanted_is_made(library: Path, tmp_path: Path) -> None:
    found = files(order(library), tmp_path / "yard")
    assert found.keys() == {INDEX, "leaflet.html", "leaflet.txt"}
    assert "leaflet.pdf" not in text(found["leaflet.html"])


def test_the_door_shows_the_disclaimer_that_the_leaflet_was_issued_for(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proofs: list[object] = []
    real = Library.issue

    def watched(one: Library, topic: str, proof: Any, region: str = "") -> Leaflet:
        proofs.append(proof)
        return real(one, topic, proof, region)

    monkeypatch.setattr(Library, "issue", watched)
    found = files(order(library), tmp_path / "yard")
    (proof,) = proofs
    disclaimer = order(library).opened("en").disclaimer
    assert isinstance(proof, Posted)
    assert proof.digest == disclaimer.digest
    door = text(found[INDEX])
    assert all(words in door for words in (disclaimer.title, disclaimer.question))
    assert disclaimer.code in door
    assert "One sentence." not in door
    assert "One sentence." in text(found["leaflet.html"])


def test_nothing_is_made_again_that_says_the_same(library: Path, tmp_path: Path) -> None:
    wanted = everything(library)
    first = files(wanted, tmp_path / "yard")
    again = files(wanted, tmp_path / "yard", tuple(first.values()))
    assert {name: one.words for name, one in again.items()} == {
        name: one.words for name, one in first.items()
    }
    assert not any(one.content for one in again.values())


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"stamps": Stamps(paper="p")}, {"leaflet.pdf", "large-print.pdf"}),
        ({"stamps": Stamps(sound="s")}, {"leaflet.ogg"}),
        ({"site": "speech"}, {"leaflet.ogg"}),
        (  # pages tell how large a code is
            {"address": "https://elsewhere.example/"},
            {"code.svg", "leaflet.html", "large-print.html"},
        ),
    ],
)
def test_a_change_makes_anew_what_shows_it(
    library: Path, tmp_path: Path, changes: dict[str, Any], expected: set[str]
) -> None:
    wanted = everything(library)
    first = tuple(files(wanted, tmp_path / "yard").values())
    if "site" in changes:
        changes = {"site": wanted.site._replace(speech=Speech(rate=90))}
    again = files(wanted._replace(**changes), tmp_path / "yard", first)
    assert {name for name, one in again.items() if one.content} - {INDEX} == expected


def test_a_damaged_file_is_made_alone(library: Path, tmp_path: Path) -> None:
    wanted = everything(library)
    first = files(wanted, tmp_path / "yard")
    undamaged = tuple(one for name, one in first.items() if name != "leaflet.pdf")
    again = files(wanted, tmp_path / "yard", undamaged)
    assert {name for name, one in again.items() if one.content} == {"leaflet.pdf"}
    assert again["leaflet.pdf"].content == first["leaflet.pdf"].content


def test_a_topic_that_was_withheld_since_it_was_planned_is_a_fault(
    library: Path, tmp_path: Path
) -> None:
    wanted = order(library)
    topic = small(wanted)
    change(library / "en/topics/small.yaml", "2999-01-01", "2026-01-02")
    with pytest.raises(NotWrittenError, match="changed meanwhile"):
        made(wanted, topic, {}, tmp_path)


def test_without_the_words_of_the_kiosk_the_hill_stands_still(
    library: Path, tmp_path: Path
) -> None:
    (library / "en/kiosk.yaml").unlink()
    assert files(order(library), tmp_path / "yard")["leaflet.html"].content


def test_a_fault_that_came_since_it_was_planned_is_told(library: Path, tmp_path: Path) -> None:
    wanted = order(library)
    topic = small(wanted)
    change(library / "en/topics/small.yaml", "kind: note\n", "kind: note\nfault: x\n")
    with pytest.raises(ContentError):
        made(wanted, topic, {}, tmp_path)


def test_a_file_that_cannot_be_made_is_named_with_its_topic_and_its_language(
    library: Path, tmp_path: Path
) -> None:
    def silent(_leaflet: Leaflet, _library: Library) -> bytes:
        raise NotWrittenError("the sound", "the voice is silent")

    wanted = order(library, kinds=frozenset({Kind.AUDIO}), record=silent)
    with pytest.raises(NotWrittenError) as fault:
        made(wanted, small(wanted, "es"), {}, tmp_path)
    assert (fault.value.what, fault.value.reason) == ("es/small/leaflet.ogg", "the voice is silent")


@pytest.mark.parametrize("kind", [Kind.PDF, Kind.LARGE_PDF])
def test_a_letter_that_no_font_has_is_told_with_the_file(
    library: Path, tmp_path: Path, kind: Kind
) -> None:
    change(library / "en/topics/small.yaml", "One sentence.", "One \U0001fae0 sentence.")
    building._press.cache_clear()
    wanted = order(library, kinds=frozenset({kind}))
    with pytest.raises(NotWrittenError) as fault:
        made(wanted, small(wanted), {}, tmp_path)
    told = (f"en/small/{kind.file}", "no font has the letter U+1FAE0")
    assert (fault.value.what, fault.value.reason) == told


def test_a_program_that_is_missing_is_told_as_it_is(library: Path, tmp_path: Path) -> None:
    def missing(_leaflet: Leaflet, _library: Library) -> bytes:
        raise NotInstalledError("What makes Ogg files", "sudo apt install vorbis-tools")

    wanted = order(library, kinds=frozenset({Kind.AUDIO}), record=missing)
    with pytest.raises(NotInstalledError) as fault:
        made(wanted, small(wanted), {}, tmp_path)
    assert fault.value.what == "What makes Ogg files"
