"""The general part and the requirements: labels and values in tables of any shape, and in lines."""

from __future__ import annotations

import pytest

from jdflow.adopt.desk import GUESSED
from jdflow.adopt.names import Names, Unit
from jdflow.model.adopted import Said
from tests.adopt.papers import left, lines, plain, understood, unplaced, word

# A document needs more than its general part to be one.
REST = "\n#Õigused\n- saada abi\n#Vastutus\n- vara eest\n#Ülesanded\n- Juhatab tööd.\n- Peab arvestust, hoiab korda.\n"
PLAIN = (
    "\nÕIGUSED\n- saada abi\nVASTUTUS\n- vara eest, ka pärast lahkumist\nÜLESANDED\n- Juhatab tööd ja peab arvestust.\n"
)
WANTED = {
    "title": "Arhivaar",
    "unit": "Kogude osakond",
    "manager": "Osakonna juhataja",
    "substitutes": ["konservaator"],
    "substitutes_for": ["konservaatorit"],
}


@pytest.mark.parametrize(
    "table",
    [
        # Labels above, values below.
        (
            "| Ametinimetus | Struktuuriüksus\n| Arhivaar | Kogude osakond\n\n"
            "| Vahetu juht | Kes asendab | Keda asendab\n| Osakonna juhataja | Konservaator | Konservaatorit"
        ),
        # Labels on the left.
        (
            "| Ametinimetus | Arhivaar\n| Struktuuriüksus | Kogude osakond\n| Vahetu juht | Osakonna juhataja\n"
            "| Kes asendab | Konservaator\n| Keda asendab | Konservaatorit"
        ),
        # Two pairs in a row.
        (
            "| Ametinimetus | Arhivaar | Struktuuriüksus | Kogude osakond\n"
            "| Vahetu juht | Osakonna juhataja | Kes asendab | Konservaator\n| Keda asendab | Konservaatorit"
        ),
        # The label above its value, in one cell.
        (
            "| 1.1 **Ametinimetus** // Arhivaar | 1.2 **Struktuuriüksus** // Kogude osakond\n"
            "| Vahetu juht // Osakonna juhataja | Kes asendab: Konservaator | Keda asendab // Konservaatorit"
        ),
    ],
)
def test_tables_of_all_shapes_say_the_same(table: str) -> None:
    found = understood(word(f"#AMETIJUHEND\n#1. ÜLDOSA\n{table}{REST}"))
    assert {name: plain(getattr(found, name)) for name in WANTED} == WANTED
    assert unplaced(found) == []


@pytest.mark.parametrize(
    "text",
    [
        (
            "1.1 Ametinimetus: Arhivaar\n1.2 Struktuuriüksus: Kogude osakond\n1.3 Vahetu juht: Osakonna juhataja\n"
            "1.4 Kes asendab: Konservaator\n1.5 Keda asendab: Konservaatorit"
        ),
        (
            "Ametinimetus Arhivaar\nStruktuuriüksus Kogude\nosakond\nVahetu juht Osakonna juhataja\n"
            "Kes asendab Konservaator\n\nKeda asendab Konservaatorit"
        ),
        (
            "Ametinimetus\nArhivaar\nStruktuuriüksus\nKogude osakond\nVahetu juht\nOsakonna juhataja\n"
            "Kes asendab\nKonservaator\nKeda asendab\nKonservaatorit"
        ),
        (
            "Ametinimetus – Arhivaar\nStruktuuriüksus – Kogude osakond\nVahetu juht – Osakonna juhataja\n"
            "Kes asendab – konservaator\nKeda asendab – konservaatorit"
        ),
        # All labels, then all values.
        (
            "Ametinimetus\nStruktuuriüksus\nArhivaar\nKogude osakond\n"
            "1.3 Vahetu juht 1.4 Kes asendab 1.5 Keda asendab\nOsakonna juhataja\nKonservaator\nKonservaatorit"
        ),
    ],
)
def test_lines_of_all_shapes_say_the_same(text: str) -> None:
    found = understood(lines(f"AMETIJUHEND\n1. ÜLDOSA\n{text}{PLAIN}"))
    assert {name: plain(getattr(found, name)) for name in WANTED} == WANTED
    assert unplaced(found) == []


