"""The five positions that real documents were read for: each comes out with every feature that it has."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import docx
import pytest

from jdflow.app.render import Document, Job, Press, drafts
from jdflow.app.worktree import open_worktree
from tests.checkout import ROOT
from tests.support import TODAY
from tests.word.content import sections
from tests.word.tools import read_back

if TYPE_CHECKING:
    from pathlib import Path

CORE = ["Kliendikesksus", "Asjatundlikkus", "Koostöövõime", "Efektiivsus"]
ADDITIONAL = [
    *("Suhtlemis- ja mõjutamisoskus: ", "Analüüsi- ja üldistusvõime: ", "Korrektsus: ", "Empaatiavõime: "),
    *("Juhendamisoskus: ", "Loovus: ", "Pingetaluvus: ", "Abivalmidus: ", "Suhete loomise oskus: "),
]
SIGNED = "(allkirjastatud digitaalselt)"
TWO_PARTIES = ["Poolte allkirjad", "Tööandja", "Töötaja", SIGNED, "Peadirektor", SIGNED]
LIMITED = "(ainult ülesannetes, milles ei teostata avalikku võimu)"


class Features(NamedTuple):
    """What a document has."""

    sections: dict[str, int]
    """The headings, each with the number of paragraphs below it; of those that matter."""
    duties: int
    results: tuple[int, int]
    """The fewest and the most of a duty."""
    parts: dict[int, int]
    """Which duties have parts, and how many."""
    texts: list[str]
    """How paragraphs begin, in the order in which they stand."""
    closes: int = 1
    """How many duties end with the same result."""


FEATURES = {
    "teenuse-juht-inimkaubandus": Features(
        {"ÕIGUSED": 1 + 9, "VASTUTUS": 1 + 7, "TÖÖVAHENDID": 1},
        *(14, (2, 6), {3: 4, 12: 5}),
        [
            *("KINNITATUD", "21.06.2021 käskkirjaga nr\u00a01-5/64", "Lisa\u00a03"),
            *("Näidisameti ametijuhendite koostamise korra punkti 5 alusel", "Kehtiv alates 01.07.2021"),
            *("AMETIJUHEND", "Inimkaubandusohvrite teenuse juht"),
            "Ohvriabi ja ennetusteenuste osakond, ohvriabi talitus",
            *("Talituse juhataja", "Talituse juhataja", "Ohvriabi teenuse nõunik"),
            *("Talituse juhatajat", "Ohvriabi teenuse nõunikku", "TEENISTUSKOHUSTUSED"),
            *("Ametnikul on õigus:", "Ametnik vastutab:", "Töö tegemiseks on ametniku kasutuses"),
            *("Kõrgharidus.", "Vähemalt kolme aasta pikkune", "Eesti keel – C1", "Vene keel – C1", "Inglise keel – B1"),
            *(*CORE, *ADDITIONAL, "Põhjalikud teadmised", "Head teadmised", SIGNED, "Peadirektor"),
        ],
    ),
    "koordinaator-vagivallast-loobumine": Features(
        {"ÕIGUSED": 1 + 7, "VASTUTUS": 1 + 6, "TÖÖVAHENDID": 1},
        *(12, (1, 4), {1: 2, 3: 3}),
        [
            *("Kehtiv alates 01.03.2023", "AMETIJUHEND", "Koordinaator"),
            *("Ohvriabi ja ennetusteenuste osakond, ohvriabi talitus", "Ohvriabi talituse juhataja"),
            *("Koordinaator", "Talituse juhataja", "Koordinaatorit", "Talituse juhatajat", "TEENISTUSÜLESANDED"),
            *("Omab õigust:", "Omab vastutust:", "Töö tegemiseks on töötaja kasutuses", "Kõrgharidus."),
            *("Vähemalt kahe aasta pikkune", "Eesti keele oskus vähemalt C1-tasemel, inglise ja vene"),
            *(*CORE, *ADDITIONAL, *TWO_PARTIES),
        ],
    ),
    "tugitalituse-juhataja": Features(
        {"Õigused ja vastutus": 1 + 6 + 1 + 6 + 1},
        *(13, (2, 7), {}),
        [
            *("Kehtiv alates 01.04.2024", "Ametijuhend", "Ohvriabi osakond, ohvriabiteenuste tugitalitus"),
            *("Talituse juhataja", "Osakonna juhataja", "Alluvad", "Ekspert (ohvriabi ärianalüüs)"),
            *("Koordinaator (välisprojektid)", "Ekspert (kvaliteet ja seire)", "Eksperdid (ennetus ja arendus)"),
            *("Ekspert (kuriteoohvri õigused)", "Peaspetsialistid (aruandlus)", "Teenistuja asendab"),
            *("Eksperti (ohvriabi ärianalüüs)", "Koordinaatorit (välisprojektid)", "Eksperti (kvaliteet ja seire)"),
            *(f"Ohvriabi talituse juhatajat {LIMITED}", f"Osakonna juhatajat {LIMITED}", "Teenistuja asendaja"),
            *("Ekspert (ohvriabi ärianalüüs)", "Koordinaator (välisprojektid)", "Ekspert (kvaliteet ja seire)"),
            *("Ohvriabi talituse juhataja", f"Osakonna juhataja {LIMITED}", "Ametikoha grupp", "Töötaja"),
            *("Eritingimused", "Eritingimustes lepivad pooled kokku töölepingus."),
            *("Kõrgharidus, soovitavalt sotsiaalteaduste või majanduse erialal.", "Vähemalt viie aasta pikkune"),
            *("Eesti keel – C1", "Inglise keel – B1", "Teadmised ja oskused", "Tunneb", "Teab", "Mõistab", "Töötab"),
            "Empaatilisus, süsteemsus, algatusvõime, usaldusväärsus.",
            *("Omab õigust:", "Omab vastutust:", "Töötaja ja vahetu juht vaatavad ametijuhendi koos üle"),
        ],
    ),
    "koordinaator-marac": Features(
        {"ÕIGUSED": 1 + 7, "VASTUTUS": 1 + 5, "TÖÖVAHENDID": 1},
        *(13, (1, 6), {2: 3}),
        [
            *("Kehtiv alates 09.01.2023", "AMETIJUHEND", "Koordinaator (MARAC)"),
            *("Ohvriabi ja ennetusteenuste osakond", "Projektijuht (vabatahtlik töö)", "Projektijuht (MARAC)"),
            *("Projektijuhti (MARAC)", "TEENISTUSÜLESANDED", "Omab õigust:", "Omab vastutust:"),
            *("Töötaja kasutuses on sülearvuti koos tööks vajaliku tarkvaraga ning lauatelefon.", "Kõrgharidus."),
            *("Vähemalt kahe aasta pikkune", "Projektijuhtimise kogemus.", "Eesti keele oskus vähemalt C1-tasemel."),
            *("Inglise keele oskus vähemalt B1-tasemel.", *CORE),
            *("Suudab korraga hallata mitut juhtumit", "Peab meeles ka teiste lubatud tegevused"),
            *(*ADDITIONAL, *TWO_PARTIES),
        ],
        closes=4,
    ),
    "koordinaator-klat": Features(
        {"ÕIGUSED": 1 + 8, "VASTUTUS": 1 + 6, "TÖÖVAHENDID": 1, "AMETIJUHENDI MUUTMINE": 3},
        *(11, (2, 3), {4: 3}),
        [
            *("KINNITATUD", "Kehtiv alates 01.09.2023", "AMETIJUHEND", "Koordinaator"),
            "Ohvriabi ja ennetusteenuste osakond, ennetustalitus (KLAT ja abivajava lapse SRT tiim)",
            *("Tiimijuht", "Koordinaator", "Tiimijuht", "Koordinaator", "Tiimijuht", "TEENISTUSKOHUSTUSED"),
            *("Ametnikul on õigus:", "Ametnik vastutab:", "Töö tegemiseks on ametniku kasutuses"),
            *(
                "Kõrgharidus sotsiaalvaldkonnas.",
                "Vähemalt kolme aasta pikkune",
                "Soovitatav on lastekaitsetöö",
            ),
            *("Eesti keele oskus vähemalt C1-tasemel.", "Ühe võõrkeele, eelistatavalt vene keele oskus vähemalt B2"),
            *("Valmisolek lähetusteks", "Valmisolek töölähetusteks Eesti piires.", *CORE, *ADDITIONAL),
            *("Ametnik ja vahetu juht vaatavad ametijuhendi koos üle", SIGNED, "Peadirektor"),
        ],
    ),
}
each_position = pytest.mark.parametrize("id", FEATURES)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five documents, each in its own layout."""
    folder = tmp_path_factory.mktemp("viis")
    reading = open_worktree(ROOT)
    press = Press(reading, TODAY)
    for job in drafts(reading, FEATURES, 0):
        assert isinstance(job, Job)
        [document] = press.documents(job._replace(draft=False))
        assert isinstance(document, Document)
        (folder / f"{job.id}.docx").write_bytes(document.data)
    return folder


