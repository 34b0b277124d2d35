"""A bar for work that takes more than a moment, where somebody is looking."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from jdflow.output.plain import padded, safe, width

if TYPE_CHECKING:
    from types import TracebackType

    from jdflow.cli.context import Context

_AFTER, _EVERY = 1.0, 0.1
_COLUMNS = 24


class Progress:
    """A bar on the terminal; none in a pipe, for short work, or where quiet is wanted."""

    def __init__(self, context: Context, what: str, whole: int) -> None:
        self.what = what
        self.whole = whole
        self.shown = not context.quiet and sys.stderr.isatty()
        self._begun = self._last = time.monotonic()
        self._wide = 0

    def __enter__(self) -> Progress:  # noqa: PYI034 (no one derives from this)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.clear()

    def at(self, done: int) -> None:
        """Shows how far the work is."""
        now = time.monotonic()
        if not self.shown or now - self._begun < _AFTER or now - self._last < _EVERY:
            return
        self._last = now
        # A position may have more than one document: in force, and upcoming.
        whole = max(1, done, self.whole)
        full = _COLUMNS * done // whole
        line = f"{self.what} {'█' * full}{'░' * (_COLUMNS - full)} {done}/{whole}"
        sys.stderr.write(f"\r{padded(safe(line), self._wide)}")
        sys.stderr.flush()
        self._wide = width(line)

    def clear(self) -> None:
        """Takes the bar away, so that something else can stand there."""
        if self._wide:
            sys.stderr.write(f"\r{' ' * self._wide}\r")
            sys.stderr.flush()
            self._wide = 0
