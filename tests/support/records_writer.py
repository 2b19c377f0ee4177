"""A program that writes rows and says on its standard output which of them it was told are safe.

Its arguments: the folder, how many rows, and how SQLite is to sync, or "ours" for our own way.
"""

import os
import sys
from pathlib import Path

from ketacli.records import ledger
from support.records import pen, tick


def main() -> None:
    """Write the rows. Half way the file is closed and opened again."""
    folder, rows, synchronous = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    # The log is copied into the file often, so that this is disturbed too.
    ledger._PRAGMAS = (*ledger._PRAGMAS, "pragma wal_autocheckpoint = 20")
    if synchronous != "ours":
        ledger._PRAGMAS = (*ledger._PRAGMAS, f"pragma synchronous = {synchronous}")
    writer = pen(folder)
    for number in range(rows):
        if tick(writer, number):
            os.write(1, b"%d\n" % number)
        if number == rows // 2:
            writer.close()
    writer.close()


if __name__ == "__main__":
    main()
