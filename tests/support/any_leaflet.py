"""Any leaflet that hypothesis can think of, and texts that would like to be more than letters."""

from hypothesis import strategies as st

from ketacli.leaflet import Leaflet, Part, Role
from ketacli.text import (
    Answer,
    Block,
    Bullets,
    Callout,
    Chart,
    ChartGroup,
    Entries,
    Entry,
    Evidence,
    Ground,
    Line,
    Paragraph,
    Picture,
    Question,
    Span,
    Steps,
    Still,
    Subheading,
)

Texts = st.SearchStrategy[str]

MARKUP = (
    "[bold]",
    "[/]",
    "[/day]",
    "[link=https://example.org]x[/link]",
    "[@click=app.quit]",
    "[conceal]",
    "see [1], [a], [section 2]",
    ":warning:",
    "a last backslash\\",
    "<script>alert(1)</script>",
    "<https://x>",
    "<!-- x -->",
    '#let x = 1; #read("/etc/passwd")',
    "]]>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "{{ x }}",
    "*a*",
    "**b**",
    "***",
    "__c__",
    "_d_",
    "# x",
    "## ",
    "1. x",
    "2) x",
    "12.",
    "5",
    "- x",
    "+ x",
    "---",
    "===",
    "> x",
    "    four blanks",
    "`code`",
    "```",
    "~~~",
    "| a | b |",
    "![x](y)",
    "[x]: y",
    "&amp;",
    "&#27;",
    "\\*",
)
"""Text that is markup to one printer or another."""

LETTERS = (
    "word",
    "a",
    "10\u00a0mg",
    "\u65e5\u672c\u8a9e",
    "\ud55c\uad6d\uc5b4",
    "Cafe\u0301",
    "\u0915\u094d\u200d\u0937",
    "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "\u200e(x)\u200f",
    "soft\u00adhyphen",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467",
    "\U0001f44d\U0001f3fd",
    "\u2764\ufe0f",
)
"""Letters that must survive: other languages and joined signs."""

HOSTILE = (
    "\x1b[2J",
    "\x1b]52;c;aGk=\x07",
    "\x1b]0;title\x1b\\",
    "\x1bc",
    "\x1bP1$r\x1b\\",
    "\x9b31m",
    "\x00",
    "\x7f",
    "\x0e",
    "\x08\x0b\x0c\r",
    "\t\n",
    "\u202eabc\u202c",
    "\u2066x\u2069",
    "\u200b",
    "\u2060",
    "\ufeff",
    "\u061c",
    "\u2028\u2029",
    "\ufff9\ufffa\ufffb",
    "\u115f\u1160\u3164\uffa0",
    "\U000e0041",
    "\ud800",
    "\ufffe",
    "\ufdd0",
    "\ue000",
    "\U00010fff",
    "e" + "\u0301" * 30,
    "e" + "\u0489" * 30,
    "e" + "\u0301\u034f" * 20,
    "e" + ("\u0301" * 7 + "\u200d") * 5,
)
"""Whatever acts or hides, one of each kind."""


def texts(*pieces: str) -> Texts:
    """Texts that are never blank, of some pieces in any order, with blanks between or none."""
    chosen = st.lists(st.sampled_from(pieces), min_size=1, max_size=5)
    return st.builds(lambda glue, found: glue.join(found), st.sampled_from(("", " ")), chosen)


def lines(of: Texts) -> st.SearchStrategy[Line]:
    """Lines of one to three spans."""
    spans = st.builds(Span, of, st.booleans(), st.just("") | of)
    return st.lists(spans, min_size=1, max_size=3).map(tuple)


def blocks(of: Texts) -> dict[type, st.SearchStrategy[Block]]:
    """Blocks of each kind."""
    some = lines(of)
    numbers = st.lists(st.integers(1, 99), max_size=3).map(tuple)
    grounds = st.builds(Ground, st.sampled_from(Evidence), of, st.just("") | of, numbers)
    paragraphs = st.builds(Paragraph, some, st.none() | grounds)
    items = st.lists(paragraphs, min_size=1, max_size=3).map(tuple)
    groups = st.builds(ChartGroup, of, st.integers(0, 100), of)
    answers = st.builds(Answer, of, st.booleans(), of)
    entries = st.builds(Entry, of, of, some, st.just("") | of)
    return {
        Paragraph: paragraphs,
        Subheading: st.builds(Subheading, of),
        Bullets: st.builds(Bullets, items),
        Steps: st.builds(Steps, items),
        Callout: st.builds(Callout, of, paragraphs),
        Chart: st.builds(
            Chart, of, st.lists(groups, min_size=1, max_size=3).map(tuple), paragraphs
        ),
        Picture: st.builds(Picture, st.sampled_from(Still), of),
        Question: st.builds(Question, some, st.lists(answers, max_size=3).map(tuple)),
        Entries: st.builds(
            Entries, st.lists(entries, min_size=1, max_size=3).map(tuple), st.booleans()
        ),
    }


def leaflets(of: Texts) -> st.SearchStrategy[Leaflet]:
    """Leaflets of a few parts with blocks of every kind."""
    some = st.lists(st.one_of(*blocks(of).values()), min_size=1, max_size=4).map(tuple)
    parts = st.builds(Part, st.sampled_from(Role), of, of, some)
    return st.builds(Leaflet, of, of, of, st.lists(parts, max_size=3).map(tuple))
