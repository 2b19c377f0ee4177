"""Finds what makes a page. Only a page that nobody has kept needs it, with yaml and pydantic."""

from typing import Any

from ketacli.library import pages
from ketacli.library.folder import Folder
from ketacli.site import Clinic

Json = dict[str, Any]


def made(folder: Folder, clinic: Clinic, kind: str, language: str = "", topic_id: str = "") -> Json:
    """A page of some kind, as `compiled` keeps it.

    Raises:
        ContentError: a file that it is made from breaks the rules.
    """
    match kind:
        case "shelf":
            return pages.shelf(folder)
        case "signed":
            return pages.signed(folder)
        case "front":
            return pages.front(folder, language, clinic)
        case "glossary":
            return pages.glossary(folder, language)
        case "speech":
            return pages.pronunciation(folder, language)
        case "kiosk":
            return pages.kiosk_labels(folder, language)
        case "web":
            return pages.web_labels(folder, language)
        case _:
            return pages.issued(folder, language, topic_id, clinic)
