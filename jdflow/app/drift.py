"""`drift`: own text that is a shared block's or nearly so, and what is said in many places."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from jdflow.app.drift_new import Namer
from jdflow.app.drift_rows import Looked, from_row, to_row
from jdflow.app.helper import Helper, processors
from jdflow.app.kept import edition
from jdflow.app.memory import keys_of
from jdflow.intake import cache
from jdflow.intake.contents import is_within
from jdflow.model.position import EMPLOYEE
from jdflow.model.texts import Item
from jdflow.query.drift import LEAST, drift_of
from jdflow.query.drift_book import alike_blocks, own_texts, recurring
from jdflow.query.drift_found import Finding, Mend, key_at, turned
from jdflow.query.drift_marks import mended
from jdflow.query.likeness import ALL_BUT_SAME, Index
from jdflow.resolve.uses import uses_in_block, uses_in_position
from jdflow.rules import wording
from jdflow.source.tree import Scalar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from jdflow.app.drift_rows import Row
    from jdflow.app.reading import Reading
    from jdflow.model.block import Block
    from jdflow.model.position import Relation
    from jdflow.problems import Place
    from jdflow.query.drift_book import Stands

# For fewer positions a helper is not worth starting.
_LEAST_SHARED = 50


class Drift(NamedTuple):
    """What was found, and in how many positions it was looked for."""

    findings: list[Finding]
    positions: int


def drift(reading: Reading, only: tuple[str, ...] = (), least: float = LEAST, folder: Path | None = None) -> Drift:
    """What drifts in the content; with `only`, what stands in these files and folders.

    In the folder, what this run finds in files is kept for the next.
    """
    looker = Looker(reading, least)
    found = looker.all_of(sorted(reading.first_paths[id] for id in reading.ids()), _Kept(folder, least))
    findings = [one for looked in found for one in looked.findings]
    # What a block says already is told as such.
    told = {place for one in findings if one.kind == "copy" and one.mend for place in one.mend.places}
    namer = Namer(reading.contents.blocks)
    texts = (one for looked in found for one in looked.texts if one.place not in told)
    often = [namer.with_new(one) for one in recurring(texts)]
    told |= {mend.places[0] for one in often for mend in one.parallel}
    findings = [namer.with_results(_free_of(told, one)) if one.kind == "results" else one for one in findings]
    findings += [*often, *_of_blocks(reading, looker.index(EMPLOYEE), _users(reading, found))]
    chosen = [near for one in findings if (near := seen_from(one, only)) is not None]
    return Drift(sorted(chosen, key=lambda one: (one.place, one.kind, one.block or "")), len(found))


def _free_of(told: Collection[Place], one: Finding) -> Finding:
    """The result that several duties share, without its edits where others mend it as well."""
    is_told = any(mend.places[0] in told for mend in one.parallel)
    return one._replace(parallel=()) if is_told else one


def seen_from(one: Finding, only: tuple[str, ...]) -> Finding | None:
    """The finding as it is told in those files and folders; none where no place of it is there."""
    if is_within(one.place.path, only):
        return one
    inside = next((place for place in one.related if is_within(place.path, only)), None)
    if inside is None or one.kind not in {"recurring", "blocks"}:
        return None if inside is None else one
    related = (one.place, *(place for place in one.related if place is not inside))
    return turned(one) if one.kind == "blocks" else one._replace(place=inside, related=related)


class _Kept:
    """What earlier runs have found in files, by what it depends on; without a folder, nothing."""

    def __init__(self, folder: Path | None, least: float) -> None:
        # Whoever asks for another likeness asks for once.
        self._path = folder / "drift.json" if folder is not None and least == LEAST else None
        self.is_there = self._path is not None
        self._edition = "" if self._path is None else edition()
        self.rows: Mapping[str, Row] = {}
        data = None if self._path is None else cache.load(self._path)
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            kept: dict[str, Any] = {} if data is None else json.loads(data)
            if kept.get("version") == self._edition:
                self.rows = dict(kept["rows"])

    def keep(self, rows: Mapping[str, Row]) -> None:
        """Leaves the work of this run for the next, if it is not what there was."""
        if self._path is not None and rows.keys() != self.rows.keys():
            text = json.dumps({"version": self._edition, "rows": rows}, separators=(",", ":"))
            cache.keep(self._path, text.encode())


class Looker:
    """Looks at positions, in this process and in another."""

    def __init__(self, reading: Reading, least: float = LEAST, others: Looker | None = None) -> None:
        self._reading = reading
        self._least = least
        # Those of another one whose shared blocks are the same.
        self._indexes: dict[Relation, Index] = {} if others is None else others._indexes  # noqa: SLF001 (its own kind)

    def index(self, relation: Relation) -> Index:
        """The shared blocks, for officials or for employees."""
        if relation not in self._indexes:
            self._indexes[relation] = Index(self._reading.library, relation)
        return self._indexes[relation]

    def all_of(self, paths: Sequence[str], kept: _Kept) -> list[Looked]:
        """What these files say, as remembered, or looked at now."""
        keys = keys_of(self._reading) if kept.is_there else {}
        rows: dict[str, Row] = {}
        found: dict[str, Looked] = {}
        for path in paths:
            row = kept.rows.get(keys.get(path, ""))
            with suppress(ValueError, TypeError, KeyError, AttributeError):
                if row is not None:
                    found[path], rows[keys[path]] = self._from(row, path), row
        unknown = [path for path in paths if path not in found]
        for path, looked in zip(unknown, self._looked(unknown), strict=True):
            found[path] = looked
            if path in keys:
                rows[keys[path]] = to_row(looked)
        kept.keep(rows)
        return [found[path] for path in paths]

    def _from(self, row: Row, path: str) -> Looked:
        return from_row(row, path, self._reading.contents.positions[path])

    def _looked(self, paths: Sequence[str]) -> list[Looked]:
        """What stands in these files, shared among processes where there are many."""
        if processors() == 1 or len(paths) < _LEAST_SHARED:
            return [self.look_at(path) for path in paths]
        try:
            helper = Helper(lambda: [to_row(self.look_at(path)) for path in paths[1::2]])
        except OSError:
            return [self.look_at(path) for path in paths]
        found: dict[str, Looked] = {path: self.look_at(path) for path in paths[::2]}
        for path, row in zip(paths[1::2], helper.result() or (), strict=False):
            found[path] = self._from(row, path)
        return [found[path] if path in found else self.look_at(path) for path in paths]

    def texts_at(self, path: str) -> list[Stands]:
        """The own texts of that file, which are found sooner than what is like them."""
        position, _ = self._reading.position(self._reading.contents.positions[path])
        return [] if position is None else list(own_texts(position))

    def look_at(self, path: str) -> Looked:
        """What stands in that file."""
        position, _ = self._reading.position(self._reading.contents.positions[path])
        if position is None:
            return Looked()
        found = [*drift_of(position, self.index(position.relation), self._least), *marks(wording.own_texts(position))]
        uses = [(one.use.block, one.use.at.place) for one in uses_in_position(position)]
        return Looked(found, list(own_texts(position)), uses)


def marks(items: Iterable[Item]) -> Iterator[Finding]:
    """Texts with marks that they should not have, as they stand in the file."""
    for item in items:
        raw = item.at.text.strip() if isinstance(item.at, Scalar) else item.text
        right = mended(item.text)
        # Between braces stands no prose.
        if "{" not in raw and (right != item.text or '"' in raw):
            place = item.at.place
            alike = 1.0 if right == item.text else ALL_BUT_SAME
            yield Finding("marks", place, (item.text,), alike, None, (right,), (), Mend((place,), None, right))


def _users(reading: Reading, found: Iterable[Looked]) -> dict[str, list[Place]]:
    """For each block, where it is used."""
    users: dict[str, list[Place]] = {}
    for looked in found:
        for key, place in looked.uses:
            users.setdefault(key, []).append(place)
    for key in sorted(reading.library.keys):
        block = reading.library.get(key)
        for wanted in () if block is None else uses_in_block(block):
            users.setdefault(wanted.use.block, []).append(wanted.use.at.place)
    return users


def _of_blocks(reading: Reading, index: Index, users: Mapping[str, Sequence[Place]]) -> Iterator[Finding]:
    for one in alike_blocks(index):
        both = (one.block or "", key_at(one.place))
        first, later = (tuple(users.get(key, ())) for key in both)
        yield one._replace(users=(first, later))
    for key in sorted(reading.library.keys):
        block = reading.library.get(key)
        yield from () if block is None else marks_of(block)


def marks_of(block: Block) -> Iterator[Finding]:
    """The same in a shared block."""
    entries = (*((block.duty,) if block.duty is not None else ()), *block.items, *block.parts, *block.results)
    return marks(one for one in entries if isinstance(one, Item))
