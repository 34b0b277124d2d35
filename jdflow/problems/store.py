"""Problems as plain JSON, to be kept in a cache, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jdflow.language import Msg, Param
from jdflow.problems import Place, Problem, Related
from jdflow.problems.catalogue import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Mapping


def to_json(problem: Problem) -> list[Any]:
    """The problem as plain JSON; its rule by its code."""
    related = [[one.place, _message(one.message)] for one in problem.related]
    return [
        problem.rule.code,
        problem.place,
        _params(problem.params),
        related,
        problem.guess,
        problem.severity,
    ]


def _message(message: Msg) -> list[Any]:
    return [message.text, _params(message.params)]


def _params(params: Mapping[str, Param]) -> dict[str, Any]:
    return {name: _message(value) if isinstance(value, Msg) else value for name, value in params.items()}


def from_json(data: list[Any]) -> Problem:
    """The problem that was kept; raises whatever a damaged one leads to."""
    code, place, params, related, guess, severity = data
    others = tuple(Related(Place(*at), _to_message(message)) for at, message in related)
    return Problem(CATALOGUE[code], Place(*place), _to_params(params), others, guess, severity)


def _to_message(data: list[Any]) -> Msg:
    return Msg(data[0], _to_params(data[1]))


def _to_params(data: dict[str, Any]) -> dict[str, Param]:
    return {name: _to_message(value) if isinstance(value, list) else value for name, value in data.items()}
