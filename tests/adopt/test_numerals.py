"""Roman numbers of sections."""

from __future__ import annotations

import pytest

from jdflow.adopt.bits.clean import Cleaned
from jdflow.adopt.bits.numerals import Numeral, numeral, with_numerals
from tests.adopt.papers import lines


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("3", Numeral(3)),
        ("IV", Numeral(4, is_roman=True)),
        ("XIX", Numeral(19, is_roman=True)),
        ("3.1", None),
        ("IIII", None),
        (None, None),
    ],
)
def test_a_section_has_a_number_without_parts(number: str | None, value: Numeral | None) -> None:
    assert numeral(number) == value


def numbers(text: str) -> list[tuple[str | None, str]]:
    return [(bit.number, bit.text) for bit in with_numerals(Cleaned(lines(text)).bits)]


def test_a_roman_number_needs_no_full_stop_where_others_follow_it() -> None:
    assert numbers("I Üldosa\nNimi: Jurist\nII Ülesanded\n1. Nõustab.\nIV. Nõuded") == [
        ("I", "Üldosa"),
        (None, "Nimi: Jurist"),
        ("II", "Ülesanded"),
        ("1", "Nõustab."),
        ("IV", "Nõuded"),
    ]


def test_a_letter_or_a_number_in_a_sentence_is_none() -> None:
    for text in ("V Riigikogu", "I Üldosa", "I astme õpilased\nII astme õpilased", "I Samba eest.\nII Samba eest."):
        assert [number for number, _ in numbers(text)] == [None] * (text.count("\n") + 1)


def test_a_decimal_number_needs_no_full_stop_before_capitals() -> None:
    assert numbers("1 ÜLDOSA\n1.1 Nimi: Jurist\n2 ÜLESANDED\n2 JURISTI\n3 NÕUDED") == [
        ("1", "ÜLDOSA"),
        ("1.1", "Nimi: Jurist"),
        ("2", "ÜLESANDED"),
        (None, "2 JURISTI"),
        ("3", "NÕUDED"),
    ]
