"""Takes the words back out of a web page as a reader comes upon them, with the marks of lists as
words. Drawings, and what a page has outside its leaflet, hold no words of it.
"""

from html.parser import HTMLParser

NO_WORDS = frozenset({"svg", "button", "script", "style"})
INSIDE_LINES = frozenset({"a", "strong", "i", "span"})
"""What stands in a line. Every other element begins and ends one."""
ENDS_BY_ITSELF = {
    "li": {"li"},
    "p": {"p", "ul", "ol", "dl", "h2", "h3", "figure", "section"},
    "dt": {"dd"},
    "dd": {"dt"},
}
"""What needs no end tag, and what begins behind it. Whatever ends around it ends it, too."""
EMPTY = frozenset({"meta", "link", "path", "input"})


class Element:
    """An element as it stands in a page."""

    def __init__(self, name: str, attributes: dict[str, str], inside: tuple[str, ...]) -> None:
        self.name = name
        self.attributes = attributes
        self.inside = inside
        """The names of the elements around it, the nearest last."""
        self.text = ""


class Page(HTMLParser):
    """A page, read to its end: its elements in order, and the words of its leaflet."""

    def __init__(self, printed: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.pieces: list[str] = []
        self._open: list[Element] = []
        self._numbers: list[int] = []
        self.feed(printed)
        self.close()
        assert not self._open, [element.name for element in self._open]

    @property
    def words(self) -> list[str]:
        return "".join(self.pieces).split()

    def named(self, *names: str) -> list[Element]:
        return [element for element in self.elements if element.name in names]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._open and tag in ENDS_BY_ITSELF.get(self._open[-1].name, ()):
            self._end()
        inside = tuple(element.name for element in self._open)
        element = Element(tag, {name: value or "" for name, value in attrs}, inside)
        self.elements.append(element)
        if tag in EMPTY:
            return
        self._open.append(element)
        if tag not in INSIDE_LINES:
            self._say(" ")
        if tag in {"ul", "ol"}:
            self._numbers.append(0)
        if tag == "dt" or (tag == "li" and inside[-1] == "ul"):
            self._say("- ")
        elif tag == "li" and self._open[-2].attributes.get("class") != "sources":
            self._numbers[-1] += 1
            self._say(f"{self._numbers[-1]}. ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open[-1].name != tag and self._open[-1].name in ENDS_BY_ITSELF:
            self._end()
        assert self._open[-1].name == tag, (self._open[-1].name, tag)
        self._end()

    def _end(self) -> None:
        element = self._open.pop()
        if element.name not in INSIDE_LINES:
            self._say(" ")
        if element.name in {"ul", "ol"}:
            self._numbers.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data
        self._say(data)

    def _say(self, text: str) -> None:
        names = {element.name for element in self._open}
        if "main" in names and not names & NO_WORDS:
            self.pieces.append(text)


def words(printed: str) -> list[str]:
    """The words of the leaflet on a page, the marks of its lists included."""
    return Page(printed).words
