"""Pages of text in two newspaper columns."""

from __future__ import annotations

from itertools import chain, zip_longest

from jdflow.adopt.columns.newspaper import in_turn
from jdflow.model.paper import Paper, Para
from tests.adopt.papers import lines, plain, understood, unplaced

LEFT = """\
1. ÜLDOSA

1.1. Ametinimetus: Arhivaar
1.2. Vahetu juht: Juhataja

2. AMETIKOHA EESMÄRK

Hoida kogud korras ja leitavana,
et igaüks neid kasutada saaks.

3. TEENISTUSÜLESANDED

3.1. Kogude korrastamine.

Oodatavad tulemused:

• Riiulid on märgistatud ja
  kirjeldatud.

3.2. Lugejate nõustamine."""
RIGHT = """\
Oodatavad tulemused:
• Lugeja on saanud vastuse
  ühe päevaga.

3.3. Aruannete koostamine
kaks korda aastas.
Oodatavad tulemused:
• Aruanded on esitatud.
4. ÕIGUSED

Töötajal on õigus:
• saada abi;
• teha ettepanekuid.

5. VASTUTUS
Töötaja vastutab:
• kogude eest;
• andmete eest."""


def printed(left: str, right: str, *, above: str = "") -> Paper:
    rows = zip_longest(left.split("\n"), right.split("\n"), fillvalue="")
    page = "\n".join(f"{one:<40}{other}".rstrip() for one, other in rows)
    return lines(f"{above}{page}")


def test_the_left_column_is_read_before_the_right_one() -> None:
    found = understood(printed(LEFT, RIGHT, above=f"{' ' * 34}AMETIJUHEND\n\n"))
    assert (plain(found.title), plain(found.manager)) == ("Arhivaar", "Juhataja")
    assert plain(found.purpose) == "Hoida kogud korras ja leitavana, et igaüks neid kasutada saaks."
    assert plain(found.duties) == [
        ("Kogude korrastamine.", [], ["Riiulid on märgistatud ja kirjeldatud."]),
        ("Lugejate nõustamine.", [], ["Lugeja on saanud vastuse ühe päevaga."]),
        ("Aruannete koostamine kaks korda aastas.", [], ["Aruanded on esitatud."]),
    ]
    assert plain(found.rights) == ["saada abi", "teha ettepanekuid"]
    assert plain(found.responsibilities) == ["kogude eest", "andmete eest"]
    assert unplaced(found) == []


def test_no_line_is_lost() -> None:
    paper = printed(LEFT, RIGHT)
    words = [para.text.split() for para in paper.parts if isinstance(para, Para)]
    turned = [para.text.split() for para in in_turn(paper).parts if isinstance(para, Para)]
    assert turned != words
    assert sorted(chain(*turned)) == sorted(chain(*words))


def test_a_table_is_no_newspaper() -> None:
    results = RIGHT.replace("3.3. ", "").replace("4. ", "").replace("5. ", "")
    for right in (results, results.replace("VASTUTUS", "3.1. Vastutus")):
        paper = printed(LEFT, right)
        assert in_turn(paper) is paper or in_turn(paper) == paper


def test_sections_side_by_side_below_a_table_are_no_newspaper() -> None:
    duties = "\n".join(f"3.{at}. Ülesanne nimega Arvestus" for at in range(1, 12))
    results = "\n".join(f"• Arve number {at} on peetud." for at in range(1, 12))
    paper = printed(
        f"3. ÜLESANDED\n{duties}\n4. ÕIGUSED\n4.1. Saada abi\n4.2. Osaleda",
        f"Tulemused\n{results}\n5. VASTUTUS\n5.1. Kogude eest\n5.2. Andmete eest",
    )
    assert in_turn(paper) == paper


def test_a_page_may_end_with_its_number_alone() -> None:
    one = [para.text for para in printed(LEFT, RIGHT).parts if isinstance(para, Para)]
    more = [f"{number}. Lause, mis ulatub lehe ühest servast teise ja on üsna pikk." for number in range(6, 30)]
    found = [para.text for para in in_turn(lines("\n".join((*one, "Lk 1", *more)))).parts if isinstance(para, Para)]
    assert found.index("3.3. Aruannete koostamine") > found.index("3.2. Lugejate nõustamine.")
    assert found[-len(more) :] == more
