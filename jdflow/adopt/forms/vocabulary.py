"""The words that printed forms use: headings of sections, labels of fields, heads of columns, with their variants."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from jdflow.adopt.forms.families import head_like
from jdflow.adopt.forms.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

# Sections, by the name of what they hold.
SECTION_NAMES = {
    "document": "ametijuhend; ametikoha juhend; ametikoha ametijuhend; teenistuskoha ametijuhend; töökoha ametijuhend;"
    " ametniku ametijuhend; töötaja ametijuhend; teenistuja ametijuhend; tööjuhend; ametijuhend lisa",
    "general": "üldosa; üldsätted; üldandmed; üldine; üldine osa; üldinfo; üldised andmed; ametikoha üldandmed;"
    " ametikoha andmed; teenistuskoha andmed; teenistuskoha üldandmed; ametikoha üldosa; töökoha andmed;"
    " üldiseloomustus; ametikoha üldiseloomustus; ametikoha kirjeldus; teenistuskoha kirjeldus;"
    " alluvus ja asendamine; alluvussuhted ja asendamine; asendamine; alluvus; alluvussuhted; alluvusvahekord;"
    " ametikoha asukoht struktuuris; asukoht struktuuris; ametikoha koht struktuuris; ametikoha nimetus ja asukoht",
    "purpose": "ametikoha eesmärk; teenistuskoha eesmärk; töökoha eesmärk; ametikoha põhieesmärk; eesmärk; töö eesmärk;"
    " teenistuskoha põhieesmärk; põhieesmärk; ametikoha peamine eesmärk; töö põhieesmärk; ametikoha eesmärgid;"
    " teenistuja töö eesmärk; ametikoha töö eesmärk",
    "duties": "teenistuskohustused; teenistusülesanded; peamised teenistusülesanded; tööülesanded; töökohustused;"
    " peamised tööülesanded; põhilised tööülesanded; põhiülesanded; ametikoha põhiülesanded; ametikoha ülesanded;"
    " teenistuskoha ülesanded; teenistuskoha põhiülesanded; põhilised teenistusülesanded; ametikohustused;"
    " ametiülesanded; ülesanded; põhikohustused; peamised ülesanded; ülesanded ja kohustused; kohustused;"
    " ametniku teenistusülesanded; ametniku ülesanded; ametniku kohustused; teenistuja ülesanded;"
    " teenistuja tööülesanded; teenistuja kohustused; töötaja ülesanded; töötaja tööülesanded; töötaja kohustused;"
    " tööülesanded ja kohustused; teenistusülesanded ja kohustused; teenistuskohustused ja ülesanded;"
    " ülesanded ja oodatavad tulemused; tööülesanded ja oodatavad tulemused; ametikoha teenistusülesanded;"
    " teenistusülesanded ja oodatavad tulemused; põhiülesanded ja oodatavad tulemused; töö sisu; töö kirjeldus;"
    " töökoha ülesanded; ametikoha tööülesanded; peamised tööülesanded ja oodatavad tulemused;"
    " teenistusülesannete kirjeldus; tööülesannete kirjeldus; ülesannete kirjeldus; vastutusvaldkonnad ja ülesanded",
    "rights": "õigused; ametniku õigused; töötaja õigused; teenistuja õigused; teenistuskoha õigused; volitused;"
    " ametikoha õigused; õigused ja volitused; töökoha õigused; ametikoha täitja õigused",
    "responsibilities": "vastutus; ametniku vastutus; töötaja vastutus; teenistuja vastutus; teenistuskoha vastutus;"
    " ametikoha vastutus; vastutuse ulatus; töökoha vastutus; ametikoha täitja vastutus",
    "entitled": "õigused ja vastutus; vastutus ja õigused; ametniku õigused ja vastutus; töötaja õigused ja vastutus;"
    " teenistuja õigused ja vastutus; ametikoha õigused ja vastutus; teenistuskoha õigused ja vastutus",
    "tools": "töövahendid; ametikoha töövahendid; vajalikud töövahendid; tööks vajalikud töövahendid; töövahend;"
    " kasutatavad töövahendid; teenistuskoha töövahendid; töövahendid ja töötingimused; töökoha töövahendid;"
    " teenistuja töövahendid; töötaja töövahendid; ametniku töövahendid; töövahendid ja töökoht",
    "requirements": "ametikohale esitatavad nõuded; teenistuskoha täitjale esitatavad nõuded; kvalifikatsiooninõuded;"
    " ametikoha täitjale esitatavad nõuded; teenistujale esitatavad nõuded; töötajale esitatavad nõuded; nõuded;"
    " ametnikule esitatavad nõuded; teenistuskohale esitatavad nõuded; töökohale esitatavad nõuded;"
    " ametikoha nõuded; nõuded teenistujale; nõuded töötajale; nõuded ametnikule; nõuded ametikohale;"
    " nõuded ametikoha täitjale; nõutav kvalifikatsioon; kvalifikatsioon; haridus ja kvalifikatsiooninõuded;"
    " ametikohal töötamiseks esitatavad nõuded; ametikohal töötamise nõuded; nõutavad teadmised ja oskused;"
    " nõuded haridusele töökogemusele teadmistele ja oskustele; töökoha täitjale esitatavad nõuded;"
    " ametikohal nõutav kvalifikatsioon; nõuded kvalifikatsioonile; kvalifikatsiooninõuded ametikohale;"
    " nõuded haridusele ja kogemustele; nõuded teenistuskoha täitjale; teenistuskoha nõuded;"
    " ametikoha kvalifikatsiooninõuded; ametikohale esitatavad kvalifikatsiooninõuded",
    "core": "tööks vajalikud kompetentsid; kompetentsid; põhikompetentsid; üldkompetentsid; ametikoha kompetentsid;"
    " nõutavad kompetentsid; tuumkompetentsid; tööks vajalikud põhikompetentsid; organisatsiooni kompetentsid;"
    " vajalikud kompetentsid; ameti kompetentsid; asutuse kompetentsid; ühised kompetentsid; baaskompetentsid",
    "additional": "täiendavad kompetentsid, isikuomadused ja teadmised; täiendavad kompetentsid; lisakompetentsid;"
    " ametikohapõhised kompetentsid; muud kompetentsid; ametialased kompetentsid; spetsiifilised kompetentsid;"
    " täiendavad kompetentsid ja isikuomadused; täiendavad kompetentsid ja teadmised; erialased kompetentsid",
    "review": "ametijuhendi muutmine; muutmine; ametijuhendi läbivaatamine; ametijuhendi läbivaatamine ja muutmine;"
    " ametijuhendi muutmise kord; ametijuhendi muutmise alused; läbivaatamine; ametijuhendi ülevaatamine;"
    " ametijuhendi muutmine ja läbivaatamine; ametijuhendi ülevaatamine ja muutmine; ametijuhendi uuendamine;"
    " lõppsätted; lõppsäte; rakendussätted; ametijuhendi kehtivus; ametijuhendi kehtivus ja muutmine;"
    " ametijuhendi muutmine ja lõpetamine",
    "signatures": "poolte allkirjad; allkirjad; ametijuhendiga tutvunud; olen ametijuhendiga tutvunud; allkiri;"
    " allkirjastatud digitaalselt; digitaalselt allkirjastatud; allkirjastatud digitaalselt kuupäev digiallkirjas;"
    " olen tutvunud; tutvunud; tööandja; töötaja; teenistuja; ametnik; tööandja esindaja; kinnitas; koostas;"
    " poolte allkirjad ja andmed; tutvusin; olen ametijuhendiga tutvunud ja nõustun; ametijuhendiga on tutvunud;"
    " tööandja allkiri; töötaja allkiri; vahetu juhi allkiri; ametniku allkiri; teenistuja allkiri;"
    " olen ametijuhendiga tutvunud ja kohustun seda täitma; olen tutvunud ja kohustun täitma; allkiri kuupäev;"
    " ametijuhendi sisuga tutvunud; tööandja nimel; töötaja allkiri ja kuupäev; nimi ja allkiri; tööandja töötaja",
}
# Labels, by the field of the model that stands behind them; those after the dash are no field of it.
LABEL_NAMES = {
    "title": "ametinimetus; ametikoht; ametikoha nimetus; teenistuskoht; teenistuskoha nimetus; töökoht; ameti nimetus;"
    " töökoha nimetus; ametikoha nimi; ametinimi; ametikoha ametinimetus; amet; teenistuja ametinimetus;"
    " ametniku ametinimetus; töötaja ametinimetus; ametikoht ametinimetus; ametikoha teenistuskoha nimetus",
    "unit": "struktuuriüksus; struktuuriüksuse nimetus; osakond; üksus; ametikoha asukoht; asutuse struktuuriüksus;"
    " struktuurüksus; osakond talitus; talitus; osakond büroo; asutus ja struktuuriüksus; teenistuskoha asukoht;"
    " asukoht struktuuris; allüksus; struktuuriüksus osakond talitus; asukoht asutuse struktuuris; kuuluvus",
    "manager": "vahetu juht; otsene juht; vahetu ülemus; otsene ülemus; allub; kellele allub; kellele vahetult allub;"
    " vahetult allub; vahetu juhi ametinimetus; vahetu juhi ametikoht; kelle alluvuses; allub vahetult; juht;"
    " vahetu juhi ametikoha nimetus; alluvus; alluvussuhe; ametnik allub; teenistuja allub; töötaja allub;"
    " vahetu juht ametinimetus; otsene juht ametinimetus; kellele ametnik allub; teenistuja vahetu juht",
    "substitutes": "kes asendab; asendaja; asendajad; teenistuja asendaja; teenistujat asendab; ametnikku asendab;"
    " töötajat asendab; teda asendab; kes teda asendab; kes asendab teenistujat; tema asendaja; asendav ametnik;"
    " ametniku asendaja; töötaja asendaja; asendaja puudumisel; asendaja ametinimetus; kes asendab ametnikku;"
    " kes asendab töötajat; teda asendavad; teenistujat asendavad; äraoleku ajal asendab teda; asendatakse;"
    " teda asendab äraolekul; puudumisel asendab; keegi asendab teda; asendamine puudumisel; keda asendab teda",
    "substitutes_for": "keda asendab; teenistuja asendab; asendab; ametnik asendab; töötaja asendab; keda ta asendab;"
    " asendatav; asendatavad; keda teenistuja asendab; keda ametnik asendab; keda töötaja asendab; asendab teisi;"
    " asendab vajadusel; kelle asendaja; tema asendab; vajadusel asendab; asendatavad ametikohad; asendatav ametikoht",
    "reports": "alluvad; alluvad teenistujad; otsesed alluvad; vahetud alluvad; kes alluvad; alluvad ametikohad;"
    " talle alluvad; alluvate ametikohad; juhib; teenistuja alluvad; otseselt alluvad; alluvate ametinimetused;"
    " alluvad ametnikud ja töötajad; vahetult alluvad; kes allub; keda juhib",
    "purpose": SECTION_NAMES["purpose"],
    "group": "ametikoha grupp; teenistuskoha grupp; teenistusgrupp; ametikoha liik; teenistuskoha liik; põhigrupp;"
    " ametirühm; teenistuse liik; teenistussuhte liik; ametikoha põhigrupp; teenistuskoha põhigrupp; töösuhte liik;"
    " ametikoha rühm; teenistuja liik; teenistuskoha grupp ja liik",
    "special_terms": "eritingimused; teenistuse eritingimused; töö eritingimused; lisatingimused;"
    " eritingimused ametikohal; teenistuskoha eritingimused; ametikoha eritingimused; töökoha eritingimused",
    "effective": "kehtiv alates; kehtib alates; jõustumise kuupäev; kehtivuse algus; jõustumine; kehtivus;"
    " ametijuhend kehtib alates; ametijuhendi kehtivuse algus",
    "person": "teenistuja; ametniku nimi; töötaja nimi; teenistuja nimi; nimi; ees ja perekonnanimi;"
    " ametikoha täitja; ees ja perekonnanimed; vahetu juhi nimi; asendaja nimi; koostaja; koostas; teenistuja ees ja"
    " perekonnanimi; ametniku ees ja perekonnanimi; töötaja ees ja perekonnanimi; isikukood; koostaja nimi",
    "agency": "asutus; asutuse nimi; ametiasutus; ametiasutuse nimi; asutuse nimetus; tööandja; ametiasutuse nimetus",
    "education": "haridus; haridustase; hariduse tase; haridusnõuded; haridus ja eriala; hariduslik ettevalmistus;"
    " haridus ja erialane ettevalmistus; nõuded haridusele; erialane haridus; haridus eriala; hariduse nõue;"
    " haridusnõue; nõutav haridus; haridus ja kvalifikatsioon; haridustase ja eriala",
    "experience": "töökogemus; erialane töökogemus; tööstaaž; kogemus; kogemused; eelnev töökogemus; töökogemused;"
    " ametialane kogemus; nõuded töökogemusele; teenistusstaaž; staaž; varasem töökogemus; nõutav töökogemus;"
    " ametialane töökogemus; töökogemus ja staaž; teenistus ja töökogemus; tööalane kogemus; tööstaaž ja kogemus",
    "languages": "keeleoskus; keelteoskus; keeled; keelteoskused; võõrkeeled; võõrkeelte oskus; nõuded keeleoskusele;"
    " keelte oskus; keeleoskused; nõutav keeleoskus; eesti keele ja võõrkeelte oskus; keelteoskuse tase",
    "computer_skills": "arvutikasutamise oskus; arvutioskus; arvuti kasutamise oskus; arvutikasutusoskus; digioskused;"
    " arvutialased oskused; digipädevus; it oskused; infotehnoloogia oskused; arvutikasutamisoskus; digioskus;"
    " arvutikasutuse oskus; arvuti kasutamine; arvutioskused; tarkvara kasutamise oskus; arvutialased teadmised",
    "travel": "valmisolek lähetusteks; lähetused; valmisolek töölähetusteks; töölähetused; lähetustes käimine;"
    " valmisolek lähetusteks eestis; lähetus; valmidus lähetusteks",
    "knowledge": "teadmised ja oskused; teadmised; oskused; muud teadmised ja oskused; erialased teadmised ja oskused;"
    " erialased teadmised; ametialased teadmised ja oskused; tööks vajalikud teadmised ja oskused; muud oskused;"
    " ametialased teadmised; tööalased teadmised ja oskused; oskused ja teadmised; muud teadmised; erioskused;"
    " eriteadmised ja oskused; teadmised oskused; muud nõuded; ametikohal vajalikud teadmised ja oskused",
    "traits": "isikuomadused; isiksuseomadused; isikuomadused ja hoiakud; isikuomadused ja võimed; hoiakud;"
    " vajalikud isikuomadused; isiku omadused; võimed ja isikuomadused; isiksuseomadused ja võimed; omadused;"
    " võimed ja omadused; sobivad isikuomadused",
}
_HEADS = (
    "põhiülesanded; põhiülesanne; ülesanne; ülesanded; teenistusülesanded; teenistusülesanne; tööülesanded; tegevused;"
    " tööülesanne; teenistuskohustused; teenistuskohustus; töökohustused; kohustus; tegevus; peamised tööülesanded;"
    " peamised teenistusülesanded; ametikoha ülesanded; põhilised tööülesanded; ülesande kirjeldus; kohustused;"
    " jrk nr; jrk; nr; jrknr; ametiülesanded; peamised ülesanded"
)
_RESULTS = (
    "oodatavad tulemused; oodatav tulemus; oodatud tulemused; oodatud tulemus; tulemused; tulemus; töötulemus;"
    " töötulemused; soovitud tulemused; soovitud tulemus; tulemuslikkuse näitajad; tulemusnäitajad; mõõdikud;"
    " tulemuse kriteeriumid; oodatavad töötulemused; soovitud töötulemused; hindamiskriteeriumid;"
    " töö tulemus; töö tulemused; oodatavad tulemused ja mõõdikud; tulemuslikkuse kriteeriumid; täitmise näitajad"
)
REQUIREMENTS = ("education", "experience", "languages", "computer_skills", "travel", "knowledge", "traits")
# Labels that can be nothing else open the section of requirements wherever they stand alone.
OPENING = frozenset({"education", "experience", "languages", "computer_skills", "travel", "traits"})
_LIKE = 87
# What is as like to one thing as to another is neither: who substitutes, and for whom.
_AS_LIKE, _SEVERAL = 3, 4
_NEARLY, _LONG = 91, 9
# A letter of a name may be lost.
_SHORTEST_LIKE, _SHORTEST_READ, _LONGEST = 7, 6, 90
MOST_WORDS = 8
_MOST_NUMBER = 5
_TWO = 2
_RESULT, _HEAD_LIKE = fold("tulemused"), 70


class Label(NamedTuple):
    """The field that a label stands for, and how many words it has."""

    field: str
    words: int


def _folded(table: Mapping[str, str]) -> dict[str, str]:
    return {fold(name): kind for kind, names in table.items() for name in names.split(";")}


SECTIONS = _folded(SECTION_NAMES)
LABELS = _folded(LABEL_NAMES)
HEADS = _folded({"duty": _HEADS, "result": _RESULTS})


@lru_cache(maxsize=4096)
def section_of(text: str) -> str | None:
    """The section that the text is the heading of; a column's head may stand behind it."""
    folded = fold(text)
    found = _known(folded, "sections")
    if found is None and _is_beside_results(text, "sections", "duties"):
        return "duties"
    return found


