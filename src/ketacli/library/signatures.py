"""Signatures of OpenSSH: makes them, and says what one is worth. `ssh-keygen` does the work."""

import os
import subprocess
from collections.abc import Sequence
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
"""Somebody may have to type what opens the key."""
_KEPT = (
    *("HOME", "PATH", "LANG", "LC_ALL", "TERM", "TZ"),
    *("SSH_AUTH_SOCK", "SSH_ASKPASS", "SSH_ASKPASS_REQUIRE", "DISPLAY", "WAYLAND_DISPLAY"),
)


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
        NotWrittenError: it did not end.
        UsageError: the key cannot sign.
    """
    done = _run(("-Y", "sign", "-f", os.fspath(key), "-n", NAMESPACE), message)
    text = done.stdout.strip()
    if done.returncode or not (text.startswith(_HEAD) and text.endswith(_FOOT)):
        raise UsageError(f"{key} cannot sign: {_last_line(done.stderr)}")
    return text.removeprefix(_HEAD).removesuffix(_FOOT).strip()


def worth(message: str, signature: str, name: str, signers: Path, day: date) -> Worth:
    """What a signature is worth.

    Args:
        message: what was signed.
        signature: as `sign` gives it; blanks in it do not count.
        name: who signed, as the file of signers calls them.
        signers: whose keys count: a file as OpenSSH has it, or none.
        day: on which it was signed.

    Raises:
        NotInstalledError: there is no OpenSSH.
        NotWrittenError: it did not end.
    """
    with TemporaryDirectory() as folder:
        file = Path(folder, "signature")
        file.write_text("\n".join((_HEAD, *signature.split(), _FOOT, "")), encoding="ascii")
        of_it = ("-n", NAMESPACE, "-s", os.fspath(file))
        known = ("-f", os.fspath(signers), "-I", name, f"-Overify-time={day:%Y%m%d}")
        found = _run(("-Y", "verify", *of_it, *known), message)
        if found.returncode == 0:
            return Worth.GOOD
        if _run(("-Y", "check-novalidate", *of_it), message).returncode:
            return Worth.FORGED
    late = "key has expired" in found.stderr or "key is not yet valid" in found.stderr
    return Worth.EXPIRED if late else Worth.UNKNOWN


def _run(arguments: Sequence[str], said: str) -> "subprocess.CompletedProcess[str]":
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    try:
        return subprocess.run(  # noqa: S603 - a fixed program, and no shell
            (COMMAND, *arguments),
            input=said,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
            env=environment,
            encoding="utf-8",
            errors="replace",
        )
    except FileNotFoundError as error:
        raise NotInstalledError("OpenSSH", "sudo apt install openssh-client") from error
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise NotWrittenError("The signature", f"{COMMAND} did not end well") from error


def _last_line(text: str) -> str:
    return next(reversed(text.strip().splitlines()), "no reason was given")
