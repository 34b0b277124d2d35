"""The class of a change: what counts as mere writing, and what never does."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jdflow.query.classes import class_of, class_of_section, is_editorial

WORDS = st.lists(st.sampled_from(["Andmed", "on", "õigel ajal", "korras", "C1", "15", "XIV", "§"]), min_size=1)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Andmed on korras", "andmed on korras."),
        ("Andmed, mis on korras", "Andmed mis  on\u00a0korras"),
        ("„Andmed“ – korras", "Andmed (korras)!"),
        ("e-post", "epost"),
        ("kaug töö", "kaugtöö"),
        ("andmetöötluse-alane", "andmetöötluse alane"),
        ("ÕIGUSED JA ILM", "õigused ja ilm"),
        ("aastatel 2019–2021", "aastatel 2019 - 2021"),
        ("kuni 2021", "kuni 2021."),
        ("aastal 2021. Juhib", "aastal 2021 Juhib"),
        ("5% palgast", "5 % palgast"),
        ("tase C1", "tase c1"),
        ("töötaja", "töö\u00adtaja"),
        ("õigus", "o\u0303igus"),
        ("", "–"),
    ],
)
def test_punctuation_case_and_white_space_are_editorial(before: str, after: str) -> None:
    for one, other in ((before, after), (after, before)):
        assert is_editorial(one, other, declared=False)
        assert is_editorial(one, other, declared=True)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Andmed on koras", "Andmed on korras"),
        ("andmet korastamine", "andmed korrastamine"),
        ("vahetu juht", "vahetu juht."),
        ("töötaja a", "töötaja b"),
        ("Töötaja", "töötajat"),
    ],
)
def test_a_letter_in_a_word_is_editorial_where_it_is_declared(before: str, after: str) -> None:
    assert is_editorial(before, after, declared=True)
    assert is_editorial(before, after, declared=False) == (after == f"{before}.")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ei kooskõlasta", "kooskõlasta"),
        ("peab tegema", "võib tegema"),
        ("andemd", "andmed"),
        ("korastmine", "korrastamine"),
        ("3 aastat", "5 aastat"),
        ("15 päeva", "1 päeva"),
        ("1,5 kuud", "15 kuud"),
        ("1,5 kuud", "1.5 kuud"),
        ("10 päeva", "1 0 päeva"),
        ("5. klass", "5 klass"),
        ("-5 kraadi", "5 kraadi"),
        ("3–5 aastat", "3, 5 aastat"),
        ("3 – 5 aastat", "3 5 aastat"),
        ("01.07.2021", "01.08.2021"),
        ("01.07.2021", "0107.2021"),
        ("50%", "50"),
        ("50%", "50‰"),
        ("§ 5", "§ 6"),
        ("§ 5", "§ 5²"),
        ("m²", "m³"),
        ("tase B1", "tase C1"),
        ("tase b1", "tase c1"),
        ("tase B 1", "tase C 1"),
        ("tase a 1", "tase b 1"),
        ("C1", "C2"),
        ("2021a", "2021b"),
        ("II aste", "III aste"),
        ("II I", "III"),
        ("korras", "\u202ekorras"),
        ("tulu + kulu", "tulu kulu"),
        ("a b", "b"),
        ("", "a"),
    ],
)
def test_what_may_mean_something_else_is_never_editorial(before: str, after: str) -> None:
    for one, other in ((before, after), (after, before)):
        assert not is_editorial(one, other, declared=True)
        assert not is_editorial(one, other, declared=False)


@given(WORDS, st.sampled_from([" ", ", ", " „", "\u00a0", ". "]), st.booleans())
def test_no_number_or_sign_ever_goes_unseen(words: list[str], gap: str, declared: bool) -> None:  # noqa: FBT001 (drawn)
    before = " ".join(words)
    for index, word in enumerate(words):
        if word in {"C1", "15", "XIV", "§"}:
            after = gap.join([*words[:index], *words[index + 1 :]])
            assert not is_editorial(before, after, declared=declared)


@given(st.text(), st.text())
def test_the_judgement_is_symmetric_and_declaring_only_adds(before: str, after: str) -> None:
    plain = is_editorial(before, after, declared=False)
    assert plain == is_editorial(after, before, declared=False)
    assert is_editorial(before, after, declared=True) == is_editorial(after, before, declared=True)
    assert is_editorial(before, after, declared=True) >= plain


@given(st.text(st.characters(categories=["Lu", "Ll", "Nd", "Sm", "Zs", "Po"])), st.integers(0, 9))
def test_a_digit_more_is_material(text: str, digit: int) -> None:
    assert not is_editorial(text, f"{text}{digit}", declared=True)
    assume(text)
    assert not is_editorial(text, f"{digit}{text}", declared=True)


def test_the_class_comes_from_the_section_where_words_change() -> None:
    assert class_of("duties", "Kontrollib.", "Ei kontrolli.", declared=True) == "material"
    assert class_of("unit", "Talitus", "Osakond", declared=False) == "organisational"
    assert class_of("manager", "Juhataja", "juhataja", declared=False) == "editorial"
    assert class_of("rights", None, "õppida", declared=True) == "material"
    assert class_of("rights", "õppida", None, declared=True) == "material"
    assert {class_of_section(name) for name in ("title", "group", "tools", "relation", "review_clause")} == {"material"}
    assert {class_of_section(name) for name in ("manager", "substitutes", "substitutes_for", "reports")} == {
        "organisational"
    }
