"""What drifts apart, as problems: one rule for each kind of finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.language import msg
from jdflow.problems import Related, style

if TYPE_CHECKING:
    from jdflow.problems import Place, Problem, Rule
    from jdflow.query.drift_found import Finding, Kind

RULES: dict[Kind, Rule] = {
    "copy": style.COPIED_BLOCK,
    "near": style.NEAR_BLOCK,
    "double": style.SAID_TWICE,
    "results": style.REPEATED_RESULT,
    "marks": style.STRAY_MARKS,
    "recurring": style.RECURRING_TEXT,
    "blocks": style.ALIKE_BLOCKS,
}
_BLOCK, _AGAIN = msg("The block stands here."), msg("The same stands here, too.")
# More of the places where a thing stands, too, nobody looks at one by one.
_MOST_RELATED = 5
_HUNDRED = 100


def problem_of(finding: Finding) -> Problem:
    """The finding as a warning, with the places that belong to it."""
    said = _BLOCK if finding.block is not None else _AGAIN
    return RULES[finding.kind].at(
        finding.place,
        related=[Related(place, said) for place in finding.related[:_MOST_RELATED]],
        block=finding.block or "",
        percent=int(finding.likeness * _HUNDRED),
        n=len(finding.related) + 1,
        place=_where(finding.related[0]) if finding.related else "",
        right=" / ".join(finding.told),
        at=_where(finding.place),
    )


def _where(place: Place) -> str:
    return f"{place.path}:{place.line}:{place.column}"
