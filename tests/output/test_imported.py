"""Documents that were brought in, as text, JSON and a page."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from jdflow.adopt.blocks.propose import ProposedBlock, Recurring, Wording
from jdflow.language import Voice
from jdflow.model.imported import Imported, NewUnit, Row
from jdflow.output.imported import Told, as_json, as_text, percent
from jdflow.output.imported_html import as_html
from jdflow.output.plain import Paint
from jdflow.output.proposed_blocks import lines_of_blocks

VOICE = Voice("en")
PLAIN = Paint(on=False)
HOSTILE = "<script>alert(1)</script>\x1b[31m\u202e\"'&\n::error::"
ROWS = (
    Row("AMETIJUHEND", 1, 1, "form"),
    Row("1. ÜLDOSA", 2, 1, "form"),
    Row("Nõunik", 3, 1, "placed", "ametinimetus", "Nõunik"),
    Row("saada abi", 4, 1, "placed", "õigused[1]", "saada abi", block="rights/abi", likeness=0.98, notes=("Oli muu.",)),
    Row("teha tööd", 5, 2, "placed", "õigused[2]", "teha tööd", sure=0.5, nearest="rights/too", likeness=0.8),
    Row("Juhan Juurikas", 6, 2, "left", text="a name"),
    Row("Midagi muud", 7, 2, "unplaced"),
)
LOST = Row("teha head tööd", 8, None, "placed", "õigused[3]", "teha tööd", lost=("head",))
FORM = Row("Arvutioskus: Tunneb ketast", 9, None, "form", lost=("Tunneb", "ketast"))
DONE = Imported("Nõunik", None, "talitus", "", ROWS[:3], 10, 10)
PARTLY = Imported("Nõunik", None, "talitus", "", ROWS, 1000, 999, (NewUnit("talitus", "talitus", None),), ("Märkus.",))
BLOCK = ProposedBlock("rights/abi", "Abi", 4, items=(Recurring((Wording("saada abi", 3), Wording("saada abl", 1))),))


class Tags(HTMLParser):
    """The tags of a page, with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def lines(*told: Told) -> list[str]:
    return [*as_text(told, VOICE, PLAIN)]


def test_a_document_that_came_in_whole_has_a_row_and_no_more() -> None:
    assert lines(Told("a.docx", DONE, "nounik", "positions/nounik.yaml", None)) == [
        "Document  Position  Words found  From blocks  Own words  Not placed",
        "a.docx    nounik    100%         0            1          0",
    ]


def test_what_a_person_must_look_at_is_told_the_worst_first() -> None:
    assert lines(Told("a.docx", PARTLY, "nounik", None, "it is there"))[2:] == [
        "",
        "a.docx",
        "  Nothing was written: it is there.",
        "  not placed (page 2, line 7): “Midagi muud”",
        "  õigused 1 (page 1, line 4): “saada abi” – Oli muu.",
        "  õigused 2 (page 2, line 5): “teha tööd” – is this the right place for it?",
        "  left out (page 2, line 6): a name",
        "  Märkus.",
    ]


def test_words_that_the_position_does_not_say_are_told() -> None:
    told = [Told("a.txt", DONE._replace(rows=(LOST, FORM), words=5, found=2), "a", "a.yaml", None)]
    assert lines(*told)[-2:] == [
        "  õigused 3 (line 8): “teha tööd” – the position does not say: “head”",
        "  taken for the form's (line 9): “Arvutioskus: Tunneb ketast” – no form is known to say: “Tunneb ketast”",
    ]
    (one,) = json.loads(as_json(told))["documents"]
    assert (one["fields"][0]["lost"], one["form"][0]["lost"]) == (["head"], ["Tunneb", "ketast"])
    page = as_html(told, VOICE)
    assert page.count('<tr class="unsure">') == 2
    assert "the position does not say: “head”" in page
    assert "no form is known to say: “Tunneb ketast”" in page


def test_in_word_files_paragraphs_are_counted() -> None:
    row = Row("Midagi muud", 7, None, "unplaced")
    for name, where in (("a.DOCX", "paragraph 7"), ("a.txt", "line 7")):
        told = Told(name, DONE._replace(rows=(row,)), "a", "a.yaml", None)
        assert f"  not placed ({where}): “Midagi muud”" in lines(told)
        assert f"<td>{where}</td>" in as_html([told], VOICE)


def test_of_much_to_look_at_some_is_told_and_the_rest_counted() -> None:
    many = PARTLY._replace(rows=tuple(Row(f"{number}", number, None, "unplaced") for number in range(50)), remarks=())
    told = lines(Told("a.txt", many, "a", "a.yaml", None))
    assert told[-2:] == ["  not placed (line 19): “19”", "  and 30 more"]


def test_a_long_text_is_cut_on_a_terminal_only() -> None:
    long = "x" * 5000
    told = Told("a.txt", PARTLY._replace(rows=(Row(long, 1, None, "unplaced"),)), "a", "a.yaml", None)
    assert max(map(len, lines(told))) < 250
    assert long in as_json([told])
    assert long in as_html([told], VOICE)


@pytest.mark.parametrize(("share", "text"), [(1.0, "100%"), (0.9999, "99,9%"), (0.5, "50%"), (0.0, "0%")])
def test_only_all_of_it_is_a_hundred(share: float, text: str) -> None:
    assert percent(share) == text


