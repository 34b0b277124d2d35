"""A forge on this machine: it keeps what it is sent, over real HTTP, and fails where a test asks it to.

What stands here holds for any forge. A subclass knows how one of them speaks: `GitHubDouble`, `GitLabDouble`.
Operations are named as in `Forge`, so that tests which script faults or count calls know no forge either.
"""

from __future__ import annotations

import json
import socket
import threading
from abc import ABC, abstractmethod
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from socketserver import TCPServer
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Self
from urllib.parse import parse_qsl, urlsplit

from jdflow.deliver.http import Timing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from ssl import SSLContext

    from jdflow.deliver.forge import Forge

NOON = 1_800_000_000.0


class Request(NamedTuple):
    """What came in."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    data: Any


class Reply(NamedTuple):
    """What goes out."""

    status: int
    data: Any = None
    headers: Mapping[str, str] = {}


@dataclass
class Fault:
    """What goes wrong, and how often: with the next calls of an operation, or with any calls."""

    operation: str = ""
    reply: Reply | None = None
    """What is answered in place of the true answer; without it the connection is cut."""
    after: bool = False
    """Whether the call has its effect nevertheless."""
    delay: float = 0
    """How many seconds the true answer takes; nothing else goes wrong then."""
    times: int = 1
    skip: int = 0
    """How many calls go well before it."""


@dataclass
class StoredComment:
    id: int
    change: int
    body: str
    author: str


@dataclass
class StoredIssue:
    number: int
    title: str
    body: str
    is_open: bool = True
    labels: list[str] = field(default_factory=list)
    assignees: list[str] = field(default_factory=list)
    is_change: bool = False
    head_commit: str = ""
    author: str = ""
    """Whoever opened it; without a name, the one whose token the adapter has."""
    home: str = ""
    """Where it has been moved to."""


class Clock:
    """A clock that moves when somebody waits by it."""

    def __init__(self) -> None:
        self.time = NOON
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        """Waits without taking time."""
        self.slept.append(seconds)
        self.time += seconds

    @property
    def timing(self) -> Timing:
        """The clock, as those who wait want it."""
        return Timing(lambda: self.time, self.sleep)


class Double(ABC):
    """The forge's state, what happened to it, and a server in a thread; use it by `with`."""

    token = "secret-token-of-a-test"  # noqa: S105 (it opens nothing)
    kind = ""
    """What the command line calls it."""
    me = "a-bot"
    right = ""
    """What the token has to have, as the forge calls it."""
    most = 0
    """How many characters of a comment the forge takes."""

    def __init__(self, *, page: int = 2, tls: SSLContext | None = None) -> None:
        self.tls = tls
        """With what it proves who it is; plain HTTP without."""
        self.page = page
        """How many items a list has on a page."""
        self.issues: dict[int, StoredIssue] = {}
        """Issues and changes by number."""
        self.comments: dict[int, StoredComment] = {}
        self.labels: dict[str, str] = {}
        """Colours of labels, by name."""
        self.assignable = {"mari", "jaan"}
        self.members = {"mari"}
        """Who is seen to belong to the owners of the repository."""
        self.roles: dict[str, str] = {}
        """What others may do in the repository."""
        self.faults: list[Fault] = []
        self.calls: list[str] = []
        """Operations in the order in which they came, faults included."""
        self.effects: list[str] = []
        """Operations that changed something."""
        self.requests: list[Request] = []
        self.connections = 0
        self.clock = Clock()
        self._numbers = count(1)
        self._lock = threading.Lock()

    # ------------------------------------------------------------ what a test does with it

    @abstractmethod
    def forge(self, token: str | None = None) -> Forge:
        """The true adapter, speaking to this double."""

    @abstractmethod
    def environment(self) -> dict[str, str]:
        """The variables by which a run finds it and may write to it."""

    @abstractmethod
    def too_much(self, seconds: int, operation: str = "", times: int = 1) -> Fault:
        """A fault: too much was asked for, and the forge says how long to wait."""

    @abstractmethod
    def no_right(self, operation: str = "") -> Fault:
        """A fault: the token does not allow it."""

    @abstractmethod
    def refused(self, words: str) -> Reply:
        """A refusal of what was sent, in those words."""

    def comment_id(self, comment: StoredComment) -> str:
        """What the forge finds a comment by."""
        return str(comment.id)

    def add_change(self, head_commit: str = "c" * 40) -> int:
        """A change that somebody proposes; its number."""
        issue = self.add_issue("A change", "", [])
        issue.is_change, issue.head_commit = True, head_commit
        return issue.number

    def add_issue(self, title: str, body: str, labels: list[str], assignees: list[str] | None = None) -> StoredIssue:
        """An issue, as if it had been there before; by the one whose token the adapter has."""
        issue = StoredIssue(next(self._numbers), title, body, labels=list(labels), assignees=list(assignees or []))
        self.issues[issue.number] = issue
        return issue

    def add_comment(self, change: int, body: str, author: str = "") -> StoredComment:
        """A comment by whoever it is; without a name, by the one whose token the adapter has."""
        comment = StoredComment(next(self._numbers), change, body, author or self.me)
        self.comments[comment.id] = comment
        return comment

    def bodies(self, change: int) -> list[str]:
        """The texts of all comments on a change."""
        return [comment.body for comment in self.comments.values() if comment.change == change]

    # ------------------------------------------------------------ what a forge is made of

    @abstractmethod
    def operation(self, request: Request) -> str:
        """Which operation of `Forge` the request belongs to; empty where there is nothing of the kind."""

    @abstractmethod
    def answer(self, operation: str, request: Request) -> Reply:
        """Does what the request asks for."""

    def handle(self, request: Request) -> tuple[Reply | None, float]:
        """The reply, or none where the connection is to be cut; and how long it takes."""
        with self._lock:
            self.requests.append(request)
            operation = self.operation(request)
            self.calls.append(operation)
            fault = self._fault(operation)
            reply = None
            if fault is None or fault.after or fault.delay:
                reply = self.answer(operation, request)
            if fault is None:
                return reply, 0
            return (reply if fault.delay else fault.reply), fault.delay

    def _fault(self, operation: str) -> Fault | None:
        for fault in self.faults:
            if fault.operation in {"", operation} and fault.times:
                if fault.skip:
                    fault.skip -= 1
                    continue
                fault.times -= 1
                return fault
        return None

    # ------------------------------------------------------------ the server

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._server = _Server(self)
        if self.tls:
            self._server.socket = self.tls.wrap_socket(self._server.socket, server_side=True)
        # It looks often whether it is to end, so that a test need not wait for it.
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.go_away()

    def go_away(self) -> None:
        """Nobody listens at the address any more."""
        self.released.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def released(self) -> threading.Event:
        """Set when nobody waits for slow answers any more."""
        return self._server.released


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, double: Double) -> None:
        self.double = double
        self.released = threading.Event()
        super().__init__(("127.0.0.1", 0), _Handler)

    def server_bind(self) -> None:
        # The base class would ask the network for its own name.
        TCPServer.server_bind(self)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Header and body leave together, or the second would wait for the first to be confirmed.
    wbufsize = -1
    server: _Server

    def setup(self) -> None:
        super().setup()
        self.server.double.connections += 1

    def _serve(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        data = json.loads(body) if body else None
        request = Request(self.command, parts.path, dict(parse_qsl(parts.query)), headers, data)
        reply, delay = self.server.double.handle(request)
        if delay:
            self.server.released.wait(delay)
        if reply is None:
            self._cut()
        else:
            self._send(reply)

    def _send(self, reply: Reply) -> None:
        said = reply.data if isinstance(reply.data, bytes) else json.dumps(reply.data).encode()
        body = b"" if reply.data is None else said
        with suppress(ConnectionError):
            self.send_response(reply.status)
            headers = {"Content-Type": "application/json", "Content-Length": str(len(body)), **reply.headers}
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            self.wfile.flush()
        if "Content-Length" in reply.headers:
            self.close_connection = True

    def _cut(self) -> None:
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (as it has to be)
        # The base class looks for `do_GET` and its like.
        if name.startswith("do_"):
            return self._serve
        raise AttributeError(name)

    def log_message(self, format: str, *args: Literal[""]) -> None:  # noqa: A002 (the name in the base class)
        """Nothing: a test that fails shows `calls`."""
