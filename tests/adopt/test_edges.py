"""What stands above and below the text, and beside it: approval, days, signatures, people, pages."""

from __future__ import annotations

from datetime import date

import pytest

from jdflow.adopt.names import Names
from jdflow.model.paper import Paper, Para, Spot
from tests.adopt.papers import left, lines, plain, understood, unplaced, word

BODY = (
    "AMETIJUHEND\n1. ÜLDOSA\nAmetinimetus: Arhivaar\n2. ÜLESANDED\n- hoiab kogusid;\n- peab arvet\n"
    "3. ÕIGUSED\n- saada abi\n4. VASTUTUS\n- vara eest\n"
)


@pytest.mark.parametrize(
    "line",
    [
        "Kehtiv alates 01.07.2021",
        "Kehtib alates 1.7.2021",
        "Jõustub 01. 07. 2021",
        "Ametijuhend kehtib alates 1. juulist 2021",
        "Kehtiv alates: 2021-07-01",
        "Kehtivus: 01.07.2021",
    ],
)
def test_the_first_day_in_force_is_read_however_it_is_written(line: str) -> None:
    found = understood(lines(f"{line}\n{BODY}"))
    assert (found.effective_from, unplaced(found)) == (date(2021, 7, 1), [])


def test_a_day_that_is_none_is_not_taken() -> None:
    found = understood(lines(f"Kehtiv alates 31.02.2021\n{BODY}"))
    assert (found.effective_from, unplaced(found)) == (None, ["Kehtiv alates 31.02.2021"])


@pytest.mark.parametrize(
    ("line", "first", "rest"),
    [
        ("Kehtiv alates 01.07.2021 kuni 31.12.2021", date(2021, 7, 1), []),
        ("Kehtivus: 01.07.2021 – 31.12.2021", date(2021, 7, 1), []),
        ("Kehtib kuni 31. detsembrini 2021", None, []),
        ("Kehtiv kuni: 31.12.2021", None, []),
    ],
)
def test_the_last_day_in_force_is_read(line: str, first: date | None, rest: list[str]) -> None:
    found = understood(lines(f"{line}\n{BODY}"))
    assert (found.effective_from, found.effective_to, unplaced(found)) == (first, date(2021, 12, 31), rest)


def test_an_end_without_a_day_is_said() -> None:
    found = understood(lines(f"Kehtiv alates 01.07.2021 kuni uue kinnitamiseni\n{BODY}"))
    assert (found.effective_from, found.effective_to) == (date(2021, 7, 1), None)
    assert (plain(found.dated), unplaced(found)) == ("Kehtiv alates 01.07.2021", ["kuni uue kinnitamiseni"])


def test_an_approval_that_the_template_prints_by_itself_leaves_no_lines() -> None:
    found = understood(
        word("KINNITATUD\n20.06.2021 käskkirjaga nr\u00a012-3\n#AMETIJUHEND\n" + BODY.partition("\n")[2])
    )
    assert (plain(found.approval_number), found.approval_date, found.header) == ("12-3", date(2021, 6, 20), ())


def test_an_approval_without_day_and_number_is_a_line() -> None:
    assert plain(understood(lines(f"KINNITATUD\n\n{BODY}")).header) == ["KINNITATUD"]


def test_an_approval_in_words_of_its_own_keeps_all_its_lines() -> None:
    found = understood(lines(f"KINNITATUD\nministri 3. märtsi 2020. a\nkäskkirjaga nr 7-T\nLisa 4\n{BODY}"))
    assert (plain(found.approval_number), found.approval_date) == ("7-T", date(2020, 3, 3))
    assert plain(found.header) == ["KINNITATUD ministri 3. märtsi 2020. a käskkirjaga nr 7-T", "Lisa 4"]


def test_on_what_basis_it_was_approved_is_a_field() -> None:
    found = understood(lines(f"Avaliku teenistuse seaduse § 52\nlõike 2 punkti 5 alusel\n{BODY}"))
    assert plain(found.approval_basis) == "Avaliku teenistuse seaduse § 52 lõike 2 punkti 5 alusel"


def test_an_agency_and_people_above_the_title_are_left_out() -> None:
    names = Names(agency="Muinsuse hoidja")
    found = understood(lines(f"Muinsuse hoidja\nRAHVUSARHIIV\nAllkirjastaja: Mari-Liis Kask\n{BODY}"), names)
    assert left(found) == ["RAHVUSARHIIV", "Mari-Liis Kask"]
    assert "Muinsuse hoidja" in [said.text for said in found.furniture]


def test_a_title_without_a_label_stands_below_the_name_of_the_document() -> None:
    text = BODY.replace("AMETIJUHEND", "AMETIJUHEND\nVanem arhivaar (fotod)").replace("Ametinimetus: Arhivaar\n", "")
    found = understood(lines(text))
    assert (plain(found.title), plain(found.qualifier)) == ("Vanem arhivaar", "(fotod)")
    assert found.title is not None
    assert found.title.sure == 0.6


def test_the_title_in_the_genitive_beside_the_name_of_the_document_says_nothing_new() -> None:
    found = understood(lines(BODY.replace("AMETIJUHEND", "ARHIVAARI AMETIJUHEND")))
    assert (plain(found.title), unplaced(found)) == ("Arhivaar", [])
    assert unplaced(understood(lines(BODY.replace("AMETIJUHEND", "HOIDJA AMETIJUHEND")))) == ["HOIDJA"]


