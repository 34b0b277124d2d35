"""What labels stand for, as the fields of a position."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.adopt.bits.sentences import item
from jdflow.adopt.bits.words import joined
from jdflow.adopt.desk import GUESSED, said
from jdflow.adopt.forms.fold import fold
from jdflow.adopt.forms.vocabulary import REQUIREMENTS
from jdflow.adopt.labels.abreast import lacks_rest, rest_at
from jdflow.adopt.labels.header import AGENCY, Header
from jdflow.adopt.labels.labelled import Labelled, Value
from jdflow.adopt.labels.languages import languages
from jdflow.adopt.labels.people import People, is_nobody, unit_of
from jdflow.adopt.private import NAME, taken, without_person
from jdflow.model.position import RELATIONS
from jdflow.query.likeness_damage import is_garbled, is_readable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.adopt.bits.words import Bit, Word
    from jdflow.adopt.desk import Desk
    from jdflow.adopt.names import Names
    from jdflow.model.adopted import Entry, Person, Said, Speech
    from jdflow.model.position import Relation

_QUALIFIER = re.compile(r"\(.*\)\Z")
_MOST_TITLE = 12
# What a requirement without a label is about, by words that leave no doubt.
_ABOUT = (
    ("languages", re.compile(r"\b(?:eesti|inglise|vene|soome|saksa|võõr)\w* ?keel", re.IGNORECASE)),
    ("education", re.compile(r"haridus|kraad\b", re.IGNORECASE)),
    ("experience", re.compile(r"töökogemus|tööstaaž|kogemus\b", re.IGNORECASE)),
    ("computer_skills", re.compile(r"\barvuti\w*|tekstitöötlus|tabelarvutus", re.IGNORECASE)),
    ("knowledge", re.compile(r"tundmi|teadmi|\btunneb\b|oskus|oskab", re.IGNORECASE)),
)
# What speaks of several of these says more than one thing.
_ALONE = frozenset({"languages", "education", "experience"})
_POSTS = ("manager", "substitutes", "substitutes_for", "reports")


class Fields:
    """Gathers them; what is left of a field that can say only one thing is not placed."""

    def __init__(self, desk: Desk, names: Names) -> None:
        self.title: Said | None = None
        self.qualifier: Said | None = None
        self.unit: Said | None = None
        self.unit_key: str | None = None
        self.relation: Relation | None = None
        self.related: Said | None = None
        self.manager: Person | None = None
        self.substitutes: tuple[Person, ...] = ()
        self.substitutes_for: tuple[Person, ...] = ()
        self.reports: tuple[Person, ...] = ()
        self.group: Said | None = None
        self.purpose: Said | None = None
        self.special_terms: list[Entry] = []
        self.requirements: dict[str, list[Entry]] = {}
        self.languages: list[Speech | Entry] = []
        self._desk = desk
        self._names = names

    def guess(self, bit: Bit, labelled: Labelled) -> bool:
        """Whether a requirement without a label leaves no doubt what it is about; it is then kept for that field."""
        fields = [field for field, about in _ABOUT if about.search(bit.text)]
        if not fields or len(_ALONE.intersection(fields)) > 1:
            return False
        field = fields[0]
        labelled.values.setdefault(field, []).append(Value(bit, GUESSED, ""))
        return True

    def read(self, values: dict[str, list[Value]], titles: Sequence[Bit], header: Header) -> None:
        """All fields at last: who others are hangs on the unit and the title."""
        self._title(values.get("title", []), titles)
        unit = self._only(values.get("unit", []))
        if unit:
            words = [word for value in unit for word in taken(value.bit, self._desk)]
            self.unit = said(words, unit[0].sure, text=item(words))
            self.unit_key = unit_of(self.unit.text, self._names)
        self._days(values.get("effective", []), header)
        for field, why in (("person", NAME), ("agency", AGENCY)):
            for value in values.get(field, []):
                self._desk.leave((*value.bit.mark, *value.bit.words), why)
        self._group(values.get("group", []))
        self._people(values)
        purpose = values.get("purpose", [])
        if purpose:
            words = [word for value in purpose for word in taken(value.bit, self._desk)]
            self.purpose = said(words, min(value.sure for value in purpose))
        for value in values.get("special_terms", []):
            self.special_terms.append(self._entry(value))
        self._requirements(values)

    def _title(self, values: Sequence[Value], titles: Sequence[Bit]) -> None:
        bits = [(value.bit, value.sure) for value in self._only(values)]
        rest = [bit for bit in titles if any(map(str.isalpha, bit.text))]
        self._desk.give_up(*(bit for bit in titles if bit not in rest))
        if not bits and rest and len(rest[0].words) <= _MOST_TITLE:
            bits = [(rest.pop(0), GUESSED)]
        words: list[Word] = []
        for bit, _ in bits:
            words += taken(bit, self._desk)
        if words:
            # Where labels stand before a colon, the whole may be written as a sentence.
            words[-1] = words[-1]._replace(text=words[-1].text.rstrip("."))
            text = joined(words)
            begin = _QUALIFIER.search(text)
            at = len(words) if begin is None else _count(words, begin.start())
            if at == 0:
                at = len(words)
            self.title = said(words[:at], bits[0][1], text=item(words[:at]))
            if at < len(words):
                self.qualifier = said(words[at:], bits[0][1])
        for bit in rest:
            if self.title is not None and _is_like(bit.text, self.title.text):
                self._desk.form((*bit.mark, *bit.words))
            else:
                self._desk.give_up(bit)

    def _only(self, values: Sequence[Value]) -> list[Value]:
        """The first paragraph, and those in the same cell; the others are not placed."""
        kept: list[Value] = []
        for value in values:
            first = kept[0].bit if kept else value.bit
            if not kept or (value.bit.cell is not None and value.bit.cell == first.cell):
                kept.append(value)
            elif fold(value.bit.text) == fold(first.text):
                self._desk.form((*value.bit.mark, *value.bit.words))
            else:
                self._desk.give_up(value.bit)
        return kept

    def _days(self, values: Sequence[Value], header: Header) -> None:
        for value in values:
            if header.date_of(value.bit.words):
                self._desk.form(value.bit.mark)
            else:
                self._desk.give_up(value.bit)

    def _group(self, values: Sequence[Value]) -> None:
        for value in self._only(values):
            words = taken(value.bit, self._desk)
            text = joined(words).strip(" .")
            for relation in RELATIONS:
                if fold(relation) in fold(text) or is_garbled(text.casefold(), relation):
                    self.relation = relation
            if self.relation is not None and is_readable(text.casefold(), self.relation):
                known = text if text.casefold() == self.relation else self.relation
                self.related = said(words, value.sure, text=known)
            elif self.group is None:
                self.group = said(words, value.sure, text=text)
            else:
                self._desk.give_up(value.bit._replace(mark=()))

    def _reunite(self, values: dict[str, list[Value]]) -> None:
        """Gives the list of posts that lacks its end the line that another post does not need; none is sure then."""
        posts = [(values[field], at) for field in _POSTS for at in range(len(values.get(field, [])))]
        torn = [(several, at) for several, at in posts if lacks_rest(several[at].bit)]
        whole = [(several, at) for several, at in posts if rest_at(several[at].bit) is not None]
        if not torn or not whole:
            return
        for several, at in (*torn, *whole):
            several[at] = several[at]._replace(sure=GUESSED)
        if len(torn) == len(whole) == 1:
            (several, at), (others, place) = torn[0], whole[0]
            begun, other = several[at].bit, others[place].bit
            cut = rest_at(other)
            several[at] = several[at]._replace(bit=begun.holding((*begun.words, *other.words[cut:])))
            others[place] = others[place]._replace(bit=other.holding(other.words[:cut]))

    def _people(self, values: dict[str, list[Value]]) -> None:
        self._reunite(values)
        title = " ".join(said.text for said in (self.title, self.qualifier) if said is not None)
        people = People(self._names, self.unit_key, title)
        for value in self._only(values.get("manager", [])):
            words = without_person(taken(value.bit, self._desk), self._desk)
            if not words:
                continue
            if is_nobody(joined(words)) or self.manager is not None:
                self._desk.form(words) if is_nobody(joined(words)) else self._desk.give_up(value.bit)
            elif "allu" in value.label.casefold() and joined(words).rstrip(" .").endswith("le"):
                self.manager = people.allative(words)
            else:
                self.manager = people.one(words, value.sure)

        def paragraphs(field: str) -> list[tuple[Sequence[Word], float]]:
            several = ((taken(value.bit, self._desk), value.sure) for value in values.get(field, []))
            return [(rest, sure) for words, sure in several if (rest := without_person(words, self._desk))]

        self.substitutes = people.several(paragraphs("substitutes"), self._desk)
        self.substitutes_for = people.several(paragraphs("substitutes_for"), self._desk, is_partitive=True)
        self.reports = people.several(paragraphs("reports"), self._desk)

    def _requirements(self, values: dict[str, list[Value]]) -> None:
        for field in REQUIREMENTS:
            for value in values.get(field, []):
                if is_nobody(value.bit.text):
                    self._desk.form((*value.bit.mark, *value.bit.words))
                elif field == "languages":
                    self.languages += languages(taken(value.bit, self._desk), value.sure)
                else:
                    self.requirements.setdefault(field, []).append(self._entry(value))

    def _entry(self, value: Value) -> Said:
        words = taken(value.bit, self._desk)
        return said(words, value.sure, text=item(words) if value.bit.is_item else None)


def _count(words: Sequence[Word], start: int) -> int:
    """How many words stand before that place in their text."""
    at = 0
    for number, word in enumerate(words):
        if at >= start:
            return number
        at += len(word.text) + 1 if word.text else 0
    return len(words)


def _is_like(text: str, title: str) -> bool:
    """Whether it is the title once more, in the genitive perhaps."""
    one, other = fold(text), fold(title)
    return one.startswith(other[: max(len(other) - 2, 4)]) and len(one) <= len(other) + 4
