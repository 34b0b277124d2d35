"""Which of the ids that history has held are one position: earlier ids joined to those that name them (`varem`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


class Life(NamedTuple):
    """An id on the main line: the earlier ids that its last readable file names, when it had a file and when not."""

    former: Sequence[str]
    # The commits with which its file came, went, came again …
    turns: Sequence[int]
    # Whether any of its files may name earlier ids: what can be read may change with the blocks that it uses.
    may_name: bool

    @property
    def is_there(self) -> bool:
        """Whether it has a file."""
        return len(self.turns) % 2 == 1

    def spans(self, end: int) -> Iterator[tuple[int, int]]:
        """From which commit to before which it had a file."""
        turns = [*self.turns, *([end] if self.is_there else [])]
        return zip(turns[::2], turns[1::2], strict=True)


class Joined(NamedTuple):
    """Every id that history has held with the one under which its history is told; and the other way round."""

    current: dict[str, str]
    # The newest first.
    names: dict[str, list[str]]


def join(lives: Mapping[str, Life], end: int) -> Joined:
    """Joins earlier ids to those that name them, unless they have a file of their own again."""
    joined: dict[str, str] = {}
    for id, life in lives.items():
        taken: list[str] = []
        for name in life.former:
            # Of two that were there at once, only one can have become this position; the other has ended.
            is_free = name in lives and not lives[name].is_there and name != id
            if is_free and not _met(lives[name], (lives[other] for other in taken), end):
                joined.setdefault(name, id)
                taken.append(name)
    ways = [_newest(id, joined) for id in lives]
    names: dict[str, list[str]] = {}
    # Where a position has files under two of its ids for a while, the newer one tells.
    for way in sorted(ways, key=lambda way: (len(way), way[0])):
        names.setdefault(way[-1], []).append(way[0])
    return Joined({way[0]: way[-1] for way in ways}, names)


def _met(life: Life, others: Iterable[Life], end: int) -> bool:
    """Whether the one had a file when one of the others had one."""
    met = [span for other in others for span in other.spans(end)]
    return any(start < to and until > since for start, until in life.spans(end) for since, to in met)


def _newest(id: str, joined: Mapping[str, str]) -> list[str]:
    """The ids from this one to the newest that the position has had."""
    seen = [id]
    while (after := joined.get(seen[-1])) is not None:
        if after in seen:
            # A circle of earlier ids is no answer to which is the newest.
            return seen[: seen.index(min(seen[seen.index(after) :])) + 1]
        seen.append(after)
    return seen
