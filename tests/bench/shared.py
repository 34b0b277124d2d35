"""The agency of the corpus: sixty shared blocks of all kinds, settings, organisation, signatories."""

from __future__ import annotations

from itertools import cycle, islice
from typing import NamedTuple

from tests.bench.wording import Writer

COUNTS = {
    "duties": 14,
    "rights": 10,
    "responsibilities": 8,
    "tools": 5,
    "requirements": 7,
    "competencies": 12,
    "clauses": 4,
}
# What stands where, always in the case that the sentence asks for.
VALUES = {
    "partnerid": ("kohalike omavalitsuste ja haiglatega", "kohtute ning teenuseosutajatega", "politseiprefektuuridega"),
    "valdkond": ("ohvriabi", "andmete haldamise", "laste ja perede abistamise", "riigihangete"),
    "aastad": ("kahe", "kolme", "nelja", "viie"),
}
SETTINGS = """\
asutus: Mõõduamet
keel: et
mall: klassikaline
allkirjastaja: peadirektor
kasutuselevõtt: 2024-01-01
läbivaatus: {periood_kuudes: 12, hoiatus_päevades: 60, varajane_päevades: 30}
pühad: EE
ametniku_lisasisu: lubatud
avalikud_kontaktid: []
hoidla: {liik: github, haru: main}
meeldetuletused: {rühmitus: juht, ülempiir: 20}
"""
SIGNATORIES = """\
rollid:
  peadirektor:
    - nimetus: peadirektor
      nimi: ""
      kehtiv_alates: 2015-01-01
      kehtiv_kuni: 2021-12-31
    - nimetus: peadirektor
      nimi: ""
      kehtiv_alates: 2022-01-01
  asetaitja:
    nimetus: peadirektori asetäitja peadirektori ülesannetes
    kehtiv_alates: 2015-01-01
"""


class Block(NamedTuple):
    """A shared block, and what its users need to know of it."""

    key: str
    text: str
    asks: tuple[str, ...] = ()
    """The parameters that may be given; all are."""
    variants: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    """The items that may be left out, by their ids."""
    is_duty: bool = False
    holds: tuple[str, ...] = ()
    """The blocks that it includes."""

    @property
    def kind(self) -> str:
        """The folder that the block lies in."""
        return self.key.partition("/")[0]


def blocks(seed: int) -> list[Block]:
    """All shared blocks, in the order of their names."""
    writer = Writer(f"{seed}/shared", house=True)
    return [
        make(writer, f"{kind}/kogum-{number:02}", f"Kogum {number}")
        for kind, count in COUNTS.items()
        for number, make in enumerate(islice(cycle(_MAKERS[kind]), count), 1)
    ]


def organisation(units: dict[str, tuple[str | None, str]]) -> str:
    """The organisation: by its id each unit with its superior unit and its head."""
    lines = ["üksused:"]
    for unit, (parent, head) in units.items():
        lines += [f"  {unit}:", f"    nimi: {unit.replace('-', ' ')}"]
        lines += [f"    ülemüksus: {parent}"] if parent else []
        lines += ["    kehtiv_alates: 2015-01-01", f"    juht: {head}"]
    return _joined(lines)


