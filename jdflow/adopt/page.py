"""What was understood of a document, as the file of a position: fields in canonical order, doubts as comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.language import msg
from jdflow.model.adopted import SURE, Near, OwnCompetency, OwnDuty, Person, Said, Speech, Taken
from jdflow.model.ids import is_id
from jdflow.shape.canonical import make_canonical
from jdflow.shape.position import POSITION
from jdflow.source.draft import Branch, Entry, Leaf, Page, leaf
from jdflow.source.writer import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from jdflow.language import Msg, Voice
    from jdflow.model.adopted import Adopted, CompetencyEntry, DutyEntry
    from jdflow.model.adopted import Entry as Text
    from jdflow.model.texts import Part

_REQUIREMENTS = {
    "haridus": "education",
    "töökogemus": "experience",
    "keeleoskus": "",
    "arvutioskus": "computer_skills",
    "lähetused": "travel",
    "teadmised": "knowledge",
    "isikuomadused": "traits",
}
_PERCENT = 100
_CONTRACT = "tööleping"


def position_file(adopted: Adopted, voice: Voice, *, default_template: str, schema: str) -> str:
    """The text of the file; `schema` is the path to it for editors."""
    page = Page(
        _record(_Pen(voice).fields(adopted, default_template)), header=[f"# yaml-language-server: $schema={schema}"]
    )
    make_canonical(page, POSITION)
    return write(page)


class _Pen:
    """Writes values, and comments in a language."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    def fields(self, adopted: Adopted, default_template: str) -> list[Entry | None]:
        """The fields of a position that there is anything to say of."""
        relation = adopted.relation
        return [
            self._text("ametinimetus", adopted.title),
            self._text("täpsustus", adopted.qualifier),
            self._unit(adopted),
            _plain("teenistuja", relation) if relation else _asked("teenistuja"),
            _plain("mall", None if adopted.template == default_template else adopted.template),
            _plain("kehtiv_alates", _day(adopted.effective_from)),
            _plain("kehtiv_kuni", _day(adopted.effective_to)),
            self._approval(adopted),
            self._person("vahetu_juht", adopted.manager),
            self._list("asendajad", map(self._of_person, adopted.substitutes)),
            self._list("asendab", map(self._of_person, adopted.substitutes_for)),
            self._list("alluvad", map(self._of_person, adopted.reports)),
            self._text("eesmärk", adopted.purpose) or _asked("eesmärk"),
            self._list("ülesanded", map(self._duty, adopted.duties)),
            self._list("õigused", map(self._entry, adopted.rights)),
            self._list("vastutus", map(self._entry, adopted.responsibilities)),
            self._prose("töövahendid", adopted.tools),
            self._requirements(adopted),
            _nested(
                "kompetentsid",
                self._list("tööks_vajalikud", map(self._competency, adopted.core)),
                self._list("täiendavad", map(self._competency, adopted.additional)),
            ),
            self._text("grupp", adopted.group),
            self._prose("eritingimused", adopted.special_terms),
            self._prose("muutmine", adopted.review_clause),
        ]

    def _unit(self, adopted: Adopted) -> Entry:
        if adopted.unit_key is not None:
            return Entry("struktuuriüksus", leaf(adopted.unit_key))
        entry = _asked("struktuuriüksus")
        if adopted.unit is not None:
            entry.above = self._comment(msg("In the document: “{unit}”.", unit=adopted.unit.text))
        return entry

    def _approval(self, adopted: Adopted) -> Entry | None:
        number = adopted.approval_number
        is_order = number is not None and adopted.relation != "töötaja"
        is_contract = adopted.relation == "töötaja" and any(
            _CONTRACT in line.text.casefold() for line in adopted.header
        )
        return _nested(
            "kinnitamine",
            _plain("kinnitamisviis", "käskkiri" if is_order else "leping" if is_contract else None),
            self._text("number", number),
            _plain("kuupäev", _day(adopted.approval_date)),
            self._text("alus", adopted.approval_basis),
            self._list("päis", (Entry(None, leaf(line.text)) for line in adopted.header)),
        )

    def _requirements(self, adopted: Adopted) -> Entry | None:
        entries = [
            self._prose(key, adopted.requirements.get(name, ())) if name else self._languages(key, adopted.languages)
            for key, name in _REQUIREMENTS.items()
        ]
        return _nested("nõuded", *entries)

    def _languages(self, key: str, entries: tuple[Speech | Text, ...]) -> Entry | None:
        found = [self._language(one) if isinstance(one, Speech) else self._entry(one) for one in entries]
        return _alone_or_listed(key, found)

    def _language(self, speech: Speech) -> Entry:
        record = _record([Entry("keel", leaf(speech.language)), Entry("tase", leaf(speech.level))])
        record.flow = True
        return Entry(None, record, above=self._doubts(speech.said))

    def _duty(self, entry: DutyEntry) -> Entry:
        if isinstance(entry, Taken):
            return self._use(entry)
        return self._with_first(entry, "ülesanne", entry.duty, ("sh", entry.parts), ("tulemused", entry.results))

    def _competency(self, entry: CompetencyEntry) -> Entry:
        if isinstance(entry, Taken):
            return self._use(entry)
        if entry.name is not None:
            return self._with_first(entry, "nimi", entry.name, ("laused", entry.items))
        return self._entry(entry.items[0])

    def _with_first(
        self, entry: OwnDuty | OwnCompetency, key: str, first: Said, *lists: tuple[str, tuple[Text, ...]]
    ) -> Entry:
        inner = (self._list(name, map(self._entry, items)) for name, items in lists)
        near = () if entry.near is None else self._near(entry.near)
        return Entry(None, _record([Entry(key, leaf(first.text)), *inner]), above=[*near, *self._doubts(first)])

    def _entry(self, entry: Text) -> Entry:
        if isinstance(entry, Taken):
            return self._use(entry)
        if isinstance(entry, Near):
            return Entry(None, leaf(entry.said.text), above=[*self._near(entry), *self._doubts(entry.said)])
        return Entry(None, leaf(entry.text), above=self._doubts(entry))

    def _use(self, taken: Taken) -> Entry:
        plus = taken.plus
        added: list[Entry | None]
        if set(plus) <= {"items"}:
            added = [self._list("lisaks", map(self._entry, plus.get("items", ())))]
        else:
            added = [_nested("lisaks", self._part("sh", plus, "parts"), self._part("tulemused", plus, "results"))]
        values = [Entry(name, leaf(value)) for name, value in taken.values.items()]
        record = _record(
            [
                Entry("kasuta", leaf(taken.block)),
                _plain("variant", taken.variant),
                _nested("väärtused", *values),
                *added,
                self._list("jäta_välja", (Entry(None, leaf(item)) for item in taken.minus)),
            ]
        )
        return Entry(None, record, above=[line for said in taken.said for line in self._doubts(said)])

    def _part(self, key: str, plus: Mapping[Part, tuple[Said, ...]], part: Part) -> Entry | None:
        return self._list(key, map(self._entry, plus.get(part, ())))

    def _near(self, near: Near) -> list[str]:
        likeness = int(near.likeness * _PERCENT)
        return self._comment(
            msg("The nearest shared block: {block} ({likeness}% alike).", block=near.block, likeness=likeness)
        )

    def _doubts(self, said: Said) -> list[str]:
        """What a person should look at, each in a line of its own."""
        lines = [line for note in said.notes for line in self._comment(note)]
        if said.sure < SURE:
            lines += self._comment(msg("Is this the right place for it?"))
        return lines

    def _comment(self, message: Msg) -> list[str]:
        # What a document says must not end the line that it stands in.
        return [f"# {' '.join(self._voice(message).split())}"]

    def _text(self, key: str, said: Said | None) -> Entry | None:
        return None if said is None else Entry(key, leaf(said.text), above=self._doubts(said))

    def _person(self, key: str, person: Person | None) -> Entry | None:
        if person is None:
            return None
        entry = self._of_person(person)
        return Entry(key, entry.value, above=entry.above)

    def _of_person(self, person: Person) -> Entry:
        text = person.said.text
        above = self._doubts(person.said)
        if person.id is not None and person.is_printed:
            return Entry(None, leaf(person.id), above=above)
        if person.id is None and not is_id(text):
            return Entry(None, leaf(text), above=above)
        record = _record([_plain("teenistuskoht", person.id), Entry("tekst", leaf(text))])
        return Entry(None, record, above=above)

    def _prose(self, key: str, entries: tuple[Text, ...]) -> Entry | None:
        return _alone_or_listed(key, [self._entry(one) for one in entries])

    def _list(self, key: str, entries: Iterable[Entry]) -> Entry | None:
        found = list(entries)
        return Entry(key, Branch(keyed=False, flow=False, entries=found)) if found else None


def _alone_or_listed(key: str, entries: list[Entry]) -> Entry | None:
    """One text stands right behind its key."""
    if len(entries) == 1 and isinstance(entries[0].value, Leaf):
        return Entry(key, entries[0].value, above=entries[0].above)
    return Entry(key, Branch(keyed=False, flow=False, entries=entries)) if entries else None


def _record(entries: Iterable[Entry | None]) -> Branch:
    return Branch(keyed=True, flow=False, entries=[entry for entry in entries if entry is not None])


def _nested(key: str, *entries: Entry | None) -> Entry | None:
    record = _record(entries)
    return Entry(key, record) if record.entries else None


def _asked(key: str) -> Entry:
    """A field that a person has to fill in."""
    return Entry(key, leaf(None))


def _plain(key: str, text: str | None) -> Entry | None:
    return None if text is None else Entry(key, leaf(text, plain=True))


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
