"""The register as cells of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.language import N_
from jdflow.output.position import RELATION_WORDS
from jdflow.query.names import unit_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jdflow.language import Voice
    from jdflow.model.organisation import Organisation
    from jdflow.output.tables import Cell
    from jdflow.query.register import Row

STATE_WORDS = {
    "in_force": N_("in force"),
    "upcoming": N_("upcoming"),
    "ended": N_("ended"),
    "draft": N_("draft"),
}
HEADING = (
    N_("Id"),
    N_("Title"),
    N_("Unit"),
    N_("Relation"),
    N_("In force from"),
    N_("Until"),
    N_("State"),
    N_("Review due"),
)


def as_cells(rows: Iterable[Row], organisation: Organisation, voice: Voice) -> tuple[list[str], list[list[Cell]]]:
    """The heading, and a row of cells for each position."""
    return [voice.say(word) for word in HEADING], [_cells(row, organisation, voice) for row in rows]


def _cells(row: Row, organisation: Organisation, voice: Voice) -> list[Cell]:
    return [
        row.id,
        f"{row.title} {row.qualifier}" if row.qualifier else row.title,
        unit_name(row.unit, organisation),
        voice.say(RELATION_WORDS[row.relation]),
        row.effective_from or "",
        row.effective_to or "",
        voice.say(STATE_WORDS[row.state]),
        row.review_due or "",
    ]
