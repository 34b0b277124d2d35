"""Helpers: forked processes that do a share of the work and send back plain JSON."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def processors() -> int:
    """How many processors this process may use; one where processes cannot be forked safely."""
    if not hasattr(os, "fork") or sys.platform == "darwin":
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Helper:
    """A forked process that does this work; raises OSError where the system has no process to spare."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self.source, target = os.pipe()
        self.process = os.fork()
        if self.process:
            os.close(target)
            return
        # From here on this is the helper: whatever happens, it must not go on as if it were the whole program.
        code = 1
        try:
            os.close(self.source)
            text = json.dumps(work(), separators=(",", ":"))
            with os.fdopen(target, "wb") as file:
                file.write(text.encode())
            code = 0
        finally:
            os._exit(code)

    def result(self) -> Any:  # noqa: ANN401 (JSON)
        """What the helper found; where it failed, nothing: the work is then done here, and the fault is seen."""
        with os.fdopen(self.source, "rb") as file:
            text = file.read()
        _, status = os.waitpid(self.process, 0)
        return json.loads(text) if status == 0 else None
