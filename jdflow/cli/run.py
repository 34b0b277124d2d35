"""From arguments to a verb and back: the global options, the help, what happens when something goes wrong."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jdflow.cli import BUG, INTERRUPTED, OK, USAGE
from jdflow.cli.context import Context, Stop
from jdflow.cli.verbs import VERBS
from jdflow.language import LANGUAGES, Voice, msg

if TYPE_CHECKING:
    from collections.abc import Sequence

# Global options, each with the word for its value; they may stand before the verb or after it.
_VALUED = ("-C", "--directory", "--lang", "--today", "--color")


def run(arguments: Sequence[str]) -> int:
    """Runs the verb that the arguments name."""
    _prepare_streams()
    voice = Voice(_early_language(arguments))
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
    parser = parser_of(verb, module, voice)
    options = parser.parse_args([*arguments[:position], *arguments[position + 1 :]])
    return _guarded(module, Context(options))


def _guarded(module: Any, context: Context) -> int:  # noqa: ANN401 (a verb's module)
    """Runs a verb; whatever happens, the user reads a sentence, never a traceback."""
    # Trees of many thousand nodes are built and dropped without a cycle: the collector would only slow them down.
    gc.disable()
    try:
        code: int = module.run(context)
        sys.stdout.flush()
    except Stop as stop:
        _say(context.voice(stop.message))
        return stop.code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has seen enough (`| head`): not an error, but nothing more can be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as error:  # noqa: BLE001 (the one place that turns a bug into a sentence)
        return _bug(error, context)
    return code


def _bug(error: Exception, context: Context) -> int:
    import traceback

    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__}, {Path(frame.filename).name}:{frame.lineno}"
    _say(
        context.voice(
            msg(
                "This is a bug in jdflow ({where}); nothing was half-written. "
                "Please report it to its maintainers with the command and the output of `-v`.",
                where=where,
            )
        )
    )
    if context.verbose:
        traceback.print_exception(error)
    return BUG


def parser_of(verb: str, module: Any, voice: Voice) -> argparse.ArgumentParser:  # noqa: ANN401 (a verb's module)
    """The parser of one verb, the global options included, in the user's language."""
    _translate_argparse(voice)
    parser = argparse.ArgumentParser(
        prog=f"jdflow {verb}", description=voice.say(VERBS[verb]).capitalize() + ".", allow_abbrev=False
    )
    module.arguments(parser, voice)
    common = parser.add_argument_group(voice.say("options of every verb"))
    add = common.add_argument
    add("-C", "--directory", metavar="DIR", help=voice.say("work in this folder instead of the current one"))
    add("--lang", choices=LANGUAGES, help=voice.say("language of the output"))
    add("--today", metavar="YYYY-MM-DD", help=voice.say("the day that counts as today"))
    add(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help=voice.say("whether to use colours"),
    )
    loud = common.add_mutually_exclusive_group()
    loud.add_argument("-q", "--quiet", action="store_true", help=voice.say("only the result, no remarks"))
    loud.add_argument("-v", "--verbose", action="store_true", help=voice.say("say more, for example about bugs"))
    return parser


def _translate_argparse(voice: Voice) -> None:
    """Lets the parser say its own words through our catalogue."""
    import jdflow.cli.words  # noqa: F401 (marks those words for translation)

    vars(argparse)["_"] = voice.word


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


def _early_language(arguments: Sequence[str]) -> str:
    """The language asked for on the command line, before it is parsed; else the first."""
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=True):
        name, _, value = argument.partition("=")
        if name == "--lang":
            asked = value or following
            return asked if asked in LANGUAGES else LANGUAGES[0]
    return LANGUAGES[0]


def _without_verb(arguments: Sequence[str], voice: Voice) -> int:
    if "--version" in arguments:
        from jdflow import __version__

        print(f"jdflow {__version__}")
        return OK
    asked = "-h" in arguments or "--help" in arguments
    print(overview(voice), file=sys.stdout if asked else sys.stderr)
    return OK if asked else USAGE


def overview(voice: Voice) -> str:
    """The help of the whole program."""
    columns = max(map(len, VERBS))
    lines = [
        voice.say("usage: ") + "jdflow [-C DIR] [--lang et|en] [--today YYYY-MM-DD] [--color WHEN] [-q|-v] VERB …",
        "",
        voice.say("Job descriptions as documents in Git: checked, rendered, dated, reviewed."),
        "",
        *(f"  {verb:<{columns}}  {voice.say(summary)}" for verb, summary in VERBS.items()),
        "",
        voice.say("`jdflow VERB --help` tells more about a verb."),
    ]
    return "\n".join(lines)


def _prepare_streams() -> None:
    """Output never fails for a character that the terminal does not have."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            wide = "utf-8" if sys.platform == "win32" else None
            reconfigure(errors="backslashreplace", **({"encoding": wide} if wide else {}))


def _say(text: str) -> None:
    print(f"jdflow: {text}", file=sys.stderr)
