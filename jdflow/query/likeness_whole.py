"""A duty with its parts and results, or a competency with its sentences, told by one use of a shared block."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.query.likeness import ALL_BUT_SAME, NEARLY, alike_letters, likeness
from jdflow.query.likeness_cover import Edge, Told, alike_texts, edges_at, left_out, next_item, told_by, unfolded_with
from jdflow.query.likeness_gaps import Fit
from jdflow.query.likeness_words import Slip, folded, sentences
from jdflow.resolve.library import NOTHING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from jdflow.model.texts import Part
    from jdflow.query.likeness import Form, Index, Unit

# Of a hundred: a name of a competency that is so much alike may be meant; it is, where the sentences are the same.
_LIKE_A_NAME = 80
_SAME_NAME = 0.87


class Whole(NamedTuple):
    """What a document says of one duty or competency: the duty or the name, and the lists below it."""

    first: str
    lists: Mapping[Part, Sequence[str]]
    # Whether the texts are sentences, of which a block may have several in one item.
    is_prose: bool = False


class WholeCover(NamedTuple):
    """The use of a block that says it; what follows the block's own items is added."""

    block: str
    variant: str | None
    values: Mapping[str, str]
    minus: tuple[str, ...]
    # By part, the index of the text from which on they are added; only where there is any.
    added: Mapping[Part, int]
    # The block's duty or name, and the slips in it.
    first: Told
    told: Mapping[Part, tuple[Told, ...]]
    likeness: float


def whole_duty(index: Index, duty: Whole) -> WholeCover | None:
    """The use of a block that says the duty with its parts and results."""
    found = [
        _covered(index, form, duty, fitted)
        for number, fitted in index.fits(duty.first, "duties").items()
        for form in index.forms_with(number)
        if form.duty == number
    ]
    return _best(found)


def whole_competency(index: Index, competency: Whole) -> WholeCover | None:
    """The use of a block that says the competency with its sentences."""
    found = [
        _covered(index, form, competency, Fit({}, ()))
        for block in named(index, competency.first)
        for form in index.forms_of(block)
    ]
    return _best(found)


def named(index: Index, name: str) -> list[str]:
    """The competencies that may be meant by a name."""
    wanted = folded(name)
    if wanted in index.named:
        return index.named[wanted]
    # Needed only where a name is none that is known, so its import does not slow the usual run.
    from rapidfuzz.process import extractOne

    near = extractOne(wanted, list(index.named), score_cutoff=_LIKE_A_NAME)
    return [] if near is None else index.named[near[0]]


def likeness_of(index: Index, form: Form, whole: Whole) -> float:
    """From 0 to 1: how much alike the texts are to a block that does not say just the same."""
    unfolded = index.library.unfold(form.block, index.relation, form.variant)
    block = index.library.get(form.block)
    title = unfolded.duty if unfolded.duty is not None or block is None else block.name.text
    theirs = [title or "", *(piece.text for part in whole.lists for piece in unfolded.part(part))]
    ours = [whole.first, *(text for texts in whole.lists.values() for text in texts)]
    return min(alike_letters(" ".join(ours), " ".join(theirs)), ALL_BUT_SAME)


def _best(found: Sequence[WholeCover | None]) -> WholeCover | None:
    return min((one for one in found if one is not None), key=_rank, default=None)


def _rank(cover: WholeCover) -> tuple[float, ...]:
    """The best first: most texts said, least left out, fewest values, most alike; then the fullest variant."""
    said = sum(map(len, cover.told.values()))
    return (-said, len(cover.minus), len(cover.values), -cover.likeness, cover.variant is not None)


