"""Problems as plain JSON, to be kept in a cache, and back."""

from __future__ import annotations

from typing import Any

from jdflow.language import packed, packed_params, unpacked, unpacked_params
from jdflow.problems import Place, Problem, Related
from jdflow.problems.catalogue import CATALOGUE


def to_json(problem: Problem) -> list[Any]:
    """The problem as plain JSON; its rule by its code."""
    related = [[one.place, packed(one.message)] for one in problem.related]
    return [
        problem.rule.code,
        problem.place,
        packed_params(problem.params),
        related,
        problem.guess,
        problem.severity,
    ]


def from_json(data: list[Any]) -> Problem:
    """The problem that was kept; raises whatever a damaged one leads to."""
    code, place, params, related, guess, severity = data
    others = tuple(Related(Place(*at), unpacked(message)) for at, message in related)
    return Problem(CATALOGUE[code], Place(*place), unpacked_params(params), others, guess, severity)
