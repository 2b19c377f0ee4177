"""Makes the pages that `compiled` keeps: the shelf of a library, the front of a language, the
leaflet of a topic, the glossary. Only this module and what it imports load yaml and pydantic.
"""

from typing import Any

from ketacli.disclaimer import Disclaimer
from ketacli.errors import ContentError
from ketacli.labels import Labels, fill
from ketacli.leaflet import Card, Leaflet, Part, Role
from ketacli.leaflet_json import parts_to_json, to_json
from ketacli.library import loading, signing, translating, translation
from ketacli.library.citing import Citations
from ketacli.library.compose import About, House, compose, term_entry
from ketacli.library.folder import Folder
from ketacli.library.grounds import Grounds, ungrounded
from ketacli.library.inline import spans
from ketacli.library.listed import Listed
from ketacli.library.saying import Saying
from ketacli.library.schema import TopicModel
from ketacli.library.schema_house import (
    DisclaimerModel,
    GlossaryModel,
    HelpModel,
    KioskLabelsModel,
    LabelsModel,
    LibraryModel,
    ReferenceModel,
    ReferencesModel,
    RegionModel,
    StyleModel,
    TermModel,
    WebLabelsModel,
    kiosk_labels_of,
    labels_of,
    web_labels_of,
)
from ketacli.library.schema_site import SiteModel, site_of
from ketacli.library.schema_speech import PronunciationModel, pronunciation_of
from ketacli.library.standing import Standing
from ketacli.library.standing import to_json as standing_to_json
from ketacli.library.yaml_reader import Node
from ketacli.pronunciation import Pronunciation
from ketacli.site import Clinic
from ketacli.site import to_json as site_to_json
from ketacli.text import Bullets, Entries, Paragraph

Json = dict[str, Any]


def shelf(folder: Folder) -> Json:
    """What `library.yaml` says: languages and the order of topics."""
    library = loading.load(LibraryModel, folder, "library.yaml")
    return {
        "languages": {language.tag: language.name for language in library.languages},
        "topics": list(library.topics),
        "grace_days": library.grace_days,
    }


def signed(folder: Folder) -> Json:
    """Until when each sign-off counts."""
    counting: dict[str, str] = {}
    sealed = (one for one in signing.sign_offs(folder) if one.seal == signing.seal(one))
    for one in sealed:
        name, day = f"{one.topic} {one.language} {one.words}", one.next_review.isoformat()
        counting[name] = min(day, counting.get(name, day))
    return {"signed": counting}


def front(folder: Folder, language: str, clinic: Clinic) -> Json:
    """Labels, disclaimer and crisis lines: all that is shown before a leaflet."""
    translating.insist_on_disclaimer(folder, language)
    labels = _labels(folder, language)
    disclaimer = _disclaimer(folder, language, clinic, labels)
    help_model = loading.load(HelpModel, folder, "help.yaml")
    territories = {code: region.id for region in help_model.regions for code in region.territories}
    return {
        "labels": labels._asdict(),
        "disclaimer": disclaimer._asdict(),
        "help": parts_to_json(_help(help_model, labels)),
        "territories": territories,
    }


def leaflet(folder: Folder, language: str, topic_id: str, clinic: Clinic) -> Json:
    """One whole leaflet, for those who write it.

    Raises:
        ContentError: the topic, or a file it needs, breaks the rules that guard readers.
    """
    found: Json = issued(folder, language, topic_id, clinic)["leaflet"]
    return found


def issued(folder: Folder, language: str, topic_id: str, clinic: Clinic) -> Json:
    """One whole leaflet, and what decides whether it is shown.

    Raises:
        ContentError: the topic, or a file it needs, breaks the rules that guard readers.
    """
    rests_on = grounds(folder, language)
    topic, node = _sound_topic(folder, language, topic_id, rests_on)
    labels = _labels(folder, language)
    library = loading.load(LibraryModel, folder, "library.yaml")
    terms = _terms(folder, language)
    apart = translating.of_topic(folder, topic_id, topic, node)
    words = signing.words_signed(node, language, terms)
    signed_by = signing.counting(signing.sign_offs(folder), topic_id, language, words)
    about = About(signed_by, translating.reviewed(topic.translation, node, language), apart)
    known = translating.explained(folder, language, terms, labels)
    house = House(
        language=language,
        library=library,
        labels=labels,
        disclaimer=_disclaimer(folder, language, clinic, labels),
        help_parts=_help(loading.load(HelpModel, folder, "help.yaml"), labels),
        terms=known,
        clinic=clinic,
    )
    saying = Saying(labels, rests_on.style, known, Citations(_references(folder), labels))
    standing = Standing(
        checked=topic.last_checked,
        review=signing.review_by(signed_by, topic.next_review),
        grace_days=library.grace_days,
        signed=signed_by is not None,
        whole=not apart.withheld & translation.NEEDED,
    )
    composed = compose(topic_id, topic, house, saying, about)
    return {"leaflet": to_json(composed), "standing": standing_to_json(standing)}


