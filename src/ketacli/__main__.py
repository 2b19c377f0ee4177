"""`python -m ketacli`."""

from ketacli.cli import run

run()
