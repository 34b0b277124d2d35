"""The first lines of a comment: how many job descriptions change and from when, and what the check has found."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from jdflow.calendar import written
from jdflow.language import N_
from jdflow.output.comment_entries import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jdflow.language import Voice
    from jdflow.model.comment import Proposal, Touched


def summary(proposal: Proposal, voice: Voice) -> str:
    """All of it, in one paragraph."""
    said = [_changed(proposal, voice)]
    if proposal.entries:
        said.append(voice.say("Put on record: {what}.", what=counted(proposal.entries, voice)))
    return " ".join([*said, *_checked(proposal, voice)])


def _changed(proposal: Proposal, voice: Voice) -> str:
    number = len(proposal.positions) + proposal.left_out
    if not number and proposal.unread:
        # What cannot be read may well change.
        unread = voice.count(
            "{n} job description cannot be compared.", "{n} job descriptions cannot be compared.", len(proposal.unread)
        )
        return f"**{unread}**"
    if not number:
        nothing = voice.say("No text of a job description changes.")
        if not proposal.entries and not proposal.common:
            nothing = voice.say("No job description changes.")
        return f"**{nothing}**"
    changed = voice.count("{n} job description changes", "{n} job descriptions change", number)
    said = "".join([f"**{changed}**", *_day(proposal, voice)])
    ways = ", ".join(_ways(proposal, voice))
    kinds = ", ".join(f"{word}: {n}" for word, n in _tally(proposal.positions, voice) if n)
    return f"{said}{f': {ways}' if ways else ''}{f' ({kinds})' if kinds else ''}."


def _day(proposal: Proposal, voice: Voice) -> Iterator[str]:
    """The first day of all new texts, where it is one."""
    days = Counter(one.compared.to_day for one in proposal.positions if one.compared.has_after)
    drafts = days.pop(None, 0)
    if len(days) == 1 and not proposal.left_out and not proposal.unread:
        [(day, number)] = days.items()
        if day is not None:
            is_all = number > 1 and number == len(proposal.positions)
            from_day = N_("all from {day}") if is_all else N_("from {day}")
            yield f", {voice.say(from_day, day=written(day))}"
            if drafts:
                more = voice.count("{n} a draft", "{n} drafts", drafts)
                yield f" ({more})"


def _ways(proposal: Proposal, voice: Voice) -> Iterator[str]:
    """How many change by their own text, how many through shared blocks; nothing where all change by their own."""
    through = sum(len(one.positions) for one in proposal.shared)
    if through:
        if proposal.own:
            yield voice.count("{n} by its own text", "{n} by their own text", len(proposal.own))
        yield voice.count("{n} through a shared block", "{n} through shared blocks", through)


def _tally(positions: tuple[Touched, ...], voice: Voice) -> Iterator[tuple[str, int]]:
    several = [one.compared for one in positions]
    whole = [one for one in several if one.has_before and one.has_after]
    same = [one for one in whole if one.difference.cls is None]
    begins = [one for one in same if one.from_day is None]
    yield voice.say("new"), sum(not one.has_before for one in several)
    yield voice.say("gone"), sum(not one.has_after for one in several)
    yield voice.say("materially"), sum(one.difference.cls == "material" for one in whole)
    yield voice.say("in organisation"), sum(one.difference.cls == "organisational" for one in whole)
    yield voice.say("editorially"), sum(one.difference.cls == "editorial" for one in whole)
    yield voice.say("drafts that get their first day"), len(begins)
    yield voice.say("only the day"), len(same) - len(begins)


def _checked(proposal: Proposal, voice: Voice) -> Iterator[str]:
    if not proposal.errors and not proposal.warnings:
        yield voice.say("The check finds no errors.")
        return
    counts = [
        voice.count("{n} error", "{n} errors", proposal.errors) if proposal.errors else "",
        voice.count("{n} warning", "{n} warnings", proposal.warnings) if proposal.warnings else "",
    ]
    yield voice.say("The check finds: {found}.", found=", ".join(filter(None, counts)))
    asked = min(len(proposal.same_day), proposal.errors)
    if asked and asked == proposal.errors:
        yield voice.count(
            "The error is told below as a decision: the text changes, its day is the same.",
            "All errors are told below as a decision: the texts change, their day is the same.",
            asked,
        )
    elif asked:
        yield voice.count(
            "{n} of the errors is told below as a decision: the text changes, its day is the same.",
            "{n} of the errors are told below as a decision: the texts change, their day is the same.",
            asked,
        )
    if proposal.errors:
        must = voice.say("The errors must be mended before merging.")
        yield f"**{must}**"
