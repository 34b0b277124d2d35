"""Estonian sentences as job descriptions have them, drawn by chance that is always the same."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# What is done to what (genitive), and what has come of it (nominative).
_OBJECTS = (
    "teenuse taotluste", "hankelepingute", "õigusaktide eelnõude", "koostöökokkulepete", "koolituskavade",
    "aruannete", "projektitaotluste", "menetlustoimingute", "kaebuste ja päringute", "andmekogude",
    "tööprotsesside", "eelarveridade", "juhendmaterjalide", "riskianalüüside", "halduslepingute",
    "rahulolu-uuringute", "seirekülastuste", "infopäevade", "välisprojektide", "arhiivitoimikute",
    "vaideotsuste", "sihtrühma vajaduste", "teabepäringute", "tegevusplaanide",
)  # fmt: skip
_DOINGS = (
    "ettevalmistamine", "läbivaatamine", "koordineerimine", "kooskõlastamine", "arendamine", "analüüsimine",
    "hindamine", "kavandamine", "korraldamine", "menetlemine", "ajakohastamine", "täpsustamine", "tutvustamine",
    "ühtlustamine", "seiramine", "süstematiseerimine", "koostamine", "kontrollimine", "täiustamine",
)  # fmt: skip
_SUBJECTS = (
    "Taotlused", "Aruanded", "Lepingud", "Otsuste eelnõud", "Juhendid", "Ülevaated", "Andmed", "Päringute vastused",
    "Ettepanekud", "Koolitused", "Toimikud", "Riskid", "Kokkulepped", "Hinnangud", "Kavandid", "Töövood", "Tähtajad",
    "Puudused", "Vajadused", "Partnerite ootused", "Kulud", "Näitajad", "Tulemused", "Muudatused",
)  # fmt: skip
_STATES = (
    "on õigel ajal läbi vaadatud", "on nõuetekohaselt vormistatud", "on asjaosalistega kooskõlastatud",
    "on selged ja üheselt mõistetavad", "on põhjendatud ja õiguspärased", "on igakülgselt välja selgitatud",
    "on andmekogusse kantud", "põhinevad kontrollitud andmetel", "vastavad kehtivatele õigusaktidele",
    "on kvartali jooksul üle kontrollitud", "on kokkulepitud viisil esitatud", "on kättesaadavad ja ajakohased",
    "on võrreldavad eelmise aastaga", "on juhiga läbi räägitud", "on järjepidevalt dokumenteeritud",
)  # fmt: skip
_ENDS = (
    "ning küsija on saanud vastuse viie tööpäeva jooksul", "ja leitud vead on viivitamata parandatud",
    "ning sihtrühm teab, kuhu abi saamiseks pöörduda", "ja nende mõju talituse tööle on hinnatud",
    "ning nende täitmist jälgitakse kogu aasta vältel", "ja vajalik teave on edastatud õigetele inimestele",
    "ning kasutatud raha on aruandega kaetud", "ja ettepanekud on esitatud vahetule juhile",
    "ning asendaja saab tööd katkestuseta jätkata", "ja kehtivad kogu üleminekuaja vältel",
    "ning partnerid on muudatustega arvestanud", "ja arvestavad piirkondade eripära",
)  # fmt: skip
_MAY = (
    "teha ettepanekuid", "saada täielikku teavet", "osaleda töörühmas", "kaasata eksperte", "algatada muudatusi",
    "tutvuda dokumentidega", "esindada talitust", "nõuda selgitusi", "kooskõlastada kavandeid", "anda soovitusi",
)  # fmt: skip
_LAWS = (
    "haldusmenetluse seaduse", "avaliku teabe seaduse", "riigihangete seaduse", "isikuandmete kaitse seaduse",
    "ohvriabi seaduse", "sotsiaalhoolekande seaduse", "arhiiviseaduse", "riigieelarve seaduse", "lastekaitseseaduse",
    "töölepingu seaduse", "avaliku teenistuse seaduse", "korrakaitseseaduse",
)  # fmt: skip
_QUALITIES = (
    "põhjalik tundmine ja rakendamise oskus", "hea tundmine ning oskus seda teistele selgitada",
    "tundmine oma töövaldkonna ulatuses", "rakendamise praktika tundmine ja üldistamise oskus",
)  # fmt: skip
_HOUSE = (
    ", nagu asutuse kord ette näeb", ", nagu üksuste vahel on kokku lepitud", ", nagu teenuse standard nõuab",
    ", nagu juhtkond on otsustanud", ", nagu aasta tööplaan määrab",
)  # fmt: skip


class Writer:
    """Writes sentences, none of them twice; those of the house end in words that no position's own text has."""

    def __init__(self, seed: str, *, house: bool = False) -> None:
        self.random = Random(seed)  # noqa: S311 (nothing is secret here)
        self.house = house
        self.written: set[str] = set()

    def new(self, make: Callable[[], str], end: str = ".") -> str:
        """A sentence of that kind that has not been written yet."""
        while True:
            text = make() + (self.pick(_HOUSE) if self.house else "") + end
            if text not in self.written:
                self.written.add(text)
                return text

    def several(self, make: Callable[[], str], least: int, most: int) -> list[str]:
        """A few sentences of that kind."""
        return [make() for _ in range(self.random.randint(least, most))]

    def pick(self, words: Sequence[str]) -> str:
        """One of the words."""
        return self.random.choice(words)

    def chance(self, percent: int) -> bool:
        """Yes, in so many of a hundred cases."""
        return self.random.randrange(100) < percent

    def duty(self, end: str = ".") -> str:
        """A duty."""
        return self.new(lambda: f"{self._doing().capitalize()} ning {self._doing()}", end)

    def part(self) -> str:
        """What a duty includes."""
        return self.new(self._doing, "")

    def result(self) -> str:
        """A result that is expected."""
        return self.new(lambda: f"{self.pick(_SUBJECTS)} {self.pick(_STATES)} {self.pick(_ENDS)}")

    def right(self) -> str:
        """A right."""
        return self.new(lambda: f"{self.pick(_MAY)} {self._doing_of()} asjus", "")

    def responsibility(self) -> str:
        """What somebody answers for."""
        return self.new(lambda: f"{self._doing_of('õigeaegse ja nõuetekohase ')} eest", "")

    def knowledge(self) -> str:
        """Something to be known."""
        return self.new(lambda: f"{self.pick(_LAWS).capitalize()} {self.pick(_QUALITIES)}")

    def competence(self) -> str:
        """A sentence about how somebody works."""
        return self.new(lambda: f"Hoolitseb selle eest, et {self._outcome()}")

    def purpose(self) -> str:
        """What a position is for."""
        return self.new(
            lambda: f"Teenistuskoha eesmärk on {self._doing()} nii, et {self._outcome()} {self.pick(_ENDS)}"
        )

    def _outcome(self) -> str:
        return f"{self.pick(_SUBJECTS).lower()} {self.pick(_STATES)}"

    def _doing_of(self, how: str = "") -> str:
        """The doing in the genitive, with a word for how."""
        return f"{self.pick(_OBJECTS)} {how}{self.pick(_DOINGS).removesuffix('mine')}mise"

    def _doing(self) -> str:
        return f"{self.pick(_OBJECTS)} {self.pick(_DOINGS)}"
