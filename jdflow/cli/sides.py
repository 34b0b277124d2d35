"""What `--from`, `--to`, `--base` and `--redline` name: a day, a commit, or the work tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.app.diff import is_declared
from jdflow.app.sides import Content, InForce
from jdflow.app.texts import reading_at
from jdflow.app.worktree import open_worktree
from jdflow.cli import ENVIRONMENT
from jdflow.cli.context import Stop
from jdflow.cli.past import day_in
from jdflow.git import UnknownRevision
from jdflow.git.history import merge_base
from jdflow.git.tree import commit_of
from jdflow.language import msg

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jdflow.app.chronicle import Chronicle
    from jdflow.app.sides import Side
    from jdflow.cli.context import Context

WORKTREE = "WORKTREE"


class Sides(NamedTuple):
    """The two sides, the ids that a position has had, and whether what lies between was declared editorial."""

    before: Side
    after: Side
    names: Callable[[str], Sequence[str]]
    declared: bool


def two_sides(context: Context, chronicle: Chronicle) -> Sides:
    """What is compared: a day with today, else a commit with the work tree, unless the call says otherwise."""
    options = context.options
    revision = common_base(chronicle, options.base) if options.base is not None else options.before
    after = options.after
    if revision is None:
        revision = "HEAD" if after is None or day_in(after) is None else context.today.isoformat()
    elif after is None and day_in(revision) is not None:
        after = context.today.isoformat()
    before_side, after_side = side(context, chronicle, revision), side(context, chronicle, after or WORKTREE)
    return Sides(before_side, after_side, names_of(chronicle, after_side), _declared(chronicle, revision, after))


def side(context: Context, chronicle: Chronicle, name: str) -> Side:
    """The side of that name."""
    day = day_in(name)
    if name == WORKTREE:
        if context.root_if_any is None:
            raise Stop(msg("A bare repository has no work tree: name with --to what is to be compared."))
        return Content(open_worktree(context.root))
    if day is not None:
        return InForce(chronicle, day)
    source = chronicle.source
    return Content(reading_at(source._replace(commit=_commit(chronicle, name)), chronicle.head.known))


def common_base(chronicle: Chronicle, revision: str) -> str:
    """The last commit that the one asked for and HEAD have in common."""
    _commit(chronicle, revision)
    base = merge_base(chronicle.source.repository, revision, chronicle.source.commit)
    if base is None:
        raise Stop(
            msg("“{revision}” and the branch that is checked out have no commit in common.", revision=revision),
            ENVIRONMENT,
        )
    return base


def _commit(chronicle: Chronicle, revision: str) -> str:
    try:
        return commit_of(chronicle.source.repository, revision)
    except UnknownRevision:
        raise Stop(msg("There is no commit “{revision}”.", revision=revision)) from None


def _declared(chronicle: Chronicle, before: str, after: str | None) -> bool:
    """Whether a commit between the two calls its changes editorial; versions know that of themselves."""
    if day_in(before) is not None or (after is not None and day_in(after) is not None):
        return False
    end = chronicle.source.commit if after in {None, WORKTREE} else after
    repository = chronicle.source.repository
    return is_declared(repository, _commit(chronicle, before), _commit(chronicle, end or ""))


def names_of(chronicle: Chronicle, after: Side) -> Callable[[str], Sequence[str]]:
    """The ids of a position, the one it has now first: as history knows them, and as the later side names them."""
    later: dict[str, list[str]] = {}
    newer: dict[str, str] = {}
    if isinstance(after, Content):
        for card in after.reading.cards():
            former = [name for name, _ in card.former_ids if name not in after.reading.ids()]
            later[card.id] = former
            newer.update(dict.fromkeys(former, card.id))

    def names(id: str) -> Sequence[str]:
        first = newer.get(id, chronicle.current.get(id, id))
        known = [first, *later.get(first, ())]
        for name in list(known):
            known += chronicle.names(chronicle.current[name]) if name in chronicle.current else ()
        return list(dict.fromkeys(known))

    return names
