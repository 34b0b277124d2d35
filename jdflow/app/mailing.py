"""Reminders as letters: who is told on a day, and the account of what was sent, kept before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, TypeAlias

from jdflow.deliver.journal import NoEntry, NoJournal
from jdflow.deliver.post import Closed, NotTaken, Unsure
from jdflow.language import msg
from jdflow.query.mailings import Entry, answer, last_letters
from jdflow.query.reminders import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date
    from email.message import EmailMessage

    from jdflow.deliver.post import Post, Turned
    from jdflow.language import Msg
    from jdflow.query.reminders import Recipient, Step

Fate: TypeAlias = Literal["sent", "before", "unknown", "to come", "unaddressed", "refused"]
# Where one letter after the other gets lost behind its last line, so would all that follow.
_UNKNOWN_IN_A_ROW = 2


class Account(Protocol):
    """Where it is written down what was sent; what has been noted is not lost. Raises NoJournal."""

    def entries(self) -> Sequence[Entry]:
        """All that was noted, the oldest first."""

    def claim(self, entry: Entry) -> bool:
        """Notes that a letter is about to be sent, unless another run has done so in the meantime."""

    def note(self, entry: Entry) -> None:
        """Notes what became of it."""


class Mailed(NamedTuple):
    """What became of the letter to one recipient."""

    step: Step
    fate: Fate
    turned: tuple[Turned, ...] = ()
    why: Msg | None = None
    # Whether no other letter would have gone out either.
    is_hopeless: bool = False


class Round(NamedTuple):
    """One round of letters: the day, how often the same is told, and those whose unknown letters go out again."""

    day: date
    interval: str
    again: frozenset[Recipient] = frozenset()

    def fate(self, step: Step, last: Entry | None) -> Fate | None:
        """What becomes of a letter that does not go out; none where it does."""
        said = answer(step, last, self.day, self.interval)
        if said in {"unknown", "to come"}:
            return None if step.to in self.again else said
        return None if said == "send" else "before"


def mail(
    steps: Iterable[Step],
    letter: Callable[[Step], EmailMessage | None],
    post: Post,
    account: Account,
    this: Round,
) -> Iterator[Mailed]:
    """Sends each letter that is due and has not been sent before; what may have gone out is not sent again.

    A letter is noted before the post gets it, and so is what the post says of it: whatever cuts a run off between the
    two, the letter counts as one that may have gone out.
    """
    last = last_letters(account.entries())
    hopeless: Msg | None = None
    unknown = 0
    for step in steps:
        fate = this.fate(step, last.get(step.to))
        if fate is not None:
            yield Mailed(step, fate)
        elif hopeless is not None:
            yield Mailed(step, "refused", why=hopeless, is_hopeless=True)
        elif (message := letter(step)) is None:
            yield Mailed(step, "unaddressed")
        else:
            mailed = _mailed(step, message, post, account, this)
            unknown = unknown + 1 if mailed.fate == "unknown" else 0
            if mailed.is_hopeless:
                hopeless = mailed.why
            elif unknown == _UNKNOWN_IN_A_ROW:
                hopeless = msg("Of the last {n} letters it is not known whether they went out.", n=unknown)
            yield mailed


def _mailed(step: Step, message: EmailMessage, post: Post, account: Account, this: Round) -> Mailed:
    lines = tuple(Line(row.task.key, row.told, row.escalated) for row in step.rows)
    entry = Entry(step.to, this.day, "sending", lines)
    try:
        if not account.claim(entry):
            return Mailed(step, "before")
    except NoJournal as lost:
        return Mailed(step, "refused", why=lost.why, is_hopeless=not isinstance(lost, NoEntry))
    try:
        mailed = Mailed(step, "sent", post.send(message))
    except Unsure as unsure:
        return Mailed(step, "unknown", why=unsure.why)
    except (NotTaken, Closed) as refused:
        mailed = Mailed(step, "refused", why=refused.why, is_hopeless=isinstance(refused, Closed))
    try:
        account.note(entry._replace(state="sent" if mailed.fate == "sent" else "refused"))
    except NoJournal as lost:
        # It is known here and now, but the next run will not know.
        return mailed._replace(why=lost.why, is_hopeless=not isinstance(lost, NoEntry))
    return mailed
