"""Signatures of OpenSSH: makes them, and says what one is worth. `ssh-keygen` does the work."""

import os
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from enum import StrEnum, unique
from pathlib import Path
from tempfile import TemporaryDirectory

from ketacli.errors import NotInstalledError, NotWrittenError, UsageError

COMMAND = "ssh-keygen"
NAMESPACE = "ketacli-sign-off"
"""What else the same key may have signed is no sign-off."""
_HEAD, _FOOT = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_SECONDS = 120
_KEPT = ("HOME", "PATH", "SSH_AUTH_SOCK", "SSH_ASKPASS", "DISPLAY", "LANG", "LC_ALL", "TERM")


@unique
class Worth(StrEnum):
    """What a signature is worth."""

    GOOD = "good"
    FORGED = "forged"
    """It is of other words, or no signature at all."""
    UNKNOWN = "unknown"
    """It is a signature, and nobody who may sign under this name has its key."""
    EXPIRED = "expired"
    """The key did not count on that day."""


def sign(message: str, key: Path) -> str:
    """The signature of a message, without its first and last line.

    Raises:
        NotInstalledError: there is no OpenSSH.
        UsageError: the key cannot sign.
    """
    done = _run(("-Y", "sign", "-f", os.fspath(key), "-n", NAMESPACE), message)
    lines = done.stdout.strip().splitlines()
    if done.returncode or len(lines) < 3 or (lines[0], lines[-1]) != (_HEAD, _FOOT):  # noqa: PLR2004
        raise UsageError(f"{key} cannot sign: {_last_line(done.stderr)}")
    return "\n".join(lines[1:-1])


def worth(message: str, signature: str, name: str, signers: Path, day: date) -> Worth:
    """What a signature is worth.

    Args:
        message: what was signed.
        signature: as `sign` gives it; blanks in it do not count.
        name: who signed, as the file of signers calls them.
        signers: whose keys count: a file as OpenSSH has it.
        day: on which it was signed.

    Raises:
        NotInstalledError: there is no OpenSSH.
    """
    with TemporaryDirectory() as folder:
        file = Path(folder, "signature")
        file.write_text("\n".join((_HEAD, *signature.split(), _FOOT, "")), encoding="ascii")
        whole = _run(("-Y", "check-novalidate", "-n", NAMESPACE, "-s", os.fspath(file)), message)
        if whole.returncode:
            return Worth.FORGED
        on_that_day = ("-f", os.fspath(signers), f"-Overify-time={day:%Y%m%d}")
        with suppress(FileNotFoundError):
            signers.stat()
            found = _run(("-Y", "find-principals", "-s", os.fspath(file), *on_that_day), "")
            if found.returncode == 0:
                return Worth.GOOD if name in found.stdout.splitlines() else Worth.UNKNOWN
            if "expired" in found.stderr or "not yet valid" in found.stderr:
                return Worth.EXPIRED
    return Worth.UNKNOWN


def _run(arguments: Sequence[str], said: str) -> "subprocess.CompletedProcess[str]":
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    try:
        return subprocess.run(  # noqa: S603 - a fixed program, and no shell
            (COMMAND, *arguments),
            input=said,
            capture_output=True,
            text=True,
            check=False,
            timeout=_SECONDS,
            env=environment,
            encoding="utf-8",
            errors="replace",
        )
    except FileNotFoundError as error:
        raise NotInstalledError("OpenSSH", "sudo apt install openssh-client") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotWrittenError("the signature", f"{COMMAND} did not end well") from error


def _last_line(text: str) -> str:
    return next(reversed(text.strip().splitlines()), "no reason was given")
