"""The command line: `jdflow VERB …`. Only what every call needs is imported here; each verb brings its own."""

from __future__ import annotations

import sys
from contextlib import suppress

OK, PROBLEMS, USAGE, ENVIRONMENT, BUG, INTERRUPTED = 0, 1, 2, 3, 70, 130


def main() -> int:
    """Runs the command line and says how it went."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from jdflow import __version__

        # Where this cannot be written, what follows says why.
        with suppress(OSError):
            print(f"jdflow {__version__}", flush=True)
            return OK
    if arguments in (["--help"], ["-h"]):
        from jdflow.cli.first import show_help

        with suppress(OSError, UnicodeError):
            show_help(arguments)
            return OK
    try:
        from jdflow.cli.run import run

        return run(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
