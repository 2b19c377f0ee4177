"""What a reader gets without asking for a topic: region, language, glossary, and the ways in."""

from pathlib import Path

import pytest

from ketacli.errors import ContentError, NotFoundError, Wanted
from ketacli.leaflet import Leaflet, Role
from ketacli.library import Library, json_schema, read_site, shipped_library
from ketacli.library.loading import MODELS
from ketacli.site import Clinic, Site
from ketacli.text import Entries
from support.content import SMALL_TOPIC, small_library, with_language
from support.leaflets import proof
from support.program import CONTENT


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return small_library(tmp_path)


def opened(path: Path = CONTENT, **environment: str) -> Library:
    return Library(path, environment=environment)


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


def test_a_library_stays_where_it_was_opened(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(library.parent)
    there = Library(Path(library.name))
    monkeypatch.chdir("/")
    assert there.path == library
    assert [card.id for card in there.cards().cards] == ["small"]


def test_what_ships_is_found_beside_the_package_or_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shipped_library() == CONTENT
    package = tmp_path / "ketacli"
    (package / "content").mkdir(parents=True)
    module = package / "library" / "__init__.py"
    monkeypatch.setattr("ketacli.library.doors.__file__", str(module))
    assert shipped_library() == package / "content"


# site.yaml


def test_a_site_is_read_with_what_it_leaves_out_empty(tmp_path: Path) -> None:
    file = tmp_path / "site.yaml"
    for text, site in [
        ("{}", Site()),
        ("shared_device: yes", Site(shared_device=True)),
        ("accessible: true\nregion: uk", Site(region="uk", accessible=True)),
        ("clinic: {name: A, telephone: 0123, terms: B}", Site(Clinic("A", "0123", "B"))),
        ("clinic: {name: A}", Site(Clinic("A"))),
    ]:
        file.write_text(text, encoding="utf-8")
        for _ in range(2):  # the second time from what the first one kept
            assert read_site(file, tmp_path / "kept") == site
        assert read_site(file) == site


@pytest.mark.parametrize(
    ("text", "rule"), [("", "empty"), ("[]", "type"), ("regoin: uk", "unknown-name")]
)
def test_a_faulty_site_is_refused_with_its_place(text: str, rule: str, tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_site(tmp_path / "site.yaml", tmp_path / "kept")
    assert [(problem.rule, problem.line) for problem in caught.value.problems] == [(rule, 1)]


def test_a_site_that_is_not_there_or_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link.yaml").symlink_to("site.yaml")
    for name, rule in [("site.yaml", "file-missing"), ("link.yaml", "file-unreadable")]:
        with pytest.raises(ContentError) as caught:
            read_site(tmp_path / name)
        assert [problem.rule for problem in caught.value.problems] == [rule]


# Schemas


def test_there_is_a_schema_for_each_kind_and_for_all() -> None:
    assert set(json_schema()["$defs"]) >= {model.__name__ for model in MODELS.values()}
    for kind in MODELS:
        assert json_schema(kind)["type"] == "object"
    with pytest.raises(NotFoundError) as caught:
        json_schema("topics")
    assert (caught.value.wanted, caught.value.there_is) == (Wanted.KIND, tuple(MODELS))