@lru_cache(maxsize=4096)
def section_nearly(text: str) -> str | None:
    """The section whose long heading the text is, but for a letter or so."""
    folded = fold(text)
    return _known(folded, "sections", _NEARLY) if len(folded) >= _LONG else None


@lru_cache(maxsize=4096)
def label_of(text: str) -> str | None:
    """The field that the text is the label of."""
    return _known(fold(text), "labels")


@lru_cache(maxsize=4096)
def head_of(text: str) -> str | None:
    """Which column of the duties' table the text heads: duty, result, or both."""
    folded = fold(text)
    found = _known(folded, "heads")
    if found is None and _is_beside_results(text, "heads", "duty"):
        return "both"
    return found or head_like(text) or _behind_number(text)


def _behind_number(text: str) -> str | None:
    """The same of both heads, where that of the numbers before them was badly read: `[Neo` for `Nr`."""
    first, _, rest = text.partition(" ")
    if len(first) > _MOST_NUMBER or (first.isalpha() and len(first) > _TWO) or not rest[:1].isupper():
        return None
    return "both" if rest.count(" ") < MOST_WORDS and head_of(rest) == "both" else None


@lru_cache(maxsize=4096)
def label_nearly(text: str) -> str | None:
    """The field of a long label that the text is, but for a letter or so."""
    folded = fold(text)
    return _known(folded, "labels", _NEARLY) if len(folded) >= _LONG else None


