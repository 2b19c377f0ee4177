"""Pressing Tab: what is offered, to whom, and what content can never do to a shell."""

import subprocess
from pathlib import Path

import pytest

from ketacli.cli import complete
from ketacli.render import Format
from support.content import SMALL_TOPIC, change, small_library
from support.program import ROOT, surroundings

KETACLI = ROOT / ".venv" / "bin" / "ketacli"
