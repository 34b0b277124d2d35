"""Codes, addresses and numbers: the same bounds for what comes in and for what is checked."""

from __future__ import annotations

import pytest

from jdflow.persons.contacts import addresses, codes, may_hold, phones

CODE, MISTYPED = "37605030299", "37605030298"


def codes_in(text: str, *, is_proven: bool) -> list[str]:
    return [text[start:end] for start, end in codes(text, is_proven=is_proven)]


@pytest.mark.parametrize(
    "text",
    [
        "isikukood {}",
        "kood,{}",
        "ik.{}.",
        "isikukood{}",
        "ik{} on",
        "PNOEE-{}",
        "_{}_",
        "({})",
    ],
)
def test_a_code_is_seen_whatever_stands_at_it(text: str) -> None:
    assert codes_in(text.format(CODE), is_proven=True) == [CODE]
    assert codes_in(text.format(MISTYPED), is_proven=False) == [MISTYPED]


@pytest.mark.parametrize("text", ["1.{}", "0,{}", "a{}", "{}a", "1{}", "{}1", "rik{}"])
def test_a_part_of_a_longer_number_or_word_is_none(text: str) -> None:
    assert codes_in(text.format(CODE), is_proven=False) == []


def test_a_mistyped_code_counts_only_where_none_must_be_proven() -> None:
    assert codes_in(MISTYPED, is_proven=True) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("vastamine telefonil 6121360 ja", "telefonil 6121360"),
        ("mobiilile: 51234567.", "mobiilile: 51234567"),
        ("telefoninumber nr 6121360", "telefoninumber nr 6121360"),
        ("GSM 5123456", "GSM 5123456"),
        ("tel.: 612\u00a01360", "tel.: 612\u00a01360"),
        ("00372 612 1360", "00372 612 1360"),
        ("TELEFON 612 1360", "TELEFON 612 1360"),
        ("telefonile 20 000 kõnet", None),
        ("hotell 12345", None),
        ("motel 12345", None),
        ("registrikood 70001234", None),
    ],
)
def test_numbers_are_known_by_the_word_before_them(text: str, found: str | None) -> None:
    assert [text[start:end] for start, end in phones(text)] == ([] if found is None else [found])


@pytest.mark.parametrize("number", ["612 1360", "+372 612 1360", "00372 612 1360", "tel 6121360"])
@pytest.mark.parametrize("allowed", ["6121360", "+372 612 1360", "00372 6121360"])
def test_an_allowed_number_may_be_written_in_any_way(number: str, allowed: str) -> None:
    assert list(phones(f"Helistada {number}.", [allowed])) == []


@pytest.mark.parametrize(
    "text", ["eesnimi.nimi(at)naidis.ee", "eesnimi.nimi [at] naidis.ee", "eesnimi.nimi(@)naidis.ee"]
)
def test_a_hidden_address_is_one(text: str) -> None:
    assert list(addresses(text)) == [(0, len(text))]
    assert may_hold(text.encode())


def test_a_hidden_address_of_the_agency_is_its_own() -> None:
    assert list(addresses("info (at) naidis.ee", ["info@naidis.ee"])) == []


@pytest.mark.parametrize("text", ["(at)", "nimi(at)", "nimi@", "(at)naidis.ee"])
def test_half_an_address_is_none(text: str) -> None:
    assert list(addresses(text)) == []
