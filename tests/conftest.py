"""How the tests run: hypothesis gives the same examples each time; a flag writes golden files;
programs that tests start count for coverage, unless a mark says that they need not.
"""

import os
from collections.abc import Generator

import pytest
from hypothesis import settings

# The same examples on every run: a check that a newcomer runs must not fail by luck. No deadline:
# a slow machine is no fault.
settings.register_profile("ketacli", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("ketacli")

_MEASURED = "COVERAGE_PROCESS_CONFIG"
"""Set by coverage, and found by every Python that is started."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the golden files anew; read the difference like prose before keeping it",
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    asked: bool = request.config.getoption("--update-golden")
    return asked


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Let the programs that a test starts run as they are, where it is marked as unmeasured."""
    if not (item.get_closest_marker("unmeasured") and _MEASURED in os.environ):
        return (yield)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(_MEASURED)
        return (yield)
