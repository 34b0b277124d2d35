"""What merges brought in: commits of side branches that say certain words, each at the commit of the main line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.git.calls import stream
from jdflow.git.history import merge_base, moment, records, texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from git import Repo

# Of so few each is asked for by itself; of more, all that is held is listed once.
_FEW = 8


class Side(NamedTuple):
    """A commit of a side branch: its name, its moment in seconds since 1970, who made it, what it says."""

    commit: str
    seconds: int
    author: str
    message: str


def brought(repository: Repo, revision: str, pattern: str, known: str | None = None) -> dict[str, list[Side]]:
    """For commits of the main line, those that came into it with them and whose messages match, the oldest first.

    The pattern is an extended regular expression in ASCII; case counts for nothing. With `known`, which lies on the
    main line, only what came after it.
    """
    if known == revision:
        return {}
    revisions = (revision,) if known is None else (revision, f"^{known}")
    wanted = [_side(record) for record in records(repository, *_matching(pattern), *revisions, "--")]
    wanted = wanted if known is None else _beyond(repository, wanted, known)
    if not wanted:
        return {}
    home = _homes(_graph(repository, revisions), revision)
    found: dict[str, list[Side]] = {}
    for side in reversed(wanted):
        if home[side.commit] != side.commit:
            found.setdefault(home[side.commit], []).append(side)
    return found


def said_since(repository: Repo, base: str, revision: str, pattern: str) -> list[Side]:
    """The commits after `base`, on whatever branch, whose messages match, the oldest first."""
    found = records(repository, *_matching(pattern), revision, f"^{base}", "--")
    return _beyond(repository, [_side(record) for record in found][::-1], base)


def _beyond(repository: Repo, sides: list[Side], known: str) -> list[Side]:
    """Those of them that the commit known does not hold.

    Git goes by the clocks to find out: where those are wrong, it may name what is held already.
    """
    if len(sides) <= _FEW:
        held = {side.commit for side in sides if merge_base(repository, side.commit, known) == side.commit}
    else:
        with stream(repository, "rev-list", known, "--") as output:
            held = set(output.read().decode().split())
    return [side for side in sides if side.commit not in held]


def _matching(pattern: str) -> tuple[str, ...]:
    # In this order a commit comes after its parents, whatever the clocks said.
    return ("--date-order", "--regexp-ignore-case", "--extended-regexp", f"--grep={pattern}")


def _side(record: bytes) -> Side:
    head, author, message, *_ = texts(record)
    commit, seconds, _ = head.split(" ", 2)
    return Side(commit, moment(seconds), author[1:], message[1:])


def _graph(repository: Repo, revisions: Sequence[str]) -> dict[str, list[str]]:
    """Each commit with its parents."""
    with stream(repository, "rev-list", "--parents", *revisions, "--") as output:
        lines = output.read().decode().splitlines()
    return {commit: parents for commit, *parents in map(str.split, lines)}


def _homes(graph: Mapping[str, Sequence[str]], revision: str) -> dict[str, str]:
    """For each commit the one of the main line with which it came in, which is itself for those on the line."""
    line = list(_line(graph, revision))
    homes = {commit: commit for commit in line}
    for commit in reversed(line):
        todo = list(graph[commit][1:])
        while todo:
            each = todo.pop()
            if each in graph and each not in homes:
                homes[each] = commit
                todo += graph[each]
    return homes


def _line(graph: Mapping[str, Sequence[str]], commit: str) -> Iterator[str]:
    """The commits of the main line that are looked at, the newest first."""
    while commit in graph:
        yield commit
        commit = next(iter(graph[commit]), "")
