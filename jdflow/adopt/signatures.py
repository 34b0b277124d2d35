"""The end of the document: who signs. Roles are the form's, people's names are left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.adopt.fold import fold, plain
from jdflow.adopt.header import SIGNED
from jdflow.adopt.lists import is_review
from jdflow.adopt.private import NAME, name_in
from jdflow.adopt.words import joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.adopt.desk import Desk
    from jdflow.adopt.words import Bit, Word
    from jdflow.model.position import Relation

_FORM = re.compile(
    r"(?:allkir\w*|digi\w*|kuupäev\w*|nim[ie]|ees|perekonna\w*|tööandja\w*|töötaja\w*|ametnik\w*|teenistuja\w*|tutvu\w*"
    r"|poolte|olen|ametijuhend\w*|sisuga|käesoleva\w*|kohustun\w*|täitma|nõus\w*|seda|ja|on|esindaja\w*|vahetu\w*|juh\w*"
    r"|kinnita\w*|koosta\w*|lepi\w*|kokku|andmed|pool\w*|nr|kätte|saanud|saan|aru|eksemplar\w*|ühe|kahes|kumbki|pool"
    r"|allkirjas\w*|konteiner\w*|töölepingu|lisa|asutus\w*|nimel|arusaadav\w*|mulle|sellest|a|aasta)\Z",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"(?:juhataja\w*|juht|juhi|ülem\w*|koordinaator|\w*spetsialist|nõunik|ekspert|jurist|\w*direktori?|analüütik|sekretär"
    r"|\w*inspektor|asetäitja|haldur|nõustaja|\w*osakonna\w*|\w*talitus\w*|\w*büroo\w*|\w*teenistuse\w*|minister|kantsler"
    r"|ülesannetes|kohusetäitja|linnapea|vallavanem|personali\w*|üld\w*|\w*keskuse|\w*ameti|\w*valdkonna)\Z",
    re.IGNORECASE,
)
# The same, however they were recognised.
_POSTS = tuple(map(fold, ("juhataja", "direktor", "spetsialist", "koordinaator", "nõunik", "asetäitja", "inspektor")))
_DAY = re.compile(r"[\d.\s/:a-]*\d[\d.\s/:a-]*\Z")
_MOST_OFFICE, _MOST_ROLE = 7, 4


class Signatures:
    """Reads the blocks of signatures."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._parties: set[str] = set()

    @property
    def relation(self) -> Relation | None:
        """What those who sign say of the one who holds the position."""
        if "töötaja" in self._parties or "poolte" in self._parties:
            return "töötaja"
        return "ametnik" if "ametnik" in self._parties else None

    def read(self, heading: Sequence[Word], bits: Sequence[Bit]) -> list[Bit]:
        """Reads a block; gives back review clauses, which may stand below it."""
        self._note(joined(heading))
        rest: list[Bit] = []
        for bit in bits:
            if is_review(bit) and not re.search(r"tutvu|allkir", bit.text, re.IGNORECASE):
                rest.append(bit)
            else:
                self._bit(bit)
        return rest

    def _note(self, text: str) -> None:
        for word in plain(text).split():
            if word in {"töötaja", "poolte", "ametnik", "tööandja"}:
                self._parties.add(word)

    def _bit(self, bit: Bit) -> None:
        self._note(bit.text if len(bit.words) <= _MOST_OFFICE else "")
        words = (*bit.mark, *bit.words)
        name = name_in(words)
        if name is not None:
            self._desk.leave(words[name[0] : name[1]], NAME)
            words = (*words[: name[0]], *words[name[1] :])
        if not words:
            return
        if all(_is_form(word.text) for word in words) or self._is_office(words):
            self._desk.form(words)
        elif _DAY.match(joined(words)):
            self._desk.leave(words, SIGNED)
        else:
            self._desk.give_up(bit.holding(words)._replace(mark=()))

    def _is_office(self, words: Sequence[Word]) -> bool:
        """Whether it is the title of who signs."""
        if joined(words).islower() and len(words) <= _MOST_ROLE:
            return True
        return len(words) <= _MOST_OFFICE and any(_is_of_office(_bare(word.text)) for word in words)


def _is_of_office(text: str) -> bool:
    return _OFFICE.match(text) is not None or fold(text).endswith(_POSTS)


def _is_form(text: str) -> bool:
    bare = _bare(text)
    return not bare or all(_FORM.match(piece) for piece in re.split(r"[-/_]", bare) if piece)


def _bare(text: str) -> str:
    return text.strip("()_.,:;/–-… ")