def _is_beside_results(text: str, which: str, wanted: str) -> bool:
    """Whether such a heading stands there with the head of the results behind it."""
    folded = fold(text)
    heads = (head for head, column in HEADS.items() if column == "result" and folded.endswith(head))
    if any(_known(folded.removesuffix(head), which) == wanted for head in heads):
        return True
    return _known(_before_results(text), which) == wanted


def _before_results(text: str) -> str:
    """What stands before the head of the results, folded; the head may be damaged. Nothing where there is none."""
    words = text.split()
    if not _TWO <= len(words) <= MOST_WORDS or not text[:1].isupper():
        return ""
    from rapidfuzz import fuzz

    if fuzz.ratio(fold(words[-1]), _RESULT) < _HEAD_LIKE:
        return ""
    at = next((at for at in range(1, len(words)) if _known(fold(" ".join(words[at:])), "heads") == "result"), 0)
    return fold(" ".join(words[:at]))


def _known(folded: str, which: str, like: int = 0) -> str | None:
    if not folded or len(folded) > _LONGEST:
        return None
    table = {"sections": SECTIONS, "labels": LABELS, "heads": HEADS}[which]
    found = table.get(folded)
    if found is None and len(folded) >= _SHORTEST_READ:
        # Only what is not known to the letter asks for it.
        from rapidfuzz import fuzz, process

        best = process.extract(folded, _CHOICES[which], scorer=fuzz.ratio, score_cutoff=like or _LIKE, limit=_SEVERAL)
        kinds = {table[name] for name, score, _ in best if score > best[0][1] - _AS_LIKE}
        found = kinds.pop() if len(kinds) == 1 else None
    return found


_CHOICES = {
    which: [name for name in table if len(name) >= _SHORTEST_LIKE]
    for which, table in (("sections", SECTIONS), ("labels", LABELS), ("heads", HEADS))
}
