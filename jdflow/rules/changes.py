"""What a branch does to texts that are approved or in force: JD404 and up, one rule a function."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from jdflow.calendar import written
from jdflow.language import Msg, msg
from jdflow.model.position import Approval
from jdflow.problems import Place, Problem, history, related_to
from jdflow.query.difference import difference
from jdflow.query.shown import bare
from jdflow.shape.position import POSITION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from jdflow.model.card import Card
    from jdflow.model.difference import Change, Difference
    from jdflow.model.version import Facts, State, Timeline, Version
    from jdflow.problems import Placed, Related
    from jdflow.rules.book import Book

_KEYS = {field.name: field.key for field in POSITION.table}
_SHORT = 10


class Branch(NamedTuple):
    """What is compared: the commit where the branch began, as commands name it, and what its commits declare."""

    base: str
    # For a position the commit that calls its changes editorial, if all that changed its text do.
    declared: Callable[[Card], str | None]
    book: Book
    # Where a shared block has changed.
    changed_at: Callable[[str], Placed]

    @property
    def today(self) -> date:
        """The day that counts as today."""
        return self.book.today


class Turn(NamedTuple):
    """A position as it was where the branch began, and as it is now."""

    card: Card
    now: State
    old: Timeline
    # The versions as they will be when the branch is merged today.
    new: Timeline
    # The shared blocks that it uses and that have changed.
    blocks: tuple[str, ...] = ()

    @property
    def before(self) -> State | None:
        """What its file said; none where the position is new."""
        return self.old.last

    @property
    def is_same_text(self) -> bool:
        """Whether its words are those that it had."""
        return self.before is not None and self.before.fingerprint == self.now.fingerprint

    @property
    def dated_before(self) -> Facts | None:
        """What its file said, where its date is the one that it had."""
        before, day = self.before, self.now.facts.effective_from
        return before.facts if before is not None and day is not None and before.facts.effective_from == day else None

    @property
    def held(self) -> State | None:
        """What has been the text of the date that the position has now; none where no version had it."""
        day = self.now.facts.effective_from
        if self.dated_before is not None:
            return self.before
        if not self.card.retroactive:
            # To go back to that day is not allowed at all.
            return None
        return next((version.state for version in self.old.versions if version.effective_from == day), None)


class _Standing(Protocol):
    """A line, a duty or a competency of the text."""

    @property
    def at(self) -> Placed:
        """Where the position's file says so."""


def judge(turn: Turn, branch: Branch) -> Iterator[Problem]:
    """All that is said of one position."""
    silent = list(changed_silently(turn, branch))
    yield from silent
    moved = list(moved_back(turn, branch))
    yield from moved
    if not moved:
        yield from unapproved(turn, branch)
    yield from withdrawn(turn.old, turn.new, turn.card.place("effective_from"), branch, told=bool(moved))
    yield from stands_beside(turn, branch)
    yield from date_removed(turn, branch)
    yield from past_changed(turn, branch)
    if not silent:
        yield from approval_removed(turn)
        yield from approval_replaced(turn, branch)


def changed_silently(turn: Turn, branch: Branch) -> Iterator[Problem]:
    """A text approved or in force that changed under the same date."""
    before, day, today = turn.held, turn.now.facts.effective_from, branch.today
    if before is None or day is None or before.fingerprint == turn.now.fingerprint:
        return
    facts, declared = before.facts, branch.declared(turn.card)
    if day > today and facts.approved_on is None and turn.card.approved_on is None:
        return
    found = _difference(before, turn.now)
    cause, related = _causes(turn, found, branch)
    at = turn.card.place("effective_from")
    if turn.card.has_ended(today) and facts.effective_to is not None and facts.effective_to < today:
        ended = written(facts.effective_to)
        yield history.CHANGED_AFTER_END.at(at, related=related, day=ended, cause=cause)
        return
    if found.cls == "editorial" and declared is not None:
        return
    text = (
        msg("The text in force since {day}", day=written(day))
        if day <= today
        else msg("The text approved for {day}", day=written(day))
    )
    rule = history.UNDECLARED if found.cls == "editorial" else history.SILENT_CHANGE
    if found.cls != "editorial" and declared is not None:
        rule = history.NOT_EDITORIAL
    commit = (declared or "")[:_SHORT]
    yield rule.at(at, related=related, text=text, cause=cause, id=turn.card.id, base=branch.base, commit=commit)


def _difference(before: State, now: State) -> Difference:
    old, new = (None if state.resolved is None else bare(state.resolved, state.fingerprint) for state in (before, now))
    # Whether the branch declares it is asked apart: here it counts what would be editorial if it did.
    return difference(old, new, declared=True)


