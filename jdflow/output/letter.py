"""A reminder as a letter: plain text, the same as HTML, and a calendar (RFC 5322, RFC 2045)."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from jdflow.output.html import text
from jdflow.output.letter_headers import POLICY
from jdflow.output.pens import Heading, Html, Plain, Points, Words
from jdflow.output.plain import safe
from jdflow.output.reminder import addressed, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from jdflow.output.pens import Block
    from jdflow.output.reminder import Sheet
    from jdflow.query.addresses import Address as Named
    from jdflow.query.reminders import Step

_LONGEST_SUBJECT = 150
_CALENDAR = "ametijuhendid.ics"
_DIGITS = 32


class Envelope(NamedTuple):
    """From whom a letter comes, to whom it goes, who gets a copy, what tells it from any other, and when it is sent."""

    sender: Named
    to: Sequence[Named]
    copied: Sequence[Named]
    name: str
    at: datetime


def letter(step: Step, sheet: Sheet, envelope: Envelope, agency: str, calendar: str | None) -> EmailMessage:
    """The letter; the same step in the same envelope gives the same letter."""
    message = EmailMessage(policy=POLICY)
    message["Subject"] = subject(step, sheet)
    message["From"] = _address(envelope.sender)
    message["To"] = [_address(one) for one in envelope.to]
    if envelope.copied:
        message["Cc"] = [_address(one) for one in envelope.copied]
    message["Date"] = format_datetime(envelope.at)
    message["Message-ID"] = f"<{envelope.name}@{envelope.sender.spec.partition('@')[2]}>"
    # No machine is to answer, and none to say that somebody is away.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content("\n".join([*body(step, sheet, agency), ""]), cte="quoted-printable")
    message.add_alternative(_page(step, sheet, agency), subtype="html", cte="quoted-printable")
    if calendar is not None:
        message.add_attachment(
            calendar.encode(),
            maintype="text",
            subtype="calendar",
            cte="base64",
            filename=_CALENDAR,
            params={"method": "PUBLISH", "charset": "utf-8"},
        )
    # What is said of the content before it is there goes with its first part.
    message["Content-Language"] = sheet.voice.language
    for number, part in enumerate(one for one in message.walk() if one.is_multipart()):
        part.set_boundary(f"{number}_{envelope.name}")
    return message


def subject(step: Step, sheet: Sheet) -> str:
    """How many job descriptions wait, and for whom."""
    waiting = sheet.voice.count(
        "{n} job description waits for review or approval",
        "{n} job descriptions wait for review or approval",
        len({row.task.due.id for row in step.rows}),
    )
    said = " ".join(f"{waiting}: {addressed(step, sheet)}".split())
    return said if len(said) <= _LONGEST_SUBJECT else f"{said[: _LONGEST_SUBJECT - 1]}…"


def name_of(parts: Iterable[str]) -> str:
    """What tells a letter from any other, and is the same for the same letter."""
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def body(step: Step, sheet: Sheet, agency: str) -> list[str]:
    """The letter as plain text."""
    pen = Plain()
    return pen.lines(_blocks(step, sheet._replace(pen=pen), agency))


def _page(step: Step, sheet: Sheet, agency: str) -> str:
    pen = Html()
    lines = pen.lines(_blocks(step, sheet._replace(pen=pen), agency))
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{sheet.voice.language}">',
            f'<head><meta charset="utf-8"><title>{text(subject(step, sheet))}</title></head>',
            '<body style="color:#1a1a1a;background:#ffffff">',
            '<div style="max-width:680px">',
            *lines,
            "</div>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _blocks(step: Step, sheet: Sheet, agency: str) -> list[Block]:
    """What a manager reads who has nothing but a mailbox; whoever works in the repository finds the links."""
    voice = sheet.voice
    sheet = sheet._replace(commit=lambda _: None)
    sender = agency or voice.say("your agency")
    last = voice.say("This letter was put together from the job descriptions of {agency}.", agency=sender)
    return [
        Words(voice.say("Good day!")),
        *told(step.rows, sheet, sheet.today),
        *_answers(step, sheet),
        Words(sheet.pen.words(last)),
    ]


def _answers(step: Step, sheet: Sheet) -> list[Block]:
    """How to answer a letter: by a letter."""
    voice = sheet.voice
    kinds = {row.task.key.kind for row in step.rows}
    found: list[Block] = [Heading(voice.say("How to answer"))]
    if "review" in kinds:
        found += [
            Words(voice.say("Go through each text with whoever holds the post, then answer this letter:")),
            Points(
                [
                    voice.say("where nothing has to change, with the day of the talk;"),
                    voice.say("where something has to change, with what it is and from which day."),
                ]
            ),
        ]
    if "approval" in kinds:
        found.append(
            Words(
                voice.say(
                    "Once a new text is approved, answer with the number and the day of the order, or of the contract."
                )
            )
        )
    if "review" in kinds:
        found.append(Words(voice.say("The days are attached as a calendar, too: open it, and they stand in yours.")))
    if any(sheet.address(row.task.due.id) is not None for row in step.rows):
        found.append(Words(voice.say("Whoever works in the repository can record it there, by the links above.")))
    return found


def _address(named: Named) -> Address:
    return Address(display_name=" ".join(safe(named.name).split()), addr_spec=named.spec)
