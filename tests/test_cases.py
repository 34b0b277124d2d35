"""Bad content, a file a case: what the check says of it stands in the file beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from jdflow.app.check import check
from jdflow.language import LANGUAGES, Voice
from jdflow.output.plain import Paint
from jdflow.output.problems import as_annotations, as_json, as_text
from jdflow.problems import templates
from jdflow.problems.catalogue import CATALOGUE
from tests.support import TODAY, Texts, lines_of, overlay, problems_of, problems_of_printing

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(__file__).parent / "cases"
CASES = sorted(FOLDER.glob("*/*.yaml"))
# What is right, though it looks much like what is wrong.
QUIET = sorted((Path(__file__).parent / "quiet").glob("*.yaml"))
# What shows only when documents are made.
PRINTED = {templates.DROPPED.code, templates.TOO_LONG.code}
VOICES = [Voice(language) for language in LANGUAGES]

each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")


def content_of(case: Path) -> Texts:
    """The base with the case laid over it; bytes that are no UTF-8 come through unharmed."""
    return overlay(case.read_bytes().decode("utf-8", "surrogateescape"))


@each_case
def test_a_case_gives_just_these_problems(case: Path, golden: Callable[[Path, str], None]) -> None:
    content = content_of(case)
    problems = problems_of_printing(content) if case.parent.name in PRINTED else problems_of(content)
    golden(case.with_suffix(".problems.txt"), "".join(f"{line}\n" for line in lines_of(problems)))
    assert case.parent.name in {problem.rule.code for problem in problems}


@each_case
def test_a_case_is_told_in_every_language_and_form(case: Path, tmp_path: Path) -> None:
    content, kept = content_of(case), tmp_path / "check.json"
    report = check(content, TODAY, kept=kept)
    for voice in VOICES:
        assert list(as_text(report.problems, voice, Paint(on=False), report.line_of))
        assert list(as_annotations(report.problems, voice, ""))
        assert as_json(report.problems, report.counts(), report.positions, voice)
    # A second run, which knows of the files what the first one found, says the same.
    assert check(content, TODAY, kept=kept).problems == report.problems


@pytest.mark.parametrize("case", QUIET, ids=lambda case: case.stem)
def test_nothing_is_said_of_what_is_right(case: Path) -> None:
    assert lines_of(problems_of(content_of(case))) == []


def test_every_code_has_a_case() -> None:
    assert {case.parent.name for case in CASES} == CATALOGUE.keys()


def test_every_file_belongs_to_a_case() -> None:
    expected = {case.with_suffix(".problems.txt") for case in CASES} | set(CASES)
    assert {path for path in FOLDER.rglob("*") if path.is_file()} == expected
