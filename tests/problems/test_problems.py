"""Problems as values."""

from __future__ import annotations

import json

import pytest

from jdflow.language import Msg, Voice, msg
from jdflow.problems import LONGEST_QUOTE, Place, Problem, fields, files, related_to
from jdflow.problems.store import from_json, to_json
from tests.support import problems_of

HERE = Place("positions/naidis.yaml", 3, 5, 3, 9)
ENGLISH = Voice("en")


def test_a_problem_says_what_is_wrong_and_what_to_do() -> None:
    problem = fields.BAD_CHOICE.at(HERE, value="x", known="a, b")
    assert ENGLISH(problem.message) == "“x” is not allowed here."
    assert ENGLISH(problem.advice) == "Write one of these: a, b."
    assert (problem.place, problem.severity, problem.related) == (HERE, "error", ())


def test_a_guess_takes_the_place_of_the_advice() -> None:
    problem = fields.BAD_CHOICE.at(HERE, value="x", known="a, b", guess="a")
    assert ENGLISH(problem.advice) == "Did you mean “a”?"


def test_a_rule_has_a_severity_which_a_case_may_change() -> None:
    assert files.LINE_ENDS.at(HERE).severity == "warning"
    assert files.LINE_ENDS.at(HERE, severity="info").severity == "info"


def test_what_is_quoted_is_cut_where_it_is_too_long() -> None:
    exactly = fields.BAD_ID.at(HERE, value="x" * LONGEST_QUOTE)
    beyond = fields.BAD_ID.at(HERE, value="x" * (LONGEST_QUOTE + 1))
    assert exactly.params["value"] == "x" * LONGEST_QUOTE
    assert beyond.params["value"] == "x" * LONGEST_QUOTE + "…"


def test_braces_in_what_is_quoted_stay() -> None:
    assert ENGLISH(fields.BAD_ID.at(HERE, value="{x}{{").message) == "“{x}{{” is not an identifier."


def test_any_name_may_be_a_parameter() -> None:
    """Messages name things “self” and “placed” where that is what they are."""
    assert fields.BAD_ID.at(HERE, value="x", self="a", placed="b").params == {
        "value": "x",
        "self": "a",
        "placed": "b",
    }


@pytest.mark.parametrize(
    "problem",
    [
        files.EMPTY_FILE.at(Place("positions/uus\udcff.yaml")),
        fields.BAD_NUMBER.at(HERE, value="0", least=1, most=12),
        fields.WRONG_KIND.at(HERE, expected=msg("text"), found=msg("a list")),
        fields.BAD_DATE.at(HERE, value="2024-02-30", why=msg("that month has {length} days", length=29)),
        fields.UNKNOWN_KEY.at(
            HERE,
            key="x",
            record=Msg("a shared block ({kind})", {"kind": "rights"}),
            known="a, b",
            guess="a",
            severity="info",
            related=[related_to(HERE, msg("“{block}” is included here.", block="rights/a"))],
        ),
    ],
    ids=lambda problem: problem.rule.code,
)
def test_a_problem_is_the_same_when_it_has_been_kept(problem: Problem) -> None:
    assert from_json(json.loads(json.dumps(to_json(problem)))) == problem


@pytest.mark.parametrize("damaged", [[], ["JD101"], ["JD999", HERE, {}, [], None, "error"]])
def test_a_damaged_problem_is_no_problem(damaged: list[object]) -> None:
    with pytest.raises((ValueError, KeyError)):
        from_json(damaged)


def test_problems_come_in_the_order_of_files_and_lines() -> None:
    problems = problems_of("teenistuja: a\nmall: b\nõigused: c\n# positions/a.yaml\n[\n# shared/a.yaml\n")
    assert [problem.place[:3] for problem in problems] == sorted(problem.place[:3] for problem in problems)
    assert len({problem.place.path for problem in problems}) == 3
