"""The parser of each verb, with the options that every verb takes, in the user's language."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from jdflow.cli.verbs import VERBS
from jdflow.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.language import Voice


def parser_of(verb: str, module: Any, voice: Voice) -> argparse.ArgumentParser:  # noqa: ANN401 (a verb's module)
    """The parser of one verb, the global options included, in the user's language."""
    _translate_argparse(voice)
    about = voice.say(VERBS[verb])
    parser = argparse.ArgumentParser(
        prog=f"jdflow {verb}", description=f"{about[0].upper()}{about[1:]}.", allow_abbrev=False
    )
    module.arguments(parser, voice)
    add_common(parser, voice)
    return parser


def parser_without_verb(usage: str, voice: Voice) -> argparse.ArgumentParser:
    """The parser of a call that names no verb."""
    _translate_argparse(voice)
    parser = argparse.ArgumentParser(prog="jdflow", usage=usage, add_help=False, allow_abbrev=False)
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument("--version", action="store_true")
    add_common(parser, voice)
    return parser


def add_common(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """The options that every verb takes."""
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


def parse(parser: argparse.ArgumentParser, arguments: Sequence[str], voice: Voice) -> argparse.Namespace:
    """What the arguments say; leaves with a guess at what was meant where one of them is unknown."""
    options, unknown = parser.parse_known_args(arguments)
    # Of `--option=--` Python's parser makes an empty list.
    unknown += [one for one in arguments if one.startswith("--") and one.endswith("=--")]
    if unknown:
        from jdflow.output.plain import safe

        message = voice.word("unrecognized arguments: %s") % safe(" ".join(unknown))
        parser.error(f"{message}. {_guess(parser, unknown, voice)}".removesuffix(". "))
    return options


def _guess(parser: argparse.ArgumentParser, unknown: Sequence[str], voice: Voice) -> str:
    from jdflow.problems import DID_YOU_MEAN
    from jdflow.problems.guess import nearest

    known = [name for action in parser._actions for name in action.option_strings]  # noqa: SLF001 (argparse tells its options in no other way)
    guesses = (nearest(word.partition("=")[0], known) for word in unknown if word.startswith("--"))
    guess = next(filter(None, guesses), None)
    return voice.say(DID_YOU_MEAN, guess=guess) if guess else ""


def _translate_argparse(voice: Voice) -> None:
    """Lets the parser say its own words through our catalogue."""
    import jdflow.cli.words  # noqa: F401 (marks those words for translation)

    vars(argparse)["_"] = voice.word
