"""No test leaves a file open."""

from collections.abc import Iterator

import pytest

from support.records import let_go_of_pens


@pytest.fixture(autouse=True)
def _pens() -> Iterator[None]:
    yield
    let_go_of_pens()
