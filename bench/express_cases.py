"""The rows of the express lane's tables: ketacli in each way that it can be started, and what other
programs take to show the same words.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple

import yaml

import libraries
from cases import Program
from express_streams import Streams
from measure import Command, World, output
from rounds import Measure

BARE = "bare interpreter"
_BARE_THERE = "bare interpreter, on a terminal"
NO_LANE = "no lane at all"
_NEWEST = "newest Typer"
_COST = frozenset({Measure.WALL, Measure.INSTRUCTIONS})
_CHINESE = "药物脑治疗医生病人感觉时间研究帮助风险好处问题回答知道可能一些没有"
_NAMED = re.compile(r"\{[^}]*\}|\*\*|[A-Za-z][A-Za-z'-]*")


def _nothing() -> None:
    """Prepare nothing."""


class Limit(NamedTuple):
    """A promise of the issue: at most so many times what another row takes."""

    times: Mapping[Measure, float]
    row: str


class Row(NamedTuple):
    """One row of a table."""

    name: str
    command: Command
    streams: Streams = Streams.PIPE
    limits: tuple[Limit, ...] = ()
    environment: Mapping[str, str] = {}
    prepare: Callable[[], object] = _nothing


_HIT_TIMES = {Measure.INSTRUCTIONS: 1.35, Measure.WALL: 1.4, Measure.PEAK: 1.15}
_HIT = Limit(_HIT_TIMES, BARE)
_HIT_THERE = Limit(_HIT_TIMES, _BARE_THERE)
_FOREIGN_LETTERS = Limit({Measure.INSTRUCTIONS: 1.45, Measure.WALL: 1.45}, BARE)
_FLAT = Limit({Measure.INSTRUCTIONS: 1.02}, "4 topics")
_MISS = Limit({Measure.INSTRUCTIONS: 1.03, Measure.WALL: 1.03}, NO_LANE)


def starts(program: Program, world: World) -> tuple[Row, ...]:
    """The same leaflet, asked again, in each way that a reader can start ketacli."""
    plain = ("explain", "--acknowledge", program.code, "--no-pager", "-f", "plain")
    terminal = (*plain[:-1], "terminal")
    module = (sys.executable, "-m", "ketacli")
    styled = {"CLICOLOR_FORCE": "1"}
    bare = (sys.executable, "-I", "-c", "pass")
    piped, screen = Streams.PIPE, Streams.TERMINAL
    as_ever = (*program.start, "--no-express")
    return (
        Row(BARE, bare),
        Row(_BARE_THERE, bare, screen),
        Row("ketacli, plain", (*program.start, *plain), piped, (_HIT,)),
        Row("ketacli, terminal", (*program.start, *terminal), piped, (_HIT,), styled),
        Row("ketacli, plain, on a terminal", (*program.start, *plain), screen, (_HIT_THERE,)),
        Row("ketacli, terminal, on a terminal", (*program.start, *terminal), screen, (_HIT_THERE,)),
        Row("-m ketacli, plain", (*module, *plain), piped, (_HIT,)),
        Row("-m ketacli, terminal", (*module, *terminal), piped, (_HIT,), styled),
        Row("-m ketacli, plain, on a terminal", (*module, *plain), screen, (_HIT_THERE,)),
        Row("-m ketacli, terminal, on a terminal", (*module, *terminal), screen, (_HIT_THERE,)),
        *_scripts_of_pip(world, plain),
        _chinese(program, world),
        *_with_newest_typer(program, world, plain),
        Row(f"{NO_LANE}, plain", (*as_ever, *plain)),
        Row(f"{NO_LANE}, terminal", (*as_ever, *terminal), environment=styled),
        Row("--version", (*program.start, "--version")),
    )


def misses(program: Program, world: World) -> tuple[Row, ...]:
    """What a question costs that was not asked before, with the keeping of its answer."""
    plain = ("explain", "--acknowledge", program.code, "-f", "plain")
    answers = world.cache / "ketacli" / "answers"

    def forget() -> None:
        shutil.rmtree(answers, ignore_errors=True)

    return (
        Row(NO_LANE, (*program.start, "--no-express", *plain)),
        Row("a miss", (*program.start, *plain), limits=(_MISS,), prepare=forget),
        Row("a miss with -m", (sys.executable, "-m", "ketacli", *plain), prepare=forget),
    )


def sizes(program: Program, world: World, topics: int, languages: int) -> tuple[Row, ...]:
    """One leaflet, asked again, out of a small library and out of a large one."""
    large = libraries.make(world.folder / "large", program.library, topics)
    _name_languages(large, libraries.TAGS[:languages])
    found = {"4 topics": program.library, f"{topics:,} topics in {languages} languages": large}
    plain = ("explain", "--acknowledge", program.code, "-f", "plain", "--library")
    return tuple(
        Row(name, (*program.start, *plain, str(library)), limits=(_FLAT,) if number else ())
        for number, (name, library) in enumerate(found.items())
    )


def others(program: Program, world: World, venv: Path | None) -> tuple[Row, ...]:
    """Other programs that show the words of the leaflet; those that are installed."""
    page, text, short = _pages(program, world)
    found: list[Row] = []
    python = (sys.executable, "-m", "rich.markdown", "--width", "80", str(page))
    found.append(Row("python -m rich.markdown", python))
    if venv is not None:
        rich, tldr = venv / "bin" / "rich", venv / "bin" / "tldr"
        shown = (str(rich), "--markdown", "--width", "80", str(page))
        found += [Row("rich-cli", shown)] if rich.exists() else []
        found += [Row("tldr, in Python", (str(tldr), "--render", str(short)))] * tldr.exists()
    if which := shutil.which("pandoc"):
        found.append(Row("pandoc", (which, "-t", "plain", "--columns", "80", str(page))))
    if which := shutil.which("man"):
        found.append(Row("man", (which, "-l", str(_manual(text, world)))))
    if which := shutil.which("tldr", path="/usr/bin:/usr/local/bin"):
        found.append(Row("tealdeer, compiled", (which, "--render", str(short))))
    if which := shutil.which("less"):
        found.append(Row("less, compiled", (which, str(text))))
    return tuple(found)


def other_programs(world: World) -> Path | None:
    """An environment with rich-cli and the Python tldr client; None where pip cannot get them."""
    folder = world.folder / "others"
    pip = [os.fspath(folder / "bin/pip"), "install", "--quiet", "--disable-pip-version-check"]
    try:
        subprocess.run([sys.executable, "-m", "venv", os.fspath(folder)], check=True)
        subprocess.run([*pip, "rich-cli", "tldr"], check=True, capture_output=True)
    except subprocess.CalledProcessError:
        return None
    return folder


def _scripts_of_pip(world: World, plain: Command) -> tuple[Row, ...]:
    """What pip would have written in place of our launcher, today and in 2023."""
    ends = "from ketacli.__main__ import run\nif __name__ == '__main__':\n    {}\n    run()\n"
    written = {
        "pip 26": "import sys\n" + ends.format("sys.argv[0] = sys.argv[0].removesuffix('.exe')"),
        "pip 23": "import re\nimport sys\n"
        + ends.format("sys.argv[0] = re.sub(r'(-script\\.pyw|\\.exe)?$', '', sys.argv[0])"),
    }
    rows = []
    for name, text in written.items():
        script = world.folder / name.replace(" ", "-")
        script.write_text(text, "utf-8")
        command = (sys.executable, str(script), *plain)
        rows.append(Row(f"script of {name}, plain", command, limits=(_HIT,)))
    return tuple(rows)


def _with_newest_typer(program: Program, world: World, plain: Command) -> tuple[Row, ...]:
    """The same with the newest Typer, or nothing where pip cannot get it."""
    folder = world.folder / "newest"
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder))
    done = subprocess.run([*pip, "typer"], check=False, capture_output=True)
    if done.returncode:
        return ()
    words = {"PYTHONPATH": os.fspath(folder)}
    return (
        Row(
            f"ketacli, plain, {_NEWEST}",
            (*program.start, *plain),
            limits=(_HIT,),
            environment=words,
        ),
        Row(
            f"{NO_LANE}, plain, {_NEWEST}",
            (*program.start, "--no-express", *plain),
            environment=words,
        ),
    )


def _chinese(program: Program, world: World) -> Row:
    """The leaflet in Chinese letters. It says nothing: only its letters are measured."""
    library = world.folder / "chinese"
    shutil.copytree(program.library, library)
    _name_languages(library, ("en", "zh"))
    for file in (library / "zh" / "topics").glob("*.yaml"):
        topic = yaml.safe_load(file.read_text("utf-8"))
        letters = cycle(_CHINESE)
        written = yaml.safe_dump(_in_chinese(topic, letters), allow_unicode=True, sort_keys=False)
        file.write_text(written, "utf-8")
    asked = ("explain", "-l", "zh", "--library", str(library), "-f", "plain")
    words = output((*program.start, "disclaimer", *asked[1:5]), world)
    code = words.rstrip().rpartition(" ")[2].rstrip(".")
    command = (*program.start, *asked, "--acknowledge", code)
    return Row("ketacli, a Chinese page", command, limits=(_FOREIGN_LETTERS,))


def _in_chinese(value: Any, letters: Any) -> Any:
    """The same with Chinese letters in all prose: what has no blank in it is a name."""
    if isinstance(value, dict):
        return {name: _in_chinese(inside, letters) for name, inside in value.items()}
    if isinstance(value, list):
        return [_in_chinese(inside, letters) for inside in value]
    if not isinstance(value, str) or " " not in value:
        return value

    def written(found: re.Match[str]) -> str:
        word = found.group()
        kept = not word.isalpha() or word.casefold() in _ANIMALS
        return word if kept else "".join(next(letters) for _ in range(-(-len(word) // 2)))

    return _NAMED.sub(written, value)


_ANIMALS = frozenset({"mice", "mouse", "rats", "rat", "animals", "animal", "monkeys", "rodents"})
"""What a statement about animals must name."""


def _name_languages(library: Path, tags: tuple[str, ...]) -> None:
    """Give a library the words of its first language under other tags, as links to them."""
    file = library / "library.yaml"
    about: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    about["languages"] = [{"tag": tag, "name": f"English as {tag}"} for tag in tags]
    file.write_text(yaml.safe_dump(about, sort_keys=False), "utf-8")
    for tag in tags:
        if not (library / tag).exists():
            copy = shutil.copy if tag == "zh" else os.link
            shutil.copytree(library / "en", library / tag, copy_function=copy)


def _pages(program: Program, world: World) -> tuple[Path, Path, Path]:
    """The leaflet as Markdown, as plain text, and as a page of tldr."""
    pages = [world.folder / name for name in ("leaflet.md", "leaflet.txt", "short.md")]
    for page, format_ in zip(pages, ("markdown", "plain"), strict=False):
        output(program.explains("-f", format_, "-o", page), world)
    lines = pages[1].read_text("utf-8").splitlines()
    short = ["# leaflet", "", *(f"> {line}" for line in lines if line.strip())]
    pages[2].write_text("\n".join(short) + "\n", "utf-8")
    return pages[0], pages[1], pages[2]


def _manual(text: Path, world: World) -> Path:
    """The leaflet as a page of `man`."""
    page = world.folder / "leaflet.1"
    lines = text.read_text("utf-8").splitlines()
    written = [f"\\&{line}".replace("-", "\\-") if line.strip() else ".PP" for line in lines]
    page.write_text("\n".join([".TH LEAFLET 1", ".SH LEAFLET", *written, ""]), "utf-8")
    return page
