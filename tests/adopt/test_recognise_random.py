"""Whatever uses of blocks a position has: its document leads back to a position that says the same."""

from __future__ import annotations

import re
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from jdflow.adopt.blocks.recognise import Recogniser
from jdflow.app.reading import Reading
from jdflow.model.position import RELATIONS, Competencies, Position, Requirements
from jdflow.model.texts import Competency, Duty, Item, Use, Value
from jdflow.problems import Place
from jdflow.query.likeness_words import folded
from jdflow.resolve.library import fullest_variants, unfold_use
from jdflow.resolve.position import resolve
from tests.adopt.adopted import document_of, taken, texts, texts_of
from tests.adopt.test_recognise import BLOCKS
from tests.support import overlay

if TYPE_CHECKING:
    from collections.abc import Callable

    from jdflow.model.position import Relation
    from jdflow.model.texts import CompetencyEntry, DutyEntry, Entry, Part

MORE = """\
# shared/duties/teave.yaml
nimi: Teave
parameetrid: {teema: }
ülesanne: "{{ teema|suurtäht }} kohta käiva teabe jagamine."
tulemused:
  - "Partnerid teavad {{ teema }} eesmärki."
  - {tekst: "Sihtrühm saab teavet õigel ajal.", id: ajal}
# shared/duties/aruanne.yaml
nimi: Aruanne
ülesanne: Talituse aruannete koostamine ja esitamine
tulemused: [Talituse aruanded on esitatud õigel ajal., Talituse aruanded on õiged.]
# shared/rights/kahene.yaml
nimi: Kahene
laused: [osaleda erialastel koolitustel, tutvuda oma töö jaoks vajalike dokumentidega]
# shared/competencies/tapsus.yaml
nimi: Täpsus
laused: [Täidab ülesandeid hoolikalt., Peab tähtaegadest kinni., {tekst: Parandab vead., variandid: [pikk]}]
"""
LIBRARY = Reading(overlay(BLOCKS + MORE)).library
RECOGNISER = Recogniser(LIBRARY)
NOWHERE = Place("")
VALUES = ("projekti", "MARAC-i", "noorte ja laste", "Tartu linna", "andmetega töötamise", "kolme", "oma")
OWN = ("kutsuda kokku võrgustik", "Muu on tehtud.", "Kulud on kaetud ja arved tasutud.", "hoida korda", "Juhtimine")
SEEDS = range(150)
Change: TypeAlias = "Callable[[str], str]"


def chance_of(seed: int) -> Random:
    return Random(seed)  # noqa: S311 (to draw texts, not to keep secrets)


class Chance:
    """A position drawn by chance."""

    def __init__(self, seed: int) -> None:
        self.random = chance_of(seed)
        self.relation: Relation = self.random.choice(RELATIONS)

    def position(self) -> Position:
        return Position(
            "koordinaator",
            "",
            title="Koordinaator",
            relation=self.relation,
            duties=tuple(self.duty() for _ in range(self.random.randrange(4))),
            rights=self.entries("rights"),
            responsibilities=self.entries("responsibilities"),
            tools=self.entries("tools"),
            requirements=Requirements(experience=self.entries("requirements"), languages=self.entries("requirements")),
            competencies=Competencies(core=self.competencies(), additional=self.competencies()),
            review_clause=self.entries("clauses"),
        )

    def entries(self, kind: str) -> tuple[Entry, ...]:
        keys = [key for key in sorted(LIBRARY.keys) if key.startswith(kind) and not is_duty(key)]
        drawn = (self.use(self.random.choice(keys)) if self.random.random() < 0.7 else self.own() for _ in range(3))
        return tuple(drawn)[: self.random.randrange(4)]

    def own(self) -> Item:
        return Item(self.random.choice(OWN), NOWHERE)

    def duty(self) -> DutyEntry:
        if self.random.random() < 0.3:
            return Duty(self.own(), NOWHERE, (), self.entries("duties"))
        key = self.random.choice([key for key in sorted(LIBRARY.keys) if is_duty(key)])
        return self.use(key, self.random.choice(["results", "parts", None]))

    def competencies(self) -> tuple[CompetencyEntry, ...]:
        drawn: list[CompetencyEntry] = []
        for _ in range(self.random.randrange(3)):
            key = self.random.choice(sorted(key for key in LIBRARY.keys if key.startswith("competencies")))
            own = Competency(self.own(), NOWHERE, (self.own(),))
            drawn.append(own if self.random.random() < 0.2 else self.use(key, self.random.choice(["items", None])))
        return tuple(drawn)

    def use(self, key: str, added: Part | None = None) -> Use:
        block = LIBRARY.get(key)
        assert block is not None
        known = LIBRARY.variants(block)
        variant = self.random.choice([*known, *([] if known and len(fullest_variants(block, known)) > 1 else [None])])
        values = {
            name: Value(NOWHERE, self.random.choice(VALUES), NOWHERE)
            for name, default in block.parameters.items()
            if default.text is None or self.random.random() < 0.7
        }
        use = Use(key, NOWHERE, None if variant is None else Item(variant, NOWHERE), values)
        pieces = [piece for lists in unfold_use(use, LIBRARY, self.relation)[1:4] for piece in lists]
        if len(pieces) > 2 and self.random.random() < 0.3:
            gone = self.random.choice(pieces)
            use = use._replace(minus=(Item(gone.id or gone.text, NOWHERE),))
        return use if added is None else use._replace(plus={added: (self.own(),)})


