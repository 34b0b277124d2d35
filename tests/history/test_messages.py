"""What commit messages say of reviews, however they were garbled."""

from __future__ import annotations

import os
import subprocess
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdflow.history.messages import GREP, declared_in, message_of, records_in

if TYPE_CHECKING:
    from pathlib import Path

    from jdflow.history.messages import Form
    from jdflow.model.version import Outcome

PRINT = "v1:" + "0f" * 32
IDS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True).filter(lambda id: id != "ja")
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
# Letters and marks that the keys, the bullets and the quotes are made of, so that chance finds the cracks.
NOISE = st.text(
    st.one_of(st.sampled_from("ülevaadatudÜU:-–*>\"'\n\r,. ()1"), st.characters(codec="utf-8", exclude_characters="\0"))
)


def told(message: str) -> list[tuple[tuple[str, ...], Form]]:
    return [(said.ids, said.form) for said in records_in(message)]


@pytest.mark.parametrize(
    "message",
    [
        "Ulevaadatud: aa",
        "Ülevaadatud: aa",
        unicodedata.normalize("NFD", "Ülevaadatud: aa"),
        "ÜLEVAADATUD: AA",
        "ulevaadatud:aa",
        "Ulevaadatud : aa",
        "Ulevaadatud: aa\r\n",
        "Ulevaadatud: aa.",
        "Ulevaadatud: `aa`",
        "Ulevaadatud: „aa“",
        'Ulevaadatud: "aa".',
        "Ulevaadatud: aa (#12)",
        "Ulevaadatud: positions/yldosakond/aa.yaml",
        "**Ulevaadatud:** aa",
        "* Ulevaadatud: aa",
        "- Ulevaadatud: aa",
        "1. Ulevaadatud: aa",
        "> Ulevaadatud: aa",
        "> > * Ulevaadatud: aa",
        "    Ulevaadatud: aa",
        "\tUlevaadatud:\taa",
        "\ufeffUlevaadatud: aa",
        "Ulevaadatud: aa,",
        "Ulevaadatud:\n aa",
        "Merge branch 'aa'\n\nUlevaadatud: aa\n\nSee merge request x!1",
        "Kustuta liigne (#7)\n\n* Paranda\n\n* Ulevaadatud: aa\n\nCo-authored-by: X <x@example.org>",
    ],
)
def test_a_record_is_found(message: str) -> None:
    assert told(message) == [(("aa",), "exact")]


@pytest.mark.parametrize(
    "message",
    [
        "Ulevaadatud: aa, bb, cc",
        "Ulevaadatud: aa bb cc",
        "Ulevaadatud: aa; bb,cc.",
        "Ulevaadatud: aa, bb ja cc",
        "Ulevaadatud: aa, bb, aa, cc",
        "Ulevaadatud: aa,\n  bb,\n  cc\nRoll: x",
        "Ulevaadatud:\n- aa\n- bb\n- cc\n\nAitäh",
    ],
)
def test_a_line_names_several_positions(message: str) -> None:
    assert told(message) == [(("aa", "bb", "cc"), "exact")]


def test_a_subject_joins_lines() -> None:
    message = "* Ulevaadatud: aa Ulevaadatud: bb Ülevaadatud: cc"
    assert told(message) == [(("aa",), "exact"), (("bb",), "exact"), (("cc",), "exact")]


@pytest.mark.parametrize(
    ("message", "form"),
    [
        ("Ulevadatud: aa", "near"),
        ("Ülevaatadud: aa", "near"),
        ("Üle vaadatud: aa", "near"),
        ("Üle-vaadatud: aa", "near"),
        ("Ulevaadatud - aa", "near"),
        ("Ulevaadatud – aa", "near"),
        ("Ulevaadatud = aa", "near"),
        ("* Ülevaatus: aa", "near"),
        ("Läbi vaadatud: aa", "near"),
        ("Läbivaatamine: aa", "near"),
        ("Merged PR 12: Ulevaadatud: aa", "near"),
        ("Ulevaadatud aa", "bare"),
        ("Üle vaadatud aa", "bare"),
    ],
)
def test_a_near_miss_is_told_as_such(message: str, form: Form) -> None:
    assert told(message) == [(("aa",), form)]


def test_a_key_that_names_nothing_is_no_silence() -> None:
    assert told("Ulevaadatud:") == told("Ulevaadatud:\n\naa") == [((), "exact")]


