"""The people file: what is read as Excel and people write it, and what is refused with its row."""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdflow.intake.people import LONGEST_NAME, MOST_BYTES, MOST_ROWS, BadPeople, People, read_people
from tests.support import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Sequence

ROWS = [("tunnus", "nimi"), ("noorem", "Õie Šokk-Žük"), ("vanem", "Jüri Ääs"), ("noorem", "Anne-Mai O’Neill")]
NAMES = {"noorem": ["Õie Šokk-Žük", "Anne-Mai O’Neill"], "vanem": ["Jüri Ääs"]}


def written(rows: Sequence[tuple[str, ...]], separator: str = ",", end: str = "\r\n") -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=separator, lineterminator=end).writerows(rows)
    return file.getvalue()


def said(people: People) -> list[str]:
    return [ENGLISH(remark) for remark in people.remarks]


def wrong_with(data: bytes | str) -> list[str]:
    """All complaints about a file."""
    with pytest.raises(BadPeople) as caught:
        read_people(data.encode() if isinstance(data, str) else data)
    return [ENGLISH(complaint) for complaint in caught.value.complaints]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1257"])
def test_a_file_as_people_save_it(separator: str, end: str, encoding: str) -> None:
    data = written(ROWS, separator, end).encode(encoding)
    people = read_people(codecs.BOM_UTF16_BE + data if encoding == "utf-16-be" else data)
    assert people.names == NAMES
    assert list(people.names) == ["noorem", "vanem"]
    assert [("Windows-1257" in remark) for remark in said(people)] == ([True] if encoding == "cp1257" else [])


@pytest.mark.parametrize(
    "heading",
    ["tunnus;nimi", "TUNNUS; Nimi ", "id;name", "Id;NIMI", "ametikoht;nimi", '"tunnus";"nimi"', "\n ; \ntunnus;nimi"],
)
def test_headings(heading: str) -> None:
    assert read_people(f"{heading}\nnoorem;Õie\n".encode()) == People({"noorem": ["Õie"]}, [])


def test_columns_in_any_order_and_columns_not_used() -> None:
    rows = [("E-post", "ametikoht", "Nimi", "", "tunnus"), ("x@y.ee", "Nõunik, vanem", "Õie", "=1", "noorem")]
    people = read_people(written([*rows, ("\u202e", "9" * 300, "Jüri", "x", "vanem", "", " ")]).encode())
    assert people.names == {"noorem": ["Õie"], "vanem": ["Jüri"]}
    assert said(people) == ["These columns are not used: E-post, ametikoht."]


def test_blank_rows_and_blanks_around() -> None:
    text = 'tunnus;nimi;\n\n;;\n noorem ;\u00a0Õie \u00a0 Maie ;\n  ; "";\nvanem;"Jüri\r\nÄäs"\n\n'
    assert read_people(text.encode()).names == {"noorem": ["Õie Maie"], "vanem": ["Jüri Ääs"]}


def test_names_are_composed() -> None:
    text = unicodedata.normalize("NFD", "tunnus,nimi\nnoorem,Õie Šokk")
    assert read_people(text.encode()).names == {"noorem": ["Õie Šokk"]}


