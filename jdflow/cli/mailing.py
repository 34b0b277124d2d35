"""`jdflow remind --via email`: letters to managers, once a week at most, and only where they say something."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from jdflow.app.mailing import Mailed, Round, mail
from jdflow.app.plan import calendar_of
from jdflow.cli import ENVIRONMENT, OK, PROBLEMS
from jdflow.cli.arguments import known
from jdflow.cli.context import Stop
from jdflow.cli.forges import place_of
from jdflow.cli.mail_given import account_of, addresses_of, post_of, sender_of
from jdflow.deliver.journal import NoJournal
from jdflow.language import Voice, msg
from jdflow.output.letter import Envelope, body, letter, name_of, subject
from jdflow.output.plain import safe
from jdflow.output.plan import Sheet as Plan
from jdflow.query.assignees import EVERYBODY
from jdflow.query.mailings import last_letters, week_of
from jdflow.query.reminders import Recipient

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from email.message import EmailMessage

    from jdflow.app.mailing import Account
    from jdflow.app.remind import Agenda
    from jdflow.cli.context import Context
    from jdflow.cli.mail_given import Kept
    from jdflow.language import Msg
    from jdflow.output.reminder import Sheet
    from jdflow.query.addresses import Address
    from jdflow.query.mailings import Entry
    from jdflow.query.reminders import Step

_ENDLESS = sys.maxsize


class _Office(NamedTuple):
    """All that is needed to make the letters of one round."""

    agenda: Agenda
    sheet: Sheet
    addresses: Mapping[str, Sequence[Address]]
    sender: Address
    at: datetime

    def letter(self, step: Step) -> EmailMessage | None:
        """The letter to one recipient; none where nobody's address is given."""
        to = self.addressed(step)
        if not to:
            return None
        above = self._chosen(self.agenda.ids_above(step.to)) if any(row.escalated for row in step.rows) else ()
        copied = [one for one in above if one.spec.casefold() not in {other.spec.casefold() for other in to}]
        plan = self.agenda.plan
        reviews = [row.task.due for row in step.rows if row.task.key.kind == "review"]
        calendar = calendar_of(plan, Plan(reviews, plan.day, plan, self.sheet.voice)) if reviews else None
        name = name_of(["letter", plan.settings.agency, self.agenda.source.prefix, *step.to, week_of(plan.day)])
        envelope = Envelope(self.sender, to, copied, name, self.at)
        sheet = self.sheet._replace(has_superior=bool(copied))
        return letter(step, sheet, envelope, self.agenda.settings.agency, calendar)

    def addressed(self, step: Step) -> Sequence[Address]:
        """The addresses of a recipient, else everybody's."""
        return self._chosen([*self.agenda.ids_of(step.to), EVERYBODY])

    def _chosen(self, ids: Sequence[str]) -> Sequence[Address]:
        return next((self.addresses[id] for id in ids if id in self.addresses), ())


def remind_by_mail(context: Context, agenda: Agenda, cap: int) -> int:
    """Sends each manager what is due."""
    settings, is_sent = agenda.settings, not context.options.dry_run
    place = place_of(settings)
    # What is sent is in the agency's language, whoever sends it.
    sheet = agenda.sheet(Voice(settings.language), _ENDLESS, *(() if place is None else (place.kind, place.address)))
    this = Round(context.today, settings.reminders.letters, _named(context, agenda, "again"))
    arrived = _named(context, agenda, "arrived")
    addresses, sender = addresses_of(context, agenda), sender_of(needed=is_sent)
    office = _Office(agenda, sheet, addresses, sender, datetime.now(UTC))
    with ExitStack() as stack:
        post = post_of() if is_sent else None
        try:
            kept = account_of(context, agenda, sheet, stack)
            if kept.account is not None and is_sent:
                _settle(kept.account, arrived)
        except NoJournal as lost:
            raise Stop(lost.why, ENVIRONMENT) from None
        last = {} if kept.account is None else last_letters(kept.account.entries())
        now, later = _capped(kept.steps, cap, last, this)
        if post is None or kept.account is None:
            results = _shown(context, office, now, last, this)
        else:
            stack.callback(post.close)
            mailed = mail(now, office.letter, post, kept.account, this)
            results = [_told(context, office, one) for one in mailed]
    failed = _complain(context, office, results)
    _tell_rest(context, office, kept, results, later)
    return PROBLEMS if failed or kept.missing else OK


def _named(context: Context, agenda: Agenda, option: str) -> frozenset[Recipient]:
    """The recipients that an option names by their ids."""
    ids: Sequence[str] = getattr(context.options, option) or ()
    for id in ids:
        known(id, agenda.known(), msg("There is no position and no unit with the id “{id}”.", id=id))
    positions = (Recipient("position", agenda.first_id(id)) for id in ids)
    return frozenset((*positions, *(Recipient("unit", id) for id in ids)))


