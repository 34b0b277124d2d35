"""Where own text of a position is a shared block's, or nearly so, or says a thing twice; and what would mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.model.texts import Competency, Duty, Item, Use
from jdflow.problems import Place
from jdflow.query.drift_found import Finding, Inclusion, Mend, lists_of, plain
from jdflow.query.drift_twice import doubles, repeated_results
from jdflow.query.likeness_cover import covers
from jdflow.query.likeness_whole import Whole, likeness_of, named, whole_competency, whole_duty
from jdflow.query.likeness_words import firm_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from jdflow.model.position import Position
    from jdflow.query.likeness import Form, Index, Likely
    from jdflow.query.likeness_whole import WholeCover

_NOWHERE = Place("")
# From 0 to 1: own text that is so much like a block's is worth a look.
LEAST = 0.85


def drift_of(position: Position, index: Index, least: float = LEAST) -> list[Finding]:
    """What drifts in one position, in the order of its file."""
    twice = list(doubles(position, index.library))
    finder = _Finder(index, least, {one.place for one in twice})
    finder.look(position)
    found = [*finder.found, *twice, *repeated_results(position, index.library)]
    return sorted(found, key=lambda one: (one.place, one.kind))


class _Finder:
    """Looks for shared blocks in own text."""

    def __init__(self, index: Index, least: float, twice: Collection[Place]) -> None:
        self._index = index
        self._least = least
        # What is said already needs no use of a block that would say it once more.
        self._twice = twice
        self.found: list[Finding] = []

    def look(self, position: Position) -> None:
        """All own text of the position."""
        for entries, kind in lists_of(position):
            self._list(entries, kind)
        for duty in position.duties:
            if isinstance(duty, Use):
                self._plus(duty, "duties")
            elif duty.duty.at.place not in self._twice:
                self._duty(duty)
        for competency in (*position.competencies.core, *position.competencies.additional):
            if isinstance(competency, Competency):
                if competency.name.at.place not in self._twice:
                    self._competency(competency)
            elif isinstance(competency, Use):
                self._plus(competency, "competencies")

    def _list(self, entries: Sequence[object], kind: str) -> None:
        run: list[Item] = []
        for entry in entries:
            if isinstance(entry, Item) and entry.at.place not in self._twice:
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
            found = Finding("copy", _NOWHERE, (), cover.likeness, cover.block, told, self._home(cover.block))
            self.found.append(_over(items, found, use))
            at = cover.stop
        self._nearly(run[at:], kind)

    def _nearly(self, run: Iterable[Item], kind: str) -> None:
        for item in run:
            for near in self._index.nearest(item.text, [kind], self._least):
                forms = [form for form in self._index.forms_with(near.number) if form.block == near.block]
                listed = [form for form in forms if form.duty is None]
                # Where the text is the same, and yet no use says it, the block has more to say.
                if listed and not near.is_same and firm_words(near.text) == firm_words(item.text):
                    home = self._home(near.block)
                    found = Finding("near", _NOWHERE, (), near.likeness, near.block, (near.text,), home)
                    self.found.append(_over([item], found, _alone(listed, near, self._index)))
                    break

    def _duty(self, duty: Duty) -> None:
        parts, results = plain(duty.parts), plain(duty.results)
        if parts is not None and results is not None:
            whole = Whole(duty.duty.text, {"parts": parts, "results": results})
            cover = whole_duty(self._index, whole)
            if cover is not None:
                self._whole(duty, whole, cover)
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
        self._near_whole(duty, whole, found)

    def _competency(self, competency: Competency) -> None:
        texts = plain(competency.items)
        if texts is None:
            return
        whole = Whole(competency.name.text, {"items": texts})
        cover = whole_competency(self._index, whole)
        if cover is not None:
            self._whole(competency, whole, cover)
            return
        found = [
            (likeness_of(self._index, form, whole), form)
            for block in named(self._index, competency.name.text)
            for form in self._index.forms_of(block)
        ]
        self._near_whole(competency, whole, found)

    def _near_whole(self, own: Duty | Competency, whole: Whole, found: Iterable[tuple[float, Form]]) -> None:
        """A duty or competency that is nearly a block's; which of the two is meant, a person decides."""
        likeness, form = max(found, key=lambda one: one[0], default=(0.0, None))
        if form is None or likeness < self._least:
            return
        here = [whole.first, *(text for texts in whole.lists.values() for text in texts)]
        there = list(self._texts_of(form, whole))
        texts = tuple(text for text in here if text not in there) or (whole.first,)
        told = tuple(text for text in there if text not in here)
        # Values of parameters nobody can tell.
        is_known = not any(self._index.patterns[number].gaps for number in form.numbers)
        mend = Mend((own.at.place,), Inclusion(form.block, form.variant)) if is_known else None
        place, home = _first(own).at.place, self._home(form.block)
        self.found.append(Finding("near", place, texts, likeness, form.block, told if mend else (), home, mend))

    def _texts_of(self, form: Form, whole: Whole) -> Iterator[str]:
        """What the block says, in the place of all that."""
        unfolded = self._index.library.unfold(form.block, self._index.relation, form.variant)
        block = self._index.library.get(form.block)
        if unfolded.duty is not None or block is not None:
            yield unfolded.duty or (block.name.text if block else "")
        yield from (piece.text for part in whole.lists for piece in unfolded.part(part))

    def _whole(self, own: Duty | Competency, whole: Whole, cover: WholeCover) -> None:
        plus = {part: tuple(whole.lists[part][at:]) for part, at in cover.added.items()}
        use = Inclusion(cover.block, cover.variant, cover.values, plus, cover.minus)
        told = (cover.first.text, *(one.text for several in cover.told.values() for one in several))
        place, home = own.at.place, self._home(cover.block)
        text = tuple(_said(whole, cover))
        self.found.append(Finding("copy", place, text, cover.likeness, cover.block, told, home, Mend((place,), use)))

    def _home(self, key: str) -> tuple[Place, ...]:
        """Where the block stands."""
        block = self._index.library.get(key)
        return () if block is None else (block.at.place,)


def _first(own: Duty | Competency) -> Item:
    return own.duty if isinstance(own, Duty) else own.name


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
