"""`jdflow new`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.app.new import Wish, new_position
from jdflow.app.worktree import open_worktree
from jdflow.cli import OK
from jdflow.cli.arguments import known
from jdflow.cli.context import Stop
from jdflow.deliver.files import write_within
from jdflow.language import msg
from jdflow.model.ids import is_id
from jdflow.model.position import RELATIONS

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from jdflow.cli.context import Context
    from jdflow.language import Voice


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """What the verb takes."""
    parser.add_argument(
        "id", metavar="ID", help=voice.say("the position's id: lower-case letters a–z, digits, hyphens")
    )
    parser.add_argument(
        "--unit", metavar="U", required=True, help=voice.say("the unit: a key in shared/organisation.yaml")
    )
    parser.add_argument(
        "--relation",
        choices=RELATIONS,
        required=True,
        help=voice.say("official (ametnik) or employee (töötaja)"),
    )
    parser.add_argument("--title", metavar="T", help=voice.say("the title of the position"))


def run(context: Context) -> int:
    """Writes the file and says where it is."""
    options = context.options
    id = options.id
    if not is_id(id):
        raise Stop(
            msg(
                "“{id}” is not an identifier: use lower-case letters a–z, digits and single hyphens only.",
                id=id,
            )
        )
    reading = open_worktree(context.root)
    if id in reading.ids():
        raise Stop(msg("The position “{id}” exists already: {path}.", id=id, path=reading.first_paths[id]))
    units = filter(is_id, reading.organisation.units)
    unit = known(options.unit, units, msg("There is no unit “{word}”.", word=options.unit))
    wish = Wish(unit, options.relation, (options.title or "").strip() or None)
    path = f"{wish.folder}/{id}.yaml"
    text = new_position(wish, reading, context.voice)
    write_within(context.root, path, text.encode())
    print(path)
    return OK
