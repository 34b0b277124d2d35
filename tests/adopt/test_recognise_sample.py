"""What becomes of texts that are the sample's shared blocks, nearly so, or no longer so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from jdflow.adopt.blocks.recognise import recognise
from jdflow.app.reading import Reading
from jdflow.intake.snapshot import Worktree
from jdflow.model.adopted import Near, OwnCompetency, OwnDuty, Taken
from tests.adopt.adopted import document, said, saids
from tests.checkout import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

LIBRARY = Reading(Worktree(ROOT)).library

DRAFTS = "Vastuskirjade ja muude dokumentide kavandite ettevalmistamine oma töövaldkonnas."
DRAFTED = "Kavandid on põhjendatud, keeleliselt korrektsed ja vormistatud asutuse nõuete järgi."
IN_TIME = "Kavandid jõuavad allkirjastajani enne vastamise tähtaega."
PLAN = "Üksuse tööplaani ja eelarve kavandamine ning nende täitmise jälgimine."
PLANNED = "Tööplaan ja eelarve kavand on esitatud õigel ajal ja lähtuvad asutuse eesmärkidest."
SPENT = "Raha on kasutatud otstarbekalt ja kavandatud ulatuses."
NOTICED = "Kõrvalekalded on aegsasti märgatud ja juhiga läbi arutatud."
ROLE = "Partnerid teavad abivajajate õiguste eesmärki ja oma rolli."
KNOWN = "Sihtrühmadeni jõuab teave õigel ajal ja arusaadaval kujul."
TRAINING = "Koolituste ja infopäevade kavandamine, korraldamine ja pidamine."
TRAINED = "Kavandatud koolitused on toimunud ning osalejate tagasiside on kokku võetud."
ONCE = "Ühekordsete ülesannete täitmine vahetu juhi korraldusel."
ONCE_DONE = ("Ülesanded on täidetud kokkulepitud ajaks.", "Tulemus vastab ülesande eesmärgile ja kehtivatele nõuetele.")
CAREFUL = "Täidab ülesandeid hoolikalt ning peab kinni tähtaegadest ja nõuetest."
EXACT = "Väljendub täpselt ja vormistab dokumendid nõuetekohaselt."
CHECKS = "Kontrollib oma töö üle ja parandab avastatud vead viivitamata."
POINTS = "Juhib heatahtlikult tähelepanu ka vigadele teiste töös."
IDEAS = "Pakub uusi mõtteid ja katsetab julgelt teistsuguseid lahendusi."
BETTER = "Täiustab ka seda, mis juba hästi toimib."
BORROWS = "Ammutab ideid teiste valdkondade kogemusest ja kohandab neid oma töö jaoks."
EFFICIENT = (
    "Kavandab oma aega, eristab olulise ebaolulisest ja saab ülesanded õigeks ajaks valmis.",
    "Töötab järjekindlalt, valib otstarbekad töövõtted ja viib alustatu lõpule.",
    "Kohaneb kiiresti, kui olukord või ülesanded muutuvad.",
    "Vastutab oma tegude eest ning ütleb ausalt ja selgelt, kuidas töö edeneb.",
    "Kasutab raha, aega ja muid vahendeid läbimõeldult.",
)
BASIC = (
    "saada asutuse teistelt üksustelt oma ülesannete täitmiseks vajalikku teavet ja abi",
    "osaleda oma tööks vajalikel koolitustel ja end muul viisil erialaselt täiendada",
    "saada ülesannete täitmiseks vajalikud töövahendid ja sobivad töötingimused",
    "teha ettepanekuid, kuidas {} valdkonna tööd tõhusamalt korraldada",
)
HOME = "teha kaugtööd kokkuleppel vahetu juhiga"


def told(entry: object) -> Iterator[str]:
    """What became of it, in a line: the block with what its use says, or its own text, `~` before the block near it."""
    if isinstance(entry, Taken):
        values = [f"{name}={value}" for name, value in entry.values.items()]
        minus = [f"-{item}" for item in entry.minus]
        plus = [f"+{one.text}" for several in entry.plus.values() for one in several]
        notes = ["!"] if any(one.notes for one in entry.said) else []
        yield " ".join([entry.block, *([entry.variant] if entry.variant else []), *values, *minus, *plus, *notes])
    elif isinstance(entry, Near):
        yield f"~{entry.block}"
    elif isinstance(entry, OwnDuty):
        yield "own" if entry.near is None else f"~{entry.near.block}"
        for one in (*entry.parts, *entry.results):
            if isinstance(one, Taken):
                yield from told(one)
    elif isinstance(entry, OwnCompetency):
        yield "own" if entry.near is None else f"~{entry.near.block}"
    else:
        yield "own"


def of_list(field: str, *texts: str) -> list[str]:
    fields: dict[str, Any] = {field: saids(*texts)}
    found = recognise(document(**fields), LIBRARY)
    return [line for entry in getattr(found, field) for line in told(entry)]


def of_duty(duty: str, *results: str, parts: tuple[str, ...] = ()) -> list[str]:
    [found] = recognise(document(duties=(OwnDuty(said(duty), saids(*parts), saids(*results)),)), LIBRARY).duties
    return [*told(found)]


def of_competency(name: str, *items: str) -> list[str]:
    one = OwnCompetency(said(name), saids(*items))
    [found] = recognise(document(additional=(one,)), LIBRARY).additional
    return [*told(found)]


def asked(text: str) -> list[str]:
    found = recognise(document(requirements={"experience": saids(text)}), LIBRARY).requirements["experience"]
    return [line for entry in found for line in told(entry)]


@pytest.mark.parametrize(
    ("texts", "became"),
    [
        ([HOME], ["rights/kaugtoo"]),
        (["Teha kaugtööd kokkuleppel vahetu juhiga."], ["rights/kaugtoo"]),
        (["teha kaugtööd kokkuleppel vahetu juhiga, kui töö seda võimaldab"], ["own"]),
        (["teha kaugtööd vahetu juhi nõusolekul"], ["own"]),
        (["teha kaugtõõd kokkuleppel vahetu juhiga"], ["rights/kaugtoo !"]),
        (["teha kaugtööd kokkulepel vahetu juhiga"], ["~rights/kaugtoo"]),
        (["teha kaugtööd kooskõlastatult vahetu juhiga"], ["~rights/kaugtoo"]),
        (["keelduda kaugtöö tegemisest kokkuleppel vahetu juhiga"], ["own"]),
        (
            ["saada juurdepaas ülesannete täitmiseks vajalikele infosüsteemidele ja andmekogudele"],
            ["rights/infosusteemid !"],
        ),
        (
            ["saada juurdepääs ülesannete täitmiseks vajalikele andmekogudele ja infosüsteemidele"],
            ["~rights/infosusteemid"],
        ),
        ([text.format("oma") for text in BASIC], ["rights/pohioigused"]),
        ([text.format("ohvriabi") for text in BASIC], ["rights/pohioigused valdkond=ohvriabi"]),
        # What smaller blocks say without leaving anything out, they say.
        (
            [text.format("oma") for text in (BASIC[0], BASIC[2], BASIC[3])],
            ["rights/teave", "rights/toovahendid", "rights/ettepanekud"],
        ),
        ([BASIC[3].format("ohvriabi"), BASIC[0]], ["rights/ettepanekud valdkond=ohvriabi", "rights/teave"]),
        ([*(text.format("oma") for text in BASIC), HOME], ["rights/pohioigused", "rights/kaugtoo"]),
        ([BASIC[3].format("oma ja naabri")], ["rights/ettepanekud valdkond=oma ja naabri"]),
        (["teha oma pädevuse piires otsuseid"], ["~rights/otsustamine"]),
        (["teha iseseisvaid otsuseid oma pädevuse piires"], ["own"]),
    ],
)
def test_rights(texts: list[str], became: list[str]) -> None:
    assert of_list("rights", *texts) == became


@pytest.mark.parametrize(
    ("texts", "became"),
    [
        ([DRAFTS, DRAFTED, IN_TIME], ["duties/kirjade-kavandid"]),
        ([DRAFTS, DRAFTED], [f"duties/kirjade-kavandid -{IN_TIME}"]),
        ([DRAFTS, IN_TIME], [f"duties/kirjade-kavandid -{DRAFTED}"]),
        ([DRAFTS, DRAFTED, IN_TIME, "Kirjad on üles leitavad."], ["duties/kirjade-kavandid +Kirjad on üles leitavad."]),
        ([DRAFTS, IN_TIME, DRAFTED], ["~duties/kirjade-kavandid"]),
        ([DRAFTS], ["~duties/kirjade-kavandid"]),
        ([DRAFTS, DRAFTED, IN_TIME.replace("enne", "pärast")], ["~duties/kirjade-kavandid"]),
        ([DRAFTS, DRAFTED, IN_TIME.replace("jõuavad", "ei jõua")], ["~duties/kirjade-kavandid"]),
        ([DRAFTS, DRAFTED.replace("põhjendatud", "pohjendatud"), IN_TIME], ["duties/kirjade-kavandid !"]),
        ([PLAN, PLANNED, NOTICED], [f"duties/tooplaan-ja-eelarve -{SPENT}"]),
        ([PLAN, PLANNED, SPENT, NOTICED.replace("juhiga", "juhatusega")], ["~duties/tooplaan-ja-eelarve"]),
        ([PLAN, PLANNED.replace("Tööplaan", "To6plaan"), SPENT, NOTICED], ["duties/tooplaan-ja-eelarve !"]),
        ([TRAINING, "Koolitused on hinnatud.", TRAINED], ["~duties/koolitused"]),
        (
            ["Abivajajate õiguste kohta käiva teabe koondamine ja jagamine.", KNOWN],
            [f"duties/teabe-jagamine teema=abivajajate õiguste -{ROLE}"],
        ),
        (
            [
                "Abivajajate õiguste kohta käiva teabe koondamine ja jagamine.",
                ROLE,
                KNOWN,
            ],
            ["duties/teabe-jagamine teema=abivajajate õiguste"],
        ),
        ([ONCE, *ONCE_DONE], ["duties/uhekordsed-ulesanded"]),
        ([ONCE, ONCE_DONE[1]], ["duties/uhekordsed-ulesanded -tahtaeg"]),
        ([ONCE.replace("vahetu juhi", "juhi"), *ONCE_DONE], ["~duties/uhekordsed-ulesanded"]),
        (
            [
                "Oskuste hoidmine.",
                "Ülesande täitmiseks vajalikud teadmised ja oskused on ajakohased.",
            ],
            ["own", "duties/oskuste-hoidmine-tulemused"],
        ),
    ],
)
def test_duties(texts: list[str], became: list[str]) -> None:
    assert of_duty(*texts) == became


@pytest.mark.parametrize(
    ("texts", "became"),
    [
        (["Korrektsus", CAREFUL, EXACT, CHECKS, POINTS], ["competencies/korrektsus"]),
        (["Korrektsus", CAREFUL, EXACT], ["competencies/korrektsus lühike"]),
        (["Korrektsus", f"{CAREFUL} {EXACT}"], ["competencies/korrektsus lühike"]),
        (["Korrektsus", CAREFUL, EXACT, CHECKS], [f"competencies/korrektsus -{POINTS}"]),
        (["Korrektsus", CAREFUL, CHECKS, POINTS], [f"competencies/korrektsus -{EXACT}"]),
        (["Korrektsus", EXACT, CAREFUL], ["~competencies/korrektsus"]),
        (["Korrektsus", CAREFUL, EXACT, "Hoiab laua korras."], ["competencies/korrektsus lühike +Hoiab laua korras."]),
        (["Korrektsus", CAREFUL, EXACT.replace("täpselt", "ebatäpselt")], ["~competencies/korrektsus"]),
        (["Loovus", f"{IDEAS} {BETTER} {BORROWS}"], ["competencies/loovus"]),
        (["Loovus", IDEAS], ["competencies/loovus lühike"]),
        (["LOOVUS", IDEAS], ["competencies/loovus lühike"]),
        (["Loovus", BORROWS, IDEAS], ["~competencies/loovus"]),
        (["Efektiivsus", *EFFICIENT], ["competencies/efektiivsus"]),
        (["Efektiivsus", *EFFICIENT[:2], *EFFICIENT[3:]], [f"competencies/efektiivsus -{EFFICIENT[2]}"]),
        (
            ["Efektiivsus", *EFFICIENT, "Õpib.", "Õpetab."],
            ["competencies/efektiivsus +Õpib. +Õpetab."],
        ),
        (["Tõhusus", *EFFICIENT], ["own"]),
        (
            ["Efektilvsus", *(text.replace("õ", "o").replace("ö", "o") for text in EFFICIENT)],
            ["competencies/efektiivsus !"],
        ),
    ],
)
def test_competencies(texts: list[str], became: list[str]) -> None:
    assert of_competency(*texts) == became


@pytest.mark.parametrize(
    ("text", "became"),
    [
        (
            "Vähemalt kolme aasta pikkune töökogemus sotsiaalvaldkonnas.",
            ["requirements/tookogemus aastad=kolme koht=sotsiaalvaldkonnas"],
        ),
        (
            "Vähemalt 5 aasta pikkune töökogemus avalikus teenistuses või teenistuskoha tegevusvaldkonnas.",
            ["requirements/tookogemus aastad=5"],
        ),
        ("Kuni kolme aasta pikkune töökogemus sotsiaalvaldkonnas.", ["~requirements/tookogemus"]),
        ("Vähemalt kolme kuu pikkune töökogemus sotsiaalvaldkonnas.", ["~requirements/tookogemus"]),
    ],
)
def test_requirements(text: str, became: list[str]) -> None:
    assert asked(text) == became
