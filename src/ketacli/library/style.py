"""The rules of good writing for patients: short sentences, short lists, plain words. They fail or
warn in `check`; they never keep a leaflet from a reader.
"""

from collections.abc import Iterator
from datetime import date

from ketacli.errors import Problem, Severity
from ketacli.library.inline import unmarked
from ketacli.library.passages import Passage, passages
from ketacli.library.schema import MAY_LEAVE_OUT
from ketacli.library.schema_house import StyleModel
from ketacli.library.typography import number_faults, quotation_faults
from ketacli.library.words import characters, find_word, has_word, sentences, words
from ketacli.library.yaml_reader import Mapping, Node, Place, Scalar, Sequence, items, named

MOST_SENTENCES = 3
MOST_ITEMS = 7
_TARGET_PASSIVE = 0.2
_FEWEST_SENTENCES = 10
"""Shares of fewer sentences say nothing."""
_MAY_BE_LONG = frozenset(
    {"sections", "body", "languages", "topics", "terms", "references", "sources", "months"}
)
_REQUIRED = (
    "summary",
    "known",
    "benefits",
    "risks",
    "alternatives",
    "if_nothing",
    "actions",
    "check",
)


def style_faults(node: Node, file: str, style: StyleModel) -> Iterator[Problem]:
    """What is hard to read or must not be said, in any file that readers see."""
    found = tuple(passages(node))
    banned = tuple(word for group in style.banned for word in group.words)
    for passage in found:
        # One search for all of them: hardly a text holds any.
        if find_word(unmarked(passage.text), banned):
            yield from _banned(passage, file, style)
        if style.quotation:
            yield from _quotation(passage, file, style.quotation)
        if passage.is_prose:
            yield from _sentences(passage, file, style)
            if style.decimal:
                yield from _numbers(passage, file, style.decimal)
        elif passage.path[-1] == "title":
            yield from _title(passage, file, style)
    yield from _long_lists(node, file)
    yield from _passive_share(found, node, file, style)


def topic_faults(node: Node, file: str, today: date) -> Iterator[Problem]:
    """What a topic leaves out, leaves unbalanced, or lets go out of date."""
    if not isinstance(node, Mapping):
        return
    fields = {key.text: (key, value) for key, value in node.items}
    yield from _left_out(fields, node.place, file)
    if "benefits" in fields and "risks" not in fields:
        message = "benefits without risks: both stand in a topic, or neither"
        yield _at(fields["benefits"][0].place, file, "benefit-without-risk", message)
    yield from _dates(fields, file, today)
    for chart in _charts(node):
        yield from _chart(chart, file)


def _sentences(passage: Passage, file: str, style: StyleModel) -> Iterator[Problem]:
    found = sentences(unmarked(passage.text), style.abbreviations)
    if len(found) > MOST_SENTENCES:
        message = f"{len(found)} sentences in one paragraph; at most {MOST_SENTENCES}"
        yield _at(passage.scalar.place, file, "long-paragraph", message)
    limits = style.sentences
    by_character = limits.count == "characters"
    for sentence in found:
        count = characters(sentence) if by_character else len(words(sentence))
        if count > limits.target:
            message = f"{count} {limits.count} in one sentence: {_start(sentence)}"
            severity = Severity.ERROR if count > limits.most else Severity.WARNING
            yield _at(passage.scalar.place, file, "long-sentence", message, severity)


def _banned(passage: Passage, file: str, style: StyleModel) -> Iterator[Problem]:
    text = unmarked(passage.text)
    for banned in style.banned:
        if word := find_word(text, banned.words):
            message = f"`{word}` is not said to patients; instead: {banned.instead}"
            yield _at(passage.scalar.place, file, "banned-word", message)


def _quotation(passage: Passage, file: str, marks: tuple[str, ...]) -> Iterator[Problem]:
    for message in quotation_faults(unmarked(passage.text), marks):
        place = passage.scalar.place
        yield _at(place, file, "quotation-marks", message, Severity.WARNING)


def _numbers(passage: Passage, file: str, decimal: str) -> Iterator[Problem]:
    for message in number_faults(unmarked(passage.text), decimal):
        yield _at(passage.scalar.place, file, "number-format", message)


