"""What a document says in the words of shared blocks is taken from them; what differs stays, and names the nearest."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.adopt.blocks.notes import noted
from jdflow.adopt.blocks.pieces import LEADS_ON, Atom, atoms, joined
from jdflow.model.adopted import Near, OwnDuty, Said, Speech, Taken
from jdflow.model.position import RELATIONS
from jdflow.query.likeness import Index
from jdflow.query.likeness_cover import covers
from jdflow.query.likeness_whole import Whole, likeness_of, named, whole_competency, whole_duty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jdflow.model.adopted import Adopted, CompetencyEntry, DutyEntry, Entry
    from jdflow.model.position import Relation
    from jdflow.model.texts import Part
    from jdflow.query.likeness_cover import Cover
    from jdflow.query.likeness_whole import WholeCover
    from jdflow.resolve.library import Library

# A duty or competency of which less is alike has hardly more than its name in common with a block.
_PARTLY = 0.5


class Recogniser:
    """Knows the shared blocks; one serves many documents."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._indexes: dict[Relation, Index] = {}

    def recognise(self, adopted: Adopted) -> Adopted:
        """The same with uses of shared blocks; where nobody knows for whom it is, as it fits better."""
        relations = RELATIONS if adopted.relation is None else (adopted.relation,)
        found = [_Recognition(self._index(relation)).of(adopted) for relation in relations]
        return max(found, key=_taken)

    def _index(self, relation: Relation) -> Index:
        if relation not in self._indexes:
            self._indexes[relation] = Index(self._library, relation)
        return self._indexes[relation]


def recognise(adopted: Adopted, library: Library) -> Adopted:
    """One document with uses of shared blocks."""
    return Recogniser(library).recognise(adopted)


def _taken(value: object) -> int:
    """How many texts are taken from shared blocks."""
    if isinstance(value, Taken):
        return len(value.said)
    if isinstance(value, dict):
        return sum(map(_taken, value.values()))
    return sum(map(_taken, value)) if isinstance(value, tuple) else 0


class _Place(NamedTuple):
    """Where a list stands: which blocks it takes, and whether a text of it may be several of theirs."""

    kind: str
    is_prose: bool = False


