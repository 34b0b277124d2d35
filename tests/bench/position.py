"""One position of the corpus: some 170 lines, some 8 KB, in every style in which people write YAML."""

from __future__ import annotations

from textwrap import TextWrapper
from typing import TYPE_CHECKING, NamedTuple

from tests.bench.shared import VALUES
from tests.bench.wording import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.bench.shared import Block

# Titles with their partitive.
TITLES = (
    ("Nõunik", "nõunikku"),
    ("Koordinaator", "koordinaatorit"),
    ("Peaspetsialist", "peaspetsialisti"),
    ("Ekspert", "eksperti"),
    ("Jurist", "juristi"),
)
HEAD = ("Juhataja", "juhatajat")
_LANGUAGES = (("eesti", "C1"), ("inglise", "B2"), ("vene", "B1"))


class Post(NamedTuple):
    """Where a position stands among the others."""

    id: str
    unit: str
    number: int
    title: tuple[str, str]
    manager: str | None
    partner: str | None
    reports: tuple[str, ...]
    """Those whose manager it is, by their ids; for a head."""


def text_of(post: Post, blocks: Sequence[Block], seed: int) -> str:
    """The file of a position."""
    writer = Writer(f"{seed}/{post.id}")
    draw = _Deck(writer, blocks)
    sections = (_head(post, writer), _duties(writer, draw), _rest(writer, draw), _requirements(writer, draw))
    return "".join(f"{line}\n" for section in (*sections, _competencies(writer, draw)) for line in section)


class _Deck:
    """The shared blocks, drawn without putting back."""

    def __init__(self, writer: Writer, blocks: Sequence[Block]) -> None:
        self.writer = writer
        self.blocks = writer.random.sample(blocks, len(blocks))

    def draw(self, kind: str, count: int, *, duty: bool = False) -> list[Block]:
        """Some blocks of that kind, none of which includes another."""
        drawn: list[Block] = []
        for block in self.blocks:
            if block.kind == kind and block.is_duty == duty and not any(_overlap(block, other) for other in drawn):
                drawn.append(block)
        return drawn[:count]

    def uses(self, blocks: Iterable[Block], margin: str = "  ") -> Iterable[str]:
        """The lines that use these blocks."""
        return (f"{margin}{line}" for block in blocks for line in self._use(block))

    def _use(self, block: Block) -> Iterable[str]:
        writer = self.writer
        yield f"- kasuta: {block.key}"
        if block.variants and writer.chance(50):
            yield f"  variant: {writer.pick(block.variants)}"
        values = {name: writer.pick(VALUES[name]) for name in block.asks}
        if len(values) == 1:
            yield "  väärtused: {" + ", ".join(f"{name}: {value}" for name, value in values.items()) + "}"
        elif values:
            yield "  väärtused:"
            yield from (f"    {name}: {value}" for name, value in values.items())
        if block.is_duty and writer.chance(40):
            yield "  lisaks:"
            yield "    tulemused:"
            yield f"      - {writer.result()}"
        if block.parts and writer.chance(50):
            yield f"  jäta_välja: [{writer.pick(block.parts)}]"


def _overlap(one: Block, other: Block) -> bool:
    return one.key in other.holds or other.key in one.holds


def _head(post: Post, writer: Writer) -> Iterable[str]:
    title, partitive = post.title
    year = 2020 + post.number % 6
    yield f"# Teenistuskoht {post.id}; muudatused kooskõlastatakse personalitööga."
    yield f"ametinimetus: {title}"
    yield f"täpsustus: ({post.unit.replace('-', ' ')})"
    yield f"ametinimetus_osastav: {partitive}"
    yield f"struktuuriüksus: {post.unit}"
    yield f"teenistuja: {'ametnik' if post.number % 3 else 'töötaja'}"
    yield f"kehtiv_alates: {year}-{post.number % 12 + 1:02}-15"
    yield "kinnitamine:"
    yield "  kinnitamisviis: käskkiri"
    yield f"  number: 1-5/{post.number % 90 + 10}"
    yield f"  kuupäev: {year}-{post.number % 12 + 1:02}-01"
    yield '  lisa: "1"'
    yield "  alus: Mõõduameti ametijuhendite koostamise korra punkti 5 alusel"
    yield f"üle_vaadatud: 2025-{post.number % 9 + 1:02}-1{post.number % 10}"
    if post.number % 50 == 0:
        yield f"varem: [endine-{post.id}]"
    if post.manager:
        yield f"vahetu_juht: {post.manager}"
    yield from _deputies(post)
    yield "eesmärk: >"
    yield from _folded(f"{writer.purpose()} {writer.purpose()}", "  ")


