"""Which language and which region a reader gets. A language that was asked for is strict; the
environment's may fall back, and says so.
"""

from collections.abc import Mapping
from typing import NamedTuple

from ketacli.errors import NotFoundError, Wanted

_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_SCRIPTS = {
    **dict.fromkeys(("zh", "zh-cn", "zh-sg", "zh-my"), "zh-hans"),
    **dict.fromkeys(("zh-tw", "zh-hk", "zh-mo"), "zh-hant"),
}
"""How Chinese is written where: what Unicode calls likely subtags. Locales name the country."""
_NO_LANGUAGE = frozenset({"", "C", "POSIX"})


class Chosen(NamedTuple):
    """The language to read in, and the one that the environment wanted instead, if any."""

    tag: str
    instead_of: str = ""


def choose(offered: tuple[str, ...], asked: str, environment: Mapping[str, str]) -> Chosen:
    """Choose among the languages of a library; the first one is its own.

    Raises:
        NotFoundError: a language was asked for that is not there.
    """
    if asked:
        wished = asked.replace("_", "-").lower()
        by_tag = {tag.lower(): tag for tag in offered}
        found = by_tag.get(wished) or by_tag.get(_SCRIPTS.get(wished, ""))
        if found is None:
            raise NotFoundError(Wanted.LANGUAGE, asked, offered)
        return Chosen(found)
    wanted = _wanted(environment)
    for tag in wanted:
        for offer in offered:
            if offer.lower() in _names(tag.lower()):
                return Chosen(offer)
    return Chosen(offered[0], wanted[0] if wanted else "")


def territory(environment: Mapping[str, str]) -> str:
    """The country code at the end of the environment's locale, as GB in `en_GB.UTF-8`, or ''."""
    _, _, country = _locale(environment).partition("_")
    return country.upper() if len(country) == 2 and country.isalpha() else ""  # noqa: PLR2004


def _names(tag: str) -> tuple[str, ...]:
    """What a language may be called that a tag asks for."""
    return (tag, _SCRIPTS.get(tag, tag), tag.partition("-")[0])


def _wanted(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Language tags in the order in which the environment wants them. C wants none."""
    locale = _locale(environment)
    if locale in _NO_LANGUAGE:
        return ()
    listed = [*environment.get("LANGUAGE", "").split(":"), locale]
    bare = (name.partition(".")[0].partition("@")[0] for name in listed)
    return tuple(name.replace("_", "-") for name in bare if name not in _NO_LANGUAGE)


def _locale(environment: Mapping[str, str]) -> str:
    for variable in _LOCALE_VARIABLES:
        if value := environment.get(variable, ""):
            return value.partition(".")[0].partition("@")[0]
    return ""