@pytest.mark.parametrize("name", ['Õie "Päike" Maie', "Õie, Maie", "Õie; Maie", "Õ", "李 小龍", "Õ" * LONGEST_NAME])
def test_other_names(name: str) -> None:
    assert read_people(written([*ROWS[:1], ("a", name)]).encode()).names == {"a": [name]}


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("noorem;", "Row 4: the cell “nimi” is empty."),
        ("noorem", "Row 4: the cell “nimi” is empty."),
        ("noorem; \u00a0", "Row 4: the cell “nimi” is empty."),
        (";Õie", "Row 4: the cell “tunnus” is empty."),
        ("Nõunik;Õie", "Row 4: this is no id of a position."),
        ("noorem.yaml;Õie", "Row 4: this is no id of a position."),
        (f"{'a' * 101};Õie", "Row 4: this is no id of a position."),
        *[(f"noorem;{sign}Õie", "Row 4: the cell “nimi” begins as a formula does") for sign in ("=", "+", "-", "@")],
        ("noorem; =1", "Row 4: the cell “nimi” begins as a formula does"),
        ('noorem;"\tÕie"', "Row 4: the cell “nimi” begins as a formula does"),
        ('noorem;"\n=HYPERLINK(1)"', "Row 4: the cell “nimi” begins as a formula does"),
        ("=noorem;Õie", "Row 4: the cell “tunnus” begins as a formula does"),
        ("noorem;Õie 37605030299", "Row 4: a name holds no digit"),
        ("noorem;Õie ٣", "Row 4: a name holds no digit"),
        ("noorem;oie@naide.ee", "Row 4: a name holds no digit and no @."),
        ("noorem;Õ\x1bie", "Row 4: the cell “nimi” holds a character that cannot be seen (U+001B)."),
        ("noorem;Õ\x1cie", "Row 4: the cell “nimi” holds a character that cannot be seen (U+001C)."),
        ("noorem;Õ\u202eie", "Row 4: the cell “nimi” holds a character that cannot be seen (U+202E)."),
        ("noorem;Õ\u200bie", "Row 4: the cell “nimi” holds a character that cannot be seen (U+200B)."),
        ("noorem;Õ\u2028ie", "Row 4: the cell “nimi” holds a character that cannot be seen (U+2028)."),
        ("noo\u00adrem;Õie", "Row 4: the cell “tunnus” holds a character that cannot be seen (U+00AD)."),
        (f"noorem;{'Õ' * (LONGEST_NAME + 1)}", f"Row 4: the name is longer than {LONGEST_NAME} characters."),
        ("noorem;Tamm;Õie", "Row 4: it has more cells than the heading."),
        ("vanem;JÜRI  ääs", "Row 4: it says what row 2 says."),
    ],
)
def test_a_row_that_is_refused(row: str, complaint: str) -> None:
    [found] = wrong_with(f"tunnus;nimi\nvanem;Jüri Ääs\n\n{row}\nkeskmine;Mai\n")
    assert found.startswith(complaint)
    assert found.endswith(".")


def test_all_complaints_come_at_once() -> None:
    text = 'tunnus,nimi\n=a,1\nnoorem,Õie\n"b\nc",\nnoorem,Õie\nvanem,Jüri,Ääs\n'
    assert [complaint.partition(":")[0] for complaint in wrong_with(text)] == [
        *("Row 2", "Row 2", "Row 4", "Row 4", "Row 5", "Row 6"),
    ]


def test_no_complaint_repeats_what_a_cell_says() -> None:
    secrets = ["Salajane 1", "37605030299", "=Salajane", "Sala\u202ejane"]
    text = written([("tunnus", "nimi"), *(("Salajane", secret) for secret in secrets)])
    complaints = wrong_with(text)
    assert len(complaints) == 2 * len(secrets)
    assert [complaint for complaint in complaints if "Sala" in complaint or "376" in complaint] == []


@pytest.mark.parametrize(("text", "row"), [('noorem;"Õie\nvanem;Jüri\n', 3), ('\n\nnoorem;"Õie"x\n', 5)])
def test_quotation_marks_that_do_not_match(text: str, row: int) -> None:
    [found] = wrong_with(f"tunnus;nimi\na;Mai\n{text}")
    assert found.startswith(f"Row {row}: from here on the file cannot be read.")


def test_a_cell_without_end() -> None:
    [found] = wrong_with(f"tunnus;nimi\nnoorem;{'Õ' * 200_000}\n")
    assert found.startswith("Row 2: from here on the file cannot be read.")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", "it has: –."),
        ("\n\n", "it has: –."),
        ("tunnus,isik\n", "it has: tunnus, isik."),
        ("Amet;Nimi\n", "it has: Amet, Nimi."),
        ("tunnus nimi\n", "it has: tunnus nimi."),
        ("tunnus|nimi\n", "it has: tunnus|nimi."),
        (f"{'x' * 50},{','.join('abcdefghijkl')}\n", f"it has: {'x' * 40}…, a, b, c, d, e, f, g, h, i, …."),
        ('"tunnus;nimi', "it has: –."),
    ],
)
def test_wrong_columns_are_told_with_those_that_are_wanted(text: str, shown: str) -> None:
    [found] = wrong_with(text)
    assert "“tunnus”" in found
    assert "“nimi”" in found
    assert found.endswith(shown)


