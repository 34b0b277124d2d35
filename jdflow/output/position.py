"""A resolved position as text for a terminal, as Markdown, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from jdflow.calendar import written
from jdflow.language import N_, Voice
from jdflow.output import plain
from jdflow.output.markdown import escaped
from jdflow.output.plain import Paint, safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from jdflow.model.position import Approval, Position
    from jdflow.model.resolved import Line, Resolved, ResolvedCompetency
    from jdflow.query.shown import Shown

REQUIREMENT_WORDS = {
    "education": N_("Education"),
    "experience": N_("Work experience"),
    "languages": N_("Languages"),
    "computer_skills": N_("Computer skills"),
    "travel": N_("Travel"),
    "knowledge": N_("Knowledge and skills"),
    "traits": N_("Personal traits"),
}
RELATION_WORDS = {"ametnik": N_("official"), "töötaja": N_("employee")}


class _Bullet(NamedTuple):
    text: str
    level: int
    origin: str | None
    bold: bool = False


class _Section(NamedTuple):
    heading: str
    bullets: list[_Bullet]


def as_text(shown: Shown, voice: Voice, paint: Paint) -> Iterator[str]:
    """The position as a person reads it in a terminal."""
    position = shown.resolved.position
    yield paint("bold", safe(_title(position)))
    yield safe(_facts(shown, voice))
    for section in _sections(shown, voice):
        yield ""
        yield paint("bold", section.heading)
        for bullet in section.bullets:
            origin = paint("faint", f"  [{safe(bullet.origin)}]") if bullet.origin else ""
            yield f"{'  ' * bullet.level}  {'–' if bullet.level else '•'} {safe(bullet.text)}{origin}"


def as_markdown(shown: Shown, voice: Voice) -> Iterator[str]:
    """The position as Markdown."""
    yield f"# {escaped(_title(shown.resolved.position))}"
    yield ""
    yield escaped(_facts(shown, voice))
    for section in _sections(shown, voice):
        yield ""
        yield f"## {section.heading}"
        yield ""
        for bullet in section.bullets:
            text = f"**{escaped(bullet.text)}**" if bullet.bold else escaped(bullet.text)
            origin = f" *({escaped(bullet.origin)})*" if bullet.origin else ""
            yield f"{'  ' * bullet.level}- {text}{origin}"


def _title(position: Position) -> str:
    return f"{position.title} {position.qualifier}" if position.qualifier else position.title


def _facts(shown: Shown, voice: Voice) -> str:
    position = shown.resolved.position
    facts = [shown.unit, voice.say(RELATION_WORDS[position.relation])]
    if position.effective_from is None:
        facts.append(voice.say("draft"))
    else:
        facts.append(voice.say("in force from {day}", day=written(position.effective_from)))
    if position.effective_to is not None:
        facts.append(voice.say("until {day}", day=written(position.effective_to)))
    return " · ".join(facts)


def _sections(shown: Shown, voice: Voice) -> Iterator[_Section]:
    for heading, bullets in _told(shown):
        found = list(bullets)
        if found:
            yield _Section(voice.say(heading), found)


def _told(shown: Shown) -> Iterator[tuple[str, Iterable[_Bullet]]]:
    """What the form tells, heading by heading."""
    resolved = shown.resolved
    yield N_("Direct manager"), _plain(shown.manager)
    yield N_("Substituted by"), _plain(*shown.substitutes)
    yield N_("Substitutes for"), _plain(*shown.substitutes_for)
    yield N_("Subordinates"), _plain(*(text for _, text in shown.reports))
    yield N_("Purpose"), _plain(resolved.position.purpose)
    yield N_("Duties"), _duties(resolved)
    yield N_("Rights"), _bullets(resolved.rights, 0)
    yield N_("Responsibilities"), _bullets(resolved.responsibilities, 0)
    yield N_("Tools"), _bullets(resolved.tools, 0)
    for name, word in REQUIREMENT_WORDS.items():
        yield word, _bullets(_requirement(resolved, name), 0)
    yield N_("Core competencies"), _competencies(resolved.core)
    yield N_("Additional competencies"), _competencies(resolved.additional)
    yield N_("Special terms"), _bullets(resolved.special_terms, 0)
    yield N_("Review"), _bullets(resolved.review_clause, 0)


def _plain(*texts: str | None) -> Iterator[_Bullet]:
    return (_Bullet(text, 0, None) for text in texts if text)


def _requirement(resolved: Resolved, name: str) -> tuple[Line, ...]:
    if name == "languages":
        return tuple(language.text for language in resolved.languages)
    return resolved.requirements[name]


def _bullets(lines: Iterable[Line], level: int, outer: str | None = None) -> Iterator[_Bullet]:
    for line in lines:
        yield _Bullet(line.text, level, line.origin if line.origin != outer else None)


def _duties(resolved: Resolved) -> Iterator[_Bullet]:
    for duty in resolved.duties:
        yield _Bullet(duty.duty.text, 0, duty.duty.origin)
        yield from _bullets((*duty.parts, *duty.results), 1, duty.duty.origin)


def _competencies(several: Iterable[ResolvedCompetency]) -> Iterator[_Bullet]:
    for one in several:
        if one.name is None:
            yield from _bullets(one.items, 0)
        else:
            yield _Bullet(one.name, 0, one.origin, bold=True)
            yield from _bullets(one.items, 1, one.origin)


def as_json(shown: Shown) -> str:
    """The position under the code's English names."""
    resolved, position = shown.resolved, shown.resolved.position
    document = {
        "id": position.id,
        "title": position.title,
        "qualifier": position.qualifier,
        "unit": {"id": position.unit, "name": shown.unit},
        "relation": position.relation,
        "effective_from": _iso(position.effective_from),
        "effective_to": _iso(position.effective_to),
        "manager": None if position.manager is None else {"id": position.manager.id, "text": shown.manager},
        "substitutes": _refs(position.substitutes, shown.substitutes),
        "substitutes_for": _refs(position.substitutes_for, shown.substitutes_for),
        "reports": [{"id": report, "text": text} for report, text in shown.reports],
        "purpose": position.purpose,
        "duties": [
            {
                "duty": duty.duty.text,
                "parts": [line.text for line in duty.parts],
                "results": [line.text for line in duty.results],
                "from": duty.duty.origin,
            }
            for duty in resolved.duties
        ],
        "rights": _lines(resolved.rights),
        "responsibilities": _lines(resolved.responsibilities),
        "tools": _lines(resolved.tools),
        "requirements": {
            name: _lines(_requirement(resolved, name)) for name in REQUIREMENT_WORDS if name != "languages"
        }
        | {
            "languages": [
                {"text": one.text.text, "language": one.language, "level": one.level, "from": one.text.origin}
                for one in resolved.languages
            ]
        },
        "competencies": {
            "core": _competency_objects(resolved.core),
            "additional": _competency_objects(resolved.additional),
        },
        "group": position.group or position.relation.capitalize(),
        "special_terms": _lines(resolved.special_terms),
        "review_clause": _lines(resolved.review_clause),
        "approval": None if position.approval is None else approval_object(position.approval),
        "fingerprint": shown.fingerprint,
        "commit": shown.commit,
    }
    return plain.as_json(document)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _refs(refs: Iterable[Any], texts: Iterable[str]) -> list[dict[str, str | None]]:
    return [{"id": ref.id, "text": text} for ref, text in zip(refs, texts, strict=True)]


def _lines(lines: Iterable[Line]) -> list[dict[str, str | None]]:
    return [{"text": line.text, "from": line.origin} for line in lines]


def _competency_objects(several: Iterable[ResolvedCompetency]) -> list[dict[str, Any]]:
    return [{"name": one.name, "items": [line.text for line in one.items], "from": one.origin} for one in several]


def approval_object(approval: Approval) -> dict[str, Any]:
    """An approval for machines."""
    return {
        "mode": approval.mode,
        "number": approval.number,
        "date": _iso(approval.date),
        "annex": approval.annex,
        "basis": approval.basis,
        "header": [item.text for item in approval.header],
        "consent": approval.consent,
    }