@pytest.mark.parametrize(
    "message",
    [
        "",
        "Ametijuhendid on üle vaadatud",
        "Kõik on üle vaadatud: aa ja bb",
        "Lisa ülevaade: aa",
        "Muudatus: aa",
        "Uuendatud: aa",
        'Revert "Ulevaadatud: aa"',
        'Reapply "Ülevaadatud: aa"',
        "Märkus: Ulevaadatud: aa",
        "Toimetuslik: rida Ulevaadatud: aa",
        "Arvaadatud: aa",
    ],
)
def test_other_sentences_are_none(message: str) -> None:
    assert told(message) == []


def test_what_is_said_below_a_run_holds_for_all_of_it() -> None:
    aa, bb, cc, dd = records_in(
        "Ulevaadatud: aa\n* Ulevaadatud: bb\r\n> Tulemus: Muutmata.\nRoll: talituse juhataja\n\n"
        f"Sõrmejälg: `{PRINT.upper().replace('V', 'v')}`\nTulemus: muudetud\n"
        "Ulevaadatud: cc\nTULEMUS: Edasi lükatud 01.03.2027\nUlevaadatud: dd\n"
    )
    assert (aa.outcome, aa.role, aa.fingerprint) == ("unchanged", "talituse juhataja", PRINT)
    assert aa[2:] == bb[2:]
    assert (cc.outcome, cc.postponed_to, cc.role, cc.fingerprint) == ("postponed", date(2027, 3, 1), None, None)
    assert dd[2:] == ("exact", None, None, None, None, None)


def test_words_or_a_blank_line_in_between_end_a_run() -> None:
    for between in ("", "Ja veel üks asi."):
        aa, bb = records_in(f"Ulevaadatud: aa\n{between}\nUlevaadatud: bb\nTulemus: muutmata")
        assert (aa.outcome, bb.outcome) == (None, "unchanged")
    [aa] = records_in("Tulemus: muudetud\nUlevaadatud: aa\n\nTeine lõik.\n\nTulemus: muutmata")
    assert aa.outcome == "unchanged"


@pytest.mark.parametrize(
    ("text", "outcome", "day"),
    [
        ("muutmata", "unchanged", None),
        ("„Muutmata“", "unchanged", None),
        ("muudetud.", "changed", None),
        ("unchanged", "unchanged", None),
        ("changed", "changed", None),
        ("edasi lükatud 2027-03-01", "postponed", date(2027, 3, 1)),
        ("edasi lukatud kuni 1.3.2027", "postponed", date(2027, 3, 1)),
        ("edasilükatud, 01. 03.2027", "postponed", date(2027, 3, 1)),
        (unicodedata.normalize("NFD", "Edasi lükatud 2027-03-01"), "postponed", date(2027, 3, 1)),
        ("edasi lükatud", "postponed", None),
        ("edasi lükatud 2027-02-30", "postponed", None),
        ("korras", None, None),
        ("ei muudetud", None, None),
    ],
)
def test_outcomes(text: str, outcome: Outcome | None, day: date | None) -> None:
    [said] = records_in(f"Ulevaadatud: aa\nTulemus: {text}")
    assert (said.outcome, said.postponed_to) == (outcome, day)
    assert said.outcome_text == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("text", ["", "puudub", "v1:", "v1:0f", "v1:" + "0g" * 32, "v1:" + "0f" * 33])
def test_what_is_no_fingerprint_is_none(text: str) -> None:
    assert records_in(f"Ulevaadatud: aa\nSormejalg: {text}")[0].fingerprint is None


@pytest.mark.parametrize(
    ("message", "why"),
    [
        ("Toimetuslik: koma", "koma"),
        ("Paranda\n\n* TOIMETUSLIK : koma ja punkt\r\n", "koma ja punkt"),
        ("> **Toimetuslik:** koma", "koma"),
        ("Toimetuslik:\nToimetuslik: koma", "koma"),
        ("Toimetuslik:", None),
        ("Toimetuslik: –", None),
        ("See on toimetuslik: koma", None),
        ("Toimetuslikult: koma", None),
        ("", None),
    ],
)
def test_an_editorial_change_is_declared_with_a_reason(message: str, why: str | None) -> None:
    assert declared_in(message) == why


