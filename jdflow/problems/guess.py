"""“Did you mean”: the known word that a mistyped one is nearest to."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LONGEST = 80
# Of ten letters, two may be wrong; shorter words may have one wrong letter in four.
CLOSE_ENOUGH = 0.75


def folded(text: str) -> str:
    """The text as a hurried typist would write it: lower case, no diacritics, one kind of joint between words."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = (char for char in plain if not unicodedata.combining(char))
    return "".join("-" if char in " _-" else char for char in kept)


def nearest(word: str, known: Iterable[str], also: Mapping[str, str] | None = None) -> str | None:
    """The known word nearest to this one, if any is near; `also` gives further spellings of known words."""
    # Needed only where something is wrong, so its import does not slow the usual run.
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    spellings = _spellings(frozenset(known))
    sought = folded(word)[:LONGEST]
    if sought in spellings:
        return spellings[sought]
    for spelling, name in (also or {}).items():
        if folded(spelling) == sought:
            return name
    found = extractOne(sought, spellings.keys(), scorer=OSA.normalized_similarity, score_cutoff=CLOSE_ENOUGH)
    return spellings[found[0]] if found is not None else None


@lru_cache(maxsize=64)
def _spellings(known: frozenset[str]) -> dict[str, str]:
    """Every known word under its folded spelling; of words folded alike, the first in order."""
    return {folded(name)[:LONGEST]: name for name in sorted(known, reverse=True)}
