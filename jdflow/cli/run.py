"""From arguments to a verb and back: the language, the help, what happens when something goes wrong."""

from __future__ import annotations

import codecs
import gc
import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from jdflow.cli import BUG, ENVIRONMENT, OK, USAGE
from jdflow.cli.context import Context, Stop
from jdflow.cli.first import language_of_call, overview
from jdflow.cli.parser import parse, parser_of, parser_without_verb
from jdflow.cli.verbs import VERBS
from jdflow.language import Voice

if TYPE_CHECKING:
    from collections.abc import Sequence

# Global options, each with a word for its value; they may stand before the verb or after it.
_VALUED = ("-C", "--directory", "--lang", "--today", "--color")


def run(arguments: Sequence[str]) -> int:
    """Runs the verb that the arguments name; whatever happens, the user reads a sentence, never a traceback."""
    voice = Voice(language_of_call(arguments))
    # Trees of many thousand nodes are built and dropped without a cycle: the collector would only slow them down.
    gc.disable()
    try:
        _prepare_streams()
        code = _dispatch(arguments, voice)
        sys.stdout.flush()
    except Stop as stop:
        _say(voice(stop.message))
        return stop.code
    except OSError as error:
        code = _refused(error, voice)
    except Exception as error:  # noqa: BLE001 (the one place that turns a bug into a sentence)
        return _bug(error, arguments, voice)
    return code


def _dispatch(arguments: Sequence[str], voice: Voice) -> int:
    """Runs the verb."""
    if "_ARGCOMPLETE" in os.environ:
        from jdflow.cli.complete import complete

        complete(voice)
    position = _verb_position(arguments)
    if position is None:
        return _without_verb(arguments, voice)
    verb = arguments[position]
    if verb not in VERBS:
        from jdflow.problems.guess import nearest

        guess = nearest(verb, VERBS)
        _say(voice.say("There is no verb “{verb}”.", verb=verb))
        _say(
            voice.say("Did you mean “{guess}”?", guess=guess)
            if guess
            else voice.say("`jdflow --help` lists the verbs.")
        )
        return USAGE
    module = import_module(f"jdflow.cli.verbs.{verb}")
    try:
        options = parse(parser_of(verb, module, voice), [*arguments[:position], *arguments[position + 1 :]], voice)
    except SystemExit as ended:
        # The parser has said all there is to say: help, or what is wrong with the usage.
        return USAGE if ended.code else OK
    code: int = module.run(Context(options, voice))
    return code


def _refused(error: OSError, voice: Voice) -> int:
    """What is said where the system does not let us read or write."""
    try:
        sys.stdout.flush()
    except OSError:
        # What is left of the output cannot go where it should: it goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        # The reader of our output has seen enough (`| head`): not an error.
        return OK
    why = error.strerror or str(error)
    _say(voice.say("The system refuses: {why}.", why=f"{why} ({error.filename})" if error.filename else why))
    return ENVIRONMENT


def _bug(error: Exception, arguments: Sequence[str], voice: Voice) -> int:
    import traceback

    from jdflow.app.bug import whereabouts

    if not {"-v", "--verbose"}.isdisjoint(arguments):
        traceback.print_exception(error)
    _say(
        voice.say(
            "This is a bug in jdflow ({where}); nothing was half-written. "
            "Please report it to its maintainers with the command and the output of `-v`.",
            where=whereabouts(error),
        )
    )
    return BUG


def _verb_position(arguments: Sequence[str]) -> int | None:
    skip = False
    for position, argument in enumerate(arguments):
        if skip:
            skip = False
        elif argument in _VALUED:
            skip = True
        elif not argument.startswith("-"):
            return position
    return None


def _without_verb(arguments: Sequence[str], voice: Voice) -> int:
    usage, *rest = overview(voice)
    try:
        options = parse(parser_without_verb(usage, voice), arguments, voice)
    except SystemExit:
        return USAGE
    if options.version:
        from jdflow import __version__

        print(f"jdflow {__version__}")
        return OK
    print(voice.say("usage: ") + usage, *rest, sep="\n", file=sys.stdout if options.help else sys.stderr)
    return OK if options.help else USAGE


def _prepare_streams() -> None:
    """Output never fails for a character that the terminal does not have, or because there is no output."""
    codecs.register_error("jdflow", _spelt)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 (open as long as we run)
        reconfigure = getattr(getattr(sys, name), "reconfigure", None)
        if reconfigure is not None:
            wide = "utf-8" if sys.platform == "win32" else None
            reconfigure(errors="jdflow", **({"encoding": wide} if wide else {}))


def _spelt(error: UnicodeError) -> tuple[str, int]:
    """What is written in place of a character that cannot be: an escape that JSON understands, too."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    import json

    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


def _say(text: str) -> None:
    from jdflow.output.plain import safe

    with suppress(OSError):
        print(f"jdflow: {safe(text)}", file=sys.stderr)
