"""Rows of text whose columns only white space keeps apart: labels of several lines, values, pages, narrow columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.intake.paper_txt import read_txt
from jdflow.model.paper import Paper, Para, Spot
from tests.adopt.papers import lines, plain, understood, unplaced

if TYPE_CHECKING:
    from jdflow.model.adopted import Adopted

HEADS = "Põhiülesanded                           Oodatavad tulemused\n"
END = "4. Õigused\n- teha kaugtööd"


def of_form(rows: str) -> Adopted:
    return understood(lines(f"AMETIJUHEND\n1. Üldosa\n{rows}3. Ülesanded\n3.1. Nõustamine.\n{END}"))


def of_duties(rows: str) -> object:
    found = understood(lines(f"AMETIJUHEND\nAmetinimetus: Arhivaar\n3. TEENISTUSÜLESANDED\n{rows}{END}"))
    assert unplaced(found) == []
    return plain(found.duties)


def test_the_value_of_a_label_of_two_lines_may_take_one_line_or_three() -> None:
    found = of_form(
        "Ametikoha           Koguhoidja\nnimetus:\nVahetu juht:        Peavarahoidja\n"
        "Ametikoha           Tagada kogude säilimine,\neesmärk:            korrashoid ja\n"
        "                    kättesaadavus.\n"
    )
    assert (plain(found.title), plain(found.manager)) == ("Koguhoidja", "Peavarahoidja")
    assert plain(found.purpose) == "Tagada kogude säilimine, korrashoid ja kättesaadavus."
    assert unplaced(found) == []


def test_a_numbered_label_goes_on_below_its_number() -> None:
    found = of_form(
        "1. Ametinimetus       Administraator\n2. Vahetu juht        Juhataja\n"
        "3. Ametikoha          Võrgu töö tagamine ning\n   eesmärk            nõuete täitmine.\n"
    )
    assert plain(found.title) == "Administraator"
    assert plain(found.purpose) == "Võrgu töö tagamine ning nõuete täitmine."


def test_a_label_that_is_not_known_takes_no_known_one_for_itself() -> None:
    found = of_form("Ametinimetus        Arhivaar\nAmetikoha           Tartu\npaiknemine\n")
    assert plain(found.title) == "Arhivaar"
    assert unplaced(found) == ["Ametikoha paiknemine", "Tartu"]


def test_values_that_do_not_stand_below_their_labels_belong_to_these_in_order() -> None:
    found = of_form(
        "1.1 Ametinimetus                                 1.2 Struktuuriüksus\n"
        "Arhivaar                                         Kogude osakond\n"
        "1.3 Vahetu juht                1.4 Kes asendab                  1.5 Keda asendab\n"
        "Peavarahoidja        Kuraator                                   Kuraatorit\n"
        "                     Hoidja\n"
    )
    assert plain(found.manager) == "Peavarahoidja"
    assert (plain(found.substitutes), plain(found.substitutes_for)) == (["kuraator", "hoidja"], ["kuraatorit"])
    assert unplaced(found) == []


def test_values_fewer_than_labels_are_not_given_out_in_order() -> None:
    found = of_form(
        "1.1 Ametinimetus: Arhivaar\n"
        "1.3 Vahetu juht                1.4 Kes asendab                  1.5 Keda asendab\n"
        "Peavarahoidja        Kuraator\n"
    )
    assert (found.substitutes, found.substitutes_for) == ((), ())


def test_parts_that_stand_below_the_row_belong_to_its_duty() -> None:
    rows = (
        "3.1. Esemete väljaandmine näitustele ja  • Esemed on dokumenteeritud\n"
        "uurijatele, sh:                            ja tagastatud.\n\n"
        "    • lepingute ettevalmistamine;\n    • esemete pakkimine.\n\n"
        "3.2. Nõustamine.                         • Nõu on antud.\n"
    )
    assert of_duties(HEADS + rows) == [
        (
            "Esemete väljaandmine näitustele ja uurijatele",
            ["lepingute ettevalmistamine", "esemete pakkimine"],
            ["Esemed on dokumenteeritud ja tagastatud."],
        ),
        ("Nõustamine.", [], ["Nõu on antud."]),
    ]


def test_a_row_goes_on_below_the_heads_of_the_next_page() -> None:
    first = (
        f"AMETIJUHEND\nAmetinimetus: Arhivaar\n3. TEENISTUSÜLESANDED\n{HEADS}\n"
        "3.1 Kogude korrastamine ja              • Kogud on korras.\n"
        "kirjeldamine.\n\n"
        "3.2 Koostöö teiste asutuste ja          • Suhted on loodud ning igaühe\n\n\nLk 1"
    )
    second = (
        f"{HEADS}\nkogukondadega.                            roll on selge.\n"
        "                                        • Teave liigub õigel ajal.\n\n"
        f"3.3 Päringutele vastamine.              • Vastused on selged.\n{END}"
    )
    paras = [
        Para(line, Spot(at, page), is_whole=False)
        for page, text in enumerate((first, second), 1)
        for at, line in enumerate(text.split("\n"), page * 100)
    ]
    found = understood(Paper("txt", tuple(paras)))
    assert plain(found.duties) == [
        ("Kogude korrastamine ja kirjeldamine.", [], ["Kogud on korras."]),
        (
            "Koostöö teiste asutuste ja kogukondadega.",
            [],
            ["Suhted on loodud ning igaühe roll on selge.", "Teave liigub õigel ajal."],
        ),
        ("Päringutele vastamine.", [], ["Vastused on selged."]),
    ]
    assert unplaced(found) == []


def test_a_narrow_column_that_one_space_parts_from_the_duty_is_none_of_it() -> None:
    found = understood(
        lines(
            "AMETIJUHEND\nAmetinimetus: Arhivaar\n3. TEENISTUSÜLESANDED\n"
            "Tööülesanne                              Osakaal Oodatav tulemus\n"
            "1. Kogude korrastamine.                  15%     Kogud on korras.\n"
            "                                                 Riiulid on märgistatud.\n"
            "2. Lugejate ja asutuste nõustamine ning 20%      Nõu on antud.\n"
            f"juhendamine.\n3. Päringutele ja märgukirjadele vastus 65%     Vastused on selged.\n{END}"
        )
    )
    assert [(name, results) for name, _, results in plain(found.duties)] == [  # type: ignore[attr-defined]
        ("Kogude korrastamine.", ["Kogud on korras.", "Riiulid on märgistatud."]),
        ("Lugejate ja asutuste nõustamine ning juhendamine.", ["Nõu on antud."]),
        ("Päringutele ja märgukirjadele vastus", ["Vastused on selged."]),
    ]
    assert unplaced(found)[-3:] == ["15%", "20%", "65%"]


def test_a_bullet_far_from_its_text_opens_no_column() -> None:
    rows = (
        "3.1. Esemete väljaandmine ja            • Esemed on dokumenteeritud\n"
        "hoidmine, sh:                             ja tagastatud.\n"
        "                                        • Lepingud on\n"
        "•       lepingute koostamine;             sõlmitud.\n"
        "•       esemete pakkimine.\n\n"
        "3.2. Nõustamine.                        • Nõu on antud.\n"
    )
    assert of_duties(HEADS + rows) == [
        (
            "Esemete väljaandmine ja hoidmine",
            ["lepingute koostamine", "esemete pakkimine"],
            ["Esemed on dokumenteeritud ja tagastatud.", "Lepingud on sõlmitud."],
        ),
        ("Nõustamine.", [], ["Nõu on antud."]),
    ]


def test_parts_may_go_on_alone_below_the_heads_of_the_next_page() -> None:
    rows = (
        f"{HEADS}3.1. Esemete väljaandmine, sh:          • Esemed on tagastatud.\n"
        "    • lepingute koostamine\n    • esemete pakkimine ja\n\nLk 1\n"
        f"{HEADS}\n      saatmine\n    • hoidmine\n\n"
        "3.2. Nõustamine.                        • Nõu on antud.\n"
    )
    assert of_duties(rows) == [
        (
            "Esemete väljaandmine",
            ["lepingute koostamine", "esemete pakkimine ja saatmine", "hoidmine"],
            ["Esemed on tagastatud."],
        ),
        ("Nõustamine.", [], ["Nõu on antud."]),
    ]


def test_a_piece_that_reaches_over_an_empty_column_is_not_taken_for_the_first_value() -> None:
    found = of_form(
        "1.1 Ametinimetus: Arhivaar\n"
        "1.3 Vahetu juht       1.4 Kes asendab                 1.5 Keda asendab\n"
        "Osakonna juhataja Kogude hoidja, abiline           Kogude hoidjat\n"
    )
    assert plain(found.manager) in {"Osakonna juhataja", None}


def test_the_heading_of_a_section_begins_a_row_like_any_label() -> None:
    found = of_form(
        "Ametinimetus           Arhivaar\nVahetu juht            Juhataja\n"
        "Töö eesmärk            Kogude korrashoid ja\n"
        "                       uurijate nõustamine.\nTöövahendid            Arvuti ja lugemisseade.\n"
        "Õigused                - saada abi;\n                       - osaleda koolitustel.\n"
        "Vastutus               - kogude eest.\n\n"
    )
    assert plain(found.purpose) == "Kogude korrashoid ja uurijate nõustamine."
    assert plain(found.tools) == ["Arvuti ja lugemisseade."]
    assert plain(found.rights) == ["saada abi", "osaleda koolitustel", "teha kaugtööd"]
    assert plain(found.responsibilities) == ["kogude eest"]


def test_the_label_of_results_below_the_number_begins_a_row() -> None:
    gap = " " * 20
    rows = "".join(
        f"3.{number}{gap}                {duty}\nOodatavad tulemused{gap} - {result}\n\n"
        for number, duty, result in ((1, "Kogude hoid.", "Kogud on alles."), (2, "Nõustamine.", "Nõu on antud."))
    )
    assert of_duties(rows) == [("Kogude hoid.", [], ["Kogud on alles."]), ("Nõustamine.", [], ["Nõu on antud."])]


def test_a_text_that_has_filled_its_column_leaves_one_space_before_the_other_one() -> None:
    rows = (
        "3.1. Kogude hoid ja esemete             - Kogud on alles ja\n"
        "väljaandmise kord uurijatele majas. korras ning ruumid on\n"
        "                                        puhtad.\n3.2. Nõustamine.                        - Nõu on antud.\n"
    )
    assert of_duties(HEADS + rows) == [
        (
            "Kogude hoid ja esemete väljaandmise kord uurijatele majas.",
            [],
            ["Kogud on alles ja korras ning ruumid on puhtad."],
        ),
        ("Nõustamine.", [], ["Nõu on antud."]),
    ]


def test_a_result_that_a_page_s_end_cuts_goes_on_below_it_though_no_gap_is_there() -> None:
    row = (
        "3.1. Kogude hoid.                       - Kogud on alles.\n                                        - Ruum on\n"
    )
    rest = "                                          puhas ja korras.\n"
    text = f"AMETIJUHEND\nAmetinimetus: Arhivaar\n3. TEENISTUSÜLESANDED\n{HEADS}{row}\f{rest}"
    below = "                                        - Uksed on kinni.\n"
    for more in ("", below, f"{below}3.2. Nõustamine.                        - Nõu on antud.\n"):
        found = understood(read_txt(f"{text}{more}{END}".encode()))
        results = ["Kogud on alles.", "Ruum on puhas ja korras.", *(["Uksed on kinni."] if more else [])]
        assert plain(found.duties[:1]) == [("Kogude hoid.", [], results)]
        assert unplaced(found) == []