@each_position
def test_what_it_says_stands_in_the_order_of_the_form(folder: Path, id: str) -> None:
    paragraphs = iter(read_back(folder / f"{id}.docx"))
    found = [text for text in FEATURES[id].texts if any(one.startswith(text) for one in paragraphs)]
    assert found == FEATURES[id].texts


@each_position
def test_sections_are_as_long_as_they_should_be(folder: Path, id: str) -> None:
    found = sections(folder / f"{id}.docx")
    assert len(found) - 1 == {"tugitalituse-juhataja": 4, "koordinaator-klat": 8}.get(id, 7)
    assert {heading: len(found[heading]) for heading in FEATURES[id].sections} == FEATURES[id].sections


@each_position
def test_duties_have_their_results_and_parts(folder: Path, id: str) -> None:
    tables = docx.Document(str(folder / f"{id}.docx")).tables
    [table] = [one for one in tables if one.cell(0, 1).text == "Oodatavad tulemused"]
    duties, results = ([cell.text.split("\n") for cell in column.cells[1:]] for column in table.columns)
    features = FEATURES[id]
    assert len(duties) == features.duties
    assert (min(map(len, results)), max(map(len, results))) == features.results
    assert {number: len(duty) - 1 for number, duty in enumerate(duties, 1) if len(duty) > 1} == features.parts
    assert max(Counter(several[-1] for several in results).values()) == features.closes
