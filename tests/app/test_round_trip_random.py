"""Whatever a position says, its document brought in again says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from jdflow.app.reading import Reading
from tests.adopt.drawn import SAMPLE, a_position
from tests.adopt.printed import Laid, brought_back, content_of, fingerprint_of

if TYPE_CHECKING:
    from collections.abc import Mapping

ID = "juhuslik"
PATH = f"positions/juhuslik/{ID}.yaml"


def reading(position: Mapping[str, Any]) -> Reading:
    """The sample content, and the position beside it."""
    text = yaml.safe_dump(position, allow_unicode=True, sort_keys=False)
    return Reading(Laid(SAMPLE.snapshot, {PATH: text.encode()}))


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(a_position)
def test_any_position_comes_back(position: dict[str, Any]) -> None:
    back = brought_back(reading(position), ID)
    assert back.differences() == []
    again = brought_back(back.reading, ID)
    assert content_of(again.reading, ID) == content_of(back.reading, ID)
    assert fingerprint_of(again.reading, ID) == fingerprint_of(back.reading, ID)


@pytest.mark.parametrize("layout", ["klassikaline", "teenistuskoht"])
def test_another_word_is_another_document(layout: str) -> None:
    first, second = (
        brought_back(
            reading(
                {
                    "ametinimetus": "Nõunik",
                    "struktuuriüksus": "uldosakond",
                    "teenistuja": "ametnik",
                    "mall": layout,
                    "vahetu_juht": "Osakonna juhataja",
                    "eesmärk": "Töö on tehtud.",
                    "ülesanded": [{"ülesanne": "Töö tegemine.", "tulemused": [f"Töö on {how} tehtud."]}],
                    "õigused": ["saada abi"],
                    "vastutus": ["töö eest"],
                    "nõuded": {"haridus": "Keskharidus."},
                }
            ),
            ID,
        )
        for how in ("hästi", "halvasti")
    )
    assert first.after == first.before
    assert first.after != second.after
