"""Values that extraction printed behind the heading of the next section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.model.adopted import OwnDuty
from tests.adopt.papers import lines, plain, understood, unplaced

if TYPE_CHECKING:
    from jdflow.model.adopted import Adopted

GENERAL = "AMETIJUHEND\n1. ÜLDOSA\n1.1 Ametinimetus\n\nKoguhoidja\n\n"
END = "3. ÜLESANDED\n3.1. Arvestus.\n4. ÕIGUSED\n- teha kaugtööd\n"
PURPOSE = "Tagada kogude säilimine ja\nkättesaadavus.\n"


def of_text(general: str, purpose: str, rest: str = "") -> Adopted:
    return understood(lines(f"{GENERAL}{general}2. AMETIKOHA EESMÄRK\n\n{purpose}{PURPOSE}{END}{rest}"))


def people(found: Adopted) -> tuple[object, object, object]:
    return plain(found.manager), plain(found.substitutes), plain(found.substitutes_for)


def test_the_last_of_three_values_may_stand_behind_the_heading() -> None:
    found = of_text(
        "1.3 Vahetu juht\n\n1.4 Kes asendab\n\n1.5 Keda asendab\n\nPeavarahoidja\nKuraator\n", "Kuraatorit\n\n"
    )
    assert people(found) == ("Peavarahoidja", ["kuraator"], ["kuraatorit"])
    assert plain(found.purpose) == "Tagada kogude säilimine ja kättesaadavus."
    assert unplaced(found) == []


def test_a_label_may_stand_there_with_its_value() -> None:
    found = of_text("1.3 Vahetu juht\n1.4 Kes asendab\nPeavarahoidja\nKuraator\n", "1.5 Keda asendab\nKuraatorit\n\n")
    assert people(found) == ("Peavarahoidja", ["kuraator"], ["kuraatorit"])
    assert plain(found.purpose) == "Tagada kogude säilimine ja kättesaadavus."


def test_what_stands_behind_the_heading_stays_where_no_value_is_missing() -> None:
    found = of_text("1.3 Vahetu juht\n\nPeavarahoidja\n\n", "Hoiukogude kord\n\n")
    assert people(found) == ("Peavarahoidja", [], [])
    assert plain(found.purpose) == "Hoiukogude kord Tagada kogude säilimine ja kättesaadavus."


def test_a_purpose_of_few_words_is_no_value() -> None:
    found = understood(lines(f"{GENERAL}1.3 Vahetu juht\n\n2. AMETIKOHA EESMÄRK\n\nKogude säilimine\n\n{END}"))
    assert (found.manager, plain(found.purpose)) == (None, "Kogude säilimine")


def test_values_of_requirements_are_no_competencies() -> None:
    values = "Kõrgharidus ajaloo\nerialal.\nVähemalt üheaastane töökogemus.\nValdab eesti keelt tasemel C1.\n"
    for above, below in (("", "Kliendikesksus\n"), ("Kliendikesksus\n\n", "")):
        found = of_text(
            "",
            "",
            "5. NÕUDED\nHaridus\nTöökogemus\nKeeleoskus\nTööks vajalikud kompetentsid\n"
            f"{above}\n{values}\n{below}• Selgitab välja, mida klient vajab.\n• Kohtleb kõiki lugupidavalt.\n",
        )
        assert plain(found.core) == [
            ("Kliendikesksus", ["Selgitab välja, mida klient vajab.", "Kohtleb kõiki lugupidavalt."])
        ]
        assert {name: plain(texts) for name, texts in found.requirements.items()} == {
            "education": ["Kõrgharidus ajaloo erialal."],
            "experience": ["Vähemalt üheaastane töökogemus."],
        }
        assert plain(found.languages) == ["eesti C1"]


def test_the_value_of_the_last_label_may_stand_between_two_headings() -> None:
    found = of_text(
        "",
        "",
        "5. NÕUDED\nHaridus\n\nKõrgharidus.\n\nIsikuomadused\n6. Õigused ja vastutus\n\n"
        "Kindlameelsus ja ausus.\n\nÕigused\n• nõuda teavet\n",
    )
    assert plain(found.requirements["traits"]) == ["Kindlameelsus ja ausus."]
    assert plain(found.rights) == ["teha kaugtööd", "nõuda teavet"]
    assert unplaced(found) == []


def test_the_second_line_of_a_label_may_stand_among_its_value() -> None:
    for value in ("Kasutab andmekogu iseseisva kasutaja\noskus\ntasemel.\n", "Kasutab andmekogu.\n\noskus\n"):
        found = of_text("", "", f"5. NÕUDED\nHaridus\n\nKõrgharidus.\n\nArvutikasutamise\n{value}")
        texts = plain(found.requirements["computer_skills"])
        assert texts == [value.replace("\noskus", "").replace("\n", " ").strip()]
    found = of_text("", "", "5. NÕUDED\nTeadmised ja\noskused\n\nTunneb kogusid.\n")
    assert plain(found.requirements["knowledge"]) == ["Tunneb kogusid."]


def test_a_label_of_two_lines_with_its_value_below_is_whole() -> None:
    found = understood(lines(f"AMETIJUHEND\nAmetikoha\nnimetus:\n\nArhivaar\n\nVahetu juht:\n\nJuhataja\n\n{END}"))
    assert (plain(found.title), plain(found.manager), unplaced(found)) == ("Arhivaar", "Juhataja", [])


def test_the_purpose_may_stand_behind_the_heading_of_the_duties() -> None:
    found = understood(
        lines(
            "AMETIJUHEND\nAmetinimetus:\n\nArhivaar\n\nAmetikoha\neesmärk:\nTööülesanded\n\n"
            f"{PURPOSE}\n1. Arvestus.\n\n2. Nõustamine.\n\n4. ÕIGUSED\n- teha kaugtööd\n"
        )
    )
    assert plain(found.purpose) == "Tagada kogude säilimine ja kättesaadavus."
    assert [name for name, _, _ in plain(found.duties)] == ["Arvestus.", "Nõustamine."]  # type: ignore[attr-defined]


def test_two_lists_below_two_headings_are_told_apart_by_how_their_items_end() -> None:
    lists = "• saada teavet\nkõigist kogudest;\n• osaleda koolitustel.\n\n• kogude eest;\n• külaliste eest kogudes.\n"
    found = of_text("", "", "").rights
    assert plain(found) == ["teha kaugtööd"]
    text = f"{GENERAL}3. ÜLESANDED\n3.1. Arvestus.\nÕigused\n\nVastutus\n\n{lists}\nTöövahendid\nArvuti.\n"
    whole = understood(lines(text))
    assert plain(whole.rights) == ["saada teavet kõigist kogudest", "osaleda koolitustel"]
    assert plain(whole.responsibilities) == ["kogude eest", "külaliste eest kogudes"]


def test_the_value_of_the_last_label_stands_behind_the_next_heading_where_two_texts_do() -> None:
    form = "AMETIJUHEND\nAmet: Arhivaar\nÜLESANDED\n- Nõustamine.\nNÕUDED\nHaridus: Kõrgharidus.\n{}{}ÕIGUSED\n- abi"
    label, heading = "Isikuomadused\n", "TÖÖVAHENDID\n"
    both = understood(lines(form.format(f"{label}{heading}", "\nTäpsus.\n\nArvuti ja\nlugemisseade.\n")))
    assert (plain(both.requirements["traits"]), plain(both.tools)) == (["Täpsus."], ["Arvuti ja lugemisseade."])
    one = understood(lines(form.format(f"{label}{heading}", "\nArvuti ja\nlugemisseade.\n")))
    assert plain(one.tools) == ["Arvuti ja lugemisseade."]
    assert "traits" not in one.requirements


def test_the_end_of_a_value_in_small_letters_is_no_label_that_waits_for_one() -> None:
    general = "1.2 Struktuuriüksus\nTeenuste osakond, arhiivi\ntalitus\n1.3 Vahetu juht\nPeavarahoidja\n"
    text = f"{GENERAL}{general}Ametikoha eesmärk\nHoiab kogusid.\n3. ÜLESANDED\nOodatavad tulemused\n3.1. Arvestus.\n"
    assert plain(understood(lines(text)).purpose) == "Hoiab kogusid."


def test_the_head_of_the_results_above_the_duties_is_no_purpose() -> None:
    for heads in ("Oodatavad tulemused\n3. ÜLESANDED\n", "3. ÜLESANDED\nOodatavad tulemused\n"):
        text = f"{GENERAL}2. AMETIKOHA EESMÄRK\n\n{PURPOSE}{heads}3.1. Arvestus.\n- Kogud on hoitud.\n"
        found = understood(lines(text))
        assert plain(found.purpose) == "Tagada kogude säilimine ja kättesaadavus."
        assert [duty.duty.text for duty in found.duties if isinstance(duty, OwnDuty)] == ["Arvestus."]
        assert unplaced(found) == []
    headed = END.replace("3.1.", "Oodatavad tulemused\n3.1.")
    empty = understood(lines(f"{GENERAL}2. AMETIKOHA EESMÄRK\n{headed}"))
    assert empty.purpose is None
