"""The fingerprint of a position's text: the same for the same text, another for any other."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jdflow.model.position import Ref
    from jdflow.model.resolved import Line, Resolved, ResolvedCompetency

VERSION = "v1"


def fingerprint(resolved: Resolved) -> str:
    """The fingerprint of the resolved content; approvals, dates, template and notes are no part of it."""
    canonical = json.dumps(content(resolved), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # Each text is composed, but a gap that is filled may end where its neighbour goes on with a combining accent.
    return f"{VERSION}:{sha256(normalize('NFC', canonical).encode()).hexdigest()}"


def content(resolved: Resolved) -> dict[str, Any]:
    """What the fingerprint covers, under the names of the model's fields."""
    position = resolved.position
    return {
        "title": position.title,
        "qualifier": position.qualifier,
        "title_partitive": position.title_partitive,
        "unit": position.unit,
        "relation": position.relation,
        "manager": _ref(position.manager),
        "substitutes": [_ref(ref) for ref in position.substitutes],
        "substitutes_for": [_ref(ref) for ref in position.substitutes_for],
        "reports": position.reports if position.reports == "auto" else [_ref(ref) for ref in position.reports],
        "group": position.group or position.relation,
        "special_terms": _texts(resolved.special_terms),
        "purpose": position.purpose,
        "duties": [
            {"duty": duty.duty.text, "parts": _texts(duty.parts), "results": _texts(duty.results)}
            for duty in resolved.duties
        ],
        "rights": _texts(resolved.rights),
        "responsibilities": _texts(resolved.responsibilities),
        "tools": _texts(resolved.tools),
        "requirements": {name: _texts(lines) for name, lines in resolved.requirements.items()}
        | {
            "languages": [
                {"language": one.language, "level": one.level} if one.language else one.text.text
                for one in resolved.languages
            ]
        },
        "competencies": {
            "core": _competencies(resolved.core),
            "additional": _competencies(resolved.additional),
        },
        "review_clause": _texts(resolved.review_clause),
    }


def _ref(ref: Ref | None) -> dict[str, str | None] | None:
    return None if ref is None else {"id": ref.id, "text": ref.text}


def _texts(lines: Iterable[Line]) -> list[str]:
    return [line.text for line in lines]


def _competencies(several: Iterable[ResolvedCompetency]) -> list[dict[str, Any]]:
    return [{"name": one.name, "items": _texts(one.items)} for one in several]
