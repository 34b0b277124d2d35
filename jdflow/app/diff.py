"""`diff`: what changed from one side to the other, position by position."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from jdflow.app.sides import Unread
from jdflow.model.difference import Compared
from jdflow.query.difference import difference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from jdflow.app.sides import Side, Text


def diff(
    before: Side,
    after: Side,
    asked: Iterable[str] | None,
    names: Callable[[str], Sequence[str]],
    is_declared: Callable[[Sequence[str]], bool],
) -> Iterator[Compared]:
    """The positions asked for, or else all whose text or date differs; `names` tells the ids that one has had.

    `is_declared` tells of a position's ids whether its change of text was declared editorial.
    """
    everyone = {names(id)[0] for id in (*before.ids(), *after.ids())} if asked is None else set(asked)
    for id in sorted(everyone):
        every = names(id)
        try:
            old, new = before.text(every), after.text(every)
        except Unread:
            # The side remembers why: nothing can be said of what changed.
            continue
        compared = _compared(id, old, new, partial(is_declared, every))
        if asked is not None or compared.differs:
            yield compared


def _compared(id: str, old: Text | None, new: Text | None, is_declared: Callable[[], bool]) -> Compared:
    shown = None if old is None else old.shown, None if new is None else new.shown
    found = difference(*shown, declared=True)
    if any(change.cls == "editorial" for change in found.changes) and not (_says_so(new) or is_declared()):
        found = difference(*shown, declared=False)
    one = new or old
    position = None if one is None else one.shown.resolved.position
    title = "" if position is None else f"{position.title} {position.qualifier or ''}".strip()
    return Compared(
        id=id,
        title=title or id,
        from_day=None if old is None else old.effective_from,
        to_day=None if new is None else new.effective_from,
        difference=found,
        has_before=old is not None,
        has_after=new is not None,
    )


def _says_so(text: Text | None) -> bool:
    """Whether a version knows of itself that its changes were declared."""
    return text is not None and text.version is not None and text.version.is_declared_editorial
