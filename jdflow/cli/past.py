"""The history that a call asks for: opened at the commit it names, and what is said where there is none."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from jdflow.app.plan import kept_plan
from jdflow.app.repository import NoHistory, Unkept, left_out, open_source
from jdflow.calendar import written
from jdflow.cli import ENVIRONMENT
from jdflow.cli.arguments import a_day, known
from jdflow.cli.context import Stop
from jdflow.git import Damaged, UnknownRevision
from jdflow.git.partial import Unreachable
from jdflow.intake.root import is_bare
from jdflow.language import msg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from jdflow.app.chronicle import Chronicle
    from jdflow.app.plan import Plan
    from jdflow.app.repository import Source
    from jdflow.cli.context import Context
    from jdflow.model.version import Moment

_A_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}")


class Without(Stop):
    """There is no history yet, so that only the files can tell."""


@contextmanager
def open_history(context: Context, revision: str | None) -> Iterator[Source]:
    """The repository at the commit that is asked for; where it cannot be asked, the run stops."""
    try:
        with open_source(_place(context), "HEAD" if revision is None else revision) as source:
            yield source
    except Unkept as none:
        raise Without(none.why, ENVIRONMENT) from None
    except NoHistory as none:
        raise Stop(none.why, ENVIRONMENT) from None
    except UnknownRevision as unknown:
        raise Stop(msg("There is no commit “{revision}”.", revision=str(unknown))) from None
    except Unreachable as gone:
        why = msg(
            "This clone fetches files when they are needed, and they could not be fetched: {why}. "
            "Connect to the network, or make a full clone.",
            why=str(gone),
        )
        raise Stop(why, ENVIRONMENT) from None
    except Damaged as damaged:
        why = msg(
            "The repository is damaged, and its history cannot be read: {why}. "
            "`git fsck` tells more; a new clone is the way out.",
            why=str(damaged),
        )
        raise Stop(why, ENVIRONMENT) from None


def _place(context: Context) -> Path:
    """The content root; or a repository that has no work tree, and history all the same."""
    bare = context.root_if_any is None and is_bare(context.start)
    return context.start if bare else context.root


def tell_left_out(context: Context, source: Source) -> None:
    """Says what is not committed and therefore not in the answer."""
    changed = left_out(source, _place(context))
    if changed:
        context.note(
            msg(
                "What is not committed is left out ({n} files, the first: {path}); --worktree shows it as a draft.",
                n=len(changed),
                path=changed[0],
            )
        )


def day_in(text: str) -> date | None:
    """The day that the text names; none where it names a commit."""
    return a_day(text) if _A_DAY.fullmatch(text.strip()) else None


@contextmanager
def open_chronicle(context: Context, known_at: str | None = None) -> Iterator[Chronicle]:
    """The history as it was known at a commit, or at the end of a day; as it is known now where none is given."""
    day = None if known_at is None else day_in(known_at)
    with open_history(context, known_at if day is None else "HEAD") as source, _chronicle(source, day) as chronicle:
        yield chronicle


def _chronicle(source: Source, day: date | None) -> Chronicle:
    from jdflow.app.versions import chronicle_known_on, chronicle_of

    if day is None:
        return chronicle_of(source)
    found = chronicle_known_on(source, day)
    if found is None:
        raise Stop(msg("Nothing was committed yet on {day}: the history begins later.", day=written(day)))
    return found


def plan_for(context: Context, day: date, known_at: str | None = None) -> Plan:
    """The plan of a day as it was known at a commit, or at the end of a day; as it is known now where none is given."""
    known_on = None if known_at is None else day_in(known_at)
    with open_history(context, known_at if known_on is None else "HEAD") as source:
        kept = kept_plan(source, day) if known_on is None else None
        if kept is not None:
            return kept
        # Only now is all that reads history loaded.
        from jdflow.app.planning import plan_of

        with _chronicle(source, known_on) as chronicle:
            return plan_of(chronicle, day)


def known_position(chronicle: Chronicle, id: str) -> str:
    """The position's present id, by this one or an earlier one; else the run stops with a guess."""
    ids = {*chronicle.current, *chronicle.head.ids()}
    known(id, ids, msg("There is no position with the id “{id}”.", id=id))
    return chronicle.current.get(id, id)


def tell_skew(context: Context, last: Moment, first_of_day: Moment) -> None:
    """Where a commit's clock ran ahead, says that nothing after it counts before its day."""
    if last.day > context.today:
        context.note(
            msg(
                "Commit {commit} is dated {day}, which has not come yet: what came after it counts from that day on. "
                "Named in `ignore_revs`, it no longer matters.",
                commit=first_of_day.commit[:10],
                day=written(last.day),
            )
        )
