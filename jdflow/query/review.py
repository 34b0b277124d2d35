"""The second clock: when each position's review is due, what its clock runs from, and why it may be due early."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.calendar import later, plus, working_day
from jdflow.model.review import Due, Start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from jdflow.model.organisation import Settings
    from jdflow.model.review import Reason, ReviewState
    from jdflow.model.version import Record, Timeline, Version


class Asked(NamedTuple):
    """What the clock asks of those who can read the texts, each as seldom as can be.

    `material`: whether a version changed what matters against the one before it. `reasons`: what changed around a
    position since its clock started, up to the day of the plan. `fingerprint`: that of the text in force on the day
    of a record that names none. Without `fingerprint` nobody asks whether the text reviewed is still in force.
    """

    material: Callable[[Version, Version], bool]
    reasons: Callable[[str, Start], Sequence[Reason]]
    fingerprint: Callable[[Record], str | None] | None = None


def in_order(items: Iterable[Due]) -> list[Due]:
    """A plan, those due first at the head; those of which no text is in force come last."""
    return sorted(items, key=lambda item: (item.due is None, item.due, item.id))


def due(timeline: Timeline, records: Iterable[Record], settings: Settings, today: date, asked: Asked) -> Due:
    """When a position's review is due; never where no text is in force: a draft, an upcoming or an ended one."""
    version = timeline.on(today)
    if version is None:
        return _undue(timeline, today)
    facts = version.state.facts
    record = _last(records, today)
    start, postponed_to = _start(timeline, record, today, asked)
    yearly = later(start.day, settings.review.period_months)
    if postponed_to is not None:
        # Put off, but not to a day that is over, and by no more than a whole period.
        yearly = max(start.day, min(postponed_to, yearly))
    yearly = working_day(yearly, settings.holidays)
    reasons = tuple(asked.reasons(timeline.id, start))
    early = yearly
    if reasons:
        first = min(reason.on for reason in reasons)
        early = min(yearly, working_day(plus(first, settings.review.early_days), settings.holidays))
    return Due(
        id=timeline.id,
        title=facts.full_title,
        unit=facts.unit,
        manager=facts.manager,
        start=start,
        due=early,
        days_overdue=max(0, (today - early).days),
        state=_state(early, today, settings.review.warning_days, is_early=early < yearly),
        early_reasons=reasons,
        text_still_in_force=_still_in_force(record, version, asked) if start.source != "effective" else None,
    )


def on_a_later_day(item: Due, today: date, warning_days: int) -> Due:
    """What is said of the same review on a later day, as long as nothing else has changed."""
    if item.due is None:
        return item
    state = _state(item.due, today, warning_days, is_early=item.state == "early")
    return item._replace(days_overdue=max(0, (today - item.due).days), state=state)


def within(items: Iterable[Due], today: date, days: int) -> list[Due]:
    """Those that are due in so many days, or overdue."""
    return [item for item in items if item.due is not None and item.due <= plus(today, days)]


def text_still_in_force(record: Record, version: Version | None, fingerprint: str | None) -> bool | None:
    """Whether the text that a review was about is in force; `fingerprint` is that text's, where the record has none.

    None where no text is in force, or nobody can tell which text was reviewed.
    """
    reviewed = record.fingerprint or fingerprint
    if version is None or reviewed is None:
        return None
    # Someone may have written the fingerprint shortened, as it is shown in places.
    return version.state.fingerprint.startswith(reviewed)


def _undue(timeline: Timeline, today: date) -> Due:
    version = timeline.upcoming(today) or (timeline.versions[-1] if timeline.versions else None)
    state = timeline.last if version is None else version.state
    title, unit, manager = timeline.id, None, None
    if state is not None:
        title, unit, manager = state.facts.full_title, state.facts.unit, state.facts.manager
    return Due(timeline.id, title, unit, manager, None, None, 0, "none")


def _last(records: Iterable[Record], today: date) -> Record | None:
    """The last review up to that day; of several on one day, the one that was recorded last."""
    counted = [record for record in records if record.on <= today]
    return max(reversed(counted), key=lambda record: (record.on, record.known.number), default=None)


def _start(timeline: Timeline, record: Record | None, today: date, asked: Asked) -> tuple[Start, date | None]:
    """What the clock runs from, and the day to which the review was put off then."""
    begun = [version for version in timeline.versions if version.effective_from <= today]
    since = [number for number, one in enumerate(begun) if record is None or one.effective_from > record.on]
    # The newest first: one that is of class `oluline` is enough, and the first version counts whatever it says.
    found = next((begun[n] for n in reversed(since) if n == 0 or asked.material(begun[n - 1], begun[n])), None)
    if record is None or found is not None:
        return _taking_effect(found or begun[0]), None
    start = Start(record.on, record.source, record.commit, record.known.number, record.outcome, record.by)
    return start, record.postponed_to if record.outcome == "postponed" else None


def _taking_effect(version: Version) -> Start:
    moment = version.dated_at
    return Start(version.effective_from, "effective", moment.commit, moment.number)


def _state(due: date, today: date, warning_days: int, *, is_early: bool) -> ReviewState:
    if due < today:
        return "overdue"
    if is_early:
        return "early"
    return "soon" if (due - today).days <= warning_days else "ok"


def _still_in_force(record: Record | None, version: Version, asked: Asked) -> bool | None:
    if record is None or asked.fingerprint is None:
        return None
    return text_still_in_force(record, version, None if record.fingerprint else asked.fingerprint(record))
