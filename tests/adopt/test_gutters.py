"""Text whose columns only white space keeps apart."""

from __future__ import annotations

from jdflow.adopt.columns.gutters import with_columns
from jdflow.model.paper import Table
from tests.adopt.papers import lines, plain, understood, unplaced, word

LAYOUT = """\
                                  KINNITATUD

                    AMETIJUHEND

1.    ÜLDOSA
 1.1   Ametinimetus                     1.2   Struktuuriüksus
 Arhivaar                               Kogude osakond, hoidlate
                                        talitus

 1.3  Vahetu juht           1.4  Kes asendab             1.5  Keda asendab
 Talituse juhataja          Konservaator                 Konservaatorit
                            Talituse juhataja            Talituse juhatajat

2.    AMETIKOHA EESMÄRK
Arhivaar hoiab kogud korras ja leitavana, et igaüks saaks neid vajaduse korral kohe kasutada.

3.    TEENISTUSKOHUSTUSED
 Põhiülesanded                        Oodatavad tulemused
 3.1   Kogude korrastamine ja         • Riiulid on märgistatud ja kirjeldatud
       kirjeldamine, sh:                ühtemoodi.
       – paberkogu                    • Iga säilik on leitav.
       – digikogu, kaasa
         arvatud failid
 3.2   Lugejate nõustamine.           • Lugeja on saanud vastuse
                                        ühe päevaga.
 3.10 Juhendite ja teabelehtede • Juhendid on õiged ja
      koostamine.                 ajakohased.


4.    ÕIGUSED
Ametnikul on õigus:
 • saada abi
"""


def test_columns_are_read_each_by_itself() -> None:
    found = understood(lines(LAYOUT))
    assert (plain(found.title), plain(found.unit)) == ("Arhivaar", "Kogude osakond, hoidlate talitus")
    assert plain(found.manager) == "Talituse juhataja"
    assert plain(found.substitutes) == ["konservaator", "talituse juhataja"]
    assert plain(found.substitutes_for) == ["konservaatorit", "talituse juhatajat"]
    assert plain(found.duties) == [
        (
            "Kogude korrastamine ja kirjeldamine",
            ["paberkogu", "digikogu, kaasa arvatud failid"],
            ["Riiulid on märgistatud ja kirjeldatud ühtemoodi.", "Iga säilik on leitav."],
        ),
        ("Lugejate nõustamine.", [], ["Lugeja on saanud vastuse ühe päevaga."]),
        ("Juhendite ja teabelehtede koostamine.", [], ["Juhendid on õiged ja ajakohased."]),
    ]
    assert plain(found.rights) == ["saada abi"]
    assert unplaced(found) == []


def test_labels_on_the_left_have_their_lines_on_the_right() -> None:
    text = (
        "AMETIJUHEND\n1. Üldosa\n Teenistuskoht          Arhivaar\n\n Alluvad                Hoidja\n"
        "                        Abiline (fotod ja\n                        filmid)\n\n"
        " Teenistuskoha          Hoiab kogusid.\n"
        " eesmärk\n2. Õigused\n- saada tööks vajalikku abi ja teavet\n3. Ülesanded\n- hoiab kogusid\n"
    )
    found = understood(lines(text))
    assert (plain(found.title), plain(found.reports)) == ("Arhivaar", ["hoidja", "abiline (fotod ja filmid)"])


def test_a_gap_that_only_one_line_has_is_none() -> None:
    text = "Tööd tehakse    hästi ja\nalati õigel ajal, nagu\nkokku on lepitud.\nVeel  üks   lause."
    assert with_columns(lines(text)) == lines(text)


def test_documents_that_know_their_tables_are_left_alone() -> None:
    paper = word("Vahetu juht      Juhataja\nAmet             Arhivaar")
    assert with_columns(paper) is paper


