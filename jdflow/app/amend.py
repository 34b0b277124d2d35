"""`amend`: a new version of positions' texts, by a new effective date in their files."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.app.edits import (
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
    removals,
)
from jdflow.app.texts import incomplete
from jdflow.calendar import written
from jdflow.language import Msg, msg
from jdflow.model.position import Approval
from jdflow.resolve.fingerprint import fingerprint
from jdflow.source.edit import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from jdflow.app.reading import Reading
    from jdflow.model.card import Card

_EFFECTIVE, _RETROACTIVE = ("kehtiv_alates",), ("tagasiulatuv",)


class Wish(NamedTuple):
    """From which day the new versions are in force; whether that may be a day that has a version in force."""

    day: date
    retroactive: bool
    today: date


def amend(reading: Reading, ids: Iterable[str], wish: Wish) -> Outcome:
    """The new date in the file of each position; what belongs to the version before goes."""
    outcome = Outcome([], [], [])
    for id in ids:
        file = held(reading, id)
        outcome.add(file if isinstance(file, Refusal) else _amended(reading, file, wish))
    return outcome


def _amended(reading: Reading, file: Held, wish: Wish) -> Change | Left | Refusal:
    position = file.position
    before, day = position.effective_from, wish.day
    # A draft has no version before this one: what it says of its approval is meant.
    approval = position.approval if before is not None else None
    old = list(of_the_old(approval or Approval(), consent=before != day))
    if before == day and not old and position.retroactive >= wish.retroactive:
        return Left(position.path, msg("takes effect on {day} already", day=written(day)))
    why = _objection(file, wish)
    if why is not None:
        return why
    edits = [day_edit(_EFFECTIVE, day), *removals(old)]
    if wish.retroactive:
        edits.append(Edit(_RETROACTIVE, "true", plain=True))
    elif position.retroactive and before is not None:
        old.append(("tagasiulatuv: true", ""))
        edits.append(Edit(_RETROACTIVE, None))
    told = _told(file, wish, quoted(old))
    if day <= wish.today and reading.book(wish.today).binds(day) and _approved_on(file, old) is None:
        told = _late(told, wish)
    return change(reading, file, edits, told)


def _approved_on(file: Held, old: Iterable[tuple[str, str]]) -> date | None:
    """The day of the approval that stays."""
    approval = file.position.approval
    return None if approval is None or "kuupäev" in dict(old) else approval.date


def _late(told: Msg, wish: Wish) -> Msg:
    """The same of a day that has come: without an approval the check objects to it."""
    if wish.retroactive:
        return msg("{told}; that day has come already, so record the approval at once: `jdflow approve`", told=told)
    return msg(
        "{told}; that day has come already: if the text was approved by then, record it with `jdflow approve`, "
        "otherwise choose a later day or add --retroactive",
        told=told,
    )


def _objection(file: Held, wish: Wish) -> Refusal | None:
    """Why the position cannot take effect on that day."""
    before, last, day = file.position.effective_from, file.position.effective_to, wish.day
    if last is not None and last < day:
        why = msg(
            "The position ends on {last}, before {day}; first change or remove `kehtiv_kuni`.",
            last=written(last),
            day=written(day),
        )
        return Refusal(file.place("effective_to"), why)
    if before is None or wish.retroactive or day > before:
        return None
    if before <= wish.today:
        why = msg(
            "This version has been in force since {before}, and a new one must begin later than that, not on {day}; "
            "if it is really meant to reach back, add --retroactive.",
            before=written(before),
            day=written(day),
        )
    elif day == before:
        why = msg(
            "The text that takes effect on {day} is approved already; choose a later day, "
            "or record the new approval with `jdflow approve --replace`.",
            day=written(day),
        )
    elif day <= wish.today:
        why = msg(
            "This version takes effect on {before} only, and {day} has come already; "
            "if it is really meant to reach back, add --retroactive.",
            before=written(before),
            day=written(day),
        )
    else:
        return None
    return Refusal(file.place("effective_from"), why)


def _told(file: Held, wish: Wish, old: str) -> Msg:
    before, day = file.position.effective_from, written(wish.day)
    if before is None:
        told = msg("takes effect on {day}, a draft until now", day=day)
    elif before == wish.day:
        told = msg("takes effect on {day}, as before", day=day)
    else:
        told = msg("takes effect on {day}, until now {before}", day=day, before=written(before))
    if wish.retroactive:
        told = msg("{told}, reaching back (tagasiulatuv: true)", told=told)
    return msg("{told}; removed with the version before: {old}", told=told, old=old) if old else told


# -- which positions ---------------------------------------------------------------------------------------------------


class Affected(NamedTuple):
    """The positions whose texts are others than in an earlier content, and those of which something is to be told."""

    ids: list[str]
    left: list[Left]
    refused: list[Refusal]


def affected(reading: Reading, earlier: Reading, wish: Wish) -> Affected:
    """The positions whose resolved text has changed while their date has not, though they are in force or approved."""
    found = Affected([], [], [])
    for path, id in sorted(reading.contents.positions.items()):
        one = _compared(reading, earlier, path, id, wish)
        if isinstance(one, Left):
            found.left.append(one)
        elif isinstance(one, Refusal):
            found.refused.append(one)
        elif one:
            found.ids.append(id)
    return found


def _compared(reading: Reading, earlier: Reading, path: str, id: str, wish: Wish) -> Left | Refusal | bool:
    """Whether the position's text has changed under its date; or why that is not the question."""
    card = reading.examine(path).card
    names = [id] if card is None else [id, *(former for former, _ in card.former_ids)]
    before = next((name for name in names if name in earlier.ids()), None)
    if before is None:
        return Left(path, msg("is new; `jdflow amend {id} --effective DAY` gives it a day", id=id))
    is_draft = card is not None and "effective_from" not in card.places
    broken = None if is_draft else next(iter(incomplete(reading, id)), None)
    if broken is not None:
        return Refusal(broken.place, broken.message)
    if card is None or _is_same_file(reading, earlier, card, before):
        return False
    unread = incomplete(earlier, before)
    old = earlier.get(before)
    if old is None or unread:
        return Left(path, msg("could not be read then, so nobody can compare; name it if its text has changed"))
    is_same = _fingerprint(reading, id) == _fingerprint(earlier, before)
    return False if is_same else _kept(card, old, wish) or True