@given(
    st.dictionaries(IDS, st.sampled_from([None, PRINT]), min_size=1),
    st.sampled_from([("unchanged", None), ("changed", None), (None, None), ("postponed", DAYS)]),
    st.none() | st.text(),
    st.none() | NOISE,
    st.data(),
)
def test_what_is_written_is_read_again(
    reviewed: dict[str, str | None],
    how: tuple[Outcome | None, st.SearchStrategy[date] | None],
    role: str | None,
    note: str | None,
    data: st.DataObject,
) -> None:
    outcome, days = how
    day = None if days is None else data.draw(days)
    message = message_of([*reviewed.items()], outcome, role, note, day)
    found = records_in(message)
    assert {said.form for said in found} == {"exact"}
    assert len(found) == len(reviewed)
    assert {id: said.fingerprint for said in found for id in said.ids} == reviewed
    assert {(said.outcome, said.postponed_to) for said in found} == {(outcome, day)}
    [kept] = {said.role for said in found}
    assert (kept or "").split() == "".join(
        char if char.isprintable() else " " for char in unicodedata.normalize("NFC", role or "")
    ).split()
    assert records_in(message.replace("\n", "\r\n")) == found
    message.encode()


@given(NOISE)
def test_any_message_is_read_and_what_says_something_is_found_by_grep(message: str) -> None:
    import re

    found = records_in(message)
    if found or declared_in(message):
        assert re.search(GREP, message, re.IGNORECASE)
    assert all(said.ids or said.form == "exact" for said in found)


@pytest.mark.parametrize(
    ("message", "forms"),
    [
        ("*" * 200_000 + "vaad", []),
        ("Ulevaadatud:\n" + "- a\n" * 50_000, ["exact"]),
        ("ulevaadatud" + " " * 200_000 + "x", ["bare"]),
        (("ulevaadatud" + " " * 50) * 10_000, ["bare"]),
        ("1) " * 100_000 + "vaad x", []),
        ("Ulevaadatud: a\nTulemus: edasi lükatud " + "11." * 100_000, ["exact"]),
        ("Ulevaadatud: " + "a " * 100_000, ["exact"]),
    ],
)
def test_no_message_hangs(message: str, forms: list[str]) -> None:
    assert [said.form for said in records_in(message)] == forms
    assert declared_in(message) is None


def git(*arguments: str, cwd: Path, text: str = "") -> str:
    env = {**os.environ, "LC_ALL": "C"}
    return subprocess.run(
        ["git", *arguments], cwd=cwd, input=text.encode(), capture_output=True, check=True, env=env
    ).stdout.decode()


def test_git_sees_the_trailers(tmp_path: Path) -> None:
    message = message_of([("aa", PRINT), ("bb", None)], "postponed", "juhataja", "Üks\nkaks", date(2027, 3, 1))
    assert git("interpret-trailers", "--parse", cwd=tmp_path, text=message).splitlines() == [
        "Ulevaadatud: aa",
        "Tulemus: edasi lükatud 2027-03-01",
        "Roll: juhataja",
        f"Sormejalg: {PRINT}",
        "Ulevaadatud: bb",
        "Tulemus: edasi lükatud 2027-03-01",
        "Roll: juhataja",
    ]


def test_git_finds_what_the_pattern_is_for(tmp_path: Path) -> None:
    messages = [
        "Ülevaadatud: aa",
        unicodedata.normalize("NFD", "ÜLEVAADATUD: aa"),
        "Ulevadatud: aa",
        "Ülevaatus: aa",
        "Pealkiri\n\nTOIMETUSLIK: koma",
    ]
    git("init", "--quiet", cwd=tmp_path)
    for message in [*messages, "Muudatus: aa"]:
        identity = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        git(*identity, "commit", "--quiet", "--allow-empty", "--file=-", cwd=tmp_path, text=message)
    found = git("log", "--format=%B%x00", "-i", "-E", f"--grep={GREP}", cwd=tmp_path).split("\0")
    assert [message.strip() for message in found if message.strip()] == messages[::-1]


@pytest.mark.parametrize(
    ("ids", "outcome", "subject"),
    [
        (["aa"], "unchanged", "Ametijuhendi läbivaatamine: aa (muudatusteta)"),
        (["aa", "bb"], "changed", "Ametijuhendite läbivaatamine: aa, bb (muudatustega)"),
        (["aa"], None, "Ametijuhendi läbivaatamine: aa"),
        (["aa"], "postponed", "Ametijuhendi läbivaatamine lükati edasi kuni 01.03.2027: aa"),
        (
            [f"ametikoht-{n}" for n in range(9)],
            "unchanged",
            "Ametijuhendite läbivaatamine: 9 ametikohta (muudatusteta)",
        ),
        (["a" * 90], "unchanged", "Ametijuhendi läbivaatamine: " + "a" * 90),
    ],
)
def test_the_subject(ids: list[str], outcome: Outcome | None, subject: str) -> None:
    day = date(2027, 3, 1) if outcome == "postponed" else None
    assert message_of([(id, None) for id in ids], outcome, None, None, day).split("\n")[0] == subject
