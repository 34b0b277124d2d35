"""What a start costs: heavy packages stay out where they are not needed."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from tests.command import process
from tests.support import OWN

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = {
    "argcomplete",
    "docx",
    "git",
    "gitdb",
    "jinja2",
    "multiprocessing",
    "pendulum",
    "pydantic",
    "rapidfuzz",
    "ruamel",
    "xlsxwriter",
}
# Even the help does without these.
NOT_FOR_HELP = HEAVY | {"_yaml", "dataclasses", "inspect", "json", "subprocess", "yaml", "zoneinfo"}
NOT_FOR_VERSION = NOT_FOR_HELP | {"argparse", "gettext", "pathlib", "re"}

# Beside the result, the names of all modules that were loaded on the way to it.
HOOK = """\
import atexit, sys
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
from jdflow.cli import main
sys.exit(main())
"""


def loaded(*arguments: str, cwd: Path, code: int = 0) -> set[str]:
    """The top names of the modules that a call loads."""
    # Without the site's own packages, which load what they please.
    env = {"PYTHONPATH": os.pathsep.join(sys.path)}
    ran = process(*arguments, cwd=cwd, python=("-S", "-c", HOOK), env=env)
    assert ran.code == code
    return {name.partition(".")[0] for name in ran.err.split()}


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (("--version",), NOT_FOR_VERSION),
        (("--help",), NOT_FOR_HELP),
        (("-C", ".", "--lang", "en", "--help"), NOT_FOR_HELP),
        (("check", "--help"), HEAVY),
        (("check",), HEAVY),
        (("check", OWN), HEAVY | {"json"}),
        (("list",), HEAVY),
        (("show", "naidis"), HEAVY),
        (("explain", "JD104"), HEAVY),
    ],
)
def test_no_heavy_package_is_loaded(arguments: tuple[str, ...], unwanted: set[str], root: Path) -> None:
    modules = loaded(*arguments, cwd=root)
    assert "jdflow" in modules
    assert modules & unwanted == set()


def test_what_is_needed_is_seen(root: Path) -> None:
    # Were the hook blind, the test above would pass for nothing.
    assert {"yaml", "argparse"} <= loaded("check", cwd=root)
    assert "rapidfuzz" in loaded("chekc", cwd=root, code=2)
    assert "git" in loaded("doctor", cwd=root, code=1)
