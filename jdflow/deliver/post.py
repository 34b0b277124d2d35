"""Where letters are handed in, as those who send them see it: what it takes, and how it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from email.message import EmailMessage

    from jdflow.language import Msg


class Turned(NamedTuple):
    """An address that the post does not take, and what it says of it."""

    address: str
    answer: str


class Post(Protocol):
    """Takes letters; none is tried again by itself, for whether it went out is for the caller to keep account of."""

    def send(self, message: EmailMessage) -> tuple[Turned, ...]:
        """Hands a letter in for all who are named in it; which of them are not taken, where others are."""

    def close(self) -> None:
        """Ends the talk with the post."""


class PostFails(Exception):  # noqa: N818 (the state of another machine, not a fault of ours)
    """A letter was not sent, or may not have been; and why."""

    def __init__(self, why: Msg) -> None:
        super().__init__(why)
        self.why = why


class NotTaken(PostFails):
    """The post does not take this letter; it has not gone out."""


class Closed(PostFails):
    """The post takes no letter at all, this one or another; it has not gone out."""


class Unsure(PostFails):
    """Whether the letter went out is not known: the answer got lost on its way."""
