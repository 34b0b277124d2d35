"""Reminders as changes of issues at a forge: what has to be sent, and the sending of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.deliver.forge import ForgeFails, LimitReached, NoRight, NotThere, Unreachable
from jdflow.language import msg
from jdflow.output.reminder import shown_on, title, words
from jdflow.output.reminder_marks import Mark, as_kept, digest, taken_apart, woven
from jdflow.query.mailings import Entry
from jdflow.query.reminders import Found, steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from jdflow.app.remind import Agenda
    from jdflow.deliver.forge import Forge, Issue, Kept
    from jdflow.language import Msg, Voice
    from jdflow.output.reminder import Sheet
    from jdflow.output.reminder_marks import Body
    from jdflow.query.assignees import Assignees
    from jdflow.query.reminders import Step

LABEL, ESCALATED = "ametijuhend: meeldetuletus", "ametijuhend: ammu üle tähtaja"
_LABELS = {
    LABEL: ("1d76db", msg("Job descriptions to be reviewed or approved")),
    ESCALATED: ("d93f0b", msg("Reviews that are long overdue")),
}
# What the two were called before: issues with these names are found, and get those of today.
_FORMER, _FORMER_ESCALATED = "ametijuhend: läbivaatus", "ametijuhend: eskaleeritud"
_FIRST_YEAR = 2000
_CHANGING = frozenset({ESCALATED, _FORMER, _FORMER_ESCALATED})


class Change(NamedTuple):
    """What is sent about one issue: all of a new one, and of one that is there what changes."""

    step: Step
    issue: Issue | None
    title: str | None = None
    body: str | None = None
    is_open: bool | None = None
    labels: tuple[str, ...] | None = None
    assignees: tuple[str, ...] | None = None

    @property
    def is_needed(self) -> bool:
        """Whether anything is sent at all."""
        return any(value is not None for value in self[2:])

    @property
    def name(self) -> str:
        """What the issue is called."""
        return self.title or ("" if self.issue is None else self.issue.title)


class Sent(NamedTuple):
    """How the sending of a change ended: with the issue as the forge has it now, or why it was not sent.

    With neither, nothing was left to be sent, for somebody has changed the issue in the meantime.
    """

    change: Change
    kept: Kept | None = None
    why: Msg | None = None
    # Whether the forge would not have taken anything else either.
    is_hopeless: bool = False


class Desk:
    """What is known of issues, held against what is to be said."""

    def __init__(self, agenda: Agenda, sheet: Sheet, assignees: Assignees) -> None:
        self._agenda = agenda
        self._sheet = sheet
        self._assignees = assignees
        self._book = agenda.book
        self._issues: dict[int, Issue] = {}

    def changes(self, issues: Iterable[Issue] = ()) -> list[Change]:
        """What is to become of each issue of ours, those to be opened among them; the most overdue first."""
        self._issues = {issue.number: issue for issue in issues}
        return self._changes()

    def look(self, forge: Forge) -> list[Change]:
        """The same of the issues that are at the forge.

        Before one is opened, those are looked at as well that have lost their label, or have a former one: it is not
        opened twice.
        """
        found = self.changes(forge.issues(LABEL))
        if all(change.step.action != "open" for change in found):
            return found
        return self.changes([*self._issues.values(), *forge.issues(_FORMER), *forge.own_issues()])

    def again(self, issue: Issue) -> Change | None:
        """What is to become of an issue that has been read once more; none where it is no longer one of ours."""
        self._issues[issue.number] = issue
        return next((change for change in self._changes() if change.issue is issue), None)

    @property
    def strangers(self) -> list[Issue]:
        """The open issues that carry our marks, but were written by somebody who may not change issues here."""
        return [issue for issue, _ in self._marked() if issue.is_open and not issue.is_trusted]

    def letters(self) -> list[Entry]:
        """What the issues say of letters to those whom they remind."""
        marks = [body.mark for issue, body in self._marked() if issue.is_trusted]
        return [Entry(mark.to, mark.mailed.on, mark.mailed.state) for mark in marks if mark.mailed is not None]

    def _marked(self) -> Iterator[tuple[Issue, Body]]:
        for issue in self._issues.values():
            body = taken_apart(issue.body)
            if body is not None and body.mark.root == self._agenda.source.prefix:
                yield issue, body

    def _changes(self) -> list[Change]:
        known = {issue.number: (issue, body) for issue, body in self._marked() if issue.is_trusted}
        found = self._steps(known)
        regained = self._regained(step for step in found if step.action == "open")
        if regained:
            known |= regained
            found = self._steps(known)
        return [self._change(step, *known.get(step.number or 0, (None, None))) for step in found]

    def _steps(self, known: Mapping[int, tuple[Issue, Body]]) -> list[Step]:
        found = [
            Found(number, issue.is_open, body.mark.to, self._year(body), body.lines, body.mark.is_duplicate)
            for number, (issue, body) in known.items()
        ]
        return steps(self._book, found)

    def _year(self, body: Body) -> int:
        """The year that a mark names; as it can be edited, no year to come, nor one before there were any."""
        year = self._book.today.year
        return body.mark.round if _FIRST_YEAR <= body.mark.round <= year else year

    def _regained(self, opened: Iterable[Step]) -> dict[int, tuple[Issue, Body]]:
        """The open issues whose marks somebody has taken out, by the title that they would have."""
        bare = [
            issue
            for issue in self._issues.values()
            if issue.is_open and issue.is_trusted and not has_lost_its_label(issue) and has_lost_its_marks(issue)
        ]
        found: dict[int, tuple[Issue, Body]] = {}
        for step in opened:
            # One of last year may still be open.
            for year in (step.round, step.round - 1):
                named = title(step._replace(round=year), self._sheet)
                issue = next((one for one in bare if one.title == named and one.number not in found), None)
                if issue is None or named is None:
                    continue
                mark = Mark(step.to, year, self._agenda.source.prefix, title=digest(named))
                body = taken_apart(issue.body, mark)
                if body is not None:
                    found[issue.number] = (issue, body)
                    break
        return found

    def _change(self, step: Step, issue: Issue | None, body: Body | None) -> Change:
        if step.action == "respect":
            return Change(step, issue)
        if issue is None or body is None:
            escalated = any(row.escalated for row in step.rows)
            told = self._told(step, new=escalated)
            text = self._text(step, None, self._book.today, self._title_mark(step, None, None), told)
            labels = (LABEL, ESCALATED) if escalated else (LABEL,)
            return Change(step, None, title(step, self._sheet), text, None, labels, told)
        shown = shown_on(body.mark.shown, self._book.today)
        mark = self._title_mark(step, issue, body)
        more = self._more(step, issue, body)
        assigned = issue.assignees if more is None else more
        text = self._text(step, body, shown, mark, assigned)
        is_same = as_kept(text) == as_kept(issue.body)
        named = title(step, self._sheet)
        is_ours = digest(issue.title) == body.mark.title
        is_open = {"reopen": True, "close": False, "merge": False}.get(step.action)
        return Change(
            step,
            issue,
            named if is_ours and named != issue.title else None,
            None if is_same else self._text(step, body, self._book.today, mark, assigned),
            is_open,
            self._labels(step, issue),
            more,
        )

    def _text(self, step: Step, body: Body | None, shown: date, named: str, assigned: Iterable[str]) -> str:
        peoples = () if body is None else (*body.before, *body.after, *(() if body.is_intact else body.inside))
        sheet = self._sheet._replace(
            longest=self._sheet.longest - sum(len(line) + 1 for line in peoples),
            has_superior=self._agenda.has_superior(step.to, assigned, self._assignees),
        )
        mark = Mark(
            step.to,
            step.round,
            self._agenda.source.prefix,
            shown,
            step.action == "merge",
            title=named,
            mailed=None if body is None else body.mark.mailed,
        )
        before = None if body is None else body.mark.shown
        ours = words(step, sheet, before) if before is not None else []
        return woven(body, mark, words(step, sheet, shown), ours)

    def _title_mark(self, step: Step, issue: Issue | None, body: Body | None) -> str:
        """The digest of the title as we gave it: one that people have changed stays as it is."""
        named = title(step, self._sheet)
        if issue is None or body is None or issue.title == named:
            return digest(named or "")
        return body.mark.title if named is None or digest(issue.title) != body.mark.title else digest(named)

    def _labels(self, step: Step, issue: Issue) -> tuple[str, ...] | None:
        kept = [label for label in issue.labels if label.casefold() not in _CHANGING]
        first = [] if _carries(issue, LABEL) else [LABEL]
        wanted = [*first, *kept, *([ESCALATED] if any(row.escalated for row in step.rows) else [])]
        is_same = set(map(str.casefold, wanted)) == set(map(str.casefold, issue.labels))
        return None if is_same else tuple(wanted)

    def _more(self, step: Step, issue: Issue, body: Body) -> tuple[str, ...] | None:
        """Who is assigned besides those who are, where something has been escalated since the last time."""
        before = {line.key for line in body.lines if line.escalated is not None}
        if all(row.escalated is None or row.task.key in before for row in step.rows):
            return None
        # A forge takes so many and no more: the new ones come first.
        wanted = tuple(dict.fromkeys((*self._agenda.superior(step.to, self._assignees), *issue.assignees)))
        return wanted if set(wanted) != set(issue.assignees) else None

    def _told(self, step: Step, *, new: bool) -> tuple[str, ...]:
        told = self._agenda.told(step.to, step.rows, self._assignees)
        return tuple(dict.fromkeys((*(self._agenda.superior(step.to, self._assignees) if new else ()), *told)))


def has_lost_its_label(issue: Issue) -> bool:
    """Whether an issue cannot be found by its label any more, nor by the former one."""
    return not (_carries(issue, LABEL) or _carries(issue, _FORMER))


def has_lost_its_marks(issue: Issue) -> bool:
    """Whether nothing in an issue's text says that it is one of ours."""
    return taken_apart(issue.body) is None


