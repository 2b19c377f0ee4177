"""A small library for the commands of authors: claims of every kind, sources of every kind, and
letters that some format or other would act on.
"""

from collections.abc import Iterable
from pathlib import Path

from support.content import small_library

HEAD = """\
kind: note
title: {title}
purpose: To be small in tests.
audience: For tests.
"""
TAIL = """\
not_known:
  - Why this is short.
questions:
  - Does ketamine stand here?
when_to_get_help:
  - Call when you are worried.
last_checked: 2026-01-01
next_review: 2999-01-01
"""
BODY = """\
sections:
  - id: only
    title: The only part
    key_point: It is short.
    body:
      - One sentence.
"""
KINDS = (
    HEAD.format(title="Claims of every kind")
    + """\
main_message:
  text: The {ketamine} drip **helps** some people.
  evidence: trial
  sources: [office, berman2000]
sections:
  - id: first
    title: The first part
    key_point:
      text: In mice, ketamine did something.
      evidence: animal
      sources: [berman2000]
    body:
      - One sentence.
      - warning: Watch out with the drip.
        evidence: official
        sources: [office]
      - chart:
          title: The drip, and a dummy
          groups:
            - {label: the drip, count: 38}
            - {label: a dummy, count: 14}
          says: 38 of 100 people felt it. With a dummy it was 14 of 100.
        evidence: trial
        sources: [hostile, no-doi_9]
  - {id: second, title: The second part, key_point: It is short., body: [{bullets: [
      {text: An idea about the drip., evidence: hypothesis, sources: [book1, page]},
      {text: Contested with the spray., evidence: contested, sources: [page, office]}]}]}
analogy:
  after: first
  title: A picture
  picture:
    - {still: fresh-snow, text: Snow., shows: A hill.}
  maps:
    - this: A sled
      stands_for: {text: What the drip may do, evidence: observational, sources: [office, page]}
    - {this: The hill, stands_for: A day.}
  limits: [One., Two.]
  literal: [Nothing more.]
  credit: Nobody.
"""
    + TAIL
)
HOSTILE = (
    HEAD.format(title="Letters that act")
    + """\
main_message:
  text: "=1+1 | [b]spray[/b] `<i>` & \\\\ ! # _ ~ \\"quoted\\", é ł 中"
  evidence: official
  sources: [hostile]
"""
    + BODY
    + TAIL
)
REFERENCES = r"""
references:
  - id: hostile
    authors: "Núñez Å, O'Brien J-P Jr, de la Cruz MÉ III, van Łódź Ø, et al."
    year: 2020
    title: "{Braces \\ 50% & $5 #1 _a_ ~ ^} of mTOR in \"DNA\": Größe 中"
    journal: "Journal of Tests & Trials"
    volume: "12(3-4)"
    pages: "1-9"
    doi: "10.1234/a_b%c#d{e}\\f"
    url: "https://example.org/{a}\\b%20_c"
    findings_verified: yes
  - id: berman2000
    authors: "Berman RM, Cappiello A"
    year: 2000
    title: "Antidepressant effects of ketamine"
    journal: "Biological Psychiatry"
    volume: "47(4)"
    pages: "351-354"
    doi: "10.1016/S0006-3223(99)00230-9"
    url: "https://doi.org/10.1016/S0006-3223(99)00230-9"
    findings_verified: yes
  - id: no-doi_9
    authors: "Nobody saw this"
    year: 1999
    title: "A description without brackets"
    journal: "[a journal whose name nobody saw]"
    pages: "e5"
    findings_verified: yes
    not_seen: [authors, year, title, doi]
  - {id: book1, authors: Pollan M, year: 2018, title: A Book, journal: book, findings_verified: yes,
     not_seen: [pages]}
  - {id: office, authors: "Office of Health, Wealth and Tests", title: What is it?,
     journal: web page, url: "https://example.org/it", findings_verified: yes}
  - {id: page, title: A note, journal: news item, url: "https://example.org/n",
     findings_verified: yes, not_seen: [authors]}
  - {id: unread, title: Not read, journal: thesis, findings_verified: no, not_seen: [url]}
"""
HELP = """\
regions:
  - id: us
    territories: [US]
    lines:
      - {id: us-emergency, number: 911, sources: [office]}
"""


def ledger_library(folder: Path, **topics: str) -> Path:
    """A library with few sources, and these topics or two that hold everything."""
    library = small_library(folder, **(topics or {"kinds": KINDS, "hostile": HOSTILE}))
    (library / "references.yaml").write_text(REFERENCES, encoding="utf-8")
    (library / "help.yaml").write_text(HELP, encoding="utf-8")
    return library


def claim_of(text: str, evidence: str, sources: Iterable[str]) -> str:
    """A claim as it stands in a list of YAML."""
    return f"{{text: {text}, evidence: {evidence}, sources: [{', '.join(sources)}]}}"


def topic_of(claims: Iterable[str]) -> str:
    """A small topic whose first section holds these claims."""
    body = "".join(f"      - {claim}\n" for claim in claims)
    head = HEAD.format(title="A made topic")
    return f"{head}main_message: Nothing much.\n{BODY}{body}{TAIL}"
