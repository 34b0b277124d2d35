"""Who signs for the agency."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from jdflow.model.organisation import Holder, Settings, Signatories
    from jdflow.model.position import Position


def signing_day(position: Position) -> date | None:
    """The day on which whoever signs must hold the role: that of approval, else that of taking effect."""
    approved = None if position.approval is None else position.approval.date
    return approved or position.effective_from


def signer_of(position: Position, settings: Settings, signatories: Signatories, otherwise: date) -> Holder | None:
    """The holder of the role on that day; where nobody held it, the role's title without a name."""
    role = position.signatory or settings.signatory
    holders = signatories.roles.get(role or "", ())
    day = signing_day(position) or otherwise
    for holder in holders:
        if holder.period.covers(day):
            return holder
    return holders[-1]._replace(name=None) if holders else None
