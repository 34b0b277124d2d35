"""The catalogue of codes: complete, in order, and each example true."""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from jdflow.problems import (
    Rule,
    dates,
    fields,
    files,
    history,
    includes,
    privacy,
    references,
    style,
    templates,
)
from jdflow.problems.catalogue import CATALOGUE
from tests.branches import has_before, problems_of_example
from tests.checkout import ROOT
from tests.support import lines_of, problems_of

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

# Which hundreds belong to which module.
CENTURIES: dict[ModuleType, str] = {
    files: "0",
    fields: "1",
    includes: "2",
    references: "3",
    dates: "45",
    history: "45",
    templates: "6",
    privacy: "7",
    style: "8",
}
# These show names of files, or bytes, in place of a text that could be read; their cases do the same for real.
SHOWN = {
    "JD001": "a folder",
    "JD002": "a folder",
    "JD003": "a link",
    "JD004": "a size",
    "JD005": "bytes",
    "JD015": "the name of a file",
    "JD016": "the name of a file",
    "JD017": "the name of a file",
    "JD018": "the names of files",
    "JD020": "bytes",
    "JD301": "the names of files",
    **{f"JD{number}": "a Word file" for number in range(602, 621)},
}
RULES = [
    pytest.param(rule, marks=pytest.mark.needs("git") if has_before(rule.bad) else (), id=code)
    for code, rule in sorted(CATALOGUE.items())
]
PLAYED = [param for param in RULES if param.id not in SHOWN]

each_rule = pytest.mark.parametrize("rule", RULES)
each_played_rule = pytest.mark.parametrize("rule", PLAYED)


def names_in(text: str) -> set[str]:
    """The parameters that a sentence asks for."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@each_played_rule
def test_the_bad_example_breaks_just_this_rule(rule: Rule) -> None:
    assert [problem.rule.code for problem in problems_of_example(rule.bad, rule.code)] == [rule.code]


@each_played_rule
def test_the_good_example_breaks_none(rule: Rule) -> None:
    assert lines_of(problems_of_example(rule.good, rule.code)) == []
    assert has_before(rule.good) == has_before(rule.bad)


def test_the_base_of_all_examples_is_clean() -> None:
    assert lines_of(problems_of("")) == []


@each_rule
def test_a_code_stands_in_its_century(rule: Rule) -> None:
    homes = [module for module in CENTURIES if rule in vars(module).values()]
    assert len(homes) == 1
    assert re.fullmatch(rf"JD[{CENTURIES[homes[0]]}][0-9]{{2}}", rule.code)


def test_no_code_is_given_twice() -> None:
    rules = [rule for module in CENTURIES for rule in vars(module).values() if isinstance(rule, Rule)]
    assert len(rules) == len(CATALOGUE)
    assert SHOWN.keys() <= CATALOGUE.keys()


@each_rule
def test_an_entry_says_all_it_should(rule: Rule) -> None:
    sentences = (rule.what, rule.message, rule.advice)
    assert all(re.fullmatch(r"\S.*[.?]", sentence) for sentence in sentences), sentences
    assert rule.bad.strip()
    assert rule.good.strip()
    assert rule.bad != rule.good
    assert names_in(rule.what) == set()


@each_rule
def test_what_the_sentences_ask_for_is_given(rule: Rule) -> None:
    wanted = names_in(rule.message) | names_in(rule.advice)
    for example in (rule.bad, *(path.read_bytes().decode("utf-8", "surrogateescape") for path in cases_of(rule))):
        for problem in problems_of_example(example, rule.code):
            if problem.rule is rule:
                assert wanted <= problem.params.keys()


def cases_of(rule: Rule) -> list[Path]:
    return sorted((ROOT / "tests" / "cases" / rule.code).glob("*.yaml"))
