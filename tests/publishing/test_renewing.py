import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from ketacli.errors import ContentError, NotWrittenError
from ketacli.leaflet import Leaflet
from ketacli.library import Library
from ketacli.publishing import system
from ketacli.publishing.kinds import Kind
from ketacli.publishing.laying import Laying
from ketacli.publishing.place import Left, place
from ketacli.publishing.renewing import Outcome, Renewal
from ketacli.publishing.state import HIDDEN, MANIFEST
from support.content import change
from support.in_date import DAY
from support.publishing import PAGES, assert_whole, beside, order, published, tree, two_languages

ALL = 2 * 2 * 3 + 2 + 2
TOLD = {"index.html", "leaflet.html", "large-print.html"}
"""Whoever comes to one of these is told what became of a leaflet."""
"""Three files for each of two topics in two languages, two lists, the first page, the worker."""

NOT_HERE = {Kind.PDF, Kind.LARGE_PDF, Kind.AUDIO}
"""Typst starts threads, and a process that has some cannot be copied. Here other tests share it."""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return two_languages(tmp_path)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


def unchanged(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    """Names of files that are in both and differ, or in one of them only."""
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}


def inodes(site: Path) -> dict[str, tuple[int, int]]:
    files = (file for file in site.rglob("*") if file.is_file())
    return {
        file.relative_to(site).as_posix(): (file.stat().st_ino, file.stat().st_mtime_ns)
        for file in files
    }


def test_a_first_publication_is_whole(library: Path, site: Path) -> None:
    begun: list[str] = []
    assert published(order(library), site, 2, begun.append) == Outcome(ALL, 0, 0)
    assert_whole(site)
    assert sorted(begun) == ["en/other", "en/small", "es/other", "es/small"]
    assert not beside(site)


def test_the_same_words_are_the_same_bytes(library: Path, tmp_path: Path) -> None:
    with_all = order(
        library,
        kinds=frozenset(Kind) - NOT_HERE,
        address="https://clinic.example/",
        compiled_in=None,
    )
    published(with_all, tmp_path / "one", 2)
    published(with_all._replace(compiled_in=tmp_path / "cache"), tmp_path / "two", 1)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_nothing_tells_who_published_and_where(library: Path, site: Path) -> None:
    published(order(library), site)
    for content in tree(site).values():
        assert os.fsencode(site.parent) not in content
        assert str(library).encode() not in content


def test_again_without_changes_nothing_is_touched(library: Path, site: Path) -> None:
    published(order(library), site)
    before, folder = inodes(site), site.stat().st_ino
    begun: list[str] = []
    assert published(order(library), site, 1, begun.append) == Outcome(0, ALL, 0)
    assert (inodes(site), site.stat().st_ino) == (before, folder)
    assert begun == []


def test_a_changed_topic_is_written_and_all_else_is_the_same_file(
    library: Path, site: Path
) -> None:
    published(order(library), site)
    before, was = inodes(site), tree(site)
    change(library / "es/topics/small.yaml", "One sentence.", "One other sentence.")
    begun: list[str] = []
    outcome = published(order(library), site, 1, begun.append)
    assert begun == ["es/small"]
    written = unchanged(was, tree(site))
    assert written == {"es/small/leaflet.html", "es/small/leaflet.txt", MANIFEST, HIDDEN}
    assert outcome == Outcome(2, ALL - 2, 0)
    after = inodes(site)
    assert all(after[name] == before[name] for name in before.keys() - written)
    assert_whole(site)


def test_a_change_that_shows_nowhere_writes_nothing(library: Path, site: Path) -> None:
    published(order(library), site)
    before = {name: one for name, one in inodes(site).items() if name != HIDDEN}
    text = (library / "references.yaml").read_text("utf-8")
    (library / "references.yaml").write_text(f"{text}\n# more\n", "utf-8")
    begun: list[str] = []
    assert published(order(library), site, 1, begun.append) == Outcome(0, ALL, 0)
    assert len(begun) == 4
    assert {name: one for name, one in inodes(site).items() if name != HIDDEN} == before
    begun.clear()
    published(order(library), site, 1, begun.append)
    assert begun == []


@pytest.mark.parametrize("name", ["en/small/leaflet.html", "en/index.html", "sw.js", MANIFEST])
@pytest.mark.parametrize("damage", ["other bytes", "gone"])
def test_a_damaged_file_is_written_anew(library: Path, site: Path, name: str, damage: str) -> None:
    published(order(library), site)
    was = tree(site)
    if damage == "gone":
        (site / name).unlink()
    else:
        (site / name).write_bytes(b"x" * len(was[name]))
    published(order(library), site)
    assert tree(site) == was
    assert_whole(site)


