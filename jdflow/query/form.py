"""The printed form: the fields that a Word template may use, in one table, and what each says of a position."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.calendar import written
from jdflow.language import N_
from jdflow.model.position import Approval
from jdflow.model.relation import CASES, NAME, WORDS
from jdflow.sandbox.word import Many, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from jdflow.model.organisation import Holder
    from jdflow.model.position import Position
    from jdflow.model.resolved import Line, ResolvedCompetency, ResolvedDuty, ResolvedLanguage
    from jdflow.query.shown import Shown
    from jdflow.sandbox.word import Kind, Value


class Field(NamedTuple):
    """A field of the form: its name, what it means, its kind; `own` where it holds the position's own content."""

    name: str
    meaning: str
    kind: Kind | tuple[Field, ...] = "text"
    many: bool = False
    own: bool = False


_COMPETENCY = (
    Field("nimi", N_("name of the competency; empty for a plain line"), own=True),
    Field("laused", N_("its sentences"), many=True, own=True),
)
FORM: tuple[Field, ...] = (
    Field("asutus", N_("the agency")),
    Field("tunnus", N_("the position's id")),
    Field("ametinimetus", N_("title"), own=True),
    Field("täpsustus", N_("qualifier of the title, with its parentheses"), own=True),
    Field("struktuuriüksus", N_("unit with its superior units"), own=True),
    Field(
        NAME,
        N_("the word for the person, official or employee, in every case"),
        tuple(Field(case, " / ".join(words)) for case, words in CASES.items()),
    ),
    Field("ametnik", N_("whether the person is an official"), "flag"),
    Field("töötaja", N_("whether the person is an employee"), "flag"),
    Field("kehtiv_alates", N_("first day in force, as 01.07.2021")),
    Field("kehtiv_kuni", N_("last day in force"), own=True),
    Field(
        "kinnitamine",
        N_("how the text is approved"),
        (
            Field("kinnitamisviis", N_("käskkiri or leping")),
            Field("number", N_("number of the order")),
            Field("kuupäev", N_("day of approval")),
            Field("lisa", N_("number of the annex"), own=True),
            Field("alus", N_("on what basis"), own=True),
            Field("päis", N_("lines above the title"), many=True, own=True),
            Field("nõusolek", N_("the recorded decision about consent")),
            Field("kinnitatud", N_("whether an order approves the text and no line of `päis` says so itself"), "flag"),
        ),
    ),
    Field("vahetu_juht", N_("direct manager"), own=True),
    Field("asendajad", N_("those who substitute for this position"), many=True, own=True),
    Field("asendab", N_("whom this position substitutes for, in the partitive"), many=True, own=True),
    Field("alluvad", N_("subordinates"), many=True, own=True),
    Field("eesmärk", N_("purpose"), own=True),
    Field("grupp", N_("group of the position; official or employee where none is written")),
    Field("eritingimused", N_("special terms"), many=True, own=True),
    Field(
        "ülesanded",
        N_("duties"),
        (
            Field("ülesanne", N_("the duty"), own=True),
            Field("sh", N_("its parts"), many=True, own=True),
            Field("tulemused", N_("the results expected"), many=True, own=True),
        ),
        many=True,
    ),
    Field("õigused", N_("rights"), many=True, own=True),
    Field("vastutus", N_("responsibilities"), many=True, own=True),
    Field("töövahendid", N_("tools"), many=True, own=True),
    Field(
        "nõuded",
        N_("requirements"),
        (
            Field("haridus", N_("education"), many=True, own=True),
            Field("töökogemus", N_("work experience"), many=True, own=True),
            Field(
                "keeleoskus",
                N_("languages"),
                (
                    Field("tekst", N_("language and level in words")),
                    Field("keel", N_("the language, as “eesti keel”; empty where only words are written")),
                    Field("tase", N_("its level, A1 to C2")),
                ),
                many=True,
                own=True,
            ),
            Field("arvutioskus", N_("computer skills"), many=True, own=True),
            Field("lähetused", N_("readiness for travel"), many=True, own=True),
            Field("teadmised", N_("knowledge and skills"), many=True, own=True),
            Field("isikuomadused", N_("personal traits"), many=True, own=True),
        ),
    ),
    Field(
        "kompetentsid",
        N_("competencies"),
        (
            Field("tööks_vajalikud", N_("core competencies"), _COMPETENCY, many=True),
            Field("täiendavad", N_("additional competencies"), _COMPETENCY, many=True),
        ),
    ),
    Field("muutmine", N_("review clause"), many=True, own=True),
    Field(
        "allkirjastaja",
        N_("who signs for the agency"),
        (Field("nimetus", N_("the role's title")), Field("nimi", N_("the name; often empty"))),
    ),
    Field("inimene", N_("the incumbent's name, from the file given with --people"), own=True),
    Field("mustand", N_("whether this is a draft from the work tree"), "flag"),
)


def kinds(fields: Iterable[Field] = FORM) -> dict[str, Kind]:
    """The names that a template may use, each with its kind."""
    found: dict[str, Kind] = {}
    for field in fields:
        kind = Record(kinds(field.kind)) if isinstance(field.kind, tuple) else field.kind
        found[field.name] = Many(kind) if field.many else kind
    return found


