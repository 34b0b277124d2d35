"""What a branch proposes: its changed positions, those that shared blocks change, and what has to be decided."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from jdflow.app.base import check_since
from jdflow.app.between import Between, changed_since
from jdflow.app.declared import Declared
from jdflow.app.diff import diff
from jdflow.app.reading import Reading
from jdflow.app.sides import Text, Unread
from jdflow.app.texts import hinders, problems_of_file, reading_at
from jdflow.app.versions import chronicle_of
from jdflow.intake.snapshot import Worktree
from jdflow.model.comment import (
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_FINDINGS,
    MOST_POSITIONS,
    Compare,
    Finding,
    Proposal,
    Touched,
    cut,
)
from jdflow.model.position import EMPLOYEE, OFFICIAL
from jdflow.problems import SEVERITIES, history
from jdflow.query.names import partitive_of, title_of, unit_name
from jdflow.query.proposed import gathered
from jdflow.query.shown import bare
from jdflow.resolve.fingerprint import fingerprint
from jdflow.resolve.uses import uses_in_position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from jdflow.app.base import Base
    from jdflow.app.repository import Source
    from jdflow.language import Voice
    from jdflow.model.comment import Ask
    from jdflow.model.difference import Compared
    from jdflow.problems import Problem
    from jdflow.query.shown import Shown

_ASKED: dict[str, Ask] = {
    history.SILENT_CHANGE.code: "date",
    history.NOT_EDITORIAL.code: "date",
    history.UNDECLARED.code: "editorial",
}


def propose(root: Path, source: Source, base: Base, today: date, voice: Voice) -> Proposal:
    """All that a comment says of the content on disk, compared with the commit where the branch began."""
    # Kept up to here, history is at hand up to the base, too, now and in the next run.
    with chronicle_of(source):
        pass
    problems = check_since(root, source, base, today, ()).problems
    branch = _Branch(root, source, base.commit, today)
    asked = (problem for problem in problems if problem.rule.code in _ASKED)
    told = branch.told({problem.place.path: _ASKED[problem.rule.code] for problem in asked})
    own, shared = gathered(told[:MOST_POSITIONS])
    paths = branch.paths_of(one.compared.id for one in told)
    counted = Counter(problem.severity for problem in problems)
    return Proposal(
        folder=source.prefix,
        compare=Compare(base.revision, base.commit, source.commit),
        own=own,
        shared=shared,
        findings=tuple(_findings(problems, paths, branch, voice)),
        errors=counted["error"],
        warnings=counted["warning"],
        unread=tuple(branch.unread[:MOST_POSITIONS]),
        left_out=max(0, len(told) - MOST_POSITIONS),
    )


def _findings(problems: Sequence[Problem], paths: set[str], branch: _Branch, voice: Voice) -> Iterator[Finding]:
    """The problems in words: first what stands in the changed files, and of that the worst.

    What is asked about a changed position is told with it.
    """
    touched = paths | branch.between.changed
    told = [
        Finding(
            code=problem.rule.code,
            severity=problem.severity,
            path=cut(problem.place.path, LONGEST_NAME),
            line=problem.place.line,
            message=cut(voice(problem.message), LONGEST_TEXT),
            advice=cut(voice(problem.advice), LONGEST_TEXT),
            is_touched=problem.place.path in touched or any(one.place.path in touched for one in problem.related),
        )
        for problem in problems
        if problem.severity != "info" and not (problem.rule.code in _ASKED and problem.place.path in paths)
    ]
    told.sort(key=lambda one: (not one.is_touched, SEVERITIES.index(one.severity), one.path, one.line, one.code))
    yield from told[:MOST_FINDINGS]


class _Side:
    """A content as one side of the comparison: no more of it is read than the changed positions need."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._texts: dict[str, Text | None] = {}

    def ids(self) -> Iterable[str]:
        """The ids of all files."""
        return self.reading.ids()

    def text(self, names: Iterable[str]) -> Text | None:
        """The text of the first of these that has a file; raises Unread."""
        id = next((name for name in names if name in self.reading.ids()), None)
        if id is None:
            return None
        if id not in self._texts:
            self._texts[id] = self._read(id)
        text = self._texts[id]
        if text is None:
            raise Unread(id)
        return text

    def _read(self, id: str) -> Text | None:
        reading = self.reading
        position, own = reading.position(id)
        resolved = reading.resolved(id)
        if position is None or resolved is None or any(map(hinders, problems_of_file(reading, position, own))):
            return None
        blocks = reading.blocks_in(wanted.use.block for wanted in uses_in_position(position))
        if any(hinders(problem) for key in blocks for problem in reading.block_problems(key)):
            return None
        shown = bare(resolved, fingerprint(resolved))
        return Text(_named(shown, reading), position.effective_from)


