"""What a comment says as JSON, and back; what comes back may have been made by anybody, so all of it is looked at."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from jdflow.language import msg
from jdflow.model import comment as model
from jdflow.model.comment import ASKS, Common, Compare, Finding, Proposal, Shared, Touched
from jdflow.model.difference import CLASSES, Cause, Change, Compared, Difference, Spot, Upper
from jdflow.model.position import RELATIONS
from jdflow.output import plain
from jdflow.output.difference_rows import SECTION_WORDS
from jdflow.problems import SEVERITIES

if TYPE_CHECKING:
    from jdflow.language import Msg

T = TypeVar("T")
Read = Callable[[Any, str], T]

VERSION = 1
MOST_BYTES = 16 * 1024 * 1024
_MOST_NUMBER = 10**6
_SECTIONS = frozenset(
    {*SECTION_WORDS, "duties.parts", "duties.results", "competencies.core.items", "competencies.additional.items"}
)
_KINDS = ("added", "removed", "moved", "reworded", "field")
_CAUSES = ("own", "block", "organisation")
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_CODE = re.compile(r"JD[0-9]{3}")


class NoComment(Exception):  # noqa: N818 (a state of a file)
    """The data is not that of a comment, and why."""

    def __init__(self, why: Msg) -> None:
        super().__init__(why)
        self.why = why


def as_json(proposal: Proposal) -> str:
    """The data of a comment, under the code's English names."""
    compare = proposal.compare
    return plain.as_json(
        {
            "comment": VERSION,
            "folder": proposal.folder,
            "compare": {"revision": model.cut(compare.revision, model.LONGEST_NAME), **_two(compare)},
            "own": [_touched(one) for one in proposal.own],
            "shared": [_shared(one) for one in proposal.shared],
            "findings": [one._asdict() for one in proposal.findings],
            "errors": proposal.errors,
            "warnings": proposal.warnings,
            "unread": list(proposal.unread),
            "left_out": proposal.left_out,
            "common": list(proposal.common),
        }
    )


def _two(compare: Compare) -> dict[str, str]:
    return {"base": compare.base, "head": compare.head}


def _touched(one: Touched) -> dict[str, Any]:
    compared = one.compared
    return {
        "id": compared.id,
        "title": compared.title,
        "unit": one.unit,
        "relation": one.relation,
        "before": compared.has_before,
        "after": compared.has_after,
        "from": compared.from_day and compared.from_day.isoformat(),
        "to": compared.to_day and compared.to_day.isoformat(),
        "class": compared.difference.cls,
        "asks": list(one.asks),
        "changes": [_change(change) for change in compared.difference.changes],
        "more": one.more,
    }


def _shared(one: Shared) -> dict[str, Any]:
    return {
        "blocks": list(one.blocks),
        "changes": [{"positions": common.positions, **_change(common.change)} for common in one.changes],
        "positions": [_touched(position) for position in one.positions],
        "more": one.more,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "section": change.section,
        "kind": change.kind,
        "class": change.cls,
        "before": change.before,
        "after": change.after,
        "cause": change.cause.kind,
        "block": change.cause.block,
        "spot": list(change.spot),
        "upper": change.upper and {"text": change.upper.text, "spot": list(change.upper.spot)},
    }


# -- and back ----------------------------------------------------------------------------------------------------------


