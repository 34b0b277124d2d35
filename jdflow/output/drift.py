"""What drifts apart, as people and programs read it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from jdflow.language import N_, Msg
from jdflow.output import plain
from jdflow.output.difference_markdown import inert
from jdflow.output.plain import Paint, safe
from jdflow.output.problems import where
from jdflow.query.drift_found import key_at
from jdflow.rules.drift import problem_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jdflow.language import Voice
    from jdflow.problems import Place
    from jdflow.query.drift_found import Finding, Inclusion, Kind

MOST_RELATED = 5
_USE = N_("Write `kasuta: {block}` in its place{more}.")
_NEW = N_("Make the shared block {block} of it, and use it in all of these places.")
_ADVICE: dict[Kind, str] = {
    "copy": N_("Compare the two; if they mean the same, write `kasuta: {block}`."),
    "near": N_("Compare the two; if they mean the same, write `kasuta: {block}`."),
    "double": N_("Take one of the two out."),
    "results": N_("Make a list of results of it in shared/duties/, and include that under each duty."),
    "marks": N_("Set them right, as shown."),
    "recurring": N_("Make a shared block of it, so that the copies cannot grow apart."),
    "blocks": N_(
        "Make one block of the two, with a variant or a parameter where they differ; "
        "or choose which to keep, and it takes the place of the other: "
        "`jdflow drift --apply --keep {block} {at}` or `jdflow drift --apply --keep {key} {at}`."
    ),
}
_USED, _UNUSED = N_("{block} is used in:"), N_("{block} is not used.")
_APPLY = N_("{advice} `{command}` does so.")


def as_text(findings: Sequence[Finding], voice: Voice, paint: Paint) -> Iterator[str]:
    """Each finding with its place, what stands there, and what the edit would make of it."""
    for one in findings:
        yield f"{paint('bold', where(one.place))}: {safe(voice(sentence(one)))}"
        yield from (f"    {_painted(sign, paint)} {safe(text)}" for sign, text in _lines(one))
        yield f"    {paint('faint', '→')} {safe(voice(advice(one)))}"
        yield from (f"    {line}" for line in _places(one.related, voice))
        for key, places in users_of(one):
            told = voice.say(_USED if places else _UNUSED, block=key)
            yield f"    {told}"
            yield from (f"      {line}" for line in _places(places, voice))
        yield ""


def _painted(sign: str, paint: Paint) -> str:
    return paint({"-": "error", "+": "good"}[sign], sign) if sign.strip() else sign


def _lines(one: Finding) -> Iterator[tuple[str, str]]:
    """The texts, each with what becomes of it."""
    is_shown = one.changes or (one.kind == "double" and one.mend is not None)
    told = one.told if one.changes else ()
    for text in one.texts:
        yield ("-" if is_shown and text not in told else " "), text
    yield from (("+", text) for text in told if text not in one.texts)


def _places(places: Sequence[Place], voice: Voice) -> Iterator[str]:
    yield from map(where, places[:MOST_RELATED])
    rest = len(places) - MOST_RELATED
    if rest > 0:
        yield voice.count("… and {n} more place", "… and {n} more places", rest)


def as_markdown(findings: Sequence[Finding], voice: Voice) -> Iterator[str]:
    """The same as a list in Markdown, in which no text of a document becomes a link or a mention."""
    for one in findings:
        yield f"- **{inert(where(one.place))}**: {inert(voice(sentence(one)))} {inert(voice(advice(one)))}"
        for sign, text in _lines(one):
            yield f"  - → {inert(text)}" if sign == "+" else f"  - {inert(text)}"
        yield from (f"  - {inert(line)}" for line in _places(one.related, voice))
    if findings:
        yield ""


def summary(findings: Sequence[Finding], positions: int, voice: Voice) -> str:
    """How much was found, in one line."""
    looked_at = voice.count("{n} position", "{n} positions", positions)
    if not findings:
        return voice.say("Nothing drifts apart: {looked_at}.", looked_at=looked_at)
    mendable = sum(bool(one.mends) or one.kind == "blocks" for one in findings)
    return voice.say(
        "Found: {n}, with an edit that `--apply` can make: {mendable}; {looked_at}.",
        n=len(findings),
        mendable=mendable,
        looked_at=looked_at,
    )


def as_json(findings: Sequence[Finding], positions: int, voice: Voice) -> str:
    """One JSON document."""
    counts = Counter(one.kind for one in findings)
    return plain.as_json(
        {
            "positions": positions,
            "counts": dict(sorted(counts.items())),
            "findings": [_as_object(one, voice) for one in findings],
        }
    )


def _as_object(one: Finding, voice: Voice) -> dict[str, Any]:
    return {
        "kind": one.kind,
        **_place(one.place),
        "likeness": round(one.likeness, 3),
        "changes_words": one.changes,
        "block": one.block,
        "texts": list(one.texts),
        "told": list(one.told),
        "message": voice(sentence(one)),
        "advice": voice(advice(one)),
        "related": [_place(place) for place in one.related],
        "users": [{"block": key, "places": [_place(place) for place in places]} for key, places in users_of(one)],
        "edit": _edit(one),
    }


def _edit(one: Finding) -> dict[str, Any] | None:
    """The edit in every place, and the shared block that is made for it."""
    if not one.mends:
        return None
    first, new = one.mends[0], one.new
    return {
        "places": [_place(place) for mend in one.mends for place in mend.places],
        "use": None if first.use is None else _use(first.use),
        "text": first.text,
        "new_block": None if new is None else new._asdict(),
    }


def _place(place: Place) -> dict[str, object]:
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }


def _use(use: Inclusion) -> dict[str, object]:
    return {
        "block": use.block,
        "variant": use.variant,
        "values": dict(use.values),
        "plus": {part: list(texts) for part, texts in use.plus.items()},
        "minus": list(use.minus),
    }


def sentence(one: Finding) -> Msg:
    """What is found, in one sentence."""
    return problem_of(one).message


def advice(one: Finding) -> Msg:
    """The way out, with the command that goes it."""
    said, at = _ADVICE[one.kind], where(one.place)
    params: dict[str, str | int | Msg] = {"block": one.block or "", "key": key_at(one.place), "at": at}
    if one.mend is not None and one.mend.use is not None:
        said, params["more"] = _USE, _more(one.mend.use)
    elif one.new is not None:
        said, params["block"] = _NEW, one.new.key
    if not one.mends:
        return Msg(said, params)
    options = "--apply --reword" if one.changes else "--apply"
    return Msg(_APPLY, {"advice": Msg(said, params), "command": f"jdflow drift {options} {at}"})


def users_of(one: Finding) -> list[tuple[str, Sequence[Place]]]:
    """Of blocks that are nearly alike, who uses which."""
    return [(one.block or "", one.users[0]), (key_at(one.place), one.users[1])] if one.kind == "blocks" else []


def _more(use: Inclusion) -> str:
    """What the use has besides, as keys of the file."""
    keys = [f"variant: {use.variant}"] if use.variant is not None else []
    keys += [f"{name}: {value}" for name, value in use.values.items()]
    keys += ["lisaks"] if use.plus else []
    keys += ["jäta_välja"] if use.minus else []
    return f" ({', '.join(keys)})" if keys else ""