def _folded(text: str, margin: str) -> list[str]:
    return TextWrapper(95, initial_indent=margin, subsequent_indent=margin, break_on_hyphens=False).wrap(text)


def _deputies(post: Post) -> Iterable[str]:
    if post.partner is None:
        yield "asendajad:"
        yield "  - tekst: üksuse teine teenistuja"
    else:
        yield "asendajad:"
        yield f"  - {post.partner}"
        yield "asendab:"
        yield f"  - {post.partner}"
    if post.reports and post.number % 2:
        yield "alluvad: auto"
    elif post.reports:
        yield "alluvad:"
        yield from (f"  - {report}" for report in post.reports)


def _duties(writer: Writer, deck: _Deck) -> Iterable[str]:
    yield "ülesanded:"
    for number in range(8):
        if number % 4 == 1:
            yield "  - ülesanne: >-"
            yield from _folded(writer.duty(), "      ")
        else:
            yield f"  - ülesanne: {writer.duty()}"
        if number % 3 == 2:
            yield "    sh:"
            yield from (f"      - {part}" for part in writer.several(writer.part, 2, 4))
        yield "    tulemused:"
        yield from (f"      - {result}" for result in writer.several(writer.result, 2, 4))
        if number == 0:
            yield from deck.uses(deck.draw("duties", 1), "      ")
    yield from deck.uses(deck.draw("duties", 5, duty=True))


def _rest(writer: Writer, deck: _Deck) -> Iterable[str]:
    yield "õigused:"
    yield from deck.uses(deck.draw("rights", 4))
    yield from (f"  - {right}" for right in writer.several(writer.right, 3, 5))
    yield "vastutus:"
    yield from deck.uses(deck.draw("responsibilities", 4))
    yield from (f"  - {each}" for each in writer.several(writer.responsibility, 3, 5))
    yield "töövahendid:"
    yield from deck.uses(deck.draw("tools", 2))
    yield '  - "Lisaks: ametisõiduk, kui töö on väljaspool asukohta."'


def _requirements(writer: Writer, deck: _Deck) -> Iterable[str]:
    experience, *others = sorted(deck.draw("requirements", 7), key=lambda block: not block.asks)
    yield "nõuded:"
    yield "  haridus:"
    yield from deck.uses(others[:1], "    ")
    yield f"    - {writer.knowledge()}"
    yield "  töökogemus:"
    yield from deck.uses([experience], "    ")
    yield "  keeleoskus:"
    for language, level in _LANGUAGES:
        yield f"    - keel: {language}"
        yield f"      tase: {level}"
    yield f"  arvutioskus: {writer.knowledge()}"
    yield "  teadmised:"
    yield from (f"    - {each}" for each in writer.several(writer.knowledge, 3, 5))


def _competencies(writer: Writer, deck: _Deck) -> Iterable[str]:
    drawn = deck.draw("competencies", 10)
    yield "kompetentsid:"
    yield "  tööks_vajalikud:"
    yield from deck.uses(drawn[:4], "    ")
    yield "  täiendavad:"
    yield from deck.uses(drawn[4:], "    ")
    yield "    - nimi: Eriala tundmine"
    yield "      laused:"
    yield from (f"        - {each}" for each in writer.several(writer.competence, 2, 3))
    yield from (f"    - {each}" for each in writer.several(writer.knowledge, 2, 3))
    yield "muutmine:"
    yield from deck.uses(deck.draw("clauses", 1))
    yield "märkused: Tekst on mõõtmiseks."
