"""A long text goes out in portions, a file whole, and problems come last."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ketacli.cli import in_pieces, output
from ketacli.errors import ContentError, Problem

MANY = in_pieces._ENOUGH
PROBLEM = Problem("f", 1, 1, "rule", "message")


@pytest.fixture
def writes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What goes out, one entry for each write."""
    found: list[str] = []
    monkeypatch.setattr(output, "write", lambda text, _target: found.append(text))
    return found


def test_a_long_text_goes_out_in_portions(writes: list[str]) -> None:
    pieces = [str(number % 10) * (MANY // 50) for number in range(200)]
    in_pieces.put(iter(pieces), [], "")
    assert "".join(writes) == "".join(pieces)
    assert 3 < len(writes) < 6


def test_a_text_is_written_before_the_rest_of_it_is_made(writes: list[str]) -> None:
    def pieces() -> Iterator[str]:
        yield "x" * MANY
        assert writes
        yield "y"

    in_pieces.put(pieces(), [], "-")
    assert writes == ["x" * MANY, "y"]


def test_a_file_is_written_in_one_go(writes: list[str]) -> None:
    in_pieces.put(iter(["x" * MANY, "y" * MANY]), [], "some.txt")
    assert writes == ["x" * MANY + "y" * MANY]


def test_problems_that_turn_up_on_the_way_are_told_after_the_text(writes: list[str]) -> None:
    problems: list[Problem] = []

    def pieces() -> Iterator[str]:
        yield "text"
        problems.append(PROBLEM)

    with pytest.raises(ContentError) as caught:
        in_pieces.put(pieces(), problems, "")
    assert caught.value.problems == (PROBLEM,)
    assert writes == ["text"]


def test_a_file_is_there_though_there_are_problems(tmp_path: Path) -> None:
    file = tmp_path / "out"
    with pytest.raises(ContentError):
        in_pieces.put(["text"], [PROBLEM], os.fspath(file))
    assert file.read_text(encoding="utf-8") == "text"
