"""New shared blocks that documents suggest: as text for a terminal, as JSON, as part of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.language import N_
from jdflow.output.html import content, text
from jdflow.output.plain import safe
from jdflow.output.tables import as_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jdflow.adopt.blocks.propose import ProposedBlock, Recurring
    from jdflow.language import Voice
    from jdflow.output.plain import Paint

# On a terminal no more are told of, and no more of each; the report has all of it.
_MOST_TOLD, _LONGEST = 20, 80
_HEADING = (N_("Shared block"), N_("Documents"), N_("Texts"), N_("Wordings"), N_("Begins with"))
_TITLE = N_("What several documents say and no shared block does:")


def lines_of_blocks(blocks: Sequence[ProposedBlock], voice: Voice, paint: Paint) -> Iterator[str]:
    """A row for each, those that spare the most copies first."""
    if not blocks:
        return
    yield ""
    yield paint("bold", voice.say(_TITLE))
    yield from as_table([voice.say(word) for word in _HEADING], [_cells(one) for one in blocks[:_MOST_TOLD]], paint)
    if len(blocks) > _MOST_TOLD:
        yield voice.count("and {n} more", "and {n} more", len(blocks) - _MOST_TOLD)


def _cells(block: ProposedBlock) -> list[str]:
    texts = [*block.texts()]
    first = texts[0].text
    wordings = sum(len(one.wordings) for one in texts)
    short = first if len(first) <= _LONGEST else f"{first[:_LONGEST]}…"
    return [block.key, str(block.documents), str(len(texts)), str(wordings), safe(short)]


def objects_of_blocks(blocks: Sequence[ProposedBlock]) -> list[dict[str, object]]:
    """The same for machines, every wording with the number of documents that have it."""
    return [
        {
            "key": block.key,
            "name": block.name,
            "documents": block.documents,
            "duty": None if block.duty is None else _object(block.duty),
            "parts": [_object(one) for one in block.parts],
            "results": [_object(one) for one in block.results],
            "items": [_object(one) for one in block.items],
        }
        for block in blocks
    ]


def _object(one: Recurring) -> dict[str, object]:
    return {
        "text": one.text,
        "documents": one.documents,
        "wordings": [{"text": wording.text, "documents": wording.documents} for wording in one.wordings],
    }


def html_of_blocks(blocks: Sequence[ProposedBlock], voice: Voice) -> Iterator[str]:
    """The same as a table of a page, the wordings below each other."""
    if not blocks:
        return
    head = "".join(f'<th scope="col">{text(voice.say(word))}</th>' for word in (*_HEADING[:2], _HEADING[3]))
    yield f'<section class="blocks">\n<h2>{text(voice.say(_TITLE).rstrip(":"))}</h2>'
    yield f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>"
    for block in blocks:
        told = "".join(f"<li>{_wordings(one, voice)}</li>" for one in block.texts())
        yield f"<tr><td>{text(block.key)}</td><td>{block.documents}</td><td><ul>{told}</ul></td></tr>"
    yield "</tbody>\n</table>\n</section>"


def _wordings(one: Recurring, voice: Voice) -> str:
    return "<br>".join(
        f"{content(text(wording.text), voice)} <small>× {wording.documents}</small>" for wording in one.wordings
    )
