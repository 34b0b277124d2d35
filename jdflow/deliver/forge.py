"""A forge, as those who send something to it see it: comments on changes, issues with labels, and how it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jdflow.language import Msg


class Comment(NamedTuple):
    """A comment on a change."""

    id: str
    """What the forge finds it by; of no meaning to anybody else."""
    body: str
    is_own: bool
    """Whether it was written under the token that is used now."""


class Change(NamedTuple):
    """A change that somebody proposes."""

    number: int
    head_commit: str
    """Its last commit."""


class Issue(NamedTuple):
    """An issue, open or closed."""

    number: int
    title: str
    body: str
    is_open: bool
    labels: tuple[str, ...]
    assignees: tuple[str, ...]
    address: str
    """The page on which people read it."""
    is_trusted: bool
    """Whether it was written by somebody who may change issues here, or by a program that was let in to do so."""


class Kept(NamedTuple):
    """An issue as the forge has it now, and what it did not take of what was asked."""

    issue: Issue
    unlabelled: tuple[str, ...] = ()
    """Labels that it does not have after all."""
    unassigned: tuple[str, ...] = ()
    """People who could not be assigned to it."""


class Forge(Protocol):
    """Where changes are discussed and issues kept.

    Reading, and editing, is tried again by itself when it fails. What makes something new is not, once it may have
    arrived: `Unsure` then says so, and the caller looks whether what carries its mark is there before trying again.
    """

    @property
    def longest(self) -> int:
        """How many characters the text of a comment or an issue may have."""

    def comments(self, change: int) -> Iterator[Comment]:
        """All comments on a change, the oldest first."""

    def add_comment(self, change: int, body: str) -> Comment:
        """Adds a comment to a change."""

    def edit_comment(self, comment: str, body: str) -> Comment:
        """Replaces the text of the comment with that id."""

    def open_changes(self) -> Iterator[Change]:
        """All changes that are open, be they on forks."""

    def find_changes(self, head_commit: str) -> tuple[int, ...]:
        """The open changes whose last commit is this one, be it on a fork; anybody can make a second one."""

    def issues(self, label: str) -> Iterator[Issue]:
        """All issues with a label, open and closed, the oldest first."""

    def own_issues(self) -> Iterator[Issue]:
        """All issues that were written under the token that is used now, whatever their labels; the oldest first."""

    def issue(self, number: int) -> Issue:
        """The issue with that number as it is now; where it has moved away, its address says so, or `NotThere` does."""

    def open_issue(self, title: str, body: str, labels: Sequence[str] = (), assignees: Sequence[str] = ()) -> Kept:
        """Opens an issue, if need be without those who cannot be assigned."""

    def edit_issue(  # noqa: PLR0913 (what may be changed of an issue)
        self,
        number: int,
        *,
        title: str | None = None,
        body: str | None = None,
        is_open: bool | None = None,
        labels: Sequence[str] | None = None,
        assignees: Sequence[str] | None = None,
    ) -> Kept:
        """Changes of an issue what is given; labels and assignees take the place of those it has."""

    def ensure_label(self, name: str, colour: str, description: str) -> None:
        """Makes a label unless there is one of that name; the colour is six hexadecimal digits."""


class ForgeFails(Exception):  # noqa: N818 (the state of another machine, not a fault of ours)
    """The forge did not do what it was asked; and why."""

    def __init__(self, why: Msg) -> None:
        super().__init__(why)
        self.why = why


class NoRight(ForgeFails):
    """The token is not accepted, or does not allow this."""


class NotThere(ForgeFails):
    """There is no such thing, it has moved away, or the token may not see it."""


class Refused(ForgeFails):
    """The forge does not take what was sent."""


class LimitReached(ForgeFails):
    """Too much was asked of the forge in a short time; what was asked last has not been done."""

    def __init__(self, why: Msg, seconds: float) -> None:
        super().__init__(why)
        self.seconds = seconds
        """How long until it listens again."""


class Unreachable(ForgeFails):
    """There is no talking to the forge; what was asked last has not been done, or may be asked again."""


class Unsure(ForgeFails):
    """Whether something new was made is not known: the answer got lost on its way."""