@pytest.mark.parametrize(
    ("block", "relation", "names"),
    [
        (
            "Poolte allkirjad:\nTööandja:\n(allkirjastatud digitaalselt)\nMari Mets\npeadirektor\nTöötaja:\nJüri Kuusk",
            "töötaja",
            ["Mari Mets", "Jüri Kuusk"],
        ),
        ("(allkirjastatud digitaalselt)\nMari Mets\nPeadirektor", None, ["Mari Mets"]),
        ("Polte allkirjad:\nT6dandja:\nMari Mets\nToédtaja:\nJüri Kuusk", "töötaja", ["Mari Mets", "Jüri Kuusk"]),
        ("Ametijuhendiga tutvunud:\n____________ (nimi, allkiri, kuupäev)", None, []),
        (
            "Tööandja      Töötaja\nMari Mets      Jüri Kuusk\njuhataja      arhivaar",
            "töötaja",
            ["Mari Mets", "Jüri Kuusk"],
        ),
        ("Ametnik\n/allkirjastatud digitaalselt/\nJüri MÄND-KUUSK", "ametnik", ["Jüri MÄND-KUUSK"]),
        ("5. Muutmine\nJuhend vaadatakse üle.\nAmetijuhendiga tutvunud: ........... (allkiri)", None, []),
        ("Tutvunud: Mari Mets 01.02.2020", None, ["Mari Mets", "01.02.2020"]),
    ],
)
def test_of_signatures_roles_are_the_forms_and_names_are_left_out(
    block: str, relation: str | None, names: list[str]
) -> None:
    found = understood(lines(BODY + block))
    assert (found.relation, left(found), unplaced(found)) == (relation, names, [])


def test_what_a_block_of_signatures_says_besides_is_not_placed() -> None:
    found = understood(lines(f"{BODY}Allkirjad\nKäesolevas kirjas lubatakse arhivaarile ka uued kindad talveks."))
    assert unplaced(found) == ["Käesolevas kirjas lubatakse arhivaarile ka uued kindad talveks."]


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("küsida Mari käest aadressil mari.mets@naide.ee;", ["mari.mets@naide.ee;"]),
        ("helistada +372 5555 1234 igal ajal", ["+372 5555 1234"]),
        ("helistada tel. 600 1234 igal ajal", ["tel. 600 1234"]),
        ("kasutada koodi 37605030299 avamiseks", ["37605030299"]),
    ],
)
def test_codes_addresses_and_phones_never_come_in(text: str, out: list[str]) -> None:
    found = understood(lines(f"{BODY}- {text}"))
    assert left(found) == out
    assert not any(one in said.text for said in found.said() for one in out)


def test_numbers_that_tell_of_nobody_stay() -> None:
    found = understood(lines(f"{BODY}- eelarve 5000000 euro ja 2020 2021 aasta eest"))
    assert left(found) == []


def test_pages_leave_nothing_in_the_text() -> None:
    text = (
        "Arhiiv\nAMETIJUHEND\nAmetinimetus: Arhivaar\nÜLESANDED\n1. Hoiab kogusid, mis on\nlk 1 / 2\n\x0cArhiiv\n"
        "suured ja head.\n2. Peab arvet.\n- 2 -\n\x0cArhiiv\nMUSTAND\nÕIGUSED\n- saada abi\n3\n"
    )
    sheets = text.split("\x0c")
    parts = (
        Para(line, Spot(at, page), is_whole=False)
        for page, sheet in enumerate(sheets, 1)
        for at, line in enumerate(sheet.split("\n"), 1)
    )
    found = understood(Paper("txt", tuple(parts)))
    assert plain(found.duties) == [("Hoiab kogusid, mis on suured ja head.", [], []), ("Peab arvet.", [], [])]
    assert plain(found.rights) == ["saada abi"]
    assert (left(found), unplaced(found)) == (["Arhiiv"], [])


def test_margins_are_left_out_but_for_what_they_say_of_approval() -> None:
    found = understood(
        word(
            f"#{BODY}",
            margins=("Kehtiv alates 01.07.2021", "Näidisamet", "Ametijuhend: Arhivaar\tlk 1 / 2", "Sisemine"),
        ),
        Names(agency="Näidisamet"),
    )
    assert found.effective_from == date(2021, 7, 1)
    assert left(found) == ["Sisemine"]


def test_a_review_clause_below_signatures_goes_on_in_the_next_line() -> None:
    found = understood(
        lines(f"{BODY}Poolte allkirjad\nJaan Tamm\nAmetijuhend vaadatakse üle kord kahe aasta\njooksul.")
    )
    assert plain(found.review_clause) == ["Ametijuhend vaadatakse üle kord kahe aasta jooksul."]
    assert (left(found), unplaced(found)) == (["Jaan Tamm"], [])


def test_the_agency_in_a_row_of_a_table_is_left_out_with_its_label() -> None:
    found = understood(
        word(
            "#AMETIJUHEND\n| Asutus | Näidisamet\n| Ametinimetus | Arhivaar\n| Vahetu juht | Juhataja\n"
            "#Ülesanded\n1.1 Kogude hoidmine.\n#Õigused\n- saada abi"
        )
    )
    assert (plain(found.title), left(found), unplaced(found)) == ("Arhivaar", ["Näidisamet"], [])


def test_the_agency_below_its_label_is_left_out_with_it() -> None:
    found = understood(lines(BODY.replace("1. ÜLDOSA", "Asutus\n\nNäidisamet\n\n1. ÜLDOSA")))
    assert (left(found), unplaced(found)) == (["Näidisamet"], [])


def test_a_number_beside_the_name_of_the_document_is_no_title() -> None:
    found = understood(
        lines("AMETIJUHEND 2.1-5/12\n" + BODY.partition("\n")[2].replace("Ametinimetus: Arhivaar\n", ""))
    )
    assert (found.title, unplaced(found)) == (None, ["2.1-5/12"])
