"""Marked text and claims -> paragraphs and blocks: which words are strong, which are glossary
words, and what each sentence rests on.
"""

from typing import assert_never

from ketacli.labels import Labels, fill
from ketacli.library.citing import Citations
from ketacli.library.inline import spans, unmarked
from ketacli.library.schema import (
    BodyItem,
    BulletsItem,
    ChartItem,
    Claim,
    PictureItem,
    Said,
    StepsItem,
    WarningItem,
)
from ketacli.library.schema_house import StyleModel, TermModel
from ketacli.library.words import has_word
from ketacli.text import (
    Block,
    Bullets,
    Callout,
    Chart,
    ChartGroup,
    Evidence,
    Ground,
    Paragraph,
    Picture,
    Steps,
)


class Saying:
    """How one leaflet says things in its language."""

    def __init__(
        self,
        labels: Labels,
        style: StyleModel,
        terms: dict[str, TermModel],
        citations: Citations,
    ) -> None:
        self.citations = citations
        self._labels = labels
        self._style = style
        self._written = {term.id: term.term for term in terms.values()}

    def paragraph(self, said: Said) -> Paragraph:
        """A plain string or a claim as a paragraph."""
        if isinstance(said, str):
            return Paragraph(spans(said, self._written))
        return self._grounded(said.text, said.evidence, said.sources)

    def paragraph_in(self, label: str, slot: str, said: Said, **values: str) -> Paragraph:
        """A claim inside a label that says more around it."""
        text = said if isinstance(said, str) else said.text
        whole = fill(label, **{slot: text}, **values)
        if isinstance(said, str):
            return Paragraph(spans(whole, self._written))
        return self._grounded(whole, said.evidence, said.sources)

    def block(self, item: BodyItem) -> Block:
        """One item of a section's body."""
        match item:
            case str() | Claim():
                return self.paragraph(item)
            case BulletsItem(bullets=items):
                return Bullets(tuple(map(self.paragraph, items)))
            case StepsItem(steps=items):
                return Steps(tuple(map(self.paragraph, items)))
            case WarningItem():
                warning = self._grounded(item.warning, item.evidence, item.sources)
                return Callout(self._labels.warning, warning)
            case ChartItem():
                return self._chart(item)
            case PictureItem(picture=still):
                return Picture(still.still, fill(self._labels.drawing, shows=still.shows))
            case _:  # pragma: no cover
                assert_never(item)

    def _chart(self, item: ChartItem) -> Chart:
        of_100 = self._labels.of_100
        groups = (
            ChartGroup(group.label, group.count, fill(of_100, count=str(group.count)))
            for group in item.chart.groups
        )
        says = self._grounded(item.chart.says, item.evidence, item.sources)
        return Chart(item.chart.title, tuple(groups), says)

    def _grounded(
        self, text: str, evidence: Evidence | None, sources: tuple[str, ...] | None
    ) -> Paragraph:
        line = spans(text, self._written)
        if evidence is None or sources is None:
            return Paragraph(line)
        numbers = self.citations.numbers(sources)
        words = self._evidence_words(evidence, unmarked(text))
        return Paragraph(line, Ground(evidence, words, self.citations.words(numbers), numbers))

    def _evidence_words(self, evidence: Evidence, text: str) -> str:
        labels = self._labels
        match evidence:
            case Evidence.TRIAL:
                return labels.evidence_trial
            case Evidence.OBSERVATIONAL:
                return labels.evidence_observational
            case Evidence.ANIMAL:
                return self._animal_words(text)
            case Evidence.HYPOTHESIS:
                return labels.evidence_hypothesis
            case Evidence.CONTESTED:
                return labels.evidence_contested
            case Evidence.OFFICIAL:
                return labels.evidence_official

    def _animal_words(self, text: str) -> str:
        """'Seen in mice only', by the animals that the text itself names."""
        named = [
            words[-1]
            for words in self._style.animals.values()
            if any(has_word(text, word) for word in words)
        ]
        if not named:
            return self._labels.evidence_animal
        *others, last = named
        animals = self._labels.list_and.join(
            filter(None, [self._labels.list_comma.join(others), last])
        )
        return fill(self._labels.evidence_animal_named, animals=animals)
