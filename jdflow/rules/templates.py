"""A Word template looked at by itself: what is wrong with it, and what it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.problems import Place, templates
from jdflow.query.form import in_short, kinds, unprinted
from jdflow.word.template import compile_template

if TYPE_CHECKING:
    from jdflow.problems import Problem


class Judged(NamedTuple):
    """What was found, and the texts of the paragraphs that the places count."""

    problems: list[Problem]
    lines: list[str]


def judge(path: str, data: bytes) -> Judged:
    """All that is to be said of the template in a file."""
    template, problems, lines = compile_template(path, data, kinds())
    missing = [] if template is None else list(unprinted(template.used))
    if missing:
        problems.append(templates.NEVER_PRINTED.at(Place(path), fields=", ".join(in_short(missing))))
    return Judged(sorted(problems, key=lambda problem: (problem.place, problem.rule.code)), lines)
