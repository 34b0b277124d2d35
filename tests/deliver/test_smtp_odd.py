"""Mail servers as they are met: slow, curt, talkative, wrong; each ends in a sentence, and never in a second letter."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from jdflow.deliver.post import Closed, NotTaken, PostFails, Unsure
from jdflow.deliver.smtp import Server, Smtp
from jdflow.language import Voice
from tests.deliver.odd_server import OddServer
from tests.deliver.test_smtp import letter

if TYPE_CHECKING:
    from tests.deliver.odd_server import Answer

ENGLISH = Voice("en")
SOON = 0.4


def post(server: OddServer, seconds: float = 60, at_the_end: float = 60, minutes: float = 15) -> Smtp:
    return Smtp(Server("localhost", server.port, "starttls"), seconds, at_the_end, minutes)


def failed(kind: type[PostFails], server: OddServer, seconds: float = 60, at_the_end: float = 60) -> str:
    """What is said of a letter that does not go out."""
    one = post(server, seconds, at_the_end)
    with pytest.raises(kind) as caught:
        one.send(letter())
    one.close()
    return ENGLISH(caught.value.why)


@pytest.mark.parametrize("verb", ["greeting", "ehlo", "mail", "rcpt", "data"])
@pytest.mark.parametrize("habit", ["drip", "flood", "hang", "close"])
def test_before_the_letter_has_gone_no_server_can_keep_us_or_make_us_unsure(verb: str, habit: str) -> None:
    server = OddServer()
    server.habits[{"greeting": ""}.get(verb, verb.upper())] = None if habit == "close" else getattr(server, habit)
    with server:
        assert failed(Closed, server, seconds=SOON)
        assert server.letters == []


@pytest.mark.parametrize("habit", ["drip", "flood", "hang", "close"])
def test_behind_the_letter_whatever_is_no_answer_leaves_all_unsure(habit: str) -> None:
    server = OddServer()
    server.habits["."] = None if habit == "close" else getattr(server, habit)
    with server:
        assert "whether it went out is not known" in failed(Unsure, server, at_the_end=SOON)
        assert len(server.letters) == 1


@pytest.mark.parametrize(
    ("end", "kind"),
    [
        (b"250 OK\r\n", None),
        (b"250-OK\r\n250-queued\r\n250 as 17\r\n", None),
        (b"251 forwarded\r\n", None),
        (b"250\r\n", None),
        (b"250 OK\n", None),
        (b"250 t\xe4nan\r\n", None),
        (b"451 4.7.1 greylisted, come back later\r\n", NotTaken),
        (b"421 too many\r\n", NotTaken),
        (b"552 too large\r\n", NotTaken),
        (b"554-no\r\n554 spam\r\n", NotTaken),
        (b"354 more?\r\n", Unsure),
        (b"OK\r\n", Unsure),
        (b"HTTP/1.1 200 OK\r\n\r\n", Unsure),
        (b"\xff\xfe\x00\r\n", Unsure),
        (b"999 what\r\n", Unsure),
        (b"25" + b"x" * 20_000 + b"\r\n", Unsure),
    ],
)
def test_only_a_clear_yes_or_no_counts_as_one(end: bytes, kind: type[PostFails] | None) -> None:
    with OddServer(end=end) as server:
        if kind is None:
            one = post(server)
            assert one.send(letter()) == ()
            one.close()
        else:
            assert failed(kind, server)


def test_what_a_server_says_can_do_nothing_on_a_screen() -> None:
    with OddServer(mail=b"550-\x1b[31m t\xe4na\r\n550 ei\x07 \r\n") as server:
        said = failed(NotTaken, server)
    # What a terminal would obey is spelt out where it is printed; lines of an answer are one.
    assert said == "The mail server does not take the letter: 550 \x1b[31m t\ufffdna ei\x07"


@pytest.mark.parametrize(
    ("habits", "kind", "said"),
    [
        ({"greeting": b"554 no service\r\n"}, Closed, "The mail server does not listen: 554 no service"),
        ({"greeting": b"421 busy\r\n"}, Closed, "The mail server does not listen: 421 busy"),
        ({"greeting": b"SSH-2.0-OpenSSH\r\n"}, Closed, "The mail server does not listen: SSH-2.0-OpenSSH"),
        ({"ehlo": b"502 what?\r\n", "helo": b"550 go away\r\n"}, Closed, "The mail server does not listen: 550"),
        ({"mail": b"452 4.2.2 later\r\n"}, NotTaken, "does not take the letter: 452"),
        ({"mail": b"421 4.7.0 too many\r\n"}, Closed, "does not listen: 421 4.7.0 too many"),
        ({"rcpt": b"450 4.2.0 greylisted\r\n"}, NotTaken, "does not take the address: 450 4.2.0 greylisted"),
        ({"rcpt": b"421 closing\r\n"}, Closed, "does not listen: 421 closing"),
        ({"data": b"451 later\r\n"}, NotTaken, "does not take the letter: 451 later"),
        ({"data": b"250 what?\r\n"}, NotTaken, "does not take the letter: 250 what?"),
        ({"ehlo": b"250-odd\r\n250 STARTTLS\r\n", "starttls": b"454 not now\r\n"}, Closed, "does not listen: 454"),
        ({"ehlo": b"250-odd\r\n250 STARTTLS\r\n", "starttls": None}, Closed, "it hangs up"),
        (
            {"ehlo": b"250-odd\r\n250 STARTTLS\r\n", "starttls": b"220 go\r\n220 AUTH PLAIN\r\n"},
            Closed,
            "TLS does not come about (",
        ),
    ],
)
def test_each_refusal_is_told_with_what_the_server_says(
    habits: dict[str, Answer], kind: type[PostFails], said: str
) -> None:
    with OddServer(**habits) as server:
        assert said in failed(kind, server)
        assert server.letters == []


def test_a_server_that_knows_only_helo_gets_the_letter_too() -> None:
    with OddServer(ehlo=b"500 what?\r\n") as server:
        one = post(server)
        assert one.send(letter()) == ()
        one.close()
    assert server.heard == ["EHLO", "HELO", "MAIL", "RCPT", "DATA", "QUIT"]


def test_a_server_that_has_enough_for_one_connection_gets_the_rest_over_another() -> None:
    with OddServer() as server:
        one = post(server)
        assert one.send(letter()) == ()

        def enough(connection: socket.socket) -> None:
            server.habits["MAIL"] = b"250 OK\r\n"
            connection.sendall(b"421 4.7.0 enough\r\n")

        server.habits["MAIL"] = enough
        assert one.send(letter()) == ()
        one.close()
    assert len(server.letters) == 2


def test_a_run_that_takes_too_long_leaves_the_rest_for_the_next() -> None:
    with OddServer() as server:
        one = post(server, minutes=0)
        with pytest.raises(Closed) as caught:
            one.send(letter())
    assert "the next run goes on" in ENGLISH(caught.value.why)
    assert server.heard == []


@pytest.mark.parametrize("host", ["a..b", f"{'a' * 64}.ee", "xn--0", ".", "-"])
def test_a_name_that_no_server_can_have_is_told(host: str) -> None:
    for security in ("tls", "starttls"):
        with pytest.raises(Closed) as caught:
            Smtp(Server(host, 25, security)).send(letter())
        assert ENGLISH(caught.value.why).startswith(f"There is no talking to {host} at port 25: ")


@pytest.mark.parametrize("name", ["töölaud.kodu", "a b", "x" * 300, "with_underscore.local", ""])
def test_this_machine_may_be_called_anything(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(socket, "getfqdn", lambda: name)
    with OddServer() as server:
        one = post(server)
        assert one.send(letter()) == ()
        one.close()


def test_a_large_letter_that_is_hung_up_on_has_not_gone_out() -> None:
    def impatient(connection: socket.socket) -> None:
        connection.sendall(b"354 go on\r\n")
        connection.recv(1000)
        connection.sendall(b"552 too large\r\n")

    with OddServer(data=impatient) as server:
        one = post(server)
        with pytest.raises(NotTaken) as caught:
            one.send(letter(text="x\n" * 5_000_000))
        one.close()
    assert "broke off before the letter had gone" in ENGLISH(caught.value.why)
