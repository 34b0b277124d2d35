"""Problems as the report on the quality of code that GitLab shows beside a merge request."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from jdflow.output.plain import as_json, safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jdflow.language import Voice
    from jdflow.problems import Problem, Severity

_SEVERITIES: dict[Severity, str] = {"error": "critical", "warning": "minor", "info": "info"}


def as_quality(problems: Iterable[Problem], voice: Voice, prefix: str) -> str:
    """The report; each problem keeps its digest while it stands in the same file and says the same.

    So GitLab tells what a merge request adds and what it mends, though lines move.
    """
    seen: dict[str, int] = {}
    found = []
    for problem in problems:
        path = prefix + problem.place.path
        said = safe(voice(problem.message))
        known = f"{problem.rule.code}\0{path}\0{said}"
        seen[known] = seen.get(known, 0) + 1
        found.append(
            {
                "description": f"{said} {safe(voice(problem.advice))}".strip(),
                "check_name": problem.rule.code,
                "fingerprint": sha256(f"{known}\0{seen[known]}".encode("utf-8", "surrogatepass")).hexdigest(),
                "severity": _SEVERITIES[problem.severity],
                "location": {"path": safe(path), "lines": {"begin": problem.place.line}},
            }
        )
    return as_json(found)
