"""Whether the numbers of a source can be right: the shapes of DOIs and PMIDs, and the check digits
of ISSNs and ISBNs that stand inside them. Asks nobody: a number that passes may be another's.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from ketacli.errors import Problem
from ketacli.library.house_rules import at
from ketacli.library.schema_house import ReferenceModel, ReferencesModel
from ketacli.library.yaml_reader import Node

_DOI_ADDRESS = re.compile(r"https?://(?:dx\.)?doi\.org/(.*)")
_PUBMED = re.compile(
    r"https?://(?:pubmed\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed)"
)
_PUBMED_PAGE = re.compile(_PUBMED.pattern + r"/([^/?#]*)/?(?:[?#].*)?")
_PMC = re.compile(
    r"https?://(?:pmc\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/pmc)/articles/([^/?#]*).*"
)
_ID = re.compile(r"[1-9][0-9]{0,7}")
_PUNCTUATION = (".", ",", ";", ":")
_PII = re.compile(
    r"(?<![0-9A-Z])S([0-9]{4})-?([0-9]{3}[0-9X])(?:\([0-9]{2}\)|[0-9]{2})[0-9]{5}-?[0-9X]"
)
"""A publisher's number for an article: S, the ISSN, the year, a number, a check character."""
_ISBN = re.compile(r"(?<![0-9])97[89](?:-?[0-9]){10}(?![0-9])")


def shape_faults(model: ReferencesModel, node: Node, file: str) -> Iterator[Problem]:
    """Numbers that cannot be right, each at its place."""
    for number, reference in enumerate(model.references):
        for field, rule, message in _faults(reference):
            yield at(node, ("references", number, field), file, rule, message)


def issn_digit(seven: str) -> str:
    """The check character of an ISSN, from its first seven digits (ISO 3297)."""
    total = sum(weight * int(digit) for weight, digit in zip(range(8, 1, -1), seven, strict=True))
    return "0123456789X"[-total % 11]


def isbn_digit(twelve: str) -> str:
    """The check digit of an ISBN of 13 digits, from its first twelve (ISO 2108)."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(twelve))
    return str(-total % 10)


def _faults(reference: ReferenceModel) -> Iterator[tuple[str, str, str]]:
    """The field, the rule and the message of each fault."""
    doi, url = reference.doi or "", reference.url or ""
    if doi.endswith(_PUNCTUATION):
        yield "doi", "doi-shape", f"a DOI does not end with `{doi[-1]}`"
    yield from (("doi", "check-digit", message) for message in _wrong_digits(doi))
    if named := _DOI_ADDRESS.fullmatch(url):
        yield from _doi_in_address(unquote(named[1]), doi)
    else:
        yield from (("url", "check-digit", message) for message in _wrong_digits(url))
    if _PUBMED.match(url) and not _is_id(_PUBMED_PAGE.fullmatch(url)):
        yield "url", "pmid-shape", "this address of PubMed has no PMID of 1 to 8 digits"
    if (page := _PMC.fullmatch(url)) and not _ID.fullmatch(page[1].removeprefix("PMC")):
        yield "url", "pmid-shape", "this address of PMC has no PMC and 1 to 8 digits"


def _doi_in_address(told: str, doi: str) -> Iterator[tuple[str, str, str]]:
    if doi and told.casefold() != doi.casefold():  # big and small letters are one in a DOI
        yield "url", "doi-shape", f"this address leads to `{told}`, and the DOI is `{doi}`"


def _is_id(found: re.Match[str] | None) -> bool:
    return found is not None and _ID.fullmatch(found[1]) is not None


def _wrong_digits(text: str) -> Iterator[str]:
    for pii in _PII.finditer(text):
        issn = f"{pii[1]}{pii[2]}"
        if (right := issn_digit(issn[:7])) != issn[7]:
            yield f"the ISSN {pii[1]}-{pii[2]} in it would end with {right}"
    for isbn in _ISBN.finditer(text):
        digits = isbn[0].replace("-", "")
        if (right := isbn_digit(digits[:12])) != digits[12]:
            yield f"the ISBN {isbn[0]} in it would end with {right}"
