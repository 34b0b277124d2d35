"""Which of the two layouts a document has, by the words of its headings and labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.adopt.forms.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

CLASSIC, NEWER = "klassikaline", "teenistuskoht"
_NEWER = ("teenistuskoh", "teenistuja asenda", "peamised teenistusülesanded", "õigused ja vastutus", "ametikoha grupp")
_CLASSIC = (
    *("ametinimetus", "kes asendab", "keda asendab", "ametikoha eesmärk", "ametikohale esitatavad nõuded"),
    *("täiendavad kompetentsid, isikuomadused ja teadmised", "teenistuskohustused"),
)


def template_of(headings: Iterable[str]) -> str:
    """The template that prints what is most like them."""
    newer = classic = 0
    for heading in headings:
        folded = fold(heading)
        newer += any(fold(mark) in folded for mark in _NEWER)
        classic += any(fold(mark) in folded for mark in _CLASSIC)
    return NEWER if newer > classic else CLASSIC
