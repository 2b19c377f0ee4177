"""`ketacli publish`: a site of all topics in all languages, renewed in place."""

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from ketacli.cli import express, output
from ketacli.cli.desk import Desk, Wishes, library_folder, read_own_site
from ketacli.cli.folders import cache_folder, state_folder
from ketacli.cli.progress import progress
from ketacli.cli.surroundings import Surroundings, today
from ketacli.errors import NotInstalledError, UsageError
from ketacli.library import Calendar, Library
from ketacli.publishing.kinds import PRINTED, Kind
from ketacli.render import Format
from ketacli.render.pdf_paper import Paper
from ketacli.site import Site, web_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ketacli.leaflet import Leaflet
    from ketacli.publishing.order import Order, Recorder
    from ketacli.publishing.plan import Plan
    from ketacli.publishing.renewing import Outcome

_MOST_NAMED = 16
_FEW = 3


class Wanted(NamedTuple):
    """What is to be published, and where."""

    folder: str
    kinds: tuple[Kind, ...]
    address: str = ""
    jobs: int = 0
    """Processes; 0 for one on each core."""


def publish(wishes: Wishes, wanted: Wanted) -> None:
    """Publish a site, or renew it.

    Raises:
        UsageError: the address is none.
        NotInstalledError: what some kind of file needs is not there.
        NotFoundError: no such library, or no such region.
        ContentError: content breaks the rules; the site is as it was.
        NotWrittenError: it cannot be written; the site is as it was.
    """
    express.forbid()
    if not wanted.folder:
        raise UsageError("ketacli publish needs the name of a folder.")
    surroundings = Surroundings.here()
    site = read_own_site(surroundings.environment)
    address = _address(wanted.address) or site.published_at
    kinds = frozenset({Kind.HTML, *wanted.kinds}) - ({Kind.CODE} if not address else set())
    _check(kinds)
    order = _order(wishes, site, kinds, address)
    if Kind.AUDIO in kinds:
        order = order._replace(record=_recorder(wishes, site, order))
    _publish(order, wanted, linear=wishes.plain or site.accessible)


def _publish(order: "Order", wanted: Wanted, *, linear: bool) -> None:
    from ketacli.publishing.place import place
    from ketacli.publishing.renewing import Renewal
    from ketacli.publishing.workers import cores

    with place(wanted.folder) as taken:
        renewal = Renewal(order, taken)
        with progress(len(renewal.tasks), linear=linear) as shown:
            outcome = renewal.run(wanted.jobs or cores(), shown.begin)
    _tell_not_shown(renewal.plan)
    for line in _told(outcome):
        output.say_wrapped(line)
    output.say_wrapped(_summary(outcome, _left_out(order, wanted)))


def _check(kinds: frozenset[Kind]) -> None:
    """Find out early, and all at once, whether everything is there that makes these kinds."""
    from ketacli.cli import formats
    from ketacli.render import pdf, qr

    looks: list[Callable[[], None]] = [
        partial(formats.check, Format.HTML, large=False),
        *([pdf.check] if kinds & PRINTED else []),
        *([qr.check] if Kind.CODE in kinds else []),
    ]
    missing = []
    for look in looks:
        try:
            look()
        except NotInstalledError as error:
            missing.append(error)
    if len(missing) > 1:
        raise NotInstalledError(
            "Some of what makes a site", "\n".join(one.command for one in missing)
        )
    if missing:
        raise missing[0]


def _address(asked: str) -> str:
    try:
        return web_folder(asked) if asked else ""
    except ValueError as error:
        raise UsageError(f"--address: {error}.") from error


def _order(wishes: Wishes, site: Site, kinds: frozenset[Kind], address: str) -> "Order":
    from ketacli.publishing.order import Order
    from ketacli.publishing.tools import stamps

    environment = Surroundings.here().environment
    days_in = state_folder(environment)
    programs = (site.speech.command, *_ENCODERS) if Kind.AUDIO in kinds else ()
    return Order(
        library=library_folder(wishes.library, environment),
        site=site,
        kinds=kinds,
        day=Calendar(today, days_in).today(),
        region=wishes.region,
        paper=wishes.paper or Paper.A4,
        address=address,
        days_in=days_in,
        compiled_in=cache_folder(environment),
        stamps=stamps(kinds, programs),
    )


_ENCODERS = ("oggenc", "opusenc")


def _recorder(wishes: Wishes, site: Site, order: "Order") -> "Recorder":
    """What makes sound files, if the programs are there that it needs."""
    from ketacli.cli import audio

    surroundings = Surroundings.here()
    audio.check_programs(Desk(wishes, surroundings, site, order.opened()), ogg=True)

    def record(leaflet: "Leaflet", library: Library) -> bytes:
        desk = Desk(wishes, surroundings, site, library)
        return audio.sound(desk, leaflet, ogg=True, begin=lambda _name: None)

    return record


def _left_out(order: "Order", wanted: Wanted) -> str:
    if order.address:
        return ""
    codes = f" and {Kind.CODE.file}" if Kind.CODE in wanted.kinds else ""
    return f"sitemap.xml{codes}"


def _summary(outcome: "Outcome", left_out: str) -> str:
    counts = f"written {outcome.written}, kept {outcome.kept}, removed {outcome.removed}"
    said = f"Published. Files: {counts}."
    if not outcome.at_once:
        said += " This file system knows no exchange of names: for a moment there was no site."
    if left_out:
        said += f" Left out, because the site has no address: {left_out}."
    return said


def _told(outcome: "Outcome") -> "Iterator[str]":
    """What an admin has to know of what was done."""
    if strays := outcome.strays:
        more = f", and {len(strays) - _FEW} more" if len(strays) > _FEW else ""
        names = ", ".join(strays[:_FEW])
        yield f"Removed, because only ketacli makes files of such names: {names}{more}."
    if not outcome.given:
        yield (
            "Some of what is new could not be given to the owner and the group that it had before."
            " Whoever serves the site must be able to read it."
        )
    for path, reason in outcome.left:
        yield (
            f"The old state could not be taken away: {path}: {reason}. The new one stands. Each"
            " run tries again."
        )


def _tell_not_shown(plan: "Plan") -> None:
    for tag in plan.stopped:
        output.say_wrapped(
            f"Nothing is shown in {tag}: its disclaimer is a translation of words that changed."
        )
    withheld = tuple(plan.withheld())
    for unit, why in withheld[:_MOST_NAMED]:
        output.say_wrapped(f"Not shown: {unit}. {why}")
    if len(withheld) > _MOST_NAMED:
        output.say_wrapped(f"Not shown: {len(withheld) - _MOST_NAMED} more; see ketacli status.")
