"""The full screen itself: keys, touches and seconds reach a sitting, and its lines reach a real
terminal.
"""

import asyncio
import re
import signal
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from textual.events import MouseScrollDown, MouseScrollUp

from ketacli.kiosk import screen
from ketacli.kiosk.screen import ReadingRoom, glass_of
from ketacli.kiosk.screen_layout import Size
from ketacli.site import Clinic, Site
from support.kiosk_screen import (
    NEW,
    OLD,
    OLDER,
    PATIENCE,
    READING,
    SIZES,
    SMALL,
    SMALLEST,
    USUAL,
    Seat,
    bare,
    process,
    text_of,
    told,
)
from support.visits import DOOR


def drive(steps: Coroutine[Any, Any, None]) -> None:
    asyncio.run(steps)


def place(seat: Seat) -> str:
    return str(seat.visit.place)


def seen(app: ReadingRoom) -> str:
    """What the terminal shows, in one line without frames."""
    strips = app.screen._compositor.render_strips()
    return bare("\n".join("".join(segment.text for segment in strip) for strip in strips))


@pytest.mark.parametrize("size", SIZES)
def test_the_lines_of_the_sitting_are_what_is_on_the_screen(size: Size) -> None:
    async def steps() -> None:
        seat = Seat(*READING)
        app = ReadingRoom(seat.room, NEW)
        async with app.run_test(size=(size.columns, size.lines)) as pilot:
            await pilot.pause()
            assert seen(app) == bare("\n".join(map(text_of, app.sitting.lines)))
            assert len(app.sitting.lines) == size.lines
            await pilot.press("tab", "enter")
            assert seen(app) == bare("\n".join(map(text_of, app.sitting.lines)))
            await pilot.resize_terminal(60, 20)
            await until(pilot, lambda: len(app.sitting.lines) == 20)
            assert "Page 1 of 19" in seen(app)

    drive(steps())


def test_a_visit_by_keys() -> None:
    async def steps() -> None:
        seat = Seat()
        app = ReadingRoom(seat.room, NEW)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert seat.line.beats >= 1
            await pilot.press("tab", "enter")
            assert place(seat) == "treated"
            seat.clock.wait(3)
            await pilot.press("right", "right", "space")
            assert place(seat) == "disclaimer"
            await pilot.press("tab", "enter")
            assert place(seat) == "disclaimer"
            seat.clock.wait(3)
            await pilot.press("enter")
            assert place(seat) == "shelf"
            await pilot.press("shift+tab", "enter", "shift+tab", "enter")
        assert seat.line.finished
        assert app.return_code == 0

    drive(steps())


def test_a_visit_by_touch() -> None:
    async def steps() -> None:
        seat = Seat("language:en")
        app = ReadingRoom(seat.room, NEW)
        seat.sitting = app.sitting
        async with app.run_test(size=(80, 24)) as pilot:

            async def tap(choice: str) -> None:
                seat.clock.wait(3)
                at = seat.place(choice)
                assert at is not None
                await pilot.click(offset=at)

            await pilot.pause()
            await tap("treated:no")
            assert place(seat) == "disclaimer"
            await tap("words:below")
            await tap("answer:yes")
            assert place(seat) == "shelf"

    drive(steps())


def test_a_wheel_turns_the_page() -> None:
    async def steps() -> None:
        seat = Seat(*READING)
        app = ReadingRoom(seat.room, NEW)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot._post_mouse_events([MouseScrollDown], offset=(5, 5), button=0)
            assert app.sitting.view.scroll == 3
            await pilot._post_mouse_events([MouseScrollUp], offset=(5, 5), button=0)
            assert app.sitting.view.scroll == 0

    drive(steps())


def test_every_second_there_is_a_beat_and_silence_is_seen() -> None:
    async def steps() -> None:
        seat = Seat(*READING)
        app = ReadingRoom(seat.room, NEW)
        async with app.run_test(size=(80, 24)) as pilot:
            beats = seat.line.beats
            seat.clock.wait(185)
            await until(pilot, lambda: "Are you still there?" in seen(app))
            assert seat.line.beats > beats
            seat.clock.wait(40)
            await until(pilot, lambda: seat.line.finished)
        assert app.return_code == 0

    drive(steps())


def test_what_moves_moves_and_then_there_is_one_timer_again() -> None:
    async def steps() -> None:
        seat = Seat(*DOOR)
        app = ReadingRoom(seat.room, NEW)
        async with app.run_test(size=(120, 40)) as pilot:
            timers = len(app._timers)
            seat.sitting = app.sitting
            seat.choose("speak")
            app._show()
            assert len(app._timers) == timers + 1
            said = len(seat.mouth.said)
            seat.mouth.speaking = False
            await until(pilot, lambda: len(seat.mouth.said) > said)
            await pilot.press("a")
            await pilot.pause()
            assert len(app._timers) == timers

    drive(steps())


