"""The snow hill is drawn once for each width here: it is the same every time, as its tests show."""

from collections.abc import Iterator
from functools import cache

import pytest

from ketacli.pictures import snow_hill


@pytest.fixture(autouse=True, scope="module")
def hills_drawn_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(snow_hill, "still", cache(snow_hill.still))
        yield
