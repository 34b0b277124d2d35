"""The fingerprint: another for any other text, the same for the same text, however it is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdflow.app.reading import Reading
from jdflow.model.position import Competencies, Position, Ref, Requirements
from jdflow.model.texts import Competency, Duty, Item, Language
from jdflow.problems import Place
from jdflow.resolve.fingerprint import content, fingerprint
from jdflow.resolve.library import Library
from jdflow.resolve.position import resolve
from tests.support import BASE, OWN, Files, overlay

if TYPE_CHECKING:
    from datetime import date

NOWHERE = Place("")
FULL = """\
ametinimetus: Andmehaldur
täpsustus: (avaandmed)
ametinimetus_osastav: andmehaldurit
struktuuriüksus: andmetalitus
teenistuja: töötaja
mall: klassikaline
kehtiv_alates: 2026-03-01
kehtiv_kuni: 2027-03-01
tagasiulatuv: false
kinnitamine: {kinnitamisviis: leping, number: 1, kuupäev: 2026-02-01, lisa: 2, alus: punkt 5, päis: [a], nõusolek: jah}
allkirjastaja: peadirektor
üle_vaadatud: 2026-04-01
varem: [vana]
vahetu_juht: juhataja
asendajad: [juhataja, Abi]
asendab: [{teenistuskoht: juhataja, tekst: juhatajat}]
alluvad: [{tekst: Praktikant}]
eesmärk: Andmed on korras.
ülesanded:
  - {id: esimene, ülesanne: Korrastamine., sh: [üks, kaks], tulemused: [Korras., Leitav.]}
  - ülesanne: Avaldamine.
õigused: [teha kaugtööd]
vastutus: [andmete eest]
töövahendid: [arvuti]
nõuded:
  haridus: [Kõrgharidus.]
  töökogemus: [Kolm aastat.]
  keeleoskus: [{keel: eesti, tase: C1}, Inglise keel.]
  arvutioskus: [Hea.]
  lähetused: [Valmis.]
  teadmised: [Andmekaitse.]
  isikuomadused: [Täpne.]
kompetentsid:
  tööks_vajalikud: [{nimi: Loovus, laused: [Loob., Leiab.]}]
  täiendavad: [{nimi: Täpsus, laused: [On täpne.]}, Lisateadmised.]
