"""A position with all that is needed to show it: its text, and the names of others as they print."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from jdflow.model.position import Ref
    from jdflow.model.resolved import Resolved


class Shown(NamedTuple):
    """A position with all that is needed to show it."""

    resolved: Resolved
    unit: str
    manager: str | None
    substitutes: tuple[str, ...]
    substitutes_for: tuple[str, ...]
    reports: tuple[tuple[str | None, str], ...]
    fingerprint: str
    commit: str | None


def bare(resolved: Resolved, fingerprint: str) -> Shown:
    """The position alone, where only its own text counts: others by the ids that it has for them."""
    position = resolved.position
    reports = () if position.reports == "auto" else position.reports
    return Shown(
        resolved=resolved,
        unit=position.unit or "",
        manager=None if position.manager is None else _own_words(position.manager),
        substitutes=tuple(map(_own_words, position.substitutes)),
        substitutes_for=tuple(map(_own_words, position.substitutes_for)),
        reports=tuple((ref.id, _own_words(ref)) for ref in reports),
        fingerprint=fingerprint,
        commit=None,
    )


def _own_words(ref: Ref) -> str:
    return ref.text or ref.id or ""