def _causes(turn: Turn, found: Difference, branch: Branch) -> tuple[Msg, list[Related]]:
    """What changed, in the position's own file and in shared blocks, and where."""
    keys: dict[str, Place] = {}
    blocks: dict[str, None] = {}
    for change in found.changes:
        if change.cause.block is None:
            name = change.section.partition(".")[0]
            keys.setdefault(_KEYS.get(name, name), _place_of(turn, change))
        elif change.cause.block in turn.blocks:
            blocks[change.cause.block] = None
        else:
            # Its line came or went with a block that names it.
            blocks |= dict.fromkeys(turn.blocks)
    related = [related_to(place, msg("`{key}` has changed here.", key=key)) for key, place in keys.items()]
    related += [
        related_to(branch.changed_at(block), msg("The shared block “{block}” has changed here.", block=block))
        for block in blocks
    ]
    own = msg("own words ({keys})", keys=", ".join(keys))
    shared = msg("the shared block {block}", block=next(iter(blocks), ""))
    if len(blocks) > 1:
        shared = msg("the shared blocks {blocks}", blocks=", ".join(blocks))
    if keys and blocks:
        return msg("{own}, {shared}", own=own, shared=shared), related
    return (shared if blocks else own), related


def _place_of(turn: Turn, change: Change) -> Place:
    """Where the changed line stands now; where it is gone, what is left of its list."""
    resolved = turn.now.resolved
    if resolved is None:
        return turn.card.start
    first, _, second = change.section.partition(".")
    several = {"core": resolved.core, "additional": resolved.additional}.get(second.partition(".")[0], ())
    line = _nth(several or getattr(resolved, first, ()), (change.upper or change).spot.after)
    if line is not None and change.upper is not None:
        line = _nth(getattr(line, second.rpartition(".")[2], ()), change.spot.after) or line
    if line is not None:
        head: _Standing = getattr(line, "duty", line)
        return head.at.place
    position = resolved.position
    placed = position.requirements.places.get(second) if first == "requirements" else None
    return (placed or position.places.get(first) or turn.card.start).place


def _nth(several: object, number: int | None) -> _Standing | None:
    """That one of a list, from one on, if there is one; a single value is no list."""
    return several[number - 1] if isinstance(several, tuple) and number and number <= len(several) else None


def moved_back(turn: Turn, branch: Branch) -> Iterator[Problem]:
    """A date moved to or before a version in force, where that is not said to be meant."""
    day = turn.now.facts.effective_from
    if day is None or turn.dated_before is not None or turn.card.retroactive:
        return
    begun = [version for version in turn.old.versions if day <= version.effective_from <= branch.today]
    if begun and not _is_taken_up(turn, begun):
        yield history.MOVED_BACK.at(
            turn.card.place("effective_from"), day=written(day), begun=written(begun[-1].effective_from)
        )


def _is_taken_up(turn: Turn, begun: list[Version]) -> bool:
    """Whether only what is in force anyway is written again: what was to come is taken back, and nothing else."""
    return (
        len(begun) == 1
        and begun[0].effective_from == turn.now.facts.effective_from
        and begun[0].state.fingerprint == turn.now.fingerprint
    )


def unapproved(turn: Turn, branch: Branch) -> Iterator[Problem]:
    """A day that has come already, set without an approval."""
    day = turn.now.facts.effective_from
    if day is None or day > branch.today or not branch.book.binds(day) or turn.card.approved_on is not None:
        return
    begun = [version for version in turn.old.versions if day <= version.effective_from <= branch.today]
    if turn.dated_before is None and not _is_taken_up(turn, begun):
        yield history.UNAPPROVED.at(turn.card.place("effective_from"), id=turn.card.id, day=written(day))


def withdrawn(old: Timeline, new: Timeline, at: Placed, branch: Branch, *, told: bool) -> Iterator[Problem]:
    """What will never be in force; `told` says that it is told already what becomes of versions in force."""
    for version in _newly_withdrawn(old, new):
        day, approved = written(version.effective_from), version.state.facts.approved_on
        if version.effective_from <= branch.today:
            if not told:
                yield history.WITHDRAWN.at(at, version=msg("The version in force since {day}", day=day))
        elif approved is None:
            yield history.WITHDRAWN.at(at, version=msg("The version that was to be in force from {day}", day=day))
        else:
            said = msg("The version approved on {approved} for {day}", approved=written(approved), day=day)
            yield history.WITHDRAWN.at(at, severity="warning", version=said)


def _newly_withdrawn(old: Timeline, new: Timeline) -> list[Version]:
    standing = {version.effective_from for version in old.versions}
    return [one.version for one in new.withdrawn if one.version.effective_from in standing]


