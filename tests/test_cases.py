"""Bad content, a file a case: what the check says of it stands in the file beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from jdflow.app.check import check
from jdflow.app.drift_told import with_drift
from jdflow.app.reading import Reading
from jdflow.language import LANGUAGES, Voice
from jdflow.output.plain import Paint
from jdflow.output.problems import as_annotations, as_json, as_text
from jdflow.problems import templates
from jdflow.problems.catalogue import CATALOGUE
from tests.branches import Branched, has_before, problems_of_example
from tests.support import STRICT, TODAY, lines_of, overlay, problems_of_printing

if TYPE_CHECKING:
    from collections.abc import Callable

    from jdflow.app.check import Report


def text_of(case: Path) -> str:
    """The case; bytes that are no UTF-8 come through unharmed."""
    return case.read_bytes().decode("utf-8", "surrogateescape")


FOLDER = Path(__file__).parent / "cases"
CASES = sorted(FOLDER.glob("*/*.yaml"))
# Those that have a “before” are played in a repository.
CHANGES = [case for case in CASES if has_before(text_of(case))]
# What is right, though it looks much like what is wrong.
QUIET = sorted((Path(__file__).parent / "quiet").glob("*.yaml"))
# What shows only when documents are made.
PRINTED = {templates.DROPPED.code, templates.TOO_LONG.code}
VOICES = [Voice(language) for language in LANGUAGES]

each_case = pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=f"{case.parent.name}/{case.stem}",
            marks=pytest.mark.needs("git") if case in CHANGES else (),
        )
        for case in CASES
    ],
)


@each_case
def test_a_case_gives_just_these_problems(case: Path, golden: Callable[[Path, str], None]) -> None:
    printed = case.parent.name in PRINTED
    problems = (
        problems_of_printing(overlay(text_of(case)))
        if printed
        else problems_of_example(text_of(case), case.parent.name)
    )
    golden(case.with_suffix(".problems.txt"), "".join(f"{line}\n" for line in lines_of(problems)))
    assert case.parent.name in {problem.rule.code for problem in problems}


@each_case
def test_a_case_is_told_in_every_language_and_form(case: Path, tmp_path: Path) -> None:
    play = _played(case, tmp_path)
    report = play()
    for voice in VOICES:
        assert list(as_text(report.problems, voice, Paint(on=False), report.line_of))
        assert list(as_annotations(report.problems, voice, ""))
        assert as_json(report.problems, report.counts(), report.positions, voice)
    # A second run, which knows of the files what the first one found, says the same.
    assert play().problems == report.problems


def _played(case: Path, folder: Path) -> Callable[[], Report]:
    """The check of the case, which may be run again."""
    if case in CHANGES:
        return Branched(text_of(case), folder).check
    content, kept = overlay(text_of(case)), folder / "check.json"
    if case.parent.name in STRICT:
        return lambda: with_drift(check(content, TODAY, kept=kept), Reading(content), folder=folder)
    return lambda: check(content, TODAY, kept=kept)


@pytest.mark.parametrize("case", QUIET, ids=lambda case: case.stem)
def test_nothing_is_said_of_what_is_right(case: Path) -> None:
    assert lines_of(problems_of_example(text_of(case))) == []


def test_every_code_has_a_case() -> None:
    assert {case.parent.name for case in CASES} == CATALOGUE.keys()


def test_every_file_belongs_to_a_case() -> None:
    expected = {case.with_suffix(".problems.txt") for case in CASES} | set(CASES)
    assert {path for path in FOLDER.rglob("*") if path.is_file()} == expected
