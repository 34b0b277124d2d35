"""A talk with a mail server that comes to an end: whatever the server does, each of its answers has its time."""

from __future__ import annotations

import re
import smtplib
import socket
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl

_LONGEST_LINE, _MOST_LINES = 8192, 100
_CODE = re.compile(rb"([2-5][0-9]{2})(?:[ -](.*))?", re.DOTALL)
_NAME = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{1,63}")
_READY, _NO_ANSWER = 220, -1


class Talk(smtplib.SMTP):
    """The standard library's, which waits for each byte anew, and for as many as there are."""

    def __init__(self, host: str, seconds: float) -> None:
        # Until the server's name is looked up nothing is known of it, but TLS asks for it later.
        self.seconds = seconds
        self._rest = b""
        self._read_from: socket.socket | None = None
        super().__init__(timeout=seconds, local_hostname=_own_name())
        self._host = host

    def begin(self, port: int) -> None:
        """Calls the server and says who we are."""
        code, answer = self.connect(self._host, port)
        if code != _READY:
            raise smtplib.SMTPConnectError(code, answer)
        self.ehlo_or_helo_if_needed()

    def getreply(self) -> tuple[int, bytes]:
        """An answer, all its lines within the time that it has."""
        until = monotonic() + self.seconds
        lines: list[bytes] = []
        try:
            while len(lines) < _MOST_LINES:
                found = _CODE.fullmatch(line := self._line(until))
                if found is None:
                    return _NO_ANSWER, line
                lines.append((found[2] or b"").strip())
                if line[3:4] != b"-":
                    return int(found[1]), b"\n".join(lines)
        except OSError:
            self.close()
            raise
        self.close()
        raise smtplib.SMTPServerDisconnected

    def _line(self, until: float) -> bytes:
        sock = self.sock
        if sock is None:
            raise smtplib.SMTPServerDisconnected
        if self._read_from is not sock:
            # What came before TLS may be anybody's.
            self._read_from, self._rest = sock, b""
        while b"\n" not in self._rest:
            left = until - monotonic()
            if left <= 0:
                raise TimeoutError
            sock.settimeout(left)
            piece = sock.recv(_LONGEST_LINE)
            self._rest += piece
            if not piece or len(self._rest) > _LONGEST_LINE * 2:
                raise smtplib.SMTPServerDisconnected
        sock.settimeout(self.seconds)
        line, _, self._rest = self._rest.partition(b"\n")
        return line.rstrip(b"\r")


class TlsTalk(Talk):
    """The same, under TLS from the start."""

    def __init__(self, host: str, seconds: float, context: ssl.SSLContext) -> None:
        super().__init__(host, seconds)
        self._context = context

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = socket.create_connection((host, port), timeout)
        try:
            return self._context.wrap_socket(plain, server_hostname=host)
        except BaseException:
            plain.close()
            raise


def _own_name() -> str:
    """What we call ourselves: this machine's name in the net, if it has one that every server can read."""
    try:
        name = socket.getfqdn()
    except (OSError, ValueError):
        name = ""
    return name if _NAME.fullmatch(name) else "[127.0.0.1]"
