"""Wrong words on the command line: what is said of each, and the guess at what was meant."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from jdflow import __version__
from tests.command import jdflow
from tests.support import OWN, overlay

if TYPE_CHECKING:
    from pathlib import Path

MEANT = "Did you mean “{}”?"
LONG_NAME = "a" * 5000


def wrong(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """What is said of a wrong call."""
    ran = jdflow(capsys, "--lang", "en", *arguments)
    assert (ran.code, ran.out) == (2, "")
    return ran.err


def test_an_unknown_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert wrong(capsys, "chekc") == "jdflow: There is no verb “chekc”.\njdflow: Did you mean “check”?\n"
    assert wrong(capsys, "xyzzy").endswith("\njdflow: `jdflow --help` lists the verbs.\n")


@pytest.mark.parametrize(
    ("arguments", "guess"),
    [
        (("check", "--formt", "json"), "--format"),
        (("check", "--srtict"), "--strict"),
        (("list", "--unt=x"), "--unit"),
        (("--verson",), "--version"),
        (("--hepl",), "--help"),
        (("check", "--xyzzy"), None),
        (("check", "-x"), None),
    ],
)
def test_an_unknown_option(arguments: tuple[str, ...], guess: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    said = wrong(capsys, *arguments)
    assert "error: unrecognized arguments: -" in said
    assert (MEANT.format(guess) in said) if guess else ("Did you mean" not in said)


def test_options_are_never_cut_short(capsys: pytest.CaptureFixture[str]) -> None:
    assert MEANT.format("--strict") in wrong(capsys, "check", "--stric")


@pytest.mark.parametrize(
    ("arguments", "said", "guess"),
    [
        (("show", "naids"), "There is no position with the id “naids”.", "naidis"),
        (("show", "xyzzy"), "There is no position with the id “xyzzy”.", None),
        (("uses", "rights/kaugto"), "There is no shared block “rights/kaugto”.", "rights/kaugtoo"),
        (("uses", "kaugtöö"), "There is no shared block “kaugtöö”.", None),
        (("list", "--unit", "andmetallitus"), "There is no unit “andmetallitus”.", "andmetalitus"),
        (("new", "abi", "--relation", "ametnik", "--unit", "andme"), "There is no unit “andme”.", None),
        (("explain", "JD1O4"), "There is no problem code “JD1O4”.", "JD104"),
        (("explain", ""), "There is no problem code “”.", None),
    ],
)
def test_an_unknown_name(
    arguments: tuple[str, ...], said: str, guess: str | None, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hint = f" {MEANT.format(guess)}" if guess else ""
    assert wrong(capsys, "-C", root, *arguments).rstrip() == f"jdflow: {said}{hint}"


@pytest.mark.parametrize("block", ["rights/kaugtoo", "shared/rights/kaugtoo.yaml", "rights/kaugtoo.yaml"])
def test_a_block_is_known_by_its_path_too(block: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "-C", root, "uses", block)
    assert (ran.code, ran.err) == (0, "")
    assert "rights/kaugtoo" in ran.out


@pytest.mark.parametrize("code", ["JD104", "jd104", " JD104 "])
def test_a_code_is_known_however_it_is_typed(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "explain", code)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("JD104 · ")


@pytest.mark.parametrize("day", ["2026-02-30", "01.07.2026", "tomorrow", "2026", "", "2026-13-01", "\u0663"])
@pytest.mark.parametrize("verb", ["check", "explain"])
def test_a_wrong_today(day: str, verb: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = wrong(capsys, "-C", root, "--today", day, verb)
    assert said == f"jdflow: “{day}” is not a day of the form 2026-03-01.\n"


def test_a_wrong_today_in_the_environment(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JDFLOW_TODAY", "eile")
    assert wrong(capsys, "-C", root, "check") == "jdflow: “eile” is not a day of the form 2026-03-01.\n"
    # What the command line says counts for more.
    assert jdflow(capsys, "-C", root, "check", "--today", "2026-11-20").code == 0


def test_an_empty_today_in_the_environment_is_none(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JDFLOW_TODAY", "")
    assert jdflow(capsys, "-C", root, "check").code == 0


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-02-30", "that month has 28 days"),
        ("31.04.2026", "that month has 30 days"),
        ("2026-13-01", "a year has no month 13"),
        ("1492-10-12", "the year is not between 1900 and 2200"),
        ("homme", "it has another form"),
        ("", "it has another form"),
    ],
)
def test_a_wrong_day_asked_for(day: str, why: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert wrong(capsys, "-C", root, "list", "--on", day) == f"jdflow: “{day}” is not a date: {why}.\n"


@pytest.mark.parametrize("day", ["2026-07-01", "01.07.2026", "2026-7-1", " 1. 7. 2026 "])
def test_a_day_asked_for_as_people_write_it(day: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "-C", root, "list", "--on", day, "--format", "json")
    assert '"on": "2026-07-01"' in ran.out


def test_today_is_what_rules_go_by(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    overlay("üle_vaadatud: 2026-11-20\n").on_disk(root)
    assert jdflow(capsys, "-C", root, "--today", "2026-11-20", "check").code == 0
    ran = jdflow(capsys, "-C", root, "--today", "2026-11-19", "check")
    assert ran.code == 1
    assert "JD501" in ran.out


@pytest.mark.parametrize("verb", ["check", "doctor", "explain"])
@pytest.mark.parametrize("start", ["nowhere", OWN, LONG_NAME])
def test_a_start_that_is_no_folder(start: str, verb: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = wrong(capsys, "-C", root / start, verb)
    assert said == f"jdflow: There is no folder “{root / start}”.\n"


@pytest.mark.parametrize("start", [".", "positions", "shared/rights"])
def test_a_start_within_the_content(start: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "-C", root / start, "list", "--format", "json")
    assert (ran.code, '"id": "naidis"' in ran.out) == (0, True)


@pytest.mark.skipif(os.name == "nt", reason="links need privileges here")
def test_a_start_behind_a_link(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    link = root.parent / "link"
    link.symlink_to(root / "positions")
    ran = jdflow(capsys, "-C", link, "list", "--format", "json")
    assert (ran.code, '"id": "naidis"' in ran.out) == (0, True)
    assert jdflow(capsys, "-C", link, "check", "naidis.yaml").code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("-C", "{}", "--lang", "en", "-q", "show", "naidis"),
        ("show", "naidis", "-C", "{}", "--lang", "en", "-q"),
        ("--lang=en", "show", "-q", "naidis", "--directory={}"),
        ("--directory", "{}", "show", "--color", "never", "naidis", "--lang", "en"),
        ("-C{}", "--color=never", "show", "naidis", "--lang", "en"),
        ("--today", "2026-11-20", "-C", "{}", "--lang", "en", "show", "naidis"),
    ],
)
def test_options_of_every_verb_stand_before_it_or_after(
    arguments: tuple[str, ...], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = jdflow(capsys, *(argument.format(root) for argument in arguments))
    assert (ran.code, ran.err) == (0, "")
    assert "\nPurpose\n" in ran.out


@pytest.mark.parametrize("option", ["-C", "--lang", "--today", "--color"])
def test_an_option_without_its_value(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "expected one argument" in wrong(capsys, "explain", option)
    assert "expected one argument" in wrong(capsys, option)


def test_quiet_and_verbose_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert "not allowed with argument" in wrong(capsys, "explain", "-q", "-v")


@pytest.mark.parametrize("arguments", [("--version",), ("-q", "--version"), ("--lang", "en", "--version")])
def test_version(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert jdflow(capsys, *arguments) == (0, f"jdflow {__version__}\n", "")
