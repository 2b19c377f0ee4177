"""The skeleton of a language: the files of the library's first language with every text taken out
and set beside its place as a comment. What no reader sees, as ids, stays.
"""

from collections.abc import Iterator
from textwrap import wrap

from ketacli.library.layout import Laid, LaidMapping, LaidScalar, LaidSequence, lay_out
from ketacli.library.schema_house import StyleModel

_TRANSLATE = """\
# To be translated. The words to translate stand behind the # beside each place, or above it; write
# between the quotation marks. Words in {braces}, names and ids stay as they are.
"""
_WRITE_ANEW = """\
# To be written anew, not translated: which words this language bans, which make a claim, what it
# calls animals. What the other language has stands behind each #, as an example; take away what
# does not fit.
"""
_FOR_EDITORS = "# yaml-language-server:"
_WIDEST = 110
_STAYS = frozenset({"id"})
_MAY_STAY_EMPTY = {"also"} | {
    name
    for name, field in StyleModel.model_fields.items()
    if not field.is_required() and name != "banned"
}
"""Lists that not every language needs."""
_OF_AS_MANY = frozenset({"months"})


def language_skeleton(text: str, kind: str) -> str:
    """A file of a new language.

    Args:
        text: the same file of a language that is there; it was read without a fault.
        kind: what the file is, as `labels`.
    """
    bare = text.removeprefix("\ufeff").replace("\r\n", "\n")
    first = bare.partition("\n")[0]
    for_editors = f"{first}\n" if first.startswith(_FOR_EDITORS) else ""
    head = _WRITE_ANEW if kind == "style" else _TRANSLATE
    return for_editors + head + "".join(f"{line}\n" for line in _Emptied(bare).lines())


class _Emptied:
    """One file, emptied."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = text.split("\n")

    def lines(self) -> Iterator[str]:
        laid = lay_out(self._text)
        if isinstance(laid, LaidMapping):
            top = self._lines[: laid.span.line]
            yield from (line for line in top if not line.startswith(_FOR_EDITORS))
            yield from self._mapping(laid)

    def _mapping(self, laid: LaidMapping) -> Iterator[str]:
        for at, (key, value) in enumerate(laid.items):
            if key.span.column == 0 and at:
                yield from self._heading(key.span.line)
            yield from self._entry(self._raw(key), key.text, value)

    def _heading(self, line: int) -> Iterator[str]:
        """The comments above a name, with the blank line above them."""
        above = line
        while self._lines[above - 1].startswith("#"):
            above -= 1
        if not self._lines[above - 1]:
            yield ""
        yield from self._lines[above:line]

    def _entry(self, raw: str, name: str, value: Laid) -> Iterator[str]:
        match value:
            case LaidScalar() if name in _STAYS:
                yield f"{raw}: {self._raw(value)}"
            case LaidScalar(text):
                yield from _beside(f'{raw}: ""', text)
            case LaidSequence(items, _, flow) if flow or name in _MAY_STAY_EMPTY:
                said = [item.text for item in items if isinstance(item, LaidScalar)]
                empty = [] if name in _MAY_STAY_EMPTY else ['""']
                times = len(said) if name in _OF_AS_MANY else 1
                yield from _beside(f"{raw}: [{', '.join(empty * times)}]", ", ".join(said))
            case LaidSequence(items):
                yield f"{raw}:"
                for item in items:
                    yield from ("  " + line for line in _as_item(self._item(item)))
            case LaidMapping():
                yield f"{raw}:"
                yield from ("  " + line for line in self._mapping(value))

    def _item(self, item: Laid) -> Iterator[str]:
        match item:
            case LaidScalar(text):
                yield from _beside('""', text)
            case LaidMapping():
                yield from self._mapping(item)
            case LaidSequence():
                return

    def _raw(self, scalar: LaidScalar) -> str:
        return self._text[scalar.span.start : scalar.span.end]


def _beside(line: str, says: str) -> Iterator[str]:
    """An empty place with the words for it, or below them where they are long."""
    words = " ".join(says.split())
    if says != says.strip() and len(says.splitlines()) == 1:
        words = f'"{says}"'
    if not words:
        yield line
    elif len(line) + len(words) + 10 <= _WIDEST:
        yield f"{line}  # {words}"
    else:
        yield from (f"# {piece}" for piece in wrap(words, _WIDEST - 20, break_on_hyphens=False))
        yield line


def _as_item(lines: Iterator[str]) -> Iterator[str]:
    """Lines with the mark of a list before the first one that is no comment."""
    marked = False
    for line in lines:
        yield "  " + line if marked or line.startswith("#") else "- " + line
        marked = marked or not line.startswith("#")
