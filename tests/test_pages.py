"""The pages in docs/ that the program writes itself are what it would write today."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from jdflow.problems.catalogue import CATALOGUE
from jdflow.shape.schema import RECORDS, records_in
from tests.checkout import ROOT
from tests.command import jdflow

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAGES = {"codes": ("explain", "--format", "md"), "vocabulary": ("schema", "--format", "md")}


def page(name: str, capsys: pytest.CaptureFixture[str]) -> str:
    ran = jdflow(capsys, *PAGES[name])
    assert (ran.code, ran.err) == (0, "")
    return ran.out


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_up_to_date(
    name: str, golden: Callable[[Path, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    golden(ROOT / "docs" / f"{name}.md", page(name, capsys))


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_in_both_languages_whatever_is_asked_for(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = page(name, capsys)
    for lang in ("et", "en"):
        assert jdflow(capsys, "--lang", lang, "--color", "always", *PAGES[name]).out == text
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^#{1,2} .*", prose, re.MULTILINE)
    assert len(headings) > 5
    assert [heading for heading in headings if " · " not in heading] == []


def test_every_code_has_its_entry(capsys: pytest.CaptureFixture[str]) -> None:
    text = page("codes", capsys)
    assert re.findall(r"^### (JD\d+)$", text, re.MULTILINE) == sorted(CATALOGUE)
    for rule in CATALOGUE.values():
        assert text.count(rule.what) >= 1
        for line in (rule.bad + "\n" + rule.good).splitlines():
            assert f"\n{line}\n" in text


def test_every_key_has_its_row(capsys: pytest.CaptureFixture[str]) -> None:
    text = page("vocabulary", capsys)
    for name, record in RECORDS.items():
        assert f"(`{name}`)" in text
        for each in (record, *records_in(record)):
            for field in each.table:
                assert f"| `{field.key}` | `{field.name}` | {'✓' if field.required else ''} |" in text


def test_one_code_says_what_the_page_says(capsys: pytest.CaptureFixture[str]) -> None:
    rule = CATALOGUE["JD104"]
    ran = jdflow(capsys, "--lang", "en", "explain", "JD104")
    assert ran.out == (
        f"JD104 · error\n{rule.what}\n{rule.advice}\n\nWrong:\n    {rule.bad}\n\nRight:\n    {rule.good}\n"
    )


def test_all_codes_in_brief(capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "--lang", "en", "explain")
    assert ran.out.splitlines() == [f"{code}  {rule.what}" for code, rule in sorted(CATALOGUE.items())]