def _title(passage: Passage, file: str, style: StyleModel) -> Iterator[Problem]:
    named = [word.lower() for word in words(passage.text)]
    if all(word in style.empty_titles for word in named):
        message = f"the title `{passage.text}` names no subject"
        yield _at(passage.scalar.place, file, "title-without-subject", message, Severity.WARNING)


def _long_lists(node: Node, file: str, name: str = "") -> Iterator[Problem]:
    match node:
        case Sequence(entries, place):
            if len(entries) > MOST_ITEMS and name not in _MAY_BE_LONG:
                message = f"{len(entries)} entries in one list; at most {MOST_ITEMS}"
                yield _at(place, file, "long-list", message)
            for entry in entries:
                yield from _long_lists(entry, file)
        case Mapping():
            for key, value in named(node):
                yield from _long_lists(value, file, key)
        case _:
            return


def _passive_share(
    found: tuple[Passage, ...], node: Node, file: str, style: StyleModel
) -> Iterator[Problem]:
    if not style.passive:
        return
    texts = (unmarked(passage.text) for passage in found if passage.is_prose)
    prose = [sentence for text in texts for sentence in sentences(text, style.abbreviations)]
    passive = [sentence for sentence in prose if _is_passive(sentence, style)]
    if len(prose) >= _FEWEST_SENTENCES and len(passive) > _TARGET_PASSIVE * len(prose):
        share = round(100 * len(passive) / len(prose))
        message = f"{share} of 100 sentences are passive, as: {_start(passive[0])}"
        yield _at(node.place, file, "passive-share", message, Severity.WARNING)


def _is_passive(sentence: str, style: StyleModel) -> bool:
    """A form of 'to be' with a participle right behind it, or one word later."""
    spoken = [word.lower() for word in words(sentence)]
    return any(
        word in style.passive
        and any(_participle(later, style) for later in spoken[at + 1 : at + 3])
        for at, word in enumerate(spoken)
    )


def _participle(word: str, style: StyleModel) -> bool:
    return word in style.participles or word.endswith(style.participle_endings)


def _left_out(fields: dict[str, tuple[Scalar, Node]], place: Place, file: str) -> Iterator[Problem]:
    kind = "guide"
    if "kind" in fields and isinstance(named := fields["kind"][1], Scalar):
        kind = named.text
    for name in _REQUIRED:
        if name not in fields and name not in MAY_LEAVE_OUT.get(kind, ()):
            message = f"`{name}` is missing here; a {kind} does not leave it out"
            yield _at(place, file, "missing", message)


def _dates(fields: dict[str, tuple[Scalar, Node]], file: str, today: date) -> Iterator[Problem]:
    checked, place = _day(fields, "last_checked")
    if checked > today:
        yield _at(place, file, "future-check", f"{checked} has not come yet")
    review, place = _day(fields, "next_review")
    if review < today:
        yield _at(place, file, "out-of-date", f"the review was due on {review}")
    elif review <= checked:
        yield _at(place, file, "review-order", "the next review must come after the last check")


def _day(fields: dict[str, tuple[Scalar, Node]], name: str) -> tuple[date, Place]:
    _, value = fields[name]
    return date.fromisoformat(value.text if isinstance(value, Scalar) else ""), value.place


def _charts(node: Node) -> Iterator[Node]:
    for entry in items(node):
        yield from _charts(entry)
    for name, value in named(node):
        if name == "chart":
            yield value
        else:
            yield from _charts(value)


def _chart(chart: Node, file: str) -> Iterator[Problem]:
    """The sentence must say what the drawing shows, for those who cannot see it."""
    parts = dict(named(chart))
    says = parts["says"]
    for group in items(parts["groups"]):
        count = dict(named(group))["count"]
        if (
            isinstance(says, Scalar)
            and isinstance(count, Scalar)
            and not has_word(says.text, count.text)
        ):
            message = f"the chart shows {count.text}, and its sentence does not say it"
            yield _at(says.place, file, "chart-unsaid", message)


def _at(
    place: Place, file: str, rule: str, message: str, severity: Severity = Severity.ERROR
) -> Problem:
    return Problem(file, place.line, place.column, rule, message, severity)


def _start(sentence: str) -> str:
    return sentence if len(sentence) <= 60 else sentence[:57] + "..."  # noqa: PLR2004
