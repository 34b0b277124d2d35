"""`remind --via email`: a letter to each manager, at most once in a period, whatever happens on the way."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

import icalendar
import pytest
import vobject  # type: ignore[import-untyped]

from jdflow.deliver.journal import Journal
from jdflow.deliver.smtp import Smtp
from tests.cli.reminded import FIRST, LATE, LATER, SECOND, SETTINGS, THIRD, position

if TYPE_CHECKING:
    import smtplib
    from email.message import EmailMessage

    from jdflow.deliver.post import Turned
    from jdflow.query.mailings import Entry
    from tests.cli.mailed import Mailroom

pytestmark = pytest.mark.needs("git")
EVERYBODY = [["mari@asutus.ee"], ["b@asutus.ee"], ["o@asutus.ee", "t@asutus.ee"]]


# -- once in a period --------------------------------------------------------------------------------------------------


def test_each_manager_gets_a_letter_and_the_same_again_after_four_weeks(room: Mailroom) -> None:
    assert room.sent(SECOND) == EVERYBODY
    assert room.sent(SECOND) == []
    assert room.run("2027-03-12").err == "Managers who have had their letter, and there is nothing new for them: 3.\n"
    assert room.sent(THIRD) == room.sent(LATE) == []
    assert room.sent(LATER) == EVERYBODY
    assert len({message["Message-ID"] for message in room.box.messages}) == 6


def test_an_agency_may_want_the_same_every_week(room: Mailroom) -> None:
    text = (room.office.root / SETTINGS).read_text("utf-8")
    room.office.commit({SETTINGS: f"{text}meeldetuletused: {{kirjade_vahe: nädal}}\n"})
    assert room.sent(SECOND) == EVERYBODY
    assert room.sent("2027-03-12") == []
    assert room.sent(THIRD) == EVERYBODY
    assert room.sent(LATE) == EVERYBODY


def test_what_is_new_is_told_in_the_next_week_and_never_in_the_same(room: Mailroom) -> None:
    # Near, and not yet due.
    assert room.sent(FIRST) == EVERYBODY
    room.office.commit({"positions/bb.yaml": position("Uus", "juht-b", "2026-03-20")})
    assert room.sent("2027-01-22") == []
    assert room.sent("2027-01-25") == [["b@asutus.ee"]]
    # Overdue since the first of March: a week after one was told anew, and four weeks after the others.
    assert room.sent("2027-02-15") == [["mari@asutus.ee"], ["o@asutus.ee", "t@asutus.ee"]]
    assert room.sent("2027-02-22") == [["b@asutus.ee"]]
    assert room.sent(SECOND) == EVERYBODY
    assert room.sent(THIRD) == []


def test_what_is_done_is_not_told_again(room: Mailroom) -> None:
    assert room.sent(SECOND) == EVERYBODY
    room.office.review(SECOND, "ba", "ca")
    assert room.sent(LATER) == [["mari@asutus.ee"]]
    room.office.review(LATER, "aa", "ab")
    assert room.run("2027-05-03").err == "There is nothing to send.\n"


def test_those_for_whom_there_is_no_room_follow_in_the_next_run(room: Mailroom) -> None:
    assert room.sent(SECOND, "--cap", "2") == EVERYBODY[:2]
    assert room.sent(SECOND, "--cap", "2") == EVERYBODY[2:]
    assert room.sent(SECOND, "--cap", "2") == []


def test_what_is_shown_is_neither_sent_nor_noted(room: Mailroom) -> None:
    ran = room.run(SECOND, "--dry-run")
    assert (ran.code, room.box.letters, room.journal.read_bytes()) == (0, [], b"")
    assert ran.out.startswith("letter to juht-a (1 address): 2 ametijuhendit ootab ")
    assert "– Esimene (aa), Andmetalitus: tähtaeg oli 01.03.2027, 7 päeva üle tähtaja." in ran.out
    assert "asutus.ee" not in ran.out


def test_a_superior_gets_a_copy_once_it_is_time(room: Mailroom) -> None:
    room.addresses.write_text("*: koik@asutus.ee\ndirektor: Juhan Õ <d@asutus.ee>\n", "utf-8")
    room.sent(SECOND)
    room.sent("2027-04-05")
    copies = [message["Cc"] for message in room.box.messages]
    assert copies == [None, None, None, "Juhan Õ <d@asutus.ee>", "Juhan Õ <d@asutus.ee>", None]
    assert room.box.letters[3].rcpt_tos == ["koik@asutus.ee", "d@asutus.ee"]
    body = room.box.messages[3].get_body(("plain",))
    assert body is not None
    assert "juhi juhile teatatud 05.04.2027" in body.get_content()


# -- the letter --------------------------------------------------------------------------------------------------------


def test_a_letter_says_all_in_text_in_html_and_as_a_calendar(room: Mailroom) -> None:
    room.sent(SECOND)
    message = room.box.messages[0]
    assert message["Subject"] == "2 ametijuhendit ootab läbivaatamist või kinnitamist: Juht A, Andmetalitus"
    assert (message["From"], message["To"]) == (
        "Personaliosakond Õ <personal@asutus.ee>",
        "Mari Müür <mari@asutus.ee>",
    )
    assert message["Auto-Submitted"] == "auto-generated"
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    link = "https://github.com/amet/ametijuhendid/edit/main/positions/aa.yaml"
    assert f"Muuda faili: {link}" in plain.get_content()
    assert f'<a href="{link}"' in html.get_content()
    assert "kui midagi muuta ei ole vaja, kirjutage vestluse päev;" in plain.get_content()
    [attached] = message.iter_attachments()
    assert (attached.get_content_type(), attached.get_filename()) == ("text/calendar", "ametijuhendid.ics")
    data = attached.get_payload(decode=True)
    assert isinstance(data, bytes)
    events = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == [
        "Ametijuhendi läbivaatamine: Esimene",
        "Ametijuhendi läbivaatamine: Teine",
    ]
    read = vobject.readOne(data.decode())
    assert [event.dtstart.value.isoformat() for event in read.vevent_list] == ["2027-03-01", "2027-03-02"]


def test_what_travels_is_plain_ascii_in_short_lines(room: Mailroom) -> None:
    room.sent(SECOND)
    for letter in room.box.letters:
        assert letter.content.isascii()
        assert max(map(len, letter.content.split(b"\r\n"))) <= 998
        assert b"\n" not in letter.content.replace(b"\r\n", b"")


def test_a_title_can_neither_add_a_header_nor_mark_up_the_letter(room: Mailroom) -> None:
    title = "Juht\\r\\nBcc: kuri@example.org <script>x</script> \\u202e & [a](http://kuri.example)"
    room.office.commit({"positions/juht-a.yaml": position(title, "direktor", "2026-12-01")})
    room.office.commit({"positions/aa.yaml": position(title, "juht-a")})
    room.sent(SECOND, code=0)
    [message] = [message for message in room.box.messages if "mari@asutus.ee" in message["To"]]
    assert message["Bcc"] is None
    assert "\n" not in message["Subject"]
    html = message.get_body(("html",))
    assert html is not None
    assert "<script>" not in html.get_content()
    assert "kuri.example" not in re.sub(r"\[a\]\(http://kuri\.example\)", "", html.get_content())
    assert [letter.rcpt_tos for letter in room.box.letters if "kuri@example.org" in letter.rcpt_tos] == []


def test_two_hundred_managers_get_theirs_over_one_connection(room: Mailroom, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"positions/j{n}.yaml": position(f"Juht {n}", "direktor", "2026-12-01") for n in range(200)}
    files |= {f"positions/k{n}.yaml": position(f"Koht {n}", f"j{n}") for n in range(200)}
    room.office.commit(files)
    room.addresses.write_text("*: koik@asutus.ee\n", "utf-8")
    opened: list[Smtp] = []
    connected = Smtp._connected  # noqa: SLF001 (how often it is called is the point)

    def counted(self: Smtp) -> smtplib.SMTP:
        opened.append(self)
        return connected(self)

    monkeypatch.setattr(Smtp, "_connected", counted)
    assert len(room.sent(SECOND, "--cap", "1000")) == 203
    assert len(opened) == 1
    assert room.sent(SECOND, "--cap", "1000") == []


# -- what goes wrong ---------------------------------------------------------------------------------------------------


def test_one_who_is_refused_does_not_stop_the_others_and_is_tried_again(room: Mailroom) -> None:
    room.box.turned = {"mari@asutus.ee", "t@asutus.ee"}
    ran = room.run(SECOND)
    assert ran.code == 1
    assert [letter.rcpt_tos for letter in room.box.letters] == [["b@asutus.ee"], ["o@asutus.ee"]]
    assert "Not sent to juht-a: “2 ametijuhendit" in ran.err
    assert "The mail server does not take the address: 550 5.1.1 no such mailbox" in ran.err
    assert "Not taken: one of the addresses of andmetalitus: 550" in ran.err
    room.box.turned = set()
    assert room.sent(SECOND) == [["mari@asutus.ee"]]


def test_what_may_have_gone_out_is_listed_and_never_sent_again_by_itself(room: Mailroom) -> None:
    room.box.dies_at = 1
    ran = room.run(SECOND)
    assert ran.code == 1
    assert "Whether the last letter to juht-a went out is not known" in ran.err
    # The others went out all the same, over a new connection.
    assert [letter.rcpt_tos for letter in room.box.letters] == EVERYBODY
    again = room.run(SECOND)
    assert (again.code, len(room.box.letters)) == (1, 3)
    assert "`--arrived juht-a` notes that it has, `--again juht-a` sends it once more." in again.err
    assert room.sent(SECOND, "--again", "juht-a") == [["mari@asutus.ee"]]
    assert room.sent(SECOND) == []


def test_what_has_arrived_is_noted_as_sent(room: Mailroom) -> None:
    room.box.dies_at = 1
    assert room.run(SECOND).code == 1
    assert room.sent(SECOND, "--arrived", "juht-a") == []
    assert room.sent(SECOND) == []
    assert room.sent(LATER) == EVERYBODY


def test_a_connection_that_fails_is_told_once_and_loses_nothing(
    room: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("JDFLOW_SMTP", "smtp://localhost:1")
        ran = room.run(SECOND)
    assert ran.code == 1
    assert ran.err.count("There is no talking to localhost at port 1") == 1
    assert "Nor were these letters sent: juht-b, andmetalitus." in ran.err
    assert room.sent(SECOND) == EVERYBODY


class Killed(BaseException):
    """The run is cut off here."""


@pytest.mark.parametrize("point", range(12))
@pytest.mark.parametrize("torn", [0, 7])
def test_cut_off_anywhere_no_letter_goes_out_twice(
    room: Mailroom, monkeypatch: pytest.MonkeyPatch, point: int, torn: int
) -> None:
    """Before and after each line of the journal and each letter; the line that was being written may lack its end."""
    left = point

    def counted() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise Killed

    note, send = Journal.note, Smtp.send

    def noted(self: Journal, entry: Entry) -> None:
        counted()
        note(self, entry)
        if left == 0 and torn:
            room.journal.write_bytes(room.journal.read_bytes()[:-torn])
        counted()

    def posted(self: Smtp, message: EmailMessage) -> tuple[Turned, ...]:
        counted()
        turned = send(self, message)
        counted()
        return turned

    with monkeypatch.context() as patch, suppress(Killed):
        patch.setattr(Journal, "note", noted)
        patch.setattr(Smtp, "send", posted)
        room.run(SECOND)
    room.run(SECOND)
    ran = room.run(SECOND)
    got = [letter.rcpt_tos for letter in room.box.letters]
    assert all(got.count(to) <= 1 for to in EVERYBODY)
    # Whoever got none is listed, and the run says so.
    assert len([to for to in EVERYBODY if to not in got]) <= ran.err.count("is not known") <= 1
    assert ran.code == (1 if "is not known" in ran.err else 0)


def test_two_runs_at_once_send_one_letter(room: Mailroom) -> None:
    with Journal(room.journal):
        ran = room.run(SECOND)
    assert (ran.code, room.box.letters) == (3, [])
    assert "Another run is at work with the journal" in ran.err


def test_a_damaged_journal_sends_nothing(room: Mailroom) -> None:
    room.sent(SECOND)
    whole = room.journal.read_text("utf-8")
    for line in ("{}", "[]", '{"to": 5}', "x", whole.splitlines()[0].replace("sending", "gone"), "[" * 100_000):
        room.journal.write_text(f"{line}\n{whole}", "utf-8")
        ran = room.run(THIRD)
        assert (ran.code, len(room.box.letters)) == (3, 3)
        assert "line 1: this is no entry of a journal, so nothing is sent." in ran.err


def test_a_journal_that_cannot_be_written_sends_nothing(room: Mailroom, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("jdflow.deliver.journal.os.fsync", full)
    ran = room.run(SECOND)
    assert (ran.code, room.box.letters) == (1, [])
    assert "cannot be written: No space left on device" in ran.err
