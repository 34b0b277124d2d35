"""The account of letters in the reminder issues of a forge: a mark in each, beside those that it is known by."""

from __future__ import annotations

from time import monotonic, sleep
from typing import TYPE_CHECKING

from jdflow.deliver.forge import ForgeFails, NotThere, Refused
from jdflow.deliver.journal import NoEntry, NoJournal
from jdflow.language import msg
from jdflow.output.reminder_marks import Mailing, remarked, taken_apart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jdflow.deliver.forge import Forge, Issue
    from jdflow.query.mailings import Entry
    from jdflow.query.reminders import Recipient

# No forge changes an issue only if it is still as it was read. So who writes a mark does it soon after reading, or
# gives up, and then waits for as long: by then all who have read the same have written, and the last one's mark stands.
_SECONDS = 3.0


class MarkedIssues:
    """The issues by those who are told; each run writes its own sign, and looks whether it still stands there."""

    def __init__(self, forge: Forge, entries: Sequence[Entry], numbers: Mapping[Recipient, int], sign: str) -> None:
        self._forge = forge
        self._entries = list(entries)
        self._numbers = numbers
        self._sign = sign

    def entries(self) -> Sequence[Entry]:
        """What the marks say."""
        return self._entries

    def claim(self, entry: Entry) -> bool:
        """Marks the issue, unless another run has just done so; of two at once the one that wrote last goes on."""
        try:
            begun = monotonic()
            issue = self._issue(entry)
            before = self._mailing(issue)
            known = next((one for one in reversed(self._entries) if one.to == entry.to), None)
            if before is not None and (known is None or (before.on, before.state) != (known.on, known.state)):
                return False
            self._write(entry, issue)
            if monotonic() - begun > _SECONDS:
                raise NoEntry(
                    msg(
                        "The forge took too long to note it in #{number}, so another run may be at work with it.",
                        number=issue.number,
                    )
                )
            sleep(_SECONDS)
            now = self._mailing(self._issue(entry))
        except ForgeFails as fails:
            raise _unkept(fails) from None
        return now is not None and now.sign == self._sign

    def note(self, entry: Entry) -> None:
        """Changes the mark."""
        try:
            self._write(entry, self._issue(entry))
        except ForgeFails as fails:
            raise _unkept(fails) from None

    def _issue(self, entry: Entry) -> Issue:
        number = self._numbers.get(entry.to)
        if number is None:
            raise NoEntry(msg("There is no open reminder issue for {id}, so nothing can be noted.", id=entry.to.id))
        return self._forge.issue(number)

    @staticmethod
    def _mailing(issue: Issue) -> Mailing | None:
        body = taken_apart(issue.body)
        return None if body is None else body.mark.mailed

    def _write(self, entry: Entry, issue: Issue) -> None:
        text = remarked(issue.body, Mailing(entry.on, entry.state, self._sign))
        if text is None:
            raise NoEntry(msg("#{number} has lost the marks that it is known by.", number=issue.number))
        self._forge.edit_issue(issue.number, body=text)
        self._entries.append(entry)


def _unkept(fails: ForgeFails) -> NoJournal:
    """What is wrong with one issue keeps no other letter back."""
    return (NoEntry if isinstance(fails, (NotThere, Refused)) else NoJournal)(fails.why)
