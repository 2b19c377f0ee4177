"""The site as it stands on the disk: what it says of itself, and which of its files are still as
they were written.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

from ketacli.publishing.state import HIDDEN, MANIFEST, NOTHING, File, file_of, manifest, read


class Stands:
    """A site that was published before, or nothing."""

    def __init__(self, root: Path | None) -> None:
        """Look at a site.

        Args:
            root: its folder; None where there is none yet.
        """
        self.root = root
        found = None if root is None else read(root)
        self.known = found or NOTHING
        self.looked_into = False
        """Some file had to be read to find out whether it is still as it was written."""
        self._sealed = self._seal()

    def has(self, name: str, file: File) -> bool:
        """Whether this very file is there and undamaged."""
        return self.known.files.get(name) == file and self.intact(name)

    def intact(self, name: str) -> bool:
        """Whether a file is as it was written.

        The hidden file is written after all others. What has changed since then has a later time
        of change (ctime), which cannot be set by hand, and is read; so is a copied site, once.
        """
        file = self.known.files.get(name)
        if self.root is None or file is None:
            return False
        try:
            about = os.lstat(f"{self.root}/{name}")
        except OSError:
            return False
        if not stat.S_ISREG(about.st_mode) or about.st_size != file.size:
            return False
        return about.st_ctime_ns < self._sealed or self._reads_as(name, file)

    def manifest_intact(self) -> bool:
        """Whether the manifest is the one of these files."""
        with suppress(OSError):
            return self.root is not None and self._read(MANIFEST) == manifest(self.known)
        return False

    def _reads_as(self, name: str, file: File) -> bool:
        self.looked_into = True
        with suppress(OSError):
            return file_of(self._read(name)) == file
        return False

    def _read(self, name: str) -> bytes:
        return Path(f"{self.root}/{name}").read_bytes()

    def _seal(self) -> int:
        """When the hidden file was written; 0 where nothing can be said by it, as in a copy."""
        if self.root is not None and self.known.sealed:
            with suppress(OSError):
                about = os.lstat(self.root / HIDDEN)
                if about.st_ino == self.known.sealed:
                    return min(about.st_mtime_ns, about.st_ctime_ns)
        return 0
