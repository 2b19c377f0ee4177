"""The files in `tests/broken`: what each expects, and the whole file that it becomes.

A broken file is named `KIND--RULE.yaml` or `KIND--RULE--CASE.yaml`. It starts with comments:
`# expect: RULE at LINE:COLUMN` (one for each problem), then, where it needs one, `# alone` (nothing
is added to it) or `# without: NAME`. Otherwise the names that it leaves out come, below it, from
the sound file whose place it takes, so that a broken file shows its fault and nothing else.
"""

import re
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parents[1] / "broken"
PLACES = {
    "topic": "en/topics/small.yaml",
    "labels": "en/labels.yaml",
    "kiosk": "en/kiosk.yaml",
    "web": "en/web.yaml",
    "glossary": "en/glossary.yaml",
    "disclaimer": "en/disclaimer.yaml",
    "style": "en/style.yaml",
    "speech": "en/speech.yaml",
    "references": "references.yaml",
    "help": "help.yaml",
    "library": "library.yaml",
    "ratings": "ratings.yaml",
    "sign-offs": "sign-offs.yaml",
    "site": "site.yaml",
}
"""Where each kind of file lies. `site.yaml` lies beside the library and not in it."""

_EXPECT = re.compile(r"^# expect: ([a-z-]+) at (\d+):(\d+)$", re.MULTILINE)
_WITHOUT = re.compile(r"^# without: (\w+)$", re.MULTILINE)
_NAME = re.compile(r"^[\"']?(\w+)[\"']?:", re.MULTILINE)


class Broken(NamedTuple):
    """One broken file."""

    path: Path
    kind: str
    rule: str

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.path.read_text(encoding="utf-8")

    @property
    def expected(self) -> list[tuple[str, int, int]]:
        """The rule, line and column of each problem."""
        found = _EXPECT.findall(self.text)
        return [(rule, int(line), int(column)) for rule, line, column in found]

    def whole(self, sound: str) -> str:
        """The text with what it leaves out, taken from a sound file."""
        if "\n# alone\n" in self.text:
            return self.text
        given = {*_NAME.findall(self.text), *_WITHOUT.findall(self.text)}
        pieces = re.split(r"^(?=[\"']?\w+[\"']?:)", sound, flags=re.MULTILINE)[1:]
        return self.text + "".join(piece for piece in pieces if _first_name(piece) not in given)

    def place(self, library: Path) -> Path:
        """Put it into a library, and say where it is now."""
        file = library.parent / "site" if self.kind == "site" else library
        file /= PLACES[self.kind]
        file.parent.mkdir(exist_ok=True)
        sound = file.read_text(encoding="utf-8") if file.exists() else ""
        file.write_text(self.whole(sound), encoding="utf-8")
        return file


def broken_files() -> list[Broken]:
    """Every broken file, by name."""
    return [Broken(file, *file.stem.split("--")[:2]) for file in sorted(FOLDER.glob("*.yaml"))]


def _first_name(piece: str) -> str:
    found = _NAME.match(piece)
    return found.group(1) if found else ""
