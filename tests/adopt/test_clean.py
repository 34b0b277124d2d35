"""Bits of a document: bullets and numbers told from words, remnants taken off, nothing else changed."""

from __future__ import annotations

import pytest

from jdflow.adopt.bits.clean import Cleaned
from jdflow.model.paper import Paper, Para, Spot
from tests.adopt.papers import lines, word


def bits(text: str) -> list[tuple[int | None, str | None, str]]:
    return [(bit.level, bit.number, bit.text) for bit in Cleaned(lines(text)).bits]


@pytest.mark.parametrize("sign", ["▪", "•", "\uf0a7", "»", "·", "-", "–", "=", "*", "o", "●", "-\t", "\uf0b7  ", "a)"])
def test_every_bullet_begins_an_item(sign: str) -> None:
    assert bits(f"{sign} saada abi") == [(1, None, "saada abi")]


@pytest.mark.parametrize("line", ["•saada abi", "-saada abi", "&bull; saada abi", "<li>saada abi</li>"])
def test_a_bullet_may_be_glued_to_its_item_or_be_a_tag(line: str) -> None:
    assert bits(line) == [(1, None, "saada abi")]


@pytest.mark.parametrize(
    ("sign", "number"),
    [
        ("4.", "4"),
        ("4,", "4"),
        ("4)", "4"),
        ("3.1", "3.1"),
        ("3.1.", "3.1"),
        ("3.l", "3.1"),
        ("3,10.", "3.10"),
        ("3.1.2", "3.1.2"),
        ("II.", "II"),
        ("(2)", "2"),
    ],
)
def test_every_number_of_an_item_is_known(sign: str, number: str) -> None:
    assert bits(f"{sign} Nõustamine") == [(None, number, "Nõustamine")]
    assert bits(f"{sign}\tNõustamine") == [(None, number, "Nõustamine")]


@pytest.mark.parametrize(
    "line",
    [
        "01.07.2021 käskkiri",
        "5 aastat tööd",
        "1. jaanuarist alates",
        "2021. aasta plaan",
        "o2 on hapnik",
        "e-post ja 2-3 korda",
        "12. klassi õpilane",
        "99,5 protsenti kuus",
        "1.5 korda rohkem",
        "47. Kunda maantee",
        "C1-tasemel",
    ],
)
def test_what_only_looks_like_a_number_or_a_bullet_stays(line: str) -> None:
    assert bits(line) == [(None, None, line)]


@pytest.mark.parametrize("sign", ["e", "«", "“=", "*.", "e¢", "=_", "~="])
def test_a_bullet_that_recognition_read_as_something_else_begins_an_item(sign: str) -> None:
    items = ("saada abi", "leida nõu", "teha ettepanekuid")
    assert bits("\n".join(f"{sign} {item}" for item in items)) == [(1, None, item) for item in items]


def test_an_e_that_is_not_usual_and_a_quotation_that_is_closed_are_words() -> None:
    assert bits("e posti teel") == [(None, None, "e posti teel")]
    quoted = '"Meie" töö\n"Teie" töö\n"Nende" töö'
    assert [level for level, _, _ in bits(quoted)] == [None, None, None]


def test_a_mark_of_quotation_that_nothing_closes_is_a_bullet_where_it_is_usual() -> None:
    assert bits('"saada abi\n“= leida nõu\n“teha tööd') == [
        (1, None, "saada abi"),
        (1, None, "leida nõu"),
        (1, None, "teha tööd"),
    ]


@pytest.mark.parametrize(
    "line", ["3.2.3. päevade arvestus", "3.4 kohalike vajaduste hindamine", "3.5 päevakorra saatmine"]
)
def test_a_word_that_only_begins_like_a_unit_counts_nothing(line: str) -> None:
    [(_, number, text)] = bits(line)
    assert f"{number} {text}" == line.replace("3. ", "3 ")


@pytest.mark.parametrize("sign", ["|", "|=", "| ¢", "e¢", "| ® _", "e¢ ~="])
def test_a_sign_between_two_columns_begins_an_item(sign: str) -> None:
    assert bits(f"3.1 Nõustamine {sign} Nõu on antud") == [(None, "3.1", "Nõustamine"), (1, None, "Nõu on antud")]


def test_a_hyphen_that_completes_a_word_is_no_bullet() -> None:
    assert bits("taotleda töövahendeid ja\n-tingimusi") == [
        (None, None, "taotleda töövahendeid ja"),
        (None, None, "-tingimusi"),
    ]


def test_a_number_glued_to_its_words_is_parted_from_them() -> None:
    assert bits("3.1Nõustamine") == [(None, "3.1", "Nõustamine")]
    assert bits("1..Üldosa") == [(None, "1", "Üldosa")]


