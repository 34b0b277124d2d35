"""The incumbents' names, from a file that must never get into the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.cli import PROBLEMS
from jdflow.cli.arguments import known
from jdflow.cli.context import Stop, absolute
from jdflow.git import NoRepository, Refused, open_repository
from jdflow.git.history import is_ignored
from jdflow.intake.people import MOST_BYTES, BadPeople, read_people
from jdflow.language import msg
from jdflow.output.plain import safe

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from jdflow.app.reading import Reading
    from jdflow.cli.context import Context


def people_of(context: Context, name: str, head: Reading) -> Mapping[str, Sequence[str]]:
    """The names by the ids of their positions."""
    import sys

    path = absolute(context.start / name)
    if not path.is_file():
        raise Stop(msg("There is no file “{path}”.", path=name))
    _see_that_git_ignores(context, path, name)
    try:
        with path.open("rb") as file:
            people = read_people(file.read(MOST_BYTES + 1))
    except BadPeople as bad:
        for complaint in bad.complaints:
            print(safe(f"{name}: {context.voice(complaint)}"), file=sys.stderr)
        raise Stop(msg("The names in “{path}” cannot be used; nothing was made.", path=name), PROBLEMS) from None
    for remark in people.remarks:
        context.note(msg("{path}: {remark}", path=name, remark=remark))
    for id in people.names:
        known(id, head.ids(), msg("{path}: there is no position with the id “{id}”.", path=name, id=id))
    return people.names


def _see_that_git_ignores(context: Context, path: Path, name: str) -> None:
    """Names are not for the history, which is kept for ever: a file that Git could take in is refused."""
    try:
        repository = open_repository(context.root)
    except (NoRepository, Refused):
        return
    top = repository.working_tree_dir
    if top is None or not path.resolve().is_relative_to(absolute(context.start / top).resolve()):
        return
    if not is_ignored(repository, path):
        raise Stop(
            msg(
                "Git does not ignore “{path}”, so the names in it could get into the history for ever. "
                "Add the file to .gitignore (and take it out of Git, if it is in), or keep it outside the repository.",
                path=name,
            )
        )
