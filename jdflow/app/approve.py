"""`approve`: the approval of positions' texts, recorded in their files; one order, many annexes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jdflow.app.edits import (
    APPROVED_BY,
    Change,
    Held,
    Left,
    Outcome,
    Refusal,
    change,
    day_edit,
    held,
    of_the_old,
    quoted,
)
from jdflow.calendar import written
from jdflow.language import Msg, msg
from jdflow.model.position import EMPLOYEE, Approval
from jdflow.source.edit import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from jdflow.app.reading import Reading

ORDER, CONTRACT = MODES = ("käskkiri", "leping")
# Only what is the same as text and as a number stands without quotes: not 007.
_COUNT = re.compile("0|[1-9][0-9]*")


class Order(NamedTuple):
    """What approves: an order or a contract, its number and day; whether it may replace what is recorded."""

    number: str
    day: date
    mode: str | None
    replace: bool


def approve(reading: Reading, annexes: Iterable[tuple[str, str | None]], order: Order, today: date) -> Outcome:
    """The approval in the file of each position, with the number of its annex."""
    outcome = Outcome([], [], [])
    binds = reading.book(today).binds
    for id, annex in annexes:
        file = held(reading, id)
        if isinstance(file, Refusal):
            outcome.add(file)
            continue
        effective = file.position.effective_from
        if effective is not None and effective < order.day and not file.position.retroactive and binds(effective):
            outcome.add(_too_early(file, effective, order.day))
        else:
            outcome.add(_approved(reading, file, annex, order))
    return outcome


def _too_early(file: Held, effective: date, approved: date) -> Refusal:
    why = msg(
        "The text takes effect on {effective}, before its approval on {approved}; give it a later day with "
        "`jdflow amend`, or add `tagasiulatuv: true` if that is really meant.",
        effective=written(effective),
        approved=written(approved),
    )
    return Refusal(file.place("effective_from"), why)


def _approved(reading: Reading, file: Held, annex: str | None, order: Order) -> Change | Left | Refusal:
    position = file.position
    before = position.approval or Approval()
    usual = CONTRACT if position.relation == EMPLOYEE else ORDER
    mode = order.mode or before.mode or usual
    is_another = _differs(before.number, order.number) or _differs(before.date, order.day)
    has_order = before.number is not None or before.date is not None
    clashes = is_another or (annex is not None and _differs(before.annex, annex))
    if clashes or (has_order and _differs(before.mode, mode)):
        if not order.replace:
            return _approved_already(file, before)
        old = list(of_the_old(before, consent=False)) if is_another else []
    else:
        old = []
    after = Approval(mode, order.number, order.day, annex if is_another else annex or before.annex)
    edits = list(_edits(before, after, {key for key, _ in old}))
    if not edits:
        return Left(position.path, msg("has this approval already"))
    told = _told(after)
    if old:
        told = msg("{told}; in place of {old}", told=told, old=quoted(old))
    return change(reading, file, edits, told)


def _differs(before: object, after: object) -> bool:
    return before is not None and before != after


def _approved_already(file: Held, before: Approval) -> Refusal:
    why = msg(
        "The text is approved already ({approval}); a new version begins with `jdflow amend`, "
        "and what was recorded wrongly is replaced with --replace.",
        approval=quoted([("kinnitamisviis", before.mode or "–"), *of_the_old(before, consent=False)]),
    )
    return Refusal(file.place("approval"), why)


def _edits(before: Approval, after: Approval, old: set[str]) -> Iterator[Edit]:
    """What has to be set, and what goes with an order that is replaced."""
    if after.mode != before.mode:
        yield Edit((APPROVED_BY, "kinnitamisviis"), after.mode)
    if after.number is not None and after.number != before.number:
        yield _code("number", after.number)
    if after.date is not None and after.date != before.date:
        yield day_edit((APPROVED_BY, "kuupäev"), after.date)
    if after.annex is not None and after.annex != before.annex:
        yield _code("lisa", after.annex)
    elif after.annex is None and "lisa" in old:
        yield Edit((APPROVED_BY, "lisa"), None)
    if "päis" in old:
        yield Edit((APPROVED_BY, "päis"), None)


def _code(key: str, text: str) -> Edit:
    return Edit((APPROVED_BY, key), text, plain=_COUNT.fullmatch(text) is not None)


def _told(approval: Approval) -> Msg:
    number, day = approval.number or "", written(approval.date) if approval.date else ""
    if approval.mode == ORDER:
        told = msg("approved by order no. {number} of {day}", number=number, day=day)
    else:
        told = msg("agreed in contract no. {number} of {day}", number=number, day=day)
    return told if approval.annex is None else msg("{told}, annex {annex}", told=told, annex=approval.annex)
