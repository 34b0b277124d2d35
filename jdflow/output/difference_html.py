"""What changed, as a page: one file that loads nothing and runs nothing, for the screen and for paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.output.difference_rows import ARROW, told
from jdflow.output.html import content, page, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jdflow.language import Voice
    from jdflow.model.difference import Compared
    from jdflow.output.difference_rows import Row, Told
    from jdflow.wordwise import Piece

_ELEMENTS = {"removed": "del", "added": "ins"}
# Colours by what they are for: the browser knows them for light, dark and high contrast. What goes and what comes is
# told by its line, too, for those who see no colours and for printers that have none.
_STYLE = """
:root { color-scheme: light dark; }
body { margin: 2rem auto; max-width: 50rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif;
  background: Canvas; color: CanvasText; overflow-wrap: anywhere; }
h1 { margin: 0 0 .5rem; font-size: 1.6rem; line-height: 1.2; }
h2 { margin: 2.5rem 0 0; padding-top: 1rem; border-top: 2px solid; font-size: 1.3rem; }
h2 small { font-weight: normal; }
h3 { margin: 1.2rem 0 .3rem; font-size: 1rem; }
ul { margin: 0; padding-left: 1.2rem; }
li { margin: .2rem 0; }
ins { text-decoration: underline; background: light-dark(PaleGreen, DarkGreen); }
del { text-decoration: line-through; background: light-dark(MistyRose, DarkRed); }
ins, del { padding: 0 .1em; print-color-adjust: exact; }
@page { size: A4; margin: 15mm; }
@media print {
  body { margin: 0; max-width: none; font-size: 10pt; }
  h2, h3 { break-after: avoid; }
  li { break-inside: avoid; }
}
"""


def as_html(several: Iterable[Compared], voice: Voice, most: int | None = None) -> str:
    """The page in the voice's language; of each position, no more changes than wanted."""
    heading = voice.say("Changes in job descriptions")
    found = [told(compared, voice, most) for compared in several]
    legend = voice.say("What is struck through is gone, what is underlined is new.")
    number = voice.count("{n} job description", "{n} job descriptions", len(found))
    body = "\n".join(line for one in found for line in _position(one, voice))
    title = text(heading)
    return page(heading, _STYLE, f"<h1>{title}</h1>\n<p>{text(number)}. {text(legend)}</p>\n{body}", voice)


def _position(found: Told, voice: Voice) -> Iterator[str]:
    yield "<section>"
    yield f"<h2>{content(text(found.title), voice)} <small>{text(found.id)}</small></h2>"
    yield f"<p>{text(' · '.join(found.facts))}</p>"
    for section in found.sections:
        yield f"<h3>{text(section.heading)}</h3>"
        yield from _rows(section.rows, voice)
    if found.left_out is not None:
        yield f"<p>{text(found.left_out)}</p>"
    yield "</section>"


def _rows(rows: Iterable[Row], voice: Voice) -> Iterator[str]:
    """The rows as a list; those of a line below it, in a list of their own."""
    yield "<ul>"
    is_open = False
    inner: list[str] = []
    for row in rows:
        if row.is_below:
            inner.append(f"<li>{_row(row, voice)}</li>")
            continue
        if is_open:
            yield from _closed(inner)
            inner = []
        yield f"<li>{_row(row, voice)}"
        is_open = True
    yield from _closed(inner)
    yield "</ul>"


def _closed(inner: list[str]) -> Iterator[str]:
    if inner:
        yield from ("<ul>", *inner, "</ul>")
    yield "</li>"


def _row(row: Row, voice: Voice) -> str:
    remarks = text(f" ({', '.join(row.remarks)})") if row.remarks else ""
    said = f"{text(row.said)}{remarks}: " if row.said is not None else ""
    arrow = ARROW if row.is_replaced else ""
    return said + content(arrow.join(map(_piece, row.words)), voice)


def _piece(piece: Piece) -> str:
    op, words = piece
    return text(words) if op == "same" else f"<{_ELEMENTS[op]}>{text(words)}</{_ELEMENTS[op]}>"
