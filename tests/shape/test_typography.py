"""Text as it will print."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdflow.shape.typography import is_tidy, tidy

TEXT = st.text() | st.text(st.sampled_from(' \n\r\t"„“”ab.\u00a0\u2028')) | st.text(" ab", max_size=6)


@given(TEXT)
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(TEXT)
def test_what_is_tidy_stays_as_it_is(text: str) -> None:
    if is_tidy(text):
        assert tidy(text) == text


@given(TEXT)
def test_no_letter_is_lost(text: str) -> None:
    def letters(text: str) -> list[str]:
        return [char for char in text if not char.isspace() and char not in '"„“”']

    assert letters(tidy(text)) == letters(text)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("  Andmed   on\tkorras. ", "Andmed on korras."),
        ("Esimene rida \n teine rida\n", "Esimene rida\nteine rida"),
        ("Esimene\r\nteine\rkolmas\u2028neljas\x85viies", "Esimene\nteine\nkolmas\nneljas\nviies"),
        ("Lõik.\n\nTeine lõik.", "Lõik.\n\nTeine lõik."),
        ('Programm "Andmed" ja "Teave"', "Programm „Andmed“ ja „Teave“"),
        ("Programm “Andmed” ja „Teave”", "Programm „Andmed“ ja „Teave“"),
        ("Programm „Andmed“", "Programm „Andmed“"),
        ('Ekraan 24" ja pikem', 'Ekraan 24" ja pikem'),
        ('" ei ole jutumärk "', '" ei ole jutumärk "'),
        ("nr\u00a0177", "nr\u00a0177"),
        ("", ""),
    ],
)
def test_how_it_prints(text: str, printed: str) -> None:
    assert tidy(text) == printed
