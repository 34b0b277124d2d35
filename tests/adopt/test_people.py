"""Other positions by the words that name them."""

from __future__ import annotations

import pytest

from jdflow.adopt.bits.clean import Cleaned
from jdflow.adopt.desk import Desk
from jdflow.adopt.labels.people import People, unit_of
from jdflow.adopt.names import Names, Post, Unit
from tests.adopt.papers import lines, plain

NAMES = Names(
    "Arhiiv",
    {
        "osakond": Unit("Kogude osakond", "kogude osakond", head="osakonna-juhataja"),
        "hoidla": Unit("Kogude osakond, hoidla talitus", "hoidla talitus", "osakond"),
        "lugemissaal": Unit("Kogude osakond, lugemissaal", "lugemissaal", "osakond"),
        "haldus": Unit("Haldusosakond", "haldusosakond", head="haldusjuht"),
    },
    {
        "osakonna-juhataja": Post("Osakonna juhataja", "osakonna juhatajat", "haldus"),
        "talituse-juhataja": Post("Talituse juhataja", "talituse juhatajat", "lugemissaal"),
        "arhivaar-foto": Post("Arhivaar (fotod)", "arhivaari (fotod)", "haldus"),
        "arhivaar": Post("Arhivaar", "arhivaari", "hoidla"),
        "konservaator": Post("Konservaator", "konservaatorit", "hoidla"),
        "jurist": Post("Jurist", "juristi", "haldus"),
        "haldusjuht": Post("Haldusjuht", "haldusjuhti", "haldus"),
    },
    {
        "lugemise talituse juhataja": frozenset({"talituse-juhataja"}),
        "hoidla hoidja": frozenset({"konservaator"}),
        "abiline": frozenset({None}),
    },
)


def named(text: str, *, title: str = "Arhivaar", partitive: bool = False) -> object:
    bits = Cleaned(lines(text)).bits
    desk = Desk()
    found = People(NAMES, "hoidla", title).several([(bit.words, 1.0) for bit in bits], desk, is_partitive=partitive)
    return plain(found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ekspert (kvaliteet, seire), nõunik", ["ekspert (kvaliteet, seire)", "nõunik"]),
        ("nõunik ja ennetuse ja arenduse ekspert.", ["nõunik", "ennetuse ja arenduse ekspert"]),
        ("Ekspert (kvaliteet ja seire) ning nõunik", ["ekspert (kvaliteet ja seire)", "nõunik"]),
        (
            "nõunik ja büroo juht (ülesannetes, mis ei seisne võimu teostamises)",
            ["nõunik", "büroo juht (ülesannetes, mis ei seisne võimu teostamises)"],
        ),
        ("teenistuja, kelle määrab juht", ["teenistuja, kelle määrab juht"]),
        ("IT-juht; API arendaja", ["IT-juht", "API arendaja"]),
        ("nõunik või juhi määratud teenistuja", ["nõunik või juhi määratud teenistuja"]),
        ("–", []),
        ("puudub", []),
    ],
)
def test_a_list_is_parted_into_positions(text: str, names: list[str]) -> None:
    assert named(text) == names


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Konservaator", ("konservaator", None)),
        ("konservaator", ("konservaator", None)),
        ("Arhivaar (fotod)", ("arhivaar-foto", None)),
        # Who heads a unit above is meant, wherever the position itself is kept.
        ("Osakonna juhataja", ("osakonna-juhataja", None)),
        ("Haldusjuht", ("haldusjuht", None)),
        ("Hoidla hoidja", ("konservaator", "hoidla hoidja")),
        # Another unit may have one, too.
        ("Talituse juhataja", "talituse juhataja"),
        ("Jurist", "jurist"),
        ("Lugemise talituse juhataja", "lugemise talituse juhataja"),
        # A colleague with the same title is not the position itself.
        ("Arhivaar", "arhivaar"),
        ("Abiline", "abiline"),
    ],
)
def test_an_id_is_given_only_where_no_doubt_is_left(text: str, person: object) -> None:
    assert named(text) == [person]


def test_whom_one_substitutes_for_is_known_in_the_partitive() -> None:
    assert named("Konservaatorit, arhivaari (fotod)", partitive=True) == [
        ("konservaator", None),
        ("arhivaar-foto", None),
    ]
    assert named("Arhivaari", partitive=True) == ["arhivaari"]


def test_the_manager_keeps_the_words_and_case_of_the_document() -> None:
    [bit] = Cleaned(lines("Talituse ülem.")).bits
    assert plain(People(NAMES, "hoidla", "Arhivaar").one(bit.words, 1.0)) == "Talituse ülem"


def test_the_manager_begins_with_a_capital_as_documents_print_the_field() -> None:
    [bit] = Cleaned(lines("kantselei ülem")).bits
    assert plain(People(NAMES, "hoidla", "Arhivaar").one(bit.words, 1.0)) == "Kantselei ülem"


def test_to_whom_one_is_subordinate_is_never_declined_by_guess() -> None:
    people = People(NAMES, "hoidla", "Arhivaar")
    [known] = Cleaned(lines("osakonna juhatajale")).bits
    [other] = Cleaned(lines("teadusdirektorile")).bits
    assert plain(people.allative(known.words)) == ("osakonna-juhataja", None)
    person = people.allative(other.words)
    assert (plain(person), person.said.sure, len(person.said.notes)) == ("teadusdirektorile", 0.6, 1)


def test_a_unit_is_known_by_its_whole_name_or_by_its_own() -> None:
    assert unit_of("Kogude osakond, hoidla talitus", NAMES) == "hoidla"
    assert unit_of("KOGUDE OSAKOND HOIDLA TALITUS", NAMES) == "hoidla"
    assert unit_of("Lugemissaal", NAMES) == "lugemissaal"
    assert unit_of("Muu osakond", NAMES) is None
