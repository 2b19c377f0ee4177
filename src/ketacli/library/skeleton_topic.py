"""The skeleton of a topic: every name that belongs in its file, each with a comment that says what
to write there. Its values are empty: `check` names each as not yet written, and no reader sees it.
"""

from ketacli.library.schema import MAY_LEAVE_OUT
from ketacli.text import Evidence

_HEAD = """\
# A new leaflet. Write between the quotation marks; ketacli check names each place that is still
# empty, and readers see nothing of this leaflet before none is. All names: docs/content-guide.md
#
# A text that names the medicine, an animal or a count "of 100" is a claim. It is written so:
#   - text: In mice, some links grew back.
#     evidence: animal              # {kinds}
#     sources: [an-id]              # ids from references.yaml
# Long texts go on several lines behind >- and need no quotation marks:
#   - text: >-
#       One sentence. Then another one,
#       on the next line.
# Marks: **strong**; {{placebo}} for a word of the glossary, {{placebo|dummy}} in another form.
kind: {kind}
"""
_PARTS = (
    (
        "title",
        """\
# What it is called: name the subject.
title: ""
""",
    ),
    (
        "purpose",
        """\
# What it is for, in one line of at most 120 letters. Lists show it to everybody: no claims.
purpose: ""
""",
    ),
    (
        "audience",
        """\
# Whom it is for.
audience: ""
""",
    ),
    (
        "main_message",
        """\
# The one thing to remember. A claim takes evidence and sources.
main_message:
  text: ""
  # evidence: trial
  # sources: [an-id]
""",
    ),
    (
        "summary",
        """\
# At most 3 points. Leave out what the sections do not say.
summary:
  - ""
""",
    ),
    (
        "sections",
        """\
# The leaflet itself. An id is for links: small letters and digits, with hyphens between.
sections:
  - id: ""
    title: ""
    # One sentence.
    key_point: ""
    # A text, or one of: text, bullets, steps, warning, chart, picture.
    body:
      - ""
# A picture in words is not needed. It has: after, title, picture, maps, limits, literal, credit.
# analogy:
""",
    ),
    (
        "known",
        """\
# What researchers have found. Claims take evidence and sources.
known:
  - ""
""",
    ),
    (
        "not_known",
        """\
# What nobody knows yet.
not_known:
  - ""
""",
    ),
    (
        "benefits",
        """\
# What may get better, in how many of 100, beside how many without it.
benefits:
  - ""
""",
    ),
    (
        "risks",
        """\
# What can go wrong, and how often. Benefits never stand without risks.
risks:
  - ""
""",
    ),
    (
        "alternatives",
        """\
# What else there is.
alternatives:
  - ""
""",
    ),
    (
        "if_nothing",
        """\
# What may come without this treatment.
if_nothing:
  - ""
""",
    ),
    (
        "actions",
        """\
# What a reader can do now.
actions:
  - ""
""",
    ),
    (
        "questions",
        """\
# What a reader can ask the care team.
questions:
  - ""
""",
    ),
    (
        "when_to_get_help",
        """\
# When to call whom. Signs in plain words.
when_to_get_help:
  - ""
""",
    ),
    (
        "check",
        """\
# Up to 3 questions that let readers check what they took in. Nothing is scored: say kindly why.
check:
  - question: ""
    answers:
      - text: ""
        right: yes
        because: ""
      - text: ""
        because: ""
""",
    ),
    (
        "last_checked",
        """\
# Days, as 2026-11-23: when you last checked each word, and when somebody has to again.
last_checked: ""
""",
    ),
    (
        "next_review",
        """\
next_review: ""
""",
    ),
)


def topic_skeleton(kind: str) -> str:
    """The file of a new topic.

    Args:
        kind: `guide`, which leaves nothing out, or `note`.
    """
    left_out = MAY_LEAVE_OUT[kind]
    kinds = ", ".join(Evidence)
    also = f"# A {kind} may also have: {', '.join(left_out)}\n" if left_out else ""
    parts = "".join(text for name, text in _PARTS if name not in left_out)
    return _HEAD.format(kinds=kinds, kind=kind) + also + parts
