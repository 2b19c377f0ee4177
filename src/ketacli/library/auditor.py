"""Looks at every file of a library, or at one, with every rule. Fixes nothing."""

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from ketacli.errors import ContentError, Problem, Severity
from ketacli.kiosk_labels import KioskLabels
from ketacli.library import house_rules, loading
from ketacli.library.folder import Folder, is_there, is_topic_id
from ketacli.library.grounds import Grounds, ungrounded
from ketacli.library.hands import cores, shared
from ketacli.library.inline import unmarked
from ketacli.library.locating import is_folder, kind_by_name, library_of, stands_for
from ketacli.library.pages import grounds
from ketacli.library.passages import passages
from ketacli.library.readability import Score, score
from ketacli.library.schema_house import HelpModel, LibraryModel, labels_of
from ketacli.library.signing import SIGNERS
from ketacli.library.speech_rules import of_speech
from ketacli.library.style import style_faults, topic_faults
from ketacli.library.translation_rules import KINDS, Translated
from ketacli.library.yaml_reader import Node
from ketacli.web_labels import WebLabels

_STYLED = frozenset({"glossary", "labels", "kiosk", "web", "disclaimer", "library"})
"""Kinds of files besides topics whose words patients read."""
_FEW = 500
"""Topics that one process has looked at before others would have begun to pay."""


class Audit(NamedTuple):
    """What was found, in the order of the files."""

    files: int
    problems: tuple[Problem, ...]
    scores: tuple[Score, ...]


def audit(path: Path, shipped: Path, today: date, jobs: int = 0) -> Audit:
    """Look at a library folder, or at one content file.

    Args:
        path: a folder with `library.yaml`, or a file.
        shipped: the library that a file which lies in none is judged as part of.
        today: the day for rules about dates.
        jobs: how many processes share the topics; 0 for one a core where there are many topics.

    Raises:
        NotFoundError: there is no such file, or the folder is no library.
    """
    auditor = _Auditor(library_of(path, shipped), today, jobs)
    return auditor.all() if is_folder(path) else auditor.one(path)


def audit_some(library: Path, names: Iterable[str], today: date) -> Audit:
    """Look at some files of a library: changed ones, new ones, and what names those that went."""
    auditor = _Auditor(library, today)
    found = Audit(0, (), ())
    for name in sorted({stands_for(library, name) for name in names} - {""}):
        found = auditor.one(library / name)
    return found


