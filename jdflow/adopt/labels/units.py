"""The unit that a document names: its key, and the units that have to be added so that there is such a key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.adopt.forms.fold import fold
from jdflow.adopt.forms.vocabulary import label_of
from jdflow.adopt.labels.people import POSTS
from jdflow.adopt.slug import slug
from jdflow.model.imported import NewUnit

if TYPE_CHECKING:
    from jdflow.adopt.names import Names


# Longer, or with one of these, it is a sentence and no name.
_MOST_LETTERS, _MOST_WORDS = 100, 10
_LETTERS = re.compile(r"[^\W\d_]{2}")
_NO_NAME = re.compile(r"[:!?<>{}|_=*@]|[^\W\d]{3}\.\s|\d{4}|https?|www", re.IGNORECASE)
_NOT_OF_UNITS = frozenset(("title", "manager", "substitutes", "substitutes_for", "reports", "effective", "person"))
_SHORTEST_LABEL, _LONGEST_LABEL = 8, 3
_UNIT = re.compile(
    r"(?:osakond|talitus|büroo|keskus|kantselei|kliinik|teenistus|jaoskond|instituut|teaduskond|juhtkond|sektor|üksus)"
    r"(?: \([^()]*\))?\.?\Z",
    re.IGNORECASE,
)
# Beside it stands who works there.
_POST = re.compile(f"(?:{'|'.join(map(fold, POSTS))})\\Z")


def unit_of(text: str, names: Names) -> tuple[str | None, tuple[NewUnit, ...]]:
    """The key of the unit, from the top one down: “Üldosakond, andmetalitus” is a unit below another.

    Where a part of it can be no unit's name, nobody knows what the rest is.
    """
    key: str | None = None
    new: list[NewUnit] = []
    for name in _parts(text):
        known = _known(name, key, names)
        if known is None:
            known = _free(slug(name), key, names) if _is_name(name) else ""
            if not known:
                return None, ()
            new.append(NewUnit(known, name, key))
        key = known
    return key, tuple(new)


def is_unit(text: str) -> bool:
    """Whether its words alone tell that units are named there, though nothing else told so."""
    has_post = any(_POST.search(fold(word)) for word in text.split())
    return not has_post and all(_UNIT.search(part) for part in _parts(text))


def _is_name(name: str) -> bool:
    """Whether a unit may be called so: with letters, short, no sentence, and no other label of the form in it."""
    words = name.split()
    is_short = len(name) <= _MOST_LETTERS and len(words) <= _MOST_WORDS
    if not is_short or _NO_NAME.search(name) or not _LETTERS.search(name):
        return False
    runs = (words[at : at + size] for at in range(len(words)) for size in range(1, _LONGEST_LABEL + 1))
    labels = (" ".join(run) for run in runs)
    return not any(len(label) >= _SHORTEST_LABEL and label_of(label) in _NOT_OF_UNITS for label in labels)


def _known(name: str, parent: str | None, names: Names) -> str | None:
    """A unit of that name; below the one that was named before it, if there are several."""
    wanted = fold(name)
    found = [key for key, unit in names.units.items() if fold(unit.name) == wanted]
    return next((key for key in found if names.units[key].parent == parent), found[0] if found else None)


def _free(key: str, parent: str | None, names: Names) -> str:
    """The key, or with the superior unit's before it where another unit has it."""
    return f"{parent}-{key}" if key in names.units and parent is not None else key


def _parts(text: str) -> list[str]:
    """The names between commas, but for what stands in brackets; as they stand within a sentence."""
    parts, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and depth <= 0:
            parts.append(text[start:at])
            start = at + 1
    return [_within(part.strip(" .;")) for part in (*parts, text[start:]) if part.strip(" .;")]


def _within(name: str) -> str:
    """The name without the capital letter that a beginning gives it; an abbreviation keeps its own."""
    second = name[1:2]
    return name if second.isupper() or not second else name[0].lower() + name[1:]