def stands_beside(turn: Turn, branch: Branch) -> Iterator[Problem]:
    """An approved version that is still to come, and is followed by the new one."""
    before, next_day = turn.before, turn.now.facts.effective_from
    day = None if before is None else before.facts.effective_from
    if day is None or next_day is None or turn.dated_before is not None or day <= branch.today:
        return
    for version in turn.new.versions:
        approved = version.state.facts.approved_on
        if version.effective_from == day and approved is not None:
            yield history.STANDS_BESIDE.at(
                turn.card.place("effective_from"), approved=written(approved), day=written(day), next=written(next_day)
            )


def date_removed(turn: Turn, branch: Branch) -> Iterator[Problem]:
    """A text in force whose file has become a draft."""
    before, in_force = turn.before, turn.new.on(branch.today)
    if before is None or turn.now.facts.effective_from is not None or in_force is None:
        return
    if before.facts.effective_from is not None:
        yield history.DATE_REMOVED.at(turn.card.start, day=written(in_force.effective_from))


def past_changed(turn: Turn, branch: Branch) -> Iterator[Problem]:
    """A last day that was over already, or is now."""
    facts = turn.dated_before
    if facts is None or facts.effective_from is None or facts.effective_from > branch.today:
        return
    days = (facts.effective_to, turn.now.facts.effective_to)
    if days[0] != days[1] and min(day for day in days if day is not None) < branch.today:
        before, after = (msg("not set") if day is None else written(day) for day in days)
        yield history.PAST_CHANGED.at(turn.card.place("effective_to"), before=before, after=after)


def approval_removed(turn: Turn) -> Iterator[Problem]:
    """An approval that is no longer recorded, of a text that is the same."""
    facts = turn.dated_before
    if facts is None or facts.approved_on is None or turn.card.approved_on is not None:
        return
    if facts.effective_from is not None:
        yield history.APPROVAL_REMOVED.at(
            turn.card.place("effective_from"),
            approved=written(facts.approved_on),
            day=written(facts.effective_from),
            id=turn.card.id,
        )


def approval_replaced(turn: Turn, branch: Branch) -> Iterator[Problem]:
    """Another order or contract recorded for a text in force that is the same."""
    day = turn.now.facts.effective_from
    if turn.before is None or turn.dated_before is None or not turn.is_same_text or day is None or day > branch.today:
        return
    before, after = (facts.approval or Approval() for facts in (turn.before.facts, turn.now.facts))
    pairs = (before.number, after.number), (before.date, after.date)
    if any(None not in pair and pair[0] != pair[1] for pair in pairs):
        yield history.APPROVAL_REPLACED.at(
            turn.card.place("approved_on"),
            before=_told(before),
            after=_told(after),
            day=written(day),
            id=turn.card.id,
        )


def _told(approval: Approval) -> Msg | str:
    number, day = approval.number, approval.date
    if day is None:
        return msg("no. {number}", number=number or "")
    return written(day) if number is None else msg("no. {number} of {day}", number=number, day=written(day))


# -- files that come and go --------------------------------------------------------------------------------------------


class Gone(NamedTuple):
    """A position whose file is gone, with its versions as they were and as they will be."""

    id: str
    path: str
    old: Timeline
    new: Timeline
    # The position that goes on in its place under a new id, and where that one names this one, too.
    other: str | None = None
    named_at: Place | None = None


def vanished(gone: Gone, branch: Branch) -> Iterator[Problem]:
    """What ends and what is withdrawn with a file."""
    at = Place(gone.path)
    now = gone.new.on(branch.today)
    # A position whose last day is today ends as it was to end.
    if gone.other is not None and gone.named_at is not None:
        yield history.TWO_IN_ONE.at(gone.named_at, id=gone.id, other=gone.other)
    elif now is not None and now.effective_to is not None and gone.old.versions[-1].effective_to != now.effective_to:
        yield history.VANISHED.at(at, id=gone.id, day=written(now.effective_to))
    yield from withdrawn(gone.old, gone.new, at, branch, told=False)


def renamed(card: Card, gone: Gone) -> Problem:
    """A new file with the text of one that is gone."""
    related = [related_to(Place(gone.path), msg("The file of “{id}” was here.", id=gone.id))]
    return history.RENAMED.at(card.start, related=related, former=gone.id)


def reused(card: Card, now: State, last: State, day: date) -> Iterator[Problem]:
    """An id of a position that has ended, unless it comes back as it was: an accident, and its repair."""
    if last.facts.effective_from != now.facts.effective_from or last.fingerprint != now.fingerprint:
        yield history.REUSED.at(card.start, id=card.id, day=written(day))