def test_values_that_do_not_match_their_labels_in_number_are_not_placed() -> None:
    found = understood(lines(f"AMETIJUHEND\nÜLDOSA\nVahetu juht\nKes asendab\nKeda asendab\nJuhataja\nArhivaar{PLAIN}"))
    assert (found.manager, found.substitutes, found.substitutes_for) == (None, (), ())
    assert unplaced(found) == ["Juhataja", "Arhivaar"]


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        (
            "Projektijuht (vabatahtlik töö) Projektijuht (koostöö) Projektijuhti (koostöö)",
            ["Projektijuht (vabatahtlik töö)", ["projektijuht (koostöö)"], ["projektijuhti (koostöö)"]],
        ),
        (
            "Tiimijuht Nõunik, tiimijuht\nNõunikku, tiimijuhti",
            ["Tiimijuht", ["nõunik", "tiimijuht"], ["nõunikku", "tiimijuhti"]],
        ),
        # Two columns go on in the second line, and the cases tell whose words these are.
        (
            "Tiimijuht Tiimijuht, arenduse Tiimijuhti, arenduse\nnõunik nõunikku",
            ["Tiimijuht", ["tiimijuht", "arenduse nõunik"], ["tiimijuhti", "arenduse nõunikku"]],
        ),
        ("Tiimijuht Tiimijuht, arenduse Tiimijuhti, arenduse\nnõunikku nõunik", [None, [], []]),
        ("Tiimijuht Tiimijuht, arenduse Tiimijuhti, arenduse\nnõunik eksperti nõunikku", [None, [], []]),
        ("Tiimijuht Tiimijuht, arenduse Tiimijuhti, arenduse\nnõunik", [None, [], []]),
        ("Tiimijuht Nõunik", [None, [], []]),
        ("Tiimijuht\nnõunik\nTiimijuht, arenduse\nTiimijuhti, arenduse nõunikku", [None, [], []]),
        # Where columns were read as blocks, only one value lacks the end that a block in small letters is.
        (
            "Tiimijuht\n\nnõunik\n\nTiimijuht, arenduse\n\nTiimijuhti, arenduse\nnõunikku",
            ["Tiimijuht", ["tiimijuht", "arenduse nõunik"], ["tiimijuhti", "arenduse nõunikku"]],
        ),
        ("Tiimijuht\n\nnõunik\n\nTiimijuht, arenduse\n\nTiimijuhti, arenduse", [None, [], []]),
    ],
)
def test_values_in_one_line_are_parted_where_their_beginnings_leave_no_doubt(values: str, wanted: object) -> None:
    text = f"AMETIJUHEND\n1. ÜLDOSA\n1.3 Vahetu juht 1.4 Kes asendab 1.5 Keda asendab\n{values}{PLAIN}"
    found = understood(lines(text))
    people = [[one.said.text for one in several] for several in (found.substitutes, found.substitutes_for)]
    assert [found.manager and found.manager.said.text, *people] == wanted
    assert bool(unplaced(found)) == (found.manager is None)


def test_labels_in_one_line_and_in_lines_of_their_own_are_matched_together() -> None:
    labels = "1.3. Vahetu juht 1.4. Kes asendab\n\n1.5. Keda asendab"
    found = understood(lines(f"AMETIJUHEND\n1. ÜLDOSA\n{labels}\n\nTiimijuht (kogud) Nõunik Nõunikku{PLAIN}"))
    people = [[one.said.text for one in several] for several in (found.substitutes, found.substitutes_for)]
    assert (found.manager and found.manager.said.text, people) == ("Tiimijuht (kogud)", [["nõunik"], ["nõunikku"]])


def test_the_number_of_the_next_label_is_no_value() -> None:
    text = f"AMETIJUHEND\n1. ÜLDOSA\n1.1. Ametinimetus 1.2.\nStruktuuriüksus\nNõunik\nÜldosakond{PLAIN}"
    found = understood(lines(text))
    assert (found.title and found.title.text, found.unit and found.unit.text) == ("Nõunik", "Üldosakond")


def test_a_title_and_a_unit_in_one_line_are_parted_where_the_unit_is_known() -> None:
    text = f"AMETIJUHEND\nÜLDOSA\n1.1 Ametinimetus 1.2 Struktuuriüksus\nVanem arhivaar Kogude osakond{PLAIN}"
    names = Names(units={"kogud": Unit("Kogude osakond", "kogude osakond")})
    found = understood(lines(text), names)
    assert (plain(found.title), found.unit_key) == ("Vanem arhivaar", "kogud")
    unknown = text.replace("Kogude osakond", "kogude osakond")
    assert unplaced(understood(lines(unknown))) == ["Vanem arhivaar kogude osakond"]


