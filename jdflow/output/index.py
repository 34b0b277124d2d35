"""A page that lists what a build made: one file that loads nothing and runs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from jdflow.calendar import written
from jdflow.language import N_
from jdflow.output.html import content, page, text
from jdflow.output.position import RELATION_WORDS
from jdflow.output.register import STATE_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from jdflow.language import Voice
    from jdflow.query.register import State


class Listed(NamedTuple):
    """A document on the page; its files lie beside it."""

    id: str
    title: str
    unit: str
    relation: str
    effective_from: date | None
    state: State
    file: str
    pdf: str | None
    fingerprint: str


_HEADING = (
    N_("Title"),
    N_("Unit"),
    N_("Relation"),
    N_("In force from"),
    N_("State"),
    N_("Files"),
    N_("Fingerprint"),
)
_COMMIT = 12
_FINGERPRINT = len("v1:") + 12
# Colours by what they are for: the browser knows them for light, dark and high contrast.
_STYLE = """
:root { color-scheme: light dark; }
body { margin: 2rem auto; max-width: 80rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif;
  background: Canvas; color: CanvasText; }
h1 { margin: 0; font-size: 1.6rem; line-height: 1.2; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: 1rem 0 1.5rem; }
dd { margin: 0; overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; padding-bottom: .5rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid GrayText; }
thead th { border-bottom: 2px solid; }
tbody th { font-weight: 600; }
small { display: block; font-weight: normal; }
tbody th, tbody th + td { overflow-wrap: anywhere; min-width: 9em; }
a, time, code { white-space: nowrap; }
a { margin-right: .8rem; }
@page { size: A4 landscape; margin: 15mm; }
@media print {
  body { margin: 0; max-width: none; font-size: 9pt; }
  .wide { overflow: visible; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
}
"""


def as_html(made: Iterable[Listed], *, agency: str, day: date, commit: str | None, voice: Voice) -> str:
    """The page in the voice's language; the same for the same documents in any order."""
    rows = sorted(made, key=lambda one: one.file)
    heading = voice.say("Job descriptions")
    none = voice.say("none: these are drafts of what is not committed")
    facts = (
        (voice.say("Agency"), content(text(agency), voice)),
        (voice.say("Day"), _day(day)),
        (voice.say("Commit"), text(none) if commit is None else f"<code>{text(commit[:_COMMIT])}</code>"),
    )
    listed = "\n".join(f"<dt>{text(term)}</dt><dd>{said}</dd>" for term, said in facts)
    body = f"<h1>{text(heading)}</h1>\n<dl>\n{listed}\n</dl>\n{_table(rows, voice)}"
    return page(f"{heading}, {written(day)} – {agency}", _STYLE, body, voice)


def _table(rows: list[Listed], voice: Voice) -> str:
    # Texts to translate stand outside f-strings: what gathers them does not look inside.
    if not rows:
        nothing = voice.say("There are no documents.")
        return f"<p>{text(nothing)}</p>"
    number = voice.count("{n} document", "{n} documents", len(rows))
    heading = "".join(f'<th scope="col">{text(voice.say(word))}</th>' for word in _HEADING)
    body = "\n".join(_row(one, voice) for one in rows)
    return f"""\
<div class="wide" role="region" aria-labelledby="documents" tabindex="0">
<table>
<caption id="documents">{text(number)}</caption>
<thead>
<tr>{heading}</tr>
</thead>
<tbody>
{body}
</tbody>
</table>
</div>"""


def _row(one: Listed, voice: Voice) -> str:
    links = [_link("Word", one.file, one), *([] if one.pdf is None else [_link("PDF", one.pdf, one)])]
    cells = (
        content(text(one.unit), voice),
        text(voice.say(RELATION_WORDS[one.relation])),
        "" if one.effective_from is None else _day(one.effective_from),
        text(voice.say(STATE_WORDS[one.state])),
        " ".join(links),
        f"<code>{text(one.fingerprint[:_FINGERPRINT])}</code>",
    )
    title = f"{content(text(one.title), voice)} <small>{text(one.id)}</small>"
    return f'<tr><th scope="row">{title}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def _link(kind: str, file: str, one: Listed) -> str:
    """A link to a file beside the page; quoted whole, no name can be an address."""
    # Read out of its row, "Word" alone would not say which.
    label = f"{kind}: {one.title}"
    return f'<a href="{text(quote(file, safe="", errors="replace"))}" aria-label="{text(label)}">{kind}</a>'


def _day(day: date) -> str:
    return f'<time datetime="{day.isoformat()}">{written(day)}</time>'
