"""Rights and responsibilities, tools, the review clause: lists and paragraphs of plain texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.adopt.bits.flow import INFINITIVE, flow, speaks_of_review
from jdflow.adopt.bits.sentences import item, sentences
from jdflow.adopt.bits.words import joined
from jdflow.adopt.desk import LABELLED, ORDERED, said
from jdflow.adopt.duties.mixed import without_results
from jdflow.adopt.private import taken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.adopt.bits.words import Bit, Word
    from jdflow.adopt.desk import Desk
    from jdflow.model.adopted import Said
    from jdflow.model.position import Relation

_RIGHTS = re.compile(r"\b[õo0ö]i?gus", re.IGNORECASE)
_OBLIGATIONS = re.compile(r"\bkohust", re.IGNORECASE)
_RESPONSIBILITIES = re.compile(r"\bvastuta|\bvastutus", re.IGNORECASE)
_OFFICIAL = re.compile(r"\bametnik", re.IGNORECASE)
_EMPLOYEE = re.compile(r"\btöötaja", re.IGNORECASE)
# A lead-in that the first item goes on with.
_LED = re.compile(
    r"(?:(?:\w+ ){0,3}?\w+l on õigus|(?:\w+ ){0,3}?omab õigust)(?= [^\W\d]{2,}[dthlnriuü]a\b)"
    r"|(?:\w+ ){0,3}?(?:vastutab|kannab vastutust)(?= )",
    re.IGNORECASE,
)
_VERB = re.compile(r"(?:\w+ ){0,3}?(?:vastutab|kannab vastutust) ", re.IGNORECASE)
# The same without its colon, in a line of its own.
_BARE_LEAD = re.compile(
    r"(?:\w+ ){0,2}(?:on õigus|omab õigust|vastutab|omab vastutust|kannab vastutust|õigus)\.?", re.IGNORECASE
)
# What nobody is responsible for or has a right to, though it may stand in the list; and who does it, or when.
_CLAUSE = re.compile(
    r"Ametijuhend(?:i|it|id)?\b[^,;]{0,60}"
    r"\b(?:vaadatakse|muudetakse|uuendatakse|ajakohastatakse|või(?:b|dakse) muuta)\b"
)
_WHO_OR_WHEN = re.compile(
    r"\b(?:kor[dr]|iga|aasta|kuu|kvartal|kevad|sügis|jaanuar|detsemb|vajadus|vastavalt|seoses|enne|pärast|kui\b|muutu|juh[ti]"
    r"|tööandja|asutus|personali|direktor|koos\b|poolte|kokkuleppel|hindamis|arenguvestlus|periood|regulaarse|jooksval)",
    re.IGNORECASE,
)
_LIST_END = re.compile(r"\beest[.;,]?\Z")
_MOST_LEAD, _SHORT_LEAD = 14, 3
_SEVERAL = 2


class Entitled:
    """Reads the sections of rights and of responsibilities."""

    def __init__(self, desk: Desk) -> None:
        self.rights: list[Said] = []
        self.responsibilities: list[Said] = []
        # What lead-ins say of who holds the position.
        self.relation: Relation | None = None
        self._desk = desk

    def read(self, kind: str, bits: Sequence[Bit]) -> list[Bit]:
        """Reads a section; gives back what stands in it and is a review clause."""
        here = {"rights": self.rights, "responsibilities": self.responsibilities}.get(kind)
        rest: list[Bit] = []
        own = without_results(bits, _is_lead_in, self._desk)
        paragraphs = flow(_by_verbs(own), _is_lead_in, _is_lead_in)
        is_listed = any(bit.is_item for bit in paragraphs)
        # Where each item begins with `Vastutab`, the form says it already.
        is_led = all(_VERB.match(bit.text) for bit in paragraphs if bit.is_item)
        for bit in paragraphs:
            if _is_lead_in(bit):
                led = self._led(bit, here)
                here = led if here is None or bit.level is None else here
            elif is_review(bit) or _is_clause(bit) or (rest and not bit.is_item):
                rest.append(bit)
            elif here is None:
                self._desk.give_up(bit)
            else:
                here += self._items(bit, is_listed=is_listed, is_led=is_led)
        return rest

    def _led(self, bit: Bit, here: list[Said] | None) -> list[Said] | None:
        """The list that a lead-in begins."""
        text = bit.text
        led = here
        if _RIGHTS.search(text):
            led = self.rights
        elif _RESPONSIBILITIES.search(text):
            led = self.responsibilities
        elif _OBLIGATIONS.search(text):
            led = None
        self._tell(text)
        self._desk.form((*bit.mark, *bit.words))
        return led

    def _items(self, bit: Bit, *, is_listed: bool, is_led: bool) -> list[Said]:
        words = taken(bit, self._desk)
        pieces = _at_semicolons(words)
        if bit.is_item:
            return [_listed(self._without_lead(words) if is_led else words, LABELLED)]
        if bit.text[:1].islower() and len(pieces) > 1 and all(_LIST_END.search(joined(piece)) for piece in pieces):
            return [_listed(piece, ORDERED) for piece in pieces]
        if len(pieces) <= _SEVERAL and (is_listed or bit.text[:1].islower()):
            return [_listed(self._without_lead(words), ORDERED)]
        if len(pieces) < _SEVERAL or (len(pieces) == _SEVERAL and not _led_by(words)):
            pieces = sentences(words)
        return [_listed(self._without_lead(piece), ORDERED) for piece in pieces]

    def _without_lead(self, words: Sequence[Word]) -> Sequence[Word]:
        """The words without `Töötajal on õigus`, where the item itself follows in the same sentence."""
        led = _LED.match(joined(words))
        if led is None:
            return words
        count = len(led.group().split())
        self._tell(led.group())
        self._desk.form(words[:count])
        return words[count:]

    def _tell(self, text: str) -> None:
        """Notes what a lead-in says of who holds the position."""
        if _OFFICIAL.search(text):
            self.relation = self.relation or "ametnik"
        elif _EMPLOYEE.search(text):
            self.relation = self.relation or "töötaja"


def _by_verbs(bits: Sequence[Bit]) -> Sequence[Bit]:
    """The lines; where each of them begins with what one has a right to do, bullets have been lost."""
    lines = [bit for bit in bits if not _is_lead_in(bit)]
    if len(lines) <= _SEVERAL or any(bit.is_item or bit.cell is not None for bit in lines):
        return bits
    if not all(bit.text[:1].islower() and INFINITIVE.match(bit.words[0].text) for bit in lines):
        return bits
    return [bit if _is_lead_in(bit) else bit._replace(level=1) for bit in bits]


def _is_lead_in(bit: Bit) -> bool:
    if not bit.is_item and _BARE_LEAD.fullmatch(bit.text):
        return True
    if not bit.text.endswith(":") or len(bit.words) > _MOST_LEAD:
        return False
    is_told = any(said.search(bit.text) for said in (_RIGHTS, _RESPONSIBILITIES, _OBLIGATIONS))
    return is_told or (not bit.is_item and len(bit.words) <= _SHORT_LEAD)


def _led_by(words: Sequence[Word]) -> bool:
    """Whether what the paragraph lists stands behind a lead-in."""
    return _LED.match(joined(words)) is not None


def _at_semicolons(words: Sequence[Word]) -> list[Sequence[Word]]:
    pieces: list[Sequence[Word]] = []
    begin = 0
    for at, word in enumerate(words, 1):
        if word.text.endswith(";") or at == len(words):
            pieces.append(words[begin:at])
            begin = at
    return pieces


def _listed(words: Sequence[Word], sure: float) -> Said:
    return said(words, sure, text=item(words))


def is_review(bit: Bit) -> bool:
    """Whether the paragraph says when the job description is looked through or changed."""
    return bit.level is None and bit.cell is None and speaks_of_review(bit.text)


def _is_clause(bit: Bit) -> bool:
    """Whether an item of the list says so; a right to do something about it does not."""
    is_right = bit.text.endswith((";", ",")) and INFINITIVE.match(bit.words[-1].text.rstrip(";,")) is not None
    return not is_right and _CLAUSE.match(bit.text) is not None and _WHO_OR_WHEN.search(bit.text) is not None


def paragraphs(bits: Sequence[Bit], desk: Desk, sure: float = LABELLED) -> list[Said]:
    """Each paragraph, or item of a list, as a text."""
    return [_listed(taken(bit, desk), sure) if bit.is_item else said(taken(bit, desk), sure) for bit in bits]


def tools(bits: Sequence[Bit], desk: Desk) -> list[Said]:
    """The tools: sentences, or the items of a list."""
    found: list[Said] = []
    for bit in flow(bits):
        if bit.text.endswith(":") and len(bit.words) <= _MOST_LEAD:
            desk.form((*bit.mark, *bit.words))
        elif bit.is_item and not _is_sentence(bit):
            found.append(_listed(taken(bit, desk), LABELLED))
        else:
            found += [said(words, LABELLED) for words in sentences(taken(bit, desk))]
    return found


def review(bits: Sequence[Bit], desk: Desk) -> list[Said]:
    """The review clause, paragraph by paragraph."""
    return [said(taken(bit, desk), LABELLED) for bit in flow(bits)]


def without_review(bits: Sequence[Bit]) -> tuple[Sequence[Bit], Sequence[Bit]]:
    """What stands before a review clause, and the clause, which ends a section without a heading of its own."""
    at = next((at for at, bit in enumerate(bits) if is_review(bit)), len(bits))
    if any(bit.is_item for bit in bits[at:]):
        return bits, ()
    return bits[:at], bits[at:]


def _is_sentence(bit: Bit) -> bool:
    return joined(bit.words).endswith(".") and bit.text[:1].isupper()
