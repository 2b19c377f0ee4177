"""The counter: what comes out, to whom, and what does not."""

import ast
import shutil
from pathlib import Path

import pytest

import ketacli
from ketacli.disclaimer import Acknowledgement, Channel, acknowledge
from ketacli.errors import ContentError, NotAcknowledgedError, NotFoundError, Refusal, Wanted
from ketacli.leaflet import Leaflet, Role
from ketacli.library import Library, json_schema, read_site, shipped_library
from ketacli.library.loading import MODELS
from ketacli.site import Clinic, Site
from ketacli.text import Entries
from support.content import SMALL_TOPIC, change, small_library
from support.program import CONTENT


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path)


def opened(path: Path = CONTENT, **environment: str) -> Library:
    return Library(path, environment=environment)


def proof(library: Library) -> Acknowledgement:
    return acknowledge(library.disclaimer, library.disclaimer.digest, Channel.CODE)


def with_language(library: Path, tag: str, name: str) -> None:
    shutil.copytree(library / "en", library / tag)
    change(library / "library.yaml", "topics:\n", f"  - {{tag: {tag}, name: {name}}}\ntopics:\n")


# The gate


def test_a_topic_is_handed_to_whoever_acknowledged_these_words() -> None:
    library = opened()
    assert library.issue(library.first_topic(), proof(library)).id == "how-ketamine-works"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("en/disclaimer.yaml", "title: Please", "title: Do"),
        ("en/disclaimer.yaml", '"yes": "yes"', '"yes": "oui"'),
        ("en/disclaimer.yaml", '"no": "no"', '"no": "non"'),
        ("en/disclaimer.yaml", "question: Have you", "question: Did you ever have"),
        (
            "en/labels.yaml",
            "clinic_terms_unknown: Your clinic",
            "clinic_terms_unknown: This clinic",
        ),
    ],
)
def test_whoever_acknowledged_other_words_gets_nothing(
    file: str, old: str, new: str, library: Path
) -> None:
    before = proof(opened(library))
    change(library / file, old, new)
    with pytest.raises(NotAcknowledgedError) as caught:
        opened(library).issue("small", before)
    assert caught.value.refusal is Refusal.OTHER_WORDS


def test_the_layout_of_the_file_is_no_word_of_it(library: Path) -> None:
    before = proof(opened(library))
    change(library / "en/disclaimer.yaml", "title: Please", "# A comment.\ntitle:    Please")
    assert opened(library).issue("small", before).id == "small"


def test_the_words_of_another_language_are_other_words(library: Path) -> None:
    with_language(library, "es", "Español")
    english, spanish = Library(library, language="en"), Library(library, language="es")
    for one, other in ((english, spanish), (spanish, english)):
        assert one.issue("small", proof(one)).language == one.language
        with pytest.raises(NotAcknowledgedError):
            one.issue("small", proof(other))


def test_where_the_clinics_terms_are_is_among_the_words() -> None:
    unknown, known = opened(), Library(CONTENT, site=Site(Clinic("A", "", "the poster")))
    assert "the poster" in known.disclaimer.paragraphs[-1]
    with pytest.raises(NotAcknowledgedError):
        known.issue(known.first_topic(), proof(unknown))


def test_the_gate_comes_before_anything_else_is_said(library: Path) -> None:
    (library / "en/topics/small.yaml").write_text("broken", encoding="utf-8")
    there = opened(library)
    other = Acknowledgement("0" * 64, "en", Channel.CODE)
    for topic in ("small", "none", "../small", ""):
        with pytest.raises(NotAcknowledgedError):
            there.issue(topic, other)


def test_a_faulty_topic_is_refused_with_its_problems(library: Path) -> None:
    change(library / "en/topics/small.yaml", "Nothing much is said here.", "Ketamine helps.")
    there = opened(library)
    with pytest.raises(ContentError) as caught:
        there.issue("small", proof(there))
    assert [problem.rule for problem in caught.value.problems] == ["claim-without-source"]


@pytest.mark.parametrize(
    "topic",
    ["none", "", ".", "..", "../labels", "small.yaml", "SMALL", "a" * 300, "a\0", "é", "a/b"],
)
def test_a_topic_that_is_not_there_is_not_found(topic: str, library: Path) -> None:
    there = opened(library)
    with pytest.raises(NotFoundError) as caught:
        there.issue(topic, proof(there))
    assert caught.value.wanted is Wanted.TOPIC
    assert (caught.value.name, caught.value.there_is) == (topic, ("small",))


def test_nothing_of_a_topic_but_its_card_comes_out_any_other_way(library: Path) -> None:
    there = opened(library)
    pages = [there.crisis_lines(), there.glossary(), there.sheet("id", "Title", ()), there.cards()]
    for secret in ("Nothing much is said here.", "One sentence.", "Why this is short."):
        assert secret not in repr(pages)
        assert secret in repr(there.issue("small", proof(there)))


