"""What was found in one file, as plain JSON: between processes, and from run to run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from jdflow.problems import Place
from jdflow.query.drift_book import Stands
from jdflow.query.drift_found import Finding, Inclusion, Mend

if TYPE_CHECKING:
    from collections.abc import Sequence

Row: TypeAlias = list[Any]


class Looked(NamedTuple):
    """What was found in a position by itself; its own texts; the blocks that it uses, and where."""

    findings: Sequence[Finding] = ()
    texts: Sequence[Stands] = ()
    uses: Sequence[tuple[str, Place]] = ()


def to_row(looked: Looked) -> Row:
    """As plain JSON; the path, which all its own places have in common, is left out."""
    return [
        [_finding_row(one) for one in looked.findings],
        [[one.kind, one.text, one.place[1:], one.below] for one in looked.texts],
        [[block, place[1:]] for block, place in looked.uses],
    ]


def from_row(row: Row, path: str, id: str) -> Looked:
    """What the row says of that file; raises whatever a damaged one leads to."""
    findings, texts, uses = row
    stands = [Stands(id, kind, text, Place(path, *place), _below(below)) for kind, text, place, below in texts]
    return Looked([_finding(one, path) for one in findings], stands, [(key, Place(path, *at)) for key, at in uses])


def _below(row: Row | None) -> tuple[tuple[str, ...], ...] | None:
    return None if row is None else tuple(map(tuple, row))


def _finding_row(one: Finding) -> Row:
    mends = [_mend_row(mend) for mend in one.parallel]
    mend = None if one.mend is None else _mend_row(one.mend)
    return [one.kind, one.place[1:], one.texts, one.likeness, one.block, one.told, one.related, mend, mends]


def _mend_row(mend: Mend) -> Row:
    return [[place[1:] for place in mend.places], mend.use, mend.text]


def _finding(row: Row, path: str) -> Finding:
    kind, place, texts, likeness, block, told, related, mend, mends = row
    others = tuple(Place(*one) for one in related)
    made = None if mend is None else _mend(mend, path)
    parallel = tuple(_mend(one, path) for one in mends)
    at = Place(path, *place)
    return Finding(kind, at, tuple(texts), likeness, block, tuple(told), others, made, parallel)


def _mend(row: Row, path: str) -> Mend:
    places, use, text = row
    return Mend(tuple(Place(path, *one) for one in places), None if use is None else _inclusion(*use), text)


def _inclusion(block: str, variant: str | None, values: Any, plus: Any, minus: Any) -> Inclusion:  # noqa: ANN401 (JSON)
    return Inclusion(block, variant, values, {part: tuple(texts) for part, texts in plus.items()}, tuple(minus))
