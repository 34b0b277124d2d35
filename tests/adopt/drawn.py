"""Positions drawn by chance, as agencies could write them: own texts of all shapes, and the sample's blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from jdflow.app.reading import Reading
from jdflow.intake.snapshot import Worktree
from tests.checkout import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

SAMPLE = Reading(Worktree(ROOT))

NOUNS = (
    "andmete",
    "lepingute",
    "talituse töö",
    "IT-lahenduste",
    "MARAC-i võrgustiku",
    "õppe- ja teabepäevade",
    "2026. aasta eelarve",
)
DOING = (
    "koostamine",
    "korraldamine",
    "läbivaatamine ja kinnitamine",
    "hoidmine (sh arhiivis)",
    "arendamine – koos teistega",
)
DONE = (
    "on tehtud tähtajaks",
    "on leitavad, õiged ja ajakohased",
    "vastavad § 5 lg 2 nõuetele",
    "on kooskõlastatud: vead on parandatud; puudused teada",
    "on 95% ulatuses „valmis“",
    "on kirjas vormil nr 12/3, vt ka lisa 2",
    "annavad ülevaate (nt kord kvartalis), mis jõuab ka teiste osakondade juhtideni ning on avaldatud siseveebis",
)
ENDS = (
    "vajaduse järgi",
    "koos juhi või kolleegiga",
    "vähemalt kord aastas",
    "isikuandmete kaitse üldmääruse alusel",
    "1.–3. tasemel",
)
TITLES = ("Spetsialist", "Vanemspetsialist", "Nõunik", "Projekti- ja arendusjuht", "IT-juht", "Arhivaar-konservaator")
NAMES = (
    "Täpsus",
    "Meeskonnatöö",
    "Õppimisvõime ja uuendusmeelsus",
    "Enesejuhtimine, sh ajakasutus",
    "Hool (kogude suhtes)",
)
QUALIFIERS = ("(MARAC)", "(kvaliteet ja seire)", "(ennetus, lapsed)")


# Whole texts that a reader could take for something else.
ODD_RESULTS = (
    "3 aruannet kvartalis on esitatud",
    "„Ühe ukse“ põhimõte toimib",
    "(Osaliselt) digitaalne arhiiv on avatud kõigile!",
    "Kas kõik on tehtud?",
    "aruanded on esitatud",
    "Haridus ja teadus on kaetud.",
    "Vastutus on jagatud; õigused on kirjas.",
    "Andmed: nimed, ajad, kohad.",
    "Tulemused vastavad nõuetele.",
    "Lepingud a/b, x < y & z > 0 on võrreldud.",
    "Tähtajad (1.–31. jaanuar; v.a pühad) on peetud",
    "Töö on tehtud. Arve on makstud. Kõik on rahul.",
    "E-kirjad ja e-teenused on 24/7 kättesaadavad …",
    "SKA, KOV-id ja PPA on kursis.",
)
ODD_DUTIES = (
    "Vahetu juhi antud ühekordsete ülesannete täitmine",
    "IT-süsteemide haldus ja (vajaduse korral) arendus.",
    "Osalemine töörühmades; ettepanekute tegemine.",
    "Õiguste ja vastutuse jaotuse kavandamine talituses.",
    "2027. aasta eelarve koostamine.",
)
ODD_RIGHTS = (
    "kasutada IT-vahendeid (sh arvutit)",
    "saada vastus: 5 tööpäeva jooksul",
    "„ei“ öelda",
    "Saada koolitust.",
    "nõuda 2-kordset kontrolli",
)


def _some(values: Sequence[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(values)


a_duty_text = st.builds("{} {}".format, _some(NOUNS), _some(DOING)).map(lambda text: f"{text[0].upper()}{text[1:]}.")
a_result = st.builds("{} {}".format, _some(NOUNS), _some(DONE)).map(lambda text: f"{text[0].upper()}{text[1:]}.")
a_duty_text = st.one_of(a_duty_text, a_duty_text, _some(ODD_DUTIES))
a_result = st.one_of(a_result, a_result, _some(ODD_RESULTS))
a_part = st.builds("{} {}".format, _some(NOUNS), _some(DOING))
a_right = st.builds("{} {} {}".format, _some(("saada", "teha", "osaleda")), _some(NOUNS), _some(ENDS))
a_charge = st.builds("{} {} eest".format, _some(NOUNS), _some(("õigsuse", "hoidmise", "õigeaegse tegemise")))
a_sentence = st.builds("{} {} {}.".format, _some(("Oskab", "Tunneb", "Märkab", "Teeb")), _some(NOUNS), _some(ENDS))


def _use(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """A block of that kind, in any of its variants."""
    keys = [key for key in sorted(SAMPLE.library.keys) if key.startswith(f"{kind}/") and not _needs_values(key)]
    return st.sampled_from(keys).flatmap(_in_variant)


def _needs_values(key: str) -> bool:
    block = SAMPLE.library.get(key)
    return block is None or any(default.text is None for default in block.parameters.values())


def _in_variant(key: str) -> st.SearchStrategy[dict[str, Any]]:
    block = SAMPLE.library.get(key)
    variants = sorted(SAMPLE.library.variants(block)) if block is not None else []
    chosen = st.sampled_from([None, *variants]) if variants else st.none()
    return chosen.map(lambda variant: {"kasuta": key} | ({} if variant is None else {"variant": variant}))


def _list(one: st.SearchStrategy[Any], least: int = 1, most: int = 4) -> st.SearchStrategy[list[Any]]:
    return st.lists(one, min_size=least, max_size=most, unique_by=str)


a_duty = st.fixed_dictionaries(
    {"ülesanne": a_duty_text, "tulemused": _list(a_result)}, optional={"sh": _list(a_part, 2)}
)
a_competency = st.fixed_dictionaries({"nimi": _some(NAMES), "laused": _list(a_sentence)})
a_language = st.fixed_dictionaries(
    {"keel": _some(("eesti", "vene", "inglise", "soome")), "tase": _some(("A2", "B1", "B2", "C1"))}
)
some_people = _list(_some(("spetsialist", "nõunik (kvaliteet ja seire)", "IT-juht", "jurist")), 1, 3)
of_people = _list(_some(("spetsialisti", "nõunikku (kvaliteet ja seire)", "IT-juhti")), 1, 3)

a_position = st.fixed_dictionaries(
    {
        "ametinimetus": _some(TITLES),
        "struktuuriüksus": _some(("andmetalitus", "ohvriabi-talitus", "uldosakond")),
        "teenistuja": _some(("ametnik", "töötaja")),
        "mall": _some(("klassikaline", "teenistuskoht")),
        "eesmärk": st.builds("{} {}".format, a_result, a_sentence),
        "vahetu_juht": _some(("Osakonna juhataja", "peadirektor", "Jurist")),
        "ülesanded": _list(a_duty),
        "õigused": _list(st.one_of(a_right, _some(ODD_RIGHTS), _use("rights"))),
        "vastutus": _list(st.one_of(a_charge, _use("responsibilities"))),
        "nõuded": st.fixed_dictionaries(
            {"haridus": _some(("Kõrgharidus.", "Kõrgharidus, soovitavalt õigusteaduses.", "Keskharidus."))},
            optional={
                "töökogemus": _some(("Vähemalt kaheaastane töökogemus.", "Töökogemus avalikus teenistuses.")),
                "keeleoskus": _list(a_language, 1, 3),
            },
        ),
        "kompetentsid": st.fixed_dictionaries(
            {},
            optional={
                "tööks_vajalikud": _list(st.one_of(a_competency, _use("competencies"))),
                "täiendavad": _list(a_competency),
            },
        ),
    },
    optional={
        "täpsustus": _some(QUALIFIERS),
        "kehtiv_alates": _some(("2024-03-01", "2026-01-01")),
        "asendajad": some_people,
        "asendab": of_people,
        "alluvad": some_people,
        "töövahendid": _list(_some(("Arvuti, telefon ja kontoritarbed.", "Ametiauto (vajaduse korral).")), 1, 2),
        "eritingimused": _some(("Valmisolek töötada õhtuti.", "Töö toimub vahetustega; öötööd ei ole.")),
        "muutmine": st.just([{"kasuta": "clauses/labivaatamine"}]),
    },
)
