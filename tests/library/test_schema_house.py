"""What the other files may hold."""

import pytest

from ketacli.errors import ContentError
from ketacli.kiosk_labels import KioskLabels
from ketacli.labels import Labels
from ketacli.library.folder import Folder
from ketacli.library.loading import load
from ketacli.library.schema_house import (
    HelpModel,
    KioskLabelsModel,
    LabelsModel,
    LibraryModel,
    ReferencesModel,
    SentencesModel,
    WebLabelsModel,
    kiosk_labels_of,
    labels_of,
    web_labels_of,
)
from ketacli.library.schema_types import Strict
from ketacli.library.validate import validate
from ketacli.library.yaml_reader import read
from ketacli.web_labels import WebLabels
from support.program import CONTENT


def as_file(said: dict[str, str]) -> bytes:
    return "".join(f'{name}: "{text}"\n' for name, text in said.items()).encode()


def library(languages: str) -> LibraryModel:
    text = f"publisher: P\nfunding: F\nupdates: U\ntopics: [a]\nlanguages: {languages}"
    return validate(LibraryModel, read(text.encode(), "library.yaml"), "library.yaml")


@pytest.mark.parametrize(
    ("model", "labels"),
    [(LabelsModel, Labels), (KioskLabelsModel, KioskLabels), (WebLabelsModel, WebLabels)],
)
def test_the_model_of_labels_has_the_fields_of_labels_and_no_others(
    model: type[Strict], labels: type[tuple[object, ...]]
) -> None:
    fields = dict(model.model_fields)
    assert not fields.pop("translation").is_required()
    assert set(fields) == set(labels.__annotations__)
    assert all(field.is_required() for field in fields.values())


def test_labels_keep_the_blanks_around_them() -> None:
    labels = labels_of(load(LabelsModel, Folder(CONTENT), "en/labels.yaml"))
    assert labels.list_comma == ", "
    assert labels.months[0] == "January"


def test_what_a_kiosk_says_is_taken_as_it_is_written() -> None:
    given = {name: f" {name} " for name in KioskLabels._fields}
    model = validate(KioskLabelsModel, read(as_file(given), ""), "")
    assert kiosk_labels_of(model)._asdict() == given


def test_what_a_site_says_is_taken_as_it_is_written() -> None:
    given = {name: f" {name} " for name in WebLabels._fields}
    model = validate(WebLabelsModel, read(as_file(given), ""), "")
    assert web_labels_of(model)._asdict() == given


@pytest.mark.parametrize("name", KioskLabels._fields)
def test_a_kiosk_leaves_no_label_unsaid(name: str) -> None:
    given = dict.fromkeys(KioskLabels._fields, "said")
    for text in ("", f'{name}: ""', f"{name}: [said]", f"{name}: {{said: said}}"):
        others = "".join(f"{other}: {said}\n" for other, said in given.items() if other != name)
        with pytest.raises(ContentError) as caught:
            validate(KioskLabelsModel, read(f"{others}{text}".encode(), ""), "")
        assert len(caught.value.problems) == 1


def test_a_number_that_is_called_may_be_written_with_or_without_blanks() -> None:
    (region,) = validate(
        HelpModel,
        read(
            b"regions: [{id: us, territories: [US], lines: ["
            b"{id: a, number: 0111, sources: [a]}, {id: b, number: 116 123, sources: [a]}]}]",
            "",
        ),
        "",
    ).regions
    assert [line.number for line in region.lines] == ["0111", "116 123"]


@pytest.mark.parametrize("tag", ["en", "es", "yue", "pt-BR", "zh-Hans", "zh-Hans-CN"])
def test_a_language_tag_is_taken(tag: str) -> None:
    assert library(f"[{{tag: {tag}, name: N}}]").languages[0].tag == tag


@pytest.mark.parametrize("tag", ["e", "EN", "en_GB", "english", "en-gb", "../en", '"en\\n"'])
def test_no_other_tag_is_taken(tag: str) -> None:
    with pytest.raises(ContentError):
        library(f"[{{tag: {tag}, name: N}}]")


@pytest.mark.parametrize(
    ("field", "sound", "faulty"),
    [
        ("year", "2019", "19"),
        ("year", '"1975"', "3019"),
        ("doi", "10.1016/S0006-3223(99)00230-9", "https://doi.org/10.1/2"),
        ("doi", "10.1234/a", '"10.1234/a\\n"'),
        ("url", "https://example.org/a?b#c", "ftp://example.org"),
        ("url", "http://example.org", '"https://example.org/a b"'),
        ("url", "https://example.org", '"https://example.org\\n"'),
        ("url", "https://example.org/%C3%A9", "https://example.org/é"),
        ("findings_verified", "no", "unknown"),
    ],
)
def test_the_fields_of_a_source(field: str, sound: str, faulty: str) -> None:
    def source(value: str) -> ReferencesModel:
        given = {"id": "a_b-1", "title": "T", "journal": "J", "findings_verified": "yes"}
        text = "".join(f", {name}: {said}" for name, said in (given | {field: value}).items())
        return validate(ReferencesModel, read(f"references: [{{{text[2:]}}}]".encode(), ""), "")

    assert source(sound).references
    with pytest.raises(ContentError):
        source(faulty)


def test_limits_of_sentences_that_are_left_out_are_those_of_english() -> None:
    left_out = SentencesModel()
    assert (left_out.count, left_out.target, left_out.most) == ("words", 20, 25)


def test_the_target_of_sentences_is_not_over_what_fails() -> None:
    with pytest.raises(ContentError):
        validate(SentencesModel, read(b"target: 26", "style.yaml"), "style.yaml")
    limits = validate(SentencesModel, read(b"target: 25", "style.yaml"), "style.yaml")
    assert limits.target == limits.most == 25
