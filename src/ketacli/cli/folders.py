"""Where this user's files are kept. Always absolute: a folder that is not known is None, and the
program goes on without it.
"""

import os
from collections.abc import Mapping
from pathlib import Path

_NAME = "ketacli"
_SYSTEM_SITE = Path("/etc/ketacli/site.yaml")


def state_folder(environment: Mapping[str, str]) -> Path | None:
    """Where answers are remembered."""
    return _service_folder(environment, "STATE_DIRECTORY") or _user_folder(
        environment, "XDG_STATE_HOME", ".local/state"
    )


def cache_folder(environment: Mapping[str, str]) -> Path | None:
    """Where made pages are kept."""
    return _service_folder(environment, "CACHE_DIRECTORY") or _user_folder(
        environment, "XDG_CACHE_HOME", ".cache"
    )


def site_file(environment: Mapping[str, str]) -> Path | None:
    """The `site.yaml` of this device: `KETACLI_SITE`, else the system's, else the user's."""
    if told := environment.get("KETACLI_SITE", ""):
        return Path(os.path.abspath(told))  # noqa: PTH100 - resolve() would follow links
    if _may_be_there(_SYSTEM_SITE):
        return _SYSTEM_SITE
    folder = _user_folder(environment, "XDG_CONFIG_HOME", ".config")
    own = folder and folder / "site.yaml"
    return own if own and os.path.lexists(own) else None


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


def _service_folder(environment: Mapping[str, str], variable: str) -> Path | None:
    """What systemd gives to a service."""
    first = environment.get(variable, "").partition(":")[0]
    return Path(first) if first.startswith("/") else None


def _user_folder(environment: Mapping[str, str], variable: str, below_home: str) -> Path | None:
    """As the XDG base directory specification has it. Relative folders are refused."""
    told = environment.get(variable, "")
    if told.startswith("/"):
        return Path(told) / _NAME
    home = environment.get("HOME", "")
    return Path(home) / below_home / _NAME if home.startswith("/") else None
