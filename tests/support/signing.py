"""A library that somebody signs for tests: keys of OpenSSH, sign-offs, and who may sign."""

import subprocess
from datetime import date
from pathlib import Path

from ketacli.library.folder import Folder
from ketacli.library.sign_offs import SignedOff, Wish, sign_off

TODAY = date(2026, 11, 24)
WISH = Wish("small", "en", "A. Tester", "Psychiatrist", date(2027, 5, 1))
OTHER = WISH._replace(by="B. Tester", role="Pharmacist")


def make_key(folder: Path, name: str = "key") -> Path:
    """A new key of OpenSSH without a passphrase."""
    key = folder / name
    asked = ("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "a test", "-f", str(key))
    subprocess.run(asked, check=True, stdin=subprocess.DEVNULL)
    return key


def allow(library: Path, name: str, key: Path, options: str = "") -> None:
    """Let a key sign under a name."""
    public = " ".join(key.with_name(f"{key.name}.pub").read_text("utf-8").split()[:2])
    with (library / "allowed_signers").open("a", encoding="utf-8") as stream:
        stream.write(f'"{name}" {options} {public}\n' if options else f'"{name}" {public}\n')


def signed(
    library: Path, wish: Wish = WISH, today: date = TODAY, key: Path | None = None
) -> SignedOff:
    """Sign a topic off."""
    return sign_off(Folder(library), wish, today, key)
