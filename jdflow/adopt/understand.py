"""A document from outside understood as a position: every word of it goes to a field, or is said to go nowhere."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Any

from jdflow.adopt.bits.clean import Cleaned
from jdflow.adopt.bits.flow import flow
from jdflow.adopt.bits.pages import without_page_marks
from jdflow.adopt.bits.strays import in_place
from jdflow.adopt.bits.words import joined
from jdflow.adopt.columns.gutters import with_columns
from jdflow.adopt.columns.strokes import with_cells
from jdflow.adopt.desk import GUESSED, TORN, Desk
from jdflow.adopt.duties.bracketed import with_items
from jdflow.adopt.duties.mixed import OF_SOME_DUTY, without_mixed
from jdflow.adopt.duties.shares import without_shares
from jdflow.adopt.duties.tables import duties
from jdflow.adopt.forms.layout import template_of
from jdflow.adopt.labels.fields import Fields
from jdflow.adopt.labels.header import Header
from jdflow.adopt.labels.labelled import Labelled
from jdflow.adopt.private import NAME, PERHAPS_NAME, speaks_of_someone, without_contacts, without_name_said
from jdflow.adopt.sections.apart import with_headings_apart
from jdflow.adopt.sections.competencies import Competencies
from jdflow.adopt.sections.lists import Entitled, is_review, review, tools, without_review
from jdflow.adopt.sections.parting import Sections
from jdflow.adopt.sections.refused import NotAJobDescription, refuse
from jdflow.adopt.sections.signatures import Signatures
from jdflow.model.adopted import Adopted, Left, OwnCompetency, OwnDuty, Person, Said, Speech

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from jdflow.adopt.bits.words import Bit
    from jdflow.adopt.names import Names
    from jdflow.adopt.sections.parting import Section
    from jdflow.model.paper import Paper
    from jdflow.model.position import Relation

__all__ = ["NotAJobDescription", "understand"]


def understand(paper: Paper, names: Names) -> Adopted:
    """What the document says; raises NotAJobDescription where it is none."""
    cleaned = Cleaned(with_columns(with_cells(paper)))
    desk = Desk(names.public)
    for word in cleaned.scraps:
        desk.form((word,))
    bits, marks = without_page_marks(cleaned.bits)
    for word in marks:
        desk.form((word,))
    bits = without_contacts(bits, desk)
    sections = Sections(in_place(with_headings_apart(bits))).found
    reading = _Reading(desk, names)
    for section in sections:
        reading.read(section)
    refuse(bits, sections, frozenset(reading.labelled.values))
    reading.header.margin(without_contacts(cleaned.margins, desk))
    return _with_all_words(_with_doubts(reading.adopted(sections), names.public), cleaned)


class _Reading:
    """Hands each section to the one who can read it, and gathers what they found."""

    def __init__(self, desk: Desk, names: Names) -> None:
        self.labelled = Labelled(desk, names)
        self.header = Header(desk, names.agency)
        self._desk = desk
        self._names = names
        self._entitled = Entitled(desk)
        self._signatures = Signatures(desk)
        self._competencies = Competencies(desk)
        self._fields = Fields(desk, names)
        self._titles: list[Bit] = []
        self._review: list[Bit] = []
        self._tools: list[Said] = []
        self._found: list[OwnDuty] = []
        self._core: list[OwnCompetency] = []
        self._additional: list[OwnCompetency] = []

    def read(self, section: Section) -> None:
        """Reads a section by its kind."""
        kind = section.kind
        self._desk.form(section.heading)
        if kind == "unknown":
            for bit in section.bits:
                if is_review(bit):
                    self._review.append(bit)
                else:
                    self._desk.give_up(bit)
        elif kind in {"header", "document"}:
            self._above(kind, section.bits)
        elif kind == "approval":
            self._desk.give_up(*self.header.read(section.bits))
        elif kind == "results":
            self._desk.give_up(*flow(section.bits), notes=(OF_SOME_DUTY,))
        elif kind == "review":
            self._review += section.bits
        elif kind == "signatures":
            self._review += self._signatures.read(section.heading, section.bits)
        elif kind in {"rights", "responsibilities", "entitled"}:
            self._review += self._entitled.read(kind, section.bits)
        else:
            bits, clause = without_review(section.bits)
            self._review += clause
            self._body(section._replace(bits=tuple(bits)))

    def _body(self, section: Section) -> None:
        kind, bits = section.kind, section.bits
        if kind == "duties":
            heading = joined(section.heading)
            known = without_mixed(with_items(without_shares(bits, self._desk), heading), self._desk)
            self._found += duties(known, self._desk, heading)
        elif kind == "tools":
            self._tools += tools(bits, self._desk)
        elif kind == "core":
            named, plain = self._competencies.core(bits)
            self._core += named
            self._additional += plain
        elif kind == "additional":
            self._additional += self._competencies.additional(bits)
        else:
            self._labels(bits, "purpose" if kind == "purpose" else None, is_asked=kind == "requirements")

    def _above(self, kind: str, bits: Sequence[Bit]) -> None:
        """What stands above the first section: notes, the title, or labels at once."""
        at = next((at for at, bit in enumerate(bits) if self._is_field(bit)), len(bits))
        for bit in self.header.read(bits[:at]):
            if kind == "document":
                self._titles.append(bit)
            else:
                self._desk.give_up(bit)
        if at < len(bits):
            self._labels(bits[at:], None, is_asked=False)

    def _is_field(self, bit: Bit) -> bool:
        found = self.labelled.split(bit)
        if found is None or found.field == "effective":
            return False
        if found.field == "agency" and found.is_pure and bit.cell is not None and bit.cell.columns > 1:
            return bit.cell.column == 0
        return found.field not in {"agency", "person"} or bit.words[found.length - 1].text.endswith(":")

    def _labels(self, bits: Sequence[Bit], field: str | None, *, is_asked: bool) -> None:
        self.labelled.read(bits, field)
        bare, self.labelled.bare = self.labelled.bare, []
        for bit in bare:
            if is_asked and self._fields.guess(bit, self.labelled):
                continue
            if bit.text.endswith(":") and bit.cell is None and is_asked:
                self._desk.form((*bit.mark, *bit.words))
            else:
                self._desk.give_up(bit)

    def adopted(self, sections: Iterable[Section]) -> Adopted:
        """All that was found, as one."""
        values = self.labelled.values
        header, entitled, fields = self.header, self._entitled, self._fields
        header.finish()
        fields.read(values, self._titles, header)
        headings = [" ".join(word.text for word in section.heading) for section in sections]
        labels = [value.label for several in values.values() for value in several]
        told = (fields.relation, header.relation, self._signatures.relation, entitled.relation)
        relation: Relation | None = next(filter(None, told), None)
        return Adopted(
            template_of(chain(headings, labels)),
            relation=relation,
            title=fields.title,
            qualifier=fields.qualifier,
            unit=fields.unit,
            unit_key=fields.unit_key,
            effective_from=header.effective_from,
            effective_to=header.effective_to,
            dated=header.dated,
            related=fields.related,
            approval_number=header.number,
            approval_date=header.approved_on,
            approval_basis=header.basis,
            header=tuple(header.lines),
            manager=fields.manager,
            substitutes=fields.substitutes,
            substitutes_for=fields.substitutes_for,
            reports=fields.reports,
            group=fields.group,
            special_terms=tuple(fields.special_terms),
            purpose=fields.purpose,
            duties=tuple(self._found),
            rights=tuple(entitled.rights),
            responsibilities=tuple(entitled.responsibilities),
            tools=tuple(self._tools),
            requirements={name: tuple(entries) for name, entries in fields.requirements.items()},
            languages=tuple(fields.languages),
            core=tuple(self._core),
            additional=tuple(self._additional),
            review_clause=tuple(review(self._review, self._desk)),
            furniture=tuple(self._desk.furniture),
            left=tuple(self._desk.left),
            unplaced=tuple(self._desk.unplaced),
        )


def _with_doubts(adopted: Adopted, public: Collection[str]) -> Adopted:
    """The same; a text in which somebody's name may stand asks for a look, and one that leaves no doubt is out."""
    left = list(adopted.left)

    def doubted(value: Any) -> Any:  # noqa: ANN401 (any field of what was understood)
        if isinstance(value, Said):
            if not speaks_of_someone(value.text, public):
                return value
            rest, name = without_name_said(value, public)
            note = PERHAPS_NAME if name is None else TORN
            left.extend(() if name is None else (Left(name, NAME),))
            return rest._replace(sure=min(value.sure, GUESSED), notes=(*value.notes, note))
        if isinstance(value, dict):
            return {name: doubted(one) for name, one in value.items()}
        if isinstance(value, OwnDuty | OwnCompetency | Person | Speech):
            return type(value)(*map(doubted, value))
        return tuple(map(doubted, value)) if isinstance(value, tuple) else value

    end = adopted._fields.index("furniture")
    return Adopted(*map(doubted, adopted[:end]), *adopted[end:])._replace(left=tuple(left))


def _with_all_words(adopted: Adopted, cleaned: Cleaned) -> Adopted:
    """The same; what was forgotten on the way counts as not placed."""
    bits = (*cleaned.bits, *cleaned.margins)
    words = [*cleaned.scraps, *(word for bit in bits for word in (*bit.mark, *bit.words))]
    out = (*adopted.said(), *adopted.furniture, *(left.said for left in adopted.left), *adopted.unplaced)
    counted = Counter(piece for said in out for piece in said.read.split())
    lost: list[Said] = []
    for word in words:
        pieces = word.raw.split()
        if any(counted[piece] <= 0 for piece in pieces):
            lost.append(Said(word.raw, word.raw, (word.spot,), 0.0))
        counted.subtract(pieces)
    return adopted._replace(unplaced=(*adopted.unplaced, *lost)) if lost else adopted