grupp: spetsialist
eritingimused: [Puuduvad.]
muutmine: [Kord aastas.]
märkused: [Trükki ei lähe.]
"""
# For each key of the form: another value, and whether the text that people sign is another one then.
CHANGES = {
    "ametinimetus": ("Andmehoidja", True),
    "täpsustus": ("(avaandmestik)", True),
    "ametinimetus_osastav": ("andmehoidjat", True),
    "struktuuriüksus": ("endine-talitus", True),
    "teenistuja": ("ametnik", True),
    "mall": ("teenistuskoht", False),
    "kehtiv_alates": ("2026-03-02", False),
    "kehtiv_kuni": ("2027-03-02", False),
    "tagasiulatuv": ("true", False),
    "kinnitamine": ("{kinnitamisviis: käskkiri}", False),
    "allkirjastaja": ("asetaitja", False),
    "üle_vaadatud": ("2026-04-02", False),
    "varem": ("[vanem]", False),
    "vahetu_juht": ("Juhataja", True),
    "asendajad": ("[Abi, juhataja]", True),
    "asendab": ("[{teenistuskoht: juhataja, tekst: juhatajaid}]", True),
    "alluvad": ("auto", True),
    "eesmärk": ("Andmed on korras", True),
    "ülesanded": ("[{ülesanne: Korrastamine.}]", True),
    "õigused": ("[teha kaugtööd, õppida]", True),
    "vastutus": ("[Andmete eest]", True),
    "töövahendid": ("[laud]", True),
    "nõuded": ("{haridus: Keskharidus.}", True),
    "kompetentsid": ("{täiendavad: [Lisateadmised.]}", True),
    "grupp": ("töötaja", True),
    "eritingimused": ("[On.]", True),
    "muutmine": ("[Kaks korda aastas.]", True),
    "märkused": ("[Ka see ei lähe.]", False),
}


def fingerprint_of(example: str, base: Files = BASE) -> str:
    reading = Reading(overlay(example, base))
    position, problems = reading.position("naidis")
    resolved = reading.resolved("naidis")
    assert position is not None
    assert resolved is not None
    assert problems == []
    return fingerprint(resolved)


FULL_BASE = {**BASE, OWN: FULL}


def test_every_key_is_tried() -> None:
    position, _ = Reading(overlay(FULL)).position("naidis")
    assert position is not None
    assert position.places.keys() == set(Position._fields) - {"id", "path", "places"}
    assert [line.partition(":")[0] for line in FULL.splitlines() if line[0] not in " -"] == list(CHANGES)


@pytest.mark.parametrize("key", CHANGES)
def test_a_change_of_a_key_is_seen_where_it_counts(key: str) -> None:
    value, counts = CHANGES[key]
    assert (fingerprint_of(f"{key}: {value}", FULL_BASE) != fingerprint_of("", FULL_BASE)) is counts


DUTY = "ülesanded: [{ülesanne: a, sh: [b, c], tulemused: [d, e]}, {ülesanne: f}]"
SKILL = "kompetentsid: {tööks_vajalikud: [{nimi: a, laused: [b, c]}]}"
OTHERS = [
    # A duty's parts.
    (DUTY, DUTY.replace("a,", "A,")),
    (DUTY, DUTY.replace("[b, c]", "[b]")),
    (DUTY, DUTY.replace("[d, e]", "[e, d]")),
    (DUTY, DUTY.replace("sh: [b, c], tulemused: [d, e]", "sh: [b, c, d], tulemused: [e]")),
    (DUTY, DUTY.replace(", {ülesanne: f}", "")),
    # A competency's.
    (SKILL, SKILL.replace("nimi: a", "nimi: A")),
    (SKILL, SKILL.replace("[b, c]", "[b c]")),
    (SKILL, SKILL.replace("tööks_vajalikud", "täiendavad")),
    (SKILL, "kompetentsid: {tööks_vajalikud: [{nimi: a, laused: [b]}, {nimi: c, laused: [d]}]}"),
    ("kompetentsid: {täiendavad: [a]}", "kompetentsid: {täiendavad: [{nimi: a, laused: [a]}]}"),
    # A language's.
    ("nõuded: {keeleoskus: [{keel: eesti, tase: C1}]}", "nõuded: {keeleoskus: [{keel: eesti, tase: C2}]}"),
    ("nõuded: {keeleoskus: [{keel: eesti, tase: C1}]}", "nõuded: {keeleoskus: [{keel: vene, tase: C1}]}"),
    ("nõuded: {keeleoskus: [{keel: eesti, tase: C1}]}", "nõuded: {keeleoskus: eesti C1}"),
    # A named position's.
    ("vahetu_juht: juhataja", "vahetu_juht: Juhataja"),
    ("vahetu_juht: juhataja", "vahetu_juht: {teenistuskoht: juhataja, tekst: juhataja}"),
    ("vahetu_juht: {tekst: juhataja}", "vahetu_juht: juhataja"),
    ("asendajad: [juhataja]", "asendab: [juhataja]"),
    ("alluvad: auto", "alluvad: [Praktikant]"),
    # Words that move across a border.
    ("õigused: [a b, c]", "õigused: [a, b c]"),
    ("õigused: [a]\nvastutus: [b]", "õigused: [b]\nvastutus: [a]"),
    ("nõuded: {haridus: [a, b]}", "nõuded: {haridus: a, teadmised: b}"),
    ('õigused: ["a\\nb"]', "õigused: [a b]"),
    ("eesmärk: Andmed.", "eesmärk: andmed."),
]
SAME = [
    # The same text, written down in another way.
    ("õigused: [teha tööd]", "õigused:\n  - 'teha tööd'"),
    ("õigused: [teha tööd]", "õigused:\n  - >\n    teha\n    tööd\n"),
    ("töövahendid: arvuti", "töövahendid: [arvuti]"),
    ("eesmärk: Õ", "eesmärk: Õ"),
    ('eesmärk: "„a“ ja „b“"', "eesmärk: '\"a\" ja \"b\"'"),
    ("vahetu_juht: juhataja", "vahetu_juht: {teenistuskoht: juhataja}"),
    # Names that print nowhere.
    (DUTY, DUTY.replace("{ülesanne: a", "{id: x, ülesanne: a")),
    ("õigused: [a]", "õigused: [{tekst: a, id: x}]"),
    ("grupp: töötaja", "märkused: Rühm on see, mis seisuski."),
    # The same text from a shared block.
    ("õigused: [teha kaugtööd kokkuleppel vahetu juhiga]", "õigused: [{kasuta: rights/kaugtoo}]"),
    ("kompetentsid: {täiendavad: [{nimi: Loovus, laused: [Pakub uusi mõtteid.]}]}",
     "kompetentsid: {täiendavad: [{kasuta: competencies/loovus, variant: lühike}]}"),
    ("ülesanded: [{ülesanne: Teabe jagamine a kohta., tulemused: [Partnerid teavad a eesmärki., b]}]",
     "ülesanded: [{kasuta: duties/teabe-jagamine, väärtused: {teema: a}, lisaks: {tulemused: [b]}}]"),
    ("nõuded: {haridus: Kõrgharidus.}", "nõuded: {haridus: {kasuta: requirements/korgharidus}}"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), OTHERS)
def test_another_text_has_another_fingerprint(before: str, after: str) -> None:
    assert fingerprint_of(before) != fingerprint_of(after)


@pytest.mark.parametrize(("before", "after"), SAME)
def test_the_same_text_has_the_same_fingerprint(before: str, after: str) -> None:
    assert fingerprint_of(before) == fingerprint_of(after)


def test_titles_of_others_units_and_settings_do_not_count() -> None:
    example = "vahetu_juht: juhataja\nasendab: [juhataja]\nalluvad: auto\n"
    others = (
        "# positions/juhataja.yaml\nametinimetus: Direktor\nametinimetus_osastav: direktorit\nvahetu_juht: naidis\n"
        "# shared/settings.yaml\nasutus: Muu amet\nmall: teenistuskoht\n"
        "# shared/organisation.yaml\nüksused: {andmetalitus: {nimi: teine nimi}}"
    )
    assert fingerprint_of(example) == fingerprint_of(example + others)


def test_the_words_for_the_person_count() -> None:
    block = "# shared/rights/uus.yaml\nnimi: Uus\nlaused: ['{{ teenistuja.omastav }} õigused']"
    own = "õigused: [töötaja õigused]\n"
    assert fingerprint_of(f"õigused: [{{kasuta: rights/uus}}]\n{block}") == fingerprint_of(own)


def test_it_never_changes() -> None:
    """Whoever must change this literal changes every fingerprint ever recorded, and needs another version."""
    assert fingerprint_of("") == "v1:f5059087bfd2c0a3fd450401c09abe55c6dfcca045f7dde7ff5cca4b9f7d9273"
    assert fingerprint_of("", FULL_BASE) == "v1:bb3b61f90d834d271c52176811a81d5a20097ebf8334baa8a4e0df9e7add24a9"


class Content(NamedTuple):
    """What a fingerprint covers, drawn at random."""

    title: str
    qualifier: str | None
    purpose: str
    relation: str
    manager: tuple[str | None, str | None]
    rights: list[str]
    tools: list[str]
    duties: list[tuple[str, list[str], list[str]]]
    education: list[str]
    languages: list[tuple[str, str]]
    core: list[tuple[str, list[str]]]
    additional: list[tuple[str, list[str]]]


class Rest(NamedTuple):
    """What it does not."""

    id: str
    template: str | None
    effective_from: date | None
    retroactive: bool
    notes: list[str]
    duty_id: str | None
    signatory: str | None


# So few letters that equals are drawn often.
TEXT = st.text('ab",]', max_size=2)
TEXTS = st.lists(TEXT, max_size=2)
SKILLS = st.lists(st.tuples(TEXT, TEXTS), max_size=2)
CONTENTS = st.builds(
    Content, TEXT, st.none() | TEXT, TEXT, st.sampled_from(["ametnik", "töötaja"]),
    st.tuples(st.none() | TEXT, st.none() | TEXT), TEXTS, TEXTS,
    st.lists(st.tuples(TEXT, TEXTS, TEXTS), max_size=2), TEXTS,
    st.lists(st.tuples(st.sampled_from("ab"), TEXT), max_size=2),
    SKILLS, SKILLS,
)  # fmt: skip
RESTS = st.builds(
    Rest, TEXT, st.none() | TEXT, st.none() | st.dates(), st.booleans(), TEXTS, st.none() | TEXT, st.none() | TEXT
)


def items(texts: list[str]) -> tuple[Item, ...]:
    return tuple(Item(text, NOWHERE) for text in texts)


def skills(several: list[tuple[str, list[str]]]) -> tuple[Competency, ...]:
    return tuple(Competency(Item(name, NOWHERE), NOWHERE, items(sentences)) for name, sentences in several)


def position_of(drawn: Content, rest: Rest) -> Position:
    return Position(
        rest.id,
        f"positions/{rest.id}.yaml",
        drawn.title,
        drawn.qualifier,
        relation="ametnik" if drawn.relation == "ametnik" else "töötaja",
        template=rest.template,
        effective_from=rest.effective_from,
        retroactive=rest.retroactive,
        signatory=rest.signatory,
        manager=Ref(*drawn.manager, NOWHERE),
        purpose=drawn.purpose,
        duties=tuple(
            Duty(Item(duty, NOWHERE), NOWHERE, items(parts), items(results), rest.duty_id)
            for duty, parts, results in drawn.duties
        ),
        rights=items(drawn.rights),
        tools=items(drawn.tools),
        requirements=Requirements(
            education=items(drawn.education),
            languages=tuple(Language(language, level, NOWHERE) for language, level in drawn.languages),
        ),
        competencies=Competencies(skills(drawn.core), skills(drawn.additional)),
        notes=items(rest.notes),
    )


@given(CONTENTS, CONTENTS, RESTS, RESTS)
def test_it_tells_contents_apart_and_nothing_else(one: Content, other: Content, rest: Rest, more: Rest) -> None:
    library = Library((), lambda _: None)
    first, second = (resolve(position_of(*both), library) for both in ((one, rest), (other, more)))
    assert (fingerprint(first) == fingerprint(second)) is (one == other)
    assert fingerprint(first) == fingerprint(resolve(position_of(one, more), library))


def test_it_covers_the_model_by_its_names() -> None:
    resolved = Reading(overlay("")).resolved("naidis")
    assert resolved is not None
    left_out = {
        "id", "path", "places", "approval", "effective_from", "effective_to", "retroactive", "reviewed_on",
        "former_ids", "template", "signatory", "notes",
    }  # fmt: skip
    covered = content(resolved)
    assert covered.keys() == set(Position._fields) - left_out
    assert covered["requirements"].keys() == set(Requirements._fields) - {"places"}
    assert covered["competencies"].keys() == set(Competencies._fields)
