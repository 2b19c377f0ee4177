"""The guides for authors and translators name every file of a language and show what ships."""

import re

import pytest
import yaml

from ketacli.library.loading import OF_A_LANGUAGE
from support.program import CONTENT, ROOT

GUIDE = (ROOT / "docs" / "content-guide.md").read_text(encoding="utf-8")


def chapter(page: str, title: str) -> str:
    """What stands below a heading of a page."""
    _, found, after = page.partition(f"\n## {title}\n")
    assert found
    return after.partition("\n## ")[0]


@pytest.mark.parametrize("kind", OF_A_LANGUAGE)
def test_every_file_of_a_language_is_in_the_guides(kind: str) -> None:
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert f"\n    {kind}.yaml " in GUIDE
    assert f"`{kind}.yaml`" in chapter(contributing, "Add a language")


def test_the_labels_that_the_guide_shows_are_those_that_ship() -> None:
    (block,) = re.findall(
        r"```yaml\n(.*?)```", chapter(GUIDE, "What ketacli, a kiosk and a site say"), re.DOTALL
    )
    shown = yaml.load(block, yaml.BaseLoader)
    ships = yaml.load((CONTENT / "en/kiosk.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    assert shown
    assert shown == {name: ships[name] for name in shown}
