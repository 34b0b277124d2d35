"""How much is done, counted in calls: the same on every machine, however slow or busy it is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def effort(work: Callable[[], object]) -> int:
    """The calls that the work takes, of our functions and of those written in C."""
    calls = 0

    def count(_frame: object, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


def growth(work: Callable[[T], object], small: T, large: T) -> float:
    """How many times as many calls the larger takes; what is only loaded or remembered once is not counted."""
    for thing in (small, large):
        work(thing)
    return effort(lambda: work(large)) / effort(lambda: work(small))
