"""`jdflow completion`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.cli import OK

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from jdflow.cli.context import Context
    from jdflow.language import Voice

SHELLS = ("bash", "zsh", "fish", "powershell")


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """What the verb takes."""
    parser.add_argument(
        "shell", choices=SHELLS, metavar="SHELL", help=voice.say("the shell: bash, zsh, fish or powershell")
    )


def run(context: Context) -> int:
    """Prints the script; the shell reads it from its start-up file."""
    from argcomplete.shell_integration import shellcode

    print(shellcode(["jdflow"], shell=context.options.shell))
    return OK
