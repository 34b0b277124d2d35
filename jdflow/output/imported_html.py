"""Documents that were brought in, as a page: what stood in each, and beside it what became of it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from jdflow.language import N_
from jdflow.output.html import content, page, text
from jdflow.output.imported import HEADING, cells, doubts, field_of, passed_over, percent, place, written_over
from jdflow.output.proposed_blocks import html_of_blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jdflow.adopt.blocks.propose import ProposedBlock
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
.all :is(th, td):first-child { width: 26%; }
.all :is(th, td):nth-child(2) { width: 22%; }
a { color: LinkText; }
.blocks :is(th, td):first-child { width: 16rem; }
.blocks :is(th, td):nth-child(2) { width: 7rem; }
tr.form td, tr.left td, .legend .form { opacity: .7; }
tr.unplaced td, .legend .unplaced { background: light-dark(MistyRose, DarkRed); }
tr.unsure td, .legend .unsure { background: light-dark(LemonChiffon, #4a3f00); }
.legend { font-size: .9rem; }
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
_MEANINGS = (
    ("unplaced", N_("red: not placed – put it where it belongs, or leave it out knowingly")),
    ("unsure", N_("yellow: look whether it is right")),
    ("form", N_("pale: headings, labels, numbers and signatures; the template prints them, and they are not counted")),
    ("", N_("words found: of the words that belong to the position, those that its text says in the same place")),
)
_HEADING = (N_("Place"), N_("In the document"), N_("In the position"))


def as_html(
    told: Sequence[Told], voice: Voice, blocks: Sequence[ProposedBlock] = (), passed: Sequence[str] = ()
) -> str:
    """The page in the voice's language."""
    heading = voice.say("Documents brought in")
    lines = [f"<h1>{text(heading)}</h1>"]
    lines.append(f'<ul class="legend">{"".join(_legend(voice))}</ul>')
    if len(told) > 1:
        lines += _overview(told, voice)
    if passed:
        lines.append(f"<p>{text(passed_over(passed, voice))}</p>")
    for number, one in enumerate(told, 1):
        lines += _document(one, number, voice)
    return page(heading, _STYLE, "\n".join([*lines, *html_of_blocks(blocks, voice)]), voice)


def _legend(voice: Voice) -> Iterator[str]:
    """What the colours mean, and what is counted."""
    for kind, meaning in _MEANINGS:
        yield f'<li><span class="{kind}">{text(voice.say(meaning))}</span></li>'


def _overview(told: Sequence[Told], voice: Voice) -> Iterator[str]:
    """A row for each document, which leads to it."""
    yield f'<table class="all">\n<thead><tr>{_head(HEADING, voice)}</tr></thead>\n<tbody>'
    for number, one in enumerate(told, 1):
        first, *others = cells(one)
        link = f'<td><a href="#d{number}">{text(first)}</a></td>'
        kind = "" if one.is_done else ' class="unplaced"'
        yield f"<tr{kind}>{link}{''.join(f'<td>{text(cell)}</td>' for cell in others)}</tr>"
    yield "</tbody>\n</table>"


def _head(words: Iterable[str], voice: Voice) -> str:
    return "".join(f'<th scope="col">{text(voice.say(word))}</th>' for word in words)


def _document(one: Told, number: int, voice: Voice) -> Iterator[str]:
    yield "<section>"
    id = "" if one.id is None else f" <small>{text(one.id)}</small>"
    yield f'<h2 id="d{number}">{text(one.file)}{id}</h2>'
    yield f"<ul>{''.join(f'<li>{text(fact)}</li>' for fact in _facts(one, voice))}</ul>"
    if one.rows:
        yield f"<table>\n<thead><tr>{_head(_HEADING, voice)}</tr></thead>\n<tbody>"
        # What is the form's own tells nobody anything piece by piece.
        for is_form, rows in groupby(one.rows, lambda row: row.fate == "form" and not row.lost):
            if is_form:
                several = list(rows)
                yield _row(one, several[0]._replace(read=" · ".join(row.read for row in several)), voice)
            else:
                yield from (_row(one, row, voice) for row in rows)
        yield "</tbody>\n</table>"
    yield "</section>"


def _facts(one: Told, voice: Voice) -> Iterator[str]:
    if one.why is not None:
        yield voice.say("Nothing was written: {why}.", why=one.why)
    outcome = one.outcome
    if outcome is None:
        return
    if one.path is not None and one.kept is None:
        yield voice.say("Written: {path}", path=one.path)
    yield from written_over(one, voice)
    if outcome.units:
        named = ", ".join(f"{unit.name} ({unit.key})" for unit in outcome.units)
        yield voice.say("Units that were not known: {units}", units=named)
    yield voice.say(
        "Words found again in the position's text: {share} ({found} of {words}); texts not placed: {unplaced}",
        share=percent(outcome.coverage),
        found=outcome.found,
        words=outcome.words,
        unplaced=len(outcome.unplaced),
    )
    yield from outcome.remarks


def _row(one: Told, row: Row, voice: Voice) -> str:
    kind = "unsure" if row.fate in {"placed", "form"} and doubts(row, voice) else row.fate
    between = (text(place(one, row, voice)), content(text(row.read), voice), _became(row, voice))
    return f'<tr class="{kind}">{"".join(f"<td>{cell}</td>" for cell in between)}</tr>'


def _became(row: Row, voice: Voice) -> str:
    if row.fate != "placed":
        why = "; ".join(filter(None, (row.text, *doubts(row, voice))))
        return f"<small>{text(voice.say(_FATES[row.fate]) + (f': {why}' if why else ''))}</small>"
    notes = [field_of(row), *([] if row.block is None else [row.block])]
    if row.nearest is not None:
        notes.append(voice.say("nearest: {block}, {share}", block=row.nearest, share=percent(row.likeness)))
    if row.sure < 1:
        notes.append(voice.say("confidence {share}", share=percent(row.sure)))
    notes += doubts(row, voice)
    return f"{content(text(row.text), voice)}<br><small>{text(' · '.join(notes))}</small>"
