"""Who is assigned to reminders: from a file that Git ignores, from the environment, else the owners of the files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from jdflow.cli import PROBLEMS
from jdflow.cli.context import Stop, absolute
from jdflow.git.history import is_ignored
from jdflow.language import msg
from jdflow.query.assignees import EVERYBODY, MOST_BYTES, Assignees, BadLines, Owners, accounts_in

if TYPE_CHECKING:
    from pathlib import Path

    from jdflow.app.remind import Agenda
    from jdflow.cli.context import Context

VARIABLE = "JDFLOW_ASSIGNEES"


def assignees_of(context: Context, agenda: Agenda) -> Assignees:
    """Who is assigned; the first of the three that there is counts."""
    name = context.options.assignees
    if name is not None:
        return _named(context, agenda, name, _text(context, agenda, name))
    given = os.environ.get(VARIABLE, "")
    if given.strip():
        return _named(context, agenda, VARIABLE, given)
    owners = agenda.owners(None if context.options.via == "stdout" else context.options.via)
    return Assignees({}, None if owners is None else Owners(owners))


def _text(context: Context, agenda: Agenda, name: str) -> str:
    path = absolute(context.start / name)
    if not path.is_file():
        raise Stop(msg("There is no file “{path}”.", path=name))
    if _may_be_taken_in(agenda, path):
        raise Stop(
            msg(
                "Git does not ignore “{path}”, so the accounts in it could get into the history for ever. "
                "Add the file to .gitignore (and take it out of Git, if it is in), or keep it outside the repository.",
                path=name,
            )
        )
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    try:
        return data[:MOST_BYTES].decode()
    except UnicodeDecodeError:
        raise Stop(msg("“{path}” is not UTF-8 text.", path=name), PROBLEMS) from None


def _may_be_taken_in(agenda: Agenda, path: Path) -> bool:
    """Whether Git could take the file into the history."""
    top = agenda.source.repository.working_tree_dir
    if top is None or not path.resolve().is_relative_to(absolute(type(path)(top)).resolve()):
        return False
    return not is_ignored(agenda.source.repository, path)


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
