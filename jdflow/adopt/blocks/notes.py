"""What was other in the document than in the shared block that was taken for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.language import msg
from jdflow.resolve.likeness import bare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.language import Msg
    from jdflow.model.adopted import Said
    from jdflow.query.likeness_cover import Told


def noted(saids: Sequence[Said], told: Sequence[Told], offset: int) -> tuple[Said, ...]:
    """The texts as the block has them, with a note on what is other there; the first is number `offset` of all."""
    noted = list(saids)
    for one in told:
        start, stop = one.start - offset, one.stop - offset
        here = " ".join(said.text for said in saids[start:stop])
        note = _note(here, one)
        if stop - start == 1:
            noted[start] = noted[start]._replace(text=one.text)
        if note is not None:
            noted[start] = noted[start]._replace(notes=(*noted[start].notes, note))
    return tuple(noted)


def _note(here: str, told: Told) -> Msg | None:
    if told.slips:
        was = ", ".join(slip.here for slip in told.slips)
        now = ", ".join(slip.there for slip in told.slips)
        return msg("In the document “{was}”, in the shared block “{now}”.", was=was, now=now)
    # A mark at the end, or a capital at the beginning, is the list's and not the text's.
    if bare(here) == bare(told.text):
        return None
    return msg("Marks or white space are other than in the shared block: “{was}”.", was=here)
