"""JSON that anybody may have made, taken only where it is as this program writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from jdflow.language import msg

if TYPE_CHECKING:
    import re

    from jdflow.language import Msg

T = TypeVar("T")
Read = Callable[[Any, str], T]

_MOST_NUMBER = 10**6


class NoComment(Exception):  # noqa: N818 (a state of a file)
    """The data is not that of a comment, and why."""

    def __init__(self, why: Msg) -> None:
        super().__init__(why)
        self.why = why


def refuse(where: str) -> NoReturn:
    """Raises NoComment, naming the place."""
    raise NoComment(msg("what stands at {where} is not what this program writes", where=where.lstrip(".") or "$"))


def object_of(read: Mapping[str, Read[Any]]) -> Read[dict[str, Any]]:
    """An object with these keys and no others."""

    def reading(value: Any, where: str) -> dict[str, Any]:  # noqa: ANN401 (JSON)
        if not isinstance(value, dict) or value.keys() != read.keys():
            refuse(where)
        return {key: each(value[key], f"{where}.{key}") for key, each in read.items()}

    return reading


def several(read: Read[T], most: int) -> Read[tuple[T, ...]]:
    """A list of no more than so many."""

    def reading(value: Any, where: str) -> tuple[T, ...]:  # noqa: ANN401 (JSON)
        if not isinstance(value, list) or len(value) > most:
            refuse(where)
        return tuple(read(each, f"{where}.{index}") for index, each in enumerate(value))

    return reading


def two(read: Read[T]) -> Read[tuple[T, T]]:
    """A list of two: what was before, and what is after."""

    def reading(value: Any, where: str) -> tuple[T, T]:  # noqa: ANN401 (JSON)
        found = several(read, 2)(value, where)
        return (found[0], found[1]) if len(found) == 2 else refuse(where)  # noqa: PLR2004 (as many as its name says)

    return reading


def text(most: int) -> Read[str]:
    """A text of no more than so many letters."""

    def reading(value: Any, where: str) -> str:  # noqa: ANN401 (JSON)
        return value if isinstance(value, str) and len(value) <= most else refuse(where)

    return reading


def like(pattern: re.Pattern[str]) -> Read[str]:
    """A text of that form."""

    def reading(value: Any, where: str) -> str:  # noqa: ANN401 (JSON)
        return value if isinstance(value, str) and pattern.fullmatch(value) else refuse(where)

    return reading


def one_of(words: tuple[T, ...]) -> Read[T]:
    """One of these words."""

    def reading(value: Any, where: str) -> T:  # noqa: ANN401 (JSON)
        return next((word for word in words if isinstance(value, str) and word == value), None) or refuse(where)

    return reading


def or_none(read: Read[T]) -> Read[T | None]:
    """The same, or nothing."""

    def reading(value: Any, where: str) -> T | None:  # noqa: ANN401 (JSON)
        return None if value is None else read(value, where)

    return reading


def number(value: Any, where: str) -> int:  # noqa: ANN401 (JSON)
    """A count."""
    return value if type(value) is int and 0 <= value <= _MOST_NUMBER else refuse(where)


def yes_or_no(value: Any, where: str) -> bool:  # noqa: ANN401 (JSON)
    """True or false."""
    return value if isinstance(value, bool) else refuse(where)


def day(value: Any, where: str) -> date:  # noqa: ANN401 (JSON)
    """A day in ISO form."""
    try:
        found = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    return found if found is not None and found.isoformat() == value else refuse(where)
