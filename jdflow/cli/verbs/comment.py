"""`jdflow comment`."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from jdflow.cli import ENVIRONMENT, OK
from jdflow.cli.context import Stop, absolute
from jdflow.cli.forges import FORGES
from jdflow.language import msg
from jdflow.output.comment import Setting, as_markdown, marker
from jdflow.output.comment_data import NoComment
from jdflow.output.comment_json import MOST_BYTES, as_json, from_json

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from jdflow.app.comment import Done
    from jdflow.cli.context import Context
    from jdflow.deliver.forge import Change, Forge
    from jdflow.language import Msg, Voice
    from jdflow.model.comment import Proposal

# No more than a page's address needs, so that it ends where it is to end.
_COMMIT = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(?:/[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*)?")
_LONGEST_ADDRESS = 2_000
# Anybody can open further pull requests from the same commit.
_MOST_CHANGES = 5
# The next run lists what is left.
_MOST_PENDING = 20
_SHORT = 12
_DONE: dict[Done, Msg] = {
    "added": msg("the comment is added"),
    "edited": msg("the comment is brought up to date"),
    "kept": msg("the comment is up to date"),
}


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """What the verb takes."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--base", metavar="REV", help=voice.say("what this branch had in common with REV when they parted")
    )
    what.add_argument(
        "--from", dest="file", metavar="FILE", help=voice.say("what another run has printed with --format json")
    )
    what.add_argument(
        "--pending",
        action="store_true",
        help=voice.say("instead: list the open pull requests whose comment does not tell of their last commit yet"),
    )
    add = parser.add_argument
    add("--via", choices=("stdout", *FORGES), default="stdout", help=voice.say("where the comment goes"))
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--change", metavar="N", type=int, help=voice.say("the number of the pull request"))
    where.add_argument(
        "--head", metavar="COMMIT", help=voice.say("instead of its number: the last commit of the pull request")
    )
    add(
        "--format",
        choices=("md", "json"),
        default="md",
        help=voice.say("form of the result; json is for the run that posts it"),
    )
    add("--previews", metavar="URL", help=voice.say("the page where the previews are"))


def run(context: Context) -> int:
    """Prints the comment, or posts it."""
    options = context.options
    setting = Setting(previews=None if options.previews is None else _address(options.previews))
    is_posted = options.via in FORGES
    if options.pending:
        return _list_pending(context)
    if is_posted and (options.format == "json" or options.change is options.head is None):
        raise Stop(msg("--via {via} posts Markdown and takes --change N or --head COMMIT.", via=options.via))
    if options.change is not None and options.change < 1:
        raise Stop(msg("“{n}” is not the number of a pull request.", n=options.change))
    if options.head is not None and not _COMMIT.fullmatch(options.head):
        why = msg("“{commit}” is not the full name of a commit: 40 or 64 digits from 0 to f.", commit=options.head)
        raise Stop(why)
    proposal = _proposed(context) if options.file is None else _read(context, options.file)
    if is_posted:
        _post(context, proposal, setting)
    elif options.format == "json":
        print(as_json(proposal))
    else:
        print(as_markdown(proposal, context.voice, setting), end="")
    return OK


def _proposed(context: Context) -> Proposal:
    from jdflow.app.base import Base
    from jdflow.app.proposal import propose
    from jdflow.cli.past import open_history
    from jdflow.cli.sides import common_base

    revision = context.options.base
    with open_history(context, None) as source:
        base = Base(common_base(source, revision), revision)
        return propose(context.root, source, base, context.today, context.voice)


def _list_pending(context: Context) -> int:
    """Prints numbers and last commits of pull requests that have to be told something."""
    from jdflow.app.comment import pending
    from jdflow.deliver.forge import ForgeFails

    options = context.options
    if options.via not in FORGES or not options.change is options.head is options.previews is None:
        raise Stop(msg("--pending takes --via with a forge, and nothing else."))
    forge = _forge(context)
    mark = marker(_folder(context.root_if_any or context.start))

    def tell(change: Change, why: Msg) -> None:
        context.note(msg("Pull request {n} is passed over: {why}", n=change.number, why=why))

    try:
        for change in islice(pending(forge, mark, tell), _MOST_PENDING):
            print(change.number, change.head_commit if _COMMIT.fullmatch(change.head_commit) else "-", flush=True)
    except ForgeFails as fails:
        raise Stop(fails.why, ENVIRONMENT) from None
    return OK


def _forge(context: Context) -> Forge:
    from jdflow.app.worktree import open_worktree
    from jdflow.cli.forges import open_forge, place_of
    from jdflow.model.organisation import Settings

    root, via = context.root_if_any, context.options.via
    return open_forge(via, place_of(Settings() if root is None else open_worktree(root).settings, via))


def _post(context: Context, proposal: Proposal, setting: Setting) -> None:
    """Posts the comment on the pull request, or on all that end in that commit."""
    from jdflow.app.comment import post
    from jdflow.deliver.forge import ForgeFails

    options = context.options
    _insist_on_folder(proposal, context.root_if_any or context.start)
    forge = _forge(context)
    body = as_markdown(proposal, context.voice, setting._replace(longest=forge.longest))
    mark = marker(proposal.folder)
    replaced = context.voice.say("What was said here is said in another comment.")
    try:
        changes = (options.change,) if options.change is not None else forge.find_changes(options.head)
        for change in changes[:_MOST_CHANGES]:
            done = post(forge, change, mark, body, replaced)
            context.note(msg("Pull request {n}: {done}.", n=change, done=_DONE[done]))
    except ForgeFails as fails:
        raise Stop(fails.why, ENVIRONMENT) from None
    if not changes:
        context.note(
            msg("No open pull request ends in {commit} any more, so nothing is posted.", commit=options.head[:_SHORT])
        )


def _insist_on_folder(proposal: Proposal, here: Path) -> None:
    """Refuses data of another content than the one here: each has a comment of its own, and anybody may write data."""
    folder = _folder(here)
    if proposal.folder != folder:
        why = msg(
            "The data of the comment is that of the content in “{other}”, but the content here is that in “{folder}”. "
            "Name the folder with -C.",
            other=proposal.folder or ".",
            folder=folder or ".",
        )
        raise Stop(why)


def _folder(here: Path) -> str:
    """The folder of the content in its repository; empty where it is the repository's own."""
    from jdflow.intake.root import find_repository

    here = here.resolve()
    folder = here.relative_to(find_repository(here) or here).as_posix()
    return "" if folder == "." else folder


def _read(context: Context, name: str) -> Proposal:
    path = absolute(context.start / Path(name))
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        said = error.strerror or str(error)
        raise Stop(msg("“{path}” cannot be read: {why}.", path=name, why=said)) from None
    try:
        return from_json(data)
    except NoComment as none:
        why = msg(
            "“{path}” is not the data of a comment: {why}. "
            "`jdflow comment --base REV --format json` makes it, in the same version of jdflow.",
            path=name,
            why=none.why,
        )
        raise Stop(why) from None


def _address(text: str) -> str:
    if len(text) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(text):
        return text
    raise Stop(msg("“{address}” is not the address of a page, such as https://example.org/page.", address=text))
