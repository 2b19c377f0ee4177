import re
from hashlib import sha256
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacli.disclaimer import (
    Acknowledgement,
    Channel,
    Disclaimer,
    Excused,
    Posted,
    acknowledge,
    excuse,
    post,
)
from ketacli.errors import ExitCode, NotAcknowledgedError, Refusal
from ketacli.library import Library
from support.leaflets import languages
from support.program import CONTENT

CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}")
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
WORDS = Disclaimer(
    "en", "Read this", ("It is general information.", "It is not advice."), "Agreed?", "yes", "no"
)
TEXT = st.text("ab \n", min_size=1).filter(str.strip)
disclaimers = st.builds(
    Disclaimer, TEXT, TEXT, st.lists(TEXT, max_size=3).map(tuple), TEXT, TEXT, TEXT
)


def _meant(words: Disclaimer) -> tuple[object, ...]:
    """What a disclaimer says, whatever its layout."""
    paragraphs = tuple(" ".join(text.split()) for text in words.paragraphs)
    others = (words.language, words.title, words.question, words.yes, words.no)
    return (*(" ".join(text.split()) for text in others), paragraphs)


def _changed(words: Disclaimer) -> list[Disclaimer]:
    """The same disclaimer with each of its words changed in turn, and with one more or less."""
    first, second = words.paragraphs
    return [
        words._replace(language="es"),
        words._replace(title="Read this first"),
        words._replace(question="Do you agree?"),
        words._replace(yes="yes, I do"),
        words._replace(no="not now"),
        words._replace(paragraphs=(first, "It is no advice.")),
        words._replace(paragraphs=(first.lower(), second)),
        words._replace(paragraphs=(first.replace(".", "!"), second)),
        words._replace(paragraphs=(second, first)),
        words._replace(paragraphs=(first,)),
        words._replace(paragraphs=(first, second, second)),
        words._replace(paragraphs=(f"{first} {second}",)),
        words._replace(title=first, paragraphs=(words.title, second)),
        words._replace(yes=words.no, no=words.yes),
    ]


@pytest.mark.parametrize("other", _changed(WORDS))
def test_the_digest_changes_with_every_word(other: Disclaimer) -> None:
    assert other.digest != WORDS.digest
    assert other.code != WORDS.code


def test_no_field_of_a_disclaimer_is_left_out_of_its_digest() -> None:
    for name in Disclaimer._fields:
        others = [
            other for other in _changed(WORDS) if getattr(other, name) != getattr(WORDS, name)
        ]
        assert others, name


@given(disclaimers, disclaimers)
def test_two_disclaimers_have_the_same_digest_only_if_they_say_the_same(
    one: Disclaimer, other: Disclaimer
) -> None:
    assert (one.digest == other.digest) == (_meant(one) == _meant(other))


@given(disclaimers)
def test_the_layout_of_the_file_does_not_change_the_digest(words: Disclaimer) -> None:
    spread = words._replace(
        paragraphs=tuple("\n  ".join(text.split()) + "\n" for text in words.paragraphs),
        question=f"  {words.question}\t",
    )
    assert spread.digest == words.digest


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_same_letters_written_in_another_way_have_the_same_digest(form: str) -> None:
    words = WORDS._replace(yes="s\u00ed", title="L\u00e9alo")
    written = words._replace(yes=normalize(form, words.yes), title=normalize(form, words.title))  # type: ignore[arg-type]
    assert written.digest == words.digest


def test_the_digest_is_sha_256_over_the_words() -> None:
    # Written out once: whoever remembered an answer must still find it after an update.
    text = "en\nRead this\nIt is general information.\nIt is not advice.\nAgreed?\nyes\nno"
    assert WORDS.digest == sha256(text.encode()).hexdigest()


