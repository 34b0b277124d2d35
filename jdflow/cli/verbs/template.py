"""`jdflow template`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from jdflow.cli import OK, PROBLEMS
from jdflow.cli.context import Stop
from jdflow.language import N_, msg
from jdflow.output.problems import as_text
from jdflow.output.tables import as_table
from jdflow.query.form import every_field
from jdflow.sandbox.word import FILTERS
from jdflow.word import MOST_BYTES

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator

    from jdflow.cli.context import Context
    from jdflow.language import Voice
    from jdflow.query.form import Field

FILTER_MEANINGS = {
    "suurtäht": N_("the text with its first letter in upper case"),
    "loetelu": N_("the texts of a list, with a comma between each two"),
    "reas": N_("the texts of a list as a paragraph: sentences one after the other, words with commas between them"),
}


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """What the verb takes."""
    parser.add_argument(
        "what", choices=("check", "fields"), metavar="check|fields", help=voice.say("check files, or list the fields")
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help=voice.say("Word templates, for check"))


def run(context: Context) -> int:
    """Checks templates, or lists the fields."""
    if context.options.what == "fields":
        if context.options.files:
            raise Stop(msg("`template fields` takes no files; did you mean `template check`?"))
        print(*_fields(context), sep="\n")
        return OK
    if not context.options.files:
        raise Stop(msg("Name the templates to check: jdflow template check templates/klassikaline.docx"))
    for name in context.options.files:
        if not os.path.lexists(context.start / name):
            raise Stop(msg("There is no file or folder “{path}”.", path=name))
        if not (context.start / name).is_file():
            raise Stop(msg("“{path}” is not a file.", path=name))
    return max(_check(context, name) for name in context.options.files)


def _check(context: Context, name: str) -> int:
    """Checks one file, wherever it lies."""
    from jdflow.rules.templates import judge

    with (context.start / name).open("rb") as file:
        problems, lines = judge(name, file.read(MOST_BYTES + 1))

    def line_of(_: str, line: int) -> str:
        return lines[line - 1] if 0 < line <= len(lines) else ""

    for line in as_text(problems, context.voice, context.paint, line_of):
        print(line)
    failed = any(problem.severity == "error" for problem in problems)
    if not failed:
        context.note(msg("{path}: this template can be used.", path=name))
    return PROBLEMS if failed else OK


def _fields(context: Context) -> Iterator[str]:
    voice, paint = context.voice, context.paint
    heading = [voice.say("Field"), voice.say("Kind"), voice.say("Meaning")]
    rows = [
        [f"{'  ' * depth}{field.name}", voice.say(_kind(field)), voice.say(field.meaning)]
        for field, depth in every_field()
    ]
    yield from as_table(heading, rows, paint)
    yield ""
    yield voice.say("A field inside another is written with a dot, or with the item's name in a loop:")
    yield "  {{ kinnitamine.number }}   {%p for x in ülesanded %} {{ x.ülesanne }} {%p endfor %}"
    yield voice.say("A field of the kind yes/no only stands in a condition: {{% if ametnik %}} … {{% endif %}}")
    yield ""
    filters = [[f"| {name}", voice.say(FILTER_MEANINGS[name])] for name in FILTERS]
    yield from as_table([voice.say("Filter"), voice.say("Meaning")], filters, paint)


def _kind(field: Field) -> str:
    if field.many:
        return N_("list")
    if isinstance(field.kind, tuple):
        return N_("several")
    return N_("yes/no") if field.kind == "flag" else N_("text")
