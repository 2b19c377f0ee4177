"""One change in plain words."""

import pytest

from ketacli.library.changes_told import claim, told
from ketacli.library.differences import Change, ClaimChange, What
from ketacli.library.firmness import Turn
from ketacli.text import letters

PLACE = "section a, body"


def said(change: Change, *, marks: bool = False) -> str:
    return letters(told(change, marks=marks).line)


def stressed(change: Change, *, marks: bool) -> list[str]:
    return [span.text for span in told(change, marks=marks).line if span.strong][1:]


@pytest.mark.parametrize(
    ("then", "now", "marked", "listed"),
    [
        (
            *("In mice it grew.", "In rats it grew."),
            "In [-mice-] {+rats+} it grew.",
            'Before: In mice it grew. Now: In rats it grew. That is: "mice" became "rats".',
        ),
        (
            *("It grew.", "It grew fast."),
            "It grew {+fast+}.",
            'Before: It grew. Now: It grew fast. That is: "fast" came.',
        ),
        (
            *("It very much grew.", "It grew."),
            "It [-very much-] grew.",
            'Before: It very much grew. Now: It grew. That is: "very much" went.',
        ),
        (
            *("a b c d e f g h i j", "1 b 2 d 3 f 4 h 5 j"),
            "[-a-] {+1+} b [-c-] {+2+} d [-e-] {+3+} f [-g-] {+4+} h [-i-] {+5+} j",
            "Before: a b c d e f g h i j Now: 1 b 2 d 3 f 4 h 5 j",
        ),
    ],
)
def test_a_sentence_that_changed_is_marked_or_told_twice(
    then: str, now: str, marked: str, listed: str
) -> None:
    change = Change(What.CHANGED, PLACE, then, now)
    assert said(change, marks=True) == f"Changed in {PLACE}: {marked}"
    assert said(change) == f"Changed in {PLACE}: {listed}"


def test_what_is_new_or_gone_is_told_with_its_ground() -> None:
    new = Change(What.NEW, PLACE, "", "It grew.", "", "animal", ("a", "b"))
    assert said(new) == f"New in {PLACE}: It grew. (animal; a, b)"
    assert said(new, marks=True) == f"New in {PLACE}: {{+It grew.+}} (animal; a, b)"
    gone = Change(What.GONE, PLACE, "It grew.", "")
    assert said(gone) == f"Gone from {PLACE}: It grew."
    assert said(gone, marks=True) == f"Gone from {PLACE}: [-It grew.-]"


def test_what_moved_is_told_with_both_places() -> None:
    moved = Change(What.MOVED, PLACE, "It grew.", "It grew.", "known", "animal", ("a",))
    assert said(moved) == said(moved, marks=True) == f"Moved to {PLACE}, from known: It grew."
    both = Change(What.MOVED_AND_CHANGED, PLACE, "It grew.", "It shrank.", "known")
    assert said(both, marks=True) == (
        f"Moved and changed, now in {PLACE}, from known: It [-grew-] {{+shrank+}}."
    )


@pytest.mark.parametrize(
    ("what", "says"), [(What.MOVED, "Moved"), (What.MOVED_AND_CHANGED, "Moved and changed")]
)
def test_what_moved_in_one_place_names_it_once(what: What, says: str) -> None:
    change = Change(what, PLACE, "It grew.", "It grew.", PLACE)
    assert said(change) == f"{says} within {PLACE}: It grew."


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change(What.SETTING, "kind", "note", "guide"), "Setting kind: then note, now guide."),
        (Change(What.SETTING, "kind", "note", ""), "Setting kind: then note, now none."),
        (Change(What.SETTING, "kind", "", "note"), "Setting kind: then none, now note."),
        (
            Change(What.ORDER, "sections", "a, b", "b, a"),
            "The sections stand in another order. Then: a, b. Now: b, a.",
        ),
        (
            Change(What.PARAGRAPHS, PLACE),
            f"The sentences of {PLACE} are divided into texts in another way.",
        ),
        (Change(What.OTHER, "a"), "Something that is no sentence has changed: look at the file."),
        (
            Change(What.MARKS, PLACE, "It.", "**It.**"),
            (
                f"Other marks or signs, the same words, in {PLACE}: "
                'Before: It. Now: **It.** That is: "**" came; "**" came.'
            ),
        ),
    ],
)
def test_everything_else_is_a_sentence(change: Change, words: str) -> None:
    assert said(change) == words


def test_the_words_that_matter_are_strong() -> None:
    change = Change(What.CHANGED, PLACE, "In mice it grew.", "In rats it grew.")
    assert stressed(change, marks=True) == ["{+rats+}"]
    assert stressed(change, marks=False) == ["mice", "rats"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            ClaimChange(Turn.STRONGER, "x", "It.", "animal", "trial", ("a",), ("b", "c")),
            (
                "Stronger, in x: It. "
                "(evidence then animal, now trial; sources that came: a; sources that went: b, c)"
            ),
        ),
        (
            ClaimChange(Turn.CLAIM_NOW, "x", "It.", "", "trial", ("a",), ()),
            "A claim now, in x: It. (evidence then none, now trial; sources that came: a)",
        ),
        (
            ClaimChange(Turn.CLAIM_NO_MORE, "x", "It.", "trial", "", (), ("a",)),
            "A claim no more, in x: It. (evidence then trial, now none; sources that went: a)",
        ),
        (
            ClaimChange(Turn.SOURCES, "x", "It.", "trial", "trial", (), ()),
            (
                "Other sources, in x: It. "
                "(evidence trial as before; the sources stand in another order)"
            ),
        ),
        (
            ClaimChange(Turn.BESIDE, "x", "It.", "trial", "official", (), ()),
            (
                "Of another kind, neither stronger nor weaker, in x: It. "
                "(evidence then trial, now official)"
            ),
        ),
    ],
)
def test_the_ground_of_a_claim_is_told(change: ClaimChange, says: str) -> None:
    assert letters(claim(change).line) == says
