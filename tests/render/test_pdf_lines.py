import pytest

from ketacli.render.pdf_lines import Run, Words, atoms, leftwards, runs
from ketacli.text import Span

ROOM = 20.0


def _runs(*spans: Span, address: str = "") -> list[Run]:
    return list(runs(Words(spans, address), ROOM))


def test_a_run_keeps_the_manner_of_its_span() -> None:
    found = _runs(Span("a "), Span("b", strong=True), Span("c", term="c"))
    assert found == [Run(("a ",)), Run(("b",), strong=True), Run(("c",), term=True)]


def test_an_address_stands_behind_its_line_and_leads_there() -> None:
    address = "https://a.org/b"
    assert _runs(Span("a"), address=address) == [
        Run(("a",)),
        Run((" ",)),
        Run((address,), leads=address),
    ]


def test_the_first_span_of_a_line_may_be_in_another_language() -> None:
    found = runs(Words((Span("a"), Span("b")), "https://a.org", "en"), ROOM)
    assert [run.language for run in found] == ["en", "", "", ""]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "https://a.org/ b",
        "ftp://a.org",
        "see https://a.org",
        "https://\u0430.org",
    ],
)
def test_what_is_no_address_of_the_web_leads_nowhere(address: str) -> None:
    assert [run.leads for run in _runs(address=address)] == ["", ""]


def test_an_address_of_more_than_2000_letters_leads_nowhere() -> None:
    assert _runs(address="https://a.org/" + "x" * 1986)[-1].leads
    assert not _runs(address="https://a.org/" + "x" * 1987)[-1].leads


def test_a_word_that_may_be_longer_than_a_line_is_cut_into_pieces_that_fit() -> None:
    (run,) = _runs(Span("W" * 50 + " short"))
    assert run.pieces == ("W" * 18, "W" * 18, "W" * 14 + " short")


def test_a_word_that_fits_is_whole_although_its_line_is_long() -> None:
    (run,) = _runs(Span("some words that are longer than a line when they stand together"))
    assert len(run.pieces) == 1


def test_a_word_is_cut_where_it_is_too_long_although_its_manner_changes() -> None:
    found = _runs(Span("W" * 10), Span("W" * 8, strong=True), Span("W" * 12))
    assert [run.pieces for run in found] == [("W" * 10,), ("W" * 8,), ("", "W" * 12)]


def test_letters_of_east_asia_need_no_cuts() -> None:
    (run,) = _runs(Span("\u6c2f\u80fa\u916e" * 40))
    assert len(run.pieces) == 1


@pytest.mark.parametrize("sign", ["e\u0301", "\u0915\u094d\u200d\u0937", "e\u200e"])
def test_no_sign_is_cut_in_two(sign: str) -> None:
    (run,) = _runs(Span(sign * 60))
    assert len(run.pieces) > 1
    assert all(piece == sign * (len(piece) // len(sign)) for piece in run.pieces)


def test_a_line_may_end_behind_a_hyphen_inside_a_word_and_at_no_other() -> None:
    (run,) = _runs(Span("half-life - or -5 in 5-10 a-b-c"))
    assert run.pieces == ("half-", "life - or -5 in 5-", "10 a-", "b-", "c")


def test_a_number_to_call_stays_in_one_line() -> None:
    found = _runs(
        Span("call 116 123 or "), Span("116 123", strong=True), Span("9" * 99, strong=True)
    )
    assert [run.stays for run in found] == [False, True, False]


def test_hints_for_hyphens_are_left_out() -> None:
    found = _runs(Span("soft\u00adhyphen"), address="https://a\u00ad.org")
    assert [run.pieces for run in found] == [("softhyphen",), (" ",), ("https://a.org",)]


def test_what_acts_or_hides_is_written_as_its_code() -> None:
    found = _runs(Span("a\u202eb"), address="\x1b")
    assert [run.pieces for run in found] == [("a<U+202E>b",), (" ",), ("<U+001B>",)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("abc", False), ("\u00e9 \u65e5", False), ("a \u05d0", True), ("1 \u0645", True)],
)
def test_letters_that_go_from_right_to_left_are_known(text: str, *, wanted: bool) -> None:
    assert leftwards(text) is wanted


@pytest.mark.parametrize(
    "parts",
    [
        (),
        ("\u05d0\u05d1", " ", "\u05d2", ",", " ", "(", "\u05d3", ")", "."),
        ("\u0645\u06cc\u200c\u062e\u064e", " ", "50", "%", " ", "abc", "-", "d"),
        ("e\u0301", " ", "\u0645\u064e"),
        (" \u0301", "\u0645"),
    ],
)
def test_words_signs_and_blanks_are_set_one_by_one(parts: tuple[str, ...]) -> None:
    assert atoms("".join(parts)) == parts
