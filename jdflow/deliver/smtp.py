"""The post as a mail server (RFC 5321), over TLS (RFC 8314, RFC 3207) or to this machine itself."""

from __future__ import annotations

import re
import smtplib
import ssl
from base64 import b64encode
from contextlib import suppress
from ipaddress import ip_address
from time import monotonic
from typing import TYPE_CHECKING, Literal, NamedTuple

from jdflow.deliver.post import Closed, NotTaken, Turned, Unsure
from jdflow.deliver.smtp_talk import Talk, TlsTalk
from jdflow.language import msg

if TYPE_CHECKING:
    from email.message import EmailMessage

    from jdflow.language import Msg

_SECONDS = 60.0
# Servers look for viruses before they say that they take a letter; whoever leaves too early does not know.
_SECONDS_AT_THE_END = 300.0
_MINUTES = 15
_GO_ON, _GOING = 354, 421
_GOOD, _BAD = range(200, 300), range(400, 600)
_LOGGED_IN, _MORE = 235, 334
_LONGEST_ANSWER = 300
_DOT = re.compile(rb"^\.", re.MULTILINE)


class Server(NamedTuple):
    """Where the mail server is, how it is talked to, and as whom; `starttls` is never optional but to this machine."""

    host: str
    port: int
    security: Literal["tls", "starttls"]
    user: str | None = None
    password: str | None = None

    @property
    def is_here(self) -> bool:
        """Whether nobody could listen in on the way."""
        if self.host == "localhost":
            return True
        with suppress(ValueError):
            return ip_address(self.host).is_loopback
        return False


