"""Who is assigned to reminders: from a file that Git ignores, from the environment, else the owners of the files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from jdflow.cli import PROBLEMS
from jdflow.cli.context import Stop
from jdflow.cli.unkept import unkept_text
from jdflow.language import msg
from jdflow.query.assignees import EVERYBODY, Assignees, BadLines, Owners, accounts_in

if TYPE_CHECKING:
    from jdflow.app.remind import Agenda
    from jdflow.cli.context import Context

VARIABLE = "JDFLOW_ASSIGNEES"


def assignees_of(context: Context, agenda: Agenda) -> Assignees:
    """Who is assigned; the first of the three that there is counts."""
    name = context.options.assignees
    if name is not None:
        exposed = msg(
            "Git does not ignore “{path}”, so the accounts in it could get into the history for ever. "
            "Add the file to .gitignore (and take it out of Git, if it is in), or keep it outside the repository.",
            path=name,
        )
        return _named(context, agenda, name, unkept_text(context, name, exposed))
    given = os.environ.get(VARIABLE, "")
    if given.strip():
        return _named(context, agenda, VARIABLE, given)
    owners = agenda.owners(None if context.options.via == "stdout" else context.options.via)
    return Assignees({}, None if owners is None else Owners(owners))


def _named(context: Context, agenda: Agenda, where: str, text: str) -> Assignees:
    try:
        accounts = accounts_in(text)
    except BadLines as bad:
        raise Stop(
            msg(
                "{where}, line {line}: this is not `id: account`, or the id is there twice. Nothing was sent.",
                where=where,
                line=bad.numbers[0],
            ),
            PROBLEMS,
        ) from None
    for id in sorted(accounts.keys() - agenda.known() - {EVERYBODY}):
        context.note(msg("{where}: there is no position and no unit with the id “{id}”.", where=where, id=id))
    return Assignees(accounts)