@given(disclaimers)
def test_the_code_is_the_first_eighty_bits_in_letters_that_cannot_be_mistaken(
    words: Disclaimer,
) -> None:
    assert CODE.fullmatch(words.code)
    number = 0
    for letter in words.code.replace("-", ""):
        number = number * 32 + CROCKFORD.index(letter)
    assert f"{number:020x}" == words.digest[:20]


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize(
    "said",
    [
        WORDS.digest,
        WORDS.code,
        WORDS.code.lower(),
        WORDS.code.replace("-", ""),
        f"  {WORDS.code}\n",
    ],
)
def test_the_digest_or_the_code_of_the_words_acknowledges_them(said: str, channel: Channel) -> None:
    proof = acknowledge(WORDS, said, channel)
    assert proof == Acknowledgement(WORDS.digest, WORDS.language, channel)
    assert proof.covers(WORDS)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "-",
        "yes",
        "YES",
        WORDS.yes,
        WORDS.digest[:-1],
        WORDS.digest.upper(),
        WORDS.digest[:20],
        WORDS.code[:-1],
        f"{WORDS.code}0",
        WORDS._replace(yes="oui").code,
        WORDS._replace(yes="oui").digest,
    ],
)
def test_anything_else_is_refused(said: str) -> None:
    with pytest.raises(NotAcknowledgedError) as caught:
        acknowledge(WORDS, said, Channel.CODE)
    assert caught.value.refusal is Refusal.OTHER_WORDS
    assert caught.value.exit_code is ExitCode.NOT_ACKNOWLEDGED


@given(st.text())
def test_no_text_acknowledges_by_luck(said: str) -> None:
    with pytest.raises(NotAcknowledgedError):
        acknowledge(WORDS, said, Channel.CODE)


@pytest.mark.parametrize("other", _changed(WORDS))
def test_an_acknowledgement_covers_no_other_words(other: Disclaimer) -> None:
    assert not acknowledge(WORDS, WORDS.code, Channel.CODE).covers(other)


@pytest.mark.parametrize("channel", Channel)
def test_a_reader_who_was_shown_the_words_can_be_excused_from_answering(channel: Channel) -> None:
    proof = excuse(WORDS, WORDS.digest, channel)
    assert (type(proof), *proof) == (Excused, WORDS.digest, WORDS.language, channel)
    assert proof.covers(WORDS)


@pytest.mark.parametrize("other", _changed(WORDS))
def test_an_excuse_is_for_the_words_that_were_shown_and_for_no_others(other: Disclaimer) -> None:
    assert not excuse(WORDS, WORDS.digest, Channel.KIOSK).covers(other)
    with pytest.raises(NotAcknowledgedError) as caught:
        excuse(WORDS, other.digest, Channel.KIOSK)
    assert caught.value.refusal is Refusal.OTHER_WORDS


@pytest.mark.parametrize("shown", ["", "yes", WORDS.code, WORDS.digest[:20], WORDS.digest.upper()])
def test_nothing_but_the_digest_of_the_words_excuses(shown: str) -> None:
    with pytest.raises(NotAcknowledgedError):
        excuse(WORDS, shown, Channel.KIOSK)


def test_a_page_that_shows_the_words_lets_a_leaflet_lie_behind_it() -> None:
    proof = post(WORDS, WORDS.digest, Channel.SITE)
    assert (type(proof), *proof) == (Posted, WORDS.digest, WORDS.language, Channel.SITE)
    assert proof.covers(WORDS)


@pytest.mark.parametrize("other", _changed(WORDS))
def test_a_page_that_shows_other_words_lets_nothing_lie_behind_it(other: Disclaimer) -> None:
    assert not post(WORDS, WORDS.digest, Channel.SITE).covers(other)
    with pytest.raises(NotAcknowledgedError) as caught:
        post(WORDS, other.digest, Channel.SITE)
    assert caught.value.refusal is Refusal.OTHER_WORDS


def test_no_proof_is_another() -> None:
    """So that nobody counts as a yes what was none."""
    made = (
        acknowledge(WORDS, WORDS.digest, Channel.KIOSK),
        excuse(WORDS, WORDS.digest, Channel.KIOSK),
        post(WORDS, WORDS.digest, Channel.KIOSK),
    )
    kinds = (Acknowledgement, Excused, Posted)
    for proof, own in zip(made, kinds, strict=True):
        assert [kind for kind in kinds if isinstance(proof, kind)] == [own]


@pytest.mark.parametrize("language", languages())
def test_what_ships_says_what_yes_means_and_has_two_different_answers(language: str) -> None:
    words = Library(CONTENT, language=language).disclaimer
    assert words.language == language
    assert words.yes.casefold() != words.no.casefold()
    assert words.question.endswith(("?", "\uff1f"))
    assert any(words.yes.casefold() in text.casefold() for text in words.paragraphs)
