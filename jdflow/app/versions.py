"""The versions that are printed: HEAD's text of each position, and the one in force until it takes effect.

Read backwards along the main line: a version's commit is the last one that set its date or changed its words.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from jdflow.app.reading import Reading
from jdflow.app.texts import text_of
from jdflow.calendar import day_of
from jdflow.git.history import main_line, undone
from jdflow.git.tree import tree_of
from jdflow.intake.snapshot import Commit
from jdflow.model.organisation import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from jdflow.app.reading import Known
    from jdflow.app.repository import Source
    from jdflow.app.texts import Text
    from jdflow.git.history import Step
    from jdflow.git.tree import Tree


class Origin(NamedTuple):
    """Where a version's text comes from: the content as it stood then, the id it had, the commit, its moment."""

    reading: Reading
    id: str
    commit: str | None
    seconds: int


def origins(source: Source, head: Reading, ids: Iterable[str], today: date) -> Iterator[tuple[str, Origin]]:
    """Where each position's versions come from, in force on that day or upcoming: the newest first, as they are met."""
    texts = ((id, text_of(head, [id])) for id in ids)
    traces = [_Trace(id, text, _former(head, id), today) for id, text in texts if text is not None]
    tree = tree_of(source.repository, source.commit)
    moment = None
    for step in main_line(source.repository, source.commit):
        if not traces:
            return
        moment, tree = _Moment(step, tree, source.prefix, head.known), undone(tree, step)
        prefix = f"{source.prefix}/" if source.prefix else ""
        touched = {change.path.removeprefix(prefix) for change in step.changes if change.path.startswith(prefix)}
        concerned = [trace for trace in traces if not touched.isdisjoint(trace.text.paths)]
        if concerned:
            before = Reading(Commit(tree, source.prefix), head.known)
            for trace in concerned:
                for origin in trace.before(before, moment):
                    yield trace.id, origin
            traces = [trace for trace in traces if not trace.is_done]
    if moment is not None:
        for trace in traces:
            if trace.is_wanted:
                yield trace.id, trace.origin(moment)


class _Moment:
    """A commit, and the files as it left them."""

    def __init__(self, step: Step, tree: Tree, prefix: str, known: Known) -> None:
        self.step = step
        self.tree = tree
        self.prefix = prefix
        self.known = known

    @cached_property
    def reading(self) -> Reading:
        """The content as it stood then, read once for all who come from there."""
        return Reading(Commit(self.tree, self.prefix), self.known)


class _Trace:
    """A position on its way back through history."""

    def __init__(self, id: str, text: Text, former: list[str], today: date) -> None:
        self.id = id
        self.former = former
        self.today = today
        self.text = text
        # Whether the text that is followed is to be printed, or only leads to one before it.
        self.is_wanted = True
        self.is_done = False
        # Every version of that day or later has been withdrawn by a later one.
        self.ceiling = text.effective_from
        # Where a text could not be read in between, the commit that mended it.
        self.mended: _Moment | None = None

    def origin(self, moment: _Moment) -> Origin:
        """Where the text comes from that is followed now."""
        at = self.mended or moment
        return Origin(at.reading, self.text.id, at.step.commit, at.step.seconds)

    def before(self, reading: Reading, moment: _Moment) -> Iterator[Origin]:
        """Goes back behind a commit that touched the text's files, to the content before it."""
        names = [self.text.id, *self.former]
        earlier = text_of(reading, names)
        if earlier is None and not reading.ids().isdisjoint(names):
            self.mended = self.mended or moment
            return
        if earlier is not None and self._is_same(earlier):
            self.text, self.mended = earlier, None
            return
        if self.is_wanted:
            yield self.origin(moment)
        self.is_done = earlier is None or (self.is_wanted and self._is_in_force)
        if earlier is not None and not self.is_done:
            self._go_on_with(earlier, day_of((self.mended or moment).step.seconds))
        self.mended = None

    @property
    def _is_in_force(self) -> bool:
        return self.text.effective_from is not None and self.text.effective_from <= self.today

    def _is_same(self, earlier: Text) -> bool:
        """Whether the commit changed nothing that matters: the date, and the words of a text that is to be printed."""
        same_day = earlier.effective_from == self.text.effective_from
        return same_day and (not self.is_wanted or earlier.fingerprint == self.text.fingerprint)

    def _go_on_with(self, earlier: Text, day: date) -> None:
        """Follows the text before: to print it, too, if its version still stood when the date was changed."""
        first, later = earlier.effective_from, self.text.effective_from
        self.text, self.is_wanted = earlier, False
        if first is None or first == later:
            return
        stands = self.ceiling is None or first < self.ceiling
        stands = stands and (first <= day or (earlier.is_approved and later is not None and later > first))
        self.ceiling = first if self.ceiling is None else min(self.ceiling, first)
        if stands:
            ended = Period(first, earlier.effective_to).ended_by(self.today)
            self.is_wanted, self.is_done = not ended, ended and first <= self.today


def _former(head: Reading, id: str) -> list[str]:
    card = head.get(id)
    return [] if card is None else [former for former, _ in card.former_ids]
