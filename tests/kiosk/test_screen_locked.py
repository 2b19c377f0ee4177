"""A Textual app without ways out: nothing of Textual's own can be reached."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.events import Paste
from textual.widget import Widget

from ketacli.kiosk.screen import ReadingRoom
from ketacli.kiosk.screen_locked import DriverGoneError, Locked
from support.kiosk_screen import NEW, READING, Seat

ACTIONS = sorted(name for name in dir(App) if name.startswith("action_"))
OUTPUTS = (
    "bell",
    "copy_to_clipboard",
    "deliver_binary",
    "deliver_screenshot",
    "deliver_text",
    "notify",
    "open_url",
    "save_screenshot",
    "suspend",
)
KEYS = (
    *(f"ctrl+{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"),
    *(f"f{number}" for number in range(1, 13)),
    "ctrl+backslash",
    "ctrl+right_square_bracket",
    "ctrl+shift+c",
    "super+c",
    "insert",
    "delete",
    "backspace",
    "question_mark",
)


def app_of(seat: Seat) -> ReadingRoom:
    return ReadingRoom(seat.room, NEW)


def drive(steps: Coroutine[Any, Any, None]) -> None:
    asyncio.run(steps)


async def press_tab(app: ReadingRoom) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("tab")


def test_no_key_of_textuals_own_does_anything() -> None:
    async def steps() -> None:
        app = app_of(Seat(*READING))
        async with app.run_test(size=(80, 24)) as pilot:
            before = app.sitting.lines
            for key in KEYS:
                await pilot.press(key)
            assert app.is_running
            assert app.sitting.lines == before
            assert len(app.screen_stack) == 1
            assert app.clipboard == ""

    drive(steps())


def test_there_are_no_bindings_but_ours_and_ours_are_none() -> None:
    async def steps() -> None:
        app = app_of(Seat())
        async with app.run_test(size=(80, 24)):
            assert not app.active_bindings
            assert not app._bindings.key_to_bindings
            assert not app.screen._bindings.key_to_bindings

    drive(steps())


def test_there_is_no_palette() -> None:
    async def steps() -> None:
        app = app_of(Seat())
        async with app.run_test(size=(80, 24)):
            assert not app.use_command_palette
            assert not app.COMMANDS
            assert tuple(app.get_system_commands(app.screen)) == ()

    drive(steps())


def test_no_action_can_be_run_by_name() -> None:
    async def steps() -> None:
        app = app_of(Seat())
        async with app.run_test(size=(80, 24)) as pilot:
            before = app.sitting.lines
            for name in ACTIONS:
                action = name.removeprefix("action_")
                assert not await app.run_action(f"app.{action}()")
                assert not await app.run_action(action)
                assert vars(Locked)[name]() is None
            await pilot.pause()
            assert app.is_running
            assert app.sitting.lines == before

    drive(steps())


@pytest.mark.parametrize("name", OUTPUTS)
def test_nothing_can_be_written_opened_or_left(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert vars(Locked)[name](None, "https://example.org") is None
    assert not list(tmp_path.iterdir())


def test_no_widget_reads_markup_or_can_be_selected() -> None:
    async def steps() -> None:
        for choices in ((), READING):
            app = app_of(Seat(*choices))
            async with app.run_test(size=(80, 24)):
                assert not app.ALLOW_SELECT
                assert not app.screen.allow_select
                for widget in app.screen.walk_children(Widget):
                    assert type(widget).__module__.startswith("ketacli.")
                    assert not widget._render_markup
                    assert widget.tooltip is None

    drive(steps())


def test_nothing_is_animated() -> None:
    async def steps() -> None:
        app = app_of(Seat())
        async with app.run_test(size=(80, 24)):
            assert app.animation_level == "none"

    drive(steps())


def test_dragging_and_tapping_twice_selects_nothing() -> None:
    async def steps() -> None:
        app = app_of(Seat(*READING))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.mouse_down(offset=(2, 3))
            await pilot.hover(offset=(30, 6))
            await pilot.mouse_up(offset=(30, 6))
            await pilot.click(offset=(2, 3), times=3)
            await pilot.press("ctrl+c")
            assert app.screen.get_selected_text() in {None, ""}
            assert app.clipboard == ""

    drive(steps())


def test_a_paste_does_nothing() -> None:
    async def steps() -> None:
        app = app_of(Seat(*READING))
        async with app.run_test(size=(80, 24)) as pilot:
            before = app.sitting.lines
            app.post_message(Paste("yes\ryes\r"))
            await pilot.pause()
            assert app.sitting.lines == before

    drive(steps())


def test_an_error_ends_the_app_with_a_code_and_shows_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def steps() -> None:
        seat = Seat(*READING)
        app = app_of(seat)

        def broken(name: str) -> None:
            planted = f"secret-local-value {name}"
            raise ZeroDivisionError(planted)

        app.sitting.key = broken  # type: ignore[method-assign]
        with pytest.raises(ZeroDivisionError):
            await press_tab(app)
        assert isinstance(app.fault, ZeroDivisionError)
        assert app.return_code == 1
        assert not seat.line.finished

    drive(steps())
    shown = capsys.readouterr()
    assert "secret-local-value" not in shown.out + shown.err
    assert "Traceback" not in shown.out + shown.err


def test_the_first_error_is_the_one_that_is_told() -> None:
    app = app_of(Seat())
    first = ZeroDivisionError()

    app.call_later(app._handle_exception, first)
    app.call_later(app._handle_exception, OSError())
    with pytest.raises(ZeroDivisionError):
        drive(press_tab(app))
    assert app.fault is first


@pytest.mark.parametrize("end", ["panic", "_fatal_error"])
def test_what_textual_would_show_at_its_end_is_not_shown(
    end: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async def steps() -> None:
        app = app_of(Seat())
        app.call_later(getattr(app, end), *(["a secret"] if end == "panic" else []))
        with pytest.raises(DriverGoneError):
            await press_tab(app)
        assert app.return_code == 1

    drive(steps())
    shown = capsys.readouterr()
    assert shown.out + shown.err == ""
