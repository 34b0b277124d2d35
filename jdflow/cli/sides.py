"""What `--from`, `--to`, `--base` and `--redline` name: a day, a commit, or the work tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.app.declared import Declared
from jdflow.app.sides import Content, InForce
from jdflow.app.texts import reading_at
from jdflow.app.worktree import open_worktree
from jdflow.cli.context import Stop
from jdflow.cli.past import day_in
from jdflow.git import UnknownRevision
from jdflow.git.history import merge_base
from jdflow.git.tree import commit_of
from jdflow.language import msg

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jdflow.app.chronicle import Chronicle
    from jdflow.app.repository import Source
    from jdflow.app.sides import Side
    from jdflow.cli.context import Context

WORKTREE = "WORKTREE"


class Sides(NamedTuple):
    """The two sides, the ids that a position has had, and whether its change was declared editorial."""

    before: Side
    after: Side
    names: Callable[[str], Sequence[str]]
    is_declared: Callable[[Sequence[str]], bool]


def two_sides(context: Context, chronicle: Chronicle) -> Sides:
    """What is compared: a day with today, else a commit with the work tree, unless the call says otherwise."""
    options = context.options
    revision = common_base(chronicle.source, options.base) if options.base is not None else options.before
    after = options.after
    if revision is None:
        revision = "HEAD" if after is None or day_in(after) is None else context.today.isoformat()
    elif after is None and day_in(revision) is not None:
        after = context.today.isoformat()
    before_side, after_side = side(context, chronicle, revision), side(context, chronicle, after or WORKTREE)
    is_declared = _declared(chronicle, before_side, after_side)
    return Sides(before_side, after_side, names_of(chronicle, after_side), is_declared)


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
    commit = _commit(chronicle, name)
    return Content(reading_at(source._replace(commit=commit), chronicle.head.known), commit)


def common_base(source: Source, revision: str) -> str:
    """The last commit that the one asked for and the one that is checked out have in common."""
    base = merge_base(source.repository, revision, source.commit)
    if base is None:
        why = msg(
            "“{revision}” and what is checked out have no commit in common; "
            "name with --base the branch that this one began from.",
            revision=revision,
        )
        raise Stop(why)
    return base


def _commit(chronicle: Chronicle, revision: str) -> str:
    try:
        return commit_of(chronicle.source.repository, revision)
    except UnknownRevision:
        raise Stop(msg("There is no commit “{revision}”.", revision=revision)) from None


def _declared(chronicle: Chronicle, before: Side, after: Side) -> Callable[[Sequence[str]], bool]:
    """Whether a commit between the two calls a position's changes editorial; versions know that of themselves."""
    if not isinstance(before, Content) or not isinstance(after, Content) or before.commit is None:
        return lambda _: False
    source = chronicle.source if after.commit is None else chronicle.source._replace(commit=after.commit)
    declared = Declared(source, before.commit, before.reading, after.reading)
    return lambda names: declared.commit(names) is not None


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
