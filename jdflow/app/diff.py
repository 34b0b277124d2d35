"""`diff`: what changed from one side to the other, position by position."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.app.sides import Unread
from jdflow.git.brought import said_since
from jdflow.history.messages import GREP, declared_in
from jdflow.model.difference import Compared
from jdflow.query.difference import difference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from jdflow.app.sides import Side, Text
    from jdflow.git import Repository


def diff(
    before: Side, after: Side, asked: Iterable[str] | None, names: Callable[[str], Sequence[str]], *, declared: bool
) -> Iterator[Compared]:
    """The positions asked for, or else all whose text or date differs; `names` tells the ids that one has had."""
    everyone = {names(id)[0] for id in (*before.ids(), *after.ids())} if asked is None else set(asked)
    for id in sorted(everyone):
        try:
            old, new = before.text(names(id)), after.text(names(id))
        except Unread:
            # The side remembers why: nothing can be said of what changed.
            continue
        compared = _compared(id, old, new, declared=declared)
        if asked is not None or compared.differs:
            yield compared


def _compared(id: str, old: Text | None, new: Text | None, *, declared: bool) -> Compared:
    declared = declared or (new is not None and new.version is not None and new.version.is_declared_editorial)
    one = new or old
    position = None if one is None else one.shown.resolved.position
    title = "" if position is None else f"{position.title} {position.qualifier or ''}".strip()
    return Compared(
        id=id,
        title=title or id,
        from_day=None if old is None else old.effective_from,
        to_day=None if new is None else new.effective_from,
        difference=difference(
            None if old is None else old.shown, None if new is None else new.shown, declared=declared
        ),
        has_before=old is not None,
        has_after=new is not None,
    )


def is_declared(repository: Repository, base: str, revision: str) -> bool:
    """Whether a commit after `base` calls its changes of text editorial."""
    said = said_since(repository, base, revision, GREP)
    return any(declared_in(one.message) is not None for one in said)
