"""A document that was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from jdflow.problems import Problem


class Made(NamedTuple):
    """A document that lies in its folder: what text it is, whether it had to be written, what to know of it."""

    id: str
    title: str
    unit: str
    relation: str
    effective_from: date | None
    file: str
    written: bool
    size: int
    sha256: str
    content_sha256: str
    commit: str | None
    fingerprint: str
    template: str
    template_sha256: str
    remarks: list[Problem]
