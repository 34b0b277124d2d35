from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import assume, event, example, given, settings

from jdflow.app import fmt as formatter
from jdflow.app.fmt import Form, Formatted, Unfaithful, fmt, format_file
from jdflow.app.reading import Reading
from jdflow.problems import Problem
from jdflow.resolve.fingerprint import fingerprint
from jdflow.resolve.position import resolve
from jdflow.shape import shape_position
from jdflow.shape.position import POSITION
from jdflow.source.reader import read
from tests.app.messy import messy_positions
from tests.support import BASE, OWN, Texts, overlay

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent / "fmt"
FORM = Form(POSITION, partial(shape_position, "naidis", OWN))
LIBRARY = Reading(Texts(BASE)).library


def formatted(text: str, path: str = OWN) -> str:
    """The canonical text of one file among those of the base."""
    done = {one.path: one for one in fmt(Reading(Texts({**BASE, path: text})))}
    assert done[path].problems == ()
    return done[path].after.decode()


def printed(data: bytes) -> str | None:
    """The fingerprint of a position's text, if it describes one."""
    position, _ = shape_position("naidis", OWN, read(OWN, data))
    return None if position is None else fingerprint(resolve(position, LIBRARY))


# -- as a whole --------------------------------------------------------------------------------------------------------


def test_a_messy_file_becomes_canonical(golden: Callable[[Path, str], None]) -> None:
    done = format_file(OWN, (HERE / "messy.yaml").read_bytes(), FORM)
    assert done.problems == ()
    golden(HERE / "canonical.yaml", done.after.decode())
    assert not format_file(OWN, done.after, FORM).is_changed


@settings(max_examples=300)
@given(messy_positions())
@example("ametinimetus: &a x\nõigused: [*a, &b {kasuta: *a} , *b] # m\n")
@example('ametinimetus: x\nnõuded: {haridus: "a\\\n  b", ? keeleoskus\n : [{keel: x\n, tase: C1}]}\n')
def test_form_changes_and_nothing_else(text: str) -> None:
    data = text.encode()
    done = format_file(OWN, data, FORM)
    if done.problems:
        event("cannot be formatted: " + done.problems[0].rule.code)
        assert done.after == data
    assume(not done.problems)
    after = done.after.decode()
    assert format_file(OWN, done.after, FORM) == Formatted(OWN, done.after, done.after)
    assert printed(done.after) == printed(data)
    if "*" not in text:
        remarks = re.compile("#m[0-9]+m")
        assert sorted(remarks.findall(after)) == sorted(remarks.findall(text))
    assert after.endswith("\n")
    assert not re.search(r"\A\s|\r|\A\ufeff| $|\n\n\Z", after, re.MULTILINE)


# -- forms of values ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("kehtiv_alates: 01.07.2021", "kehtiv_alates: 2021-07-01"),
        ("kehtiv_alates: '2021-7-1'", "kehtiv_alates: 2021-07-01"),
        ("kehtiv_alates: 2024-02-30", "kehtiv_alates: 2024-02-30"),
        ("tagasiulatuv: Jah", "tagasiulatuv: true"),
        ('tagasiulatuv: "ei"', "tagasiulatuv: false"),
        ("tagasiulatuv: vist", "tagasiulatuv: vist"),
        ("kinnitamine: {lisa: '1'}", "kinnitamine: {lisa: 1}"),
        ("kinnitamine: {lisa: 01}", "kinnitamine: {lisa: '01'}"),
        ("kinnitamine: {number: 1.10}", "kinnitamine: {number: '1.10'}"),
        ("eesmärk: yes", "eesmärk: 'yes'"),
        ("eesmärk: '  Kaks  tühikut. '", "eesmärk: Kaks tühikut."),
        ('eesmärk: Nii "öeldud"', "eesmärk: Nii „öeldud“"),
        ("eesmärk: null", "eesmärk:"),
        ("eesmärk: 'null'", "eesmärk: 'null'"),
        ("eesmärk: cafe\u0301", "eesmärk: caf\u00e9"),
        ('eesmärk: "a\\nb"', "eesmärk: |\n  a\n  b"),
        ("eesmärk: >-\n  a\n  b", "eesmärk: a b"),
        ("varem: vana-tunnus", "varem: vana-tunnus"),
        ("varem: [vana-tunnus]", "varem:\n  - vana-tunnus"),
        ("õigused: []", "õigused: []"),
        ("õigused: [a, {kasuta: rights/kaugtoo}]", "õigused:\n  - a\n  - kasuta: rights/kaugtoo"),
        ("õigused:\n- {id: a, tekst: b}", "õigused:\n  - tekst: b\n    id: a"),
        ("õigused:\n- {jäta_välja: [a, b], kasuta: x}", "õigused:\n  - kasuta: x\n    jäta_välja: [a, b]"),
        ("õigused:\n- {jäta_välja: [a b], kasuta: x}", "õigused:\n  - kasuta: x\n    jäta_välja:\n      - a b"),
        ("asendajad: [a, {tekst: b, teenistuskoht: c}]", "asendajad:\n  - a\n  - {teenistuskoht: c, tekst: b}"),
        ("vahetu_juht: {tekst: b, teenistuskoht: c}", "vahetu_juht: {teenistuskoht: c, tekst: b}"),
        ("vahetu_juht:\n  tekst: b", "vahetu_juht:\n  tekst: b"),
        ("nõuded: {haridus: Kõrgharidus.}", "nõuded:\n  haridus: Kõrgharidus."),
        ("nõuded:\n  keeleoskus: [{tase: C1, keel: eesti}]", "nõuded:\n  keeleoskus:\n    - {keel: eesti, tase: C1}"),
        ("tundmatu: {b: '1', a: 2, c: ' x '}", "tundmatu: {b: '1', a: 2, c: ' x '}"),
    ],
)
def test_each_kind_of_value_has_one_form(before: str, after: str) -> None:
    assert format_file(OWN, before.encode(), FORM).after.decode() == f"{after}\n"


