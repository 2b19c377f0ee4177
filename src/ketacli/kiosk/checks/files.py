"""Looks into small files of the system. What cannot be read is None, never an error."""

from pathlib import Path

_FIELDS = 7
"""Of a line of /etc/passwd."""


def read(file: Path) -> str | None:
    """The text of a file of the system, or None where it is not there or not ours to read."""
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None


def is_masked(file: Path) -> bool:
    """Whether a unit is a link to nowhere, as `systemctl mask` makes it."""
    try:
        return file.readlink() == Path("/dev/null")
    except OSError:
        return False


def user_named(root: Path, user_id: str) -> str:
    """The name of a user, or the number itself."""
    return next((user[0] for user in _users(root) if user[2] == user_id), user_id)


def login_shell(root: Path, user: str) -> str:
    """The login shell of a user, or '' where there is no such user."""
    return next((found[6] for found in _users(root) if found[0] == user), "")


def _users(root: Path) -> list[list[str]]:
    lines = (read(root / "etc/passwd") or "").splitlines()
    return [fields for fields in (line.split(":") for line in lines) if len(fields) == _FIELDS]
