"""A file as statements: sentences in their places, and settings."""

from ketacli.library.statements import Statement, sections, statements
from ketacli.library.yaml_reader import read
from support.ledger import KINDS

ODD = b"""
title: [One, {two: Three.}]
kind: [note]
sections:
  - id: [no, id]
    title: Nameless.
  - just text
  - {id: real, evidence: [a], sources: {b: c}, title: T.}
translation: {of: en, parts: {title: 0123}}
"""


def found(content: str | bytes) -> tuple[Statement, ...]:
    text = content if isinstance(content, bytes) else content.encode()
    return statements(read(text, "a.yaml"))


def test_each_sentence_has_its_place_and_its_ground() -> None:
    places = {one.text: (one.where, one.evidence, one.is_claim) for one in found(KINDS)}
    assert places["The ketamine drip helps some people."] == ("main_message", "trial", True)
    assert places["Watch out with the drip."] == ("section first, body.warning", "official", True)
    assert places["the drip: 38"] == ("section first, body.chart.groups", "trial", False)
    assert places["38 of 100 people felt it."][2]
    assert places["The drip, and a dummy"][2] is False
    assert places["A sled"] == ("analogy, maps.this", "", False)
    assert places["What the drip may do"][2]
    assert places["One sentence."] == ("section first, body", "", False)


def test_two_sentences_of_a_text_know_that_they_belong_together() -> None:
    one, other = (s for s in found(KINDS) if s.text.startswith(("38 of", "With a dummy")))
    assert one.passage == other.passage
    assert one.written == other.written == f"{one.text} {other.text}"
    assert one.ground == ("trial", ("hostile", "no-doi_9"))


def test_settings_are_no_sentences_and_know_what_they_stand_beside() -> None:
    settings = {one.where: one for one in found(KINDS) if one.setting}
    assert settings["kind"].text == "note"
    assert settings["last_checked"].text == "2026-01-01"
    still = settings["analogy, picture.still"]
    assert (still.text, still.written, still.ground) == ("fresh-snow", "Snow. A hill.", ("", ()))
    assert not [one for one in found(KINDS) if one.where.endswith("count")]


def test_a_file_that_breaks_every_rule_is_read_as_far_as_it_goes() -> None:
    told = {one.where: one.text for one in found(ODD)}
    assert told["title"] == "One"
    assert told["title, two"] == "Three."
    assert told["kind"] == "note"
    assert told["section , title"] == "Nameless."
    assert told["section "] == "just text"
    real = next(one for one in found(ODD) if one.group == "section real" and not one.setting)
    assert (real.text, real.evidence, real.sources) == ("T.", "", ())
    assert not [one for one in told if "translation" in one]


def test_sections_are_told_in_order() -> None:
    assert sections(read(KINDS.encode(), "a")) == ("first", "second")
    assert sections(read(ODD, "a")) == ("real",)
    assert sections(read(b"title: None.", "a")) == ()


def test_abbreviations_end_no_sentence() -> None:
    node = read(b"title: Take e.g. Water.", "a")
    assert [one.text for one in statements(node, ("e.g.",))] == ["Take e.g. Water."]
