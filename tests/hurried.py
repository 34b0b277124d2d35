"""`python -m tests.hurried …` is jdflow where the forge is a double: it holds nothing against those who write fast.

With `ALONE` in the environment no other run is waited for, either.
"""

import os
import sys

from jdflow.app import mailing_at_forge
from jdflow.cli import main
from jdflow.deliver import http

http._BETWEEN_WRITES = 0.0  # noqa: SLF001 (what tests may wait less for)
if "ALONE" in os.environ:
    mailing_at_forge.sleep = lambda _seconds: None  # type: ignore[attr-defined]

if __name__ == "__main__":
    sys.exit(main())
