"""Whether words that were taken for the form's own can be the form's: else a text of the position may be among them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from jdflow.adopt.forms.fold import fold
from jdflow.adopt.forms.vocabulary import HEADS, LABEL_NAMES, SECTION_NAMES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_TAG = re.compile(r"<[^<>]*>")
# Digits may be letters that were read wrong; behind a word they are a number from which the space was lost.
_WORD = re.compile(r"[^\W_]+?(?=\d*(?:[\W_]|\Z))")
_NUMBER = re.compile(r"\d+|[ivxlm]+", re.IGNORECASE)
# Words that begin alike are mostly one word in different cases; the last letters of the beginning, too, may be others.
_STEM, _SHORT_STEM = 5, 4
_SHORTEST = 3
# What leads to lists, stands at the edge of pages, above the title, and where people sign.
_OTHERS = (
    "omab on õigus õigused vastutab vastutust kohustatud kohustub järgmised järgnevad järgmine alljärgnev peab"
    " lk lehekülg lehekülje leht kinnitatud kinnitas käskkiri käskkirjaga korraldus otsus leping lisa nr alus alusel"
    " allkirjastatud digitaalselt digiallkiri kuupäev nimi ees perekonnanimi ik isikukood tutvunud tutvusin olen"
    " kohustun täitma seda nõustun kätte saanud sain aru koostas kooskõlastatud tööandja töötaja teenistuja ametnik"
    " esindaja nimel täitja puudub puuduvad ole asendata jah järg jrk mõõdik osakaal märkused sh"
)
_POST = re.compile(
    r"(?:direktor|juht|juhi|juhataja|vanem|linnapea|sekretär|kantsler|president|minister|esimees|rektor|arst|ülem)"
    r"(?:a|i|e|t|le|ga)?\Z",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _stems() -> frozenset[str]:
    return frozenset(stems_of((*SECTION_NAMES.values(), *LABEL_NAMES.values(), _OTHERS, *HEADS)))


def stems_of(texts: Iterable[str]) -> set[str]:
    """How the words of texts begin."""
    return {fold(word)[:_STEM] for text in texts for word in _WORD.findall(text)}


def no_form(text: str, known: Collection[str]) -> tuple[str, ...]:
    """The words that no form has, nor any text whose stems are known."""
    words = (word for word in _WORD.findall(_TAG.sub(" ", text)) if len(word) >= _SHORTEST)
    return tuple(word for word in words if not _NUMBER.fullmatch(word) and not _is_known(word, known))


def _is_known(word: str, known: Collection[str]) -> bool:
    folded = fold(word)
    stems = {folded[:_STEM], folded[:_SHORT_STEM]}
    return not stems.isdisjoint(_stems()) or not stems.isdisjoint(known) or _POST.search(word) is not None
