"""Makes the pages that lead to leaflets, or tell that there is none: the choice of a language, the
list of each, and what became of a topic.
"""

from typing import NamedTuple

from ketacli.digest import sha256_hex
from ketacli.publishing.kinds import INDEX, Kind
from ketacli.publishing.order import Order
from ketacli.publishing.plan import Plan, Told
from ketacli.publishing.sitemap import NAME, sitemap
from ketacli.publishing.state import Files
from ketacli.site import door

WORKER = "sw.js"


class Front(NamedTuple):
    """One page and what it is made from."""

    unit: str
    key: str


def front(order: Order, plan: Plan, tag: str, files: Files) -> Front:
    """What the list of a language is made from.

    Args:
        order: what is wanted.
        plan: all pages.
        tag: of the language.
        files: those of all its topics.
    """
    tongue = plan.tongues[tag]
    shelf = (tongue.shelf.cards, tongue.shelf.withheld, _offline(tag, files))
    return Front(tag, _key(order, tongue.prints.shared, _names(plan), *shelf))


def first(order: Order, plan: Plan) -> Front:
    """What the first page, and what belongs to the site as a whole, is made from."""
    tongue = next(iter(plan.tongues.values()))
    return Front("", _key(order, tongue.prints.shared, _names(plan), _addresses(order, plan)))


def list_files(order: Order, plan: Plan, tag: str, files: Files) -> dict[str, bytes]:
    """The list of a language."""
    from ketacli.render.html_site import Elsewhere, Kept, Listed, list_page

    tongue = plan.tongues[tag]
    library = tongue.library
    shown = tuple(
        Listed(card, f"{card.id}/{INDEX}", f"{card.id}/{Kind.HTML.file}")
        for card in tongue.shelf.cards
    )
    told = tuple(
        Listed(one.card, f"{one.card.id}/{INDEX}", "", one.words) for one in tongue.shelf.withheld
    )
    others = ((other, name) for other, name in _names(plan) if other != tag)
    page = list_page(
        order.sheet(library, library.labels.topics),
        (*shown, *told),
        library.labels,
        library.web_labels,
        code=library.disclaimer.code,
        languages=tuple(Elsewhere(other, name, f"../{other}/{INDEX}") for other, name in others),
        kept=Kept(f"../{WORKER}", _offline(tag, files)),
    )
    return {f"{tag}/{INDEX}": page.encode()}


def first_files(order: Order, plan: Plan) -> dict[str, bytes]:
    """The first page, what keeps a copy on a device, and the map for search engines."""
    from ketacli.render.html_site import Elsewhere, languages_page, worker

    library = next(iter(plan.tongues.values())).library
    words = library.web_labels
    languages = tuple(Elsewhere(tag, name, f"{tag}/{INDEX}") for tag, name in _names(plan))
    page = languages_page(order.sheet(library, words.choose_language), languages, words)
    files = {INDEX: page.encode(), WORKER: worker().encode()}
    return files | ({NAME: sitemap(_addresses(order, plan))} if order.address else {})


def told_files(order: Order, plan: Plan, told: Told) -> dict[str, bytes]:
    """The page of a topic, or of a language, that readers do not get."""
    from ketacli.render.html_site import Around, told_page

    library = plan.tongues[told.language].library
    around = Around(library.web_labels, library.disclaimer.code, "", f"../{INDEX}", "", (), ())
    page = told_page(order.sheet(library, told.title), told.title, told.told, around)
    # Bookmarks of the leaflet itself lead somewhere, too.
    names = (INDEX, Kind.HTML.file, Kind.LARGE.file) if "/" in told.unit else (INDEX,)
    return {f"{told.unit}/{name}": page.encode() for name in names}


def _addresses(order: Order, plan: Plan) -> tuple[str, ...]:
    """Of every door, where the site has an address."""
    if not order.address:
        return ()
    return tuple(door(order.address, one.language, one.card.id) for one in plan.shown)


def _names(plan: Plan) -> tuple[tuple[str, str], ...]:
    return tuple((tag, tongue.name) for tag, tongue in plan.tongues.items())


def _offline(tag: str, files: Files) -> int:
    """How many bytes a copy of the leaflets of a language takes: all but sound, the list itself,
    and the first page.
    """
    return sum(
        file.size
        for name, file in files.items()
        if name.startswith(f"{tag}/") and name.count("/") > 1 and not name.endswith(".ogg")
    )


def _key(order: Order, *rests_on: object) -> str:
    return sha256_hex(repr((order.settings(), *rests_on)).encode("utf-8", "surrogatepass"))
