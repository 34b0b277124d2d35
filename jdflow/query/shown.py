"""A position with all that is needed to show it: its text, and the names of others as they print."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
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
