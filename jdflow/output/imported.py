"""What came of documents that were brought in: as text for a terminal, as JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jdflow.language import N_
from jdflow.model.adopted import SURE
from jdflow.output import plain
from jdflow.output.plain import safe
from jdflow.output.proposed_blocks import objects_of_blocks
from jdflow.output.tables import as_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jdflow.adopt.blocks.propose import ProposedBlock
    from jdflow.language import Voice
    from jdflow.model.imported import Imported, Row
    from jdflow.output.plain import Paint

# Of one document no more is told on a terminal; the report has all of it.
_MOST_TOLD, _MOST_NAMED = 20, 10
_LONGEST = 160
_PERCENT = 100
HEADING = (N_("Document"), N_("Position"), N_("Words found"), N_("From blocks"), N_("Own words"), N_("Not placed"))
# In these a place is counted in paragraphs: a page has its lines only on paper.
_WORD = (".docx", ".docm", ".dotx")
_INDEX = re.compile(r"\[(\d+)\]")


class Told(NamedTuple):
    """A document as its report tells of it; `why` nothing was written, where that is so."""

    file: str
    outcome: Imported | None
    id: str | None
    path: str | None
    why: str | None
    # Where a file was written over: which fields it has kept.
    kept: Sequence[str] | None = None

    @property
    def is_done(self) -> bool:
        """Whether a position was written that says all of the document."""
        if self.outcome is None or self.path is None:
            return False
        return not any(row.fate == "unplaced" or (row.fate == "placed" and row.lost) for row in self.rows)

    @property
    def rows(self) -> Sequence[Row]:
        """What became of its texts."""
        return () if self.outcome is None else self.outcome.rows


def as_text(told: Sequence[Told], voice: Voice, paint: Paint, passed: Sequence[str] = ()) -> Iterator[str]:
    """A row for each document; below them what a person has to look at, and files that were not even tried."""
    yield from as_table([voice.say(word) for word in HEADING], [cells(one) for one in told], paint)
    for one in told:
        looks = [*_looks(one, voice)]
        if looks:
            yield ""
            yield paint("bold", safe(one.file))
            yield from (f"  {safe(look)}" for look in looks[:_MOST_TOLD])
            if len(looks) > _MOST_TOLD:
                yield "  " + voice.count("and {n} more", "and {n} more", len(looks) - _MOST_TOLD)
    if passed:
        yield ""
        yield safe(passed_over(passed, voice))


def passed_over(passed: Sequence[str], voice: Voice) -> str:
    """Which files in the folders that were named are no documents."""
    names = ", ".join(passed[:_MOST_NAMED]) + (", …" if len(passed) > _MOST_NAMED else "")
    return voice.say("Files of other kinds, passed over: {n} ({names})", n=len(passed), names=names)


def cells(one: Told) -> list[str]:
    """The row of a document in the table of all."""
    outcome = one.outcome
    if outcome is None:
        return [one.file, "–", "–", "–", "–", "–"]
    placed = [row for row in outcome.rows if row.fate == "placed"]
    shared = sum(row.block is not None for row in placed)
    return [
        one.file,
        one.id or "–",
        percent(outcome.coverage),
        str(shared),
        str(len(placed) - shared),
        str(len(outcome.unplaced)),
    ]


def percent(share: float) -> str:
    """A share in percent; only all of it is a hundred."""
    return f"{int(share * _PERCENT * 10) / 10:g}%".replace(".", ",")


def _looks(one: Told, voice: Voice) -> Iterator[str]:
    """What there is to look at, the worst first."""
    if one.why is not None:
        yield voice.say("Nothing was written: {why}.", why=one.why)
    if one.outcome is None:
        return
    yield from written_over(one, voice)
    for row in one.outcome.unplaced:
        yield voice.say("not placed ({place}): “{said}”", place=place(one, row, voice), said=_short(row.read))
    for row in one.rows:
        where = place(one, row, voice)
        if row.fate == "placed" and doubts(row, voice):
            why = "; ".join(doubts(row, voice))
            yield voice.say(
                "{field} ({place}): “{said}” – {why}", field=field_of(row), place=where, said=_short(row.text), why=why
            )
        elif row.fate == "form" and row.lost:
            why = "; ".join(doubts(row, voice))
            yield voice.say(
                "taken for the form's ({place}): “{said}” – {why}", place=where, said=_short(row.read), why=why
            )
        elif row.fate == "left":
            yield voice.say("left out ({place}): {why}", place=where, why=row.text)
    yield from one.outcome.remarks


def written_over(one: Told, voice: Voice) -> Iterator[str]:
    """What became of the file that was there, if there was one."""
    if one.kept is None:
        return
    fields = ", ".join(one.kept) or "–"
    yield voice.say("Written over: {path}. Kept from it: {fields}.", path=one.path or "", fields=fields)


def doubts(row: Row, voice: Voice) -> list[str]:
    """What a person should look at in it."""
    found = list(row.notes)
    if row.lost and row.fate == "form":
        found.append(voice.say("no form is known to say: “{words}”", words=" ".join(row.lost)))
    elif row.lost:
        found.append(voice.say("the position does not say: “{words}”", words=" ".join(row.lost)))
    if row.fate == "placed" and row.sure < SURE and not found:
        found.append(voice.say("is this the right place for it?"))
    return found


def field_of(row: Row) -> str:
    """The field that it became, as a person reads it: `ülesanded 2, tulemused 1`."""
    return _INDEX.sub(r" \1", row.field).replace(".", ", ").replace("_", " ")


def place(one: Told, row: Row, voice: Voice) -> str:
    """Where in the document it stands."""
    if row.page is None and one.file.lower().endswith(_WORD):
        return voice.say("paragraph {line}", line=row.line)
    if row.page is None:
        return voice.say("line {line}", line=row.line)
    return voice.say("page {page}, line {line}", page=row.page, line=row.line)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def as_json(told: Sequence[Told], blocks: Sequence[ProposedBlock] = (), passed: Sequence[str] = ()) -> str:
    """All of it, for machines."""
    return plain.as_json(
        {
            "documents": [_object(one) for one in told],
            "passed_over": list(passed),
            "proposed_blocks": objects_of_blocks(blocks),
        }
    )


def _object(one: Told) -> dict[str, object]:
    outcome = one.outcome
    if outcome is None:
        return {"file": one.file, "id": None, "path": None, "refused": one.why}
    return {
        "file": one.file,
        "id": one.id,
        "path": one.path,
        "refused": one.why,
        "kept": None if one.kept is None else list(one.kept),
        "words": {"total": outcome.words, "found": outcome.found, "coverage": round(outcome.coverage, 4)},
        "fields": [
            {
                "field": row.field,
                "text": row.text,
                "read": row.read,
                **_where(row),
                "confidence": row.sure,
                "block": row.block,
                "nearest": row.nearest,
                "likeness": round(row.likeness, 4),
                "notes": list(row.notes),
                "lost": list(row.lost),
            }
            for row in outcome.rows
            if row.fate == "placed"
        ],
        "left_out": [{"read": row.read, **_where(row), "why": row.text} for row in outcome.rows if row.fate == "left"],
        "not_placed": [{"read": row.read, **_where(row)} for row in outcome.unplaced],
        "form": [
            {"read": row.read, **_where(row), "lost": list(row.lost)} for row in outcome.rows if row.fate == "form"
        ],
        "new_units": [unit._asdict() for unit in outcome.units],
        "remarks": list(outcome.remarks),
    }


def _where(row: Row) -> dict[str, object]:
    return {"page": row.page, "line": row.line}
