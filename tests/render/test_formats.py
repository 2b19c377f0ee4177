import subprocess
import sys

import pytest

from ketacli.render import Format, renderer
from support.leaflets import drawn, golden_topics

LOADED = (
    "import sys; from ketacli.render import Format, renderer;"
    " print(renderer(Format(sys.argv[1])).__module__, *sys.modules)"
)


@pytest.mark.parametrize("format_", Format)
def test_every_format_has_a_printer_that_ends_its_page_with_a_line_break(format_: Format) -> None:
    for page in golden_topics().values():
        assert drawn(page, format_).endswith("\n")


@pytest.mark.parametrize("format_", Format)
def test_a_format_loads_its_own_printer_and_no_other(format_: Format) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, format_.value], capture_output=True, check=True, text=True
    )
    own, *loaded = done.stdout.split()
    others = {renderer(other).__module__ for other in Format} - {own}
    assert own in loaded
    assert not others.intersection(loaded)
    assert ("rich" in loaded) == (format_ is Format.TERMINAL)
    assert ("jinja2" in loaded) == (format_ is Format.HTML)
    assert not {"yaml", "pydantic"}.intersection(loaded)
