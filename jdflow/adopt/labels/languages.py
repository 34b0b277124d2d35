"""Languages with the levels that are asked for, where a sentence says just that."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from jdflow.adopt.bits.sentences import sentences
from jdflow.adopt.desk import ORDERED, said
from jdflow.adopt.forms.fold import fold, plain
from jdflow.model.adopted import Speech
from jdflow.model.position import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jdflow.adopt.bits.words import Word
    from jdflow.model.adopted import Entry

_NAMES = (
    *("eesti", "inglise", "vene", "saksa", "prantsuse", "soome", "läti", "leedu", "rootsi", "hispaania", "itaalia"),
    *("ukraina", "poola", "norra", "taani", "hiina", "ladina", "portugali", "jaapani", "ungari", "tšehhi", "viipe"),
)
_LANGUAGES = {fold(name): name for name in _NAMES}
_LEVEL = re.compile(r"([abc])([12])(?:tasemel|taseme|tase|tasemega)?\Z")
_CONFUSED = str.maketrans({"l": "1", "i": "1", "8": "b"})
# What may stand beside them and adds nothing.
_FILLING = frozenset(
    {"keel", "keele", "keelt", "keeles", "keelte", "keeleoskus", "keeleoskuse", "oskus", "oskust", "oskab"}
    | {"valdab", "valdamine", "valdama", "vähemalt", "tasemel", "tase", "taseme", "tasemega", "kõrgtase", "on"}
    | {"kõrgtasemel", "kesktase", "kesktasemel", "algtase", "algtasemel", "nõutav", "nõutud", "peab", "peavad"}
    | {"teenistuja", "ametnik", "töötaja", "ja", "ning"}
)
_FOLDED = frozenset(map(fold, _FILLING))
_LEAST, _SHORT = 4, 5
_LIKE, _LIKE_A_SHORT_NAME = 80, 85


class _Found(NamedTuple):
    """Languages that share a level, up to the word where it stands."""

    languages: tuple[tuple[str, int], ...]
    level: str
    end: int


def languages(words: Sequence[Word], sure: float) -> list[Speech | Entry]:
    """What a paragraph asks for, sentence by sentence; as it is, where one of them says more."""
    found: list[Speech | Entry] = []
    parts = sentences(words)
    groups = [_groups(sentence) for sentence in parts]
    if not any(groups):
        return [said(words, sure)]
    for sentence, several in zip(parts, groups, strict=True):
        if several:
            found += _speeches(sentence, several, sure)
        else:
            found.append(said(sentence, min(sure, ORDERED)))
    return found


def begins_language(text: str) -> bool:
    """Whether the first word names a language."""
    first, _, rest = plain(text).partition(" ")
    return _language(first) is not None and rest.startswith("keel")


def _speeches(sentence: Sequence[Word], several: list[_Found], sure: float) -> Iterator[Speech]:
    named = [(language, at, group) for group in several for language, at in group.languages]
    starts = [0, *(at for _, at, _ in named[1:]), len(sentence)]
    for (language, _, group), (begin, end) in zip(named, pairwise(starts), strict=True):
        yield Speech(language, group.level, said(sentence[begin:end], sure))


def _groups(sentence: Sequence[Word]) -> list[_Found]:
    """The languages with their levels; none where the sentence says anything else."""
    found: list[_Found] = []
    waiting: list[tuple[str, int]] = []
    is_read = False
    for at, word in enumerate(sentence):
        text = plain(word.text)
        if not text or is_read:
            is_read = False
            continue
        level = _level(word.text)
        if level is None and len(text) == 1 and at + 1 < len(sentence):
            # A blank came between: `C 1`.
            level = _level(f"{text}{plain(sentence[at + 1].text)}")
            is_read = level is not None
        language = _language(text)
        if level is not None:
            if not waiting:
                return []
            found.append(_Found(tuple(waiting), level, at))
            waiting = []
        elif language is not None:
            waiting.append((language, at))
        elif not _is_filling(fold(text)):
            return []
    return [] if waiting else found


def _is_filling(folded: str) -> bool:
    """Whether a word adds nothing, or is a damaged one that does not."""
    if folded in _FOLDED or len(folded) < _LEAST:
        return folded in _FOLDED
    from rapidfuzz import fuzz, process

    return process.extractOne(folded, _FOLDED, scorer=fuzz.ratio, score_cutoff=_LIKE) is not None


def _language(text: str) -> str | None:
    folded = fold(text)
    for ending in ("", "keel", "keele", "keelt"):
        if folded.endswith(fold(ending)):
            known = _LANGUAGES.get(folded.removesuffix(fold(ending)))
            if known is not None:
                return known
    if len(folded) < _LEAST or folded in _FOLDED:
        return None
    # Only what is not known to the letter asks for it.
    from rapidfuzz import fuzz, process

    least = _LIKE_A_SHORT_NAME if len(folded) <= _SHORT else _LIKE
    near = process.extractOne(folded, _LANGUAGES.keys(), scorer=fuzz.ratio, score_cutoff=least)
    return None if near is None else _LANGUAGES[near[0]]


def _level(text: str) -> str | None:
    bare = re.sub(r"[^\w]", "", text.casefold())
    match = _LEVEL.match(bare[:1].translate(_CONFUSED) + bare[1:2].translate(_CONFUSED) + bare[2:])
    if match is None:
        return None
    level = "".join(match.groups()).upper()
    return level if level in LEVELS else None
