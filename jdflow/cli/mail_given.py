"""What letters need that is given from outside: addresses, a sender, a mail server, an account of what was sent."""

from __future__ import annotations

import os
from secrets import token_hex
from typing import TYPE_CHECKING, NamedTuple

from jdflow.app.mailing_at_forge import MarkedIssues
from jdflow.app.reminding import Desk
from jdflow.cli import ENVIRONMENT, PROBLEMS
from jdflow.cli.context import Stop, absolute
from jdflow.cli.forges import has_token, open_forge, place_of
from jdflow.cli.unkept import may_be_kept, unkept_text
from jdflow.deliver.forge import ForgeFails
from jdflow.deliver.journal import Journal
from jdflow.language import msg
from jdflow.query.addresses import Address, address_in, addresses_in, server_in
from jdflow.query.assignees import EVERYBODY, Assignees, BadLines
from jdflow.query.mailings import last_letters, letters_due

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import ExitStack

    from jdflow.app.mailing import Account
    from jdflow.app.remind import Agenda
    from jdflow.cli.context import Context
    from jdflow.deliver.post import Post
    from jdflow.output.reminder import Sheet
    from jdflow.query.reminders import Step

ADDRESSES, SERVER, SENDER = "JDFLOW_ADDRESSES", "JDFLOW_SMTP", "JDFLOW_MAIL_FROM"
USER, PASSWORD = "JDFLOW_SMTP_USER", "JDFLOW_SMTP_PASSWORD"


class Kept(NamedTuple):
    """The account of letters, and what is due by it; nobody keeps one of what is only shown."""

    account: Account | None
    steps: Sequence[Step]
    # How many cannot be told, because they have no issue in which account would be kept.
    missing: int = 0


def addresses_of(context: Context, agenda: Agenda) -> Mapping[str, Sequence[Address]]:
    """The addresses by the ids of positions and units, from a file that Git ignores or from the environment."""
    name = context.options.addresses
    if name is not None:
        exposed = msg(
            "Git does not ignore “{path}”, so the addresses in it could get into the history for ever. "
            "Add the file to .gitignore (and take it out of Git, if it is in), or keep it outside the repository.",
            path=name,
        )
        where, text = name, unkept_text(context, name, exposed)
    else:
        where, text = ADDRESSES, os.environ.get(ADDRESSES, "")
        if not text.strip():
            raise Stop(
                msg(
                    "Nobody says where letters go: name a file of lines `id: address` with --addresses, or set "
                    "{variable} to such lines. Positions never hold addresses.",
                    variable=ADDRESSES,
                ),
                ENVIRONMENT,
            )
    addresses = read_addresses(where, text)
    for id in sorted(addresses.keys() - agenda.known() - {EVERYBODY}):
        context.note(msg("{where}: there is no position and no unit with the id “{id}”.", where=where, id=id))
    return addresses


def read_addresses(where: str, text: str) -> Mapping[str, Sequence[Address]]:
    """The addresses in a text that came from somewhere."""
    try:
        return addresses_in(text)
    except BadLines as bad:
        raise Stop(
            msg(
                "{where}, line {line}: this is not `id: address, address`, or the id is there twice. An address is "
                "`name@asutus.ee` or `Name <name@asutus.ee>`, with none but English letters before the @; a name with "
                "a comma stands in double quotes. Nothing was sent.",
                where=where,
                line=bad.numbers[0],
            ),
            PROBLEMS,
        ) from None


def sender_of(*, needed: bool) -> Address:
    """From whom letters come; what is only shown needs nobody."""
    text = os.environ.get(SENDER, "")
    found = address_in(text) if text.strip() else None
    if found is not None:
        return found
    if not needed and not text.strip():
        return Address("", "jdflow@localhost")
    raise Stop(
        msg("{variable} is no address: write one, such as “Personaliosakond <personal@asutus.ee>”.", variable=SENDER)
        if text.strip()
        else msg(
            "Nobody says from whom letters come: set {variable} to an address, such as “Personaliosakond "
            "<personal@asutus.ee>”.",
            variable=SENDER,
        ),
        ENVIRONMENT,
    )


def post_of() -> Post:
    """The mail server that the environment names."""
    text = os.environ.get(SERVER, "")
    where = server_in(text)
    if where is None and text.strip():
        # It might hold a password, so it is not repeated.
        raise Stop(
            msg(
                "{variable} is no address of a mail server. Write `smtps://server` (TLS at once) or "
                "`smtp://server:587` (STARTTLS), and no more; name and password belong into {user} and {password}.",
                variable=SERVER,
                user=USER,
                password=PASSWORD,
            ),
            ENVIRONMENT,
        )
    if where is None:
        raise Stop(
            msg(
                "Nobody says which mail server takes the letters: set {variable} to `smtps://server` (TLS at once) or "
                "`smtp://server:587` (STARTTLS); name and password come from {user} and {password}.",
                variable=SERVER,
                user=USER,
                password=PASSWORD,
            ),
            ENVIRONMENT,
        )
    from jdflow.deliver.smtp import Server, Smtp

    user = os.environ.get(USER, "").strip() or None
    # A line end comes along from files.
    password = os.environ.get(PASSWORD, "").rstrip("\r\n") if user else None
    return Smtp(Server(where.host, where.port, "tls" if where.is_tls else "starttls", user, password))


def account_of(context: Context, agenda: Agenda, sheet: Sheet, stack: ExitStack) -> Kept:
    """Where account is kept, and what is due by it."""
    name = context.options.journal
    if name is not None:
        path = absolute(context.start / name)
        if may_be_kept(context, path):
            raise Stop(
                msg(
                    "Git does not ignore “{path}”, and who was reminded of what is nothing for the history. "
                    "Add the file to .gitignore, or keep it outside the repository.",
                    path=name,
                )
            )
        journal = stack.enter_context(Journal(path, agenda.source.prefix, agenda.settings.agency))
        return Kept(journal, letters_due(agenda.book, last_letters(journal.entries())))
    place = place_of(agenda.settings)
    if place is None or not has_token(place.kind):
        if context.options.dry_run:
            context.note(msg("No journal is named, so all is shown as if nothing had been sent before."))
            return Kept(None, letters_due(agenda.book, {}))
        raise Stop(
            msg(
                "Nobody keeps account of what is sent, so nothing is: name a file that outlives the run with "
                "--journal, or set the token of the forge, where reminder issues keep it."
            ),
            ENVIRONMENT,
        )
    forge = open_forge(place.kind, place)
    desk = Desk(agenda, sheet._replace(longest=forge.longest), Assignees({}))
    try:
        changes = desk.look(forge)
    except ForgeFails as fails:
        raise Stop(fails.why, ENVIRONMENT) from None
    kept = [change for change in changes if change.step.action == "keep" and change.issue is not None]
    numbers = {one.step.to: one.issue.number for one in kept if one.issue is not None}
    marked = MarkedIssues(forge, desk.letters(), numbers, token_hex(4))
    return Kept(marked, [one.step for one in kept], sum(change.step.is_sent for change in changes))
