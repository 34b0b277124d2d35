"""The vocabulary page: every key of every kind of file, made from the tables of fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.language import N_, Msg, Voice, msg
from jdflow.shape.schema import RECORDS, TITLES, records_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from jdflow.shape.records import Record

HEADING = (N_("Key"), N_("In code"), N_("Needed"), N_("Meaning"))


def as_page(voices: tuple[Voice, ...]) -> str:
    """The page in all languages, the first one first."""
    lines = ["# " + _said(msg("Vocabulary of the YAML files"), voices), ""]
    seen: list[Record[Any]] = []
    for name, record in RECORDS.items():
        lines += [f"## {_said(TITLES[name], voices)} (`{name}`)", "", *_table(record, voices)]
        # A record that several kinds of file share is told where it first stands.
        for inner in records_in(record):
            if inner not in seen:
                seen.append(inner)
                lines += [f"### {_said(inner.expected, voices)}", "", *_table(inner, voices)]
    return "\n".join(lines).rstrip() + "\n"


def _said(message: Msg, voices: tuple[Voice, ...]) -> str:
    return " · ".join(voice(message) for voice in voices)


def _table(record: Record[Any], voices: tuple[Voice, ...]) -> Iterator[str]:
    yield "| " + " | ".join(_said(Msg(word), voices) for word in HEADING) + " |"
    yield "|---|---|---|---|"
    for field in record.table:
        meaning = "<br>".join(voice(field.about) for voice in voices)
        yield f"| `{field.key}` | `{field.name}` | {'✓' if field.required else ''} | {meaning} |"
    yield ""
