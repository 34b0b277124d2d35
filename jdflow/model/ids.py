"""Identifiers: file names of positions and blocks, keys of units and roles."""

from __future__ import annotations

import re

PATTERN = "[a-z0-9]+(?:-[a-z0-9]+)*"
LONGEST = 100
_ID = re.compile(PATTERN)


def is_id(text: str) -> bool:
    """Whether the text can be an identifier."""
    return len(text) <= LONGEST and _ID.fullmatch(text) is not None
