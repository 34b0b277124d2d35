"""Many texts put into groups of those that are alike, without comparing each with each."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from jdflow.query.likeness_words import firm_words, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

# From 0 to 1: wordings of one text are at least so much alike, letter by letter, and have so many words in common.
ALIKE = 0.85
_COMMON = 0.5
_HUNDRED = 100
_STEM = 5


def groups(texts: Mapping[str, int]) -> list[list[str]]:
    """The texts, of each how often it stands; each group begins with its most frequent wording, and so do they all."""
    # Needed only where texts are put together, so its import does not slow the usual run.
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extractOne

    keyed = {text: _Key(text) for text in texts}
    often = Counter(stem for key in keyed.values() for stem in key.stems)
    led: dict[str, list[str]] = {}
    by_stem: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for text in sorted(texts, key=lambda text: (-texts[text], text)):
        key = keyed[text]
        rare = key.rarest(often)
        near = list(dict.fromkeys(leader for stem in rare for leader in by_stem[stem, key.firm]))
        folded = [keyed[leader].folded for leader in near]
        best = extractOne(key.folded, folded, scorer=ratio, processor=None, score_cutoff=ALIKE * _HUNDRED)
        if best is not None:
            led[near[best[2]]].append(text)
            continue
        led[text] = [text]
        for stem in rare:
            by_stem[stem, key.firm].append(text)
    return list(led.values())


class _Key:
    """What a text is found by."""

    def __init__(self, text: str) -> None:
        words = words_of(text)
        self.folded = " ".join(word.folded for word in words)
        self.stems = sorted({word.folded[:_STEM] for word in words})
        # Numbers, levels, negations, abbreviations: where these are other, the text is another.
        self.firm = tuple(firm_words(text))

    def rarest(self, often: Mapping[str, int]) -> list[str]:
        """So many of its words that another text which has enough in common shares one of them."""
        ranked = sorted(self.stems, key=lambda stem: (often[stem], stem))
        return ranked[: len(ranked) - int(_COMMON * len(ranked)) + 1]