def _kept(card: Card, old: Card, wish: Wish) -> Left | None:
    """Why a position whose text has changed keeps its date."""
    now, why = card.effective_from, None
    if now is None:
        why = msg("has changed, and is a draft")
    elif now != old.effective_from:
        why = msg("has changed, and has a new day already: {day}", day=written(now))
    elif now > wish.today and card.approved_on is None:
        why = msg("has changed, and may: it takes effect on {day} only and is not approved yet", day=written(now))
    elif now > wish.today and now >= wish.day:
        why = msg("has changed, and is approved for {day}; name it to give it another day", day=written(now))
    elif card.effective_to is not None and card.has_ended(wish.today):
        why = msg("has changed, but ended on {day}", day=written(card.effective_to))
    return None if why is None else Left(card.path, why)


def _is_same_file(reading: Reading, earlier: Reading, card: Card, before: str) -> bool:
    """Whether the position's file and all that it uses are the same to the byte."""
    files = _paths(reading, card)
    if reading.bytes_of(card.path) != earlier.bytes_of(earlier.first_paths[before]):
        return False
    return all(
        key in earlier.contents.blocks and reading.bytes_of(path) == earlier.bytes_of(earlier.contents.blocks[key])
        for key, path in files
    )


def _paths(reading: Reading, card: Card) -> Iterator[tuple[str, str]]:
    blocks = reading.contents.blocks
    return ((key, blocks[key]) for key in reading.blocks_in(use.block for use in card.uses))


def _fingerprint(reading: Reading, id: str) -> str | None:
    resolved = reading.resolved(id)
    return None if resolved is None else fingerprint(resolved)