class _Recognition:
    """One document on its way."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def of(self, adopted: Adopted) -> Adopted:
        """The document with uses."""
        of_clauses, asked = _Place("clauses", is_prose=True), _Place("requirements", is_prose=True)
        return adopted._replace(
            duties=tuple(map(self._duty, adopted.duties)),
            rights=self._entries(adopted.rights, _Place("rights")),
            responsibilities=self._entries(adopted.responsibilities, _Place("responsibilities")),
            tools=self._entries(adopted.tools, _Place("tools", is_prose=True)),
            requirements={name: self._entries(entries, asked) for name, entries in adopted.requirements.items()},
            languages=tuple(self._languages(adopted.languages)),
            core=tuple(map(self._competency, adopted.core)),
            additional=tuple(map(self._competency, adopted.additional)),
            special_terms=self._entries(adopted.special_terms, of_clauses),
            review_clause=self._entries(adopted.review_clause, of_clauses),
        )

    # -- lists -----------------------------------------------------------------------------------------------------

    def _entries(self, entries: Sequence[Entry], place: _Place) -> tuple[Entry, ...]:
        """A list with uses; what was recognised before stays as it is, and parts what stands around it."""
        done: list[Entry] = []
        run: list[Said] = []
        for entry in entries:
            if isinstance(entry, Said):
                run.append(entry)
            else:
                done += [*self._run(run, place), entry]
                run = []
        return (*done, *self._run(run, place))

    def _run(self, run: Sequence[Said], place: _Place) -> Iterator[Entry]:
        pieces = atoms(run, is_prose=place.is_prose)
        texts = [atom.said.text for atom in pieces]
        at = 0
        for cover in covers(self._index, place.kind, texts, is_prose=place.is_prose):
            yield from self._own(run, pieces[at : cover.start], place)
            yield _use(cover, pieces[cover.start : cover.stop], cover.start)
            at = cover.stop
        yield from self._own(run, pieces[at:], place)

    def _own(self, run: Sequence[Said], left: Sequence[Atom], place: _Place) -> Iterator[Entry]:
        """Own texts, each with the nearest block if one is near."""
        for said in joined(run, left):
            # What only a whole duty says is no text of a list.
            found = (
                near
                for near in self._index.nearest(said.text, [place.kind])
                if any(form.duty is None for form in self._index.forms_of(near.block))
            )
            near = next(found, None)
            yield said if near is None else Near(said, near.block, near.likeness)

    def _languages(self, entries: Sequence[Speech | Entry]) -> Iterator[Speech | Entry]:
        """Languages; a sentence that a shared block says to the letter is taken from there."""
        place = _Place("requirements", is_prose=True)
        at = 0
        while at < len(entries):
            entry = entries[at]
            if not isinstance(entry, Speech):
                yield from self._entries((entry,), place)
                at += 1
                continue
            stop = at + 1
            # One sentence may name several languages.
            while stop < len(entries) and _says(entries[stop], entry.said):
                stop += 1
            found = self._entries((entry.said,), place)
            yield from found if all(isinstance(one, Taken) for one in found) else entries[at:stop]
            at = stop

    # -- duties and competencies -----------------------------------------------------------------------------------

    def _duty(self, entry: DutyEntry) -> DutyEntry:
        if isinstance(entry, Taken):
            return entry
        parts, results = _plain(entry.parts), _plain(entry.results)
        first = entry.duty
        if parts is not None and results is not None:
            for text in dict.fromkeys((first.text, LEADS_ON.sub("", first.text) if parts else first.text)):
                whole = Whole(text, {"parts": _texts(parts), "results": _texts(results)})
                cover = whole_duty(self._index, whole)
                if cover is not None:
                    return _whole_use(cover, first, {"parts": parts, "results": results})
        near = None if parts is None or results is None else self._near_duty(first, parts, results)
        place = _Place("duties")
        return OwnDuty(first, self._entries(entry.parts, place), self._entries(entry.results, place), near)

    def _near_duty(self, first: Said, parts: Sequence[Said], results: Sequence[Said]) -> Near | None:
        whole = Whole(first.text, {"parts": _texts(parts), "results": _texts(results)})
        found = [
            (likeness_of(self._index, form, whole), form.block)
            for near in self._index.nearest(first.text, ["duties"])
            for form in self._index.forms_with(near.number)
            if form.duty == near.number and form.block == near.block
        ]
        return _near(first, found)

    def _competency(self, entry: CompetencyEntry) -> CompetencyEntry:
        if isinstance(entry, Taken) or entry.name is None:
            return entry
        items = _plain(entry.items)
        if items is None:
            return entry
        # Sentences that stand one behind the other may be items, each for itself.
        apart = [atom.said for atom in atoms(items, is_prose=True)]
        found = [
            (cover, saids)
            for saids in (items, apart)
            for whole in (Whole(entry.name.text, {"items": _texts(saids)}, is_prose=saids is apart),)
            if (cover := whole_competency(self._index, whole)) is not None
        ]
        if found:
            cover, saids = min(found, key=lambda one: _besides(one[0], len(one[1])))
            return _whole_use(cover, entry.name, {"items": saids})
        whole = Whole(entry.name.text, {"items": _texts(items)})
        near = [
            (likeness_of(self._index, form, whole), block)
            for block in named(self._index, entry.name.text)
            for form in self._index.forms_of(block)
        ]
        return entry._replace(near=_near(entry.name, near))


def _besides(cover: WholeCover, texts: int) -> int:
    """How many texts are left out or added."""
    return len(cover.minus) + sum(texts - at for at in cover.added.values())


def _near(first: Said, found: Iterable[tuple[float, str]]) -> Near | None:
    """The block that is the most alike, if it is alike enough."""
    likeness, block = max(found, key=lambda one: one[0], default=(0.0, ""))
    return Near(first, block, likeness) if likeness >= _PARTLY else None


def _says(entry: Speech | Entry, said: Said) -> bool:
    return isinstance(entry, Speech) and entry.said == said


def _plain(entries: Sequence[Entry]) -> list[Said] | None:
    """The texts, if all of them are plain ones still."""
    plain = [entry for entry in entries if isinstance(entry, Said)]
    return plain if len(plain) == len(entries) else None


def _texts(saids: Sequence[Said]) -> list[str]:
    return [said.text for said in saids]


def _use(cover: Cover, pieces: Sequence[Atom], offset: int) -> Taken:
    saids = [atom.said for atom in pieces]
    said = noted(saids, cover.told, offset)
    return Taken(cover.block, said, cover.variant, cover.values, minus=cover.minus, likeness=cover.likeness)


def _whole_use(cover: WholeCover, first: Said, lists: dict[Part, list[Said]]) -> Taken:
    """The use with all that it says: the first text, then the lists, what is added among them."""
    said = [*noted([first], [cover.first], 0)]
    for part, saids in lists.items():
        said += noted(saids, cover.told[part], 0)
    plus = {part: tuple(lists[part][at:]) for part, at in cover.added.items()}
    return Taken(cover.block, tuple(said), cover.variant, cover.values, plus, cover.minus, cover.likeness)