def _carries(issue: Issue, label: str) -> bool:
    """Whether an issue has a label; small letters count for capital ones."""
    return label.casefold() in map(str.casefold, issue.labels)


def capped(changes: Iterable[Change], cap: int) -> tuple[list[Change], list[Change]]:
    """What is sent in this run, and the reminders that have to wait for the next one."""
    now: list[Change] = []
    later: list[Change] = []
    for change in changes:
        if change.is_needed:
            is_over = change.step.is_sent and sum(one.step.is_sent for one in now) >= cap
            (later if is_over else now).append(change)
    return now, later


def send(forge: Forge, desk: Desk, changes: Sequence[Change], voice: Voice) -> Iterator[Sent]:
    """Sends one after the other; where the forge would take no further one either, none is tried."""
    hopeless: ForgeFails | None = None
    labelled: set[str] = set()
    for change in changes:
        if hopeless is not None:
            yield Sent(change, why=hopeless.why, is_hopeless=True)
            continue
        try:
            for label in set(_LABELS).intersection(change.labels or ()) - labelled:
                colour, about = _LABELS[label]
                forge.ensure_label(label, colour, voice(about))
                labelled.add(label)
            yield _sent(forge, desk, change)
        except (LimitReached, NoRight, Unreachable) as fails:
            hopeless = fails
            yield Sent(change, why=fails.why, is_hopeless=True)
        except ForgeFails as fails:
            yield Sent(change, why=fails.why)


def _sent(forge: Forge, desk: Desk, change: Change) -> Sent:
    """An issue is read once more before it is changed: what people do to it while a run goes on is not lost."""
    if change.issue is None:
        kept = forge.open_issue(change.title or "", change.body or "", change.labels or (), change.assignees or ())
        return Sent(change, kept)
    issue = forge.issue(change.issue.number)
    if issue.address != change.issue.address:
        raise NotThere(msg("It has been moved to {address}.", address=issue.address))
    now = change if issue == change.issue else desk.again(issue)
    if now is None or not now.is_needed:
        return Sent(change)
    kept = forge.edit_issue(
        issue.number,
        title=now.title,
        body=now.body,
        is_open=now.is_open,
        labels=now.labels,
        assignees=now.assignees,
    )
    return Sent(now, kept)
