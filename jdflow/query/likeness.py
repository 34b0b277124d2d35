"""The texts of all shared blocks, so kept that whatever is like one of them is found without asking each."""

from __future__ import annotations

from collections import defaultdict
from math import log
from typing import TYPE_CHECKING, NamedTuple

from jdflow.model.block import KINDS
from jdflow.model.relation import WORDS
from jdflow.query.likeness_gaps import MOST_NAMES, Fit, Pattern, fit, gap_for, pattern
from jdflow.query.likeness_words import compared, folded, words_in, words_of
from jdflow.resolve.library import fullest_variants

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jdflow.model.block import Block
    from jdflow.model.position import Relation
    from jdflow.query.likeness_words import Slip
    from jdflow.resolve.library import Library, Piece, Unfolded

# From 0 to 1: less likeness is chance; unrelated Estonian sentences share about half of their letters.
NEARLY = 0.8
ALL_BUT_SAME = 0.99
# So many texts are looked at closely: those that share the rarest words.
_MOST_LOOKED_AT = 12
# From 0 to 1: of what a shared text's words weigh, so much must be there.
_LEAST_SHARED = 0.4
# Words that begin alike are mostly one word in different cases.
_STEM = 5
_SHORTEST_STEM = 3
# So many letters of a text may be a value, for each gap.
_VALUE_LETTERS = 30
_HUNDRED = 100


class Unit(NamedTuple):
    """An item of a block as it is compared: the number of its pattern; its id and its text, to leave it out."""

    number: int
    id: str | None


class Form(NamedTuple):
    """A block in a variant, for officials or employees."""

    block: str
    # As a use has to write it: none for the fullest.
    variant: str | None
    duty: int | None
    items: tuple[Unit, ...]
    parts: tuple[Unit, ...]
    results: tuple[Unit, ...]

    @property
    def numbers(self) -> list[int]:
        """The patterns that stand in it, each once."""
        of_duty = () if self.duty is None else (self.duty,)
        units = (unit.number for unit in (*self.items, *self.parts, *self.results))
        return list(dict.fromkeys((*of_duty, *units)))


class Likely(NamedTuple):
    """A text of a shared block that is like another text."""

    block: str
    # The number of its pattern.
    number: int
    # The block's text, values put in as far as they are known.
    text: str
    likeness: float
    values: dict[str, str]
    slips: tuple[Slip, ...]
    # Whether it says the same, but for slips.
    is_same: bool