def _covered(index: Index, form: Form, whole: Whole, fitted: Fit) -> WholeCover | None:
    """The use of that form, if the block says with the values that are found what the texts say."""
    units: dict[Part, tuple[Unit, ...]] = {"items": form.items, "parts": form.parts, "results": form.results}
    taken: dict[Part, list[tuple[int, int, int]]] = {}
    kind = form.block.partition("/")[0]
    for part, texts in whole.lists.items():
        edges = [list(edges_at(index, kind, texts, at, is_prose=whole.is_prose)) for at in range(len(texts))]
        aligned = _aligned(index, form, edges, (units[part], fitted))
        if aligned is None:
            return None
        taken[part], fitted = aligned
        numbers = {units[part][rank].number for rank, _, _ in taken[part]}
        if _is_reworded(index, form, texts[taken[part][-1][2] if taken[part] else 0 :], numbers):
            return None
    # Half of it, or it is another that has the name or a sentence in common.
    if 2 * sum(map(len, taken.values())) < sum(len(units[part]) for part in whole.lists):
        return None
    return _checked(index, form, whole, (taken, fitted))


def _aligned(
    index: Index, form: Form, edges: Sequence[list[Edge]], wanted: tuple[Sequence[Unit], Fit]
) -> tuple[list[tuple[int, int, int]], Fit] | None:
    """Which texts are which items: the first ones, in order; then come those that are added."""
    units, fitted = wanted
    taken: list[tuple[int, int, int]] = []
    at = item = 0
    while at < len(edges) and (step := next_item(edges[at], units, item, fitted)) is not None:
        rank, stop, fitted = step
        taken.append((rank, at, stop))
        at, item = stop, rank + 1
    # An item of the block, in whatever variant, would stand in another place than there.
    rest = {number for one in index.forms_of(form.block) for number in one.numbers}
    if any(not rest.isdisjoint(edge.fits) for several in edges[at:] for edge in several):
        return None
    return taken, fitted


def _is_reworded(index: Index, form: Form, added: Sequence[str], taken: Collection[int]) -> bool:
    """Whether a text that would be added is nearly one of the block, in whatever variant: it is that one, reworded."""
    numbers = {number for one in index.forms_of(form.block) for number in one.numbers if number not in taken}
    patterns = [index.patterns[number] for number in sorted(numbers)] if added else []
    apart = [sentence for text in added for sentence in (text, *sentences(text))]
    return any(likeness(one, one.text, text) >= NEARLY for one in patterns for text in apart)


def _checked(
    index: Index, form: Form, whole: Whole, found: tuple[Mapping[Part, Sequence[tuple[int, int, int]]], Fit]
) -> WholeCover | None:
    taken, fitted = found
    values, unfolded = unfolded_with(index, form, fitted)
    block = index.library.get(form.block)
    if unfolded is NOTHING or block is None:
        return None
    title = block.name.text if unfolded.duty is None else unfolded.duty
    slips = index.same(whole.first, title)
    if slips is None and unfolded.duty is None and alike_letters(whole.first, title) >= _SAME_NAME:
        # A name stands in one case only, so a letter at its end tells nothing.
        slips = (Slip(whole.first, title),)
    lists = {part: (unfolded.part(part), {rank for rank, _, _ in taken[part]}) for part in whole.lists}
    minus = left_out(lists.values())
    told = {part: told_by(index, texts, lists[part][0], taken[part]) for part, texts in whole.lists.items()}
    sure = {part: one for part, one in told.items() if one is not None}
    if slips is None or minus is None or len(sure) < len(told):
        return None
    first = Told(0, 1, title, slips)
    added = {part: taken[part][-1][2] if taken[part] else 0 for part in whole.lists}
    added = {part: at for part, at in added.items() if at < len(whole.lists[part])}
    alike = alike_texts([whole.first, *_here(whole, sure)], [title, *_there(sure)])
    return WholeCover(form.block, form.variant, values, minus, added, first, sure, alike)


def _here(whole: Whole, told: Mapping[Part, Sequence[Told]]) -> Iterator[str]:
    return (" ".join(whole.lists[part][one.start : one.stop]) for part, several in told.items() for one in several)


def _there(told: Mapping[Part, Sequence[Told]]) -> Iterator[str]:
    return (one.text for several in told.values() for one in several)
