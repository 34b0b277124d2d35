"""What drifts, told with what the check finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.app.drift import drift
from jdflow.intake.contents import is_within
from jdflow.problems import style
from jdflow.rules.drift import problem_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from jdflow.app.check import Report
    from jdflow.app.reading import Reading
    from jdflow.problems import Place, Problem
    from jdflow.query.drift_found import Finding


def with_drift(report: Report, reading: Reading, only: tuple[str, ...] = (), folder: Path | None = None) -> Report:
    """The report with warnings of what drifts in the same files; the folder keeps what was found for the next run."""
    found = [one for one in drift(reading, only, folder=folder).findings if is_within(one.place.path, only)]
    problems = [*report.problems, *warnings_of(found, report.problems)]
    return report._replace(problems=sorted(problems, key=lambda problem: (problem.place, problem.rule.code)))


def warnings_of(found: Iterable[Finding], problems: Iterable[Problem]) -> Iterator[Problem]:
    """The findings as warnings, but for items that the check has found twice in a list already."""
    told = [problem.place for problem in problems if problem.rule is style.DUPLICATE_ITEM]
    for one in found:
        if one.kind != "double" or not any(_holds(place, one.place) for place in told):
            yield problem_of(one)


def _holds(outer: Place, inner: Place) -> bool:
    """Whether one place lies within the other."""
    return outer.path == inner.path and outer[1:3] <= inner[1:3] and inner[3:] <= outer[3:]