@pytest.mark.parametrize("marks", [1, 2, 3])
def test_byte_order_marks_go(marks: int) -> None:
    done = format_file(OWN, ("\ufeff" * marks + "# a\neesmärk: > # b\n  x\n").encode(), FORM)
    assert done.after.decode() == "# a\neesmärk: x # b\n"


def test_known_keys_come_in_the_order_of_the_table_and_unknown_ones_behind_them() -> None:
    text = "b: 1\neesmärk: x\na: 1\nametinimetus: x\n"
    assert format_file(OWN, text.encode(), FORM).after.decode() == "ametinimetus: x\neesmärk: x\nb: 1\na: 1\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# f\n\n# b\nmall: 1\n# a\nametinimetus: 2\n", "# f\n\n# a\nametinimetus: '2'\n# b\nmall: '1'\n"),
        ("# b\nmall: x\nametinimetus: z\n", "ametinimetus: z\n# b\nmall: x\n"),
        (
            "# yaml-language-server: $schema=s\n# b\nmall: x # c\n\nametinimetus: z\n",
            "# yaml-language-server: $schema=s\nametinimetus: z\n# b\nmall: x # c\n",
        ),
        ("mall: x\n  # b\n\n# a\nametinimetus: z\n# f\n", "# a\nametinimetus: z\nmall: x\n  # b\n# f\n"),
        ("õigused:\n- # b\n  id: x # d\n  # a\n  tekst: z\n", "õigused:\n  # b\n  # a\n  - tekst: z\n    id: x # d\n"),
    ],
)
def test_comments_go_where_their_keys_go(before: str, after: str) -> None:
    done = format_file(OWN, before.encode(), FORM)
    assert done.after.decode() == after
    assert not format_file(OWN, done.after, FORM).is_changed


@pytest.mark.parametrize("text", ["yes", "null", "1e3", "2026-01-01", "12:30", "0x1f", "<<", "=", "~", ".inf"])
def test_text_stays_text_for_other_tools(text: str) -> None:
    after = format_file(OWN, f"eesmärk: '{text}'\n".encode(), FORM).after
    assert yaml.safe_load(after) == {"eesmärk": text}


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (
            "shared/settings.yaml",
            "keel: et\nasutus: Amet\nläbivaatus: {periood_kuudes: '012'}\navalikud_kontaktid: [a@b.ee]\n",
            "asutus: Amet\nkeel: et\nläbivaatus: {periood_kuudes: 12}\navalikud_kontaktid:\n  - a@b.ee\n",
        ),
        (
            "shared/organisation.yaml",
            "üksused: {b: {kehtiv_alates: 1.1.2015, nimi: b}, a: {nimi: a}}\n",
            "üksused:\n  b: {nimi: b, kehtiv_alates: 2015-01-01}\n  a: {nimi: a}\n",
        ),
        (
            "shared/signatories.yaml",
            "rollid:\n  juht: [{nimi: , nimetus: juht}, {kehtiv_kuni: 1.1.2015, nimetus: juht}]\n",
            "rollid:\n  juht:\n    - {nimetus: juht, nimi: }\n    - {nimetus: juht, kehtiv_kuni: 2015-01-01}\n",
        ),
        (
            "shared/duties/a.yaml",
            "laused: [Lause., {variandid: [pikk], tekst: b}]\nparameetrid: {teema: , aeg: 1}\nnimi: A\n",
            "nimi: A\nparameetrid: {teema: , aeg: '1'}\nlaused:\n  - Lause.\n  - tekst: b\n    variandid: [pikk]\n",
        ),
    ],
)
def test_files_of_every_kind_are_formatted(path: str, before: str, after: str) -> None:
    assert formatted(before, path) == after


