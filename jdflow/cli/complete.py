"""Completion in the shell: verbs, options, and the ids and blocks of the repository at hand."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import argcomplete

from jdflow.cli.parser import parser_of, parser_without_verb
from jdflow.cli.verbs import VERBS
from jdflow.intake.root import find_root
from jdflow.model.block import KINDS
from jdflow.model.ids import is_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jdflow.language import Voice


def complete(voice: Voice) -> None:
    """Answers the shell that asks and ends the process; returns where no shell has asked."""
    parser = parser_without_verb("jdflow", voice)
    verbs = parser.add_subparsers()
    for verb, summary in VERBS.items():
        module = import_module(f"jdflow.cli.verbs.{verb}")
        inner = parser_of(verb, module, voice)
        verbs.add_parser(verb, help=voice.say(summary), parents=[inner], add_help=False, conflict_handler="resolve")
    for action in _actions(verbs):
        # What is said before the verb holds, unless something else is said after it.
        action.default = argparse.SUPPRESS
        completer = _COMPLETERS.get(action.metavar if isinstance(action.metavar, str) else "")
        if completer is not None:
            action.completer = completer  # type: ignore[attr-defined]
    argcomplete.autocomplete(parser)


def _actions(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> Iterable[argparse.Action]:
    for parser in verbs.choices.values():
        yield from parser._actions  # noqa: SLF001 (argparse tells its arguments in no other way)


def _root(parsed_args: argparse.Namespace) -> Path | None:
    return find_root(Path(parsed_args.directory or ".").resolve())


def _ids(parsed_args: argparse.Namespace, **_: object) -> list[str]:
    root = _root(parsed_args)
    return [] if root is None else _stems((root / "positions").glob("**/*.yaml"))


def _blocks(parsed_args: argparse.Namespace, **_: object) -> list[str]:
    root = _root(parsed_args)
    if root is None:
        return []
    return [f"{kind}/{stem}" for kind in KINDS for stem in _stems((root / "shared" / kind).glob("*.yaml"))]


def _stems(paths: Iterable[Path]) -> list[str]:
    """The names without .yaml; those that are no identifiers are better not put on anybody's command line."""
    return [path.stem for path in paths if is_id(path.stem)]


def _units(parsed_args: argparse.Namespace, **_: object) -> list[str]:
    from jdflow.app.worktree import open_worktree

    root = _root(parsed_args)
    return [] if root is None else list(filter(is_id, open_worktree(root).organisation.units))


def _codes(**_: object) -> list[str]:
    from jdflow.problems.catalogue import CATALOGUE

    return list(CATALOGUE)


# By the word that stands for the argument in the help.
_COMPLETERS = {"ID": _ids, "BLOCK": _blocks, "U": _units, "CODE": _codes}