def test_no_line_loses_its_place() -> None:
    [table] = with_columns(lines("a b c        d\ne f g        h\n             i")).parts
    assert isinstance(table, Table)
    found = [(para.text, para.spot.line) for row in table.rows for cell in row for para in cell]
    assert sorted(found, key=lambda one: one[1]) == [("a b c", 1), ("d", 1), ("e f g", 2), ("h", 2), ("i", 3)]
    assert all(not para.is_whole for row in table.rows for cell in row for para in cell)


def test_a_cell_that_goes_on_beside_the_hanging_text_of_a_bullet_stays_one() -> None:
    found = understood(
        lines(
            "AMETIJUHEND\nAmetinimetus: Koguhoidja\n3. TEENISTUSÜLESANDED\n"
            "Põhiülesanded                                    Oodatavad tulemused\n"
            "3.1. Museaalide vastuvõtmine ja                      • Vastuvõtuaktid on koostatud viie tööpäeva\n"
            "arvelevõtmine museaalide infosüsteemis.                jooksul.\n"
            "                                                     • Iga museaal on infosüsteemis leitav ja\n"
            "                                                       õigesti kirjeldatud.\n"
            "4. ÕIGUSED\n- teha kaugtööd"
        )
    )
    assert plain(found.duties) == [
        (
            "Museaalide vastuvõtmine ja arvelevõtmine museaalide infosüsteemis.",
            [],
            [
                "Vastuvõtuaktid on koostatud viie tööpäeva jooksul.",
                "Iga museaal on infosüsteemis leitav ja õigesti kirjeldatud.",
            ],
        )
    ]
    assert unplaced(found) == []


def test_a_label_of_two_lines_is_one() -> None:
    found = understood(
        lines(
            "AMETIJUHEND\n1. Üldosa\n"
            "Teenistuskoht          Nõunik\n"
            "Vahetu juht            Osakonnajuhataja\n"
            "Teenistuskoha          Veemajanduse kujundamine, et Eesti\n"
            "eesmärk                vesikondade seisund oleks hea.\n"
            "2. Teenistusülesanded\n2.1. Veemajanduskavade koostamine.\n"
            "3. Teenistuskoha täitjale esitatavad nõuded\n"
            "Haridus               Magistrikraad loodusteadustes.\n"
            "Erialane              Vähemalt kolmeaastane töökogemus.\n"
            "töökogemus\n"
            "Teadmised ja          Oskab kasutada tabelarvutust.\n"
            "oskused\n"
            "                      Tunneb keskkonnaõigust.\n"
            "4. Õigused\n- teha kaugtööd"
        )
    )
    assert plain(found.purpose) == "Veemajanduse kujundamine, et Eesti vesikondade seisund oleks hea."
    assert plain(found.manager) == "Osakonnajuhataja"
    assert {name: plain(texts) for name, texts in found.requirements.items()} == {
        "education": ["Magistrikraad loodusteadustes."],
        "experience": ["Vähemalt kolmeaastane töökogemus."],
        "knowledge": ["Oskab kasutada tabelarvutust.", "Tunneb keskkonnaõigust."],
    }
    assert unplaced(found) == []


def test_heads_of_duties_begin_another_table_though_its_gutter_is_the_same() -> None:
    text = (
        "AMETIJUHEND\n1. Üldosa\nTeenistuskoht               Talituse juhataja\n"
        "Vahetu juht                 Osakonna juhataja\n"
        "                            (arendus)\n\n2. Teenistusülesanded       Oodatavad tulemused\n"
        "2.1. Nõustamine.            Nõu on antud.\n2.2. Arvestus.              Arve on peetud.\n"
        "3. Õigused\n- saada abi\n4. Vastutus\n- vara eest"
    )
    found = understood(lines(text))
    assert found.title is not None
    assert found.manager is not None
    assert (found.title.text, found.manager.said.text) == ("Talituse juhataja", "Osakonna juhataja (arendus)")
    assert plain(found.duties) == [("Nõustamine.", [], ["Nõu on antud."]), ("Arvestus.", [], ["Arve on peetud."])]
