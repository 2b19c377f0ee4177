"""What a site can hold of each topic, and the file of each kind."""

from enum import StrEnum, unique

INDEX = "index.html"


@unique
class Kind(StrEnum):
    """One way to have a leaflet."""

    HTML = "html"
    LARGE = "large"
    PDF = "pdf"
    LARGE_PDF = "large-pdf"
    AUDIO = "audio"
    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    CODE = "code"
    """A square that a telephone reads the address of the topic from."""

    @property
    def file(self) -> str:
        """The name of its file in the folder of a topic."""
        return _FILES[self]


PRINTED = frozenset({Kind.PDF, Kind.LARGE_PDF})
"""What is set for paper."""
_FILES = {
    Kind.HTML: "leaflet.html",
    Kind.LARGE: "large-print.html",
    Kind.PDF: "leaflet.pdf",
    Kind.LARGE_PDF: "large-print.pdf",
    Kind.AUDIO: "leaflet.ogg",
    Kind.TEXT: "leaflet.txt",
    Kind.MARKDOWN: "leaflet.md",
    Kind.JSON: "leaflet.json",
    Kind.CODE: "code.svg",
}
