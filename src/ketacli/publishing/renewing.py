"""Renews a site: makes what has changed, keeps what has not, and shows the new state at once."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from ketacli.errors import NotWrittenError
from ketacli.publishing import fronts, switching
from ketacli.publishing.laying import Laid, Laying
from ketacli.publishing.order import Order
from ketacli.publishing.place import Left, Place, reason
from ketacli.publishing.plan import Plan, Shown, plan
from ketacli.publishing.standing import Stands
from ketacli.publishing.state import Files, State, Unit, hidden, manifest
from ketacli.publishing.workers import shared

if TYPE_CHECKING:
    from pathlib import Path

    from ketacli.publishing.building import Made, Old

    Maker = Callable[[Order, Shown, Mapping[str, Old], Path], tuple[Made, ...]]


class Outcome(NamedTuple):
    """How many files a publication wrote, kept and removed."""

    written: int
    kept: int
    removed: int
    at_once: bool = True
    """There was no moment without a site."""
    strays: tuple[str, ...] = ()
    """Removed files that somebody had put back, by the names of our own."""
    left: tuple[Left, ...] = ()
    """What could not be taken away of old states."""
    given: bool = True
    """What is new belongs to whom the site belongs."""


class _Finished(NamedTuple):
    """A page that is laid."""

    unit: str
    laid: tuple[Laid, ...]
    words: tuple[tuple[str, str], ...] = ()


class Renewal:
    """One publication, from its plan to its switch."""

    def __init__(self, order: Order, taken: Place) -> None:
        """Find out what is to be done.

        Raises:
            NotFoundError: no such library, or no such region.
            ContentError: content breaks the rules.
        """
        self._order = order
        self._taken = taken
        self._old = Stands(taken.root if taken.root.exists() else None)
        self._laying = Laying(taken.new, self._old)
        self.plan: Plan = plan(order, self._old.known.units)
        self._units: dict[str, Unit] = {}
        self._files: Files = {}
        self._written = 0
        self.tasks = tuple(one for one in self.plan.shown if not self._keep(one.unit, one.key))
        """The topics that have to be looked at."""

    def run(self, jobs: int, begun: Callable[[str], None]) -> Outcome:
        """Do it.

        Args:
            jobs: how many processes make pages.
            begun: is told of each topic when its pages are begun.

        Raises:
            NotWrittenError: a file could not be made or written; the old state stands.
            NotInstalledError: a font is missing.
            ContentError: a topic breaks the rules; the old state stands.
        """
        try:
            keys = {one.unit: one.key for one in self.tasks}
            for done in self._made(jobs, begun):
                self._add(done, keys[done.unit])
            self._tell()
            self._lead()
            return self._finish()
        except OSError as error:
            said = reason(error, self._taken.root, self._taken.new)
            raise NotWrittenError(str(self._taken.root), said) from error

    def _keep(self, name: str, key: str) -> bool:
        """Take over a page as it stands, if it was made from the same and is undamaged."""
        known = self._old.known
        unit = known.units.get(name)
        if unit is None or unit.key != key or not all(map(self._old.intact, unit.files)):
            return False
        self._units[name] = unit
        self._files |= {file: known.files[file] for file in unit.files}
        return True

    def _made(self, jobs: int, begun: Callable[[str], None]) -> Iterator[_Finished]:
        if not self.tasks:
            return
        from ketacli.publishing.building import made  # by one process, and not by each

        work = partial(self._make, made)
        lets_go_of = (self._taken.lock,)
        yield from shared(self.tasks, jobs, work, lambda task: begun(task.unit), lets_go_of)

    def _make(self, make: "Maker", topic: Shown) -> _Finished:
        """Make and lay one topic, in a process of its own."""
        made = make(self._order, topic, self._old_files(topic.unit), self._taken.yard)
        laid = (self._lay_made(f"{topic.unit}/{one.name}", one.content) for one in made)
        return _Finished(topic.unit, tuple(laid), tuple((one.name, one.words) for one in made))

    def _old_files(self, name: str) -> "dict[str, Old]":
        """The files of a page that are undamaged, by their names in its folder."""
        from ketacli.publishing.building import Old

        known = self._old.known
        unit = known.units.get(name, Unit(()))
        places = {short: f"{name}/{short}" for short, _ in unit.words}
        return {
            short: Old(words, known.files[places[short]].size)
            for short, words in unit.words
            if self._old.intact(places[short])
        }

    def _lay_made(self, name: str, content: bytes | None) -> Laid:
        if content is None:
            return Laid(name, self._old.known.files[name], kept=True)
        return self._laying.lay(name, content)

    def _tell(self) -> None:
        """The pages that stand where no leaflet is."""
        for told in self.plan.told:
            if not self._keep(told.unit, told.key):
                files = fronts.told_files(self._order, self.plan, told)
                self._add(_Finished(told.unit, self._lay(files)), told.key)

    def _lead(self) -> None:
        """The pages that lead to leaflets."""
        order, plan_ = self._order, self.plan
        for tag in plan_.tongues:
            front = fronts.front(order, plan_, tag, self._files)
            if not self._keep(front.unit, front.key):
                files = fronts.list_files(order, plan_, tag, self._files)
                self._add(_Finished(tag, self._lay(files)), front.key)
        front = fronts.first(order, plan_)
        if not self._keep(front.unit, front.key):
            laid = self._lay(fronts.first_files(order, plan_))
            self._add(_Finished(front.unit, laid), front.key)

    def _lay(self, files: dict[str, bytes]) -> tuple[Laid, ...]:
        return tuple(self._laying.lay(name, content) for name, content in sorted(files.items()))

    def _add(self, done: _Finished, key: str) -> None:
        self._units[done.unit] = Unit(tuple(one.name for one in done.laid), key, done.words)
        self._files |= {one.name: one.file for one in done.laid}
        self._written += sum(not one.kept for one in done.laid)

    def _finish(self) -> Outcome:
        state = State(self._files, self._units)
        old = self._old.known
        strays = self._strays(state)
        removed = len(old.files.keys() - state.files.keys()) + len(strays)
        kept = len(state.files) - self._written
        outcome = Outcome(self._written, kept, removed, strays=strays, left=self._taken.left)
        if not (self._written or removed) and self._old.manifest_intact():
            if self._old.looked_into or state.units != old.units or not old.sealed:
                outcome = outcome._replace(left=switching.seal(self._taken, state))
            return outcome
        for name in state.files:
            if not (self._laying.root / name).exists():
                self._laying.keep(name)
        self._laying.carry_over(strays)
        self._laying.close(manifest=manifest(state), hidden=hidden(state))
        given = self._laying.settle()
        at_once = switching.switch(self._taken)
        left = switching.seal(self._taken, state)
        return outcome._replace(at_once=at_once, left=left, given=given)

    def _strays(self, state: State) -> tuple[str, ...]:
        tags = {unit.partition("/")[0] for unit in (*self._old.known.units, *state.units)} - {""}
        return tuple(name for name in self._laying.strays(tags) if name not in state.files)