def card(folder: Folder, language: str, topic_id: str, rests_on: Grounds) -> Listed:
    """The card of a topic that can be shown, and what decides whether it is.

    Raises:
        ContentError: the topic breaks the rules that guard readers.
    """
    topic, node = _sound_topic(folder, language, topic_id, rests_on)
    sections = tuple((section.id, section.title) for section in topic.sections)
    words = signing.words_signed(node, language, rests_on.glossary)
    apart = translating.of_topic(folder, topic_id, topic, node)
    return Listed(
        card=Card(topic_id, topic.title, topic.purpose, sections),
        checked=topic.last_checked,
        review=topic.next_review,
        words=words,
        whole=not apart.withheld & translation.NEEDED,
    )


def glossary(folder: Folder, language: str) -> Json:
    """Every word that is explained, in the order of the alphabet, as a leaflet of its own."""
    labels = _labels(folder, language)
    terms = loading.load(GlossaryModel, folder, f"{language}/glossary.yaml").terms
    in_order = sorted(terms, key=lambda term: term.term.casefold())
    entries = Entries(tuple(term_entry(term) for term in in_order))
    part = Part(Role.LIST, "glossary", labels.glossary, (entries,))
    page = Leaflet("glossary", language, labels.glossary, (part,))
    also = {term.id: [term.term, *term.also] for term in in_order}
    return {"leaflet": to_json(page), "also": also}


def kiosk_labels(folder: Folder, language: str) -> Json:
    """What a kiosk says."""
    model = loading.load(KioskLabelsModel, folder, f"{language}/kiosk.yaml")
    return {"labels": kiosk_labels_of(model)._asdict()}


def web_labels(folder: Folder, language: str) -> Json:
    """What the pages of a site say."""
    model = loading.load(WebLabelsModel, folder, f"{language}/web.yaml")
    return {"labels": web_labels_of(model)._asdict()}


def pronunciation(folder: Folder, language: str) -> Json:
    """What a voice says otherwise than it is written: nothing, where the language has no table."""
    name = f"{language}/speech.yaml"
    said = Pronunciation()
    if folder.read_if_there(name) is not None:
        said = pronunciation_of(loading.load(PronunciationModel, folder, name))
    return {"pronunciation": said._asdict()}


def site(folder: Folder, name: str) -> Json:
    """What `site.yaml` says. Fields that it leaves out are as `Site` has them."""
    return site_to_json(site_of(loading.load(SiteModel, folder, name)))


def grounds(folder: Folder, language: str) -> Grounds:
    """What the claims of a language's topics can rest on."""
    references, terms = _references(folder), _terms(folder, language)
    return Grounds(
        {reference.id: reference.findings_verified for reference in references.values()},
        frozenset(terms),
        loading.load(StyleModel, folder, f"{language}/style.yaml"),
        terms,
    )


def _sound_topic(
    folder: Folder, language: str, topic_id: str, rests_on: Grounds
) -> tuple[TopicModel, Node]:
    topic, node = loading.load_topic(folder, language, topic_id)
    file = folder.display(loading.topic_file(language, topic_id))
    if problems := tuple(ungrounded(node, file, rests_on)):
        raise ContentError(problems)
    return topic, node


def _references(folder: Folder) -> dict[str, ReferenceModel]:
    found = loading.load(ReferencesModel, folder, "references.yaml").references
    return {reference.id: reference for reference in found}


def _terms(folder: Folder, language: str) -> dict[str, TermModel]:
    found = loading.load(GlossaryModel, folder, f"{language}/glossary.yaml").terms
    return {term.id: term for term in found}


def _labels(folder: Folder, language: str) -> Labels:
    return labels_of(loading.load(LabelsModel, folder, f"{language}/labels.yaml"))


def _disclaimer(folder: Folder, language: str, clinic: Clinic, labels: Labels) -> Disclaimer:
    model = loading.load(DisclaimerModel, folder, f"{language}/disclaimer.yaml")
    terms = labels.clinic_terms_unknown
    if clinic.terms:
        terms = fill(labels.clinic_terms, clinic=clinic.name, terms=clinic.terms)
    paragraphs = tuple(" ".join(text.split()) for text in (*model.paragraphs, terms))
    return Disclaimer(language, model.title, paragraphs, model.question, model.yes, model.no)


def _help(help_model: HelpModel, labels: Labels) -> tuple[Part, ...]:
    return tuple(_region(region, labels) for region in help_model.regions)


def _region(region: RegionModel, labels: Labels) -> Part:
    name = labels.regions.get(region.id, region.id)
    title = fill(labels.help_title_region, region=name)
    lines = (
        Paragraph(
            spans(fill(labels.help_lines.get(line.id, "{number}"), number=_strong(line.number)))
        )
        for line in region.lines
    )
    return Part(Role.HELP, f"help-{region.id}", title, (Bullets(tuple(lines)),))


def _strong(number: str) -> str:
    return f"**{number}**"
