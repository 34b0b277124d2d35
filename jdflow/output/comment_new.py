"""A new text in a comment: as it reads on paper, section by section, results below their duties."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from jdflow.language import N_
from jdflow.model.difference import AUTO
from jdflow.output.comment_words import plain
from jdflow.output.difference_rows import SECTION_WORDS
from jdflow.output.position import REQUIREMENT_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jdflow.language import Voice
    from jdflow.model.difference import Change

# What stands above the text anyway.
_TOLD = frozenset({"title", "qualifier", "unit", "relation"})
# One line says each, those of one kind below each other.
_SHORT = {
    **dict.fromkeys(("title_partitive", "manager", "substitutes", "substitutes_for", "reports", "group"), ""),
    **{f"requirements.{name}": N_("Requirements") for name in REQUIREMENT_WORDS},
}
_BELOW = {"duties.parts": N_("including:"), "duties.results": N_("Result:")}


def new_text(changes: Sequence[Change], more: int, voice: Voice, most: int | None) -> Iterator[str]:
    """The text, or no more of its lines than wanted; `more` are not even at hand."""
    lines = [change for change in changes if change.after and change.section not in _TOLD]
    shown = lines if most is None else lines[:most]
    kind: str | None = None
    for heading, several in groupby(shown, _heading):
        word = voice.say(SECTION_WORDS[heading])
        before, kind = kind, _SHORT.get(heading)
        if kind is None:
            yield from ("", f"**{word}**", "", *(_line(change, voice) for change in several))
            continue
        if kind != before:
            yield from ("", *([f"**{voice.say(kind)}**", ""] if kind else []))
        yield f"- {word}: {plain('; '.join(_text(change, voice) for change in several))}"
    left = len(lines) - len(shown) + more
    if left:
        yield ""
        yield voice.count("… and {n} more line", "… and {n} more lines", left)


def _heading(change: Change) -> str:
    upper = change.section.rpartition(".")[0]
    return change.section if change.section in SECTION_WORDS else upper


def _line(change: Change, voice: Voice) -> str:
    if change.upper is None:
        return f"- {plain(_text(change, voice))}"
    label = _BELOW.get(change.section)
    said = "" if label is None else f"*{voice.say(label)}* "
    return f"  - {said}{plain(_text(change, voice))}"


def _text(change: Change, voice: Voice) -> str:
    text = change.after or ""
    if change.section == "reports" and text == AUTO:
        return voice.say("worked out from who names this position as manager")
    # Four spaces would begin a text of a machine.
    return " ".join(text.split())