def from_json(data: bytes) -> Proposal:
    """The content of a comment; raises NoComment where anything is not as this program writes it."""
    if len(data) > MOST_BYTES:
        raise NoComment(msg("it is larger than {n} MiB", n=MOST_BYTES >> 20))
    try:
        document = json.loads(data.decode(), object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise NoComment(msg("it is no JSON")) from None
    if isinstance(document, dict) and document.get("comment") != VERSION:
        raise NoComment(msg("it was made by another version of jdflow, or is no comment"))
    return _proposal(document, "")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object that has each key once."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


def _no_number(_: str) -> NoReturn:
    raise ValueError


def _refuse(where: str) -> NoReturn:
    raise NoComment(msg("what stands at {where} is not what this program writes", where=where.lstrip(".") or "$"))


def _object(read: Mapping[str, Read[Any]]) -> Read[dict[str, Any]]:
    """An object with these keys and no others."""

    def reading(value: Any, where: str) -> dict[str, Any]:  # noqa: ANN401 (JSON)
        if not isinstance(value, dict) or value.keys() != read.keys():
            _refuse(where)
        return {key: each(value[key], f"{where}.{key}") for key, each in read.items()}

    return reading


def _several(read: Read[T], most: int) -> Read[tuple[T, ...]]:
    """A list of no more than so many."""

    def reading(value: Any, where: str) -> tuple[T, ...]:  # noqa: ANN401 (JSON)
        if not isinstance(value, list) or len(value) > most:
            _refuse(where)
        return tuple(read(each, f"{where}.{number}") for number, each in enumerate(value))

    return reading


def _text(most: int) -> Read[str]:
    """A text of no more than so many letters."""

    def reading(value: Any, where: str) -> str:  # noqa: ANN401 (JSON)
        return value if isinstance(value, str) and len(value) <= most else _refuse(where)

    return reading


def _like(pattern: re.Pattern[str]) -> Read[str]:
    """A text of that form."""

    def reading(value: Any, where: str) -> str:  # noqa: ANN401 (JSON)
        return value if isinstance(value, str) and pattern.fullmatch(value) else _refuse(where)

    return reading


def _one_of(words: tuple[T, ...]) -> Read[T]:
    """One of these words."""

    def reading(value: Any, where: str) -> T:  # noqa: ANN401 (JSON)
        return next((word for word in words if isinstance(value, str) and word == value), None) or _refuse(where)

    return reading


def _or_none(read: Read[T]) -> Read[T | None]:
    """The same, or nothing."""

    def reading(value: Any, where: str) -> T | None:  # noqa: ANN401 (JSON)
        return None if value is None else read(value, where)

    return reading


def _number(value: Any, where: str) -> int:  # noqa: ANN401 (JSON)
    return value if type(value) is int and 0 <= value <= _MOST_NUMBER else _refuse(where)


def _yes_or_no(value: Any, where: str) -> bool:  # noqa: ANN401 (JSON)
    return value if isinstance(value, bool) else _refuse(where)


def _day(value: Any, where: str) -> date:  # noqa: ANN401 (JSON)
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        day = None
    return day if day is not None and day.isoformat() == value else _refuse(where)


def _spot(value: Any, where: str) -> Spot:  # noqa: ANN401 (JSON)
    numbers = _several(_or_none(_number), 2)(value, where)
    return Spot(*numbers) if len(numbers) == len(Spot._fields) else _refuse(where)


_NAME = _text(model.LONGEST_NAME)
_LONG = _text(model.LONGEST_TEXT)
_UPPER = _object({"text": _LONG, "spot": _spot})
_CHANGE: dict[str, Read[Any]] = {
    "section": _one_of(tuple(sorted(_SECTIONS))),
    "kind": _one_of(_KINDS),
    "class": _one_of(CLASSES),
    "before": _or_none(_LONG),
    "after": _or_none(_LONG),
    "cause": _one_of(_CAUSES),
    "block": _or_none(_NAME),
    "spot": _spot,
    "upper": _or_none(_UPPER),
}


def _to_change(told: Mapping[str, Any], where: str) -> Change:
    upper = told["upper"]
    words = (told["before"], told["after"])
    # What is recorded as a key is printed by a table of words.
    if told["section"] == "relation" and not {word for word in words if word is not None} <= set(RELATIONS):
        _refuse(where)
    return Change(
        section=told["section"],
        kind=told["kind"],
        cls=told["class"],
        before=told["before"],
        after=told["after"],
        cause=Cause(told["cause"], told["block"]),
        spot=told["spot"],
        upper=upper and Upper(upper["text"], upper["spot"]),
    )


def _read_change(value: Any, where: str) -> Change:  # noqa: ANN401 (JSON)
    return _to_change(_object(_CHANGE)(value, where), where)


def _read_common(value: Any, where: str) -> Common:  # noqa: ANN401 (JSON)
    told = _object({"positions": _number, **_CHANGE})(value, where)
    return Common(_to_change(told, where), told["positions"])


_TOUCHED = _object(
    {
        "id": _NAME,
        "title": _NAME,
        "unit": _NAME,
        "relation": _one_of(RELATIONS),
        "before": _yes_or_no,
        "after": _yes_or_no,
        "from": _or_none(_day),
        "to": _or_none(_day),
        "class": _or_none(_one_of(CLASSES)),
        "asks": _several(_one_of(ASKS), len(ASKS)),
        "changes": _several(_read_change, model.MOST_CHANGES),
        "more": _number,
    }
)


def _read_touched(value: Any, where: str) -> Touched:  # noqa: ANN401 (JSON)
    told = _TOUCHED(value, where)
    compared = Compared(
        id=told["id"],
        title=told["title"],
        from_day=told["from"],
        to_day=told["to"],
        difference=Difference(told["changes"], told["class"]),
        has_before=told["before"],
        has_after=told["after"],
    )
    return Touched(compared, told["unit"], told["relation"], told["asks"], told["more"])


_SHARED = _object(
    {
        "blocks": _several(_NAME, model.MOST_BLOCKS),
        "changes": _several(_read_common, model.MOST_CHANGES),
        "positions": _several(_read_touched, model.MOST_POSITIONS),
        "more": _number,
    }
)
_FINDING = _object(
    {
        "code": _like(_CODE),
        "severity": _one_of(SEVERITIES),
        "path": _NAME,
        "line": _number,
        "message": _LONG,
        "advice": _LONG,
        "is_touched": _yes_or_no,
    }
)
_PROPOSAL = _object(
    {
        "comment": _number,
        "folder": _text(4 * model.LONGEST_NAME),
        "compare": _object({"revision": _NAME, "base": _like(_COMMIT), "head": _like(_COMMIT)}),
        "own": _several(_read_touched, model.MOST_POSITIONS),
        "shared": _several(lambda value, where: Shared(**_SHARED(value, where)), model.MOST_POSITIONS),
        "findings": _several(lambda value, where: Finding(**_FINDING(value, where)), model.MOST_FINDINGS),
        "errors": _number,
        "warnings": _number,
        "unread": _several(_NAME, model.MOST_POSITIONS),
        "left_out": _number,
        "common": _several(_NAME, model.MOST_FILES),
    }
)


def _proposal(document: Any, where: str) -> Proposal:  # noqa: ANN401 (JSON)
    told = _PROPOSAL(document, where)
    del told["comment"]
    proposal = Proposal(**told | {"compare": Compare(**told["compare"])})
    if len(proposal.positions) > model.MOST_POSITIONS or _letters(proposal) > model.MOST_LETTERS:
        _refuse(where)
    return proposal


def _letters(proposal: Proposal) -> int:
    """How many letters all changes have together."""
    own = (change for one in proposal.positions for change in one.compared.difference.changes)
    shared = (common.change for one in proposal.shared for common in one.changes)
    texts = (text for one in (*own, *shared) for text in (one.before, one.after, one.upper and one.upper.text))
    return sum(len(text) for text in texts if text is not None)
