"""What arguments of several verbs mean, and what is said when they mean nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.cli.context import Stop
from jdflow.language import Msg, msg
from jdflow.problems import DID_YOU_MEAN
from jdflow.problems.guess import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


def a_day(text: str | None) -> date | None:
    """A day as people write it; none where none is given."""
    if text is None:
        return None
    from jdflow.shape.days import day_of

    day = day_of(text.strip())
    if isinstance(day, Msg):
        raise Stop(msg("“{value}” is not a date: {why}.", value=text, why=day))
    return day


def known(word: str, words: Iterable[str], otherwise: Msg) -> str:
    """The word, if it is one of those; else the run stops, with a guess at what was meant."""
    words = list(words)
    if word in words:
        return word
    guess = nearest(word, words)
    if guess is None:
        raise Stop(otherwise)
    raise Stop(msg("{what} {hint}", what=otherwise, hint=Msg(DID_YOU_MEAN, {"guess": guess})))