def _joined(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"


def _listed(sentences: list[str], indent: str = "  ") -> list[str]:
    return [f"{indent}- {sentence}" for sentence in sentences]


def _long(sentences: list[str]) -> list[str]:
    """Sentences that stand in the long variant only."""
    return [line for one in sentences for line in (f"  - tekst: {one}", "    variandid: [pikk]")]


def _plain_duty(writer: Writer, key: str, name: str) -> Block:
    lines = [f"nimi: {name}", f"ülesanne: {writer.duty()}", "tulemused:", *_listed(writer.several(writer.result, 2, 4))]
    return Block(key, _joined(lines), is_duty=True)


def _asking_duty(writer: Writer, key: str, name: str) -> Block:
    lines = [
        "# Partnerid kirjutatakse kaasaütlevas käändes (kellega?).",
        f"nimi: {name}",
        "parameetrid: {partnerid: , valdkond: oma}",
        f"ülesanne: {writer.duty(' koos {{ partnerid }} {{ valdkond }} valdkonnas.')}",
        "tulemused:",
        *_listed(writer.several(writer.result, 2, 3)),
        *_long(writer.several(writer.result, 1, 1)),
    ]
    return Block(key, _joined(lines), ("partnerid", "valdkond"), ("pikk",), is_duty=True)


def _duty_with_parts(writer: Writer, key: str, name: str) -> Block:
    ids = ("kava", "toojaotus", "vestlused", "tagasiside")
    parts = [line for id_ in ids for line in (f"  - tekst: {writer.part()}", f"    id: {id_}")]
    results = _listed(writer.several(writer.result, 3, 3))
    lines = [f"nimi: {name}", f"ülesanne: {writer.duty('')}", "sh:", *parts, "tulemused:", *results]
    return Block(key, _joined(lines), parts=ids, is_duty=True)


def _results(writer: Writer, key: str, name: str) -> Block:
    return Block(key, _joined([f"nimi: {name}", "laused:", *_listed(writer.several(writer.result, 2, 3))]))


def _bundle(writer: Writer, key: str, name: str) -> Block:
    # The two blocks that follow this one, the second of which asks for a value.
    kind, _, number = key.rpartition("-")
    first, second = (f"{kind}-{int(number) + further:02}" for further in (1, 2))
    lines = [
        f"nimi: {name}",
        "parameetrid: {valdkond: oma}",
        "laused:",
        f"  - kasuta: {first}",
        f"  - kasuta: {second}",
        '    väärtused: {valdkond: "{{ valdkond }}"}',
        f"  - {writer.right()}",
    ]
    return Block(key, _joined(lines), ("valdkond",), holds=(first, second))


def _rights(writer: Writer, key: str, name: str) -> Block:
    lines = [f"nimi: {name}", "laused:", *_listed(writer.several(writer.right, 1, 2)), *_long([writer.right()])]
    return Block(key, _joined(lines), variants=("pikk", "lühike"))


def _asking_rights(writer: Writer, key: str, name: str) -> Block:
    lines = [
        f"nimi: {name}",
        "parameetrid: {valdkond: oma}",
        "laused:",
        f"  - {writer.right()} {{{{ valdkond }}}} valdkonnas",
        f"  - {writer.right()}, kui {{{{ teenistuja.alalütlev }}}} on selleks volitus",
    ]
    return Block(key, _joined(lines), ("valdkond",))


def _responsibilities(writer: Writer, key: str, name: str) -> Block:
    return Block(key, _joined([f"nimi: {name}", "laused:", *_listed(writer.several(writer.responsibility, 1, 2))]))


def _tools(writer: Writer, key: str, name: str) -> Block:
    lines = [
        f"nimi: {name}",
        "tekst: >",
        f"  Töö tegemiseks on {{{{ teenistuja.omastav }}}} kasutuses {name.lower()} ja selle juurde kuuluvad seadmed.",
        f"  {writer.competence()}",
    ]
    return Block(key, _joined(lines))


def _experience(writer: Writer, key: str, name: str) -> Block:
    lines = [
        f"nimi: {name}",
        "parameetrid: {aastad: , valdkond: avaliku teenistuse}",
        f"tekst: Vähemalt {{{{ aastad }}}} aasta pikkune {{{{ valdkond }}}} töökogemus. {writer.competence()}",
    ]
    return Block(key, _joined(lines), ("aastad", "valdkond"))


def _requirement(writer: Writer, key: str, name: str) -> Block:
    return Block(key, _joined([f"nimi: {name}", f"tekst: {writer.knowledge()}"]))


def _competency(writer: Writer, key: str, name: str) -> Block:
    short, long = (writer.several(writer.competence, 2, 2) for _ in range(2))
    lines = [f"nimi: {name}", "laused:", *_listed(short), *_long(long)]
    return Block(key, _joined(lines), variants=("pikk", "lühike"))


def _clause(writer: Writer, key: str, name: str) -> Block:
    lines = [
        f"nimi: {name}",
        "tekst: >",
        "  {{ teenistuja.nimetav|suurtäht }} ja vahetu juht vaatavad ametijuhendi koos üle vähemalt korra aastas.",
        f"  {writer.competence()}",
    ]
    return Block(key, _joined(lines))


_MAKERS = {
    "duties": (_plain_duty, _asking_duty, _duty_with_parts, _results),
    "rights": (_bundle, _rights, _asking_rights, *(_rights, _asking_rights) * 3, _rights),
    "responsibilities": (_responsibilities,),
    "tools": (_tools,),
    "requirements": (_experience, *(_requirement,) * 6),
    "competencies": (_competency,),
    "clauses": (_clause,),
}
