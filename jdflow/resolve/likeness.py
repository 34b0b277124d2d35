"""When two texts say the same."""

from __future__ import annotations

_STRIPPED = " .,;:!?„“”\"'–-"


def bare(text: str) -> str:
    """The words of a text, without the case and the marks around them: texts that are alike here say the same."""
    return text.strip(_STRIPPED).casefold()
