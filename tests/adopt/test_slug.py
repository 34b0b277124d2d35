"""Names as identifiers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdflow.adopt.slug import slug
from jdflow.model.ids import LONGEST, is_id


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Ohvriabi ja ennetusteenuste osakond", "ohvriabi-ja-ennetusteenuste-osakond"),
        ("Koordinaator (MARAC)", "koordinaator-marac"),
        ("Õppe- ja žürii ülem", "oppe-ja-zurii-ulem"),
        ("Straße Łódź Ærø", "strasse-lodz-aero"),
        ("o\u0303", "o"),
        ("../..", ""),
        ("💥", ""),
        ("x" * 300, "x" * LONGEST),
        (f"{'x' * (LONGEST - 1)} y", "x" * (LONGEST - 1)),
    ],
)
def test_letters_become_plain(text: str, id: str) -> None:
    assert slug(text) == id


@given(st.text())
def test_whatever_is_left_is_an_identifier(text: str) -> None:
    found = slug(text)
    assert found == "" or is_id(found)
    assert slug(found) == found