def test_no_module_of_the_library_hands_out_topics_but_through_the_gate() -> None:
    """`pages.leaflet` is called in one place, and that place is reached through `issue` only."""
    source = Path(ketacli.__file__).parent
    calls = [
        (file.relative_to(source).as_posix(), ast.unparse(node.func))
        for file in source.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"pages.leaflet", "compose"}
    ]
    assert sorted(calls) == [
        ("library/__init__.py", "pages.leaflet"),
        ("library/pages.py", "compose"),
    ]


# Regions


def regions(parts: Leaflet) -> list[str]:
    return [part.id for part in parts.parts if part.role is Role.HELP]


@pytest.mark.parametrize(
    ("asked", "site", "locale", "region"),
    [
        ("", "", "", ""),
        ("", "", "en_GB.UTF-8", "uk"),
        ("", "", "en_US", "us"),
        ("", "", "de_DE", "eu"),
        ("", "", "en_NZ", ""),
        ("", "us", "en_GB", "us"),
        ("uk", "us", "de_DE", "uk"),
        ("all", "us", "de_DE", "all"),
    ],
)
def test_the_region_is_asked_for_or_the_sites_or_the_environments(
    asked: str, site: str, locale: str, region: str
) -> None:
    library = Library(CONTENT, environment={"LANG": locale}, site=Site(region=site))
    assert library.region(asked) == region
    everywhere = [f"help-{name}" for name in library.regions()]
    expected = [f"help-{region}"] if region in library.regions() else everywhere
    found = (
        library.issue(library.first_topic(), proof(library), asked),
        library.glossary(region=asked),
        library.sheet("id", "Title", (), asked),
        Leaflet("", "", "", library.crisis_lines(asked)),
    )
    assert [regions(leaflet) for leaflet in found] == [expected] * len(found)


@pytest.mark.parametrize("asked", ["mars", "UK", "help-uk", "\x1b[2J"])
def test_a_region_without_crisis_lines_is_not_found(asked: str) -> None:
    library = opened()
    with pytest.raises(NotFoundError) as caught:
        library.crisis_lines(asked)
    assert caught.value.wanted is Wanted.REGION
    assert caught.value.there_is == ("us", "uk", "eu", "all")


def test_a_site_in_a_region_that_is_not_known_shows_every_line() -> None:
    library = Library(CONTENT, site=Site(region="mars"))
    assert len(library.crisis_lines()) == len(library.regions())


# Languages


def test_a_language_that_was_asked_for_is_strict(library: Path) -> None:
    with_language(library, "es", "Español")
    assert Library(library, language="ES").language == "es"
    with pytest.raises(NotFoundError) as caught:
        Library(library, language="fr", environment={"LANG": "es"})
    assert caught.value.there_is == ("en", "es")


def test_the_language_of_the_environment_may_fall_back(library: Path) -> None:
    with_language(library, "es", "Español")
    spanish, fallen = opened(library, LANG="es_MX.UTF-8"), opened(library, LANG="fr_FR.UTF-8")
    assert (spanish.language, spanish.instead_of) == ("es", "")
    assert (fallen.language, fallen.instead_of) == ("en", "fr-FR")
    assert fallen.languages == {"en": "English", "es": "Español"}


def test_half_a_page_in_another_language_never_happens(library: Path) -> None:
    with_language(library, "es", "Español")
    (library / "es/topics/small.yaml").unlink()
    (library / "es/topics/chico.yaml").write_text(SMALL_TOPIC, encoding="utf-8")
    spanish = Library(library, language="es")
    assert [card.id for card in spanish.cards().cards] == ["chico"]
    with pytest.raises(NotFoundError) as caught:
        spanish.issue("small", proof(spanish))
    assert caught.value.there_is == ("chico",)


# The glossary


def terms(leaflet: Leaflet) -> list[str]:
    blocks = (block for part in leaflet.parts for block in part.blocks)
    return [entry.id for block in blocks if isinstance(block, Entries) for entry in block.items]


def test_the_glossary_is_in_the_order_of_the_alphabet() -> None:
    names = [entry for entry in terms(opened().glossary()) if entry[0].isalpha()]
    assert names == sorted(names)
    assert len(names) == len(set(names)) > 10


@pytest.mark.parametrize(
    "typed", ["bdnf", "BDNF", "Growth Protein", "brain-derived neurotrophic factor"]
)
def test_a_word_is_found_by_its_id_and_by_each_of_its_names(typed: str) -> None:
    assert terms(opened().glossary(typed)) == ["bdnf"]


@pytest.mark.parametrize("typed", ["bdn", "zzz", " bdnf", "\x1b[2J"])
def test_a_word_that_is_not_there_is_not_found_with_those_that_are(typed: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        opened().glossary(typed)
    assert caught.value.wanted is Wanted.TERM
    assert "BDNF" in caught.value.there_is


# Opening


@pytest.mark.parametrize("name", ["none", "none/none", "a" * 300, "a\0b", "file"])
def test_a_folder_without_a_library_yaml_is_no_library(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(NotFoundError) as caught:
        Library(tmp_path / name)
    assert caught.value.wanted is Wanted.LIBRARY
    with pytest.raises(NotFoundError):
        Library(tmp_path)
