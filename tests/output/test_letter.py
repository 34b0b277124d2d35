"""A letter as programs for letters read it: its headers, its two texts, its calendar, and none that a title adds."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.headerregistry import Address as Header
from email.message import EmailMessage
from email.policy import compat32, default
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdflow.language import Voice
from jdflow.output.letter import Envelope, body, letter, name_of, subject
from jdflow.output.plain import safe
from jdflow.query.addresses import Address
from tests.output.test_pens import MARKS, Page
from tests.output.test_reminder import EDITED, HOSTILE, row, sheet, step, waiting

if TYPE_CHECKING:
    from jdflow.output.reminder import Sheet
    from jdflow.query.reminders import Step

AT = datetime(2027, 3, 8, 7, 5, tzinfo=UTC)
SENDER = Address("Personaliosakond, Õ", "personal@asutus.ee")
CALENDAR = "BEGIN:VCALENDAR\r\nSUMMARY:Läbivaatamine\r\nEND:VCALENDAR\r\n"
HEADERS = {
    "Subject",
    "From",
    "To",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "Content-Language",
    "MIME-Version",
    "Content-Type",
}


def travelled(
    one: Step, on: Sheet, agency: str = "Näidisamet", *, sender: Address = SENDER, calendar: str | None = CALENDAR
) -> tuple[bytes, EmailMessage]:
    """The letter as it travels, and as it is read again."""
    envelope = Envelope(sender, [Address("Müür, Mari", "mari@asutus.ee")], [], name_of(["a", "b"]), AT)
    data = letter(one, on, envelope, agency, calendar).as_bytes()
    read = message_from_bytes(data, policy=default)
    assert isinstance(read, EmailMessage)
    return data, read


def texts(read: EmailMessage) -> tuple[str, str]:
    """Its plain text, and its HTML."""
    found = [read.get_body((kind,)) for kind in ("plain", "html")]
    return tuple(str(one.get_content()) for one in found if one is not None)  # type: ignore[return-value]


def test_its_headers_say_from_whom_to_whom_and_that_no_machine_shall_answer() -> None:
    _, read = travelled(step(row("a"), waiting("b")), sheet())
    assert set(read.keys()) == HEADERS
    assert str(read["Subject"]) == "2 ametijuhendit ootab läbivaatamist või kinnitamist: juht"
    assert read["From"].addresses == (Header(SENDER.name, addr_spec=SENDER.spec),)
    assert read["To"].addresses == (Header("Müür, Mari", addr_spec="mari@asutus.ee"),)
    assert read["Date"].datetime == AT
    assert read["Message-ID"] == f"<{name_of(['a', 'b'])}@asutus.ee>"
    assert (read["Auto-Submitted"], read["Content-Language"]) == ("auto-generated", "et")
    assert not [part.defects for part in read.walk() if part.defects]


def test_its_parts_stand_as_programs_for_letters_want_them() -> None:
    _, read = travelled(step(row("a")), sheet())
    assert [part.get_content_type() for part in read.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    [calendar] = read.iter_attachments()
    assert dict(calendar["Content-Type"].params) == {"method": "PUBLISH", "charset": "utf-8"}
    assert calendar.get_filename() == "ametijuhendid.ics"
    assert calendar.get_payload(decode=True) == CALENDAR.encode()
    assert travelled(step(row("a")), sheet(), calendar=None)[1].get_content_type() == "multipart/alternative"


def test_the_same_letter_is_the_same_bytes() -> None:
    assert travelled(step(row("a")), sheet())[0] == travelled(step(row("a")), sheet())[0]


@given(MARKS, MARKS, MARKS, st.text(max_size=60))
def test_what_content_and_names_say_adds_no_header_no_part_and_no_element(
    title: str, unit: str, agency: str, name: str
) -> None:
    plain_one, on = step(row("a", "x"), waiting("b")), sheet("x")
    one = step(row("a", title), waiting("b"))
    data, read = travelled(one, sheet(unit), agency, sender=Address(name, SENDER.spec))
    assert data.isascii()
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert set(read.keys()) == HEADERS
    assert len(list(read.walk())) == 5
    assert [address.addr_spec for address in read["From"].addresses] == [SENDER.spec]
    assert len(str(read["Subject"]).splitlines()) == 1
    wanted = [tag for tag, _ in Page(texts(travelled(plain_one, on, "x")[1])[1]).elements]
    assert [tag for tag, _ in Page(texts(read)[1]).elements] == wanted
    assert {where["href"] for tag, where in Page(texts(read)[1]).elements if tag == "a"} == {EDITED}


NAMES = [
    "Müür, Mari",
    'Mari "M" Müür',
    "Mari (HR) <x@y.ee>",
    "🌿 Õ",
    "Sotsiaalkindlustusameti õigus- ja personaliosakond, Õ",
    "=?utf-8?q?x?=",
    "x" * 45,
    "",
]


@pytest.mark.parametrize("name", NAMES)
def test_each_name_arrives_as_it_was_written_with_its_own_address(name: str) -> None:
    people = [Address(name, "a@asutus.ee"), Address(name, "b@asutus.ee")]
    data = letter(step(row("a")), sheet(), Envelope(people[0], people, people, "x", AT), "Amet", None).as_bytes()
    read = message_from_bytes(data, policy=default)
    for header, wanted in (("From", people[:1]), ("To", people), ("Cc", people)):
        assert [(one.display_name, one.addr_spec) for one in read[header].addresses] == [tuple(one) for one in wanted]


@given(st.lists(st.text() | st.text('õ ü,x"<', max_size=90) | st.sampled_from(["õ" * 300, "\u202emirA"]), min_size=1))
def test_no_name_loses_a_letter_or_a_space_or_makes_a_line_too_long(names: list[str]) -> None:
    people = [Address(name, f"n{number}@asutus.ee") for number, name in enumerate(names)]
    data = letter(step(row("a")), sheet(), Envelope(people[0], people, [], "x", AT), "Amet", None).as_bytes()
    head = data.partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert max(map(len, head)) <= 78
    # The older reader of the standard library keeps to the letter of RFC 2047; the newer adds spaces to long names.
    told = message_from_bytes(data, policy=compat32)["To"].replace("\r\n", "")
    heard = [str(make_header(decode_header(one.rpartition(" <")[0]))) for one in f" {told}".split(">, ")]
    said = [" ".join(safe(name).split()) for name in names]
    assert [one.strip() for one in heard[:-1]] == said[:-1]
    assert heard[-1].strip().removesuffix(">") == said[-1]


@pytest.mark.parametrize("name", ["Järelevalve- ja õigusküsimuste " * 30, "õ" * 500, "x" * 500, f"{HOSTILE} " * 3])
def test_a_long_subject_is_cut_and_folded_and_reads_as_it_was(name: str) -> None:
    one, on = step(row("a")), sheet(name)
    data, read = travelled(one, on)
    assert str(read["Subject"]) == subject(one, on)
    assert len(str(read["Subject"])) <= 150
    head = data.partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert max(map(len, head)) <= 78


def test_four_hundred_positions_are_all_told() -> None:
    rows = [row(f"p{number}") for number in range(400)]
    _, read = travelled(step(*rows), sheet())
    plain, html = texts(read)
    for number in range(400):
        assert f"(p{number})" in plain
        assert f">p{number}</code>" in html
    assert str(read["Subject"]).startswith("400 ametijuhendit ")


def test_an_english_agency_writes_english_and_says_so() -> None:
    on = sheet()._replace(voice=Voice("en"))
    _, read = travelled(step(row("a")), on, "Sample Agency")
    assert read["Content-Language"] == "en"
    plain, html = texts(read)
    assert plain.startswith("Good day!")
    assert '<html lang="en">' in html
    assert "How to answer" in html


def test_without_an_agency_and_without_links_it_makes_no_empty_promise() -> None:
    said = "\n".join(body(step(row("a")), sheet(linked=False), ""))
    assert "Asutus: ." not in said
    assert "linkide" not in said
    assert "http" not in said


def test_only_what_is_due_is_asked_for() -> None:
    reviews = "\n".join(body(step(row("a")), sheet(), "Amet"))
    approvals = "\n".join(body(step(waiting("a")), sheet(), "Amet"))
    assert ("VAJA ÜLE VAADATA" in reviews, "VAJA KINNITADA" in reviews) == (True, False)
    assert ("VAJA ÜLE VAADATA" in approvals, "VAJA KINNITADA" in approvals) == (False, True)
    assert "vestluse päev" in reviews
    assert "vestluse päev" not in approvals
    # There is no calendar of approvals.
    assert ("kaasas ka kalendrina" in reviews, "kalendrina" in approvals) == (True, False)


def test_a_letter_has_its_name_by_all_that_it_is_called_by() -> None:
    assert name_of(["a", "b"]) == name_of(["a", "b"])
    assert len({name_of(parts) for parts in (["a", "b"], ["ab"], ["b", "a"], ["a", "b", ""], ["\udcff"])}) == 5
