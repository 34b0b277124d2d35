"""Strokes between cells, and colons without a space."""

from __future__ import annotations

from jdflow.adopt.columns.strokes import with_cells
from jdflow.model.paper import Table
from tests.adopt.papers import lines, plain, understood, unplaced, word

BEFORE = "AMETIJUHEND\n1. ÜLDOSA\nAmetinimetus:Arhivaar\n2. ÜLESANDED\n"
AFTER = "3. ÕIGUSED\n- saada abi\n4. VASTUTUS\n- vara eest\n"


def test_lines_with_strokes_are_the_rows_of_a_table() -> None:
    for table in (
        (
            "| Ülesanne | Tulemus |\n|---|:--|\n| Nõustamine. | Nõu on antud; kiri on saadetud |\n"
            "| Arvestus. | Arve on peetud. |\n"
        ),
        "Ülesanne | Tulemus\nNõustamine. | Nõu on antud; kiri on saadetud\nArvestus. | Arve on peetud.\n",
    ):
        found = understood(lines(f"{BEFORE}{table}{AFTER}"))
        assert plain(found.duties) == [
            ("Nõustamine.", [], ["Nõu on antud", "kiri on saadetud"]),
            ("Arvestus.", [], ["Arve on peetud."]),
        ]
        assert unplaced(found) == []


def test_a_stroke_in_one_line_makes_no_table() -> None:
    paper = lines("Töö | puhkus\nArvuti\n| a |\nVälja | arvatud | see\nHea | halb")
    assert not [part for part in with_cells(paper).parts if isinstance(part, Table)]


def test_a_value_may_be_glued_to_its_label() -> None:
    found = understood(lines(f"{BEFORE}2.1. Nõustamine\nTulemus:Nõu on antud.\n{AFTER}"))
    assert plain(found.title) == "Arhivaar"
    assert plain(found.duties) == [("Nõustamine", [], ["Nõu on antud."])]
    found = understood(word(f"#{BEFORE}| 2.1. Nõustamine. | Tulemus:Nõu on antud, vt https://Naide.ee.\n#{AFTER}"))
    assert plain(found.duties) == [("Nõustamine.", [], ["Nõu on antud, vt https://Naide.ee."])]
