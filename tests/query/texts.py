"""Random texts of a position, and one text made from another as people change them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from jdflow.model.position import LEVELS, RELATIONS, Position, Ref
from jdflow.model.resolved import REQUIREMENTS, Line, Resolved, ResolvedCompetency, ResolvedDuty, ResolvedLanguage
from jdflow.model.texts import Use
from jdflow.problems import Place
from jdflow.query.shown import Shown
from jdflow.resolve.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

NOWHERE = Place("")
WORDS = st.sampled_from(
    ["Andmete", "korrastamine", "aruande", "koostamine", "juhile", "ei", "õigel ajal", "C1", "§ 5", "2021.", "o\u0303"]
)
TEXTS = st.one_of(
    st.lists(WORDS, min_size=1, max_size=6).map(" ".join),
    st.sampled_from(["Andmed.", "andmed", "Andmed", "a", "b", "<b>@keegi</b>", "\u202eöö", "*", ""]),
)
ORIGINS = st.sampled_from([None, None, "duties/koostoo", "rights/kaugtoo", "competencies/loovus"])
IDS = st.sampled_from([None, "juhataja", "abi"])


def line(text: str, origin: str | None = None) -> Line:
    return Line(text, origin, NOWHERE)


LINES = st.lists(st.builds(line, TEXTS, ORIGINS), max_size=3).map(tuple)
REFS = st.builds(Ref, IDS, st.none() | TEXTS, st.just(NOWHERE))
DUTIES = st.builds(ResolvedDuty, st.builds(line, TEXTS, ORIGINS), LINES, LINES, st.sampled_from([None, None, "a", "b"]))
NAMED = st.builds(ResolvedCompetency, TEXTS, LINES, ORIGINS, st.just(NOWHERE))
PLAIN = TEXTS.map(lambda text: ResolvedCompetency(None, (line(text),), None, NOWHERE))
LANGUAGES = st.one_of(
    st.builds(line, TEXTS, ORIGINS).map(ResolvedLanguage),
    st.builds(
        lambda language, level: ResolvedLanguage(line(f"{language} {level}"), language, level),
        st.sampled_from(["eesti", "inglise"]),
        st.sampled_from(LEVELS),
    ),
)


def several(of: SearchStrategy[Any]) -> SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=3).map(tuple)


POSITIONS: dict[str, SearchStrategy[Any]] = {
    "title": TEXTS,
    "qualifier": st.none() | TEXTS,
    "title_partitive": st.none() | TEXTS,
    "unit": st.sampled_from([None, "talitus", "osakond"]),
    "relation": st.sampled_from(RELATIONS),
    "manager": st.none() | REFS,
    "substitutes": several(REFS),
    "substitutes_for": several(REFS),
    "reports": st.just("auto") | several(REFS),
    "group": st.sampled_from([None, "ametnik", "tippspetsialist"]),
    "purpose": TEXTS,
    "rights": several(st.builds(Use, st.just("rights/kaugtoo"), st.just(NOWHERE))),
}
RESOLVED: dict[str, SearchStrategy[Any]] = {
    "duties": several(DUTIES),
    **dict.fromkeys(("rights", "responsibilities", "tools", "special_terms", "review_clause"), LINES),
    "requirements": st.fixed_dictionaries(dict.fromkeys(REQUIREMENTS, LINES)),
    "languages": several(LANGUAGES),
    "core": several(st.one_of(NAMED, PLAIN)),
    "additional": several(st.one_of(NAMED, PLAIN)),
}


def shown(resolved: Resolved) -> Shown:
    """The text with names that do not tell who is meant."""
    position = resolved.position
    reports = () if position.reports == "auto" else position.reports
    return Shown(
        resolved=resolved,
        unit="Üksus",
        manager=position.manager and _name(position.manager),
        substitutes=_names(position.substitutes),
        substitutes_for=_names(position.substitutes_for),
        reports=tuple((ref.id, _name(ref)) for ref in reports),
        fingerprint=fingerprint(resolved),
        commit=None,
    )


def _name(ref: Ref) -> str:
    return ref.text or "Juhataja"


def _names(refs: Sequence[Ref]) -> tuple[str, ...]:
    return tuple(map(_name, refs))


@st.composite
def resolveds(draw: DrawFn) -> Resolved:
    values = {name: draw(strategy) for name, strategy in POSITIONS.items()}
    position = Position("naidis", "positions/naidis.yaml", **values)
    return Resolved(position, **{name: draw(strategy) for name, strategy in RESOLVED.items()})


@st.composite
def edits(draw: DrawFn, resolved: Resolved) -> Resolved:
    """The text after some of its fields were written anew, put in another order, or thinned out."""
    for name in draw(st.lists(st.sampled_from(sorted(POSITIONS)), max_size=2)):
        resolved = resolved._replace(position=resolved.position._replace(**{name: draw(POSITIONS[name])}))
    for name in draw(st.lists(st.sampled_from(sorted(RESOLVED)), max_size=3)):
        was = getattr(resolved, name)
        ways = [RESOLVED[name]]
        if isinstance(was, tuple):
            ways += [st.permutations(was).map(tuple), st.just(was[1:]), st.just(was[:-1]), st.just(was + was[:1])]
        resolved = resolved._replace(**{name: draw(st.one_of(ways))})
    return resolved


@st.composite
def pairs(draw: DrawFn) -> tuple[Shown, Shown]:
    """Two texts: one made from the other, or each by itself."""
    one = draw(resolveds())
    other = draw(st.one_of(edits(one), edits(one), resolveds()))
    return shown(one), shown(other)
