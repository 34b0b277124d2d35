"""What drifts that did not before: between where a branch began and where it is now."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from jdflow.app.drift import Looker, marks_of, seen_from
from jdflow.app.drift_rows import Looked
from jdflow.model.position import EMPLOYEE
from jdflow.query.drift_book import COMPETENCY, alike_blocks, key_of, recurring
from jdflow.query.drift_found import key_at
from jdflow.query.drift_sieve import Sieve
from jdflow.query.likeness_words import folded, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jdflow.app.between import Between
    from jdflow.query.drift_book import Stands
    from jdflow.query.drift_found import Finding


def added(between: Between) -> list[Finding]:
    """What the changed files add; of all others no more is read than may have to do with them."""
    adder = _Adder(between)
    found = [*adder.of_positions(), *adder.of_blocks(), *adder.of_users()]
    return sorted(found, key=lambda one: (one.place, one.kind, one.block or ""))


class _Adder:
    """Looks at what has changed, now and where the branch began."""

    def __init__(self, between: Between) -> None:
        self._between = between
        self._after, self._before = between.after, between.before
        changed = between.changed
        self._blocks = {key for key, path in self._after.contents.blocks.items() if path in changed}
        self._is_same_library = not self._blocks and not any(
            path in changed for path in self._before.contents.blocks.values()
        )
        self._now = Looker(self._after)
        # Where no block has changed, one index serves both.
        self._then = Looker(self._before, others=self._now if self._is_same_library else None)
        self._own = [path for path in sorted(self._after.first_paths.values()) if path in changed]
        self._looked: dict[str, Looked] = {}
        self._sieves: dict[str, Sieve] = {}

    # -- changed positions -----------------------------------------------------------------------------------------

    def of_positions(self) -> Iterator[Finding]:
        """What changed positions say that they did not say, or that has another shared block beside it."""
        fresh: list[Stands] = []
        for path in self._own:
            now, then = self._look(path), self._look_back(path)
            yield from _without(now.findings, then.findings)
            known = {key_of(one) for one in then.texts}
            told = {place for one in now.findings if one.kind == "copy" and one.mend for place in one.mend.places}
            fresh += [one for one in now.texts if key_of(one) not in known and one.place not in told]
        yield from self._recurring(fresh)

    def _look(self, path: str) -> Looked:
        """What the position says now."""
        if path not in self._looked:
            self._looked[path] = self._now.look_at(path)
        return self._looked[path]

    def _look_back(self, path: str) -> Looked:
        """What the same position said where the branch began."""
        names = self._between.names(self._after.contents.positions[path])
        earlier = next((self._before.first_paths[name] for name in names if name in self._before.ids()), None)
        return Looked() if earlier is None else self._then.look_at(earlier)

    def _recurring(self, fresh: list[Stands]) -> Iterator[Finding]:
        """New texts that stand in enough other positions as well, told where they are new."""
        wanted = {key_of(one): _needed(one) for one in fresh}
        needed = set(wanted.values())
        texts: list[Stands] = []
        for path in sorted(self._after.first_paths.values()) if wanted else ():
            if path in self._own or any(map(self._sieve(path).may_say, needed)):
                said = self._look(path).texts if path in self._looked else self._now.texts_at(path)
                texts += (one for one in said if key_of(one) in wanted)
        for finding, several in recurring(texts):
            new = next(one.place for one in fresh if key_of(one) == key_of(several[0]))
            yield seen_from(finding, (new.path,)) or finding

    # -- changed blocks --------------------------------------------------------------------------------------------

    def of_blocks(self) -> Iterator[Finding]:
        """Changed blocks that are nearly like another, and marks in them."""
        if not self._blocks:
            return
        pairs = [
            {frozenset((one.block or "", key_at(one.place))): one for one in alike_blocks(index, self._blocks)}
            for index in (self._now.index(EMPLOYEE), self._then.index(EMPLOYEE))
        ]
        paths = tuple(self._after.contents.blocks[key] for key in self._blocks)
        yield from (seen_from(one, paths) or one for pair, one in pairs[0].items() if pair not in pairs[1])
        for key in sorted(self._blocks):
            now, then = self._after.library.get(key), self._before.library.get(key)
            if now is not None:
                yield from _without(marks_of(now), () if then is None else marks_of(then))

    def of_users(self) -> Iterator[Finding]:
        """Positions that say in their own words what a changed block says now."""
        words = list(self._words_of_blocks()) if self._blocks else []
        for path in sorted(self._after.first_paths.values()) if words else ():
            if path not in self._own and any(map(self._sieve(path).may_nearly_say, words)):
                found = [one for one in self._look(path).findings if one.block in self._blocks]
                yield from _without(found, self._look_back(path).findings) if found else ()

    def _words_of_blocks(self) -> Iterator[list[str]]:
        """The words of each text by which a changed block is found: of a duty or competency the first one's."""
        index = self._now.index(EMPLOYEE)
        for key in sorted(self._blocks):
            block, forms = self._after.library.get(key), index.forms_of(key)
            duties = {form.duty for form in forms if form.duty is not None}
            numbers = duties or {unit.number for form in forms for unit in form.items}
            texts = [tuple(index.patterns[number].words) for number in sorted(numbers)]
            if block is not None and block.kind == "competencies":
                texts = [words_of(block.name.text)]
            yield from ([word.folded for word in words] for words in texts)

    def _sieve(self, path: str) -> Sieve:
        """What need not be read."""
        if path not in self._sieves:
            self._sieves[path] = Sieve(self._after.searchable(path))
        return self._sieves[path]


def _needed(one: Stands) -> tuple[str, ...]:
    texts = (one.text, *(one.below or ((),))[0]) if one.kind == COMPETENCY else (one.text,)
    return tuple(map(folded, texts))


def _without(found: Iterable[Finding], before: Iterable[Finding]) -> Iterator[Finding]:
    """The findings that were none before, wherever they stand."""
    known = Counter(map(_said, before))
    for one in found:
        said = _said(one)
        known[said] -= 1
        if known[said] < 0:
            yield one


def _said(one: Finding) -> tuple[object, ...]:
    return one.kind, one.texts, one.block, one.told
