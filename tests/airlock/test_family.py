import os
import subprocess
import sys
from pathlib import Path

import pytest

from ketacli.airlock import family

SCRIPT = """
import os, subprocess, sys, time
from ketacli.airlock.family import end_family
sleeping = [sys.executable, "-I", "-S", "-c", "import time; time.sleep(300)"]
nested = "import subprocess, time; print(subprocess.Popen(%r).pid, flush=True); time.sleep(300)"
leader = subprocess.Popen([sys.executable, "-I", "-c", nested % sleeping],
    start_new_session=True, stdout=subprocess.PIPE, text=True)
inner = int(leader.stdout.readline())
end_family(leader.pid)
print(leader.pid, inner, flush=True)
time.sleep(300)
"""


def test_a_session_ends_with_its_leader() -> None:
    with subprocess.Popen([sys.executable, "-c", SCRIPT], stdout=subprocess.PIPE) as run:
        assert run.stdout
        processes = run.stdout.readline().split()
        left = [number for number in processes if _runs(int(number))]
        run.kill()
    assert len(processes) == 2
    assert left == []


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_what_cannot_be_killed_is_left_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    killed: list[int] = []
    monkeypatch.setattr(family, "_ROUND_SECONDS", 0)
    monkeypatch.setattr(family, "_family", lambda _: [4711])
    monkeypatch.setattr(family, "_reap", lambda: True)
    monkeypatch.setattr(os, "kill", lambda process, _: killed.append(process))
    family.end_family(4711)
    assert killed == [4711] * family._ROUNDS


def test_a_process_that_is_gone_belongs_to_nobody() -> None:
    assert not family._belongs("/proc/0", os.getpid())
