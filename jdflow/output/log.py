"""What `log` tells of a position: as text for a terminal, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jdflow.calendar import written
from jdflow.language import N_, Voice
from jdflow.output import plain
from jdflow.output.plain import safe
from jdflow.output.position import approval_object
from jdflow.output.register import STATE_WORDS
from jdflow.output.tables import as_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jdflow.model.difference import ChangeClass
    from jdflow.model.position import Approval
    from jdflow.model.version import Doubt, Outcome, Source, Withdrawn
    from jdflow.output.plain import Paint
    from jdflow.query.log import Log, LoggedVersion, Reviewed

CLASS_WORDS: Mapping[ChangeClass, str] = {
    "material": N_("material"),
    "organisational": N_("organisational"),
    "editorial": N_("editorial"),
}
OUTCOME_WORDS: Mapping[Outcome, str] = {
    "unchanged": N_("unchanged"),
    "changed": N_("changed"),
    "postponed": N_("postponed"),
}
SOURCE_WORDS: Mapping[Source, str] = {"trailer": N_("commit message"), "field": N_("field `üle_vaadatud`")}
VERSIONS = (
    N_("In force from"),
    N_("Until"),
    N_("State"),
    N_("Class"),
    N_("Commit"),
    N_("Committed"),
    N_("Author"),
    N_("Approval"),
)
WITHDRAWN = (N_("Withdrawn"), N_("Commit"), N_("Withdrawn by"), N_("On"))
REVIEWS = (
    N_("Reviewed"),
    N_("Commit"),
    N_("Recorded in"),
    N_("Outcome"),
    N_("By"),
    N_("Text still in force"),
)
SHORT = 10


def as_text(log: Log, voice: Voice, paint: Paint) -> Iterator[str]:
    """The versions, what was withdrawn, the reviews, each as a table."""
    if log.versions:
        rows = [row for one in log.versions for row in _version(one, voice)]
        yield from as_table([*map(voice.say, VERSIONS)], rows, paint)
    elif log.unreadable:
        yield voice.say("No text of “{id}” could be read yet.", id=log.id)
    else:
        yield voice.say("“{id}” has no version yet: it is a draft.", id=log.id)
    if log.withdrawn:
        yield ""
        yield from as_table([*map(voice.say, WITHDRAWN)], [_withdrawn(one) for one in log.withdrawn], paint)
    if log.reviews:
        yield ""
        yield from as_table([*map(voice.say, REVIEWS)], [_review(one, voice) for one in log.reviews], paint)


def _version(one: LoggedVersion, voice: Voice) -> Iterator[list[str]]:
    version = one.version
    yield [
        written(version.effective_from),
        "" if version.effective_to is None else written(version.effective_to),
        voice.say(STATE_WORDS[one.state]),
        "" if one.cls is None else voice.say(CLASS_WORDS[one.cls]),
        version.set_at.commit[:SHORT],
        written(version.set_at.day),
        version.set_at.author,
        _approval(version.state.facts.approval, voice),
    ]
    for amended in one.amended:
        moment = amended.moment
        cls = "" if amended.cls is None else voice.say(CLASS_WORDS[amended.cls])
        declared = voice.say("amendment, declared editorial") if moment.declared else voice.say("amendment")
        yield ["", "", declared, cls, moment.commit[:SHORT], written(moment.day), moment.author, ""]


def _approval(approval: Approval | None, voice: Voice) -> str:
    if approval is None or approval.date is None:
        return ""
    if approval.number is None:
        return written(approval.date)
    return voice.say("{day} No {number}", day=written(approval.date), number=approval.number)


def _withdrawn(one: Withdrawn) -> list[str]:
    version, by = one
    return [
        written(version.effective_from),
        version.set_at.commit[:SHORT],
        by.commit[:SHORT],
        written(by.day),
    ]


def _review(one: Reviewed, voice: Voice) -> list[str]:
    record = one.record
    outcome = "" if record.outcome is None else voice.say(OUTCOME_WORDS[record.outcome])
    if record.postponed_to is not None:
        outcome = voice.say("{outcome} until {day}", outcome=outcome, day=written(record.postponed_to))
    return [
        written(record.on),
        record.commit[:SHORT],
        voice.say(SOURCE_WORDS[record.source]),
        outcome,
        record.by or "",
        voice.say("yes") if one.still_in_force else voice.say("no"),
    ]


def as_remarks(log: Log, voice: Voice) -> Iterator[str]:
    """What could not be read or understood: it is no part of the answer, and must not be passed over."""
    for moment in log.unreadable:
        yield voice.say(
            "Commit {commit} of {day} left a file that cannot be read; it counts as no change.",
            commit=moment.commit[:SHORT],
            day=written(moment.day),
        )
    for one in log.versions:
        for amendment in one.version.amendments:
            if amendment.is_unsaid:
                yield voice.say(
                    "Commit {commit} of {day} changed the text of {from_day} though it was approved: "
                    "what was signed and what stands here are not the same.",
                    commit=amendment.moment.commit[:SHORT],
                    day=written(amendment.moment.day),
                    from_day=written(one.version.effective_from),
                )
    yield from told_doubts(log.doubts, voice)


def told_doubts(doubts: Iterable[Doubt], voice: Voice) -> Iterator[str]:
    """What looks like the record of a review and is none."""
    for doubt in doubts:
        yield safe(voice.say("Commit {commit}: {what}", commit=doubt.commit[:SHORT], what=voice(doubt.message)))
        yield safe(f"  {voice(doubt.advice)}")


def as_json(log: Log) -> str:
    """The same for machines."""
    return plain.as_json(
        {
            "id": log.id,
            "versions": [_version_object(one) for one in log.versions],
            "withdrawn": [
                {
                    "effective_from": one.version.effective_from.isoformat(),
                    "commit": one.version.set_at.commit,
                    "withdrawn_by": one.by.commit,
                    "on": one.by.day.isoformat(),
                }
                for one in log.withdrawn
            ],
            "reviews": [_review_object(one) for one in log.reviews],
        }
    )


def _version_object(one: LoggedVersion) -> dict[str, Any]:
    version = one.version
    approval = version.state.facts.approval
    return {
        "effective_from": version.effective_from.isoformat(),
        "effective_to": None if version.effective_to is None else version.effective_to.isoformat(),
        "commit": version.set_at.commit,
        "committed_on": version.set_at.day.isoformat(),
        "author": version.set_at.author,
        "class": one.cls,
        "fingerprint": version.state.fingerprint,
        "approval": None if approval is None else approval_object(approval),
        "state": one.state,
        "amendments": [
            {
                "commit": amended.moment.commit,
                "on": amended.moment.day.isoformat(),
                "class": amended.cls,
                "declared": amended.moment.declared is not None,
            }
            for amended in one.amended
        ],
    }


def _review_object(one: Reviewed) -> dict[str, Any]:
    record = one.record
    return {
        "on": record.on.isoformat(),
        "commit": record.commit,
        "source": record.source,
        "outcome": record.outcome,
        "by": record.by,
        "fingerprint": record.fingerprint,
        "text_still_in_force": one.still_in_force,
    }