@pytest.mark.parametrize("heading", ["tunnus,nimi,Nimi", "id,ID,nimi"])
def test_a_column_that_stands_twice(heading: str) -> None:
    assert wrong_with(f"{heading}\na,b,c\n")[0].startswith("The heading has a column twice")


def test_a_heading_alone() -> None:
    assert wrong_with("tunnus,nimi\n\n,\n") == [
        "The file names nobody. Write a row for each person below the heading.",
    ]


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"\xef\xbb\xbftunnus,nimi\nnoorem,\xd5ie", "Line 2 cannot be read as UTF-8."),
        ("tunnus,nimi\nnoorem,Õie\nvanem,".encode() + b"J\xfcri", "Line 3 cannot be read as UTF-8."),
        (b"tunnus,nimi\nnoorem,\xa1\n", "Line 2 cannot be read as Windows-1257."),
        (codecs.BOM_UTF16_LE + b"t\0u", "Line 1 cannot be read as UTF-16."),
        (codecs.BOM_UTF16_LE + "tunnus,nimi\n".encode("utf-16-le") + b"\0\xd8a\0", "Line 2 cannot be read as UTF-16."),
        (b"tunnus,nimi\nnoorem,\0\n", "The file holds NUL characters"),
        ("tunnus,nimi".encode("utf-16-le"), "The file holds NUL characters"),
        ("tunnus,nimi".encode("utf-32"), "The file holds NUL characters"),
        (b"PK\x03\x04\x14\x00\x06\x00", "The file holds NUL characters"),
    ],
)
def test_bytes_that_are_no_text(data: bytes, complaint: str) -> None:
    [found] = wrong_with(data)
    assert found.startswith(complaint)
    assert "UTF-8" in found


def test_a_file_may_be_so_large_and_no_larger() -> None:
    text = "tunnus,nimi\nnoorem,Õie\n".encode()
    assert read_people(text.ljust(MOST_BYTES, b"\n")).names == {"noorem": ["Õie"]}
    assert wrong_with(text.ljust(MOST_BYTES + 1, b"\n"))[0].startswith("The file is larger than 1048576 bytes.")


def test_there_may_be_so_many_people_and_no_more() -> None:
    rows = [f"a{number},Õie" for number in range(MOST_ROWS)]
    assert len(read_people("\n".join(["id,nimi", *rows]).encode()).names) == MOST_ROWS
    assert wrong_with("\n".join(["id,nimi", *rows, "x,=1", "y,=1"])) == [
        f"Row {MOST_ROWS + 2}: there are more than {MOST_ROWS} people. Split the file.",
    ]


@given(st.binary(max_size=200))
def test_no_bytes_bring_it_down(data: bytes) -> None:
    for start in (b"", b"tunnus;nimi\nnoorem;", b"id,name\n"):
        try:
            outcome: object = read_people(start + data).names
        except BadPeople as bad:
            outcome = bad.complaints
        assert outcome


letters = st.characters(categories=["L", "M"], include_characters=" -'’.,;\"\n")
names = st.text(letters, min_size=1, max_size=50).map(lambda text: f"Õ{text}")
ids = st.from_regex("[a-z0-9]{1,5}(-[a-z0-9]{1,5})?", fullmatch=True)


@given(
    rows=st.lists(st.tuples(ids, names), min_size=1, unique_by=lambda row: row[0]),
    separator=st.sampled_from(",;\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_every_name_comes_out_as_it_was_written(rows: list[tuple[str, str]], separator: str, encoding: str) -> None:
    people = read_people(written([("tunnus", "nimi"), *rows], separator).encode(encoding))
    assert people.remarks == []
    assert people.names == {id: [" ".join(unicodedata.normalize("NFC", name).split())] for id, name in rows}