def is_duty(key: str) -> bool:
    block = LIBRARY.get(key)
    return block is not None and block.duty is not None


@pytest.mark.parametrize("seed", SEEDS)
def test_a_document_leads_back_to_what_it_says(seed: int) -> None:
    resolved = resolve(Chance(seed).position(), LIBRARY)
    known = RECOGNISER.recognise(document_of(resolved))
    assert texts_of(known, LIBRARY) == texts(resolved)
    assert all(use.likeness == 1 for use in taken(known))


def test_most_of_what_was_used_is_found_again() -> None:
    used = found = 0
    for seed in SEEDS:
        resolved = resolve(Chance(seed).position(), LIBRARY)
        lines = [line for lists in resolved.lists() for line in lists]
        used += sum(line.origin is not None for line in lines)
        again = RECOGNISER.recognise(document_of(resolved))
        found += sum(len(use.said) - sum(map(len, use.plus.values())) for use in taken(again))
    assert found > 0.9 * used


@pytest.mark.parametrize("seed", SEEDS)
def test_a_word_that_was_changed_is_never_mended(seed: int) -> None:
    random = chance_of(seed)
    document = document_of(resolve(Chance(seed).position(), LIBRARY))
    words = sorted(
        {word for said in document.said() for word in re.findall(r"\w+", said.text)}
        | {"ei", "mitte", "C2", "5", "juhi"}
    )
    # A name stands in one case only, so a letter more is no other name.
    names = {block.name.text for key in LIBRARY.keys if (block := LIBRARY.get(key)) is not None}
    changed = _changed(document, lambda text: text if text in names else _with_another(text, words, random))
    assert _folded(texts_of(RECOGNISER.recognise(changed), LIBRARY)) == _folded(texts_of(changed, LIBRARY))


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_damaged_is_mended_or_stays(seed: int) -> None:
    random = chance_of(seed)
    document = document_of(resolve(Chance(seed).position(), LIBRARY))
    damaged = _changed(document, lambda text: _damaged(text, random))
    known = RECOGNISER.recognise(damaged)
    three = (_flat(texts_of(each, LIBRARY)) for each in (document, damaged, known))
    # What a gap of a block holds stays as the document has it, there or in another place.
    words = set(" ".join(_flat(texts_of(damaged, LIBRARY))).split())
    for said in zip(*three, strict=True):
        for whole, told in zip(*(text.split(" ") for text in (said[0], said[2])), strict=True):
            assert told == whole or (told in words and folded(told) == folded(whole))


def test_most_of_what_was_damaged_is_found() -> None:
    used = found = 0
    for seed in SEEDS:
        random = chance_of(seed)
        document = document_of(resolve(Chance(seed).position(), LIBRARY))
        used += sum(len(use.said) for use in taken(RECOGNISER.recognise(document)))
        damaged = RECOGNISER.recognise(_changed(document, partial(_damaged, random=random)))
        found += sum(len(use.said) for use in taken(damaged))
    assert found > 0.9 * used


def _changed(value: Any, change: Change) -> Any:  # noqa: ANN401 (any part of a document)
    """The document with each text changed."""
    if hasattr(value, "read"):
        text = change(value.text)
        return value._replace(text=text, read=text)
    if hasattr(value, "_replace"):
        return value._replace(**{name: _changed(part, change) for name, part in value._asdict().items()})
    if isinstance(value, dict):
        return {name: _changed(part, change) for name, part in value.items()}
    return tuple(_changed(part, change) for part in value) if isinstance(value, tuple) else value


def _with_another(text: str, words: list[str], random: Random) -> str:
    """Now and then one of its words is another one or in another form, is gone, or there is one more."""
    if random.random() < 0.6:
        return text
    mine = text.split(" ")
    at = random.randrange(len(mine))
    # At its end, a letter tells case, number and person.
    declined = re.sub(r"(\w)(\W*)\Z", rf"\1{random.choice('dlst')}\2", mine[at])
    here = [[random.choice(words)], [], [mine[at], random.choice(words)], [declined]][random.randrange(4)]
    return " ".join([*mine[:at], *here, *mine[at + 1 :]]) or text


def _damaged(text: str, random: Random) -> str:
    """As text recognition reads it."""
    ways = {"õ": "o6", "ö": "o6", "ä": "a", "ü": "u"}
    return "".join(
        random.choice(ways[letter]) if letter in ways and random.random() < 0.5 else letter for letter in text
    )


def _flat(value: Any) -> list[str]:  # noqa: ANN401 (what is nested)
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value or ()
    return [text for part in inner for text in _flat(part)]


def _folded(told: dict[str, list[object]]) -> dict[str, str]:
    """The words of each field, whatever marks stand between them and with whatever letter they begin."""
    return {name: " ".join(re.findall(r"\w+", " ".join(_flat(texts)).casefold())) for name, texts in told.items()}
