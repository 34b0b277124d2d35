"""Documents that are no job description, or more than one."""

from __future__ import annotations

import pytest

from jdflow.adopt.names import Names
from jdflow.adopt.understand import NotAJobDescription, understand
from jdflow.language import Voice
from tests.adopt.documents import CLASSIC, NEWER
from tests.adopt.papers import lines, word

CONTRACT = """TÖÖLEPING
Tööandja ja töötaja sõlmivad töölepingu, mille järgi töötaja teeb tööd ja tööandja maksab selle eest tasu.
1. Töö tegemise koht
Töö tegemise koht on Tartu linn.
2. Töötasu
Töötasu makstakse kord kuus töötaja arvele.
3. Puhkus
Puhkust antakse seaduses ette nähtud korras.
Tööandja: Töötaja:
"""
ENGLISH = """JOB DESCRIPTION
1. General
Title: Archivist. Department: Collections. Direct manager: head of the department.
2. Duties
Keeps the collections in order, helps readers, writes reports about the collections.
3. Rights
To get the information needed for work and to propose changes in the way work is done.
"""


def why(text: str) -> str:
    with pytest.raises(NotAJobDescription) as refused:
        understand(lines(text), Names())
    return Voice("en")(refused.value.why)


@pytest.mark.parametrize("text", [CONTRACT, ENGLISH])
def test_a_document_of_another_kind_is_refused(text: str) -> None:
    assert "it is no job description in Estonian" in why(text)


@pytest.mark.parametrize("text", ["", "AMETIJUHEND", "\n\n1.\n-\n"])
def test_a_document_with_hardly_any_text_is_refused(text: str) -> None:
    assert "there is hardly any text in it" in why(text)


def test_two_positions_are_refused_and_both_places_said() -> None:
    said = why(f"{CLASSIC}\n{NEWER}")
    second = (CLASSIC + "\n").count("\n") + 1
    assert said.startswith(f"two job descriptions are in it: one begins at line 7, another at line {second};")
    assert why(f"{CLASSIC}\n{CLASSIC.replace('AMETIJUHEND', '')}").startswith("two job descriptions")


def test_a_title_that_every_page_repeats_is_one_position() -> None:
    text = CLASSIC.replace("4. ÕIGUSED", "AMETIJUHEND\n\n4. ÕIGUSED").replace("6. TÖÖ", "AMETIJUHEND\n\n6. TÖÖ")
    assert len(understand(lines(text), Names()).duties) == 3


def test_a_table_of_contents_that_names_only_other_things_is_no_job_description() -> None:
    with pytest.raises(NotAJobDescription):
        understand(
            word("| Peatükk | Lehekülg\n| Sissejuhatus aruandele | üks\n| Kokkuvõte tööst ja tulemustest | kümme"),
            Names(),
        )
