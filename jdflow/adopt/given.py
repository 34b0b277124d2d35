"""Given names as recognition of pictures may have read them."""

from __future__ import annotations

from jdflow.adopt.forms.fold import fold
from jdflow.persons.given import AMBIGUOUS, NAMES

# In such names a sign read wrongly makes no other word.
_LEAST = 4
_GIVEN = frozenset(map(fold, NAMES - AMBIGUOUS))


def is_given(word: str) -> bool:
    """Whether the word is a usual given name, or a double one that begins with such."""
    first = word.split("-", 1)[0]
    return first.casefold() in NAMES or (len(first) >= _LEAST and fold(first) in _GIVEN)
