"""What letters need from outside: addresses, a mail server, a sender, a journal; and days on which none goes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.cli.reminded import FIRST, SECOND

if TYPE_CHECKING:
    from tests.cli.mailed import Mailroom

pytestmark = pytest.mark.needs("git")


def test_the_journal_tells_nobodys_address(room: Mailroom) -> None:
    room.sent(SECOND)
    assert "@" not in room.journal.read_text("utf-8")
    assert [(entry["to"], entry["state"]) for entry in room.entries()][:3] == [
        ("position:juht-a", "sending"),
        ("position:juht-a", "sent"),
        ("position:juht-b", "sending"),
    ]
    assert room.journal.stat().st_mode & 0o77 == 0


def test_addresses_may_come_from_the_environment(room: Mailroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JDFLOW_ADDRESSES", "*: koik@asutus.ee\n")
    before = len(room.box.letters)
    ran = room.office.run(SECOND, "--via", "email", "--journal", room.journal)
    assert (ran.code, [one.rcpt_tos for one in room.box.letters[before:]]) == (0, [["koik@asutus.ee"]] * 3)


def test_a_manager_without_an_address_is_told_of(room: Mailroom) -> None:
    room.addresses.write_text("juht-b: b@asutus.ee\nkadunud: x@asutus.ee\n", "utf-8")
    ran = room.run(SECOND)
    assert ran.code == 1
    assert "Not sent, for no address is given for juht-a: " in ran.err
    assert "there is no position and no unit with the id “kadunud”" in ran.err
    assert [letter.rcpt_tos for letter in room.box.letters] == [["b@asutus.ee"]]


@pytest.mark.parametrize(
    "line",
    [
        "juht-a",
        "juht-a:",
        "juht-a: mari",
        "juht-a: mari@",
        "juht-a: a@b.ee\rBcc: c@d.ee",
        "juht-a: Mari\x00 <a@b.ee>",
        "juht-a: Mari <a@b.ee> <c@d.ee>",
        "juht-a: .a@b.ee",
        "juht-a: a@-b.ee",
        f"juht-a: a@{'b' * 300}.ee",
        "Juht A: a@b.ee",
        "juht-b: a@b.ee\njuht-b: a@b.ee",
    ],
)
def test_a_line_that_is_no_address_sends_nothing_and_is_not_repeated(room: Mailroom, line: str) -> None:
    room.addresses.write_text(f"andmetalitus: a@b.ee\n{line}\n", "utf-8")
    ran = room.run(SECOND)
    assert (ran.code, room.box.letters) == (1, [])
    assert re.match(r"jdflow: .*aadressid\.txt, line [23]: this is not `id: address, address`", ran.err)
    said = ran.err.partition("this is not")[0]
    assert "@" not in said
    assert not re.search(r"\b[ac]@|b\.ee|mari", ran.err)


def test_addresses_that_git_could_take_in_are_refused(room: Mailroom) -> None:
    inside = room.office.root / "aadressid.txt"
    inside.write_text("*: a@b.ee\n", "utf-8")
    ran = room.office.run(SECOND, "--via", "email", "--addresses", inside, "--journal", room.journal)
    assert (ran.code, room.box.letters) == (2, [])
    assert "so the addresses in it could get into the history for ever" in ran.err
    (room.office.root / ".gitignore").write_text("aadressid.txt\n", "utf-8")
    ran = room.office.run(SECOND, "--via", "email", "--addresses", inside, "--journal", room.office.root / "p.jsonl")
    assert (ran.code, room.box.letters) == (2, [])
    assert "who was reminded of what is nothing for the history" in ran.err


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("JDFLOW_SMTP", "", "Nobody says which mail server takes the letters"),
        ("JDFLOW_SMTP", "http://localhost", "JDFLOW_SMTP is no address of a mail server."),
        ("JDFLOW_SMTP", "smtp://user:secret@localhost", "JDFLOW_SMTP is no address of a mail server."),
        ("JDFLOW_SMTP", "smtp://localhost:99999", "JDFLOW_SMTP is no address of a mail server."),
        ("JDFLOW_MAIL_FROM", "", "Nobody says from whom letters come"),
        ("JDFLOW_MAIL_FROM", "Õie <õie@asutus.ee>", "JDFLOW_MAIL_FROM is no address"),
        ("JDFLOW_MAIL_FROM", "a@b.ee\nBcc: c@d.ee", "JDFLOW_MAIL_FROM is no address"),
    ],
)
def test_what_is_not_said_stops_the_run(
    room: Mailroom, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    monkeypatch.setenv(variable, value)
    ran = room.run(SECOND)
    assert (ran.code, room.box.letters) == (3, [])
    assert said in ran.err
    assert "secret" not in ran.err


def test_without_an_account_nothing_is_sent(room: Mailroom) -> None:
    ran = room.run(SECOND, journal=False)
    assert (ran.code, room.box.letters) == (3, [])
    assert "Nobody keeps account of what is sent, so nothing is" in ran.err


def test_on_a_holiday_nobody_is_written_to(room: Mailroom) -> None:
    ran = room.run("2027-02-24")
    assert (ran.code, room.box.letters) == (0, [])


def test_nobody_is_written_to_before_it_is_time(room: Mailroom) -> None:
    assert room.sent("2026-12-07") == []
    assert len(room.sent(FIRST)) == 3
