"""New shared blocks for what drift finds in many places: their keys, names and texts, and how each place uses them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from jdflow.adopt.blocks.propose_file import written
from jdflow.adopt.slug import slug
from jdflow.model.ids import LONGEST
from jdflow.query.drift_book import COMPETENCY, DUTY
from jdflow.query.drift_found import Inclusion, Mend, New
from jdflow.source.draft import Branch, Entry, leaf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jdflow.model.texts import Part
    from jdflow.query.drift_book import Recurring, Stands
    from jdflow.query.drift_found import Finding

_FOLDERS = {DUTY: "duties", COMPETENCY: "competencies"}
_PARTS: tuple[Part, Part] = ("parts", "results")
# So many words name a block, and so many letters at most.
_WORDS_OF_NAME = 5
_LONGEST_NAME = 80
# What tells two keys apart.
_NUMBER = 6


class Namer:
    """Gives new blocks keys that no other has."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)

    def with_new(self, one: Recurring) -> Finding:
        """The finding with the block that would say it and its use in each place; without where none could."""
        found, several = one
        if any(map(_is_odd, several)):
            return found
        kept, kind = found.told[0], several[0].kind
        key, name = self._named(kept, _FOLDERS.get(kind, kind), is_whole=kind == COMPETENCY)
        uses = [Inclusion(key)] * len(several)
        if kind == DUTY:
            parts, results = (_common([below[at] for one in several if (below := one.below)]) for at in (0, 1))
            new = New(key, name, kept, parts, results)
            uses = [Inclusion(key, None, {}, dict(_rest(one, new))) for one in several]
        elif kind == COMPETENCY:
            new = New(
                key, name, items=Counter(below[0] for one in several if (below := one.below)).most_common(1)[0][0]
            )
        else:
            new = New(key, name, items=(kept,))
        mends = tuple(Mend((one.place,), use) for one, use in zip(several, uses, strict=True))
        return found._replace(parallel=mends, new=new)

    def with_results(self, found: Finding) -> Finding:
        """A result that several duties share, with the list of results that it would stand in."""
        kept = found.told[0]
        if not found.parallel or not _may_stand(kept):
            return found._replace(parallel=())
        key, name = self._named(kept, "duties", is_whole=False)
        mends = tuple(mend._replace(use=Inclusion(key)) for mend in found.parallel)
        return found._replace(parallel=mends, new=New(key, name, items=(kept,)))

    def _named(self, text: str, kind: str, *, is_whole: bool) -> tuple[str, str]:
        words = text if is_whole else " ".join(text.split()[:_WORDS_OF_NAME])
        name = words[:_LONGEST_NAME].rstrip(" .,;:–-")
        base = f"{kind}/{slug(name)[: LONGEST - _NUMBER].strip('-') or kind}"
        key, number = base, 1
        while key in self._taken:
            number += 1
            key = f"{base}-{number}"
        self._taken.add(key)
        return key, name[:1].upper() + name[1:] if name else kind


def block_file(new: New) -> str:
    """The text of the new block's file."""
    texts = [Entry(key, leaf(text)) for key, text in (("nimi", new.name), ("ülesanne", new.duty)) if text is not None]
    lists = (("sh", new.parts), ("tulemused", new.results), ("laused", new.items))
    entries = [*texts, *(Entry(key, _list(several)) for key, several in lists if several)]
    return written(new.key.partition("/")[0], entries)


def _list(texts: Iterable[str]) -> Branch:
    return Branch(keyed=False, flow=False, entries=[Entry(None, leaf(text)) for text in texts])


def _is_odd(one: Stands) -> bool:
    """Whether no block could say it: where shared blocks stand in it, or braces, or no word at all."""
    below = one.below
    return below is None or not all(map(_may_stand, (one.text, *(text for texts in below for text in texts))))


def _may_stand(text: str) -> bool:
    return "{" not in text and any(map(str.isalnum, text))


def _common(lists: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """What all lists begin with."""
    shortest = min(lists, key=len)
    at = next((at for at, texts in enumerate(zip(*lists, strict=False)) if len(set(texts)) > 1), len(shortest))
    return shortest[:at]


def _rest(one: Stands, new: New) -> Iterator[tuple[Part, tuple[str, ...]]]:
    """What a duty has besides the block's own."""
    for part, texts, common in zip(_PARTS, one.below or (), (new.parts, new.results), strict=False):
        if len(texts) > len(common):
            yield part, texts[len(common) :]