class Index:
    """All shared blocks, unfolded for an official or an employee."""

    def __init__(self, library: Library, relation: Relation) -> None:
        self.library = library
        self.relation: Relation = relation
        self.patterns: list[Pattern] = []
        self.forms: list[Form] = []
        # Where each pattern stands: the numbers of forms, in their order.
        self.standing: dict[int, list[int]] = defaultdict(list)
        # The blocks of competencies by the words of their names.
        self.named: dict[str, list[str]] = defaultdict(list)
        self.known = {word for words in WORDS.values() for word in words.values()}
        self._forms_of: dict[str, list[Form]] = defaultdict(list)
        self._names: dict[str, int] = {}
        self._by_number: list[str] = []
        self._looked_up: dict[tuple[str, str], tuple[int, ...]] = {}
        self._fits: dict[tuple[str, str], dict[int, Fit]] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        self._shelves = {kind: _Shelf() for kind in KINDS}
        for key in sorted(library.keys):
            block = library.get(key)
            if block is not None and block.kind in self._shelves:
                self._add(block)
        for shelf in self._shelves.values():
            shelf.close()

    # -- filling it ------------------------------------------------------------------------------------------------

    def _add(self, block: Block) -> None:
        self._know(block.name.text)
        if block.kind == "competencies":
            self.named[folded(block.name.text)].append(block.key)
        gaps = {name: self._gap(name) for name in block.parameters}
        for value in block.parameters.values():
            self._know(value.text or "")
        self._unfold(block, gaps)
        without = {name: gap for name, gap in gaps.items() if block.parameters[name].text is None}
        numbers = {number for form in self.forms_of(block.key) for number in form.numbers}
        if len(without) < len(gaps) and not all(self.patterns[number].is_open for number in numbers):
            # A value cannot be told from the word that it is part of; the default can.
            self._unfold(block, without)

    def _unfold(self, block: Block, values: dict[str, str]) -> None:
        """The forms of a block with these values, gaps for instance."""
        known = self.library.variants(block)
        fullest = fullest_variants(block, known) if known else [None]
        seen: set[Form] = set()
        # The fullest one first: of forms that say the same, it stands for all.
        for variant in dict.fromkeys((*fullest, *known)):
            unfolded = self.library.unfold(block.key, self.relation, variant, values)
            if unfolded.broke_off is not None:
                continue
            written = None if fullest == [variant] else variant
            form = self._form(block, written, unfolded)
            if form._replace(variant=None) not in seen:
                seen.add(form._replace(variant=None))
                self._stand(form)

    def _gap(self, name: str) -> str:
        if name not in self._names:
            self._names[name] = min(len(self._names), MOST_NAMES)
            self._by_number.append(name)
        return gap_for(self._names[name])

    def _form(self, block: Block, variant: str | None, unfolded: Unfolded) -> Form:
        duty = None if unfolded.duty is None else self._number(block.kind, unfolded.duty)
        lists = ([self._unit(block, piece) for piece in pieces] for pieces in unfolded[1:4])
        return Form(block.key, variant, duty, *map(tuple, lists))

    def _unit(self, block: Block, piece: Piece) -> Unit:
        return Unit(self._number(block.kind, piece.text), piece.id)

    def _number(self, kind: str, text: str) -> int:
        number = self._numbers.get((kind, text))
        if number is None:
            number = self._numbers[kind, text] = len(self.patterns)
            new = pattern(text)
            self.patterns.append(new)
            self._shelves[kind].add(number, new)
            self.known.update(word.text for word in new.words)
        return number

    def _know(self, text: str) -> None:
        self.known.update(word.text for word in words_of(text))

    def _stand(self, form: Form) -> None:
        at = len(self.forms)
        self.forms.append(form)
        self._forms_of[form.block].append(form)
        for number in form.numbers:
            self.standing[number].append(at)

    # -- asking it -------------------------------------------------------------------------------------------------

    def fits(self, text: str, kind: str) -> dict[int, Fit]:
        """The patterns of that kind which say what the text says, each with the values that it takes."""
        if (kind, text) not in self._fits:
            found = ((number, fit(self.patterns[number], text, self.known)) for number in self._candidates(text, kind))
            self._fits[kind, text] = {number: one for number, one in found if one is not None}
        return self._fits[kind, text]

    def same(self, here: str, there: str) -> tuple[Slip, ...] | None:
        """The slips by which two texts differ that say the same; none where they do not."""
        return () if here == there else compared(words_of(here), words_of(there), self.known)

    def forms_with(self, number: int) -> list[Form]:
        """The forms in which a pattern stands."""
        return [self.forms[at] for at in self.standing[number]]

    def forms_of(self, block: str) -> list[Form]:
        """The forms of a block, the fullest first."""
        return self._forms_of.get(block, [])

    def values_of(self, found: Fit) -> dict[str, str]:
        """The values of a fit by the names of their parameters."""
        return {self._by_number[number]: value for number, value in found.values.items()}

    def nearest(self, text: str, kinds: Iterable[str], least: float = NEARLY) -> list[Likely]:
        """The shared texts that are like the text, the most alike first."""
        found = [
            self._likely(text, number, block, fits.get(number))
            for kind in kinds
            for fits in (self.fits(text, kind),)
            for number in self._candidates(text, kind)
            for block in dict.fromkeys(self.forms[at].block for at in self.standing[number])
        ]
        near = (one for one in found if one.likeness >= least)
        return sorted(near, key=lambda one: (-one.likeness, not one.is_same, len(one.values), one.block, one.text))

    def _likely(self, text: str, number: int, block: str, found: Fit | None) -> Likely:
        wanted = self.patterns[number]
        values = {} if found is None else self.values_of(found)
        told = self._told(wanted, block, values)
        if found is None:
            return Likely(block, number, told, min(likeness(wanted, told, text), ALL_BUT_SAME), {}, (), is_same=False)
        alike = 1.0 if told == text else min(alike_letters(told, text), ALL_BUT_SAME)
        return Likely(block, number, told, alike, values, found.slips, is_same=True)

    def _told(self, wanted: Pattern, block: str, values: dict[str, str]) -> str:
        """The pattern's text with values, or the defaults of that block, or dots."""
        if not wanted.gaps:
            return wanted.text
        shared = self.library.get(block)
        defaults = {} if shared is None else {name: value.text for name, value in shared.parameters.items()}
        text = wanted.text
        for gap in wanted.gaps:
            name = self._by_number[gap.number]
            value = values.get(name) or defaults.get(name) or "…"
            mark = gap_for(gap.number)
            text = text.replace(mark.upper(), value[:1].upper() + value[1:]).replace(mark, value)
        return text

    def _candidates(self, text: str, kind: str) -> tuple[int, ...]:
        key = (kind, text)
        if key not in self._looked_up:
            shelf = self._shelves.get(kind)
            self._looked_up[key] = () if shelf is None else tuple(shelf.candidates(text))
        return self._looked_up[key]


