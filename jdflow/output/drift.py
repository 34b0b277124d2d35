"""What drifts apart, as people and programs read it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from jdflow.language import N_, Msg
from jdflow.output import plain
from jdflow.output.difference_markdown import inert
from jdflow.output.plain import Paint, safe
from jdflow.output.problems import where

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jdflow.language import Voice
    from jdflow.problems import Place
    from jdflow.query.drift import Finding, Inclusion, Kind

MOST_RELATED = 5
_SLIP = N_("The shared block {block} says this, but for a slip ({percent}%).")
_SENTENCES: dict[Kind, str] = {
    "copy": N_("The shared block {block} says this."),
    "near": N_("The shared block {block} says nearly this ({percent}%)."),
    "double": N_("This is said already, at {place}."),
    "results": N_("This result stands under several duties: {n}."),
    "marks": N_("Quotation marks, punctuation or white space are not as they should be."),
    "recurring": N_("This is copied; places where it stands: {n}."),
    "blocks": N_("The shared block {block} says nearly the same as this one ({percent}%)."),
}
_USE = N_("Write `kasuta: {block}` in its place{more}.")
_ADVICE: dict[Kind, str] = {
    "copy": N_("Compare the two; if they mean the same, write `kasuta: {block}`."),
    "near": N_("Compare the two; if they mean the same, write `kasuta: {block}`."),
    "double": N_("Take one of the two out."),
    "results": N_("Make a list of results of it in shared/duties/, and include that under each duty."),
    "marks": N_("Set them right, as shown."),
    "recurring": N_("Make a shared block of it, so that the copies cannot grow apart."),
    "blocks": N_("Make one block of the two, with a variant or a parameter where they differ."),
}
_HUNDRED = 100


def as_text(findings: Sequence[Finding], voice: Voice, paint: Paint) -> Iterator[str]:
    """Each finding with its place, what stands there, and what the edit would make of it."""
    for one in findings:
        yield f"{paint('bold', where(one.place))}: {safe(voice(sentence(one)))}"
        for text in one.texts if one.changes and one.told else ():
            yield f"    {paint('error', '-')} {safe(text)}"
        for text in one.told if one.changes else one.texts:
            yield f"    {paint('good', '+') if one.changes else ' '} {safe(text)}"
        yield f"    {paint('faint', '→')} {safe(voice(advice(one)))}"
        for place in one.related[:MOST_RELATED]:
            yield f"    {where(place)}"
        rest = len(one.related) - MOST_RELATED
        if rest > 0:
            yield "    " + voice.count("… and {n} more place", "… and {n} more places", rest)
        yield ""


def as_markdown(findings: Sequence[Finding], voice: Voice) -> Iterator[str]:
    """The same as a list in Markdown, in which no text of a document becomes a link or a mention."""
    for one in findings:
        yield f"- **{inert(where(one.place))}**: {inert(voice(sentence(one)))} {inert(voice(advice(one)))}"
        for text in one.texts:
            yield f"  - {inert(text)}"
        for text in one.told if one.changes else ():
            yield f"  - → {inert(text)}"
    if findings:
        yield ""


def summary(findings: Sequence[Finding], positions: int, voice: Voice) -> str:
    """How much was found, in one line."""
    looked_at = voice.count("{n} position", "{n} positions", positions)
    if not findings:
        return voice.say("Nothing drifts apart: {looked_at}.", looked_at=looked_at)
    mendable = sum(one.mend is not None for one in findings)
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
    mend = one.mend
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
        "edit": None
        if mend is None
        else {
            "places": [_place(place) for place in mend.places],
            "use": None if mend.use is None else _use(mend.use),
            "text": mend.text,
        },
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
    is_slip = one.kind == "copy" and one.changes
    return Msg(_SLIP if is_slip else _SENTENCES[one.kind], _params(one))


def advice(one: Finding) -> Msg:
    """The way out, in one sentence."""
    is_sure = one.kind in {"copy", "near"} and one.mend is not None
    return Msg(_USE if is_sure else _ADVICE[one.kind], _params(one))


def _params(one: Finding) -> dict[str, str | int]:
    use = None if one.mend is None else one.mend.use
    return {
        "block": one.block or "",
        "percent": int(one.likeness * _HUNDRED),
        "n": len(one.related) + 1,
        "place": where(one.related[0]) if one.related else "",
        "more": "" if use is None else _more(use),
    }


def _more(use: Inclusion) -> str:
    """What the use has besides, as keys of the file."""
    keys = [f"variant: {use.variant}"] if use.variant is not None else []
    keys += [f"{name}: {value}" for name, value in use.values.items()]
    keys += ["lisaks"] if use.plus else []
    keys += ["jäta_välja"] if use.minus else []
    return f" ({', '.join(keys)})" if keys else ""