# -- what is left alone ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "JD013"),
        ("# ainult märkus\n", "JD013"),
        ("a: b: c\n", "JD006"),
        ("a: !x b\n", "JD010"),
        ("a: 1\na: 2\n", "JD011"),
        ("a: *x\n", "JD009"),
        ("a: 1\n---\nb: 2\n", "JD012"),
        ("- a\n", "JD014"),
        ("[a]: 1\n", "JD019"),
        ("a: \x07\n", "JD021"),
        ("a: &a [" + "x, " * 999 + "]\nb: [" + "*a, " * 11 + "]\n", "JD009"),
        (f"a: &a {'[' * 30}{']' * 30}\nb: [[[*a]]]\n", "JD008"),
        (f"a: &a {'x' * 9999}\nb: [{'*a, ' * 999}]\n", "JD004"),
    ],
)
def test_what_cannot_be_read_is_left_alone_with_its_problem(text: str, code: str) -> None:
    done = format_file(OWN, text.encode(), FORM)
    assert [problem.rule.code for problem in done.problems] == [code]
    assert not done.is_changed


def test_what_would_become_too_large_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formatter, "MOST_BYTES", 18)
    done = format_file(OWN, b"a: [b c, d e]\n", FORM)
    assert [problem.rule.code for problem in done.problems] == ["JD004"]
    assert not done.is_changed


def test_bytes_that_are_no_text_are_left_alone() -> None:
    done = format_file(OWN, b"a: \xff\n", FORM)
    assert [problem.rule.code for problem in done.problems] == ["JD005"]
    assert done.after == b"a: \xff\n"


def test_links_and_folders_and_strangers_are_passed_over_with_their_problem() -> None:
    content = overlay(
        "# link positions/a.yaml\n# folder positions/b.yaml\n# pipe shared/rights/c.yaml\n# shared/d.yaml\na: 1\n"
    )
    refused = {one.path: one.problems[0].rule.code for one in fmt(Reading(content)) if one.problems}
    assert refused == {
        "positions/a.yaml": "JD003",
        "positions/b.yaml": "JD002",
        "shared/d.yaml": "JD017",
        "shared/rights/c.yaml": "JD002",
    }


def test_only_what_is_asked_for_is_formatted() -> None:
    reading = Reading(Texts(BASE))
    assert {one.path for one in fmt(reading)} == set(BASE)
    assert [one.path for one in fmt(reading, ("shared/rights", OWN))] == [OWN, "shared/rights/kaugtoo.yaml"]


# -- the check of its own work -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("canonical", "said"),
    [
        ("a: 1\n# c\n", "a value would change"),
        ("ametinimetus: Y\n# c\n", "a value would change"),
        ("ametinimetus: X\n", "a comment would be lost"),
        ("ametinimetus: X\n# c\n# c\n", "a comment would be lost"),
        ("ametinimetus: 'X\n", "cannot be read"),
    ],
)
def test_a_bug_that_changes_more_than_form_is_seen(canonical: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formatter, "write", lambda _: canonical)
    with pytest.raises(Unfaithful, match=said):
        format_file(OWN, b"ametinimetus:   X\n# c\n", FORM)


def test_a_bug_that_changes_the_meaning_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formatter, "_texts", lambda _: None)
    monkeypatch.setattr(formatter, "write", lambda _: "tagasiulatuv: true\n")
    with pytest.raises(Unfaithful, match="understood otherwise"):
        format_file(OWN, b"tagasiulatuv: ei\n", FORM)


def test_problems_are_a_list_of_values() -> None:
    done = format_file(OWN, b"a: 1\na: 2\na: 3\n", FORM)
    assert len(done.problems) == 2
    assert all(isinstance(problem, Problem) for problem in done.problems)
