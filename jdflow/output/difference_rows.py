"""What changed, as rows that every format prints: heading by heading, what is said of a change, and its words."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from jdflow.calendar import written
from jdflow.language import N_, Msg
from jdflow.model.difference import AUTO
from jdflow.output.position import RELATION_WORDS, REQUIREMENT_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from jdflow.language import Voice
    from jdflow.model.difference import Change, ChangeClass, Compared, Kind, Spot, Upper
    from jdflow.wordwise import Op, Piece

# Stands between a text and another that took its place.
ARROW = " → "
Mark: TypeAlias = Literal["+", "-", "~", ">", ""]
_MARKS: dict[Kind, Mark] = {"added": "+", "removed": "-", "moved": ">", "reworded": "~", "field": "~"}

CLASS_WORDS: dict[ChangeClass, str] = {
    "material": N_("material"),
    "organisational": N_("organisational"),
    "editorial": N_("editorial"),
}
SECTION_WORDS = {
    "title": N_("Title"),
    "qualifier": N_("Qualifier of the title"),
    "title_partitive": N_("Title in the partitive"),
    "unit": N_("Unit"),
    "relation": N_("Relation"),
    "manager": N_("Direct manager"),
    "substitutes": N_("Substituted by"),
    "substitutes_for": N_("Substitutes for"),
    "reports": N_("Subordinates"),
    "group": N_("Group of positions"),
    "purpose": N_("Purpose"),
    "duties": N_("Duties"),
    "rights": N_("Rights"),
    "responsibilities": N_("Responsibilities"),
    "tools": N_("Tools"),
    **{f"requirements.{name}": word for name, word in REQUIREMENT_WORDS.items()},
    "competencies.core": N_("Core competencies"),
    "competencies.additional": N_("Additional competencies"),
    "special_terms": N_("Special terms"),
    "review_clause": N_("Review"),
}
_LINE: dict[Kind, str] = {
    "added": N_("New"),
    "removed": N_("Gone"),
    "moved": N_("Moved from place {before} to place {after}"),
    "reworded": N_("Reworded"),
    "field": N_("Changed"),
}
_SAID: dict[str, dict[Kind, str]] = {
    "duties": {
        "added": N_("New duty {after}"),
        "removed": N_("Former duty {before} is gone"),
        "moved": N_("Former duty {before} is now duty {after}"),
        "reworded": N_("Duty {after} is reworded"),
    },
    "parts": {
        "added": N_("New part"),
        "removed": N_("A part is gone"),
        "moved": N_("Former part {before} is now part {after}"),
        "reworded": N_("Part {after} is reworded"),
    },
    "results": {
        "added": N_("New result"),
        "removed": N_("A result is gone"),
        "moved": N_("Former result {before} is now result {after}"),
        "reworded": N_("Result {after} is reworded"),
    },
    "items": {
        "added": N_("New sentence"),
        "removed": N_("A sentence is gone"),
        "moved": N_("Former sentence {before} is now sentence {after}"),
        "reworded": N_("Sentence {after} is reworded"),
    },
}


class Row(NamedTuple):
    """A change as it is printed; without a mark it only names what the next ones belong to."""

    mark: Mark
    # Nothing is said of what comes or goes with the line above it, or with the whole text.
    said: str | None
    words: tuple[Piece, ...]
    # Its class, the block that is the cause.
    remarks: tuple[str, ...] = ()
    is_below: bool = False

    @property
    def is_replaced(self) -> bool:
        """Whether all went and something else came."""
        return [op for op, _ in self.words] == ["removed", "added"]


class Section(NamedTuple):
    """A heading of the form, with what changed below it."""

    heading: str
    rows: tuple[Row, ...]


class Told(NamedTuple):
    """All that is told of one position; `left_out` says how many changes are not."""

    title: str
    id: str
    facts: tuple[str, ...]
    sections: tuple[Section, ...]
    left_out: str | None


def told(compared: Compared, voice: Voice, most: int | None = None) -> Told:
    """What changed in a position; no more changes than the caller wants, and how many more there are."""
    changes, cls = compared.difference
    shown = changes if most is None else changes[: max(most, 0)]
    more = len(changes) - len(shown)
    sections = (
        Section(voice.say(SECTION_WORDS[section]), tuple(_rows(several, voice, has_class=cls is not None)))
        for section, several in groupby(shown, _heading)
    )
    left_out = voice.count("… and {n} more change", "… and {n} more changes", more) if more else None
    return Told(compared.title, compared.id, tuple(_facts(compared, voice)), tuple(sections), left_out)


def _heading(change: Change) -> str:
    return next(name for name in (change.section, change.section.rpartition(".")[0]) if name in SECTION_WORDS)


def _facts(compared: Compared, voice: Voice) -> Iterator[str]:
    if not compared.has_before:
        yield voice.say("new job description")
        yield _day(compared.to_day, voice)
    elif not compared.has_after:
        yield voice.say("the job description is gone")
        if compared.from_day is not None:
            yield voice.say("was in force from {day}", day=written(compared.from_day))
    elif compared.from_day == compared.to_day:
        yield _day(compared.to_day, voice)
    else:
        days = (_short(compared.from_day, voice), _short(compared.to_day, voice))
        yield voice.say("in force from: {before} → {after}", before=days[0], after=days[1])
    if compared.difference.cls is not None:
        yield voice(CLASS_SENTENCES[compared.difference.cls])
    elif not compared.difference.changes:
        yield voice.say("nothing has changed")


CLASS_SENTENCES: dict[ChangeClass, Msg] = {
    "material": Msg(N_("a material change")),
    "organisational": Msg(N_("an organisational change")),
    "editorial": Msg(N_("an editorial change")),
}


def _day(day: date | None, voice: Voice) -> str:
    return voice.say("draft") if day is None else voice.say("in force from {day}", day=written(day))


def _short(day: date | None, voice: Voice) -> str:
    return voice.say("draft") if day is None else written(day)


def _rows(changes: Iterable[Change], voice: Voice, *, has_class: bool) -> Iterator[Row]:
    """The changes of a section; what changed within a line stands below it, named where it did not change itself."""
    named: Spot | None = None
    whole: Kind | None = None
    for change in changes:
        spot = change.spot if change.upper is None else change.upper.spot
        if change.upper is None:
            whole = change.kind if change.kind in {"added", "removed"} else None
        elif named != spot:
            whole = None
            yield _unchanged(change.section, change.upper, voice)
        named = spot
        row = _row(change, voice)
        is_told = not has_class or (change.upper is not None and whole)
        yield row._replace(said=None, remarks=()) if is_told else row


def _unchanged(section: str, upper: Upper, voice: Voice) -> Row:
    said = voice.say("Duty {n}", n=upper.spot.after or 0) if section.startswith("duties.") else None
    return Row("", said, (("same", upper.text),))


def _row(change: Change, voice: Voice) -> Row:
    kind = change.kind
    if kind == "field" and None in (change.before, change.after):
        kind = "added" if change.before is None else "removed"
    said = _SAID.get(change.section.rpartition(".")[2], _LINE).get(kind, _LINE[kind])
    return Row(
        mark=_MARKS[kind],
        said=voice.say(said, before=change.spot.before or 0, after=change.spot.after or 0),
        words=_words(change, voice),
        remarks=tuple(_remarks(change, voice)),
        is_below=change.upper is not None,
    )


def _words(change: Change, voice: Voice) -> tuple[Piece, ...]:
    if change.kind == "moved":
        return (("same", change.after or ""),)
    if change.kind == "field" and change.section in {"relation", "reports"}:
        named: tuple[tuple[Op, str | None], ...] = (("removed", change.before), ("added", change.after))
        return tuple((op, _said(change.section, text, voice)) for op, text in named if text is not None)
    return tuple(change.words)


def _said(section: str, text: str, voice: Voice) -> str:
    """What is recorded as a key, in words."""
    if section == "relation":
        return voice.say(RELATION_WORDS[text])
    return voice.say("worked out from who names this position as manager") if text == AUTO else text


def _remarks(change: Change, voice: Voice) -> Iterator[str]:
    yield voice.say(CLASS_WORDS[change.cls])
    if change.kind != "moved" and change.before == change.after:
        yield voice.say("the same words, recorded another way")
    if change.cause.block is not None:
        yield voice.say("shared block {block} has changed", block=change.cause.block)
