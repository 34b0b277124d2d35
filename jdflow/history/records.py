"""The records of reviews that history holds: told by commits, or by the field `üle_vaadatud`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.calendar import day_of, written
from jdflow.history.messages import records_in
from jdflow.language import msg
from jdflow.model.version import Doubt, Record
from jdflow.problems.guess import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from jdflow.history.messages import Said
    from jdflow.language import Msg
    from jdflow.model.version import Moment

_LONGEST_LINE = 100
# Of so many ids in one line at most it is guessed what was meant.
_MOST_GUESSED = 20


class Message(NamedTuple):
    """What a commit says: one of the main line, or one that a commit of the main line brought in."""

    commit: str
    seconds: int
    text: str
    # The commit of the main line: itself, or the first that holds it.
    known: Moment

    @property
    def day(self) -> date:
        """Its own day, but never after it came to the main line."""
        if self.commit == self.known.commit:
            return self.known.day
        return min(day_of(self.seconds), self.known.day)


def field_records(id: str, values: Iterable[tuple[Moment, date | None]]) -> tuple[list[Record], list[Doubt]]:
    """The records that a position's file tells of: its values along the main line, none where there is no file.

    A value counts once, when it is first set, and is dated by itself.
    """
    records: list[Record] = []
    doubts: list[Doubt] = []
    counted: set[date] = set()
    before: date | None = None
    for moment, day in values:
        if day is not None and day != before and day not in counted:
            if day <= moment.day:
                counted.add(day)
                records.append(Record(id, day, moment.commit, moment, "field"))
            else:
                doubts.append(_too_early(id, moment, day))
        before = day
    return records, doubts


def trailer_records(
    messages: Iterable[Message],
    names: Mapping[str, str],
    is_in_field: Callable[[str, Moment], bool] = lambda _id, _moment: False,
) -> tuple[list[Record], list[Doubt]]:
    """The records that commits tell of; `names` leads from every id that ever was to the one it has now.

    `is_in_field` says whether a position's field has told of a review since that commit of the main line.
    """
    records: list[Record] = []
    doubts: list[Doubt] = []
    for message in messages:
        told = dict.fromkeys(records_in(message.text))
        exact = [record for said in told if said.form == "exact" for record in _records(message, said, names)]
        recorded = {record.id for record in exact}
        records += exact
        for said in told:
            if said.form == "exact":
                doubts += _doubts(message, said, names)
            else:
                # A subject that says once more what a line below or a field records is nothing to wonder at.
                doubts += _near_misses(message, said, names, recorded, is_in_field)
    return list(dict.fromkeys(records)), doubts


def _records(message: Message, said: Said, names: Mapping[str, str]) -> Iterator[Record]:
    if _is_empty_postponement(said):
        return
    for id in said.ids:
        if id in names:
            yield Record(
                names[id],
                message.day,
                message.commit,
                message.known,
                "trailer",
                said.outcome,
                said.postponed_to,
                said.role,
                said.fingerprint,
            )


def _doubts(message: Message, said: Said, names: Mapping[str, str]) -> Iterator[Doubt]:
    unknown = [id for id in said.ids if id not in names]
    if not said.ids:
        yield _doubt(
            message,
            msg("“{line}” names no position.", line=_shown(said.line)),
            msg("Write the id of the position after the colon, in a new commit: Ulevaadatud: <id>"),
        )
    elif unknown:
        meant = [guess for id in unknown[:_MOST_GUESSED] if (guess := nearest(id, names)) is not None]
        yield _doubt(
            message,
            msg("A review of “{ids}” is recorded, but there is no such position.", ids=_shown(", ".join(unknown))),
            _try(meant) if meant else msg("See `jdflow list` for the ids, and record the review anew."),
        )
    if _is_empty_postponement(said):
        yield _doubt(
            message,
            msg(
                "A review is put off without saying until when, so it counts as none: “{words}”.",
                words=_shown(said.outcome_text or ""),
            ),
            msg("Write the day in a new commit: Tulemus: edasi lükatud 2027-03-01"),
        )
    elif said.outcome_text is not None and said.outcome is None:
        yield _doubt(
            message,
            msg("The outcome of a review was not understood: “{words}”.", words=_shown(said.outcome_text)),
            msg("The review itself counts. An outcome is muutmata, muudetud or edasi lükatud with a day."),
        )


def _is_empty_postponement(said: Said) -> bool:
    return said.outcome == "postponed" and said.postponed_to is None


def _near_misses(
    message: Message,
    said: Said,
    names: Mapping[str, str],
    recorded: set[str],
    is_in_field: Callable[[str, Moment], bool],
) -> Iterator[Doubt]:
    """A doubt about a line that names positions: only then is it a record gone wrong, not a sentence like any other."""
    if not 0 < len(said.ids) <= _MOST_GUESSED:
        return
    meant = [id if id in names or said.form == "bare" else nearest(id, names) for id in said.ids]
    own = [names[id] for id in meant if id is not None and id in names]
    if len(own) == len(meant) and not all(id in recorded or is_in_field(id, message.known) for id in own):
        yield _doubt(
            message,
            msg("“{line}” looks like the record of a review, but does not count as one.", line=_shown(said.line)),
            _try(own),
        )


def _try(ids: Iterable[str]) -> Msg:
    return msg("If it was held, record it: jdflow review {ids}", ids=" ".join(dict.fromkeys(ids)))


def _too_early(id: str, moment: Moment, day: date) -> Doubt:
    return Doubt(
        moment.commit,
        moment,
        msg(
            "{id} says since {on} that it was reviewed on {day}, which had not come yet; it counts as no review.",
            id=id,
            on=written(moment.day),
            day=written(day),
        ),
        msg("Set üle_vaadatud to the day on which the review was held."),
    )


def _doubt(message: Message, text: Msg, advice: Msg) -> Doubt:
    return Doubt(message.commit, message.known, text, advice)


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}…"
