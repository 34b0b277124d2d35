"""What must never enter the history: codes by their checksum, addresses, numbers, with their places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdflow.persons.contacts import is_personal_code, may_hold
from jdflow.problems import Place
from jdflow.rules.privacy import contacts, personal_codes

PATH = "positions/naidis.yaml"
# Century and sex, then a day: what an isikukood begins with.
BEGINNINGS = st.builds(
    "{}{:02}{:02}{:02}{:03}".format,
    st.integers(1, 8),
    st.integers(0, 99),
    st.integers(1, 12),
    st.integers(1, 28),
    st.integers(0, 999),
)
WORDS = st.text(st.sampled_from("ab õ\n.,"), max_size=20)


def codes_in(text: str) -> list[Place]:
    return [problem.place for problem in personal_codes(PATH, text)]


def contacts_in(text: str, *allowed: str) -> list[str]:
    """What is said of a text of one line, by what stands there."""
    places = [problem.place for problem in contacts(PATH, text, allowed)]
    return [text[place.column - 1 : place.end_column - 1] for place in places]


@given(BEGINNINGS)
def test_one_last_digit_makes_a_code(beginning: str) -> None:
    codes = [f"{beginning}{last}" for last in range(10)]
    [code] = [code for code in codes if is_personal_code(code)]
    assert [len(codes_in(each)) for each in codes] == [int(each == code) for each in codes]


@pytest.mark.parametrize("code", ["37605030299", "47101010033", "34501234215", "60001019906"])
def test_known_codes(code: str) -> None:
    """Of the first and of the second row of weights."""
    assert is_personal_code(code)


@given(BEGINNINGS, WORDS, WORDS)
def test_a_code_is_found_wherever_it_stands(beginning: str, before: str, after: str) -> None:
    code = next(f"{beginning}{last}" for last in range(10) if is_personal_code(f"{beginning}{last}"))
    text = f"{before} {code} {after}"
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n") + 1
    assert codes_in(text) == [Place(PATH, line, column, line, column + 11)]
    assert may_hold(text.encode())


@pytest.mark.parametrize(
    "text",
    ["137605030299", "37605030299a", "a37605030299", "376050302991", "0,37605030299", "1.37605030299", "97605030299"],
)
def test_a_part_of_something_longer_is_no_code(text: str) -> None:
    assert codes_in(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kirjuta a.b-c+d@naide.ee.", ["a.b-c+d@naide.ee"]),
        ("õ@näide.ee ja b@x.y.z.org", ["õ@näide.ee", "b@x.y.z.org"]),
        ("a@b @c.ee d@ e@f. @", []),
        ("a@b.e", []),
        ("x" * 100 + "@naide.ee", ["x" * 64 + "@naide.ee"]),
        ("a@a.ee@b.ee", ["a@a.ee", "a.ee@b.ee"]),
        ("+372 5555 5555, +3725555555", ["+372 5555 5555", "+3725555555"]),
        ("+358-40-123-4567", ["+358-40-123-4567"]),
        ("5555 5555 ja 555 5555 ja 600 1234", ["5555 5555", "555 5555", "600 1234"]),
        ("tel 6001234, Telefon: 600 1234, mob. 5 123 4567", ["tel 6001234", "Telefon: 600 1234", "mob. 5 123 4567"]),
        ("2026 2027, 300 1234, 12345678, nr 5555-5555, 2026-5555 5555", []),
        ("§ 52 lg 1 p 5, 24/7, 10 000 000 eurot", []),
    ],
)
def test_addresses_and_numbers(text: str, found: list[str]) -> None:
    assert contacts_in(text) == sorted(found, key=text.index)


@pytest.mark.parametrize(
    ("allowed", "found"),
    [
        ((), ["+372 600 1234", "info@amet.ee", "keegi@sub.amet.ee"]),
        (("info@amet.ee",), ["+372 600 1234", "keegi@sub.amet.ee"]),
        (("INFO@Amet.ee", "6001234"), ["keegi@sub.amet.ee"]),
        (("@amet.ee",), ["+372 600 1234", "keegi@sub.amet.ee"]),
        (("@sub.amet.ee", "+372 600 1234"), ["info@amet.ee"]),
        (("amet.ee", "600"), ["+372 600 1234", "info@amet.ee", "keegi@sub.amet.ee"]),
    ],
)
def test_what_the_agency_has_made_public_may_stand(allowed: tuple[str, ...], found: list[str]) -> None:
    assert contacts_in("+372 600 1234, info@amet.ee, keegi@sub.amet.ee", *allowed) == found


def test_places_count_lines_once_and_right() -> None:
    text = "õ\n  a@b.ee c@d.ee\n\n5555 5555\n e@f.ee"
    assert [problem.place[1:] for problem in contacts(PATH, text, ())] == [
        (4, 1, 4, 10),
        (2, 3, 2, 9),
        (2, 10, 2, 16),
        (5, 2, 5, 8),
    ]


@given(st.text(st.sampled_from("0123456789 -.@abõ+\u00a0\n"), max_size=60))
def test_the_quick_look_misses_nothing(text: str) -> None:
    if not may_hold(text.encode()):
        assert codes_in(text) == []
        assert list(contacts(PATH, text, ())) == []
