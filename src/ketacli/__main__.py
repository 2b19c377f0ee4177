"""`python -m ketacli`, and what the installed program starts: the express lane first, then all of
the command line.
"""

import os
import sys

from ketacli import express

_INTERRUPTED = 130


def run() -> None:
    """Be the program. What was asked before is answered before anything else is loaded."""
    try:
        asked = express.question(sys.argv[1:], os.environ)
        fault = None
        if said := asked and express.kept_answer(asked):
            fault = _said(said)
            if fault is None:
                os._exit(0)
        from ketacli import cli
    except KeyboardInterrupt:
        os._exit(_INTERRUPTED)
    cli.run(asked, fault)


def _said(said: "tuple[express.Saying, ...]") -> OSError | None:
    """Give an answer. What keeps it from being written is told by those who have words for it."""
    try:
        express.say(said)
    except BrokenPipeError:
        return None  # a reader who has seen enough is no fault
    except OSError as error:
        return error
    return None


if __name__ == "__main__":
    run()