def _settle(account: Account, arrived: frozenset[Recipient]) -> None:
    """Notes what somebody has found out of letters that may have gone out."""
    for to, entry in last_letters(account.entries()).items():
        if entry.state == "sending" and to in arrived:
            account.note(entry._replace(state="sent"))


def _capped(
    steps: Sequence[Step], cap: int, last: Mapping[Recipient, Entry], this: Round
) -> tuple[list[Step], list[Step]]:
    """What this run sees to, and the letters that have to wait for the next one."""
    now: list[Step] = []
    later: list[Step] = []
    for step in steps:
        is_wanted = this.fate(step, last.get(step.to)) is None
        cap -= is_wanted
        (later if is_wanted and cap < 0 else now).append(step)
    return now, later


# -- what is told ------------------------------------------------------------------------------------------------------


def _shown(
    context: Context, office: _Office, steps: Iterable[Step], last: Mapping[Recipient, Entry], this: Round
) -> list[Mailed]:
    """Prints the letters that would be sent; those that would not are told as in any run."""
    voice, found = context.voice, []
    for step in steps:
        fate = this.fate(step, last.get(step.to))
        if fate is not None:
            found.append(Mailed(step, fate))
            continue
        count = len(office.addressed(step))
        if not count:
            found.append(Mailed(step, "unaddressed"))
            continue
        addresses = voice.count("{n} address", "{n} addresses", count)
        said = voice.say("letter to {id} ({addresses})", id=step.to.id, addresses=addresses)
        print(safe(f"{said}: {subject(step, office.sheet)}"))
        print("", *map(safe, body(step, office.sheet, office.agenda.settings.agency)), "", sep="\n")
    return found


def _told(context: Context, office: _Office, mailed: Mailed) -> Mailed:
    """Says what was sent, as soon as it is."""
    if mailed.fate == "sent":
        said = context.voice.say("sent to {id}", id=mailed.step.to.id)
        print(safe(f"{said}: {subject(mailed.step, office.sheet)}"), flush=True)
    return mailed


def _complain(context: Context, office: _Office, results: Sequence[Mailed]) -> int:
    """Says what was not sent, or may not have been; how many of the letters that concerns."""
    told = [(one, _complaints(one, office)) for one in results]
    hopeless = [one for one in results if one.is_hopeless and one.fate == "refused"]
    for one, complaints in told:
        if one not in hopeless[1:]:
            for message in complaints:
                context.complain(message)
    if len(hopeless) > 1:
        # What keeps one letter back keeps back all that follow: it is told once.
        ids = ", ".join(one.step.to.id for one in hopeless[1:])
        context.complain(msg("Nor were these letters sent: {ids}.", ids=ids))
    return sum(bool(complaints) for _, complaints in told)


def _complaints(mailed: Mailed, office: _Office) -> list[Msg]:
    id = mailed.step.to.id
    found = [_complaint(mailed, office)] if mailed.fate in {"unknown", "to come", "unaddressed", "refused"} else []
    found += [
        msg("Not taken: one of the addresses of {id}: {answer}", id=id, answer=turned.answer)
        for turned in mailed.turned
    ]
    if mailed.fate == "sent" and mailed.why is not None:
        found.append(
            msg(
                "Sent to {id}, but that could not be noted, so the next run will not know: {why}",
                id=id,
                why=mailed.why,
            )
        )
    return found


def _complaint(mailed: Mailed, office: _Office) -> Msg:
    id, name = mailed.step.to.id, subject(mailed.step, office.sheet)
    if mailed.fate == "unaddressed":
        return msg("Not sent, for no address is given for {id}: “{name}”.", id=id, name=name)
    if mailed.fate == "refused":
        return msg("Not sent to {id}: “{name}”. {why}", id=id, name=name, why=mailed.why or "")
    if mailed.fate == "to come":
        return msg(
            "The last letter to {id} is noted for a day that is yet to come, so none is sent. Look at the clock; "
            "`--again {id}` sends it all the same.",
            id=id,
        )
    return msg(
        "Whether the last letter to {id} went out is not known, so it is not sent again by itself. Ask whether "
        "it has arrived: `--arrived {id}` notes that it has, `--again {id}` sends it once more.",
        id=id,
    )


def _tell_rest(context: Context, office: _Office, kept: Kept, results: Sequence[Mailed], later: Sequence[Step]) -> None:
    before = sum(one.fate == "before" for one in results)
    if before:
        context.note(msg("Managers who have had their letter, and there is nothing new for them: {n}.", n=before))
    elif not kept.steps:
        context.note(msg("There is nothing to send."))
    if later:
        first = subject(later[0], office.sheet)
        context.note(msg("Left for the next run: {n}, the first of them “{name}”.", n=len(later), name=first))
    if kept.missing:
        context.complain(
            msg(
                "Managers without a reminder issue, in which account would be kept, and so without a letter: "
                "{n}. `jdflow remind` with the forge's name after --via opens the issues; or keep account in a "
                "file, with --journal.",
                n=kept.missing,
            )
        )