def _named(shown: Shown, reading: Reading) -> Shown:
    """The position with others by the names that print; who is below it is not asked of all others."""
    position = shown.resolved.position
    reports = () if position.reports == "auto" else position.reports
    return shown._replace(
        unit=unit_name(position.unit, reading.organisation),
        manager=None if position.manager is None else title_of(position.manager, reading.get),
        substitutes=tuple(title_of(ref, reading.get) for ref in position.substitutes),
        substitutes_for=tuple(partitive_of(ref, reading.get) for ref in position.substitutes_for),
        reports=tuple((ref.id, title_of(ref, reading.get)) for ref in reports),
    )


class _Branch:
    """The content on disk beside that of the commit where the branch began."""

    def __init__(self, root: Path, source: Source, base: str, today: date) -> None:
        self.today = today
        self.reading = Reading(Worktree(root))
        earlier = reading_at(source._replace(commit=base))
        self.before, self.after = _Side(earlier), _Side(self.reading)
        self.between = Between(earlier, self.reading, changed_since(source, base, root))
        self.declared = Declared(source, base, earlier, self.reading)
        self.unread: list[str] = []

    def told(self, asked: dict[str, Ask]) -> list[Touched]:
        """The positions that become others, by their ids; `asked` tells what the check asks, by path."""
        return [one for id in sorted(self.between.positions()) for one in self._touched(id, asked)]

    def paths_of(self, ids: Iterable[str]) -> set[str]:
        """The files of positions."""
        return {path for id in ids if (path := self.reading.first_paths.get(id)) is not None}

    def _touched(self, id: str, asked: dict[str, Ask]) -> Iterator[Touched]:
        names = self.between.names(id)
        is_declared = partial(self._is_declared, names)
        compared = next(diff(self.before, self.after, [id], lambda _: names, lambda _: is_declared()), None)
        if compared is None:
            self.unread.append(id)
        elif compared.differs:
            old, new = self.before.text(names), self.after.text(names)
            one = new or old
            if one is not None:
                position = one.shown.resolved.position
                silent = asked.get(position.path)
                yield Touched(
                    compared._replace(title=cut(compared.title, LONGEST_NAME)),
                    cut(one.shown.unit, LONGEST_NAME),
                    position.relation,
                    ((silent,) if silent else ()) + tuple(_asks(compared, old, new, self.today)),
                )

    def _is_declared(self, names: Sequence[str]) -> bool:
        return self.declared.commit(names) is not None


def _asks(compared: Compared, old: Text | None, new: Text | None, today: date) -> Iterator[Ask]:
    """What the law leaves to people: an official's consent, the signatures of both parties."""
    if new is None or new.effective_from is None:
        return
    position = new.shown.resolved.position
    if position.effective_to is not None and position.effective_to < today:
        return
    now = position.approval
    was = None if old is None else old.shown.resolved.position.approval
    is_new_approval = now is not None and (was is None or (now.number, now.date) != (was.number, was.date))
    changes = compared.difference.changes
    if position.relation == OFFICIAL and old is not None:
        is_material = any(one.cls == "material" and one.section.startswith("duties") for one in changes)
        is_decided = now is not None and now.consent is not None and is_new_approval
        if is_material and not is_decided:
            yield "consent"
    if position.relation == EMPLOYEE:
        is_other = any(one.cls != "editorial" for one in changes) or compared.from_day != compared.to_day
        is_signed = now is not None and now.date is not None and is_new_approval
        if is_other and not is_signed:
            yield "signatures"
