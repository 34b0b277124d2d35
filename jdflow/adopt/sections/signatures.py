"""The end of the document: who signs. Roles are the form's, people's names are left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.adopt.bits.words import joined
from jdflow.adopt.forms.fold import fold, plain
from jdflow.adopt.labels.header import SIGNED
from jdflow.adopt.private import NAME, given_in, name_in
from jdflow.adopt.sections.lists import is_review
from jdflow.query.likeness_damage import is_garbled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.adopt.bits.words import Bit, Word
    from jdflow.adopt.desk import Desk
    from jdflow.model.position import Relation

_FORM = re.compile(
    r"(?:allkir\w*|digi\w*|kuupäev\w*|nim[ie]|ees|perekonna\w*|tööandja\w*|töötaja\w*|ametnik\w*|teenistuja\w*|tutvu\w*"
    r"|poolte|olen|ametijuhend\w*|sisuga|käesoleva\w*|kohustun\w*|täitma|nõus\w*|seda|ja|on|esindaja\w*|vahetu\w*|juh\w*"
    r"|kinnita\w*|koosta\w*|lepi\w*|kokku|andmed|pool\w*|nr|kätte|saanud|saan|aru|eksemplar\w*|ühe|kahes|kumbki|pool"
    r"|kooskõlasta\w*|isikukood\w*|selle|täitmiseks|kohustu[bv]\w*|loe\w*|lug\w+|läbi|saamis\w*|e-?post|tel|telefon|täitja\w*"
    r"|ametikoha|osapool\w*|allkirjas\w*|konteiner\w*|töölepingu|lisa|asutus\w*|nimel|arusaadav\w*|mulle|sellest|a|aasta)\Z",
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
# What only one who signs says.
_ACKNOWLEDGED = re.compile(
    r"ametijuhend\w*(?: \w+){0,2} tutvu(?:nud|sin)|(?:^|olen )tutvu(?:nud|sin)\b|^lugesin\b|läbi lugenud"
    r"|^\W?nimi(?: ja|,) allkiri|allkirjasta(?:tud|nud)\b|\(allkiri\)|^allkiri\b|^isikukood\b|\bdigi(?:taal)?allkir"
    r"|^ametijuhend\w*(?: on)? (?:kätte|üle) (?:antud|saadud)|kätte saanud|sain kätte|^nõustun\b"
    r"|^koos(?:tas|taja|tanud|kõlasta(?:tud|s|nud))\b.{0,60}$|^digitally signed"
    r"|juhendi\w* (?:\w+ ){0,2}tutvu(?:nud|sin)\b|\b(?:kahes|kolmes) (?:\w+ ){0,2}eksemplaris\b|\bühe eksemplari\b",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"[A-ZÕÄÖÜŠŽ]{2,}(?:-[A-ZÕÄÖÜŠŽ]{2,})*\Z")
_LINE = re.compile(r"_{4,}|\.{8,}|…{3,}")
_DAY = re.compile(r"[\d.\s/:a+'-]*\d[\d.\s/:a+'-]*\Z")
_PARTIES = ("töötaja", "poolte", "ametnik")
_MOST_OFFICE, _MOST_ROLE, _MOST_TOLD = 7, 4, 10
_NONE, _WEAK, _SURE = 0, 1, 2


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
        # Whether the next line may go on with the clause.
        is_open = False
        for bit in bits:
            is_clause = is_review(bit) and not _ACKNOWLEDGED.search(bit.text)
            if is_clause or (is_open and bit.text[:1].islower() and not bit.is_item):
                rest.append(bit)
                is_open = not bit.text.endswith(".")
            else:
                self._bit(bit)
                is_open = False
        return rest

    def _note(self, text: str) -> None:
        for word in plain(text).split():
            self._parties.update(party for party in _PARTIES if fold(word) == fold(party) or is_garbled(word, party))

    def _bit(self, bit: Bit) -> None:
        self._note(bit.text if len(bit.words) <= _MOST_OFFICE else "")
        words = (*bit.mark, *bit.words)
        while (name := name_in(words) or _whole(words)) is not None:
            self._desk.leave(words[name[0] : name[1]], NAME)
            words = (*words[: name[0]], *words[name[1] :])
        rest = tuple(word for word in words if not _is_day(word.text))
        # What only says whose name follows.
        is_label = len(words) < len(bit.words) and len(rest) <= _MOST_ROLE and joined(rest).endswith(":")
        if (
            _ACKNOWLEDGED.search(bit.text)
            or all(_is_form(word.text) for word in rest)
            or self._is_office(rest)
            or _DAY.match(joined(words))
            or is_label
        ):
            self._desk.leave([word for word in words if _is_day(word.text)], SIGNED)
            self._desk.form(rest)
        else:
            self._desk.give_up(bit.holding(words)._replace(mark=()))

    def _is_office(self, words: Sequence[Word]) -> bool:
        """Whether it is the title of who signs."""
        if joined(words).islower() and len(words) <= _MOST_ROLE:
            return True
        return len(words) <= _MOST_OFFICE and any(_is_of_office(_bare(word.text)) for word in words)


def signed_from(bits: Sequence[Bit]) -> int:
    """From which bit on nothing stands but who signs, and perhaps the review clause."""
    begin = end = len(bits)
    for at in range(end - 1, -1, -1):
        strength = _strength(bits, at)
        if strength == _NONE and not is_review(bits[at]):
            break
        is_begun = bits[at].text[:1].isupper() or at == 0 or bits[at].is_apart or bits[at - 1].is_whole
        if strength == _SURE or (strength == _WEAK and begin == at + 1 and is_begun):
            begin = at
    return begin


def is_acknowledgement(bit: Bit) -> bool:
    """Whether the bit is what one who signs says, whatever follows."""
    return bit.level is None and _ACKNOWLEDGED.search(bit.text) is not None


def _strength(bits: Sequence[Bit], at: int) -> int:
    """How surely a bit belongs to those who sign."""
    bit = bits[at]
    if bit.level is not None or (bit.number is not None and not bit.text):
        return _NONE
    words: Sequence[Word] = bit.words
    if not words or _ACKNOWLEDGED.search(bit.text):
        return _SURE if words else _WEAK
    is_named = False
    while (name := given_in(words) or name_in(words) or (_whole(words) if _by_office(bits, at) else None)) is not None:
        is_named |= given_in(words) is not None or _is_alone(bits, at)
        words = (*words[: name[0]], *words[name[1] :])
    if not words and not is_named:
        return _NONE
    text = joined(words)
    if all(_is_form(word.text) or _is_day(word.text) for word in words) or _is_title(words):
        return _SURE if is_named or _LINE.search(text) else _WEAK
    return _SURE if _is_told_of(bit) else _NONE


def _is_told_of(bit: Bit) -> bool:
    """Whether the line does no more than name a person: behind a colon, or first of all."""
    name = given_in(bit.words)
    if name is None or not bit.text[:1].isupper() or len(bit.words) > _MOST_TOLD:
        return False
    return name[0] == 0 or (bit.words[name[0] - 1].text.endswith(":") and len(bit.words) - name[1] <= _MOST_ROLE)


def _is_alone(bits: Sequence[Bit], at: int) -> bool:
    """Whether the line before does not go on with it."""
    before = bits[at - 1] if at else None
    return before is None or before.is_whole or bits[at].is_apart or before.text.endswith(".") or _by_office(bits, at)


def _by_office(bits: Sequence[Bit], at: int) -> bool:
    """Whether the title of who signs stands in the next line."""
    return at + 1 < len(bits) and _is_title(bits[at + 1].words)


def _is_title(words: Sequence[Word]) -> bool:
    """Whether the words are a post and nothing more."""
    text = joined(words)
    return 0 < len(words) <= _MOST_ROLE and not text.endswith((".", ";", ",")) and _is_of_office(_bare(words[-1].text))


def _whole(words: Sequence[Word]) -> tuple[int, int] | None:
    """The whole line as a name in capitals: who signs and is not known by the given name."""
    is_name = 1 < len(words) < _MOST_ROLE and all(_CAPITALS.match(word.text) for word in words)
    is_other = any(_is_form(word.text) or _is_of_office(_bare(word.text)) for word in words)
    return (0, len(words)) if is_name and not is_other else None


def _is_of_office(text: str) -> bool:
    return (bool(text) and _OFFICE.match(text) is not None) or fold(text).endswith(_POSTS)


def _is_day(text: str) -> bool:
    return any(map(str.isdigit, text)) and _DAY.match(text) is not None


def _is_form(text: str) -> bool:
    bare = _bare(text)
    return not bare or all(_FORM.match(piece) for piece in re.split(r"[-/_]", bare) if piece)


def _bare(text: str) -> str:
    return text.strip("()_.,:;/–-… ")