async def until(pilot: Any, true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        await pilot.pause(0.05)


@pytest.mark.parametrize(
    ("variables", "glass"),
    [
        ({"TERM": "xterm-256color", "LANG": "C.UTF-8"}, NEW),
        ({"TERM": "xterm-256color", "LANG": "en_GB.utf8"}, NEW),
        ({"TERM": "linux", "LANG": "C.UTF-8"}, OLD),
        ({"TERM": "vt100", "LANG": "C.UTF-8"}, OLDER),
        ({"TERM": "dumb", "LANG": "C.UTF-8"}, OLDER),
        ({"LANG": "C.UTF-8"}, OLDER),
        ({"TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C"}, OLDER),
        ({"TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_CTYPE": "en_GB.ISO-8859-1"}, OLDER),
        ({"TERM": "xterm-256color"}, OLDER),
    ],
)
def test_a_terminal_is_asked_to_draw_only_what_it_can(
    variables: dict[str, str], glass: object
) -> None:
    assert glass_of(variables) == glass


def test_colours_are_the_terminals_own_but_for_a_code() -> None:
    async def steps() -> None:
        for choices in ((), READING, (*READING, "mark", "finished")):
            seat = Seat(*choices)
            app = ReadingRoom(seat.room, NEW)
            async with app.run_test(size=(80, 24)) as pilot:
                app.sitting.view.turn(1)
                app._show()
                await pilot.pause()
                colours = set()
                for strip in app.screen._compositor.render_strips():
                    for segment in strip:
                        assert segment.style is not None
                        pair = (segment.style.color, segment.style.bgcolor)
                        colours.add(tuple("-" if c is None else c.name for c in pair))
                own = {("default", "default")}
                assert colours - own <= {("#000000", "#ffffff")}
                assert own <= colours
                assert (colours != own) is ("finished" in choices)

    drive(steps())


def test_a_picture_of_the_screen_loads_nothing() -> None:
    async def steps() -> None:
        app = ReadingRoom(Seat(*READING).room, NEW)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            picture = screen.frame(app)
            assert picture.startswith("<svg")
            assert "In&#160;short" in picture
            assert "@font-face" not in picture
            assert not re.search(r"url\(|href=|src=", picture.replace("url(#", ""))

    drive(steps())


def test_hostile_words_reach_the_terminal_as_letters() -> None:
    hostile = "[@click=app.quit]x[/] [/day] \x1b]52;c;aGk=\x07 \x9b2J"

    async def steps() -> None:
        seat = Seat(site=Site(clinic=Clinic(hostile)), note=hostile)
        app = ReadingRoom(seat.room, NEW)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            assert "[@click=app.quit]x[/] [/day] <U+001B>]52;c;aGk=<U+0007> <U+009B>2J" in seen(app)
            for line in range(40):
                await pilot.click(offset=(40, line))
            assert app.is_running

    drive(steps())


def test_run_gives_the_code_of_the_app_or_raises_what_ended_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def ends(app: ReadingRoom) -> None:
        app.exit()

    def breaks(app: ReadingRoom) -> None:
        app.fault = ZeroDivisionError()

    monkeypatch.setattr(ReadingRoom, "run", ends)
    assert screen.run(Seat().room) == 0
    monkeypatch.setattr(ReadingRoom, "run", breaks)
    with pytest.raises(ZeroDivisionError):
        screen.run(Seat().room)


@pytest.mark.parametrize(
    ("kind", "size"), [("xterm-256color", USUAL), ("linux", SMALL), ("vt100", SMALLEST)]
)
def test_a_real_terminal_shows_pages_turns_them_and_is_left(
    kind: str, size: Size, tmp_path: Path
) -> None:
    with process(tmp_path, size, Site(clinic=Clinic("A clinic")), TERM=kind) as (visit, line):
        visit.shows("Welcome. Choose your language")
        visit.type(b"\t\r")
        visit.shows("One question first")
        visit.type(b"\x11\x03\x1c\x1a\x10")
        visit.type(b"\x1b[Z\r")
        assert visit.code() == 0
        said = told(line)
    assert said.startswith("beat\n")
    assert said.endswith("finish\n")
    assert b"Traceback" not in visit.raw


def test_no_signal_stops_a_visit_and_its_end_by_one_leaves_no_traceback(tmp_path: Path) -> None:
    with process(tmp_path, USUAL, Site()) as (visit, line):
        visit.shows("Welcome")
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
            visit.program.send_signal(number)
        visit.type(b"\t\r")
        visit.shows("One question first")
        visit.program.send_signal(signal.SIGTERM)
        visit.code()
        assert "finish" not in told(line)
    assert b"Traceback" not in visit.raw


def test_a_byte_that_is_no_letter_shows_no_traceback_and_is_noted(tmp_path: Path) -> None:
    with process(tmp_path, USUAL, Site()) as (visit, line):
        visit.shows("Welcome")
        visit.type(b"\xe9\xff\xfe")
        assert visit.code() != 0
        said = told(line)
    assert b"Traceback" not in visit.raw
    assert "note visit ended by DriverGoneError" in said
    assert "finish" not in said
