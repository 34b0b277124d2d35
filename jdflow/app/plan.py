"""The plan of a day: every position in the register and with its next review, and all that is needed to tell them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from jdflow.app.kept import shelf_of
from jdflow.language import packed, unpacked
from jdflow.model.organisation import Organisation, Review, Settings, Unit
from jdflow.model.review import Due, Reason, Start
from jdflow.model.version import Doubt, Moment
from jdflow.problems import Place
from jdflow.query.names import is_within, unit_name
from jdflow.query.register import Row
from jdflow.query.review import in_order

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jdflow.app.repository import Source
    from jdflow.output.plan import Sheet


class Entry(NamedTuple):
    """A position: its review, its row in the register, the id that it had first."""

    due: Due
    # What never was more than a draft and is gone has none.
    row: Row | None
    first_id: str


class Plan(NamedTuple):
    """The plan of a day, as it is known at a commit."""

    day: date
    entries: Mapping[str, Entry]
    organisation: Organisation
    settings: Settings
    # What managers are called, by their ids.
    titles: Mapping[str, str]
    # What looks like the record of a review in a commit's message, and is none.
    doubts: list[Doubt]
    # The files of positions that cannot be read and are told nowhere.
    unread: int
    # The last commit, and the first one of the same day.
    last: Moment
    first_of_day: Moment

    def reviews(self, unit: str | None = None) -> list[Due]:
        """Every position with the day of its next review, those due first at the head."""
        items = (entry.due for entry in self.entries.values())
        return in_order(item for item in items if unit is None or is_within(item.unit, unit, self.organisation))

    def register(self, unit: str | None = None) -> list[Row]:
        """The register with the reviews that are due; positions that have ended are in it, too."""
        found = []
        for _, (due, row, _) in sorted(self.entries.items()):
            if row is not None and (unit is None or is_within(due.unit, unit, self.organisation)):
                found.append(row._replace(review_due=due.due, review_state=due.state))
        return found

    def unit(self, id: str | None) -> str:
        """A unit by its name."""
        return unit_name(id, self.organisation)

    def manager(self, id: str | None) -> str:
        """A manager by the title of the position."""
        return self.titles.get(id or "", id or "")

    def first_id(self, id: str) -> str:
        """The id that the position had first, which never changes."""
        return self.entries[id].first_id


def kept_plan(source: Source, day: date) -> Plan | None:
    """The plan of a day as an earlier run has left it for the very same commit."""
    shelf = shelf_of(source.repository)
    kept = shelf.get("plan", name_of(day, source.commit))
    shelf.close()
    return None if kept is None or kept["at"]["prefix"] != source.prefix else from_json(kept["plan"])


def name_of(day: date, commit: str) -> str:
    """The name under which the plan of a day, as it is known at a commit, is kept."""
    return f"{day} {commit}"


def calendar_of(plan: Plan, sheet: Sheet) -> str:
    """The plan as a calendar: newer where a later commit is known, or where it is made on a later day."""
    from jdflow.output.ics import as_calendar

    today = sheet.today
    midnight = datetime(today.year, today.month, today.day, tzinfo=UTC)
    return as_calendar(
        sheet,
        plan.settings.agency,
        seconds=max(plan.last.seconds, int(midnight.timestamp())),
        # Both only ever grow, and so does what is made of them.
        number=plan.last.number + today.toordinal(),
    )


# -- as plain JSON, to be kept -----------------------------------------------------------------------------------------


def to_json(plan: Plan) -> dict[str, Any]:
    """The plan as plain JSON."""
    settings, entries = plan.settings, plan.entries.items()
    return {
        "day": _iso(plan.day),
        "entries": {id: [_due_row(one.due), one.row and _dated(one.row), one.first_id] for id, one in entries},
        "units": [[one.id, one.name, one.parent, one.full_name] for one in plan.organisation.units.values()],
        "settings": [settings.agency, settings.holidays, settings.review],
        "titles": plan.titles,
        "doubts": [[one.commit, _dated(one.known), packed(one.message), packed(one.advice)] for one in plan.doubts],
        "unread": plan.unread,
        "moments": [_dated(plan.last), _dated(plan.first_of_day)],
    }


def from_json(data: dict[str, Any]) -> Plan:
    """The plan that was kept; raises whatever a damaged one leads to."""
    units = (Unit(id, Place(""), name, parent, full_name) for id, name, parent, full_name in data["units"])
    agency, holidays, review = data["settings"]
    last, first_of_day = map(_moment, data["moments"])
    return Plan(
        date.fromisoformat(data["day"]),
        {id: Entry(_due(due), row and _row(row), first_id) for id, (due, row, first_id) in data["entries"].items()},
        Organisation({unit.id: unit for unit in units}),
        Settings(agency=agency, holidays=holidays, review=Review(*review)),
        data["titles"],
        [Doubt(commit, _moment(known), unpacked(said), unpacked(way)) for commit, known, said, way in data["doubts"]],
        data["unread"],
        last,
        first_of_day,
    )


def _dated(row: tuple[Any, ...]) -> list[Any]:
    return [value.isoformat() if isinstance(value, date) else value for value in row]


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _moment(row: list[Any]) -> Moment:
    number, commit, day, *rest = row
    return Moment(number, commit, date.fromisoformat(day), *rest)


def _due_row(due: Due) -> list[Any]:
    reasons = [[one.kind, packed(one.text), _iso(one.on), one.commit] for one in due.early_reasons]
    start = None if due.start is None else _dated(due.start)
    return [*due[:4], start, _iso(due.due), due.days_overdue, due.state, reasons, due.text_still_in_force]


def _due(row: list[Any]) -> Due:
    id, title, unit, manager, begun, day, days, state, early, still = row
    start = None if begun is None else Start(date.fromisoformat(begun[0]), *begun[1:])
    reasons = (Reason(kind, unpacked(text), date.fromisoformat(on), commit) for kind, text, on, commit in early)
    return Due(id, title, unit, manager, start, _day(day), days, state, tuple(reasons), still)


def _row(row: list[Any]) -> Row:
    return Row._make([*row[:5], *map(_day, row[5:8]), row[8], _day(row[9]), *row[10:]])
