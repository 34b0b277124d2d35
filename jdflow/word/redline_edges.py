"""Insertions that would meet at the end of a paragraph: LibreOffice would take them for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.word.redline_steps import shifted
from jdflow.wordwise import tokens

if TYPE_CHECKING:
    from jdflow.word.redline_lines import Told
    from jdflow.word.redline_steps import Step
    from jdflow.wordwise import Piece


def apart(steps: list[Step], lines: list[Told | None]) -> list[Step]:
    """The steps, so that no insertion stands at each side of an end that stays; pieces of lines are changed."""
    for at in range(len(steps) - 1):
        here, there = lines[at], lines[at + 1]
        if here is None or there is None or not steps[at].ends() or not _ends(here.pieces):
            continue
        run = at
        while run + 1 < len(steps) and steps[run + 1].is_paragraph() and _came(steps[run + 1]):
            run += 1
        if run > at:
            steps = shifted(steps, at, run)
        elif _begins(there.pieces):
            _part(here.pieces, there.pieces)
    return steps


def _came(step: Step) -> bool:
    return step.old is None and step.before is None


def _ends(pieces: list[Piece]) -> bool:
    return bool(pieces) and pieces[-1][0] == "added"


def _begins(pieces: list[Piece]) -> bool:
    return bool(pieces) and pieces[0][0] == "added"


def _part(here: list[Piece], there: list[Piece]) -> None:
    """Lets what went stand between the two, be it a word that goes only to come again."""
    last, (_, added) = here[-2:-1], there[0]
    if last and last[0][0] == "removed":
        here[-2:] = [here[-1], last[0]]
    elif len(there) > 1 and there[1][0] == "same":
        word, rest = _cut(there[1][1])
        there[:2] = [("removed", word), ("added", added + word), *_same(rest)]
    elif last:
        word, rest = _cut(last[0][1], back=True)
        here[-2:] = [*_same(rest), ("added", word + here[-1][1]), ("removed", word)]


def _same(text: str) -> list[Piece]:
    return [("same", text)] if text else []


def _cut(text: str, *, back: bool = False) -> tuple[str, str]:
    """The first or last word of a text, with what is around it, and the rest."""
    some = tokens(text)
    number = 0
    for token in reversed(some) if back else some:
        number += 1
        if token[0].isalnum():
            break
    if back:
        return "".join(some[-number:]), "".join(some[:-number])
    return "".join(some[:number]), "".join(some[number:])
