"""The comment on a change at a forge: one, whoever asks how often; the one that is there is kept up to date."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Literal, TypeAlias

from jdflow.deliver.forge import NotThere, Unreachable, Unsure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jdflow.deliver.forge import Change, Comment, Forge
    from jdflow.language import Msg

# Whoever opens more than these in no time shall not keep a run for ever.
_MOST_LOOKED_AT = 200
# More than these are no change's own fault.
_MOST_FAILURES = 3
_SHORT = 12
Done: TypeAlias = Literal["added", "edited", "kept"]


def post(forge: Forge, change: int, marker: str, body: str, replaced: str) -> Done:
    """Adds the comment, or edits the one that begins with the marker; of several the oldest stays.

    What was said by another run at the same moment gives way to a word that says so.
    """
    found = _own(forge, change, marker)
    done: Done = "kept"
    if not found:
        found, done = _added(forge, change, marker, body), "added"
    first, *others = found
    if _lines(first.body) != _lines(body):
        forge.edit_comment(first.id, body)
        done = "edited"
    for other in others:
        forge.edit_comment(other.id, replaced)
    return done


def pending(forge: Forge, marker: str, tell: Callable[[Change, Msg], None]) -> Iterator[Change]:
    """The open changes, the last changed first, whose comment does not tell of their last commit yet.

    Where the comments on one cannot be read, be it that somebody has made them too long, that is told, and the others
    come nevertheless.
    """
    failures = 0
    for change in islice(forge.open_changes(), _MOST_LOOKED_AT):
        told = f"`{change.head_commit[:_SHORT]}`"
        try:
            found = _own(forge, change.number, marker)
        except (NotThere, Unreachable) as fails:
            failures += 1
            if failures > _MOST_FAILURES:
                raise
            tell(change, fails.why)
            continue
        # The last line says what was compared.
        if not any(told in _lines(one.body)[-1] for one in found):
            yield change


def _added(forge: Forge, change: int, marker: str, body: str) -> list[Comment]:
    """The comment that was added; and what others have added in the meantime."""
    try:
        added = [forge.add_comment(change, body)]
    except Unsure:
        # Only a look tells whether it arrived.
        found = _own(forge, change, marker)
        if not found:
            raise
        return found
    # A list may lag behind.
    return _own(forge, change, marker) or added


def _own(forge: Forge, change: int, marker: str) -> list[Comment]:
    """Our comments on that content, the oldest first: anybody can write a marker."""
    return [one for one in forge.comments(change) if one.is_own and _lines(one.body)[:1] == [marker]]


def _lines(body: str) -> list[str]:
    """The lines, however the forge ends them and whatever it strips."""
    return body.strip().splitlines()
