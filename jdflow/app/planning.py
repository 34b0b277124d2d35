"""The plan of a day made: what an earlier run has left of it, and anew what has changed since then."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from jdflow.app.due import Reviews
from jdflow.app.plan import Entry, Plan, from_json, name_of, to_json
from jdflow.calendar import plus
from jdflow.history.records import trailer_records
from jdflow.intake.contents import ORGANISATION, SETTINGS
from jdflow.query.register import row_of_version
from jdflow.query.review import on_a_later_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jdflow.app.chronicle import Chronicle
    from jdflow.app.past import Past
    from jdflow.app.world import World
    from jdflow.intake.shelf import Shelf

# So many plans are kept, of whichever days and commits.
MOST_PLANS = 6


def plan_of(chronicle: Chronicle, day: date) -> Plan:
    """The plan of a day, as it is known at the last commit of this history."""
    before = _Before(chronicle.shelf, chronicle.past, day)
    anew = sorted(before.touched(chronicle))
    reviews = Reviews(chronicle, day)
    chronicle.look_together(reviews.due, anew)
    ids = frozenset(chronicle.ids())
    needs = {id: row for id, row in before.needs.items() if id in ids}
    entries = {id: one for id, one in before.entries().items() if id in needs}
    for id in anew:
        due = reviews.due(id)
        asked = sorted(reviews.world.asked)
        until = _until(chronicle, reviews.world, id, asked, day)
        needs[id] = _Needs(asked, chronicle.blocks(id), None if until is None else until.isoformat())
        entries[id] = Entry(due, row_of_version(chronicle.timeline(id), day), chronicle.first_id(id))
    plan = _with_names(chronicle, day, entries)
    before.keep(plan, needs, chronicle)
    return plan


def _with_names(chronicle: Chronicle, day: date, entries: dict[str, Entry]) -> Plan:
    """The plan with all that is needed to tell it."""
    head, moments = chronicle.head, chronicle.past.moments
    managers = {entry.due.manager for entry in entries.values()} - {None}
    last = {id: chronicle.timeline(chronicle.current[id]).last for id in managers if id in chronicle.current}
    told = {entry.row.path for entry in entries.values() if entry.row is not None}
    return Plan(
        day=day,
        entries=dict(sorted(entries.items())),
        organisation=head.organisation,
        settings=head.settings,
        titles={id: state.facts.full_title for id, state in last.items() if state is not None},
        doubts=chronicle.doubts,
        unread=sum(path not in told for path in head.contents.positions),
        last=moments[-1],
        first_of_day=moments.first_of_last_day(),
    )


class _Needs(NamedTuple):
    """What an entry depends on besides the position's own files: positions, files of blocks."""

    positions: list[str]
    blocks: list[str]
    # The first later day on which it may say something else, though nothing is committed.
    until: str | None = None


def _until(chronicle: Chronicle, world: World, id: str, asked: list[str], day: date) -> date | None:
    """The first day after this one on which a position's entry may change by itself."""

    def days() -> Iterator[date | None]:
        for version in chronicle.timeline(id).versions:
            yield version.effective_from
            yield _after(version.effective_to)
        yield from (record.on for record in chronicle.records(id)[0])
        for other in asked:
            named = next((named for _, named in world.named(other) if named is not None), None)
            yield None if named is None else _after(named.effective_to)
        for _, units in world.units():
            yield from (_after(unit.valid_to) for unit in units.values())
            return

    return min((one for one in days() if one is not None and one > day), default=None)


def _after(last: date | None) -> date | None:
    """The day after the last one; none after the end of time."""
    return None if last is None or last == date.max else plus(last, 1)


class _Before:
    """A plan as an earlier run has left it: of this day or one before, at a commit on the way to this one."""

    def __init__(self, shelf: Shelf, past: Past, day: date) -> None:
        self._shelf = shelf
        self._past = past
        self._day = day
        found = [one for one in self._kept() if past.went_through(one["at"]) and self._may_go_on(one)]
        last: dict[str, Any] = max(found, key=lambda one: (one["at"]["end"], one["day"]), default={"at": {}, "day": ""})
        self._at: dict[str, Any] = last["at"]
        self._made_on: str = last["day"]
        name = f"{self._made_on} {self._at.get('commit', '')}"
        kept, rest = shelf.get("plan", name), shelf.get("needs", name)
        is_of_use = kept is not None and rest is not None and kept["at"] == self._at
        self.plan: Plan | None = from_json(kept["plan"]) if is_of_use else None
        self._joined: dict[str, str] = rest["joined"] if is_of_use else {}
        self.needs = {id: _Needs(*row) for id, row in rest["rows"].items()} if is_of_use else {}

    def _may_go_on(self, one: dict[str, Any]) -> bool:
        """Whether the plan is of this day, or of an earlier one on which all of its commits had been made."""
        end, made_on = one["at"]["end"], one["day"]
        if made_on == self._day.isoformat():
            return True
        return bool(end) and self._past.moments[end - 1].day.isoformat() <= made_on < self._day.isoformat()

    def entries(self) -> dict[str, Entry]:
        """What it says of each position, as it is on this day."""
        if self.plan is None:
            return {}
        if self.plan.day == self._day:
            return dict(self.plan.entries)
        days = self.plan.settings.review.warning_days
        return {id: one._replace(due=on_a_later_day(one.due, self._day, days)) for id, one in self.plan.entries.items()}

    def _kept(self) -> list[dict[str, Any]]:
        """The plans that are kept, the last one made last."""
        found: list[dict[str, Any]] = self._shelf.get("plans") or []
        return found

    def touched(self, chronicle: Chronicle) -> set[str]:
        """The positions of which the plan may say something else by now."""
        ids = set(chronicle.ids())
        if self.plan is None:
            return ids
        end = self._at["end"]
        files = self._past.touched_since(end)
        if SETTINGS in files or ORGANISATION in files or self._joined != _joined(chronicle):
            return ids
        said = [message for message in self._past.messages if message.known.number >= end]
        named = {record.id for record in trailer_records(said, chronicle.current)[0]}
        positions = self._past.positions
        own = {
            id
            for id in ids
            if id not in self.needs
            or any(not files.isdisjoint(positions[name]) for name in chronicle.names(id))
            or not files.isdisjoint(self.needs[id].blocks)
            or self._is_over(self.needs[id])
        }
        others = {id for id in ids - own if not own.isdisjoint(self.needs[id].positions)}
        return own | others | named

    def _is_over(self, needs: _Needs) -> bool:
        return needs.until is not None and needs.until <= self._day.isoformat()

    def keep(self, plan: Plan, needs: dict[str, _Needs], chronicle: Chronicle) -> None:
        """Leaves the plan for the next run, and lets go of those that were made long ago."""
        at = self._past.mark
        if self.plan == plan and self._at == at:
            return
        name = name_of(self._day, at["commit"])
        self._shelf.put("plan", name, {"at": at, "plan": to_json(plan)})
        self._shelf.put("needs", name, {"rows": needs, "joined": _joined(chronicle)})
        made = {name_of(one["day"], one["at"]["commit"]): one for one in self._kept()}
        made.pop(name, None)
        for old in [*made][: max(0, len(made) - MOST_PLANS + 1)]:
            del made[old]
            self._shelf.put("plan", old, None)
            self._shelf.put("needs", old, None)
        self._shelf.put("plans", "", [*made.values(), {"day": self._day.isoformat(), "at": at}])


def _joined(chronicle: Chronicle) -> dict[str, str]:
    """The ids that are others now."""
    return {id: now for id, now in chronicle.current.items() if id != now}
