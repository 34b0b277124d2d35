"""What a comment says as JSON, and back; what comes back may have been made by anybody, so all of it is looked at."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NoReturn

from jdflow.language import msg
from jdflow.model import comment as model
from jdflow.model.comment import ASKS, Approved, Common, Compare, Entry, Finding, Held, Proposal, Shared, Touched
from jdflow.model.difference import CLASSES, Cause, Change, Compared, Difference, Spot, Upper
from jdflow.model.position import RELATIONS
from jdflow.model.version import OUTCOMES
from jdflow.output import comment_data as taken
from jdflow.output import plain
from jdflow.output.difference_rows import SECTION_WORDS
from jdflow.problems import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from jdflow.output.comment_data import Read

VERSION = 1
MOST_BYTES = 16 * 1024 * 1024
_SECTIONS = frozenset(
    {*SECTION_WORDS, "duties.parts", "duties.results", "competencies.core.items", "competencies.additional.items"}
)
_KINDS = ("added", "removed", "moved", "reworded", "field")
_CAUSES = ("own", "block", "organisation")
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_CODE = re.compile(r"JD[0-9]{3}")


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
            "entries": [_entry(one) for one in proposal.entries],
            "more_entries": proposal.more_entries,
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
        "from": _iso(compared.from_day),
        "to": _iso(compared.to_day),
        "class": compared.difference.cls,
        "asks": list(one.asks),
        "changes": [_change(change) for change in compared.difference.changes],
        "more": one.more,
        "through": list(one.through),
    }


def _shared(one: Shared) -> dict[str, Any]:
    return {
        "blocks": list(one.blocks),
        "changes": [{"positions": common.positions, **_change(common.change)} for common in one.changes],
        "positions": [_touched(position) for position in one.positions],
        "more": one.more,
        "others": one.others,
    }


def _entry(one: Entry) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "approval": [each and each._asdict() | {"day": _iso(each.day)} for each in one.approval],
        "last_day": [_iso(day) for day in one.last_day],
        "reviews": [
            each._asdict() | {"day": _iso(each.day), "postponed_to": _iso(each.postponed_to)} for each in one.reviews
        ],
        "former_id": one.former_id,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


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
        raise taken.NoComment(msg("it is larger than {n} MiB", n=MOST_BYTES >> 20))
    try:
        document = json.loads(data.decode(), object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise taken.NoComment(msg("it is no JSON")) from None
    if isinstance(document, dict) and document.get("comment") != VERSION:
        raise taken.NoComment(msg("it was made by another version of jdflow, or is no comment"))
    return _proposal(document, "")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object that has each key once."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


def _no_number(_: str) -> NoReturn:
    raise ValueError


def _spot(value: Any, where: str) -> Spot:  # noqa: ANN401 (JSON)
    return Spot(*taken.two(taken.or_none(taken.number))(value, where))


_NAME = taken.text(model.LONGEST_NAME)
_LONG = taken.text(model.LONGEST_TEXT)
_UPPER = taken.object_of({"text": _LONG, "spot": _spot})
_CHANGE: dict[str, Read[Any]] = {
    "section": taken.one_of(tuple(sorted(_SECTIONS))),
    "kind": taken.one_of(_KINDS),
    "class": taken.one_of(CLASSES),
    "before": taken.or_none(_LONG),
    "after": taken.or_none(_LONG),
    "cause": taken.one_of(_CAUSES),
    "block": taken.or_none(_NAME),
    "spot": _spot,
    "upper": taken.or_none(_UPPER),
}


def _to_change(told: Mapping[str, Any], where: str) -> Change:
    upper = told["upper"]
    words = (told["before"], told["after"])
    # What is recorded as a key is printed by a table of words.
    if told["section"] == "relation" and not {word for word in words if word is not None} <= set(RELATIONS):
        taken.refuse(where)
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
    return _to_change(taken.object_of(_CHANGE)(value, where), where)


def _read_common(value: Any, where: str) -> Common:  # noqa: ANN401 (JSON)
    told = taken.object_of({"positions": taken.number, **_CHANGE})(value, where)
    return Common(_to_change(told, where), told["positions"])


_TOUCHED = taken.object_of(
    {
        "id": _NAME,
        "title": _NAME,
        "unit": _NAME,
        "relation": taken.one_of(RELATIONS),
        "before": taken.yes_or_no,
        "after": taken.yes_or_no,
        "from": taken.or_none(taken.day),
        "to": taken.or_none(taken.day),
        "class": taken.or_none(taken.one_of(CLASSES)),
        "asks": taken.several(taken.one_of(ASKS), len(ASKS)),
        "changes": taken.several(_read_change, model.MOST_LINES),
        "more": taken.number,
        "through": taken.several(_NAME, model.MOST_BESIDES),
    }
)


def _read_touched(value: Any, where: str) -> Touched:  # noqa: ANN401 (JSON)
    told = _TOUCHED(value, where)
    if told["before"] and len(told["changes"]) > model.MOST_CHANGES:
        taken.refuse(where)
    compared = Compared(
        id=told["id"],
        title=told["title"],
        from_day=told["from"],
        to_day=told["to"],
        difference=Difference(told["changes"], told["class"]),
        has_before=told["before"],
        has_after=told["after"],
    )
    return Touched(compared, told["unit"], told["relation"], told["asks"], told["more"], told["through"])


_SHARED = taken.object_of(
    {
        "blocks": taken.several(_NAME, model.MOST_BLOCKS),
        "changes": taken.several(_read_common, model.MOST_CHANGES),
        "positions": taken.several(_read_touched, model.MOST_POSITIONS),
        "more": taken.number,
        "others": taken.number,
    }
)
_WORD = taken.or_none(taken.text(model.LONGEST_WORD))
_PHRASE = taken.or_none(_NAME)
_DAY = taken.or_none(taken.day)
_APPROVED = taken.object_of(
    {
        "mode": _WORD,
        "number": _WORD,
        "day": _DAY,
        "annex": _WORD,
        "basis": _PHRASE,
        "header": _PHRASE,
        "consent": _PHRASE,
    }
)
_HELD = taken.object_of(
    {"day": _DAY, "outcome": taken.or_none(taken.one_of(OUTCOMES)), "postponed_to": _DAY, "by": _PHRASE}
)
_ENTRY = taken.object_of(
    {
        "id": _NAME,
        "title": _NAME,
        "approval": taken.two(taken.or_none(lambda value, where: Approved(**_APPROVED(value, where)))),
        "last_day": taken.two(_DAY),
        "reviews": taken.several(lambda value, where: Held(**_HELD(value, where)), model.MOST_BESIDES),
        "former_id": taken.or_none(_NAME),
    }
)
_FINDING = taken.object_of(
    {
        "code": taken.like(_CODE),
        "severity": taken.one_of(SEVERITIES),
        "path": _NAME,
        "line": taken.number,
        "message": _LONG,
        "advice": _LONG,
        "is_touched": taken.yes_or_no,
    }
)
_PROPOSAL = taken.object_of(
    {
        "comment": taken.number,
        "folder": taken.text(4 * model.LONGEST_NAME),
        "compare": taken.object_of({"revision": _NAME, "base": taken.like(_COMMIT), "head": taken.like(_COMMIT)}),
        "own": taken.several(_read_touched, model.MOST_POSITIONS),
        "shared": taken.several(lambda value, where: Shared(**_SHARED(value, where)), model.MOST_POSITIONS),
        "findings": taken.several(lambda value, where: Finding(**_FINDING(value, where)), model.MOST_FINDINGS),
        "errors": taken.number,
        "warnings": taken.number,
        "unread": taken.several(_NAME, model.MOST_POSITIONS),
        "left_out": taken.number,
        "common": taken.several(_NAME, model.MOST_FILES),
        "entries": taken.several(lambda value, where: Entry(**_ENTRY(value, where)), model.MOST_ENTRIES),
        "more_entries": taken.number,
    }
)


def _proposal(document: Any, where: str) -> Proposal:  # noqa: ANN401 (JSON)
    told = _PROPOSAL(document, where)
    del told["comment"]
    proposal = Proposal(**told | {"compare": Compare(**told["compare"])})
    if len(proposal.positions) > model.MOST_POSITIONS or _letters(proposal) > model.MOST_LETTERS:
        taken.refuse(where)
    return proposal


def _letters(proposal: Proposal) -> int:
    """How many letters all changes have together."""
    own = (change for one in proposal.positions for change in one.compared.difference.changes)
    shared = (common.change for one in proposal.shared for common in one.changes)
    texts = (text for one in (*own, *shared) for text in (one.before, one.after, one.upper and one.upper.text))
    return sum(len(text) for text in texts if text is not None)
