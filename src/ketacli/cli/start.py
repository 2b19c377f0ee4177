"""`ketacli` alone: who to call, and what there is to read."""

from ketacli.cli.desk import Wishes, open_desk
from ketacli.cli.topics import page


def start(wishes: Wishes) -> None:
    """Show the start page."""
    desk = open_desk(wishes)
    desk.put(page(desk, desk.library.cards()))