def test_a_label_that_is_not_known_takes_its_value_along() -> None:
    found = understood(word(f"#AMETIJUHEND\n| Amet | Arhivaar\n| Palgaaste | 12 punkti\n| Üksus | Kogud{REST}"))
    assert (plain(found.title), plain(found.unit)) == ("Arhivaar", "Kogud")
    assert unplaced(found) == ["Palgaaste", "12 punkti"]
    found = understood(lines(f"AMETIJUHEND\nÜLDOSA\nVahetu juht: Juhataja\nTöö asukoht: Tartu\nLinn{PLAIN}"))
    assert plain(found.manager) == "Juhataja"
    assert unplaced(found) == ["Töö asukoht: Tartu", "Linn"]


def test_a_numbered_line_without_a_label_is_no_part_of_the_line_before() -> None:
    text = "NÕUDED\n5.1 Haridus: kõrgharidus\n5.2 Arvutioskus: tekstitöötlus\n5.3 B-kategooria juhiluba"
    found = understood(lines(f"AMETIJUHEND\n{text}{PLAIN}"))
    assert {name: plain(texts) for name, texts in found.requirements.items()} == {
        "education": ["kõrgharidus"],
        "computer_skills": ["tekstitöötlus"],
    }
    assert unplaced(found) == ["5.3 B-kategooria juhiluba"]


def test_requirements_without_labels_go_where_their_words_leave_no_doubt() -> None:
    text = "NÕUDED\n- kõrgharidus;\n- kaks aastat töökogemust;\n- eesti keel C1;\n- tunneb arhiiviseadust;\n- juhiluba"
    found = understood(lines(f"AMETIJUHEND\n{text}\n- keskharidus ja eesti keele oskus{PLAIN}"))
    assert {name: plain(texts) for name, texts in found.requirements.items()} == {
        "education": ["kõrgharidus"],
        "experience": ["kaks aastat töökogemust"],
        "knowledge": ["tunneb arhiiviseadust"],
    }
    assert plain(found.languages) == ["eesti C1"]
    assert {said.sure for texts in found.requirements.values() for said in texts if isinstance(said, Said)} == {0.6}
    assert unplaced(found) == ["- juhiluba", "- keskharidus ja eesti keele oskus"]


def test_a_label_may_be_the_beginning_of_its_sentence() -> None:
    text = (
        "Ametikoht: arhivaar\nAmetikoha eesmärk on hoida kogusid.\nAsendab konservaatorit.\nTeda asendab konservaator."
    )
    found = understood(lines(f"AMETIJUHEND\n{text}{PLAIN}"))
    assert plain(found.purpose) == "Ametikoha eesmärk on hoida kogusid."
    assert (plain(found.substitutes_for), plain(found.substitutes)) == (["konservaatorit"], ["konservaator"])


def test_a_dash_or_a_word_says_that_there_is_nobody() -> None:
    found = understood(word(f"#AMETIJUHEND\n| Alluvad | puuduvad\n| Kes asendab | –\n| Vahetu juht | Juhataja{REST}"))
    assert (found.reports, found.substitutes, plain(found.manager)) == ((), (), "Juhataja")


def test_who_holds_the_position_and_which_agency_it_is_are_left_out() -> None:
    found = understood(word(f"#AMETIJUHEND\n| Teenistuja | Mari Mets\n| Asutus | Arhiiv\n| Amet | Arhivaar{REST}"))
    assert left(found) == ["Mari Mets", "Arhiiv"]
    assert plain(found.title) == "Arhivaar"


@pytest.mark.parametrize(
    ("group", "relation", "kept"),
    [
        ("Töötaja", "töötaja", None),
        ("Toédtaja", "töötaja", None),
        ("Ametnik", "ametnik", None),
        ("Töötaja, II grupp", "töötaja", "Töötaja, II grupp"),
    ],
)
def test_the_group_tells_the_relation(group: str, relation: str, kept: str | None) -> None:
    found = understood(word(f"#Ametijuhend\n| Teenistuskoht | Arhivaar\n| Ametikoha grupp | {group}{REST}"))
    assert (found.relation, plain(found.group)) == (relation, kept)
    assert (plain(found.related) is None) == (kept is not None)


@pytest.mark.parametrize("label", ["Palgamäär", "Teenistuse alguse aeg", "Töö asukoht"])
def test_a_label_that_is_not_known_is_never_glued_to_the_field_before_it(label: str) -> None:
    found = understood(
        lines(f"AMETIJUHEND\nÜLDOSA\nStruktuuriüksus: Kogud\n{label}: Peavarahoidja\nAmet: Nõunik{PLAIN}")
    )
    assert (plain(found.unit), plain(found.title)) == ("Kogud", "Nõunik")
    assert unplaced(found) == [f"{label}: Peavarahoidja"]


