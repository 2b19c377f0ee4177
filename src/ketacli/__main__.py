"""`python -m ketacli`."""

from ketacli.cli import main

main()
