"""The review plan as a table, as JSON, as cells of a spreadsheet, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from jdflow.calendar import written
from jdflow.language import N_
from jdflow.output.markdown import escaped
from jdflow.output.tables import as_csv, as_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from jdflow.language import Voice
    from jdflow.model.review import Due, Evidence, Reason, ReviewState
    from jdflow.model.version import Outcome
    from jdflow.output.plain import Paint

_COMMIT = 8
OUTCOME_WORDS: dict[Outcome, str] = {
    "unchanged": N_("unchanged"),
    "changed": N_("changed"),
    "postponed": N_("put off"),
}
EVIDENCE_WORDS: dict[Evidence, str] = {
    "effective": N_("taking effect"),
    "trailer": N_("record in a commit"),
    "field": N_("üle_vaadatud in the file"),
}
STATE_WORDS: dict[ReviewState, str] = {
    "ok": N_("in time"),
    "soon": N_("due soon"),
    "overdue": N_("overdue"),
    "early": N_("due early"),
    "none": N_("not due"),
}


class Names(Protocol):
    """Units and managers as people call them; and the id that a position had first, which never changes."""

    def unit(self, id: str | None) -> str:
        """A unit."""

    def manager(self, id: str | None) -> str:
        """A manager."""

    def first_id(self, id: str) -> str:
        """The id that a position had first."""


class Sheet(NamedTuple):
    """The plan with all that is needed to print it; `proposed` has a day for each position that is spread."""

    items: Sequence[Due]
    today: date
    names: Names
    voice: Voice
    proposed: Mapping[str, date] | None = None


def as_rows(sheet: Sheet, paint: Paint) -> Iterator[str]:
    """The table for a terminal."""
    heading, rows = _short(sheet)
    return as_table(heading, rows, paint)


def as_markdown(sheet: Sheet) -> Iterator[str]:
    """The same table as Markdown."""
    heading, rows = _short(sheet)
    yield f"| {' | '.join(map(escaped, heading))} |"
    yield f"|{' --- |' * len(heading)}"
    for row in rows:
        yield f"| {' | '.join(map(escaped, row))} |"


def as_sheet(sheet: Sheet) -> str:
    """Comma-separated values with a column for everything; days as spreadsheets take them, in ISO form."""
    voice = sheet.voice
    heading = [
        voice.say("Id"),
        voice.say("Title"),
        voice.say("Unit"),
        voice.say("Manager"),
        voice.say("Last review"),
        voice.say("Evidence"),
        voice.say("Outcome"),
        voice.say("Commit"),
        voice.say("Due"),
        voice.say("Days overdue"),
        voice.say("State"),
        voice.say("Why early"),
        *([] if sheet.proposed is None else [voice.say("Proposed day")]),
    ]
    return as_csv(heading, (_long(item, sheet) for item in sheet.items))


def as_object(sheet: Sheet) -> dict[str, Any]:
    """The plan as JSON has it."""
    return {"today": sheet.today.isoformat(), "items": [_object(item, sheet) for item in sheet.items]}


def told_reasons(item: Due, voice: Voice) -> str:
    """Why a review is due early, in a line."""
    return "; ".join(_reason(reason, voice) for reason in item.early_reasons)


def told_start(item: Due, voice: Voice) -> str:
    """What the clock runs from: the day, and what speaks for it."""
    start = item.start
    if start is None:
        return ""
    notes = [voice.say(EVIDENCE_WORDS[start.source]), start.commit[:_COMMIT]]
    if start.outcome is not None:
        notes.insert(0, voice.say(OUTCOME_WORDS[start.outcome]))
    if item.text_still_in_force is False:
        notes.append(voice.say("another text is in force now"))
    return f"{written(start.day)} ({', '.join(notes)})"


def _short(sheet: Sheet) -> tuple[list[str], list[list[str]]]:
    """The heading and the rows for those who read on a screen; columns that would be empty are left out."""
    voice, proposed = sheet.voice, sheet.proposed
    with_reasons = any(item.early_reasons for item in sheet.items)
    heading = [voice.say("Due")]
    heading += [] if proposed is None else [voice.say("Proposed day")]
    heading += [voice.say(word) for word in (N_("State"), N_("Id"), N_("Title"), N_("Manager"), N_("Last review"))]
    heading += [voice.say("Why early")] if with_reasons else []
    rows = []
    for item in sheet.items:
        row = [_day(item.due)]
        row += [] if proposed is None else [_day(proposed.get(item.id))]
        row += [_state(item, voice), item.id, item.title, sheet.names.manager(item.manager), told_start(item, voice)]
        row += [told_reasons(item, voice)] if with_reasons else []
        rows.append(row)
    return heading, rows


def _long(item: Due, sheet: Sheet) -> list[str]:
    voice, start = sheet.voice, item.start
    return [
        item.id,
        item.title,
        sheet.names.unit(item.unit),
        sheet.names.manager(item.manager),
        "" if start is None else start.day.isoformat(),
        "" if start is None else voice.say(EVIDENCE_WORDS[start.source]),
        "" if start is None or start.outcome is None else voice.say(OUTCOME_WORDS[start.outcome]),
        "" if start is None else start.commit,
        "" if item.due is None else item.due.isoformat(),
        str(item.days_overdue),
        voice.say(STATE_WORDS[item.state]),
        told_reasons(item, voice),
        *([] if sheet.proposed is None else [day.isoformat() if (day := sheet.proposed.get(item.id)) else ""]),
    ]


def _object(item: Due, sheet: Sheet) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": item.id,
        "title": item.title,
        "unit": item.unit,
        "manager": item.manager,
        "last_review": None if item.start is None else item.start.day.isoformat(),
        "last_review_source": None if item.start is None else item.start.source,
        "due": None if item.due is None else item.due.isoformat(),
        "days_overdue": item.days_overdue,
        "state": item.state,
        "early_reasons": [
            {"kind": one.kind, "text": sheet.voice(one.text), "on": one.on.isoformat(), "commit": one.commit}
            for one in item.early_reasons
        ],
    }
    if sheet.proposed is not None:
        day = sheet.proposed.get(item.id)
        found["proposed"] = None if day is None else day.isoformat()
    return found


def _state(item: Due, voice: Voice) -> str:
    if item.state == "overdue":
        return voice.count("{n} day overdue", "{n} days overdue", item.days_overdue)
    return voice.say(STATE_WORDS[item.state])


def _reason(reason: Reason, voice: Voice) -> str:
    return f"{voice(reason.text)} ({written(reason.on)})"


def _day(day: date | None) -> str:
    return "" if day is None else written(day)