class Smtp:
    """A mail server; one connection serves all letters, and is made anew when the server has closed it between two."""

    def __init__(
        self,
        server: Server,
        seconds: float = _SECONDS,
        at_the_end: float = _SECONDS_AT_THE_END,
        minutes: float = _MINUTES,
    ) -> None:
        self._server = server
        self._seconds = seconds
        self._at_the_end = at_the_end
        self._minutes = minutes
        self._until = monotonic() + minutes * 60
        self._client: Talk | None = None

    def send(self, message: EmailMessage) -> tuple[Turned, ...]:
        """Hands the letter in; until the last line of it has gone, nothing has been sent."""
        if monotonic() > self._until:
            raise Closed(
                msg(
                    "{host} has taken more than {minutes} min for what was sent so far; the next run goes on.",
                    host=self._server.host,
                    minutes=int(self._minutes),
                )
            )
        letter = message.as_bytes(policy=message.policy.clone(linesep="\r\n"))
        is_fresh = self._client is None
        client = self._opened()
        try:
            turned = self._addressed(client, message, len(letter))
        except OSError as gone:
            # Servers hang up between two letters, after so many or so long.
            self._dropped()
            if is_fresh:
                why = self._no_talk(gone) if isinstance(gone, smtplib.SMTPResponseException) else self._broke_off()
                raise Closed(why) from None
            return self.send(message)
        self._handed_in(client, letter)
        return turned

    def close(self) -> None:
        """Takes leave; what was handed in has been taken whatever the server says now."""
        if self._client is not None:
            with suppress(OSError):
                self._client.quit()
            self._dropped()

    # -- a letter ----------------------------------------------------------------------------------------------------

    def _addressed(self, client: Talk, message: EmailMessage, size: int) -> tuple[Turned, ...]:
        """Says from whom it is and for whom."""
        options = [f"size={size}"] if client.has_extn("size") else []
        code, answer = client.mail(_addresses(message, "From")[0], options)
        if code == _GOING:
            raise smtplib.SMTPConnectError(code, answer)
        if code not in _GOOD:
            self._begun_anew(client)
            raise NotTaken(self._said(msg("The mail server does not take the letter: {answer}"), code, answer))
        wanted = [*_addresses(message, "To"), *_addresses(message, "Cc")]
        turned = []
        for address in dict.fromkeys(wanted):
            code, answer = client.rcpt(address)
            if code == _GOING:
                raise smtplib.SMTPConnectError(code, answer)
            if code not in _GOOD:
                turned.append(Turned(address, _answer(code, answer)))
        if len(turned) == len(set(wanted)):
            self._begun_anew(client)
            raise NotTaken(msg("The mail server does not take the address: {answer}", answer=turned[0].answer))
        return tuple(turned)

    def _handed_in(self, client: Talk, letter: bytes) -> None:
        try:
            code, answer = client.docmd("DATA")
        except OSError:
            self._dropped()
            raise Closed(self._broke_off()) from None
        if code != _GO_ON:
            self._begun_anew(client)
            raise NotTaken(self._said(msg("The mail server does not take the letter: {answer}"), code, answer))
        try:
            client.send(_DOT.sub(b"..", letter).removesuffix(b"\r\n") + b"\r\n")
        except OSError:
            # Without its last line no server takes it; some hang up on what is too large.
            self._dropped()
            raise NotTaken(self._broke_off()) from None
        try:
            client.send(b".\r\n")
            client.seconds = self._at_the_end
            code, answer = client.getreply()
            client.seconds = self._seconds
        except OSError:
            self._dropped()
            raise Unsure(
                msg(
                    "The connection to {host} broke off behind the letter: whether it went out is not known.",
                    host=self._server.host,
                )
            ) from None
        if code in _BAD:
            raise NotTaken(self._said(msg("The mail server does not take the letter: {answer}"), code, answer))
        if code not in _GOOD:
            self._dropped()
            why = msg("Whether the letter went out is not known, for what the mail server says is no answer: {answer}")
            raise Unsure(self._said(why, code, answer))

    def _begun_anew(self, client: Talk) -> None:
        try:
            client.rset()
        except OSError:
            self._dropped()

    # -- the connection ----------------------------------------------------------------------------------------------

    def _opened(self) -> Talk:
        """The connection, with its certificate checked and the name and password taken."""
        if self._client is None:
            try:
                client = self._connected()
            except ssl.SSLCertVerificationError as bad:
                raise Closed(self._not_trusted(bad)) from None
            except (OSError, ValueError) as failed:
                # Not every name that looks like a server's can be one.
                raise Closed(self._no_talk(failed)) from None
            try:
                self._logged_in(client)
            except BaseException:
                client.close()
                raise
            self._client = client
        return self._client

    def _connected(self) -> Talk:
        server, context = self._server, ssl.create_default_context()
        is_tls = server.security == "tls"
        client = TlsTalk(server.host, self._seconds, context) if is_tls else Talk(server.host, self._seconds)
        try:
            client.begin(server.port)
            if server.security == "starttls":
                self._covered(client, context)
        except BaseException:
            client.close()
            raise
        return client

    def _covered(self, client: Talk, context: ssl.SSLContext) -> None:
        """Goes on under TLS; somebody on the way could hide that the server offers it, so there is no going without."""
        server = self._server
        if client.has_extn("starttls"):
            client.starttls(context=context)
            client.ehlo_or_helo_if_needed()
        elif not server.is_here or server.user is not None:
            raise Closed(
                msg(
                    "{host} offers no STARTTLS, and nothing is sent in the clear. Where it speaks TLS from the start, "
                    "write smtps:// in JDFLOW_SMTP.",
                    host=server.host,
                )
            )

    def _logged_in(self, client: Talk) -> None:
        """Says who we are; smtplib itself would take no letters but English ones in a password."""
        server = self._server
        if server.user is None:
            return
        # A variable may hold bytes that are no text.
        user, password = (part.encode("utf-8", "surrogateescape") for part in (server.user, server.password or ""))
        offered = client.esmtp_features.get("auth", "").upper().split()
        if "PLAIN" in offered:
            lines = [f"AUTH PLAIN {_as_base64(user, password)}"]
        elif "LOGIN" in offered:
            lines = ["AUTH LOGIN", b64encode(user).decode(), b64encode(password).decode()]
        else:
            raise Closed(
                msg(
                    "{host} takes no name and password (AUTH PLAIN or LOGIN): leave out JDFLOW_SMTP_USER, or name the "
                    "server that does.",
                    host=server.host,
                )
            )
        for number, line in enumerate(lines, 1):
            try:
                code, answer = client.docmd(line)
            except OSError as failed:
                raise Closed(self._no_talk(failed)) from None
            if code != (_LOGGED_IN if number == len(lines) else _MORE):
                why = msg(
                    "The mail server does not take the name and password (JDFLOW_SMTP_USER, JDFLOW_SMTP_PASSWORD): "
                    "{answer}"
                )
                raise Closed(self._said(why, code, answer))

    def _dropped(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    # -- why not -----------------------------------------------------------------------------------------------------

    def _broke_off(self) -> Msg:
        return msg("The connection to {host} broke off before the letter had gone.", host=self._server.host)

    def _no_talk(self, failed: Exception) -> Msg:
        if isinstance(failed, smtplib.SMTPResponseException):
            return self._said(msg("The mail server does not listen: {answer}"), failed.smtp_code, failed.smtp_error)
        return msg(
            "There is no talking to {host} at port {port}: {why}. Look at JDFLOW_SMTP.",
            host=self._server.host,
            port=self._server.port,
            why=_reason(failed),
        )

    def _not_trusted(self, bad: ssl.SSLCertVerificationError) -> Msg:
        return msg(
            "The certificate of {host} is not trusted: {why}. Where your agency signs its own, name the file with its "
            "root certificate in SSL_CERT_FILE; the name in JDFLOW_SMTP is to be that on the certificate.",
            host=self._server.host,
            why=bad.verify_message,
        )

    @staticmethod
    def _said(why: Msg, code: int, answer: bytes | str) -> Msg:
        return why._replace(params={"answer": _answer(code, answer)})


def _reason(failed: Exception) -> Msg | str:
    if isinstance(failed, TimeoutError):
        return msg("no answer in time")
    if isinstance(failed, smtplib.SMTPServerDisconnected):
        return msg("it hangs up")
    if isinstance(failed, ssl.SSLError):
        # The library tells its own line in brackets.
        said = (failed.reason or "").replace("_", " ").lower()
        return msg("TLS does not come about ({why})", why=said or "TLS")
    return (failed.strerror if isinstance(failed, OSError) else None) or str(failed) or type(failed).__name__


def _addresses(message: EmailMessage, header: str) -> list[str]:
    return [one.addr_spec for found in message.get_all(header, ()) for one in found.addresses]


def _as_base64(user: bytes, password: bytes) -> str:
    return b64encode(b"\0".join((b"", user, password))).decode()


def _answer(code: int, answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    said = " ".join(text.split())
    return (said if code < 0 else f"{code} {said}")[:_LONGEST_ANSWER]