class _Auditor:
    """One audit of one library."""

    def __init__(self, library: Path, today: date, jobs: int = 0) -> None:
        self._folder = Folder(library)
        self._today = today
        self._jobs = jobs
        self._problems: list[Problem] = []
        self._scores: list[Score] = []
        self._grounds: dict[str, Grounds | None] = {}
        self._files = 0
        self._offered: tuple[str, ...] | None = None

    def all(self) -> Audit:
        languages = self._languages()
        for kind in loading.OF_THE_LIBRARY:
            self._look(self._folder, f"{kind}.yaml", kind, _first(languages))
        for language in languages:
            for kind in loading.OF_A_LANGUAGE:
                self._look(self._folder, f"{language}/{kind}.yaml", kind, language)
            self._may_have(language)
            self._topics(language)
            of_a_language = (*loading.OF_A_LANGUAGE, *loading.A_LANGUAGE_MAY_HAVE)
            self._strays(language, of_a_language, ("topics",))
        for kind in loading.MAY_BE_THERE:
            if is_there(self._folder.path / f"{kind}.yaml"):
                self._look(self._folder, f"{kind}.yaml", kind, _first(languages))
        of_the_library = (*loading.OF_THE_LIBRARY, *loading.MAY_BE_THERE)
        self._strays(".", of_the_library, (*self._languages(), SIGNERS))
        return self._found()

    def _may_have(self, language: str) -> None:
        for kind in loading.A_LANGUAGE_MAY_HAVE:
            if is_there(self._folder.path / language / f"{kind}.yaml"):
                self._look(self._folder, f"{language}/{kind}.yaml", kind, language)

    def _topics(self, language: str) -> None:
        names = self._topic_files(language)
        jobs = self._jobs or (cores() if len(names) > _FEW else 1)
        for found in shared(names, jobs, partial(self._part, language)):
            self._files += found.files
            self._problems += found.problems
            self._scores += found.scores

    def _part(self, language: str, names: Sequence[str]) -> Audit:
        """What is found in some topics, for this process or for the one that started it."""
        part = copy(self)
        part._files, part._problems, part._scores = 0, [], []  # noqa: SLF001 - its own
        for name in names:
            part._look(self._folder, name, "topic", language)  # noqa: SLF001
            self._folder.forget()
        return part._found()  # noqa: SLF001

    def _strays(self, where: str, kinds: tuple[str, ...], folders: tuple[str, ...]) -> None:
        """Files where nobody will ever read them."""
        expected = {*(f"{kind}.yaml" for kind in kinds), *folders}
        for entry in self._folder.entries(where):
            if entry.name not in expected and not entry.is_dir(follow_symlinks=False):
                self._stray(f"{where}/{entry.name}".removeprefix("./"))

    def _stray(self, name: str) -> None:
        message = "no content file belongs here"
        self._problems.append(self._folder.problem(name, "stray-file", message))

    def one(self, path: Path) -> Audit:
        inside = path.is_relative_to(self._folder.path)
        name = path.relative_to(self._folder.path).as_posix() if inside else path.name
        kind = loading.kind_of(name) if inside else kind_by_name(path)
        language = name.partition("/")[0] if inside and "/" in name else _first(self._languages())
        if kind:
            folder = self._folder if inside else Folder(path.parent)
            self._look(folder, name, kind, language)
        else:
            self._stray(name)
        return self._found()

    def _found(self) -> Audit:
        return Audit(self._files, tuple(sorted(set(self._problems))), tuple(self._scores))

    def _look(self, folder: Folder, name: str, kind: str, language: str) -> None:
        self._files += 1
        file = folder.display(name)
        try:
            model: Any
            model, node = loading.load_node(loading.MODELS[kind], folder, name)
        except ContentError as error:
            self._problems.extend(error.problems)
            return
        self._problems.extend(self._rules(model, node, kind, language, file))
        if kind in KINDS:
            translated = Translated(folder, name, kind, node, _first(self._tags()))
            self._problems.extend(translated.problems(model.translation, self._today))

    def _rules(  # noqa: C901, PLR0912 - one case a kind of file
        self, model: Any, node: Node, kind: str, language: str, file: str
    ) -> Iterator[Problem]:
        rests_on = self._rests_on(language)
        match kind:
            case "topic":
                yield from self._of_topic(node, language, file, rests_on)
            case "references":
                yield from house_rules.of_references(model, node, file)
            case "glossary":
                yield from house_rules.of_glossary(model, node, file)
            case "labels":
                if (helped := self._help()) is not None:
                    yield from house_rules.of_labels(labels_of(model), node, file, helped)
            case "kiosk":
                yield from house_rules.slots_of(KioskLabels, model, node, file)
            case "web":
                yield from house_rules.slots_of(WebLabels, model, node, file)
            case "help" if rests_on is not None:
                yield from house_rules.of_help(model, node, file, rests_on.sources)
            case "disclaimer":
                yield from house_rules.of_disclaimer(model, node, file)
            case "library":
                yield from self._of_library(model, node, file)
            case "speech":
                yield from of_speech(model, node, file)
            case "ratings":
                from ketacli.library.standards.ratings import of_ratings

                yield from of_ratings(model, node, file, self._folder, self._today)
            case "sign-offs":
                from ketacli.library.sign_off_rules import of_sign_offs

                yield from of_sign_offs(model, node, file, self._folder, self._today)
            case _:
                pass
        if rests_on is not None and kind in _STYLED:
            yield from style_faults(node, file, rests_on.style)

    def _of_topic(
        self, node: Node, language: str, file: str, rests_on: Grounds | None
    ) -> Iterator[Problem]:
        yield from topic_faults(node, file, self._today)
        if rests_on is None:
            return
        yield from ungrounded(node, file, rests_on)
        yield from style_faults(node, file, rests_on.style)
        prose = tuple(unmarked(found.text) for found in passages(node) if found.is_prose)
        result = score(prose, language, file, rests_on.style.abbreviations)
        self._scores.append(result)
        for measure in result.measures:
            if measure.target:
                message = f"{measure}; the target is {measure.target}"
                yield Problem(file, 1, 1, "reading-grade", message, Severity.SCORE)

    def _of_library(self, model: LibraryModel, node: Node, file: str) -> Iterator[Problem]:
        folders = tuple(
            entry.name
            for entry in self._folder.entries(".")
            if entry.is_dir(follow_symlinks=False) and not entry.name.startswith(".")
        )
        first = model.languages[0].tag
        topics = tuple(
            entry.name.removesuffix(".yaml") for entry in self._folder.entries(f"{first}/topics")
        )
        yield from house_rules.of_library(model, node, file, folders, topics)

    def _topic_files(self, language: str) -> tuple[str, ...]:
        """The topics of a language. Another file between them is told at once."""
        named = [entry.name for entry in self._folder.entries(f"{language}/topics")]
        topics = [name for name in named if is_topic_id(name.removesuffix(".yaml"))]
        for name in named:
            if name not in topics or not name.endswith(".yaml"):
                self._stray(f"{language}/topics/{name}")
        return tuple(f"{language}/topics/{name}" for name in topics if name.endswith(".yaml"))

    def _languages(self) -> tuple[str, ...]:
        try:
            library = loading.load(LibraryModel, self._folder, "library.yaml")
        except ContentError as error:
            self._problems.extend(error.problems)
            return tuple(
                entry.name
                for entry in self._folder.entries(".")
                if entry.is_dir(follow_symlinks=False) and not entry.name.startswith(".")
            )
        return tuple(language.tag for language in library.languages)

    def _tags(self) -> tuple[str, ...]:
        """The languages, found out once."""
        if self._offered is None:
            self._offered = self._languages()
        return self._offered

    def _rests_on(self, language: str) -> Grounds | None:
        """What claims can rest on; None where those files are faulty, which is told once."""
        if language and language not in self._grounds:
            try:
                self._grounds[language] = grounds(self._folder, language)
            except ContentError as error:
                self._problems.extend(error.problems)
                self._grounds[language] = None
        return self._grounds.get(language)

    def _help(self) -> HelpModel | None:
        try:
            return loading.load(HelpModel, self._folder, "help.yaml")
        except ContentError:
            return None


def _first(languages: tuple[str, ...]) -> str:
    return languages[0] if languages else ""
