"""Requests to one forge over HTTP: tried again where that can do no harm, held back where the forge asks for it."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias
from urllib.parse import SplitResult, urlencode, urljoin, urlsplit

from jdflow import __version__
from jdflow.deliver.exchange import Answer, Cut, Send
from jdflow.deliver.forge import ForgeFails, LimitReached, NotThere, Unreachable, Unsure
from jdflow.language import msg

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


_TRIES = 4
_HOPS = 3
_REDIRECTS = frozenset({301, 302, 307, 308})
_BROKEN = 500
_MINUTE = 60
# Forges hold it against those who write faster.
_BETWEEN_WRITES = 1.0
_PATIENCE = 180.0

Query: TypeAlias = "Mapping[str, str | int]"
Origin: TypeAlias = "tuple[str, str, int]"


class Timing(NamedTuple):
    """The clock, in seconds since 1970, and how one waits by it."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


class HeldUp(Protocol):
    """Tells the answer of a forge that has had enough for now from others."""

    def __call__(self, answer: Answer, now: float, times: int) -> float | None:
        """How many seconds to wait, if that is what the answer says, after so many times that it did."""


class Line:
    """A line to a forge. It holds the token, and never shows it.

    `shut` tells what an answer of a forge that breaks down says for sure: that it has done nothing.
    """

    def __init__(  # noqa: PLR0913 (all that a forge has of its own)
        self,
        base: str,
        headers: Mapping[str, str],
        held_up: HeldUp,
        *,
        timing: Timing,
        send: Send | None = None,
        shut: Callable[[Answer, str], ForgeFails | None] = lambda _answer, _host: None,
    ) -> None:
        self._base = base.rstrip("/")
        self._origin = _origin(_checked(self._base))
        self.host = self._origin[1]
        self._headers = {"User-Agent": f"jdflow/{__version__}", **headers}
        self._held_up = held_up
        self._timing = timing
        self._send = send
        self._shut = shut
        self._patience = _PATIENCE
        self._written: float | None = None

    def call(
        self, method: str, where: str, query: Query | None = None, data: object = None, *, again: bool = True
    ) -> Answer:
        """The answer to a request for a path below the base, or for a whole address that the forge has given.

        `again` is whether the request does no harm when it is done twice; a POST of which this is true asks a question.
        """
        url = self._address(where) + (f"?{urlencode(query)}" if query else "")
        headers, body = dict(self._headers), None
        if data is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")
        failures = hops = held = 0
        while True:
            if method != "GET" and not (method == "POST" and again):
                self._keep_apart()
            try:
                answer = self._sent(method, url, headers, body)
                seconds = self._held_up(answer, self._timing.now(), held)
                self._check(answer, may_wait=seconds is not None and again)
            except Cut as cut:
                failures += 1
                self._after(failures, cut, again=again)
                continue
            if seconds is not None:
                self._hold(max(seconds, 2.0**held))
                held += 1
            elif answer.status in _REDIRECTS:
                hops += 1
                url = self._moved(url, answer, hops)
            else:
                return answer

    def _sent(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        if self._send is None:
            # Half of a start's time goes into loading it; only who sends something waits for that.
            from jdflow.deliver.wire import wire

            self._send = wire(url, self.host, local=is_local(self.host))
        return self._send(method, url, headers, body)

    def _check(self, answer: Answer, *, may_wait: bool) -> None:
        # A forge that breaks down may have done what it was asked, whatever it says of later.
        if answer.status >= _BROKEN and not may_wait:
            fails = self._shut(answer, self.host)
            if fails is not None:
                raise fails
            raise Cut(msg("{host} answers {status}.", host=self.host, status=answer.status), arrived=True)

    def _keep_apart(self) -> None:
        now = self._timing.now()
        if self._written is not None and (rest := self._written + _BETWEEN_WRITES - now) > 0:
            self._timing.sleep(min(rest, _BETWEEN_WRITES))
            now = self._timing.now()
        self._written = now

    def _after(self, failures: int, cut: Cut, *, again: bool) -> None:
        """Waits, and longer each time, before the next try; raises where there is none."""
        if cut.arrived and not again:
            raise Unsure(
                msg("{why} Whether it has done what it was asked is not known; run the command again.", why=cut.why)
            ) from None
        if cut.hopeless or failures == _TRIES:
            raise Unreachable(cut.why) from None
        self._timing.sleep(2.0 ** (failures - 1))

    def _hold(self, seconds: float) -> None:
        """Waits until the forge listens again, if all waiting together stays bearable."""
        if seconds > self._patience:
            minutes = int(-(-seconds // _MINUTE))
            why = msg(
                "{host} has too much to do and will not listen for {minutes} min. Run the command again then.",
                host=self.host,
                minutes=minutes,
            )
            raise LimitReached(why, seconds)
        self._patience -= seconds
        self._timing.sleep(seconds)

    def _address(self, where: str) -> str:
        if where.startswith("/") and not where.startswith("//"):
            return self._base + where
        self._same_host(where)
        return where

    def _moved(self, url: str, answer: Answer, hops: int) -> str:
        """Where the forge sends us, which has to be itself: nobody else is shown the token."""
        to = urljoin(url, answer.headers.get("location", ""))
        self._same_host(to)
        if hops > _HOPS or to == url:
            raise NotThere(msg("{host} sends us round in circles. Check the name of the repository.", host=self.host))
        return to

    def _same_host(self, url: str) -> None:
        try:
            same = _origin(urlsplit(url)) == self._origin
        except ValueError:
            same = False
        if not same:
            raise NotThere(
                msg("{host} sends us on to {url}. Say where the repository is now.", host=self.host, url=url[:200])
            )


def is_local(host: str) -> bool:
    """Whether it is this machine itself."""
    return host in {"localhost", "127.0.0.1", "::1"}


def _checked(base: str) -> SplitResult:
    """The parts of a base address, if it is one to which a token may be sent."""
    try:
        parts = urlsplit(base)
        scheme, host, _ = _origin(parts)
    except ValueError:
        raise ForgeFails(msg("“{url}” is no address of a forge.", url=base[:200])) from None
    if parts.username is not None or parts.query or parts.fragment or not base.isprintable() or " " in base:
        raise ForgeFails(msg("The forge's address may hold a host and a path, and nothing else."))
    if scheme != "https" and not is_local(host):
        raise ForgeFails(msg("“{url}” does not begin with https; the token would be open to all on the way.", url=base))
    return parts


def _origin(parts: SplitResult) -> Origin:
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}[parts.scheme]
