"""The loop: keys in, drawing out, and a new visit whenever one ends, hangs, stops or crashes."""

import json
import os
import signal
from math import inf
from select import select
from time import monotonic

from ketacli.airlock import visit as visits
from ketacli.airlock.crashes import Crashes
from ketacli.airlock.drawing import Drawing
from ketacli.airlock.journal import Journal, Supervisor
from ketacli.airlock.keys import Keys
from ketacli.airlock.lock import Early, Json, Lock
from ketacli.airlock.pages import RESET, page
from ketacli.airlock.signals import Signals
from ketacli.airlock.terminal import Terminal
from ketacli.airlock.visit import Message, Visit

_FLUSH_SECONDS = 0.05
_HELD_BACK = 256 * 1024
_ROOM = 65536
"""A line from a visit may be so much longer than what is kept of it."""


class Kiosk:
    """One terminal, and one visit after the other in it."""

    def __init__(
        self, lock: Lock, terminal: Terminal, journal: Journal, supervisor: Supervisor
    ) -> None:
        self._lock = lock
        self._limits = lock.limits
        self._terminal = terminal
        self._journal = journal
        self._supervisor = supervisor
        self._signals = Signals()
        self._keys = Keys(
            lock.limits, letters=lock.letters, full_screen=lock.full_screen, leaves=not lock.locked
        )
        self._crashes = Crashes(lock.limits)
        self._brief: Json = lock.brief
        self._early = lock.early
        self._visit: Visit | None = None
        self._drawing = Drawing()
        self._flush_at = inf
        self._start_at = 0.0
        self._held_back = b""
        """What a visit has drawn under the page that says out of order."""
        self._now = monotonic()
        self._over = False

    def run(self) -> None:
        """Run until somebody who may ends it, or the terminal is gone. Nothing is left then."""
        self._signals.listen()
        self._terminal.take()
        try:
            self._keys.columns, self._keys.lines = self._terminal.size
            self._show_page()
            while not self._over:
                self._turn()
        finally:
            self._supervisor.stopping()
            if self._visit:
                self._visit.end()
            if not self._terminal.gone:
                self._terminal.replace(RESET)
            self._terminal.give_back()

    def _turn(self) -> None:
        """Sleep until there is something to do, and do it."""
        deadline = self._deadline()
        timeout = None if deadline == inf else max(deadline - monotonic(), 0)
        reads, writes = self._descriptors()
        ready = select(reads, writes, [], timeout)[0]
        now = monotonic()
        late = now - max(deadline, self._now)
        self._now = now
        if self._visit:
            # Nobody could have heard it while this process did not run, or the terminal was full.
            self._visit.forgive(max(late, 0))
            if self._terminal.full:
                self._visit.heard(now)
        self._terminal.flush()
        self._obey(self._signals.arrived())
        if self._visit and self._visit.waits:
            self._visit.tell()
        if self._visit and self._visit.line.fileno() in ready:
            self._listen(self._visit)
        typed = self._terminal.read() if self._terminal.reads in ready else b""
        self._type(typed)
        if self._visit and self._visit.screen in ready:
            self._draw(self._visit, self._visit.drawn(now))
        self._on_time()
        self._over = self._over or self._keys.left or self._terminal.gone

    def _descriptors(self) -> tuple[list[int], list[int]]:
        reads = [self._terminal.reads, self._signals.descriptor]
        writes = [self._terminal.writes] if self._terminal.waits else []
        visit = self._visit
        if visit:
            room = not self._terminal.full and len(self._held_back) < _HELD_BACK
            reads += [visit.line.fileno()] if visit.talks else []
            reads += [visit.screen] if room and visit.closed == inf else []
            writes += [visit.line.fileno()] if visit.waits else []
        return reads, writes

    def _deadline(self) -> float:
        """When to wake though nothing comes."""
        visit = self._visit
        wakes = [self._flush_at, self._keys.wake() or inf]
        if not visit:
            wakes += [self._start_at, self._supervisor.wake()]
        elif not self._terminal.full:
            wakes.append(visit.deadline(self._limits))
        if visit and (not visit.beaten or self._terminal.full):
            wakes.append(self._supervisor.wake())
        return min(wakes)

    def _obey(self, arrived: frozenset[int]) -> None:
        if signal.SIGCONT in arrived:  # whoever stopped us may have changed the terminal
            self._terminal.take()
            if self._visit:
                self._visit.heard(self._now)
        if signal.SIGWINCH in arrived:
            self._resize()
        if signal.SIGCHLD in arrived:
            self._look_after_children()
        self._terminal.gone = self._terminal.gone or signal.SIGHUP in arrived
        self._over = self._over or signal.SIGTERM in arrived

    def _type(self, typed: bytes) -> None:
        let_in = self._keys.feed(typed, self._now)
        # What is typed before there is a page is no answer to it.
        if self._visit and self._visit.beaten and let_in:
            self._visit.press(let_in)

    def _resize(self) -> None:
        size = self._terminal.size
        self._keys.columns, self._keys.lines = size
        if self._visit:
            self._visit.resize(size)
        if not self._visit or self._covered:
            self._show_page()

    @property
    def _covered(self) -> bool:
        """Whether the page that says out of order lies over a visit that has not drawn yet."""
        return self._crashes.out_of_order

    def _look_after_children(self) -> None:
        """Take leave of processes that ended; a visit that ended or stopped is over."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG | os.WUNTRACED)
            except ChildProcessError:
                return
            if not pid:
                return
            if self._visit and pid == self._visit.pid:
                stopped = os.WIFSTOPPED(status)
                how = "stopped" if stopped else f"ended: {os.waitstatus_to_exitcode(status)}"
                self._end_visit(self._visit, how, crashed=stopped)

    def _listen(self, visit: Visit) -> None:
        for message in visit.hear(self._limits.kept_bytes + _ROOM):
            self._understand(visit, message)

    def _understand(self, visit: Visit, message: Message) -> None:
        match message.kind:
            case "beat":
                visit.heard(self._now)
                self._supervisor.beat(self._now)
                if not visit.beaten:
                    visit.beaten = True
                    self._keys.new_visit()
                    self._uncover()
            case "finish":
                visit.finished = True
            case "note":
                self._journal.note(message.rest)
            case "keep":
                self._keep(message.rest)
            case "too-long":
                self._journal.note("not kept: too much")
            case _:
                self._journal.note("visit said what nobody understands")

    def _uncover(self) -> None:
        """The first page is drawn: a page that says out of order makes room for it."""
        if self._covered:
            self._crashes.drawn()
            self._terminal.replace(RESET + self._held_back)
            self._held_back = b""

    def _keep(self, values: str) -> None:
        try:
            brief = {**self._brief, **json.loads(values)}
        except (TypeError, ValueError, RecursionError):
            self._journal.note("not kept: no values")
            return
        if len(json.dumps(brief)) > self._limits.kept_bytes:
            self._journal.note("not kept: too much")
            return
        self._brief = brief

    def _draw(self, visit: Visit, drawn: bytes) -> None:
        out = self._drawing.feed(drawn)
        if self._drawing.crashed:
            self._end_visit(visit, "traceback", crashed=True)
            return
        self._flush_at = self._now + _FLUSH_SECONDS if self._drawing.holding else inf
        self._let_out(out)

    def _let_out(self, out: bytes) -> None:
        if self._covered:
            self._held_back += out
        elif out:
            self._terminal.write(out)

    def _on_time(self) -> None:
        """What is due."""
        now, visit = self._now, self._visit
        if now >= self._flush_at:
            self._flush_at = inf
            self._let_out(self._drawing.flush())
        if not visit:
            self._supervisor.alive(now)
            if now >= self._start_at:
                self._start_visit()
            return
        if not visit.beaten or self._terminal.full:
            self._supervisor.alive(now)
        if now >= visit.deadline(self._limits):
            self._end_visit(visit, "no beat", crashed=False)

    def _start_visit(self) -> None:
        self._drawing = Drawing(full_screen=self._lock.full_screen)
        brief, size = json.dumps(self._brief).encode(), self._terminal.size
        early, self._early = self._early, ()
        if early:
            self._visit = visits.adopt(Early(*early), brief, size, self._now)
            return
        try:
            self._visit = visits.start(
                self._lock.command, brief, size, self._now, raw=self._lock.full_screen
            )
        except OSError as fault:
            self._journal.note(f"no visit: {fault.strerror}")
            self._start_at = self._crashes.ended(self._now, crashed=True)
            self._show_page()

    def _end_visit(self, visit: Visit, how: str, *, crashed: bool) -> None:
        """End a visit. One that never drew, or did not say that it was done, has crashed."""
        self._listen(visit)
        self._visit = None
        visit.end()
        crashed = crashed or not (visit.beaten and visit.finished)
        self._start_at = self._crashes.ended(self._now, crashed=crashed)
        self._flush_at = inf
        self._held_back = b""
        self._show_page()
        if crashed:
            self._journal.note(f"visit crashed ({how})")
        if self._covered:
            self._journal.note("out of order")

    def _show_page(self) -> None:
        lock = self._lock
        words = lock.out_of_order if self._covered else lock.one_moment
        drawn = page(words, *self._terminal.size, full_screen=lock.full_screen)
        self._terminal.replace(drawn)
