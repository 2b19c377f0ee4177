"""One visit: the door, the records, what is forgotten, and that no way through it goes wrong."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from ketacli.disclaimer import Channel
from ketacli.errors import ContentError
from ketacli.kiosk import views
from ketacli.kiosk.page import Page, Place
from ketacli.kiosk.visit import START_OVER, Mark, Visit
from ketacli.leaflet import Role
from ketacli.site import Clinic, Records, Site
from support.content import SAID, SMALL_TOPIC, change, copy_library, small_library, with_language
from support.leaflets import topics
from support.program import CONTENT
from support.signing import signed
from support.visits import DOOR, TOPIC, TREATED, Remembers, go, ids, opener, text_of, visit

BEFORE_THE_DOOR = {Role.LIST, Role.HELP}
REQUIRED = Site(records=Records.REQUIRED)


def proof(made: Visit) -> object:
    return made._proof


# --- The door


def test_a_reader_who_says_yes_comes_to_the_shelf_with_a_receipt() -> None:
    made = visit(*DOOR)
    assert made.place is Place.SHELF
    assert made.receipt == made.library.disclaimer.code


def test_a_reader_who_had_treatment_is_shown_the_words_and_not_asked() -> None:
    recorder = Remembers()
    made = visit(*TREATED, recorder=recorder)
    assert made.place is Place.SHELF
    assert made.calm
    assert made.receipt == ""
    assert recorder.told == [("shown", made.library.disclaimer.digest, Channel.KIOSK)]


def test_a_reader_who_says_no_reads_nothing_and_starts_again() -> None:
    made = visit(*DOOR[:2], "answer:no")
    assert made.place is Place.REFUSED
    assert ids(views.page(made)) == ["finished"]
    assert proof(made) is None
    go(made, "finished")
    assert made.ended


def test_no_leaflet_is_issued_before_the_door() -> None:
    with pytest.raises(AssertionError):
        visit(*DOOR[:2]).issue(TOPIC)


@pytest.mark.parametrize("so_far", [(), DOOR[:1], DOOR[:2], (*DOOR[:2], "answer:no")])
@pytest.mark.parametrize(
    "choice",
    ["shelf", f"topic:{TOPIC}", "page:1", "read", "answer:maybe", "treated:", "take", "back", "x"],
)
def test_what_is_not_on_a_page_changes_nothing(so_far: tuple[str, ...], choice: str) -> None:
    made = visit(*so_far)
    before = views.page(made)
    if choice in ids(before):
        return  # the words of the disclaimer lead back to the question before them
    assert not views.follow(made, choice)
    made.choose(choice)  # and not even where no page is asked
    assert views.page(made) == before
    assert proof(made) is None


@pytest.mark.parametrize(
    "choice", ["page:999", "page:-1", "page:x", "answer:99", "answer:", "topic:none", "x", "hill:x"]
)
def test_what_is_not_in_a_leaflet_changes_nothing(choice: str) -> None:
    made = visit(*DOOR, f"topic:{TOPIC}")
    before = views.page(made)
    made.choose(choice)
    assert views.page(made) == before


def test_nothing_leads_into_a_leaflet_from_the_shelf_but_its_card() -> None:
    made = visit(*DOOR)
    made.choose("page:1")
    assert made.place is Place.SHELF


# --- The records


@pytest.mark.parametrize(
    ("records", "works", "place"),
    [
        (Records.WANTED, True, Place.SHELF),
        (Records.WANTED, False, Place.SHELF),
        (Records.OFF, True, Place.SHELF),
        (Records.REQUIRED, True, Place.SHELF),
    ],
)
def test_a_reader_is_let_in_as_far_as_records_allow(
    records: Records, *, works: bool, place: Place
) -> None:
    made = visit(*DOOR, site=Site(records=records), recorder=Remembers(works=works))
    assert made.place is place


@pytest.mark.parametrize("treated", ["treated:yes", "treated:no"])
def test_where_a_record_is_required_and_cannot_be_written_nothing_is_read(treated: str) -> None:
    made = visit("language:en", treated, site=REQUIRED, recorder=Remembers(works=False))
    assert made.place is Place.CLOSED
    assert proof(made) is None
    assert ids(views.page(made)) == ["finished"]


def test_a_required_record_that_fails_at_the_answer_closes_the_door() -> None:
    recorder = Remembers()
    made = visit(*DOOR[:2], site=REQUIRED, recorder=recorder)
    recorder.works = False
    go(made, "answer:yes")
    assert made.place is Place.CLOSED
    assert proof(made) is None


def test_a_refusal_is_written_down_and_is_free_of_the_records() -> None:
    recorder = Remembers()
    made = visit(*DOOR[:2], site=REQUIRED, recorder=recorder, channel=Channel.KIOSK_LINEAR)
    recorder.works = False
    go(made, "answer:no")
    digest = made.library.disclaimer.digest
    assert made.place is Place.REFUSED
    assert recorder.told[-1] == ("answered", digest, Channel.KIOSK_LINEAR, False)


def test_only_the_first_answer_to_a_question_is_counted() -> None:
    recorder = Remembers()
    made = visit(*DOOR, f"topic:{TOPIC}", recorder=recorder)
    to_check(made)
    go(made, "answer:0", "answer:1", "check:next", "answer:1")
    checked = [told for told in recorder.told if told[0] == "checked"]
    assert [told[:5] for told in checked] == [
        ("checked", TOPIC, "en", 1, Channel.KIOSK),
        ("checked", TOPIC, "en", 2, Channel.KIOSK),
    ]


def to_check(made: Visit) -> Page:
    last = len(made.sheets()) - 1
    return go(made, "contents", f"page:{last}", "check:first")


# --- Where choices lead


def test_back_leads_the_way_that_a_reader_came() -> None:
    made = visit(*DOOR, f"topic:{TOPIC}", "page:1", "contents", "take", "help")
    places = []
    while made.behind:
        go(made, "back")
        places.append(made.place)
    assert places == [Place.TAKE_AWAY, Place.CONTENTS, Place.LEAFLET]
    assert made.at == 1


def test_going_round_in_circles_does_not_make_the_way_back_longer() -> None:
    made = visit(*DOOR, "take")
    for _ in range(50):
        go(made, "help", "finished")
    assert made.place is Place.TAKE_AWAY
    assert made.behind == [Place.SHELF]


def test_back_from_nowhere_stays() -> None:
    made = visit(*DOOR)
    made.choose("back")
    assert made.place is Place.SHELF


def test_a_visit_that_has_something_to_take_along_shows_it_before_it_ends() -> None:
    made = visit(*TREATED, f"topic:{TOPIC}", "mark", "finished")
    assert made.place is Place.TAKE_AWAY
    assert not made.ended
    go(made, "finished")
    assert made.ended


def test_a_visit_that_has_nothing_to_take_along_ends_at_once() -> None:
    made = visit(*TREATED, f"topic:{TOPIC}", "finished")
    assert made.ended


def test_marks_and_questions_are_kept_and_let_go() -> None:
    made = visit(*DOOR, f"topic:{TOPIC}", "mark")
    title = "How ketamine is thought to work: In short"
    assert made.marks == [Mark(TOPIC, made.sheets()[0].id, title)]
    go(made, "mark")
    assert made.marks == []
    made.choose("question:Why?")
    made.choose("question:How?")
    made.choose("question:Why?")
    assert made.questions == ["How?"]


def test_nothing_is_marked_without_a_leaflet() -> None:
    made = visit(*DOOR)
    made._mark()
    assert made.marks == []
    assert made.sheets() == ()


def test_a_page_that_is_turned_closes_what_was_open_on_it() -> None:
    made = visit(*DOOR, f"topic:{TOPIC}", "word:ketamine", "sources", "page:1")
    assert made.words_open == []
    assert not made.with_sources


def test_the_questions_end_where_things_are_taken_along() -> None:
    made = visit(*DOOR, f"topic:{TOPIC}")
    to_check(made)
    go(made, "check:next", "check:next", "check:next")
    assert made.place is Place.TAKE_AWAY
    to_check(visit_again := visit(*DOOR, f"topic:{TOPIC}"))
    go(visit_again, "check:skip")
    assert visit_again.place is Place.TAKE_AWAY


def test_switches_go_on_and_off() -> None:
    made = visit("large", "aloud")
    assert (made.large, made.aloud) == (True, True)
    go(made, "large", "aloud")
    assert (made.large, made.aloud) == (False, False)
    made = visit(*DOOR, f"topic:{TOPIC}")
    for name in ("calm", "literal"):
        made.choose(name)
        assert getattr(made, name)
        made.choose(name)
        assert not getattr(made, name)


def test_the_codes_of_a_small_screen_are_turned_like_pages() -> None:
    made = visit(*DOOR, "take")
    made.choose("code:next")
    assert made.code_part == 1


# --- Languages


def test_languages_are_those_of_the_site_in_its_order_that_the_library_has(tmp_path: Path) -> None:
    library = copy_library(tmp_path)
    with_language(library, "es", "Spanish")
    site = Site(languages=("es", "pl", "en"))
    assert list(visit(library=library, site=site).languages) == ["es", "en"]
    assert list(visit(library=library).languages) == ["en", "es"]
    only_others = Site(languages=("pl",))
    assert list(visit(library=library, site=only_others).languages) == ["en", "es"]


def test_a_visit_begins_in_the_first_language_that_is_whole(tmp_path: Path) -> None:
    library = copy_library(tmp_path)
    with_language(library, "es", "Spanish")
    (library / "es" / "kiosk.yaml").unlink()
    site = Site(languages=("pl", "es", "en"))
    made = visit(library=library, site=site)
    assert made.library.language == "en"
    assert views.page(made).place is Place.START


def test_a_language_that_is_broken_is_closed_in_words_that_are_there(tmp_path: Path) -> None:
    library = copy_library(tmp_path)
    with_language(library, "es", "Spanish")
    (library / "es" / "kiosk.yaml").write_text("broken: true\n", encoding="utf-8")
    made = visit("language:es", library=library)
    page = views.page(made)
    assert page.place is Place.CLOSED
    assert made.library.language == "en"
    assert made.library.kiosk_labels.closed in text_of(page)
    assert any(part.role is Role.HELP for part in page.parts)


def test_a_language_that_was_taken_away_is_closed(tmp_path: Path) -> None:
    library = copy_library(tmp_path)
    with_language(library, "es", "Spanish")
    made = visit(library=library)
    shutil.rmtree(library / "es")
    change(library / "library.yaml", f"  - {{tag: es, name: Spanish, {SAID}}}\n", "")
    go(made, "language:es")
    assert made.place is Place.CLOSED


def test_a_library_without_a_language_that_works_is_an_error(tmp_path: Path) -> None:
    library = copy_library(tmp_path)
    (library / "en" / "labels.yaml").write_text("broken: true\n", encoding="utf-8")
    with pytest.raises(ContentError):
        visit(library=library, site=Site(languages=("en",)))


# --- What there is to read


def test_topics_are_those_of_the_site_in_its_order() -> None:
    chosen = ("risks-and-side-effects", "none", TOPIC)
    made = visit(site=Site(topics=chosen))
    assert [card.id for card in made.cards()] == ["risks-and-side-effects", TOPIC]


def test_where_a_signature_is_required_nothing_unsigned_is_there_to_read() -> None:
    assert visit(site=Site(require_sign_off=True)).cards() == ()


def test_where_a_signature_is_required_what_is_signed_is_there_until_a_word_changes(
    tmp_path: Path,
) -> None:
    library = small_library(tmp_path, small=SMALL_TOPIC, other=SMALL_TOPIC)
    site = Site(require_sign_off=True)
    signed(library)
    made = visit(*DOOR, library=library, site=site)
    assert [card.id for card in made.cards()] == ["small"]
    assert [one.card.id for one in made.withheld()] == ["other"]
    assert "A. Tester (Psychiatrist)" in text_of(go(made, "topic:small"))
    change(library / "en/topics/small.yaml", "One sentence.", "Another sentence.")
    assert visit(*DOOR, library=library, site=site).cards() == ()


@contextmanager
def changing() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        yield small_library(Path(folder), first=SMALL_TOPIC, second=SMALL_TOPIC)


@contextmanager
def looked_at() -> Iterator[tuple[Path, Visit]]:
    """A visit that knows which topics there are, and has read none yet."""
    with changing() as library:
        made = visit(*DOOR[:2], library=library)
        made.choose("answer:yes")
        assert [card.id for card in made.cards()] == ["first", "second"]
        yield library / "en" / "topics" / "second.yaml", made


def test_a_topic_that_breaks_during_a_visit_is_not_opened_and_leaves_the_shelf() -> None:
    with looked_at() as (topic, made):
        topic.write_text("kind: guide\n", encoding="utf-8")
        labels = [choice.label for choice in views.page(made).choices]
        assert labels[:2] == ["A small topic (About 2 minutes)", "A small topic"]
        page = go(made, "topic:second")
        assert made.place is Place.SHELF
        assert ids(page)[0] == "topic:first"
        assert "topic:second" not in ids(page)
        assert made.leaflet is None


def test_a_topic_that_is_taken_away_during_a_visit_leaves_the_shelf() -> None:
    with looked_at() as (topic, made):
        topic.unlink()
        page = go(made, "topic:second")
        assert made.place is Place.SHELF
        assert "topic:second" not in ids(page)


def test_a_topic_that_was_on_the_shelf_stays_as_it_was_for_the_visit() -> None:
    with changing() as library:
        made = visit(*DOOR, library=library)
        (library / "en" / "topics" / "second.yaml").unlink()
        assert go(made, "topic:second").title == "A small topic: In short"


def test_a_leaflet_that_is_open_stays_as_it_was_while_the_library_changes() -> None:
    with changing() as library:
        made = visit(*DOOR, "topic:first", library=library)
        before = views.page(made)
        shutil.rmtree(library / "en")
        assert views.page(made) == before
        assert go(made, "page:1").place is Place.LEAFLET


def test_words_that_change_during_a_visit_are_those_of_the_next_one() -> None:
    with changing() as library:
        made = visit(*DOOR[:2], library=library)
        shown = views.page(made)
        change(library / "en" / "disclaimer.yaml", "general information", "general words")
        assert views.page(made) == shown
        go(made, "answer:yes")
        assert made.receipt == made.library.disclaimer.code
        assert visit(*DOOR, library=library).receipt != made.receipt


# --- Every way through a visit

TITLES = tuple({leaflet.title for leaflet in topics().values()})


class AnyVisit(RuleBasedStateMachine):
    """Somebody who chooses anything that is there, and tries much that is not."""

    @initialize(
        records=st.sampled_from(Records),
        works=st.booleans(),
        signed=st.sampled_from([False, False, False, True]),
        printer=st.booleans(),
    )
    def begin(self, records: Records, *, signed: bool, works: bool, printer: bool) -> None:
        command = ("lp",) if printer else ()
        self.site = Site(
            clinic=Clinic("A clinic", "555"),
            records=records,
            require_sign_off=signed,
            print_command=command,
        )
        self.recorder = Remembers(works=works)
        self.made = visit(site=self.site, recorder=self.recorder)

    @rule(data=st.data())
    def choose(self, data: st.DataObject) -> None:
        page = views.page(self.made)
        choice = data.draw(st.sampled_from(page.choices))
        assert views.follow(self.made, choice.id)
        if self.made.ended:
            self.made = visit(site=self.site, recorder=self.recorder)

    @rule(data=st.data())
    def read_on(self, data: st.DataObject) -> None:
        """Leave less often than chance would: most of a visit is reading."""
        page = views.page(self.made)
        leaving = {"finished", "help", "answer:no", "back", "shelf", "take"}
        staying = [choice for choice in page.choices if choice.id not in leaving]
        if staying:
            assert views.follow(self.made, data.draw(st.sampled_from(staying)).id)

    @rule(kind=st.sampled_from(["page", "topic", "answer", "shelf", "check", "read", "word", "x"]))
    def choose_what_is_not_there(self, kind: str) -> None:
        page = views.page(self.made)
        assert not views.follow(self.made, f"{kind}:no such thing")
        assert views.page(self.made) == page

    @invariant()
    def page_is_sound(self) -> None:
        page = views.page(self.made)
        assert page.title
        assert page.choices
        assert all(choice.label for choice in page.choices)
        assert len(set(ids(page))) == len(page.choices)

    @invariant()
    def nothing_of_a_topic_comes_before_the_door(self) -> None:
        if proof(self.made) is not None:
            return
        page = views.page(self.made)
        assert {part.role for part in page.parts} <= BEFORE_THE_DOOR
        assert not any(title in text_of(page) for title in TITLES)
        assert self.made.leaflet is None

    @invariant()
    def there_is_a_way_out(self) -> None:
        page = views.page(self.made)
        if page.place is not Place.START:
            assert "finished" in ids(page)
        if page.place not in {Place.START, Place.HELP, *START_OVER}:
            assert "help" in ids(page)

    @invariant()
    def the_way_back_is_short(self) -> None:
        assert len(self.made.behind) == len(set(self.made.behind))

    @invariant()
    def who_is_in_was_written_down_where_that_is_required(self) -> None:
        if proof(self.made) is not None and self.site.records is Records.REQUIRED:
            assert self.recorder.works


AnyVisit.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
test_any_visit = AnyVisit.TestCase


def test_the_shipped_library_is_what_visits_open() -> None:
    assert opener(CONTENT, Site())("").path == CONTENT
