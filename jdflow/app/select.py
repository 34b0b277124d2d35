"""Which positions are printed: those asked for, or all that are in force or upcoming."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.app.render import Failure
from jdflow.calendar import written
from jdflow.language import msg
from jdflow.problems import JUDGED
from jdflow.query.register import state_on

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from jdflow.app.reading import Reading
    from jdflow.problems import Problem


class Selected(NamedTuple):
    """The ids to print, sorted; those asked for by name that have nothing to print; how many drafts are left out."""

    ids: list[str]
    failures: list[Failure]
    drafts: int


def select(head: Reading, today: date, asked: Iterable[str] | None, *, drafts: bool) -> Selected:
    """Chooses among the positions, as they stand on that day."""
    left_out = 0
    ids: list[str] = []
    failures: list[Failure] = []
    for id in sorted(head.ids() if asked is None else set(asked)):
        card = head.examine(head.first_paths[id]).card
        # What cannot be read is tried like all else, so that it is named.
        state = "in_force" if card is None else state_on(card, today)
        if card is None or state in {"in_force", "upcoming"} or (state == "draft" and drafts):
            ids.append(id)
        elif asked is None:
            left_out += state == "draft"
        elif state == "draft":
            failures.append(
                Failure(id, [], msg("it has no `kehtiv_alates` yet; `--worktree` prints it as a draft (MUSTAND)"))
            )
        elif card.effective_to is not None:
            day = written(card.effective_to)
            failures.append(
                Failure(id, [], msg("it ended on {day}; `--rev` prints what an earlier commit held", day=day))
            )
    return Selected(ids, failures, left_out)


def spoilt(reading: Reading) -> list[Problem]:
    """What keeps the agency's own files from being read whole: without them every document would be wrong."""
    return [
        problem for problem in reading.agency_problems() if problem.severity == "error" and problem.rule.code < JUDGED
    ] + [problem for path, problem in reading.contents.refused.items() if path in reading.contents.agency]
