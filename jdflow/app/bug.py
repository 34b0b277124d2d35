"""Where a bug of ours came to light, in so few words that a person can pass them on."""

from __future__ import annotations

from pathlib import Path


def whereabouts(error: Exception) -> str:
    """The kind of the error, and the line that raised it."""
    # Loaded for bugs alone.
    import traceback

    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}, {Path(frame.filename).name}:{frame.lineno}"