def values(
    shown: Shown, agency: str, signer: Holder | None, person: str = "", *, draft: bool = False
) -> dict[str, Value]:
    """What each field of the form says of a position."""
    resolved, position = shown.resolved, shown.resolved.position
    requirements = resolved.requirements
    return {
        "asutus": agency,
        "tunnus": position.id,
        "ametinimetus": position.title,
        "täpsustus": position.qualifier or "",
        "struktuuriüksus": shown.unit,
        NAME: dict(WORDS[position.relation]),
        "ametnik": position.relation == "ametnik",
        "töötaja": position.relation == "töötaja",
        "kehtiv_alates": _day(position.effective_from),
        "kehtiv_kuni": _day(position.effective_to),
        "kinnitamine": _approval(position),
        "vahetu_juht": shown.manager or "",
        "asendajad": shown.substitutes,
        "asendab": shown.substitutes_for,
        "alluvad": [text for _, text in shown.reports],
        "eesmärk": position.purpose,
        "grupp": position.group or position.relation.capitalize(),
        "eritingimused": _texts(resolved.special_terms),
        "ülesanded": [
            {"ülesanne": _duty(duty), "sh": _texts(duty.parts), "tulemused": _texts(duty.results)}
            for duty in resolved.duties
        ],
        "õigused": _texts(resolved.rights),
        "vastutus": _texts(resolved.responsibilities),
        "töövahendid": _texts(resolved.tools),
        "nõuded": {
            "haridus": _texts(requirements["education"]),
            "töökogemus": _texts(requirements["experience"]),
            "keeleoskus": [_language(language) for language in resolved.languages],
            "arvutioskus": _texts(requirements["computer_skills"]),
            "lähetused": _texts(requirements["travel"]),
            "teadmised": _texts(requirements["knowledge"]),
            "isikuomadused": _texts(requirements["traits"]),
        },
        "kompetentsid": {
            "tööks_vajalikud": [_competency(one) for one in resolved.core],
            "täiendavad": [_competency(one) for one in resolved.additional],
        },
        "muutmine": _texts(resolved.review_clause),
        "allkirjastaja": {
            "nimetus": "" if signer is None else signer.title,
            "nimi": "" if signer is None else signer.name or "",
        },
        "inimene": person,
        "mustand": draft,
    }


def _duty(duty: ResolvedDuty) -> str:
    """The duty; without its full stop where the template goes on with its parts."""
    return duty.duty.text.rstrip(" .:;,") or duty.duty.text if duty.parts else duty.duty.text


def _texts(lines: Iterable[Line]) -> list[str]:
    return [line.text for line in lines]


def _day(day: date | None) -> str:
    return "" if day is None else written(day)


def _approval(position: Position) -> Mapping[str, Value]:
    approval = position.approval or Approval()
    return {
        "kinnitamisviis": approval.mode or "",
        "number": approval.number or "",
        "kuupäev": _day(approval.date),
        "lisa": approval.annex or "",
        "alus": approval.basis or "",
        "päis": [item.text for item in approval.header],
        "nõusolek": approval.consent or "",
        "kinnitatud": position.relation == "ametnik" and _is_ordered(approval),
    }


def _is_ordered(approval: Approval) -> bool:
    """Whether there is an order, and the lines above the title do not speak of approval in words of their own."""
    by_order = approval.number is not None or (approval.mode == "käskkiri" and approval.date is not None)
    return by_order and not any(item.text.casefold().startswith("kinnita") for item in approval.header)


def _language(one: ResolvedLanguage) -> Mapping[str, Value]:
    language = one.language or ""
    named = language if not language or language.endswith("keel") else f"{language} keel"
    return {"tekst": one.text.text, "keel": named, "tase": one.level or ""}


def _competency(one: ResolvedCompetency) -> Mapping[str, Value]:
    return {"nimi": one.name or "", "laused": _texts(one.items)}


def every_field(fields: Iterable[Field] = FORM, depth: int = 0) -> Iterator[tuple[Field, int]]:
    """The fields, each followed by those inside it, with how deep they lie."""
    for field in fields:
        yield field, depth
        if isinstance(field.kind, tuple):
            yield from every_field(field.kind, depth + 1)


def unprinted(used: frozenset[str], fields: Iterable[Field] = FORM, before: str = "") -> Iterator[str]:
    """The fields of own content that a template never prints."""
    for field in fields:
        name = before + field.name
        if field.own:
            if not _is_used(name, used):
                yield name
        elif isinstance(field.kind, tuple):
            yield from unprinted(used, field.kind, f"{name}.")


def in_short(names: Iterable[str]) -> list[str]:
    """The fields, one name for all those inside one field where none of them is missing."""
    left = list(names)
    for field in FORM:
        inner = list(unprinted(frozenset(), (field,)))
        if len(inner) > 1 and set(inner) <= set(left):
            left[left.index(inner[0])] = field.name
            left = [name for name in left if name not in inner]
    return left


def _is_used(name: str, used: frozenset[str]) -> bool:
    return any(one == name or one.startswith(f"{name}.") for one in used)


def dropped(unprinted_fields: Iterable[str], given: Mapping[str, Value]) -> list[str]:
    """Which of the fields that a template never prints have something to say."""
    return [name for name in unprinted_fields if _says(given, name.split("."))]


def _says(given: Value, names: list[str]) -> bool:
    if isinstance(given, (list, tuple)):
        return any(_says(one, names) for one in given)
    if isinstance(given, dict):
        return any(_says(given[name], names[1:]) for name in names[:1] or given)
    return bool(given)
