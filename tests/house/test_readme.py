"""The two commands of the README, typed by a newcomer in a fresh copy of the project."""

import os
import re
import subprocess
from pathlib import Path

import pexpect
import pytest

from support.fresh import copy_project, newcomer
from support.program import ROOT

pytestmark = pytest.mark.fresh

MINUTE = 60


def commands() -> list[str]:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return [block.strip() for block in re.findall(r"```sh\n(.*?)```", readme, re.DOTALL)]


def test_the_readme_has_two_commands_of_one_line_each() -> None:
    assert len(commands()) == 2
    assert not any("\n" in command for command in commands())


def test_the_first_command_installs_and_prints_a_real_leaflet(tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    program: pexpect.spawn[str] = pexpect.spawn(
        "sh",
        ["-c", commands()[0]],
        cwd=os.fspath(project),
        env={**newcomer(tmp_path, PAGER=""), "TERM": "xterm"},
        dimensions=(50, 80),
        timeout=10 * MINUTE,
        encoding="utf-8",
    )
    program.expect("Type the whole word")
    program.sendline("yes")
    program.expect("How ketamine is thought to work")
    program.expect("No clinician has checked this yet")
    program.expect(pexpect.EOF)
    program.close()
    assert program.exitstatus == 0


def test_the_second_command_sets_up_the_checks_and_passes_them(tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    done = subprocess.run(
        ["sh", "-c", commands()[1]],
        cwd=project,
        env=newcomer(tmp_path, KETACLI_CHECK_NESTED="1"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    assert re.search(r"\d+ passed", done.stdout.rstrip().rpartition("\n")[2])


def test_continuous_integration_calls_the_second_command() -> None:
    assert commands()[1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
