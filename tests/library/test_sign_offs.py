"""Writing down who answers for a topic: what is written, what stays, what is refused."""

from datetime import date
from pathlib import Path

import pytest

from ketacli.disclaimer import Channel, acknowledge
from ketacli.errors import (
    ContentError,
    NotFoundError,
    NotWrittenError,
    Severity,
    UsageError,
    Wanted,
)
from ketacli.leaflet import Leaflet, Role
from ketacli.library import Library, audit, signatures
from ketacli.library.folder import MOST_BYTES
from ketacli.library.schema_sign_offs import LONGEST_SIGNATURE
from ketacli.library.sign_offs import Wish
from support.content import SMALL_TOPIC, change, small_library
from support.program import CONTENT
from support.signing import OTHER, TODAY, WISH, allow, make_key, signed

TOPIC = "en/topics/small.yaml"
FILE = "sign-offs.yaml"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path, small=SMALL_TOPIC, other=SMALL_TOPIC)


def rules(library: Path) -> list[str]:
    problems = audit(library, TODAY).problems
    return [one.rule for one in problems if one.severity is not Severity.SCORE]


def written(library: Path) -> str:
    return (library / FILE).read_text(encoding="utf-8")


def issued(library: Path) -> Leaflet:
    opened = Library(library, language="en")
    words = opened.disclaimer
    return opened.issue("small", acknowledge(words, words.digest, Channel.TERMINAL))


def says(library: Path) -> str:
    """The notice of the leaflet, as text."""
    (notice,) = [
        part for part in issued(library).parts if part.role in {Role.SIGNED, Role.UNCHECKED}
    ]
    return f"{notice.role} {notice.blocks}"


def test_what_ships_is_signed_by_nobody() -> None:
    assert not (CONTENT / FILE).exists()
    assert not (CONTENT / "allowed_signers").exists()


def test_a_leaflet_says_who_answers_for_it_until_a_word_changes(library: Path) -> None:
    assert says(library).startswith(Role.UNCHECKED)
    done = signed(library)
    assert rules(library) == []
    assert says(library).startswith(Role.SIGNED)
    assert "A. Tester (Psychiatrist) checked these words on 24 November 2026" in says(library)
    assert done.file.endswith(FILE)
    change(library / TOPIC, "kind: note\n", "# A comment\nkind:   note\n\n")
    change(library / TOPIC, "last_checked: 2026-01-01\n", "")
    change(
        library / TOPIC,
        "title: A small topic\n",
        "last_checked: 2026-02-01\ntitle: A small topic\n",
    )
    assert says(library).startswith(Role.SIGNED)
    change(library / TOPIC, "One sentence.", "One short sentence.")
    assert says(library).startswith(Role.UNCHECKED)
    assert rules(library) == ["sign-off-lapsed"]
    signed(library)
    assert says(library).startswith(Role.SIGNED)
    assert rules(library) == []


def test_a_meaning_that_the_topic_shows_counts_as_its_words(library: Path) -> None:
    change(library / TOPIC, "One sentence.", "One {dissociation} sentence.")
    signed(library)
    assert says(library).startswith(Role.SIGNED)
    change(
        library / "en/glossary.yaml",
        "  - id: dissociation\n",
        "  # A comment\n  - id: dissociation\n",
    )
    assert says(library).startswith(Role.SIGNED)
    glossary = (library / "en/glossary.yaml").read_text(encoding="utf-8")
    before, found, after = glossary.partition("  - id: dissociation\n")
    after = after.replace("meaning: ", "meaning: Often ", 1)
    (library / "en/glossary.yaml").write_text(before + found + after, encoding="utf-8")
    assert says(library).startswith(Role.UNCHECKED)


def test_the_file_keeps_comments_and_order_and_one_entry_for_each_person(library: Path) -> None:
    signed(library)
    signed(library, OTHER)
    signed(library, WISH._replace(topic="other"))
    text = written(library)
    assert text.count("  - topic: ") == 3
    assert text.startswith("# yaml-language-server: $schema=")
    text = text.replace("  - topic: small\n", "  # Of the first one.\n  - topic: small\n", 1)
    text = text.replace("  - topic: other\n", "\n  # Of the other one.\n  - topic: other\n", 1)
    of_other = '  - topic: small\n    language: en\n    by: "B. Tester"\n'
    text = text.replace(of_other, f"\n  # Of the second one.\n{of_other}")
    (library / FILE).write_text(f"{text}  # At the end.\n", encoding="utf-8")
    (library / FILE).chmod(0o640)
    signed(library, WISH._replace(role="Head psychiatrist"))
    kept = [line for line in text.splitlines() if line.startswith(("#", "  #", "sign_offs"))]
    now = written(library).splitlines()
    assert [line for line in now if line in kept] == kept
    assert [line.split()[-1] for line in now if "by:" in line] == ['Tester"'] * 3
    topics = [line.split()[-1] for line in now if "topic:" in line]
    assert topics == ["small", "other", "small"]
    assert 'role: "Head psychiatrist"' in written(library)
    assert 'role: "Psychiatrist"' in written(library)  # of the other topic
    assert (library / FILE).stat().st_mode & 0o777 == 0o640
    assert rules(library) == []


@pytest.mark.parametrize(
    "there",
    [
        "# Nobody yet.\nsign_offs: []\n# At the end.\n",
        "# Nobody yet.\nsign_offs: [ ] # none",
    ],
)
def test_an_empty_list_is_filled_and_its_comments_stay(there: str, library: Path) -> None:
    (library / FILE).write_text(there, encoding="utf-8")
    signed(library)
    assert written(library).startswith("# Nobody yet.\nsign_offs:")
    assert written(library).count("#") == there.count("#")
    assert rules(library) == []


