"""What became of each text of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.model.adopted import Left, Near, OwnCompetency, OwnDuty, Person, Said, Speech, Taken
from jdflow.model.imported import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jdflow.language import Voice
    from jdflow.model.adopted import Adopted
    from jdflow.model.imported import Fate

# The keys of the file, by the names of what was understood.
_KEYS = {
    "title": "ametinimetus",
    "qualifier": "täpsustus",
    "unit": "struktuuriüksus",
    "dated": "kehtiv_alates",
    "related": "teenistuja",
    "approval_number": "kinnitamine.number",
    "approval_basis": "kinnitamine.alus",
    "header": "kinnitamine.päis",
    "manager": "vahetu_juht",
    "substitutes": "asendajad",
    "substitutes_for": "asendab",
    "reports": "alluvad",
    "group": "grupp",
    "special_terms": "eritingimused",
    "purpose": "eesmärk",
    "duties": "ülesanded",
    "rights": "õigused",
    "responsibilities": "vastutus",
    "tools": "töövahendid",
    "requirements": "nõuded",
    "languages": "nõuded.keeleoskus",
    "core": "kompetentsid.tööks_vajalikud",
    "additional": "kompetentsid.täiendavad",
    "review_clause": "muutmine",
}
_REQUIREMENTS = {
    "education": "haridus",
    "experience": "töökogemus",
    "computer_skills": "arvutioskus",
    "travel": "lähetused",
    "knowledge": "teadmised",
    "traits": "isikuomadused",
}


def rows_of(adopted: Adopted, voice: Voice) -> tuple[Row, ...]:
    """A row for each text, in the order of the position's fields; then what became none of them."""
    rows = [*_placed(adopted, voice)]
    rows += (_row(said, "form", "", "", voice) for said in adopted.furniture)
    rows += (_left(one, voice) for one in adopted.left)
    rows += (_row(said, "unplaced", "", "", voice) for said in adopted.unplaced)
    return tuple(rows)


def in_order(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows in the order in which the document has them; numbers and bullets stand before their text."""
    return tuple(sorted(rows, key=lambda row: (row.page or 0, row.line, row.fate != "form")))


def _placed(adopted: Adopted, voice: Voice) -> Iterator[Row]:
    for name, key in _KEYS.items():
        value = getattr(adopted, name)
        if name == "requirements":
            requirements: Mapping[str, object] = value
            for part, entries in requirements.items():
                yield from _rows(entries, f"{key}.{_REQUIREMENTS[part]}", voice)
        else:
            yield from _rows(value, key, voice)


def _rows(value: object, key: str, voice: Voice) -> Iterator[Row]:
    if isinstance(value, Said):
        yield _row(value, "placed", key, value.text, voice)
    elif isinstance(value, Taken):
        for said in value.said:
            yield _row(said, "placed", key, said.text, voice)._replace(block=value.block, likeness=value.likeness)
    elif isinstance(value, Near):
        yield _near(_row(value.said, "placed", key, value.said.text, voice), value)
    elif isinstance(value, OwnDuty):
        yield _near(_row(value.duty, "placed", f"{key}.ülesanne", value.duty.text, voice), value.near)
        yield from _rows(value.parts, f"{key}.sh", voice)
        yield from _rows(value.results, f"{key}.tulemused", voice)
    elif isinstance(value, OwnCompetency):
        if value.name is not None:
            yield _near(_row(value.name, "placed", f"{key}.nimi", value.name.text, voice), value.near)
        yield from _rows(value.items, f"{key}.laused" if value.name is not None else key, voice)
    elif isinstance(value, Person | Speech):
        yield from _rows(value.said, key, voice)
    elif isinstance(value, tuple):
        yield from _several(value, key, voice)


def _near(row: Row, near: Near | None) -> Row:
    return row if near is None else row._replace(nearest=near.block, likeness=near.likeness)


def _several(values: Iterable[object], key: str, voice: Voice) -> Iterator[Row]:
    """Items of a list, each with its number; what one sentence says of several is told once."""
    before = None
    for number, value in enumerate(values, 1):
        said = value.said if isinstance(value, Speech) else None
        if said is None or said is not before:
            yield from _rows(value, f"{key}[{number}]", voice)
        before = said


def _row(said: Said, fate: Fate, field: str, text: str, voice: Voice) -> Row:
    spot = said.spots[0] if said.spots else None
    notes = tuple(voice(note) for note in said.notes)
    line, page = (0, None) if spot is None else (spot.line, spot.page)
    return Row(said.read, line, page, fate, field, text, said.sure, notes=notes)


def _left(left: Left, voice: Voice) -> Row:
    return _row(left.said, "left", "", voice(left.why), voice)
