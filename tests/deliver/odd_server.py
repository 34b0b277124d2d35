"""A mail server of odd habits: it says to each command what it is told to say, however unusual that is."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from io import BufferedReader
    from typing import Self

    Answer = bytes | None | Callable[[socket.socket], None]

HABITS: Mapping[str, Answer] = {
    "": b"220 odd ESMTP\r\n",
    "EHLO": b"250-odd\r\n250 SIZE 1000000\r\n",
    "HELO": b"250 odd\r\n",
    "MAIL": b"250 OK\r\n",
    "RCPT": b"250 OK\r\n",
    "DATA": b"354 go on\r\n",
    ".": b"250 taken\r\n",
    "RSET": b"250 OK\r\n",
    "QUIT": b"221 bye\r\n",
}


class OddServer:
    """The server; an answer is what it sends, none where it hangs up, or what it does with the connection."""

    def __init__(self, **habits: Answer) -> None:
        named = {"greeting": "", "end": "."}
        self.habits = {**HABITS, **{named.get(name, name.upper()): answer for name, answer in habits.items()}}
        self.heard: list[str] = []
        self.letters: list[bytes] = []
        self.over = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *ended: object) -> None:
        self.over.set()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(5)

    def drip(self, connection: socket.socket) -> None:
        """Says a byte now and then, and never comes to an end."""
        connection.sendall(b"250-")
        while not self.over.wait(0.05):
            connection.sendall(b"x")

    def flood(self, connection: socket.socket) -> None:
        """Says line after line."""
        while not self.over.is_set():
            connection.sendall(b"250-more\r\n" * 100)

    def hang(self, _connection: socket.socket) -> None:
        """Says nothing any more."""
        self.over.wait()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                with connection, suppress(OSError):
                    self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        with connection.makefile("rb") as lines:
            if self._said(connection, ""):
                self._listen(connection, lines)

    def _listen(self, connection: socket.socket, lines: BufferedReader) -> None:
        for line in lines:
            verb = line.split()[0].decode("latin-1").upper() if line.split() else ""
            self.heard.append(verb)
            if not self._said(connection, verb) or verb == "QUIT":
                return
            answer = self.habits.get(verb)
            if verb == "DATA" and isinstance(answer, bytes) and answer.startswith(b"354"):
                self.letters.append(b"".join(iter(lines.readline, b".\r\n")))
                if not self._said(connection, "."):
                    return

    def _said(self, connection: socket.socket, verb: str) -> bool:
        answer = self.habits.get(verb, b"502 what?\r\n")
        if answer is None:
            return False
        if callable(answer):
            answer(connection)
            return False
        connection.sendall(answer)
        return True