def test_a_copied_site_is_read_once(
    library: Path, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(order(library), site)
    copy = tmp_path / "copy"
    shutil.copytree(site, copy)
    (copy / "en/index.html").touch()
    assert published(order(library), copy) == Outcome(0, ALL, 0)

    def fail(*_what: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr("ketacli.publishing.standing.Stands._reads_as", fail)
    assert published(order(library), copy) == Outcome(0, ALL, 0)


def test_without_the_hidden_file_the_same_bytes_are_kept(library: Path, site: Path) -> None:
    published(order(library), site)
    before = inodes(site)
    (site / HIDDEN).unlink()
    assert published(order(library), site) == Outcome(0, ALL, 0)
    del before[HIDDEN]
    assert before.items() <= inodes(site).items()
    assert (site / HIDDEN).exists()


def test_a_topic_that_is_gone_leaves_a_page_that_says_so(library: Path, site: Path) -> None:
    published(order(library), site)
    (library / "es/topics/small.yaml").unlink()
    outcome = published(order(library), site)
    assert outcome.removed == 1
    assert {file.name for file in (site / "es/small").iterdir()} == TOLD
    words = Library(library, language="es").web_labels
    for name in TOLD:
        assert words.gone in (site / "es/small" / name).read_text("utf-8")
    assert published(order(library), site).written == 0
    assert (site / "es/small/index.html").exists()
    assert_whole(site)


def test_a_topic_out_of_date_gives_way_and_comes_back(library: Path, site: Path) -> None:
    published(order(library), site)
    was = tree(site)
    text = (library / "en/topics/other.yaml").read_text("utf-8")
    change(library / "en/topics/other.yaml", "2999-01-01", "2026-01-02")
    published(order(library), site)
    assert {file.name for file in (site / "en/other").iterdir()} == TOLD
    assert "other/leaflet.html" not in (site / "en/index.html").read_text("utf-8")
    assert_whole(site)
    (library / "en/topics/other.yaml").write_text(text, "utf-8")
    published(order(library), site)
    assert tree(site) == was


def test_a_day_on_which_a_review_is_late_changes_the_leaflet(library: Path, site: Path) -> None:
    change(library / "en/topics/other.yaml", "2999-01-01", DAY.isoformat())
    published(order(library), site)
    begun: list[str] = []
    published(order(library, day=DAY + timedelta(days=1)), site, 1, begun.append)
    assert begun == ["en/other"]
    late = Library(library, language="en").labels.overdue_title
    assert late in (site / "en/other/leaflet.html").read_text("utf-8")


def test_a_stopped_language_says_so_on_its_pages(library: Path, site: Path) -> None:
    published(order(library), site)
    change(library / "en/disclaimer.yaml", "title: ", "title: Now ")
    published(order(library), site)
    told = Library(library, language="en").labels.part_withheld
    assert {file.name for file in (site / "es/small").iterdir()} == TOLD
    for name in ("es/index.html", *(f"es/small/{name}" for name in TOLD)):
        assert told in (site / name).read_text("utf-8")
    assert (site / "en/small/leaflet.html").exists()
    assert_whole(site)


def test_a_kind_that_is_not_wanted_any_more_is_removed(library: Path, site: Path) -> None:
    published(order(library), site)
    outcome = published(order(library, kinds=frozenset({Kind.HTML})), site)
    assert outcome.removed == 4
    assert not [*site.rglob("*.txt")]
    assert_whole(site)


def test_what_others_have_put_there_stays(library: Path, site: Path) -> None:
    published(order(library), site)
    (site / "robots.txt").write_bytes(b"theirs")
    change(library / "en/topics/small.yaml", "One sentence.", "One other sentence.")
    published(order(library), site)
    assert (site / "robots.txt").read_bytes() == b"theirs"


def test_a_leaflet_that_somebody_has_put_back_is_removed(
    library: Path, site: Path, tmp_path: Path
) -> None:
    published(order(library), site)
    shutil.copytree(site, tmp_path / "backup")
    (library / "es/topics/small.yaml").unlink()
    published(order(library), site)
    state = tree(site)
    state.pop(HIDDEN)
    shutil.copytree(tmp_path / "backup/es/small", site / "es/small", dirs_exist_ok=True)
    outcome = published(order(library), site)
    assert outcome.strays == ("es/small/leaflet.txt",)
    assert outcome.removed == 1
    assert state.items() <= tree(site).items()
    (site / "en/small/leaflet.ogg").write_bytes(b"of another day")
    outcome = published(order(library), site)
    assert outcome == Outcome(0, len(state) - 1, 1, strays=("en/small/leaflet.ogg",))
    assert_whole(site)
    assert published(order(library), site).removed == 0


def test_a_kind_that_is_wanted_now_comes_before_a_stray(library: Path, site: Path) -> None:
    published(order(library), site)
    (site / "en/small/leaflet.md").write_bytes(b"of another day")
    outcome = published(order(library, kinds=PAGES | {Kind.MARKDOWN}), site)
    assert outcome.strays == ()
    assert outcome.written >= 4
    assert_whole(site)


def test_a_site_keeps_its_modes_whatever_the_umask_is(library: Path, site: Path) -> None:
    before = os.umask(0o077)
    try:
        published(order(library), site, 2)
        for path in (site, *site.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        change(library / "es/topics/small.yaml", "One sentence.", "One other sentence.")
        (site / "en/other/leaflet.txt").unlink()
        assert published(order(library), site, 2).given
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o777 for path in (site, *site.rglob("*")) if path.is_dir()} == {
        0o755
    }
    assert {path.stat().st_mode & 0o777 for path in site.rglob("*") if path.is_file()} == {0o644}


def test_what_cannot_be_given_away_is_told(
    library: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(order(library), site)
    change(library / "es/topics/small.yaml", "One sentence.", "One other sentence.")
    monkeypatch.setattr("ketacli.publishing.laying.Laying.settle", lambda _: False)
    assert not published(order(library), site).given


def test_what_cannot_be_taken_away_stops_nobody(
    library: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(order(library), site)
    (site / "theirs").write_bytes(b"")
    real = os.unlink

    def refuse(name: str, **how: int) -> None:
        if name == "theirs":
            raise PermissionError(13, "Permission denied", name)
        real(name, **how)

    monkeypatch.setattr(os, "unlink", refuse)
    yard = site.with_name(".site.ketacli")
    left: tuple[Left, ...] = ()
    for number in range(1, 3):
        change(library / "en/topics/small.yaml", "One ", "One other ")
        left = published(order(library), site).left
        names = [f"left-{one}/theirs" for one in range(1, number + 1)]
        assert left == tuple(Left(yard / name, "permission denied") for name in names)
        assert "One other" in (site / "en/small/leaflet.txt").read_text("utf-8")
    assert published(order(library), site).left == left
    (site / HIDDEN).unlink()
    assert published(order(library), site).left == left
    monkeypatch.undo()
    assert published(order(library), site).left == ()
    assert not beside(site)


def test_a_fault_names_the_file(library: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(laying: Laying, name: str, _content: bytes) -> None:
        raise PermissionError(13, "Permission denied", os.fspath(laying.root / name))

    monkeypatch.setattr(Laying, "_write", refuse)
    with pytest.raises(NotWrittenError, match=r"permission denied \((en|es)/"):
        published(order(library), site)


def test_behind_a_link_the_site_is_renewed_and_the_link_stays(
    library: Path, site: Path, tmp_path: Path
) -> None:
    published(order(library), site)
    (tmp_path / "link").symlink_to("site")
    change(library / "en/topics/small.yaml", "One sentence.", "One other sentence.")
    published(order(library), tmp_path / "link")
    assert (tmp_path / "link").readlink() == Path("site")
    assert "other sentence" in (site / "en/small/leaflet.txt").read_text("utf-8")


def test_where_names_cannot_be_exchanged_it_says_so(
    library: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "exchange", lambda _one, _other: False)
    assert published(order(library), site).at_once
    change(library / "en/topics/small.yaml", "One sentence.", "One other sentence.")
    assert not published(order(library), site).at_once
    assert_whole(site)
    assert not beside(site)


def test_a_fault_in_content_leaves_the_site_as_it_was(library: Path, site: Path) -> None:
    published(order(library), site)
    before = inodes(site)
    change(library / "es/topics/small.yaml", "kind: note\n", "kind: note\nfault: x\n")
    with pytest.raises(ContentError):
        published(order(library), site)
    assert inodes(site) == before
    assert not beside(site)


def test_a_disk_that_is_full_leaves_the_site_as_it_was(
    library: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(order(library), site)
    before = inodes(site)
    change(library / "en/topics/small.yaml", "One sentence.", "One other sentence.")

    def full(_folder: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(system, "write_out", full)
    with pytest.raises(NotWrittenError, match="no space left"):
        published(order(library), site)
    assert inodes(site).keys() == before.keys()
    assert inodes(site) == before
    assert not beside(site)


def test_what_one_process_cannot_write_ends_all(
    library: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_what: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ketacli.publishing.laying.Laying._write", full)
    with pytest.raises(NotWrittenError, match="no space left"):
        published(order(library), site, 2)
    assert not site.exists()
    assert not beside(site)


def test_sound_is_made_by_who_knows_how(library: Path, site: Path) -> None:
    def record(leaflet: Leaflet, _library: Library) -> bytes:
        return leaflet.title.encode()

    wanted = order(library, kinds=PAGES | {Kind.AUDIO}, record=record)
    published(wanted, site)
    assert (site / "en/small/leaflet.ogg").read_bytes() == b"A small topic"
    with place(os.fspath(site)) as taken:
        assert Renewal(wanted, taken).tasks == ()
