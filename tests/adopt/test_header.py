"""What is said of approval, above the title and below all else."""

from __future__ import annotations

from datetime import date

import pytest

from jdflow.adopt.page import position_file
from jdflow.language import Voice
from tests.adopt.papers import lines, plain, understood, unplaced, word

BODY = (
    "AMETIJUHEND\n1. ÜLDOSA\nAmetinimetus: Arhivaar\n2. ÜLESANDED\n- hoiab kogusid;\n- peab arvet\n"
    "3. ÕIGUSED\n- saada abi\n4. VASTUTUS\n- vara eest\n"
)


@pytest.mark.parametrize("day", ["„12“ jaanuar 2024", "12. jaanuar 2024. a", "«12» jaanuaril 2024", "12.01.2024. a."])
def test_the_day_of_approval_may_be_written_in_any_way(day: str) -> None:
    found = understood(lines(f"KINNITATUD\n{day}\n{BODY}"))
    assert (found.approval_date, unplaced(found)) == (date(2024, 1, 12), [])


@pytest.mark.parametrize(
    "note",
    [
        "KINNITATUD\nKogude arhiivi direktori\n05.03.2024. a käskkirjaga\nnr 1-2/17",
        "KINNITATUD\ndirektori 05.03.2024\nkäskkirjaga nr 1-2/17",
    ],
)
def test_whose_approval_it_is_belongs_to_the_note(note: str) -> None:
    for paper in (lines(f"{note}\n{BODY}"), word(f"{note}\n#AMETIJUHEND\n" + BODY.partition("\n")[2])):
        found = understood(paper)
        assert (found.approval_date, plain(found.approval_number)) == (date(2024, 3, 5), "1-2/17")
        assert " ".join(line.text for line in found.header) == " ".join(note.split("\n"))
        assert unplaced(found) == []


def test_what_stands_below_a_whole_note_is_none_of_it() -> None:
    found = understood(word(f"KINNITATUD 05.03.2024\nHoidla teine korrus\n#AMETIJUHEND\n{BODY.partition(chr(10))[2]}"))
    assert unplaced(found) == ["Hoidla teine korrus"]


@pytest.mark.parametrize("basis", ["Alus: ATS § 52 lg 1", "Alus ATS § 52 lg 1"])
def test_the_basis_has_a_label_perhaps_and_a_line_of_its_own(basis: str) -> None:
    found = understood(lines(f"Kehtiv alates 1. septembrist 2023\n{basis}\n{BODY}"))
    assert (found.effective_from, plain(found.approval_basis)) == (date(2023, 9, 1), "ATS § 52 lg 1")
    text = position_file(found, Voice("et"), default_template="klassikaline", schema="")
    assert "kinnitamine:\n  alus: ATS § 52 lg 1\n" in text


def test_an_annex_to_a_contract_is_a_contract_with_an_employee() -> None:
    found = understood(lines(f"Töölepingu nr 45 lisa 1\n12.03.2024\n{BODY}"))
    assert (found.relation, plain(found.approval_number), found.approval_date) == ("töötaja", "45", date(2024, 3, 12))
    text = position_file(found, Voice("et"), default_template="klassikaline", schema="")
    assert "  kinnitamisviis: leping\n" in text
    found = understood(lines(f"Kinnitatud käskkirjaga nr 45\n{BODY}5. ALLKIRJAD\nTöötaja\n"))
    text = position_file(found, Voice("et"), default_template="klassikaline", schema="")
    assert (found.relation, "kinnitamisviis" in text) == ("töötaja", False)


def test_the_approval_may_stand_at_the_end() -> None:
    note = "Kinnitatud direktori 03.06.2024 käskkirjaga nr 15"
    clause = "Ametijuhend vaadatakse läbi igal aastal."
    for end in (f"{note}\n", f"5. AMETIJUHENDI MUUTMINE\n{clause}\n{note}\n", f"5. MUUTMINE\n{note}\n{clause}\n"):
        found = understood(lines(f"{BODY}{end}"))
        assert (found.approval_date, plain(found.approval_number)) == (date(2024, 6, 3), "15")
        assert plain(found.responsibilities) == ["vara eest"]
        assert plain(found.review_clause) == ([clause] if clause in end else [])
        assert unplaced(found) == []
