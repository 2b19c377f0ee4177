"""Which library a path belongs to, and which file stands for a name that is gone."""

from pathlib import Path

import pytest

from ketacli.errors import NotFoundError, Wanted
from ketacli.library.locating import kind_by_name, library_of, stands_for
from support.content import small_library


@pytest.mark.parametrize(
    ("name", "looked_at"),
    [
        ("en/topics/small.yaml", "en/topics/small.yaml"),
        ("en/topics/gone.yaml", "library.yaml"),
        ("en/gone.yaml", ""),
        ("es/labels.yaml", "es/labels.yaml"),
        ("ratings.yaml", ""),
        ("xx/speech.yaml", ""),
        ("sign-offs.yaml", ""),
        (".git/config", ""),
        ("en/topics/below/deep.yaml", ""),
    ],
)
def test_a_name_stands_for_the_file_that_tells_what_is_wrong(
    name: str, looked_at: str, tmp_path: Path
) -> None:
    assert stands_for(small_library(tmp_path), name) == looked_at


def test_a_file_belongs_to_the_library_above_it(tmp_path: Path) -> None:
    library, shipped = small_library(tmp_path), Path("/shipped")
    assert library_of(library, shipped) == library
    assert library_of(library / "en/topics/small.yaml", shipped) == library
    alone = tmp_path / "alone.yaml"
    alone.touch()
    assert library_of(alone, shipped) == shipped


@pytest.mark.parametrize(("name", "wanted"), [("", Wanted.LIBRARY), ("gone.yaml", Wanted.FILE)])
def test_what_is_not_there_is_told(name: str, wanted: Wanted, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError) as caught:
        library_of(tmp_path / name, Path("/shipped"))
    assert caught.value.wanted is wanted


@pytest.mark.parametrize(("name", "kind"), [("labels.yaml", "labels"), ("my-draft.yaml", "topic")])
def test_a_file_alone_is_what_its_name_says(name: str, kind: str) -> None:
    assert kind_by_name(Path("/somewhere", name)) == kind
