"""`jdflow comment --pending`: which pull requests have yet to be told of their last commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.command import Ran, jdflow
from tests.deliver.double import Fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.app.history import Chronicle
    from tests.deliver.double import Double

pytestmark = pytest.mark.needs("git")


@pytest.fixture
def run(
    history: Chronicle, double: Double, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Ran]:
    """The verb, with what opens the forge at hand."""
    for name, value in double.environment().items():
        monkeypatch.setenv(name, value)

    def call(*arguments: str) -> Ran:
        return jdflow(capsys, "-C", history.root, "--lang", "en", "--today", "2026-11-20", "comment", *arguments)

    return call


def test_pending_lists_what_has_to_be_told_of(double: Double, run: Callable[..., Ran], history: Chronicle) -> None:
    head = history.git("rev-parse", "HEAD").strip()
    told, fresh, other = double.add_change(head), double.add_change("e" * 40), double.add_change(head)
    double.add_comment(fresh, f"<!-- jdflow:comment 0 -->\n\n`{'e' * 12}`")
    double.issues[other].is_open = False
    listing = ("--pending", "--via", double.kind)
    both = [f"{fresh} {'e' * 40}", f"{told} {head}"]
    assert run(*listing).out.splitlines() == both
    assert run("--base", "main", "--via", double.kind, "--change", str(told)).code == 0
    ran = run(*listing)
    assert (ran.code, ran.out, ran.err) == (0, f"{fresh} {'e' * 40}\n", "")
    # What others write says nothing, and a new commit has to be told of again.
    double.add_comment(fresh, double.bodies(told)[0].replace(head[:12], "e" * 12), author="keegi")
    double.issues[told].head_commit = "f" * 40
    assert run(*listing).out.splitlines() == [both[0], f"{told} {'f' * 40}"]


def test_pending_has_bounds_and_a_commit_that_is_none_is_not_passed_on(double: Double, run: Callable[..., Ran]) -> None:
    for number in range(30):
        double.add_change("$(touch x)" if number == 29 else f"{number:040x}")
    lines = run("--pending", "--via", double.kind).out.splitlines()
    assert (len(lines), lines[0].split()[1], lines[1].split()[1]) == (20, "-", f"{28:040x}")


@pytest.mark.parametrize("more", [(), ("--via", "stdout"), ("--via", "github", "--change", "1"), ("--base", "main")])
def test_pending_goes_with_a_forge_alone(run: Callable[..., Ran], more: tuple[str, ...]) -> None:
    ran = run("--pending", *more)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err


def test_one_whose_comments_cannot_be_read_keeps_no_other_back(
    double: Double, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jdflow.deliver.wire.MOST_BYTES", 100_000)
    fresh, mischief = double.add_change("e" * 40), double.add_change("f" * 40)
    double.add_comment(mischief, "x" * 100_001, author="keegi")
    ran = run("--pending", "--via", double.kind)
    assert (ran.code, ran.out) == (0, f"{fresh} {'e' * 40}\n")
    assert f"Pull request {mischief} is passed over: " in ran.err
    assert "sends more than anybody can read" in ran.err


def test_a_forge_that_answers_nothing_of_any_is_told_as_such(
    double: Double, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jdflow.deliver.http._TRIES", 1)
    for letter in "abcdef":
        double.add_change(letter * 40)
    double.faults.append(Fault("comments", times=99))
    ran = run("--pending", "--via", double.kind)
    assert (ran.code, ran.out, ran.err.count("is passed over")) == (3, "", 3)
