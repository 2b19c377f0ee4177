"""How the tests run: hypothesis gives the same examples each time; a flag writes golden files."""

import pytest
from hypothesis import settings

# The same examples on every run: a check that a newcomer runs must not fail by luck. No deadline:
# a slow machine is no fault.
settings.register_profile("ketacli", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("ketacli")


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
