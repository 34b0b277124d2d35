"""What a branch proposes: its changed positions, those that shared blocks change, and what has to be decided."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from jdflow.app.base import Since
from jdflow.app.between import Between, changed_since
from jdflow.app.diff import diff
from jdflow.app.drift_added import added
from jdflow.app.drift_told import warnings_of
from jdflow.app.helper import Helper, processors
from jdflow.app.sides import Text, Unread
from jdflow.app.texts import is_whole
from jdflow.app.versions import chronicle_of
from jdflow.history.records import Message, trailer_records
from jdflow.intake.contents import AGENCY, template_path
from jdflow.model.comment import (
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_ENTRIES,
    MOST_FILES,
    MOST_FINDINGS,
    MOST_POSITIONS,
    RUN_BELOW,
    Compare,
    Finding,
    Proposal,
    Touched,
    cut,
)
from jdflow.model.position import OFFICIAL
from jdflow.model.version import Moment
from jdflow.output.comment_data import NoComment
from jdflow.output.comment_json import as_json, from_json
from jdflow.problems import SEVERITIES, history
from jdflow.query.entries import entry, with_reviews
from jdflow.query.names import partitive_of, title_of, unit_name
from jdflow.query.proposed import gathered
from jdflow.query.shown import bare
from jdflow.resolve.fingerprint import fingerprint
from jdflow.resolve.position import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from jdflow.app.base import Base
    from jdflow.app.reading import Reading
    from jdflow.app.repository import Source
    from jdflow.language import Voice
    from jdflow.model.card import Card
    from jdflow.model.comment import Ask, Entry
    from jdflow.model.difference import Compared
    from jdflow.model.position import Position, Ref
    from jdflow.model.version import Record
    from jdflow.problems import Problem
    from jdflow.query.shown import Shown

# Starting a process costs about as much as comparing the texts of a few positions.
WORTH_SHARING = 25
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
    since = Since(root, source, base)
    branch = _Branch(root, source, since, today)
    helper = _helper(branch)
    problems = since.report(today).problems
    problems = [*problems, *warnings_of(added(branch.between), problems)]
    told = _told_by(helper) or branch.told()
    counted = Counter(problem.severity for problem in problems)
    asked = {problem.place.path: _ASKED[problem.rule.code] for problem in problems if problem.rule.code in _ASKED}
    return told._replace(
        own=tuple(branch.asked(told.own, asked)),
        shared=tuple(one._replace(positions=tuple(branch.asked(one.positions, asked))) for one in told.shared),
        findings=tuple(_findings(problems, branch.paths_of(told.positions), branch.between.changed, voice)),
        errors=counted["error"],
        warnings=counted["warning"],
    )


def _helper(branch: _Branch) -> Helper | None:
    """Another process that compares the texts while this one holds them against history, where there are many."""
    if len(branch.candidates) < WORTH_SHARING or processors() == 1:
        return None
    # Git's answers to one process must not be read by another.
    branch.source.repository.git.clear_cache()
    with suppress(OSError):
        return Helper(lambda: as_json(branch.told()))
    return None


def _told_by(helper: Helper | None) -> Proposal | None:
    """What the other process has compared; none where there is none or it failed."""
    with suppress(NoComment):
        text = None if helper is None else helper.result()
        return None if text is None else from_json(text.encode())
    return None


def _findings(problems: Sequence[Problem], paths: set[str], changed: set[str], voice: Voice) -> Iterator[Finding]:
    """The problems in words: first what stands in the changed files, and of that the worst.

    What is asked about a changed position is told with it.
    """
    touched = paths | changed
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

    def __init__(
        self,
        reading: Reading,
        card_of: Callable[[str], Card | None],
        renamed: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.reading = reading
        self._card_of = card_of
        # The ids that positions of this side have on the other one: a new id alone is no other position.
        self._renamed = renamed
        # One position is looked at after the other.
        self._last: tuple[str | None, Text | None] = (None, None)

    def ids(self) -> Iterable[str]:
        """The ids of all files."""
        return self.reading.ids()

    def text(self, names: Iterable[str]) -> Text | None:
        """The text of the first of these that has a file; raises Unread."""
        id = next((name for name in names if name in self.reading.ids()), None)
        if id is None:
            return None
        if self._last[0] != id:
            self._last = id, self._read(id)
        text = self._last[1]
        if text is None:
            raise Unread(id)
        return text

    def _read(self, id: str) -> Text | None:
        position, own = self.reading.position(id)
        if position is None or not is_whole(self.reading, position, own):
            return None
        resolved = resolve(position, self.reading.library)
        shown = self._named(bare(resolved, fingerprint(resolved)))
        if self._renamed and (position := self._by_new_ids(position)) != resolved.position:
            resolved = resolved._replace(position=position)
            reports = tuple((self._renamed.get(id or "", id), text) for id, text in shown.reports)
            shown = shown._replace(resolved=resolved, reports=reports, fingerprint=fingerprint(resolved))
        return Text(shown, position.effective_from)

    def _by_new_ids(self, position: Position) -> Position:
        """The position naming others as the other side does."""

        def new(ref: Ref) -> Ref:
            return ref._replace(id=self._renamed.get(ref.id or "", ref.id))

        return position._replace(
            manager=None if position.manager is None else new(position.manager),
            substitutes=tuple(map(new, position.substitutes)),
            substitutes_for=tuple(map(new, position.substitutes_for)),
            reports=position.reports if position.reports == "auto" else tuple(map(new, position.reports)),
        )

    def _named(self, shown: Shown) -> Shown:
        """The position with others by the names that print; who is below it is not asked of all others."""
        position = shown.resolved.position
        reports = () if position.reports == "auto" else position.reports
        return shown._replace(
            unit=unit_name(position.unit, self.reading.organisation),
            manager=None if position.manager is None else title_of(position.manager, self._card_of),
            substitutes=tuple(title_of(ref, self._card_of) for ref in position.substitutes),
            substitutes_for=tuple(partitive_of(ref, self._card_of) for ref in position.substitutes_for),
            reports=tuple((ref.id, title_of(ref, self._card_of)) for ref in reports),
        )


class _Branch:
    """The content on disk beside that of the commit where the branch began."""

    def __init__(self, root: Path, source: Source, since: Since, today: date) -> None:
        self.source = source
        self.base = since.base
        self.today = today
        self.reading, self.earlier, self.declared = since.reading, since.earlier, since.declared
        self.between = Between(self.earlier, self.reading, changed_since(source, since.base.commit, root))
        self.before = _Side(self.earlier, self._earlier_card, self.between.renamed())
        self.after = _Side(self.reading, self.reading.get)
        self.candidates = sorted(self.between.positions())

    def _earlier_card(self, id: str) -> Card | None:
        """The card of a position where the branch began; of a file that is the same now, this one is at hand."""
        path = self.earlier.first_paths.get(id)
        is_same = path == self.reading.first_paths.get(id) and path not in self.between.changed
        return (self.reading if is_same else self.earlier).get(id)

    def told(self) -> Proposal:
        """The positions that become others, by their ids; of what the check says, nothing yet."""
        unread: list[str] = []
        told: list[Touched] = []
        entries: list[Entry] = []
        for id in self.candidates:
            try:
                touched, found = self._touched(id)
            except Unread:
                unread.append(id)
            else:
                told += touched
                entries += found
        own, shared = gathered(told[:MOST_POSITIONS])
        entries = with_reviews(entries, self._reviews())
        return Proposal(
            folder=self.source.prefix,
            compare=Compare(self.base.revision, self.base.commit, self.source.commit),
            own=own,
            shared=shared,
            findings=(),
            errors=0,
            warnings=0,
            unread=tuple(unread[:MOST_POSITIONS]),
            left_out=max(0, len(told) - MOST_POSITIONS),
            common=tuple(cut(path, LONGEST_NAME) for path in self._common()[:MOST_FILES]),
            entries=tuple(entries[:MOST_ENTRIES]),
            more_entries=max(0, len(entries) - MOST_ENTRIES),
        )

    def _reviews(self) -> Iterator[tuple[Record, str]]:
        """The reviews that the branch's commits record, each with the position's title."""
        known = Moment(0, self.source.commit, self.today, 0, "")
        messages = [Message(side.commit, side.seconds, side.message, known) for side in self.declared.said]
        for record in trailer_records(messages, {id: id for id in self.reading.ids()})[0]:
            card = self.reading.get(record.id)
            if card is not None:
                yield record, card.full_title

    def _common(self) -> list[str]:
        """The files that changed and that all documents share, those that run on the forge among them."""
        sides = (self.reading.contents, self.earlier.contents)
        templates = {template_path(name) for side in sides for name in side.templates}
        run = {path for path in self.between.changed if path.startswith(RUN_BELOW)}
        return sorted(run) + sorted(self.between.changed & {*AGENCY, *templates})

    def asked(self, several: Iterable[Touched], asked: Mapping[str, Ask]) -> Iterator[Touched]:
        """The positions with what the check asks, by the paths of their files, before what the law does."""
        for one in several:
            ask = asked.get(self.reading.first_paths.get(one.compared.id, ""))
            yield one if ask is None else one._replace(asks=(ask, *one.asks))

    def paths_of(self, several: Iterable[Touched]) -> set[str]:
        """The files of positions."""
        return {path for one in several if (path := self.reading.first_paths.get(one.compared.id)) is not None}

    def _touched(self, id: str) -> tuple[list[Touched], list[Entry]]:
        """The position if it becomes another, and what is put on record of it; raises Unread."""
        names = self.between.names(id)
        is_declared = partial(self._is_declared, names)
        compared = next(diff(self.before, self.after, [id], lambda _: names, lambda _: is_declared()), None)
        if compared is None:
            raise Unread(id)
        old, new = self.before.text(names), self.after.text(names)
        one = new or old
        if one is None:
            return [], []
        was, now = (None if text is None else text.shown.resolved.position for text in (old, new))
        found = entry(was, now, is_same_text=not compared.differs)
        touched = Touched(
            compared._replace(title=cut(compared.title, LONGEST_NAME)),
            cut(one.shown.unit, LONGEST_NAME),
            one.shown.resolved.position.relation,
            tuple(_asks(compared, was, now, self.today)),
        )
        return [touched] if compared.differs else [], [found] if found else []

    def _is_declared(self, names: Sequence[str]) -> bool:
        return self.declared.commit(names) is not None


def _asks(compared: Compared, old: Position | None, new: Position | None, today: date) -> Iterator[Ask]:
    """What the law leaves to people: an official's consent, the head's order, the signatures of both parties."""
    if new is None or new.effective_from is None or (new.effective_to is not None and new.effective_to < today):
        return
    was, now = None if old is None else old.approval, new.approval
    is_new_approval = now is not None and (was is None or (now.number, now.date) != (was.number, was.date))
    changes = compared.difference.changes
    if new.relation == OFFICIAL and old is not None:
        is_material = any(one.cls == "material" and one.section.startswith("duties") for one in changes)
        is_decided = now is not None and now.consent is not None and is_new_approval
        if is_material and not is_decided:
            yield "consent"
    is_other = any(one.cls != "editorial" for one in changes) or compared.from_day != compared.to_day or old is None
    is_approved = now is not None and now.date is not None and is_new_approval
    if is_other and not is_approved:
        yield "order" if new.relation == OFFICIAL else "signatures"
