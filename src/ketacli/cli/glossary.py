"""`ketacli glossary`: what the words mean."""

from ketacli.cli import express
from ketacli.cli.desk import Wishes, open_desk


def glossary(wishes: Wishes, term: str) -> None:
    """Show all the words, or the one that the reader asks about."""
    desk = open_desk(wishes)
    desk.put(desk.library.glossary(term, wishes.region))
    express.offer(desk.library)
