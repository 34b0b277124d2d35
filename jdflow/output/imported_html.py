"""Documents that were brought in, as a page: what stood in each, and beside it what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.language import N_
from jdflow.output.html import content, page, text
from jdflow.output.imported import SURE, percent, place
from jdflow.output.proposed_blocks import html_of_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jdflow.adopt.propose import ProposedBlock
    from jdflow.language import Voice
    from jdflow.model.imported import Fate, Row
    from jdflow.output.imported import Told

_STYLE = """
:root { color-scheme: light dark; }
body { margin: 2rem auto; max-width: 80rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif;
  background: Canvas; color: CanvasText; overflow-wrap: anywhere; }
h1 { margin: 0 0 .5rem; font-size: 1.6rem; line-height: 1.2; }
h2 { margin: 2.5rem 0 .3rem; padding-top: 1rem; border-top: 2px solid; font-size: 1.3rem; }
h2 small, td small { font-weight: normal; opacity: .8; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { padding: .3rem .6rem; text-align: left; vertical-align: top; border-bottom: 1px solid GrayText; }
th:first-child, td:first-child { width: 7rem; }
.blocks :is(th, td):first-child { width: 16rem; }
.blocks :is(th, td):nth-child(2) { width: 7rem; }
tr.form td, tr.left td { opacity: .7; }
tr.unplaced td { background: light-dark(MistyRose, DarkRed); }
tr.unsure td { background: light-dark(LemonChiffon, #4a3f00); }
td, th { print-color-adjust: exact; }
ul { margin: .2rem 0; padding-left: 1.2rem; }
@page { size: A4 landscape; margin: 12mm; }
@media print { body { margin: 0; max-width: none; font-size: 9pt; } tr { break-inside: avoid; } }
"""
_FATES: dict[Fate, str] = {
    "placed": "",
    "form": N_("the form's own words"),
    "left": N_("left out"),
    "unplaced": N_("not placed"),
}
_HEADING = (N_("Place"), N_("In the document"), N_("In the position"))


def as_html(told: Sequence[Told], voice: Voice, blocks: Sequence[ProposedBlock] = ()) -> str:
    """The page in the voice's language."""
    heading = voice.say("Documents brought in")
    body = "\n".join(
        line for part in (*(_document(one, voice) for one in told), html_of_blocks(blocks, voice)) for line in part
    )
    return page(heading, _STYLE, f"<h1>{text(heading)}</h1>\n{body}", voice)


def _document(one: Told, voice: Voice) -> Iterator[str]:
    yield "<section>"
    id = "" if one.id is None else f" <small>{text(one.id)}</small>"
    yield f"<h2>{text(one.file)}{id}</h2>"
    facts = [*_facts(one, voice)]
    yield f"<ul>{''.join(f'<li>{text(fact)}</li>' for fact in facts)}</ul>"
    if one.rows:
        head = "".join(f'<th scope="col">{text(voice.say(word))}</th>' for word in _HEADING)
        yield f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>"
        yield from (_row(row, voice) for row in one.rows)
        yield "</tbody>\n</table>"
    yield "</section>"


def _facts(one: Told, voice: Voice) -> Iterator[str]:
    if one.why is not None:
        yield voice.say("Nothing was written: {why}.", why=one.why)
    outcome = one.outcome
    if outcome is None:
        return
    if one.path is not None:
        yield voice.say("Written: {path}", path=one.path)
    yield voice.say(
        "Words found again in the position's text: {share} ({found} of {words}); texts not placed: {unplaced}",
        share=percent(outcome.coverage),
        found=outcome.found,
        words=outcome.words,
        unplaced=len(outcome.unplaced),
    )
    yield from outcome.remarks


def _row(row: Row, voice: Voice) -> str:
    kind = "unsure" if row.fate == "placed" and (row.sure < SURE or row.notes) else row.fate
    cells = (text(place(row, voice)), content(text(row.read), voice), _became(row, voice))
    return f'<tr class="{kind}">{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def _became(row: Row, voice: Voice) -> str:
    if row.fate != "placed":
        why = f": {row.text}" if row.text else ""
        return f"<small>{text(voice.say(_FATES[row.fate]) + why)}</small>"
    said = content(text(row.text), voice) if row.text != row.read else ""
    notes = [row.field, *([] if row.block is None else [row.block]), *row.notes]
    if row.nearest is not None:
        notes.append(voice.say("nearest: {block}, {share}", block=row.nearest, share=percent(row.likeness)))
    if row.sure < SURE:
        notes.append(voice.say("is this the right place for it?"))
    return f"{said} <small>{text(' · '.join(notes))}</small>".strip()
