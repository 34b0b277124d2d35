"""A real mail server on this machine, which keeps what it takes and fails where it is told to."""

# ruff: noqa: ANN401, N802 (the server's own names, and types that it does not tell)

from __future__ import annotations

import socket
import ssl
import subprocess
from contextlib import suppress
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any, NamedTuple

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from email.message import EmailMessage
    from pathlib import Path
    from typing import Self

USER, PASSWORD = "personal", "õige parool"


class Certificate(NamedTuple):
    """The files of a certificate and its key."""

    certificate: Path
    key: Path


def certificate(openssl: str, folder: Path, days: int = 2) -> Certificate:
    """A certificate for this machine, signed by itself; that of fewer than no days has expired."""
    made = Certificate(folder / "localhost.pem", folder / "localhost.key")
    asked = folder / "localhost.csr"
    name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    _run(openssl, "req", "-new", "-newkey", "rsa:2048", "-nodes", *name, "-keyout", made.key, "-out", asked)
    signed = ["-copy_extensions", "copy", "-days", str(days)]
    _run(openssl, "x509", "-req", "-in", asked, "-signkey", made.key, *signed, "-out", made.certificate)
    return made


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True, capture_output=True)


class Postbox:
    """The server; `security` says how its clients come under TLS, if they do."""

    def __init__(
        self, files: Certificate | None, security: str = "starttls", mechanisms: Sequence[str] = ("PLAIN", "LOGIN")
    ) -> None:
        self.letters: list[Any] = []
        self.turned: set[str] = set()
        self.logins: list[bytes] = []
        # Behind how many letters taken in the connection is closed, before the answer to the last or after it.
        self.dies_at: int | None = None
        self.hangs_up_after: int | None = None
        self.answer = "250 OK"
        # Looks on at each step of each talk: its name, and how many letters have been taken so far.
        self.watch: Callable[[str, int], None] = lambda _step, _taken: None
        context = None
        if files is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(files.certificate, files.key)
        options: dict[str, Any] = {"authenticator": self._login, "auth_require_tls": True}
        options["auth_exclude_mechanism"] = {"PLAIN", "LOGIN"}.difference(mechanisms)
        if files is None:
            options = {}
        elif security == "starttls":
            options |= {"tls_context": context, "require_starttls": True}
        else:
            # What comes by TLS from the start is under TLS, but the server does not know.
            options |= {"auth_require_tls": False}
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        at_once = context if security == "tls" else None
        self._controller = Controller(self, "127.0.0.1", self.port, ssl_context=at_once, **options)

    def __enter__(self) -> Self:
        with suppress(ssl.SSLError):
            self._controller.start()
        return self

    def __exit__(self, *ended: object) -> None:
        self._controller.stop()

    @property
    def messages(self) -> list[EmailMessage]:
        """What was taken, read as programs for letters read it."""
        return [message_from_bytes(letter.content, policy=policy.default) for letter in self.letters]

    def _login(self, _server: SMTP, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        self.logins.append(data.login)
        return AuthResult(success=data == LoginPassword(USER.encode(), PASSWORD.encode()), handled=False)

    async def handle_RCPT(self, _server: SMTP, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        """Takes an address, or turns it away."""
        self.watch("RCPT", len(self.letters))
        if address in self.turned:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Any, envelope: Any) -> str:
        """Takes a letter in."""
        self.watch("before", len(self.letters))
        if self.answer.startswith("250"):
            self.letters.append(envelope)
        self.watch("taken", len(self.letters))
        if self.dies_at == len(self.letters):
            _hang_up(server)
        return self.answer

    async def handle_MAIL(self, server: SMTP, _session: Any, envelope: Any, address: str, options: Any) -> str:
        """Takes a sender, or hangs up when it has had enough letters."""
        self.watch("MAIL", len(self.letters))
        if self.hangs_up_after is not None and len(self.letters) >= self.hangs_up_after:
            self.hangs_up_after = None
            _hang_up(server)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"


def _hang_up(server: SMTP) -> None:
    assert server.transport is not None
    server.transport.close()
