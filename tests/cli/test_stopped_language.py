"""A language whose disclaimer is a translation of other words than those that stand now."""

import os
from pathlib import Path

from support.content import change
from support.inside import Inside
from support.translated import translated_library


def test_readers_of_a_stopped_language_are_told_which_one_they_get(
    tmp_path: Path, ketacli: Inside
) -> None:
    library = translated_library(tmp_path)
    change(library / "en/disclaimer.yaml", "title: ", "title: A ")
    done = ketacli("topics", "--library", os.fspath(library), LANG="es_ES.UTF-8")
    assert done.code == 0
    assert "es" in done.err
    assert "small" in done.out
    asked = ketacli("topics", "--library", os.fspath(library), "--language", "es")
    assert asked.code == 5
    assert "[translation-stale]" in asked.err
