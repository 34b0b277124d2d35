"""One request to a forge and what comes back, however it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jdflow.language import Msg


class Answer(NamedTuple):
    """What came back: the names of headers in small letters, the body as it is."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Cut(Exception):  # noqa: N818 (the state of the network, not a fault of ours)
    """No answer came back, or only a part of one."""

    def __init__(self, why: Msg, *, arrived: bool, hopeless: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.arrived = arrived
        """Whether the request may have reached the forge."""
        self.hopeless = hopeless
        """Whether it would go no better the next time."""


class Send(Protocol):
    """Sends one request and waits for its answer; raises `Cut`."""

    def __call__(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, /) -> Answer:
        """The answer, whatever its status; nothing is followed or repeated."""
