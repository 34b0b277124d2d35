"""`jdflow init`."""

from __future__ import annotations

import os
import shlex
import subprocess
from importlib.metadata import PackageNotFoundError
from typing import TYPE_CHECKING

from jdflow.app.init import FIRST, init, is_free, update
from jdflow.cli import ENVIRONMENT, OK
from jdflow.cli.context import Stop, absolute
from jdflow.cli.forges import FORGES
from jdflow.intake.root import find_root
from jdflow.language import msg
from jdflow.output.plain import safe

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from pathlib import Path

    from jdflow.cli.context import Context
    from jdflow.language import Voice


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """What the verb takes."""
    parser.add_argument("dir", metavar="DIR", help=voice.say("the folder to make; it must be new or empty"))
    parser.add_argument(
        "--forge", choices=FORGES, help=voice.say("where the repository will be; github where none is named")
    )
    parser.add_argument(
        "--update",
        action="store_true",
        help=voice.say("bring the workflows and schemas of an existing repository up to this version of jdflow"),
    )


def run(context: Context) -> int:
    """Makes the repository and says what to do next."""
    named = context.start / context.options.dir
    try:
        return _update(context, named) if context.options.update else _make(context, named)
    except PackageNotFoundError:
        raise Stop(msg("jdflow was not installed as a package; install it with pip."), ENVIRONMENT) from None


def _make(context: Context, named: Path) -> int:
    folder = absolute(named)
    if not is_free(folder):
        if folder.is_symlink() or not folder.is_dir():
            raise Stop(msg("“{path}” is not a folder; name a new one.", path=str(named)))
        raise Stop(msg("“{path}” is not empty; name a new folder.", path=str(named)))
    made = init(folder, context.options.forge or FIRST)
    print(*made.written, sep="\n")
    context.note(
        msg("Next: fill in shared/settings.yaml, then run `jdflow -C {path} check`.", path=_quoted(str(named)))
    )
    if made.unkept is not None:
        context.note(made.unkept)
    return OK


def _update(context: Context, named: Path) -> int:
    folder = absolute(named)
    if find_root(folder) != folder:
        raise Stop(msg("“{path}” is no content repository: it holds no positions/ and shared/.", path=str(named)))
    written, removed = update(folder, context.options.forge)
    for path in written:
        print(path)
    for path in removed:
        print(safe(f"- {path}"))
    if written or removed:
        context.note(msg("Look at what changed (`git diff --stat`), then commit it on a branch."))
    else:
        context.note(msg("Everything is up to date already."))
    return OK


def _quoted(path: str) -> str:
    """The path as a shell takes it for one word."""
    return subprocess.list2cmdline([path]) if os.name == "nt" else shlex.quote(path)