@pytest.mark.parametrize("sign", ["=", "e ~", "~=", "—=", "«", "e ~=", "e ="])
def test_what_recognition_glued_to_the_first_word_of_items_is_none_of_it(sign: str) -> None:
    text = f"• Saadab teateid\n• Peab arvestust\ne Hoiab korda\ne Juhib tööd\ne Loeb kirju\n{sign}Kogub andmeid"
    if sign == "«":
        text = text.replace("•", "«")
    assert bits(text)[-1] == (1, None, "Kogub andmeid")


def test_a_colon_parts_words_though_the_blank_behind_it_was_lost() -> None:
    assert bits("Juhendamisoskus:Selgitab tööd") == [(None, None, "Juhendamisoskus: Selgitab tööd")]
    assert bits("Juhendamisoskus:.Selgitab tööd") == [(None, None, "Juhendamisoskus: Selgitab tööd")]
    assert bits("kell 10:Tööd, https://Amet") == [(None, None, "kell 10:Tööd, https://Amet")]


def test_a_number_goes_to_what_follows_behind_the_number_of_a_page() -> None:
    assert bits("3.6\n\nLk 1 / 5\n\nNõustamine") == [(None, None, "Lk 1 / 5"), (None, "3.6", "Nõustamine")]


def test_the_full_stop_behind_a_number_may_stand_apart() -> None:
    assert bits("2 . Ülesanded") == [(None, "2", "Ülesanded")]
    assert bits("2 , Ülesanded") == [(None, "2", "Ülesanded")]


def test_a_number_whose_figures_were_read_as_letters_is_one() -> None:
    assert bits("2.ll. Koostöö tagamine\n2.I0. Kirjade koostamine") == [
        (None, "2.11", "Koostöö tagamine"),
        (None, "2.10", "Kirjade koostamine"),
    ]


def test_a_number_alone_goes_to_what_follows() -> None:
    assert bits("4.\n\nÕIGUSED") == [(None, "4", "ÕIGUSED")]
    assert bits("•\nsaada abi") == [(1, None, "saada abi")]


def test_bullets_within_a_line_begin_items() -> None:
    assert bits("▪ Nõu on antud. ▪ Abi on olemas.") == [(1, None, "Nõu on antud."), (1, None, "Abi on olemas.")]
    assert bits("= Nõu on antud. = Abi on olemas.") == [(1, None, "Nõu on antud."), (1, None, "Abi on olemas.")]
    assert bits("- Nõu on antud - nii on öeldud.") == [(1, None, "Nõu on antud - nii on öeldud.")]


def test_remnants_of_web_pages_are_taken_off() -> None:
    assert bits('<ul style="list-style-type: none"> <b>Nõu</b>&nbsp;on &quot;antud&quot; R&amp;D.<br/>Abi</ul>') == [
        (None, None, 'Nõu on "antud" R&D.'),
        (None, None, "Abi"),
    ]
    assert bits("Väiksem kui < 5 ja suurem kui >") == [(None, None, "Väiksem kui < 5 ja suurem kui >")]


def test_a_heading_glued_to_stars_begins_anew() -> None:
    assert bits("AMETIJUHEND**1. ÜLDOSA**") == [(None, None, "AMETIJUHEND"), (None, "1", "ÜLDOSA")]
    assert bits("**Loovus**, sh leidlikkus") == [(None, None, "Loovus, sh leidlikkus")]


def test_signs_that_nobody_sees_go_and_letters_are_composed() -> None:
    assert bits("koo\u00adta\u200bb\u00a0o\u0303igusi \ufb01rmale\u2011") == [(None, None, "kootab õigusi firmale-")]


def test_bold_is_known_however_it_is_said() -> None:
    paper = Paper("docx", (Para("Loovus: leiab", Spot(1), bold=((0, 7),)), Para("**Hool**: hoiab", Spot(2))))
    assert [[one.is_bold for one in bit.words] for bit in Cleaned(paper).bits] == [[True, False], [True, False]]


def test_columns_that_tabs_part_are_cells_of_one_table() -> None:
    cells = [(bit.cell and bit.cell[:3], bit.text) for bit in Cleaned(lines("a\tb\n\nc\td e\n\tf\ng")).bits]
    assert cells == [
        ((0, 0, 0), "a"),
        ((0, 0, 1), "b"),
        ((0, 1, 0), "c"),
        ((0, 1, 1), "d e"),
        ((0, 2, 1), "f"),
        (None, "g"),
    ]


def test_a_number_in_a_column_of_its_own_belongs_to_the_next() -> None:
    found = Cleaned(word("| 1 | Nõustamine | Nõu on antud.")).bits
    assert [(bit.number, bit.text) for bit in found[:2]] == [("1", "Nõustamine"), (None, "Nõu on antud.")]


def test_a_blank_line_is_remembered() -> None:
    assert [bit.is_apart for bit in Cleaned(lines("a\nb\n\nc")).bits] == [False, False, True]


def test_every_word_remembers_what_was_read() -> None:
    [bit] = Cleaned(lines("Nõu&nbsp;on ant\u00adud.")).bits
    assert [one.raw for one in bit.words] == ["Nõu &nbsp;", "on", "ant\u00adud."]
