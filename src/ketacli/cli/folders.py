"""Where this user's files are kept. Always absolute: a folder that is not known is None, and the
program goes on without it.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from ketacli.cli.express import rests_on_absence, rests_on_place
from ketacli.express import cache_place, state_place, user_place

_SYSTEM_SITE = Path("/etc/ketacli/site.yaml")


def state_folder(environment: Mapping[str, str]) -> Path | None:
    """Where answers are remembered."""
    return _folder(state_place(environment))


def cache_folder(environment: Mapping[str, str]) -> Path | None:
    """Where made pages are kept."""
    return _folder(cache_place(environment))


def site_file(environment: Mapping[str, str]) -> Path | None:
    """The `site.yaml` of this device: `KETACLI_SITE`, else the system's, else the user's."""
    if told := environment.get("KETACLI_SITE", ""):
        rests_on_place(told)
        return Path(os.path.abspath(told))  # noqa: PTH100 - resolve() would follow links
    if _may_be_there(_SYSTEM_SITE):
        return _SYSTEM_SITE
    rests_on_absence(_SYSTEM_SITE)
    folder = _folder(user_place(environment, "XDG_CONFIG_HOME", ".config"))
    own = folder and folder / "site.yaml"
    if own and not os.path.lexists(own):
        rests_on_absence(own)
        return None
    return own


def _may_be_there(file: Path) -> bool:
    """Whether there is a file, or a folder that keeps us from seeing: reading it will tell.

    What a clinic has set for a shared device must never be passed over in silence.
    """
    try:
        file.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _folder(place: str) -> Path | None:
    return Path(place) if place else None
