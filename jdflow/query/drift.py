"""Where own text of a position is a shared block's, or nearly so, or says a thing twice; and what would mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from jdflow.model.resolved import REQUIREMENTS
from jdflow.model.texts import Competency, Duty, Item, Use
from jdflow.problems import Place
from jdflow.query.likeness import ALL_BUT_SAME
from jdflow.query.likeness_cover import covers
from jdflow.query.likeness_whole import Whole, likeness_of, named, whole_competency, whole_duty
from jdflow.query.likeness_words import firm_words, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jdflow.model.position import Position
    from jdflow.model.texts import Entry, Part
    from jdflow.query.likeness import Form, Index, Likely
    from jdflow.query.likeness_whole import WholeCover

Kind: TypeAlias = Literal["copy", "near", "double", "results", "marks", "recurring", "blocks"]
_NOWHERE = Place("")
# From 0 to 1: own text that is so much like a block's is worth a look.
LEAST = 0.85


class Inclusion(NamedTuple):
    """The use of a block, as it is written."""

    block: str
    variant: str | None = None
    values: Mapping[str, str] = {}
    plus: Mapping[Part, tuple[str, ...]] = {}
    minus: tuple[str, ...] = ()


class Mend(NamedTuple):
    """The edit that mends a finding: what stands at the places goes; a use, a text or nothing comes instead."""

    places: tuple[Place, ...]
    use: Inclusion | None = None
    text: str | None = None


class Finding(NamedTuple):
    """Something that drifts apart, or may: where it stands, what it says, and what it would say after the edit."""

    kind: Kind
    place: Place
    texts: tuple[str, ...]
    likeness: float = 1.0
    block: str | None = None
    told: tuple[str, ...] = ()
    related: tuple[Place, ...] = ()
    mend: Mend | None = None

    @property
    def changes(self) -> bool:
        """Whether the edit would change what the document says."""
        return self.likeness < 1


class Text(NamedTuple):
    """A text of a position's own: in which kind of list it stands."""

    item: Item
    kind: str
    # Of a whole duty, all that belongs to it.
    duty: Duty | None = None


def drift_of(position: Position, index: Index, least: float = LEAST) -> list[Finding]:
    """What drifts in one position, in the order of its file."""
    finder = _Finder(index, least)
    finder.look(position)
    found = [*finder.found, *_doubles(position), *_repeated_results(position)]
    return sorted(found, key=lambda one: (one.place, one.kind))


class _Finder:
    """Looks for shared blocks in own text."""

    def __init__(self, index: Index, least: float) -> None:
        self._index = index
        self._least = least
        self.found: list[Finding] = []

    def look(self, position: Position) -> None:
        """All own text of the position."""
        for entries, kind in lists_of(position):
            self._list(entries, kind)
        for duty in position.duties:
            if isinstance(duty, Duty):
                self._duty(duty)
            else:
                self._plus(duty, "duties")
        for competency in (*position.competencies.core, *position.competencies.additional):
            if isinstance(competency, Competency):
                self._competency(competency)
            elif isinstance(competency, Use):
                self._plus(competency, "competencies")

    def _list(self, entries: Sequence[object], kind: str) -> None:
        run: list[Item] = []
        for entry in entries:
            if isinstance(entry, Item):
                run.append(entry)
                continue
            self._run(run, kind)
            run = []
            if isinstance(entry, Use):
                self._plus(entry, kind)
        self._run(run, kind)

    def _plus(self, use: Use, kind: str) -> None:
        for added in use.plus.values():
            self._list(added, kind)

    def _run(self, run: Sequence[Item], kind: str) -> None:
        texts = [item.text for item in run]
        at = 0
        for cover in covers(self._index, kind, texts):
            self._nearly(run[at : cover.start], kind)
            items = run[cover.start : cover.stop]
            use = Inclusion(cover.block, cover.variant, cover.values, {}, cover.minus)
            told = tuple(one.text for one in cover.told)
            self.found.append(_over(items, Finding("copy", _NOWHERE, (), cover.likeness, cover.block, told), use))
            at = cover.stop
        self._nearly(run[at:], kind)

    def _nearly(self, run: Iterable[Item], kind: str) -> None:
        for item in run:
            for near in self._index.nearest(item.text, [kind], self._least):
                forms = [form for form in self._index.forms_with(near.number) if form.block == near.block]
                listed = [form for form in forms if form.duty is None]
                # Where the text is the same, and yet no use says it, the block has more to say.
                if listed and not near.is_same and firm_words(near.text) == firm_words(item.text):
                    found = Finding("near", _NOWHERE, (), near.likeness, near.block, (near.text,))
                    self.found.append(_over([item], found, _alone(listed, near, self._index)))
                    break

    def _duty(self, duty: Duty) -> None:
        parts, results = plain(duty.parts), plain(duty.results)
        if parts is not None and results is not None:
            whole = Whole(duty.duty.text, {"parts": parts, "results": results})
            cover = whole_duty(self._index, whole)
            if cover is not None:
                self._whole("copy", duty, whole, cover)
                return
            self._near_duty(duty, whole)
        self._list(duty.parts, "duties")
        self._list(duty.results, "duties")

    def _near_duty(self, duty: Duty, whole: Whole) -> None:
        found = [
            (likeness_of(self._index, form, whole), form)
            for near in self._index.nearest(duty.duty.text, ["duties"])
            for form in self._index.forms_with(near.number)
            if form.duty == near.number and form.block == near.block
        ]
        self._near_whole(duty.duty, found)

    def _competency(self, competency: Competency) -> None:
        texts = plain(competency.items)
        if texts is None:
            return
        whole = Whole(competency.name.text, {"items": texts})
        cover = whole_competency(self._index, whole)
        if cover is not None:
            self._whole("copy", competency, whole, cover)
            return
        found = [
            (likeness_of(self._index, form, whole), form)
            for block in named(self._index, competency.name.text)
            for form in self._index.forms_of(block)
        ]
        self._near_whole(competency.name, found)

    def _near_whole(self, first: Item, found: Iterable[tuple[float, Form]]) -> None:
        """A duty or competency that is nearly a block's; which of the two is meant, a person decides."""
        likeness, form = max(found, key=lambda one: one[0], default=(0.0, None))
        if form is not None and likeness >= self._least:
            self.found.append(Finding("near", first.at.place, (first.text,), likeness, form.block))

    def _whole(self, kind: Kind, own: Duty | Competency, whole: Whole, cover: WholeCover) -> None:
        plus = {part: tuple(whole.lists[part][at:]) for part, at in cover.added.items()}
        use = Inclusion(cover.block, cover.variant, cover.values, plus, cover.minus)
        told = (cover.first.text, *(one.text for several in cover.told.values() for one in several))
        place = own.at.place
        text = tuple(_said(whole, cover))
        self.found.append(Finding(kind, place, text, cover.likeness, cover.block, told, (), Mend((place,), use)))