@pytest.mark.parametrize(
    "form",
    [
        "Amet: Nõunik\nBüroo: Kogud\nAmetikoht allub: Juhataja\nAsendaja äraolekul: Jurist",
        "| Amet | Nõunik\n| Büroo | Kogud\n| Ametikoht allub | Juhataja\n| Asendaja äraolekul | Jurist",
        (
            "| 1. | Amet | Nõunik\n| 2. | Büroo | Kogud\n| 3. | Ametikoht allub | Juhataja\n"
            "| 4. | Asendaja äraolekul | Jurist"
        ),
        "#Amet\nNõunik\n#Büroo\nKogud\n#Ametikoht allub\nJuhataja\n#Asendaja äraolekul\nJurist",
    ],
)
def test_a_label_may_have_words_that_no_list_has(form: str) -> None:
    found = understood(word(f"#AMETIJUHEND\n#ÜLDOSA\n{form}{REST}"))
    assert (plain(found.title), plain(found.unit), plain(found.manager)) == ("Nõunik", "Kogud", "Juhataja")
    assert (plain(found.substitutes), unplaced(found)) == (["jurist"], [])


def test_a_requirement_in_the_words_of_a_label_is_no_label() -> None:
    text = "NÕUDED\n6.1. Kõrgharidus.\n6.2. Arvuti kasutamise oskus.\n6.3. Võõrkeeled.\n6.4. Ametialased teadmised."
    found = understood(lines(f"AMETIJUHEND\n{text}{PLAIN}"))
    assert {name: plain(texts) for name, texts in found.requirements.items()} == {
        "education": ["Kõrgharidus."],
        "computer_skills": ["Arvuti kasutamise oskus."],
        "knowledge": ["Ametialased teadmised."],
    }
    assert (plain(found.languages), unplaced(found)) == (["Võõrkeeled."], [])


def test_a_label_with_deeper_numbers_below_it_is_one() -> None:
    found = understood(lines(f"AMETIJUHEND\nNÕUDED\n6.1 Ametialased teadmised\n6.1.1 Tunneb seadusi.{PLAIN}"))
    assert {name: plain(texts) for name, texts in found.requirements.items()} == {"knowledge": ["Tunneb seadusi."]}


def test_a_label_of_an_empty_field_stays_the_forms() -> None:
    found = understood(lines(f"AMETIJUHEND\nNÕUDED\nHaridus: kõrgharidus\nKeeleoskus:\nTöökogemus{PLAIN}"))
    assert list(found.requirements) == ["education"]
    assert unplaced(found) == []


def test_a_label_and_its_value_in_one_cell_are_told_apart() -> None:
    table = "| Vahetu juht: Juhataja | Töötajat asendab: Jurist"
    found = understood(word(f"#AMETIJUHEND\n#ÜLDOSA\n{table}{REST}"))
    assert (plain(found.manager), plain(found.substitutes), unplaced(found)) == ("Juhataja", ["jurist"], [])


def test_a_number_as_deep_as_that_of_other_labels_makes_a_label_of_such_words() -> None:
    text = "NÕUDED\n7.1. Haridus\nKõrgharidus.\n7.2. Iseloomuomadused\nTäpsus."
    found = understood(lines(f"AMETIJUHEND\n{text}{PLAIN}"))
    assert {name: plain(texts) for name, texts in found.requirements.items()} == {
        "education": ["Kõrgharidus."],
        "traits": ["Täpsus."],
    }


def test_what_stands_beside_a_requirement_may_only_be_desired() -> None:
    found = understood(word(f"#AMETIJUHEND\n#NÕUDED\n| Haridus | Kõrgharidus. | Magistrikraad.{REST}"))
    assert [(said.text, said.sure) for said in found.requirements["education"] if isinstance(said, Said)] == [
        ("Kõrgharidus.", 1.0),
        ("Magistrikraad.", 0.6),
    ]


def test_a_figure_beside_a_label_is_no_number_of_an_item() -> None:
    for load in ("1,0", "0.5", "12."):
        found = understood(word(f"#AMETIJUHEND\n#ÜLDOSA\n| Amet | Nõunik\n| Koormus | {load}\n| Üksus | Kogud{REST}"))
        assert unplaced(found) == ["Koormus", load]