class _Shelf:
    """The patterns of one kind by their words."""

    def __init__(self) -> None:
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        self._by_text: dict[str, list[int]] = defaultdict(list)
        self._weights: dict[str, float] = {}
        self._totals: dict[int, float] = {}
        self._stems: dict[int, frozenset[str]] = {}

    def add(self, number: int, new: Pattern) -> None:
        """One more pattern."""
        stems = frozenset(_stems(word.folded for word in new.words))
        self._stems[number] = stems
        for stem in sorted(stems):
            self._by_stem[stem].append(number)
        if not new.gaps:
            self._by_text[_bare(new.text)].append(number)

    def close(self) -> None:
        """Weighs the words: rare ones say more."""
        count = len(self._stems)
        self._weights = {stem: log(1 + count / len(found)) for stem, found in self._by_stem.items()}
        self._totals = {number: sum(self._weights[stem] for stem in stems) for number, stems in self._stems.items()}

    def candidates(self, text: str) -> Iterator[int]:
        """The patterns that share the most with the text, in the order of what they share."""
        words = words_in(text)
        same = self._by_text.get("".join(words), [])
        yield from same
        shared: dict[int, float] = defaultdict(float)
        for stem in sorted(set(_stems(words))):
            weight = self._weights.get(stem, 0.0)
            for number in self._by_stem.get(stem, ()):
                shared[number] += weight
        totals = self._totals
        near = [(totals[number] - 2 * weight, number) for number, weight in shared.items()]
        ranked = sorted(one for one in near if one[0] <= (1 - 2 * _LEAST_SHARED) * totals[one[1]])
        yield from (number for _, number in ranked[:_MOST_LOOKED_AT] if number not in same)


def _stems(words: Iterable[str]) -> Iterator[str]:
    return (word[:_STEM] for word in words if len(word) >= _SHORTEST_STEM or word.isdecimal())


def _bare(text: str) -> str:
    """The letters of a text, folded: whatever says the same but for white space and marks."""
    return "".join(word.folded for word in words_of(text))


def alike_letters(one: str, other: str) -> float:
    """From 0 to 1: how much alike two texts are, letter by letter, whatever was damaged."""
    # Needed only where texts differ, so its import does not slow the usual run.
    from rapidfuzz.fuzz import ratio

    return ratio(folded(one), folded(other)) / _HUNDRED


def likeness(wanted: Pattern, told: str, text: str) -> float:
    """How much alike a pattern and a text are, where what may be a value does not count."""
    if not wanted.gaps:
        return alike_letters(told, text)
    from rapidfuzz.distance import LCSseq

    fixed, here = [word.folded for word in wanted.words], [word.folded for word in words_of(text)]
    # Numbers stand for words: rapidfuzz compares hashes, and two strings may share one.
    numbers: dict[str, int] = {}
    one, other = ([numbers.setdefault(word, len(numbers)) for word in side] for side in (fixed, here))
    blocks = LCSseq.opcodes(one, other)
    common = sum(len(fixed[at]) for op in blocks if op.tag == "equal" for at in range(op.src_start, op.src_end))
    theirs, ours = sum(map(len, fixed)), sum(map(len, here))
    free = min(ours - common, _VALUE_LETTERS * len(wanted.gaps))
    return max(alike_letters(told, text), 2 * common / max(theirs + ours - free, 1))
