"""Whether a file that was mended says what was shown, and nothing is wrong with it that was not before."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from jdflow.language import msg
from jdflow.model.texts import Item
from jdflow.problems import includes as rules
from jdflow.query.drift_found import key_at
from jdflow.resolve.fingerprint import fingerprint
from jdflow.resolve.library import Library, unfold_use
from jdflow.resolve.position import resolve
from jdflow.resolve.uses import uses_in_position
from jdflow.rules import includes, texts
from jdflow.shape import shape_block, shape_position
from jdflow.source.reader import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jdflow.app.reading import Reading
    from jdflow.language import Msg
    from jdflow.model.block import Block
    from jdflow.model.position import Position
    from jdflow.model.resolved import Resolved
    from jdflow.problems import Problem
    from jdflow.query.drift_found import Finding

_UNTOUCHED = ("title", "relation", "unit")
_UNSHOWN = msg("More words would change than was shown, so the file is left as it is.")


class _Side(NamedTuple):
    """A position's text before or after, and what is wrong with it."""

    position: Position
    resolved: Resolved
    problems: Counter[tuple[str, str]]


class Proof:
    """Holds files against what they were, with the blocks that are new."""

    def __init__(self, reading: Reading, new: Mapping[str, bytes]) -> None:
        self.reading = reading
        self._new = {
            key: shape_block(key, f"shared/{key}.yaml", read(f"shared/{key}.yaml", data))[0]
            for key, data in new.items()
        }
        self._library = self._with(self._new)

    def is_known(self, path: str) -> bool:
        """Whether the file describes a position or a block."""
        return self._position(path, self._bytes(path)) is not None or self._block(path, self._bytes(path)) is not None

    def against(self, path: str, after: bytes, findings: Iterable[Finding]) -> Msg | None:
        """Why the file must not become that; none where all is well."""
        if path in self.reading.contents.positions:
            return self._against_position(path, after, list(findings))
        return self._against_block(path, after, list(findings))

    def _against_position(self, path: str, after: bytes, findings: list[Finding]) -> Msg | None:
        one, other = self._position(path, self._bytes(path)), self._position(path, after)
        if one is None or other is None:
            return _UNSHOWN
        worse = next(iter(other.problems - one.problems), None)
        if worse is not None:
            return msg("The file would break {code}, so it is left as it is.", code=worse[0])
        stays = (one.position, one.resolved), (other.position, other.resolved)
        if not any(map(_may_change, findings)) and len({fingerprint(resolved) for _, resolved in stays}) > 1:
            return _UNSHOWN
        if any(getattr(one.position, name) != getattr(other.position, name) for name in _UNTOUCHED):
            return _UNSHOWN
        gone, come = _shown(findings)
        gone |= set(self._said_by_uses(one.position, findings))
        come |= set(self._said_by_uses(other.position, findings))
        before, then = (Counter(_texts(resolved)) for _, resolved in stays)
        return None if gone.issuperset(before - then) and come.issuperset(then - before) else _UNSHOWN

    def _said_by_uses(self, position: Position, findings: Iterable[Finding]) -> Iterator[str]:
        """What the blocks say of which one is put in the place of the other."""
        keys = {key for one in findings if one.is_chosen for key in (one.block, key_at(one.place))}
        for wanted in uses_in_position(position):
            if wanted.use.block in keys:
                unfolded = unfold_use(wanted.use, self._library, position.relation)
                block = self._library.get(wanted.use.block)
                yield from () if block is None else (block.name.text,)
                yield from () if unfolded.duty is None else (unfolded.duty,)
                yield from (piece.text for piece in (*unfolded.items, *unfolded.parts, *unfolded.results))

    def _against_block(self, path: str, after: bytes, findings: list[Finding]) -> Msg | None:
        one, other = self._block(path, self._bytes(path)), self._block(path, after)
        if one is None or other is None:
            return _UNSHOWN
        library = self._with({**self._new, other.key: other})
        before = _counted(includes.block_problems(one, self._library))
        worse = next(iter(_counted(includes.block_problems(other, library)) - before), None)
        circles = sum(1 for _ in includes.cycles(library)) > sum(1 for _ in includes.cycles(self._library))
        if worse is not None or circles:
            return msg(
                "The file would break {code}, so it is left as it is.", code=worse[0] if worse else rules.CYCLE.code
            )
        gone, come = _shown(findings)
        said, then = (Counter(_own(block)) for block in (one, other))
        return None if gone.issuperset(said - then) and come.issuperset(then - said) else _UNSHOWN

    def _bytes(self, path: str) -> bytes:
        return self.reading.searchable(path)

    def _position(self, path: str, data: bytes) -> _Side | None:
        id = self.reading.contents.positions.get(path)
        if id is None:
            return None
        position, problems = shape_position(id, path, read(path, data))
        if position is None:
            return None
        for wanted in uses_in_position(position):
            problems += includes.use_problems(wanted, self._library, position.relation)
        resolved = resolve(position, self._library)
        for lines in resolved.lists():
            problems += texts.repeated(lines)
        return _Side(position, resolved, _counted(problems))

    def _block(self, path: str, data: bytes) -> Block | None:
        key = next((key for key, at in self.reading.contents.blocks.items() if at == path), None)
        return None if key is None else shape_block(key, path, read(path, data))[0]

    def _with(self, more: Mapping[str, Block | None]) -> Library:
        if not more:
            return self.reading.library
        library = self.reading.library
        return Library(library.keys | more.keys(), lambda key: more[key] if key in more else library.get(key))


def _may_change(finding: Finding) -> bool:
    """Whether the edit may change what is printed: by words, or by what is no longer said twice."""
    return finding.changes or finding.kind in {"double", "blocks"}


def _shown(findings: Iterable[Finding]) -> tuple[set[str], set[str]]:
    several = list(findings)
    return {text for one in several for text in one.texts}, {text for one in several for text in one.told}


def _counted(problems: Iterable[Problem]) -> Counter[tuple[str, str]]:
    return Counter((problem.rule.code, str(problem.params)) for problem in problems)


def _texts(resolved: Resolved) -> Iterator[str]:
    yield resolved.position.purpose or ""
    for lines in resolved.lists():
        yield from (line.text for line in lines)


def _own(block: Block) -> Iterator[str]:
    yield from () if block.duty is None else (block.duty.text,)
    entries = (*block.items, *block.parts, *block.results)
    yield from (entry.text for entry in entries if isinstance(entry, Item))
