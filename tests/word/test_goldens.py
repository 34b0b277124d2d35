"""A document of each layout and relation, part by part, as it is expected to be; the other parts are the template's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jdflow import __version__
from jdflow.app.reading import Reading
from jdflow.app.render import Document, Job, Press
from jdflow.app.versions import Origin
from tests.checkout import ROOT
from tests.support import BASE, OWN, TODAY, Texts
from tests.word import tools
from tests.word.content import LAYOUTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GOLDENS = ROOT / "tests" / "word" / "goldens"
MOMENT = 1_771_581_600
COMMIT = "0123456789abcdef0123456789abcdef01234567"
POSITION = """\
ametinimetus: Näidis
täpsustus: (andmed)
struktuuriüksus: andmetalitus
teenistuja: RELATION
kehtiv_alates: 2026-03-01
kehtiv_kuni: 2027-12-31
kinnitamine: {kinnitamisviis: käskkiri, number: 1-5/7, kuupäev: 2026-02-20, lisa: 3, alus: Korra punkti 5 alusel}
vahetu_juht: juhataja
asendajad: [juhataja, {tekst: peaspetsialist (ainult suvel)}]
asendab: [juhataja]
alluvad: [{tekst: abiline}]
eesmärk: Andmed „on” korras & leitavad.
grupp: Spetsialist
eritingimused: [Töö eeldab luba.]
ülesanded:
  - {ülesanne: Juhtimine, sh: [hindamine, toetamine], tulemused: [Töö on tehtud., Inimesed on hoitud.]}
  - kasuta: duties/uhekordsed-ulesanded
õigused: [kasuta: rights/kaugtoo, saada teavet]
vastutus: [hoida vara, hoida saladust]
töövahendid: [Arvuti., Telefon.]
nõuded:
  haridus: [Kõrgharidus.]
  töökogemus: [Kolm aastat.]
  keeleoskus: [{keel: eesti, tase: C1}, Üks võõrkeel.]
  arvutioskus: [Tekstitöötlus.]
  lähetused: [Eesti piires.]
  teadmised: [Teab seadusi.]
  isikuomadused: [Rahu.]
kompetentsid:
  tööks_vajalikud: [{nimi: Koostöö, laused: [Kuulab., Küsib.]}]
  täiendavad: [kasuta: competencies/loovus, Tunneb ajalugu.]
muutmine: [Vaadatakse üle kord aastas.]
"""


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("relation", ["ametnik", "töötaja"])
def test_each_part_is_as_expected(layout: str, relation: str, golden: Callable[[Path, str], None]) -> None:
    settings = f"{BASE['shared/settings.yaml']}mall: {layout}\n"
    files = BASE | {"shared/settings.yaml": settings, OWN: POSITION.replace("RELATION", relation)}
    reading = Reading(Texts(files))
    [document] = Press(reading, TODAY).documents(Job("naidis", Origin(reading, "naidis", COMMIT, MOMENT), draft=False))
    assert isinstance(document, Document)
    assert document.remarks == []
    template = tools.parts(ROOT / "templates" / f"{layout}.docx")
    folder = GOLDENS / f"{layout}-{relation.replace('ö', 'o')}"
    written = set()
    for name, data in tools.parts(document.data).items():
        if template.get(name) != data:
            written.add(name)
            golden(folder / name.replace("/", "_"), data.decode().replace(__version__, "VERSION"))
    assert sorted(path.name for path in folder.iterdir()) == sorted(name.replace("/", "_") for name in written)