@pytest.mark.parametrize(
    ("told", "is_done"),
    [
        (Told("a", DONE, "a", "a.yaml", None), True),
        (Told("a", PARTLY, "a", "a.yaml", None), False),
        (Told("a", DONE._replace(rows=(LOST,)), "a", "a.yaml", None), False),
        (Told("a", DONE._replace(rows=(FORM,)), "a", "a.yaml", None), True),
        (Told("a", DONE, "a", None, "why"), False),
        (Told("a", None, None, None, "why"), False),
    ],
)
def test_done_is_what_was_written_and_left_nothing_over(told: Told, *, is_done: bool) -> None:
    assert told.is_done is is_done


def test_json_has_every_row_in_one_list_or_another() -> None:
    told = [Told("a.docx", PARTLY, "nounik", "p.yaml", None), Told("b.docx", None, None, None, "it is empty")]
    data = json.loads(as_json(told, [BLOCK]))
    one, other = data["documents"]
    assert len(one["fields"]) + len(one["left_out"]) + len(one["not_placed"]) + len(one["form"]) == len(ROWS)
    assert one["words"] == {"total": 1000, "found": 999, "coverage": 0.999}
    assert one["fields"][2] == {
        "field": "õigused[2]",
        "text": "teha tööd",
        "read": "teha tööd",
        "page": 2,
        "line": 5,
        "confidence": 0.5,
        "block": None,
        "nearest": "rights/too",
        "likeness": 0.8,
        "notes": [],
        "lost": [],
    }
    assert one["new_units"] == [{"key": "talitus", "name": "talitus", "parent": None}]
    assert other == {"file": "b.docx", "id": None, "path": None, "refused": "it is empty"}
    assert data["proposed_blocks"] == [
        {
            "key": "rights/abi",
            "name": "Abi",
            "documents": 4,
            "duty": None,
            "parts": [],
            "results": [],
            "items": [
                {
                    "text": "saada abi",
                    "documents": 4,
                    "wordings": [{"text": "saada abi", "documents": 3}, {"text": "saada abl", "documents": 1}],
                }
            ],
        }
    ]


def test_the_page_has_each_text_beside_what_became_of_it() -> None:
    page = as_html([Told("a.docx", PARTLY, "nounik", "p.yaml", None)], VOICE)
    rows = re.findall(r'<tr class="(\w+)">(.*?)</tr>', page)
    cells = [(kind, [re.sub(r"<[^>]*>", " ", cell).split() for cell in row.split("</td><td>")]) for kind, row in rows]
    assert [kind for kind, _ in cells] == ["form", "placed", "unsure", "unsure", "left", "unplaced"]
    assert " ".join(cells[0][1][1]) == "AMETIJUHEND · 1. ÜLDOSA"
    assert " ".join(cells[1][1][2]) == "Nõunik ametinimetus"
    assert " ".join(cells[2][1][2]) == "saada abi õigused 1 · rights/abi · Oli muu."
    assert " ".join(cells[3][1][2]) == (
        "teha tööd õigused 2 · nearest: rights/too, 80% · confidence 50% · is this the right place for it?"
    )
    assert " ".join(cells[5][1][0]) == "page 2, line 7"
    assert "Märkus." in page


def test_several_documents_are_listed_first_each_with_a_link() -> None:
    told = [Told("a", DONE, "a", "a.yaml", None), Told("b", None, None, None, "it is empty")]
    tags = Tags(as_html(told, VOICE)).tags
    links = [attributes["href"] for tag, attributes in tags if tag == "a"]
    assert links == ["#d1", "#d2"]
    assert [f"#{attributes['id']}" for tag, attributes in tags if tag == "h2"] == links


def test_nothing_on_the_page_is_obeyed() -> None:
    row = Row(HOSTILE, 1, None, "placed", HOSTILE, HOSTILE, 0.1, HOSTILE, 0.9, HOSTILE, (HOSTILE,))
    outcome = Imported(HOSTILE, None, None, "", (row, row._replace(fate="left")), 1, 1, (), (HOSTILE,))
    told = [Told(HOSTILE, outcome, HOSTILE, HOSTILE, HOSTILE)] * 2
    block = ProposedBlock(HOSTILE, HOSTILE, 3, items=(Recurring((Wording(HOSTILE, 3),)),))
    page = as_html(told, VOICE, [block])
    tags = Tags(page)
    known = {"html", "head", "meta", "title", "style", "body", "main", "section", "h1", "h2", "ul", "li", "small", "br"}
    assert {tag for tag, _ in tags.tags} == known | {"table", "thead", "tbody", "tr", "th", "td", "a", "span"}
    assert {name for _, attributes in tags.tags for name in attributes} <= {
        *("lang", "charset", "http-equiv", "content", "name", "id", "class", "scope", "href"),
    }
    assert "\x1b" not in page
    assert "\u202e" not in page
    policy = next(attributes["content"] for _, attributes in tags.tags if "http-equiv" in attributes)
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert {"\x1b", "\u202e"}.isdisjoint("".join([*lines(*told), *lines_of_blocks([block], VOICE, PLAIN)]))
    assert not any(line.startswith("::error::") for line in lines(*told))


def test_many_proposals_are_counted_on_a_terminal() -> None:
    told = [*lines_of_blocks([BLOCK] * 25, VOICE, PLAIN)]
    assert told[:2] == ["", "What several documents say and no shared block does:"]
    assert told[3].split() == ["rights/abi", "4", "1", "2", "saada", "abi"]
    assert told[-1] == "and 5 more"
    assert [*lines_of_blocks([], VOICE, PLAIN)] == []


def test_wordings_are_on_the_page_below_each_other() -> None:
    page = as_html([Told("a", DONE, "a", "a.yaml", None)], Voice("et"), [BLOCK])
    assert "saada abi <small>× 3</small><br>saada abl <small>× 1</small>" in page
