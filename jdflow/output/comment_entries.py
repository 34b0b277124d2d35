"""What a comment tells of approvals, reviews and last days that a branch puts on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.calendar import written
from jdflow.output.comment_words import plain, typed
from jdflow.output.log import OUTCOME_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jdflow.language import Voice
    from jdflow.model.comment import Approved, Entry, Held


def counted(entries: Sequence[Entry], voice: Voice) -> str:
    """How much of each kind there is."""
    approvals = sum(any(one.approval) for one in entries)
    reviews = sum(len(one.reviews) for one in entries)
    days = sum(any(one.last_day) for one in entries)
    names = sum(one.former_id is not None for one in entries)
    kinds = (
        (voice.count("{n} new id", "{n} new ids", names), names),
        (voice.count("{n} approval", "{n} approvals", approvals), approvals),
        (voice.count("{n} review", "{n} reviews", reviews), reviews),
        (voice.count("{n} last day in force", "{n} last days in force", days), days),
    )
    return ", ".join(said for said, number in kinds if number)


def entry_row(one: Entry, voice: Voice) -> str:
    """All that is put on record of a position, in one line."""
    said = [
        *_renamed(one, voice),
        *_approval(one, voice),
        *_last_day(one, voice),
        *(_review(held, voice) for held in one.reviews),
    ]
    return f"- **{plain(one.title)}** {typed(one.id)}: {'; '.join(said)}"


def _renamed(one: Entry, voice: Voice) -> Iterator[str]:
    if one.former_id is not None:
        yield voice.say("new id: {before} → {after}", before=typed(one.former_id), after=typed(one.id))


def _approval(one: Entry, voice: Voice) -> Iterator[str]:
    old, new = one.approval
    if old is not None and new is not None and old.day is not None:
        yield voice.say("approval: {before} → {after}", before=_how(old, voice), after=_how(new, voice))
    elif new is not None and new.day is None:
        yield voice.say("approval, no day yet: {how}", how=_how(new, voice))
    elif new is not None:
        yield voice.say("approved – {how}", how=_how(new, voice))
    elif old is not None:
        yield voice.say("the approval is taken out: {how}", how=_how(old, voice))


def _how(one: Approved, voice: Voice) -> str:
    """The order or contract, its day and annex, and what else is said of it."""
    number = None if one.number is None else voice.say("no. {number}", number=plain(one.number))
    paper = " ".join(filter(None, (one.mode and plain(one.mode), number)))
    told = ", ".join(filter(None, (paper, "" if one.day is None else written(one.day))))
    if one.annex is not None:
        annex = voice.say("annex {annex}", annex=plain(one.annex))
        told = f"{told} ({annex})".strip()
    rest = (
        one.basis and voice.say("on the basis of: {words}", words=plain(one.basis)),
        one.header and voice.say("header: {words}", words=plain(one.header)),
        one.consent and voice.say("consent: {words}", words=plain(one.consent)),
    )
    return ", ".join(filter(None, (told, *rest)))


def _last_day(one: Entry, voice: Voice) -> Iterator[str]:
    before, after = one.last_day
    if before is not None and after is not None:
        yield voice.say("last day in force: {before} → {after}", before=written(before), after=written(after))
    elif after is not None:
        yield voice.say("last day in force: {day}", day=written(after))
    elif before is not None:
        yield voice.say("the last day in force ({day}) is taken out", day=written(before))


def _review(held: Held, voice: Voice) -> str:
    if held.day is None:
        return voice.say("the day of the review is taken out")
    outcome = None if held.outcome is None else voice.say(OUTCOME_WORDS[held.outcome])
    if outcome is not None and held.postponed_to is not None:
        outcome = voice.say("{outcome} until {day}", outcome=outcome, day=written(held.postponed_to))
    more = ", ".join(filter(None, (outcome, held.by and plain(held.by))))
    said = voice.say("reviewed on {day}", day=written(held.day))
    return f"{said} ({more})" if more else said
