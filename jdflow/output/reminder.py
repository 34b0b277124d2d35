"""What a reminder says, and how it is titled; nothing that positions say means anything in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jdflow.calendar import plus, written
from jdflow.language import N_
from jdflow.output.pens import Commands, Heading, Item, Items, Markdown, Points, Words
from jdflow.output.plain import safe
from jdflow.output.plan import EVIDENCE_WORDS, OUTCOME_WORDS, told_reasons
from jdflow.output.reminder_marks import line_mark
from jdflow.query.reminders import Line, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from jdflow.language import Voice
    from jdflow.model.review import Due
    from jdflow.output.pens import Block, Pen
    from jdflow.output.plan import Names
    from jdflow.query.reminders import Done, Fate, Recipient, Step

_LONGEST_TITLE = 200
# Titles have no Markdown, but there is a forge that finds people and things in them as well, unless a blank parts them.
_REFERENCE = re.compile(r"(?<!\w)@(?=\w)|[#!$&](?=\d)|[~%](?=[\w\"])|[\[*](?=[a-z_]+:)|\^(?=alert)", re.IGNORECASE)
# What is printed besides the lines of tasks never takes more.
_AROUND = 4000
# A box or dash, blanks and line ends.
_BESIDES = 12
_IDS_IN_A_LINE = 40
# Words may tell of a day so long ago; only then are they brought up to date where nothing else has changed.
_DAYS_SHOWN = 28
FATE_WORDS: dict[Fate, str] = {
    "reviewed": N_("reviewed: {start}"),
    "renewed": N_("a new text is in force: {start}"),
    "approved": N_("approved"),
    "ended": N_("no longer in force"),
}


class Sheet(NamedTuple):
    """All that is needed to word a reminder.

    The addresses are those of pages: where a file is edited, of a commit. The head is a position by its first id: who
    leads the unit that is told.
    """

    names: Names
    dues: Mapping[str, Due]
    address: Callable[[str], str | None]
    commit: Callable[[str], str | None]
    head: Callable[[Recipient], str | None]
    voice: Voice
    longest: int
    today: date
    # Whether the manager of the one who is told is assigned to the issue.
    has_superior: bool = False
    pen: Pen = Markdown()


def title(step: Step, sheet: Sheet) -> str | None:
    """The title, which names the recipient as people do; none where nothing is due that could tell the name."""
    if not step.rows:
        return None
    name = _REFERENCE.sub(r"\g<0> ", addressed(step, sheet))
    return sheet.voice.say("Job descriptions {year}: {name}", year=step.round, name=name)[:_LONGEST_TITLE]


def addressed(step: Step, sheet: Sheet) -> str:
    """The recipient as people name them; something is due that tells the name."""
    due = step.rows[0].task.due
    names = [sheet.names.unit(due.unit)]
    if step.to.kind == "position":
        # Many have the same title, and their units tell them apart.
        home = sheet.dues.get(step.to.id)
        names = [sheet.names.manager(due.manager), sheet.names.unit(None if home is None else home.unit)]
    name = ", ".join(filter(None, (" ".join(safe(name).split()) for name in names)))
    return name or sheet.voice.say("positions without a unit")


def words(step: Step, sheet: Sheet, shown: date) -> list[str]:
    """The lines between the marks, with days counted to the one that is shown."""
    if step.action == "merge":
        return [sheet.voice.say("Reminder #{number} takes the place of this one.", number=step.into or 0)]
    rows, left = _fitting(step, sheet, shown)
    blocks = told(rows, sheet, shown)
    if left:
        more = sheet.voice.count(
            "{n} more has no room here: it follows.", "{n} more have no room here: they follow.", left
        )
        blocks.append(Words(more))
    if step.done:
        room = sheet.longest - sum(map(len, sheet.pen.lines(blocks))) - _AROUND
        blocks += [Heading(sheet.voice.say("Done")), Items(_done(step.done, sheet, room))]
    if rows:
        tick = sheet.voice.say("A tick in the list is for yourselves: what counts is the record.")
        return sheet.pen.lines([*blocks, *_answers(rows, step.to, sheet, shown), Words(tick)])
    return ["", *sheet.pen.lines([*blocks, Words(_last_words(step, sheet.voice))])]


def told(rows: Sequence[Row], sheet: Sheet, shown: date) -> list[Block]:
    """What is due."""
    voice = sheet.voice
    reviews, approvals = _parted(rows)
    found: list[Block] = [Words(voice.say("As of {day}.", day=written(shown)))] if rows else []
    if reviews:
        intro = voice.say("The yearly review of these job descriptions is due, or will be soon.")
        found += [Heading(voice.say("To be reviewed")), Words(intro), _items(reviews, sheet, shown)]
    if approvals:
        intro = (
            voice.say("These new texts take effect soon, and no approval is recorded.")
            if all(row.task.day > sheet.today for row in approvals)
            else voice.say("No approval is recorded of these new texts, which take effect soon or have done so.")
        )
        found += [Heading(voice.say("To be approved")), Words(intro), _items(approvals, sheet, shown)]
    return found


def _answers(rows: Sequence[Row], to: Recipient, sheet: Sheet, shown: date) -> list[Block]:
    """How to answer."""
    reviews, approvals = _parted(rows)
    found: list[Block] = [Heading(sheet.voice.say("How to answer"))]
    if reviews:
        found += _to_a_review(reviews, to, sheet, shown)
    if approvals:
        found += _to_an_approval(approvals, sheet, shown)
    return found


def _parted(rows: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """Reviews and approvals."""
    rows = list(rows)
    reviews = [row for row in rows if row.task.key.kind == "review"]
    return reviews, [row for row in rows if row.task.key.kind == "approval"]


def _fitting(step: Step, sheet: Sheet, shown: date) -> tuple[list[Row], int]:
    """As many as there is room for, the most overdue first, and how many are left."""
    room, found = sheet.longest - _AROUND, list[Row]()
    for row in step.rows:
        # Its id stands a second time in the command.
        item = _item(row, sheet, shown)
        room -= sum(map(len, (item.words, item.further, item.mark, row.task.due.id))) + _BESIDES
        if room < 0:
            break
        found.append(row)
    return found, len(step.rows) - len(found)


def _items(rows: Iterable[Row], sheet: Sheet, shown: date) -> Items:
    return Items([_item(row, sheet, shown) for row in rows])


def _item(row: Row, sheet: Sheet, shown: date) -> Item:
    """A task in two lines: what is due when, and from where that is counted."""
    voice, pen, due = sheet.voice, sheet.pen, row.task.due
    facts = [_when(row, sheet, shown)]
    if row.escalated is not None:
        day = written(row.escalated)
        facts.append(
            voice.say("the manager's manager told on {day}", day=day)
            if sheet.has_superior
            else voice.say("marked as long overdue on {day}", day=day)
        )
    # With our own colon behind it, a unit's name might become the name of a picture.
    home = pen.words(f"{sheet.names.unit(due.unit)}:")
    first = f"{pen.strong(_name(due, pen))} ({pen.code(due.id)}), {home} {', '.join(facts)}."
    further = []
    if row.task.key.kind == "review":
        further.append(voice.say("Last time: {start}.", start=_start(due, sheet)))
        if due.early_reasons:
            further.append(voice.say("Why early: {reasons}.", reasons=pen.words(told_reasons(due, voice))))
    address = sheet.address(due.id)
    if address is not None:
        further.append(pen.link(voice.say("Edit the file"), address))
    mark = line_mark(Line(row.task.key, row.told, row.escalated))
    return Item(first, " ".join(further), row.is_ticked, mark)


def _start(due: Due, sheet: Sheet) -> str:
    """What the clock runs from: the day, and what speaks for it, with a way to the commit that says so."""
    start, voice = due.start, sheet.voice
    if start is None:
        return ""
    said, address = voice.say(EVIDENCE_WORDS[start.source]), sheet.commit(start.commit)
    notes = [said if address is None else sheet.pen.link(said, address)]
    if start.outcome is not None:
        notes.insert(0, voice.say(OUTCOME_WORDS[start.outcome]))
    if due.text_still_in_force is False:
        notes.append(voice.say("another text is in force now"))
    return f"{written(start.day)} ({', '.join(notes)})"


def _when(row: Row, sheet: Sheet, shown: date) -> str:
    voice, day = sheet.voice, row.task.day
    if row.task.key.kind == "approval":
        said = N_("takes effect on {day}") if day > sheet.today else N_("took effect on {day}")
        return voice.say(said, day=written(day))
    if day >= sheet.today:
        return voice.say("due on {day}", day=written(day))
    # Words that were right on an earlier day stay, but a due day that has passed since then is told.
    late = max(1, (shown - day).days)
    return voice.say(
        "was due on {day}, {late}",
        day=written(day),
        late=voice.count("{n} day overdue", "{n} days overdue", late),
    )


def _name(due: Due, pen: Pen) -> str:
    return pen.words(" ".join(due.title.split())) or due.id


def _done(done: Sequence[Done], sheet: Sheet, room: int) -> list[Item]:
    """What is done, the last first to be left out where there is no room."""
    found = []
    for one in reversed(done):
        item = Item(_done_words(one, sheet), is_ticked=True, mark=line_mark(one.line))
        room -= len(item.words) + len(item.mark) + _BESIDES
        if room < 0:
            break
        found.append(item)
    return found[::-1]


def _done_words(one: Done, sheet: Sheet) -> str:
    if one.fate is None:
        return one.line.words
    due, pen = sheet.dues.get(one.line.key.id), sheet.pen
    name = pen.words(one.line.key.id) if due is None else f"{_name(due, pen)} ({pen.code(due.id)})"
    start = "" if due is None else _start(due, sheet)
    return f"{pen.gone(name)} {sheet.voice.say(FATE_WORDS[one.fate], start=start)}"


def _last_words(step: Step, voice: Voice) -> str:
    return (
        voice.say("All is done, thank you. This reminder is closed; a new one comes when the next reviews are near.")
        if step.done
        else voice.say("Nothing is left to be done here, so this reminder is closed.")
    )


def _to_a_review(rows: Sequence[Row], to: Recipient, sheet: Sheet, shown: date) -> list[Block]:
    """How to answer where a review is due; heads of units are told of their own, and cannot go through it alone."""
    voice, head = sheet.voice, sheet.head(to)
    is_own = [row.task.key.id == head for row in rows]
    whom = [] if all(is_own) else [voice.say("Go through the text with whoever holds the post.")]
    if any(is_own):
        whom.append(voice.say("The unit's head goes through their own text with whoever they answer to."))
    edit = (
        N_(
            "edit the file by its link, write the day of the talk into it, for example `{example}`, "
            "and propose the change; or"
        )
        if _has_link(rows, sheet)
        else N_("write the day of the talk into the file, for example `{example}`, and propose the change; or")
    )
    change = voice.say("Where something has to change, change it in the file and give it a new `kehtiv_alates`.")
    return [
        Words(" ".join([*whom, voice.say("Where nothing has to change, choose one of two:")])),
        Points(
            [
                sheet.pen.sentence(voice.say(edit, example=f"üle_vaadatud: {shown.isoformat()}")),
                voice.say("record it on the command line:"),
            ]
        ),
        _commands("jdflow review {ids} --outcome unchanged", rows),
        Words(sheet.pen.sentence(change)),
    ]


def _to_an_approval(rows: Sequence[Row], sheet: Sheet, shown: date) -> list[Block]:
    """How to answer where an approval is to be recorded."""
    voice = sheet.voice
    edit = (
        N_(
            "edit the file by its link, fill in `kinnitamine`, for example `{example}` (`leping` for a contract), "
            "and propose the change; or"
        )
        if _has_link(rows, sheet)
        else N_(
            "fill in `kinnitamine` in the file, for example `{example}` (`leping` for a contract), "
            "and propose the change; or"
        )
    )
    example = f"kinnitamine: {{kinnitamisviis: käskkiri, number: 1-2/34, kuupäev: {shown.isoformat()}}}"
    number, day = voice.say("NUMBER"), voice.say("DAY")
    return [
        Words(voice.say("Once a new text is approved, record that in one of two ways:")),
        Points(
            [
                sheet.pen.sentence(voice.say(edit, example=example)),
                voice.say("record the approval on the command line:"),
            ]
        ),
        _commands(f"jdflow approve {{ids}} --number {number} --date {day}", rows),
    ]


def _has_link(rows: Iterable[Row], sheet: Sheet) -> bool:
    return any(sheet.address(row.task.due.id) is not None for row in rows)


def _commands(command: str, rows: Sequence[Row]) -> Commands:
    """A command for all of them, in as many lines as make it possible to read and to copy."""
    ids = list(dict.fromkeys(row.task.due.id for row in rows))
    parts = (ids[start : start + _IDS_IN_A_LINE] for start in range(0, len(ids), _IDS_IN_A_LINE))
    return Commands([command.format(ids=" ".join(part)) for part in parts])


def shown_on(day: date | None, today: date) -> date:
    """The day that an issue's words tell of, if they may go on doing so."""
    return day if day is not None and plus(today, -_DAYS_SHOWN) <= day <= today else today
