"""`drift`: own text that is a shared block's or nearly so, and what is said in many places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from jdflow.app.helper import Helper, processors
from jdflow.intake.contents import is_within
from jdflow.model.position import EMPLOYEE
from jdflow.model.texts import Item
from jdflow.problems import Place
from jdflow.query.drift import LEAST, Finding, Inclusion, Mend, drift_of, own_texts
from jdflow.query.drift_book import Stands, alike_blocks, recurring
from jdflow.query.drift_marks import mended
from jdflow.query.likeness import Index
from jdflow.rules import wording
from jdflow.source.tree import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jdflow.app.reading import Reading
    from jdflow.model.position import Position, Relation

# For fewer positions a helper is not worth starting.
_LEAST_SHARED = 50


class Drift(NamedTuple):
    """What was found, and in how many positions it was looked for."""

    findings: list[Finding]
    positions: int


class _Looked(NamedTuple):
    """What was found in some positions, and their own texts."""

    findings: list[Finding]
    texts: list[Stands]


def drift(reading: Reading, only: tuple[str, ...] = (), least: float = LEAST) -> Drift:
    """What drifts in the content; with `only`, what stands in these files and folders."""
    looker = _Looker(reading, least)
    ids = sorted(reading.ids())
    findings, texts = looker.all_of(ids)
    # What a block says already is told as such.
    told = {place for one in findings if one.kind == "copy" and one.mend for place in one.mend.places}
    # Where a text stands first must not depend on which process has read it.
    findings += recurring(sorted((one for one in texts if one.place not in told), key=lambda one: one.place))
    findings += _of_blocks(reading, looker.index(EMPLOYEE))
    found = [one for one in findings if any(is_within(place.path, only) for place in (one.place, *one.related))]
    return Drift(sorted(found, key=lambda one: (one.place, one.kind, one.block or "")), len(ids))


class _Looker:
    """Looks at positions, in this process and in another."""

    def __init__(self, reading: Reading, least: float) -> None:
        self._reading = reading
        self._least = least
        self._indexes: dict[Relation, Index] = {}

    def index(self, relation: Relation) -> Index:
        """The shared blocks, for officials or for employees."""
        if relation not in self._indexes:
            self._indexes[relation] = Index(self._reading.library, relation)
        return self._indexes[relation]

    def all_of(self, ids: Sequence[str]) -> _Looked:
        """These positions, shared among processes where there are many."""
        if processors() == 1 or len(ids) < _LEAST_SHARED:
            return self._some_of(ids)
        try:
            helper = Helper(lambda: self._some_of(ids[1::2]))
        except OSError:
            return self._some_of(ids)
        mine, sent = self._some_of(ids[::2]), helper.result()
        theirs = self._some_of(ids[1::2]) if sent is None else _unpacked(sent)
        return _Looked([*mine.findings, *theirs.findings], [*mine.texts, *theirs.texts])

    def _some_of(self, ids: Iterable[str]) -> _Looked:
        looked = _Looked([], [])
        for id in ids:
            position, _ = self._reading.position(id)
            if position is not None:
                looked.findings.extend(drift_of(position, self.index(position.relation), self._least))
                looked.findings.extend(_marks(wording.own_texts(position)))
                looked.texts.extend(_texts(position))
        return looked


def _texts(position: Position) -> Iterator[Stands]:
    return (Stands(position.id, one.kind, one.item.text, one.item.at.place) for one in own_texts(position))


def _marks(items: Iterable[Item]) -> Iterator[Finding]:
    """Texts with marks that they should not have, as they stand in the file."""
    for item in items:
        raw = item.at.text.strip() if isinstance(item.at, Scalar) else item.text
        right = mended(item.text)
        # Between braces stands no prose.
        if "{" not in raw and (right != item.text or '"' in raw):
            place = item.at.place
            alike = 1.0 if right == item.text else 0.99
            yield Finding("marks", place, (item.text,), alike, None, (right,), (), Mend((place,), None, right))


def _of_blocks(reading: Reading, index: Index) -> Iterator[Finding]:
    yield from alike_blocks(index)
    for key in sorted(reading.library.keys):
        block = reading.library.get(key)
        if block is not None:
            entries = (*((block.duty,) if block.duty is not None else ()), *block.items, *block.parts, *block.results)
            # Edits of a shared block concern all who use it, so they are left to people.
            yield from (one._replace(mend=None) for one in _marks(one for one in entries if isinstance(one, Item)))


def _unpacked(sent: Any) -> _Looked:  # noqa: ANN401 (JSON)
    findings, texts = sent
    return _Looked(
        [_finding(one) for one in findings], [Stands(id, kind, text, Place(*place)) for id, kind, text, place in texts]
    )


def _finding(sent: Any) -> Finding:  # noqa: ANN401 (JSON)
    kind, place, texts, likeness, block, told, related, mend = sent
    made = None
    if mend is not None:
        places, use, text = mend
        made = Mend(tuple(Place(*one) for one in places), None if use is None else _inclusion(*use), text)
    others = tuple(Place(*one) for one in related)
    return Finding(kind, Place(*place), tuple(texts), likeness, block, tuple(told), others, made)


def _inclusion(block: str, variant: str | None, values: Any, plus: Any, minus: Any) -> Inclusion:  # noqa: ANN401 (JSON)
    return Inclusion(block, variant, values, {part: tuple(texts) for part, texts in plus.items()}, tuple(minus))
