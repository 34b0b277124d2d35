"""Days as people write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def written(day: date) -> str:
    """The day as official documents write it: 01.07.2021."""
    return f"{day:%d.%m.%Y}"
