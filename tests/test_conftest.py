"""The shared fixtures, tried on small test files of their own."""

from __future__ import annotations

import pytest

from tests.checkout import ROOT

pytest_plugins = ["pytester"]

ABSENT_TOOL = """
import pytest

@pytest.mark.needs("git", "no-such-program")
def test_with_a_tool():
    pass
"""

LEAKED = {
    "GIT_DIR": "/nowhere",
    "JDFLOW_TODAY": "1999-01-01",
    "LC_TIME": "C",
    "GITHUB_TOKEN": "t",
    "CI_PROJECT_ID": "7",
}

CLEAN = f"""
import os
import subprocess

def test_clean():
    assert not {set(LEAKED)} & set(os.environ)
    user = subprocess.run(["git", "config", "user.email"], capture_output=True, text=True, check=True)
    assert user.stdout == "test@example.org\\n"

def test_home_is_written(home):
    (home / "cache").touch()
    assert os.environ["HOME"] == str(home)

def test_home_is_empty(home):
    assert list(home.iterdir()) == []
"""

GOLDEN = """
from pathlib import Path

def test_golden(golden):
    golden(Path("expected.txt"), "õ\\n")
"""


@pytest.fixture
def tests(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeini("[pytest]\naddopts = -p tests.conftest\nmarkers = needs")
    return pytester


def test_absent_tool_skips(tests: pytest.Pytester) -> None:
    tests.makepyfile(ABSENT_TOOL)
    result = tests.runpytest_subprocess("-rs")
    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines("*not installed here: no-such-program")


@pytest.mark.parametrize("required", ["1", "git no-such-program"])
def test_absent_tool_fails_where_required(
    tests: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, required: str
) -> None:
    monkeypatch.setenv("JDFLOW_REQUIRE_TOOLS", required)
    tests.makepyfile(ABSENT_TOOL)
    result = tests.runpytest_subprocess()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines("*not installed here: no-such-program; JDFLOW_REQUIRE_TOOLS is set")


def test_absent_tool_skips_where_others_are_required(tests: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JDFLOW_REQUIRE_TOOLS", "git")
    tests.makepyfile(ABSENT_TOOL)
    tests.runpytest_subprocess().assert_outcomes(skipped=1)


def test_environment_is_clean(tests: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in LEAKED.items():
        monkeypatch.setenv(name, value)
    tests.makepyfile(CLEAN)
    tests.runpytest_subprocess().assert_outcomes(passed=3)


def test_golden_is_compared_and_written_anew(tests: pytest.Pytester) -> None:
    expected = tests.path / "expected.txt"
    expected.write_bytes(b"old\n")
    tests.makepyfile(GOLDEN)
    tests.runpytest_subprocess().assert_outcomes(failed=1)
    assert expected.read_bytes() == b"old\n"
    tests.runpytest_subprocess("--update-goldens").assert_outcomes(passed=1)
    assert expected.read_bytes() == "õ\n".encode()
    tests.runpytest_subprocess().assert_outcomes(passed=1)
