"""What is known of a call before anything heavier is loaded: its language, and the help of the whole program."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from jdflow.cli.verbs import VERBS
from jdflow.language import LANGUAGES, Voice

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_OF_SETTINGS = 64 * 1024


def show_help(arguments: Sequence[str]) -> None:
    """Prints the help of the whole program."""
    voice = Voice(language_of_call(arguments))
    usage, *rest = overview(voice)
    print(voice.say("usage: ") + usage, *rest, sep="\n", flush=True)


def overview(voice: Voice) -> list[str]:
    """The help of the whole program, line by line, the first one its usage."""
    columns = max(map(len, VERBS))
    return [
        "jdflow [-C DIR] [--lang et|en] [--today YYYY-MM-DD] [--color WHEN] [-q|-v] VERB …",
        "",
        voice.say("Job descriptions as documents in Git: checked, rendered, dated, reviewed."),
        "",
        *(f"  {verb:<{columns}}  {voice.say(summary)}" for verb, summary in VERBS.items()),
        "",
        voice.say("`jdflow VERB --help` tells more about a verb."),
    ]


def language_of_call(arguments: Sequence[str]) -> str:
    """The language asked for, else the repository's, else Estonian; known before the arguments are parsed."""
    asked = _given(arguments, "--lang")
    if asked in LANGUAGES:
        return asked
    start = _given(arguments, "-C") or _given(arguments, "--directory") or "."
    return _language_in(start) or LANGUAGES[0]


def _given(arguments: Sequence[str], name: str) -> str:
    """The value that an option is given; empty where none is."""
    for argument, following in zip(arguments, [*arguments, ""][1:], strict=True):
        if argument == name:
            return following
        if argument.startswith(name) and (not name.startswith("--") or argument[len(name)] == "="):
            return argument[len(name) :].removeprefix("=")
    return ""


def _language_in(start: str) -> str | None:
    """The language that the nearest settings name, found without reading them as YAML."""
    try:
        folder = os.path.abspath(start)  # noqa: PTH100 (pathlib alone would double the time that the help takes)
    except OSError:
        # The folder that the user stands in is gone.
        return None
    while not os.path.isfile(settings := os.path.join(folder, "shared", "settings.yaml")):  # noqa: PTH113, PTH118
        folder, below = os.path.dirname(folder), folder  # noqa: PTH120
        if folder == below:
            return None
    try:
        with open(settings, "rb") as file:  # noqa: PTH123
            lines = file.read(MOST_OF_SETTINGS).decode("utf-8-sig", "replace").splitlines()
    except OSError:
        return None
    named = (line.split("#")[0].partition(":")[2].strip(" \"'") for line in lines if line.startswith("keel:"))
    return next((language for language in named if language in LANGUAGES), None)
