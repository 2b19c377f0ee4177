"""Changes as a page for people: in short what became of the library, then topic by topic, in plain
words, each change with a number. How it looks is for `render`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from ketacli.errors import Problem
from ketacli.leaflet import Leaflet, Part, Role
from ketacli.library.changes import Changes, DisclaimerChanges, State, TopicChanges
from ketacli.library.changes_told import claim, told
from ketacli.library.differences import What
from ketacli.library.firmness import Turn
from ketacli.text import Block, Bullets, Paragraph, Span, Steps, Subheading

Kind = TypeVar("Kind", What, Turn)
_LANGUAGE = "en"
"""The tools of authors speak English, whatever language they look at."""
_MOST_FAULTS = 10
_SENTENCES = {
    What.NEW: "new",
    What.GONE: "gone",
    What.CHANGED: "changed",
    What.MOVED: "moved",
    What.MOVED_AND_CHANGED: "moved and changed",
}
_CLAIMS = {
    Turn.STRONGER: "stronger",
    Turn.WEAKER: "weaker",
    Turn.BESIDE: "of another kind, neither stronger nor weaker",
    Turn.CLAIM_NOW: "that rested on nothing before",
    Turn.CLAIM_NO_MORE: "that rest on nothing now",
    Turn.SOURCES: "with other sources",
}
_ANEW = {
    True: "Readers have to acknowledge the disclaimer anew: its words have changed.",
    False: "Nobody has to acknowledge anew: the disclaimer has the same words.",
    None: "Whether readers have to acknowledge anew cannot be told: see what cannot be read.",
}


class About(NamedTuple):
    """What was asked for."""

    topic: str
    """The id of a topic, or '' for all."""
    since: str
    """The earlier state, in words."""
    sources: Mapping[str, str]
    """Each source in full, by its id, as far as it can be read."""
    marks: bool
    """What went and came is marked in the sentence. Else the sentence is told before and after."""


def page(found: Changes, about: About) -> Leaflet:
    """All that has changed."""
    title = f"What has changed in {about.topic or 'the library'} since {about.since}"
    return Leaflet("changed", _LANGUAGE, title, tuple(_parts(found, about)))


def _parts(found: Changes, about: About) -> Iterator[Part]:
    yield _part("short", "In short", (Bullets(tuple(map(_plain, _short(found)))),))
    for topic in found.topics:
        if topic.state not in {State.SAME, State.UNREADABLE}:
            yield _part(f"topic-{topic.topic}", topic.topic, tuple(_topic(topic, about)))
    if found.disclaimer.changes:
        yield _part("disclaimer", "Disclaimer", tuple(_disclaimer(found.disclaimer, about)))
    if found.unreadable:
        says = "These files cannot be read, so nothing was compared with them."
        yield _part("unreadable", "What cannot be read", _faults(says, found.unreadable))
    if found.faults:
        says = "These places break rules of today. The files were compared all the same."
        yield _part("faults", "What breaks rules", _faults(says, found.faults))


def _short(found: Changes) -> Iterator[str]:
    yield _ANEW[found.disclaimer.acknowledge_anew]
    for state, says in _STATES.items():
        if topics := [topic.topic for topic in found.topics if topic.state is state]:
            yield f"{says}: {', '.join(topics)}."
    changed = [topic for topic in found.topics if topic.state is State.CHANGED]
    sentences = Counter(change.what for topic in changed for change in topic.changes)
    if counted := _counted(sentences, _SENTENCES):
        yield f"Sentences: {counted}."
    others = sentences.total() - sum(sentences[what] for what in _SENTENCES)
    if others:
        yield f"Other changes: {others}."
    claims = Counter(change.turn for topic in changed for change in topic.claims)
    if counted := _counted(claims, _CLAIMS):
        yield f"Claims that are there still: {counted}."


_STATES = {
    State.CHANGED: "Changed",
    State.NEW: "New topics",
    State.GONE: "Topics that are gone",
    State.SAME: "As they were",
    State.UNREADABLE: "Not compared",
}


def _codes(then: str, now: str) -> str:
    if then == now:
        return f"Code of the words: {now} as before."
    return f"Code of the words: then {then}, now {now}."


def _counted(counts: Counter[Kind], words: Mapping[Kind, str]) -> str:
    return ", ".join(f"{counts[what]} {says}" for what, says in words.items() if counts[what])


def _topic(topic: TopicChanges, about: About) -> Iterator[Block]:
    if topic.state is State.CHANGED:
        yield _plain(_codes(topic.code_then, topic.code_now))
        yield from _listed("Words", (told(one, marks=about.marks) for one in topic.changes))
        yield from _listed("Claims", map(claim, topic.claims))
    else:
        sentences = sum(one.what is not What.SETTING for one in topic.changes)
        says = "new" if topic.state is State.NEW else "gone"
        yield _plain(f"All of it is {says}: {sentences} sentences.")
    yield from _listed("Sources that came", _in_full(topic.sources_came, about))
    yield from _listed("Sources that went", _in_full(topic.sources_went, about))


def _disclaimer(words: DisclaimerChanges, about: About) -> Iterator[Block]:
    yield _plain(_codes(words.code_then, words.code_now))
    yield from _listed("Words", (told(one, marks=about.marks) for one in words.changes))


def _listed(title: str, lines: Iterable[Paragraph]) -> Iterator[Block]:
    if items := tuple(lines):
        yield Subheading(title)
        yield Steps(items)


def _in_full(sources: tuple[str, ...], about: About) -> Iterator[Paragraph]:
    for source in sources:
        yield _plain(": ".join(filter(None, [source, about.sources.get(source, "")])))


def _faults(says: str, problems: tuple[Problem, ...]) -> tuple[Block, ...]:
    shown = [_place(problem) for problem in problems[:_MOST_FAULTS]]
    if more := len(problems) - len(shown):
        shown.append(f"and {more} more")
    return _plain(says), Bullets(tuple(map(_plain, shown)))


def _place(problem: Problem) -> str:
    place = f"{problem.line}:{problem.column}:" if problem.line else ""
    return f"{problem.file}:{place} {problem.message} [{problem.rule}]"


def _part(part_id: str, title: str, blocks: tuple[Block, ...]) -> Part:
    return Part(Role.LIST, part_id, title, blocks)


def _plain(text: str) -> Paragraph:
    return Paragraph((Span(text),))