def test_labels_above_an_empty_row_are_no_values_of_each_other() -> None:
    text = (
        "# AMETIJUHEND\n1. ÜLDOSA\n| Ametinimetus | Struktuuriüksus\n| Nõunik | Üldosakond\n\n"
        f"| 1.3 Vahetu juht | 1.4 Kes asendab | 1.5 Keda asendab\n|  |  | {PLAIN}"
    )
    found = understood(word(text))
    assert (found.manager, found.substitutes, found.substitutes_for) == (None, (), ())
    assert unplaced(found) == []


def test_the_full_stop_behind_a_title_is_none_of_it() -> None:
    found = understood(
        word(
            "AMETIJUHEND\nAmetikoha nimetus: Arhivaar (fotod).\nVahetu juht: Juhataja.\n"
            "ÜLESANDED\n- Nõustamine.\nÕIGUSED\n- saada abi\nVASTUTUS\n- vara eest"
        )
    )
    assert (plain(found.title), plain(found.qualifier)) == ("Arhivaar", "(fotod)")


@pytest.mark.parametrize(
    "head",
    [
        "Ametikoht Arhivaar Üksus Kogude osakond\nVahetu juht Osakonna juhataja Asendaja Kuraator\n",
        "Ametikoht\n\nArhivaar Üksus\n\nKogude osakond\n\nVahetu juht\n\nOsakonna juhataja Asendaja\n\nKuraator\n\n",
        (
            "Ametikoht        Arhivaar Üksus          Kogude osakond\n"
            "Vahetu juht      Osakonna juhataja    Asendaja       Kuraator\n"
        ),
    ],
)
def test_a_label_behind_the_value_of_another_begins_a_line_of_its_own(head: str) -> None:
    found = understood(lines(f"AMETIJUHEND\n{head}EESMÄRK\nKogude hoid.\nÜLESANDED\n- Nõustamine.\nÕIGUSED\n- abi"))
    assert (plain(found.title), plain(found.unit), plain(found.manager), plain(found.substitutes)) == (
        "Arhivaar",
        "Kogude osakond",
        "Osakonna juhataja",
        ["kuraator"],
    )


def test_a_word_that_is_a_label_within_a_list_or_sentence_stays_there() -> None:
    substitutes = "Kes asendab: arhivaar, Asendaja ja kuraator"
    found = understood(lines(f"AMETIJUHEND\nAmetikoht: Arhivaar\n{substitutes}{PLAIN}"))
    assert plain(found.substitutes) == ["arhivaar", "asendaja ja kuraator"]


def test_a_sentence_below_the_heading_of_the_purpose_is_no_post_though_a_label_strayed_between() -> None:
    purpose = "Korraldada kogude hoidu nii, et uurijad saaksid abi."
    found = understood(lines(f"AMETIJUHEND\nAmetikoht: Arhivaar\nEESMÄRK\n\nAsendaja\n\n{purpose}\nÜLESANDED\n- Hoid."))
    assert (plain(found.purpose), unplaced(found)) == (purpose, ["Asendaja"])


def test_a_second_label_and_value_in_a_row_are_as_sure_as_the_first() -> None:
    found = understood(word(f"#AMETIJUHEND\n| Ametikoht | Arhivaar | Üksus | Kogude osakond{PLAIN}"))
    assert [said.sure for said in found.said() if said.text == "Kogude osakond"] == [1.0]


def test_a_line_that_another_post_does_not_need_is_the_rest_of_the_list_that_lacks_one() -> None:
    text = (
        "AMETIJUHEND\n1. ÜLDOSA\n1.3. Vahetu juht\n\nHoidla juhataja\nkogude nounik\n\n1.4. Kes asendab\n"
        "Hoidla juhataja, vanade\n\n1.5. Keda asendab\nHoidla juhatajat, vanade\nkogude nõunikku"
    )
    found = understood(lines(f"{text}{PLAIN}"))
    assert plain(found.manager) == "Hoidla juhataja"
    assert plain(found.substitutes) == ["hoidla juhataja", "vanade kogude nounik"]
    assert plain(found.substitutes_for) == ["hoidla juhatajat", "vanade kogude nõunikku"]
    assert found.manager is not None
    assert found.manager.said.sure == GUESSED


def test_of_two_lists_that_lack_an_end_none_is_sure() -> None:
    text = "AMETIJUHEND\n1. ÜLDOSA\nVahetu juht\nHoidla juhataja\nkogude nõunik\nKes asendab\nJuhataja, vanade\n"
    found = understood(lines(f"{text}Alluvad\nNõunik, uute{PLAIN}"))
    assert plain(found.manager) == "Hoidla juhataja kogude nõunik"
    assert found.manager is not None
    assert found.manager.said.sure == GUESSED
