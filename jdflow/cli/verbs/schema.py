"""`jdflow schema`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.app.schema import SCHEMA_NAMES, schema_files, stale_schemas
from jdflow.cli import OK, PROBLEMS
from jdflow.deliver.files import write_within
from jdflow.language import both_voices
from jdflow.output.plain import as_json
from jdflow.output.vocabulary import as_page
from jdflow.shape.schema import schema_of

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from jdflow.cli.context import Context
    from jdflow.language import Voice


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """What the verb takes."""
    parser.add_argument(
        "--kind", choices=SCHEMA_NAMES, help=voice.say("the kind of file; all kinds where none is given")
    )
    parser.add_argument(
        "--format",
        choices=("json", "md"),
        default="json",
        help=voice.say("form of the result; md is the vocabulary as a page"),
    )
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--write", action="store_true", help=voice.say("write all schemas to shared/schema/"))
    either.add_argument(
        "--check",
        action="store_true",
        help=voice.say("only tell whether those in shared/schema/ are up to date"),
    )


def run(context: Context) -> int:
    """Prints, writes or compares schemas."""
    options = context.options
    if options.format == "md":
        print(as_page(both_voices()), end="")
        return OK
    if options.check:
        stale = stale_schemas(context.root)
        print(*stale, sep="\n", end="\n" if stale else "")
        return PROBLEMS if stale else OK
    if options.write:
        for path, text in schema_files().items():
            write_within(context.root, path, text.encode())
            print(path)
        return OK
    voice = context.voice
    one = options.kind
    document = schema_of(one, voice) if one else {name: schema_of(name, voice) for name in SCHEMA_NAMES}
    print(as_json(document))
    return OK
