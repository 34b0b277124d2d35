"""Files with people's names, accounts and addresses: Git must never take them into the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.cli import PROBLEMS
from jdflow.cli.context import Stop, absolute
from jdflow.git import NoRepository, Refused, open_repository
from jdflow.git.history import is_ignored
from jdflow.language import msg

if TYPE_CHECKING:
    from pathlib import Path

    from jdflow.cli.context import Context
    from jdflow.language import Msg

_MOST_BYTES = 1024 * 1024


def unkept_file(context: Context, name: str, exposed: Msg) -> Path:
    """The file of that name; where Git could take it in, the run stops with what would be exposed by that."""
    path = absolute(context.start / name)
    if not path.is_file():
        raise Stop(msg("There is no file “{path}”.", path=name))
    if may_be_kept(context, path):
        raise Stop(exposed)
    return path


def unkept_text(context: Context, name: str, exposed: Msg) -> str:
    """What the file says."""
    with unkept_file(context, name, exposed).open("rb") as file:
        data = file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise Stop(msg("“{path}” is larger than such a file can be.", path=name), PROBLEMS)
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise Stop(msg("“{path}” is not UTF-8 text.", path=name), PROBLEMS) from None


def may_be_kept(context: Context, path: Path) -> bool:
    """Whether Git could take the file into the history."""
    try:
        repository = open_repository(context.root)
    except (NoRepository, Refused):
        return False
    top = repository.working_tree_dir
    if top is None or not absolute(path).resolve().is_relative_to(absolute(context.start / top).resolve()):
        return False
    return not is_ignored(repository, absolute(path))