def _over(items: Sequence[Item], finding: Finding, use: Inclusion | None) -> Finding:
    """The finding at those items, which the use would take the place of."""
    places = tuple(item.at.place for item in items)
    texts = tuple(item.text for item in items)
    return finding._replace(place=places[0], texts=texts, mend=None if use is None else Mend(places, use))


def _said(whole: Whole, cover: WholeCover) -> Iterator[str]:
    yield whole.first
    for part, several in cover.told.items():
        yield from (" ".join(whole.lists[part][one.start : one.stop]) for one in several)


def _alone(forms: Sequence[Form], near: Likely, index: Index) -> Inclusion | None:
    """The use that would say the block's text in place of one that is nearly the same; values nobody can tell."""
    for form in forms:
        block = index.library.get(form.block)
        if len(form.items) == 1 and block is not None and not index.patterns[near.number].gaps:
            return Inclusion(form.block, form.variant)
    return None


def lists_of(position: Position) -> Iterator[tuple[Sequence[object], str]]:
    """The lists of a position that take entries, each with the kind of block that it takes."""
    yield position.rights, "rights"
    yield position.responsibilities, "responsibilities"
    yield position.tools, "tools"
    for name in (*REQUIREMENTS, "languages"):
        yield getattr(position.requirements, name), "requirements"
    yield position.special_terms, "clauses"
    yield position.review_clause, "clauses"


def plain(entries: Iterable[Entry]) -> list[str] | None:
    """The texts, if all are own ones."""
    found = list(entries)
    texts = [entry.text for entry in found if isinstance(entry, Item)]
    return texts if len(texts) == len(found) else None


def own_texts(position: Position) -> Iterator[Text]:
    """The own texts of a position that a shared block could say."""
    for entries, kind in lists_of(position):
        yield from (Text(entry, kind) for entry in entries if isinstance(entry, Item))
    for duty in position.duties:
        if isinstance(duty, Duty):
            yield Text(duty.duty, "duties", duty)
            yield from (Text(entry, "duties") for entry in duty.results if isinstance(entry, Item))


# -- a thing said twice ------------------------------------------------------------------------------------------------


def _doubles(position: Position) -> Iterator[Finding]:
    """Own texts that say what another one of the same list, or of another of its kind, says."""
    seen: dict[tuple[str, str], Item] = {}
    for entries, kind in lists_of(position):
        for entry in entries:
            if isinstance(entry, Item):
                yield from _double(seen, kind, entry)
    for duty in position.duties:
        if isinstance(duty, Duty):
            yield from _double(seen, "duties", duty.duty, duty)


def _double(seen: dict[tuple[str, str], Item], kind: str, item: Item, duty: Duty | None = None) -> Iterator[Finding]:
    key = (kind, folded(item.text))
    first = seen.setdefault(key, item)
    if first is not item and key[1]:
        place = item.at.place
        likeness = 1.0 if first.text == item.text else ALL_BUT_SAME
        # Of two duties, nobody knows whose results are meant.
        mend = None if duty is not None else Mend((place,))
        yield Finding("double", place, (item.text,), likeness, None, (), (first.at.place,), mend)


def _repeated_results(position: Position) -> Iterator[Finding]:
    """Results that stand under several duties in the position's own words."""
    places: dict[str, list[Item]] = {}
    for duty in position.duties:
        results = duty.results if isinstance(duty, Duty) else duty.plus.get("results", ())
        for key, item in {folded(entry.text): entry for entry in results if isinstance(entry, Item)}.items():
            places.setdefault(key, []).append(item)
    for key, items in places.items():
        if key and len(items) > 1:
            related = tuple(item.at.place for item in items[1:])
            yield Finding("results", items[0].at.place, (items[0].text,), 1.0, None, (), related)
