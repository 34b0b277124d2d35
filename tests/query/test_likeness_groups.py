"""Many texts put into groups of those that are alike."""

from __future__ import annotations

from random import Random

from jdflow.query.likeness_groups import groups
from tests.effort import effort


def test_wordings_of_one_text_stand_together_the_most_frequent_first() -> None:
    texts = {
        "oma ülesannete täitmise eest": 2,
        "oma ulesannete täitmise eest": 1,
        "oma ülesannete õigeaegse täitmise eest": 1,
        "asutuse vara hoidmise eest": 3,
        "Asutuse vara hoidmise eest.": 3,
    }
    assert groups(texts) == [
        ["Asutuse vara hoidmise eest.", "asutuse vara hoidmise eest"],
        ["oma ülesannete täitmise eest", "oma ulesannete täitmise eest"],
        ["oma ülesannete õigeaegse täitmise eest"],
    ]


def test_numbers_levels_negations_and_abbreviations_part_what_is_alike() -> None:
    for one, other in (
        ("Eesti keele oskus tasemel C1", "Eesti keele oskus tasemel B1"),
        ("Vastab hiljemalt 3 päeva jooksul", "Vastab hiljemalt 5 päeva jooksul"),
        ("Otsuseid tehakse koos juhiga", "Otsuseid ei tehakse koos juhiga"),
        ("korraldada võrgustiku MARAC tööd", "korraldada võrgustiku KLAT tööd"),
    ):
        assert len(groups({one: 1, other: 1})) == 2


def test_the_order_of_the_texts_does_not_matter() -> None:
    texts = [f"{word} ülesannete täitmine ja korraldamine" for word in ("Uute", "Uue", "Vanade", "Vana", "Muude")]
    assert groups(dict.fromkeys(texts, 1)) == groups(dict.fromkeys(reversed(texts), 1))


def test_texts_without_words_are_no_trouble() -> None:
    assert groups({}) == []
    assert groups({"": 1, "–": 1}) == [[""], ["–"]]


def test_texts_are_not_compared_each_with_each() -> None:
    random = Random(1)  # noqa: S311 (to draw texts, not to keep secrets)
    words = [f"{first}{second}sõna" for first in "abcdefghij" for second in "abcdefghij"]
    texts = {" ".join(random.choices(words, k=10)) for _ in range(3000)}
    assert len(groups(dict.fromkeys(texts, 1))) > 1000
    assert effort(lambda: groups(dict.fromkeys(texts, 1))) < len(texts) ** 2 / 2
