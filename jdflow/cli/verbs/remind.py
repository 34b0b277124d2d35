"""`jdflow remind`."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from jdflow.app.remind import Agenda
from jdflow.app.reminding import LABEL, Desk, capped, has_lost_its_label, has_lost_its_marks, send
from jdflow.app.texts import reading_at
from jdflow.calendar import plus, working_day, written
from jdflow.cli import ENVIRONMENT, OK, PROBLEMS
from jdflow.cli.assignees import VARIABLE, assignees_of
from jdflow.cli.context import Stop
from jdflow.cli.forges import FORGES, has_token, open_forge, place_of
from jdflow.cli.past import open_history, plan_for
from jdflow.deliver.forge import ForgeFails
from jdflow.language import N_, Voice, msg
from jdflow.output.plain import safe

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence
    from datetime import date

    from jdflow.app.reminding import Change, Sent
    from jdflow.cli.context import Context
    from jdflow.deliver.forge import Forge
    from jdflow.language import Msg
    from jdflow.query.reminders import Action

_MOST = 1000
_LONGEST = 65_536
_WORDS: dict[Action, str] = {
    "open": N_("open"),
    "reopen": N_("open again"),
    "keep": N_("update"),
    "close": N_("close as done"),
    "merge": N_("close as a duplicate"),
}
_SENT_WORDS: dict[Action, str] = {
    "open": N_("opened"),
    "reopen": N_("opened again"),
    "keep": N_("updated"),
    "close": N_("closed as done"),
    "merge": N_("closed as a duplicate"),
}


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """What the verb takes."""
    add = parser.add_argument
    add("--via", choices=(*FORGES, "email", "stdout"), required=True, help=voice.say("where reminders go"))
    add("--weekly", action="store_true", help=voice.say("only on the first working day of a week, for daily runs"))
    add("--dry-run", action="store_true", help=voice.say("print what would be sent, and send nothing"))
    add("--cap", metavar="N", type=int, help=voice.say("open so many at most; the settings' number otherwise"))
    add("--assignees", metavar="FILE", help=voice.say("who is assigned: lines `id: account`, in a file Git ignores"))
    add("--addresses", metavar="FILE", help=voice.say("where letters go: lines `id: address`, in a file Git ignores"))
    add(
        "--journal", metavar="FILE", help=voice.say("where account is kept of letters; else the forge's issues keep it")
    )
    add("--again", metavar="ID", nargs="+", help=voice.say("send the letters to these again, which may have gone out"))
    add("--arrived", metavar="ID", nargs="+", help=voice.say("note that the letters to these have arrived"))


def run(context: Context) -> int:
    """Reminds of reviews that are due: an issue for each manager, kept up to date and closed when all is done."""
    cap = context.options.cap
    if cap is not None and not 1 <= cap <= _MOST:
        raise Stop(msg("--cap takes a number from 1 to {most}.", most=_MOST))
    with open_history(context, None) as source:
        off = _why_not_today(context.today, reading_at(source).settings.holidays, weekly=context.options.weekly)
    if off is not None:
        context.note(off)
        return OK
    plan = plan_for(context, context.today)
    with open_history(context, plan.last.commit) as source:
        agenda = Agenda(plan, source)
        cap = agenda.settings.reminders.cap if cap is None else cap
        if context.options.via == "email":
            from jdflow.cli.mailing import remind_by_mail

            return remind_by_mail(context, agenda, cap)
        return _remind(context, agenda, cap)


def _why_not_today(today: date, region: str, *, weekly: bool) -> Msg | None:
    """Why nobody is reminded on that day; none where somebody may be."""
    if working_day(today, region) != today:
        return msg("{day} is no working day, so nobody is reminded. `--today` names another day.", day=written(today))
    first = working_day(plus(today, -today.weekday()), region)
    if not weekly or first == today:
        return None
    return msg(
        "This week's reminders had their day on {day}, the first working day. Without --weekly they go out today.",
        day=written(first),
    )


def _remind(context: Context, agenda: Agenda, cap: int) -> int:
    via = context.options.via
    is_sent = via != "stdout" and not context.options.dry_run
    kind = None if via == "stdout" else via
    place = place_of(agenda.settings, kind)
    forge = open_forge(via, place) if is_sent or (kind is not None and has_token(kind)) else None
    # What is sent is in the agency's language, whoever sends it.
    voice = Voice(agenda.settings.language)
    longest = _LONGEST if forge is None else forge.longest
    sheet = agenda.sheet(voice, longest, *(() if place is None else (place.kind, place.address)))
    desk = Desk(agenda, sheet, assignees_of(context, agenda))
    if forge is None and via != "stdout":
        context.note(
            msg("There is no token, so the issues that are there were not read: all is shown as if there were none.")
        )
    changes = desk.changes() if forge is None else _looked(forge, desk)
    now, later = capped(changes, cap)
    _tell_odd(context, desk, now)
    failed = _send(context, forge, desk, now, voice) if forge is not None and is_sent else _show(context, now)
    _tell_rest(context, changes, now, later)
    return PROBLEMS if failed else OK


def _looked(forge: Forge, desk: Desk) -> list[Change]:
    try:
        return desk.look(forge)
    except ForgeFails as fails:
        raise Stop(fails.why, ENVIRONMENT) from None


def _tell_odd(context: Context, desk: Desk, changes: Sequence[Change]) -> None:
    """Says what people should know of issues that others have written or changed, and where nobody is assigned."""
    for issue in desk.strangers:
        context.note(
            msg(
                "#{number} looks like a reminder, but whoever wrote it has no right to change issues here: "
                "it does not count. Close it.",
                number=issue.number,
            )
        )
    for change in changes:
        if change.issue is not None and has_lost_its_label(change.issue):
            context.note(
                msg(
                    "#{number} had lost the label “{label}” and gets it back. To have done with a reminder, close it.",
                    number=change.issue.number,
                    label=LABEL,
                )
            )
        if change.issue is not None and has_lost_its_marks(change.issue):
            context.note(
                msg(
                    "#{number} had lost what makes it known as a reminder, and is written anew; people's words stay. "
                    "To have done with a reminder, close it.",
                    number=change.issue.number,
                )
            )
    opened = [change for change in changes if change.step.action == "open"]
    if context.options.via != "stdout" and opened and not any(change.assignees for change in opened):
        context.note(
            msg(
                "Nobody is assigned to the new reminders, so nobody is sent word of them. "
                "Say who is, in {variable} or in CODEOWNERS (docs/reminders.md).",
                variable=VARIABLE,
            )
        )


def _tell_rest(context: Context, changes: Sequence[Change], now: Sequence[Change], later: Sequence[Change]) -> None:
    if not now:
        context.note(msg("There is nothing to send."))
    closed = sum(change.step.action == "respect" for change in changes)
    if closed:
        context.note(msg("Reminders that people have closed stay closed: {n}.", n=closed))
    if later:
        context.note(msg("Left for the next run: {n}, the first of them “{name}”.", n=len(later), name=later[0].name))


def _show(context: Context, changes: Sequence[Change]) -> int:
    """Prints what would be sent."""
    voice = context.voice
    for number, change in enumerate(changes):
        if number:
            print()
        print(safe(f"{voice.say(_WORDS[change.step.action])}: {_named(change)}"))
        if change.labels is not None:
            print(safe(voice.say("labels: {names}", names=", ".join(change.labels))))
        if change.assignees:
            print(safe(voice.say("assigned: {names}", names=", ".join(change.assignees))))
        if change.body is not None:
            print("", *map(safe, change.body.split("\n")), sep="\n")
    return 0


def _send(context: Context, forge: Forge, desk: Desk, changes: Sequence[Change], voice: Voice) -> int:
    """Sends it, and looks once more where something new was made: another run may have made the same."""
    results = [_told(context, sent) for sent in send(forge, desk, changes, voice)]
    failed = [sent for sent in results if sent.why is not None]
    made = any(sent.change.step.action == "open" for sent in results)
    if made and not any(sent.is_hopeless for sent in failed):
        with suppress(ForgeFails):
            again = desk.look(forge)
            # What got lost on its way may have arrived after all.
            missing = {change.step.to for change in again if change.step.action == "open"}
            failed = [one for one in failed if one.change.step.action != "open" or one.change.step.to in missing]
            twice = [change for change in again if change.step.action == "merge"]
            failed += [sent for one in send(forge, desk, twice, voice) if (sent := _told(context, one)).why is not None]
    for sent in failed:
        context.complain(msg("Not sent: “{name}”. {why}", name=_named(sent.change), why=sent.why or ""))
    if failed:
        context.complain(msg("Reminders not sent: {n}. The next run sends what is left.", n=len(failed)))
    return len(failed)


def _told(context: Context, sent: Sent) -> Sent:
    """Says what was sent."""
    if sent.kept is not None:
        issue = sent.kept.issue
        what = context.voice.say(_SENT_WORDS[sent.change.step.action])
        print(safe(f"{what}: #{issue.number} {issue.title} {issue.address}"), flush=True)
        missing = (*sent.kept.unassigned, *sent.kept.unlabelled)
        if missing:
            names = ", ".join(missing)
            context.note(msg("#{number} was sent without: {names}.", number=issue.number, names=names))
    return sent


def _named(change: Change) -> str:
    return change.name if change.issue is None else f"#{change.issue.number} {change.name}"