def test_entries_that_are_not_indented_stay_so(library: Path) -> None:
    signed(library)
    lines = written(library).splitlines(keepends=True)
    (library / FILE).write_text("".join(line.removeprefix("  ") for line in lines), "utf-8")
    signed(library, OTHER)
    assert written(library).count("\n- topic: small\n") == 2
    assert rules(library) == []


def test_a_file_in_another_layout_is_left_as_it_is(library: Path) -> None:
    signed(library)
    _, _, entry = written(library).partition("  - ")
    fields = ", ".join(line.strip() for line in entry.splitlines())
    flow = f"sign_offs: [{{{fields}}}]\n"
    (library / FILE).write_text(flow, encoding="utf-8")
    assert rules(library) == []
    for wish in (WISH, OTHER):
        with pytest.raises(NotWrittenError, match="laid out"):
            signed(library, wish)
    assert written(library) == flow


def test_a_file_that_would_be_too_large_to_read_is_left_as_it_is(library: Path) -> None:
    signed(library)
    text = written(library)
    (library / FILE).write_text("#" * (MOST_BYTES - len(text) - 1) + "\n" + text, encoding="utf-8")
    with pytest.raises(NotWrittenError, match="bytes"):
        signed(library, OTHER)


def test_a_folder_that_cannot_be_written_is_told(library: Path) -> None:
    (library / FILE).mkdir()
    with pytest.raises(ContentError):
        signed(library)


def test_a_topic_with_errors_is_refused_with_the_errors(library: Path) -> None:
    change(library / TOPIC, "One sentence.", "Ketamine can rewire you.")
    with pytest.raises(ContentError) as refused:
        signed(library)
    assert {one.rule for one in refused.value.problems} == {"banned-word", "claim-without-source"}
    assert not (library / FILE).exists()


def test_a_topic_of_a_wrong_shape_is_refused_with_the_errors(library: Path) -> None:
    change(library / TOPIC, "title:", "titel:")
    with pytest.raises(ContentError):
        signed(library)


def test_what_is_wrong_with_other_topics_and_other_sign_offs_keeps_nobody(library: Path) -> None:
    signed(library)
    change(library / FILE, "Psychiatrist", "Psychologist")
    change(library / "en/topics/other.yaml", "One sentence.", "Ketamine can rewire you.")
    signed(library)
    assert "sign-off-edited" not in rules(library)


def test_the_first_language_is_meant_where_none_is_named(library: Path) -> None:
    assert signed(library, WISH._replace(language="")).entry.language == "en"


def test_what_is_not_there_is_told_with_what_is(library: Path) -> None:
    with pytest.raises(NotFoundError) as missing:
        signed(library, WISH._replace(topic="smal"))
    assert (missing.value.wanted, missing.value.there_is) == (Wanted.TOPIC, ("small", "other"))
    with pytest.raises(NotFoundError) as missing:
        signed(library, WISH._replace(language="xx"))
    assert missing.value.wanted is Wanted.LANGUAGE
    assert "en" in missing.value.there_is


@pytest.mark.parametrize(
    "wish",
    [
        WISH._replace(by=" "),
        WISH._replace(role=""),
        WISH._replace(by="A. \x1b[1mTester"),
        WISH._replace(role="Tester\u202e"),
        WISH._replace(by="A. Tester" + "\u0301" * 40),
        WISH._replace(by="A" * 121),
        WISH._replace(next_review=TODAY),
        WISH._replace(next_review=date(2020, 1, 1)),
        WISH._replace(next_review=date(2999, 1, 2)),
    ],
)
def test_a_name_or_a_day_that_cannot_be_kept_is_refused(wish: Wish, library: Path) -> None:
    with pytest.raises(UsageError):
        signed(library, wish)
    assert not (library / FILE).exists()


def test_without_a_day_that_of_the_topic_counts_and_blanks_in_a_name_do_not(library: Path) -> None:
    wish = WISH._replace(by='  A.  "Quoted"\n Tester ', role="Psychiatrist: #1", next_review=None)
    entry = signed(library, wish).entry
    assert (entry.by, entry.next_review) == ('A. "Quoted" Tester', date(2999, 1, 1))
    assert rules(library) == []
    assert 'A. "Quoted" Tester (Psychiatrist: #1)' in says(library)


def test_who_signs_the_same_words_names_the_same_day(library: Path) -> None:
    signed(library)
    other_day = OTHER._replace(next_review=date(2027, 6, 1))
    with pytest.raises(UsageError, match=r"A\. Tester signed the same words until 2027-05-01"):
        signed(library, other_day)
    signed(library, OTHER)
    assert rules(library) == []
    change(library / TOPIC, "One sentence.", "Another sentence.")
    signed(library, other_day)  # of words that the first one did not sign


def test_a_sign_off_can_bear_a_signature_whose_key_may_be_known(
    library: Path, tmp_path: Path
) -> None:
    key = make_key(tmp_path)
    assert not signed(library, key=key).known
    assert rules(library) == ["signer-unknown"]
    allow(library, WISH.by, key)
    done = signed(library, key=key)
    assert done.known
    assert done.entry.signature
    assert rules(library) == []


def test_a_signature_that_no_file_can_hold_is_refused(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signatures, "sign", lambda *_: "A" * (LONGEST_SIGNATURE + 1))
    with pytest.raises(UsageError, match="too long"):
        signed(library, key=Path("key"))
    assert not (library / FILE).exists()
