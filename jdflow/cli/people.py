"""The incumbents' names, from a file that must never get into the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.app.publish import MANIFEST
from jdflow.cli import PROBLEMS
from jdflow.cli.arguments import known
from jdflow.cli.context import Stop
from jdflow.cli.unkept import may_be_kept, unkept_file
from jdflow.deliver.files import write_changed
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

    exposed = msg(
        "Git does not ignore “{path}”, so the names in it could get into the history for ever. "
        "Add the file to .gitignore (and take it out of Git, if it is in), or keep it outside the repository.",
        path=name,
    )
    path = unkept_file(context, name, exposed)
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


def keep_names_out(context: Context, folder: Path) -> None:
    """Documents with names in them are no more for the history than the file that the names come from."""
    if not may_be_kept(context, folder / "x.docx"):
        return
    if any(folder.glob("*")) and not (folder / MANIFEST).is_file():
        raise Stop(
            msg(
                "Git does not ignore “{path}”, so documents there could take the names into the history for ever. "
                "Add the folder to .gitignore, or name another one with --out.",
                path=str(folder),
            )
        )
    # A folder that holds nothing but documents may as well say so itself.
    folder.mkdir(parents=True, exist_ok=True)
    write_changed(folder / ".gitignore", b"*\n")
