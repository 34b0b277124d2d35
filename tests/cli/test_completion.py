"""Completion in the shell: the scripts, the protocol between shell and program, and bash for real."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from typing import TYPE_CHECKING

import pytest

from jdflow.cli.verbs import VERBS
from jdflow.cli.verbs.completion import SHELLS
from tests.command import jdflow, process
from tests.support import overlay

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# What may follow nearly everywhere.
OPTIONS = {
    *("-C", "--directory", "--lang", "--today", "--color", "-q", "--quiet", "-v", "--verbose", "-h", "--help"),
    *("--version", "--format", "--on", "--known-at", "--worktree", "--base", "--strict"),
}
SCRIPTS = sysconfig.get_path("scripts")


@pytest.fixture
def complete(root: Path) -> Callable[..., set[str]]:
    """What the program offers for a line, when the shell asks it in the middle of the content."""

    if os.name == "nt":
        pytest.skip("the shells that ask are those of Unix")

    def offered(line: str, start: Path = root) -> set[str]:
        answer = root.parent / "answer"
        env = {
            "_ARGCOMPLETE": "1",
            "_ARGCOMPLETE_IFS": "\n",
            "_ARGCOMPLETE_SHELL": "bash",
            "_ARGCOMPLETE_STDOUT_FILENAME": str(answer),
            "COMP_LINE": line,
            "COMP_POINT": str(len(line.encode())),
            "COMP_TYPE": "9",
        }
        ran = process(cwd=start, env=env)
        assert (ran.code, ran.out, ran.err) == (0, "", "")
        return {word.strip() for word in answer.read_text("utf-8").splitlines()}

    return offered


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("jdflow ", set(VERBS)),
        ("jdflow che", {"check"}),
        ("jdflow --la", {"--lang"}),
        ("jdflow check --", {"--format", "--strict", "--directory", "--lang", "--today", "--color"}),
        ("jdflow check --format ", {"text", "json", "github", "gitlab"}),
        ("jdflow --lang ", {"et", "en"}),
        ("jdflow --lang en sh", {"show"}),
        ("jdflow show ", {"naidis", "juhataja"}),
        ("jdflow show n", {"naidis"}),
        ("jdflow uses rights/", {"rights/kaugtoo"}),
        ("jdflow uses co", {"competencies/loovus"}),
        ("jdflow list --unit a", {"andmetalitus"}),
        ("jdflow new abi --relation ", {"ametnik", "töötaja"}),
        ("jdflow explain JD10", {f"JD10{digit}" for digit in range(1, 10)}),
        ("jdflow import a.docx --", {"--out", "--report", "--replace", "--propose-blocks", "--format"}),
        ("jdflow import a.docx --format ", {"table", "json"}),
        ("jdflow remind --a", {"--assignees", "--addresses", "--again", "--arrived"}),
        ("jdflow remind --via ", {"github", "gitlab", "email", "stdout"}),
        ("jdflow completion ", set(SHELLS)),
    ],
)
def test_the_program_answers(line: str, words: set[str], complete: Callable[..., set[str]]) -> None:
    offered = complete(line)
    assert words <= offered
    # More is offered only where the next word could be an option, too.
    assert offered - words <= (OPTIONS if line.endswith((" ", "--")) else set())


def test_the_folder_named_on_the_line_counts(root: Path, tmp_path: Path, complete: Callable[..., set[str]]) -> None:
    elsewhere = tmp_path / "elsewhere"
    assert complete("jdflow show n", start=elsewhere) == set()
    for line in (f"jdflow -C {root} show n", f"jdflow show -C {root} n", f"jdflow --directory={root} show n"):
        assert complete(line, start=elsewhere) == {"naidis"}


def test_only_identifiers_are_offered(root: Path, complete: Callable[..., set[str]]) -> None:
    overlay("# shared/organisation.yaml\nüksused: {$(reboot): {nimi: x}, yksus: {nimi: y}}\n").on_disk(root)
    for name in ("$(reboot)", "-rf", "Suur"):
        (root / "positions" / f"{name}.yaml").touch()
        (root / "shared/rights" / f"{name}.yaml").touch()
    assert complete("jdflow show ") - OPTIONS == {"naidis", "juhataja"}
    assert complete("jdflow uses rights") - OPTIONS == {"rights/kaugtoo"}
    assert complete("jdflow list --unit ") - OPTIONS == {"yksus"}


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_for_each_shell(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "completion", shell)
    assert (ran.code, ran.err) == (0, "")
    assert "jdflow" in ran.out
    assert "_ARGCOMPLETE" in ran.out


def test_a_shell_that_is_not_known(capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "--lang", "en", "completion", "csh")
    assert (ran.code, ran.out) == (2, "")
    assert "'csh'" in ran.err


@pytest.mark.needs("bash")
@pytest.mark.skipif(os.name == "nt" or not shutil.which("jdflow", path=SCRIPTS), reason="no script to complete here")
def test_bash(root: Path) -> None:
    script = """
        eval "$(jdflow completion bash)"
        COMP_LINE="jdflow $1" COMP_POINT=$((7 + ${#1})) COMP_TYPE=9 COMP_CWORD=$2
        COMP_WORDS=(jdflow $1)
        _python_argcomplete jdflow "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    env = {**os.environ, "PATH": os.pathsep.join([SCRIPTS, os.environ["PATH"]])}
    for line, at, word in (
        ("che", "1", "check"),
        ("show nai", "2", "naidis"),
        ("uses rights/k", "2", "rights/kaugtoo"),
    ):
        command = ["bash", "--norc", "-c", script, "bash", line, at]
        ran = subprocess.run(command, cwd=root, env=env, capture_output=True, encoding="utf-8", check=True)
        assert ran.stdout.split() == [word], ran.stderr


@pytest.mark.needs("bash")
def test_bash_understands_its_script(capsys: pytest.CaptureFixture[str]) -> None:
    script = jdflow(capsys, "completion", "bash").out
    assert subprocess.run(["bash", "-n"], input=script, encoding="utf-8", check=False).returncode == 0
