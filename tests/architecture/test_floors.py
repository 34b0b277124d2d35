"""Each contract of the floors, broken on purpose in a copy of the package."""

from __future__ import annotations

import re
import shutil
import subprocess
import sysconfig
from itertools import chain, pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.checkout import PYPROJECT, ROOT

CONTRACTS = {contract["id"]: contract for contract in PYPROJECT["tool"]["importlinter"]["contracts"]}
LINTER = shutil.which("lint-imports", path=sysconfig.get_path("scripts"))

# Said here once more, so that no floor is merged, split or moved in the contract alone.
FLOORS = [
    ["cli"],
    ["app"],
    ["output", "deliver"],
    ["rules", "adopt"],
    ["query"],
    ["history"],
    ["resolve"],
    ["shape"],
    ["source", "intake"],
    ["model", "git", "word"],
    ["calendar", "persons", "problems", "sandbox", "wordwise"],
    ["language"],
]
IN_ADOPT = [
    ["understand", "report", "page"],
    ["sections", "blocks"],
    ["labels", "duties"],
    ["private"],
    ["desk", "given"],
    ["bits", "columns"],
    ["forms", "names", "slug"],
]
PURE = [
    *("adopt", "history", "model", "persons", "problems", "query", "resolve", "rules", "sandbox", "shape", "source"),
    "word",
]


class Break(NamedTuple):
    """An import that a room may not have."""

    room: str
    imported: str

    @property
    def told(self) -> str:
        """How the linter names it."""
        imported = self.imported if self.imported.startswith("jdflow.") else self.imported.split(".")[0]
        return f"jdflow.{self.room} -> {imported} "


def breaks(floors: list[list[str]], house: str = "") -> list[Break]:
    """Each room with what it may not have: the rooms above it and beside it."""
    upward = [Break(f"{house}{low}", f"jdflow.{house}{high}") for a, b in pairwise(floors) for high in a for low in b]
    pairs = [(room, other) for floor in floors for room in floor for other in floor if room != other]
    return [*upward, *(Break(f"{house}{room}", f"jdflow.{house}{other}") for room, other in pairs)]


BREAKS = {
    "floors": breaks(FLOORS),
    "adopt": breaks(IN_ADOPT, "adopt."),
    "gitpython": [Break("intake", "git.repo")],
    "jinja2": [Break("output", "jinja2.sandbox")],
    "yaml": [Break("shape", "yaml"), Break("app", "ruamel.yaml")],
    "lxml": [Break("output", "lxml.etree"), Break("intake", "lxml")],
    "arguments": [Break("app", "argparse"), Break("output", "argcomplete")],
    "pendulum": [Break("query", "pendulum"), Break("app", "pendulum")],
    "urllib3": [Break("app", "urllib3"), Break("git", "urllib3.util")],
    "smtplib": [Break("app", "smtplib"), Break("cli", "smtplib")],
    "pypdfium2": [Break("app", "pypdfium2.raw"), Break("word", "pypdfium2")],
    "python-docx": [Break("word", "docx"), Break("app", "docx.oxml")],
    "no-outside": [
        Break(room, module)
        for room in PURE
        for module in ("http", "os.path", "shutil", "smtplib", "socket", "subprocess", "tempfile", "urllib")
    ],
    "no-chance": [Break(room, module) for room in PURE for module in ("random", "secrets", "time", "uuid")],
}


def plant(package: Path, room: str, line: str) -> None:
    """Add a line to a room, making the room where there is none yet."""
    place = package.joinpath(*room.split("."))
    file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    with file.open("a", encoding="utf-8") as module:
        module.write(f"\n{line}\n")


def lint(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    assert LINTER is not None
    command = [LINTER, "--no-cache", "--no-logo", *options]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of jdflow, beside a copy of the contracts."""
    monkeypatch.setenv("COLUMNS", "200")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    ignore = shutil.ignore_patterns("__pycache__", "starter")
    return Path(shutil.copytree(ROOT / "jdflow", tmp_path / "jdflow", ignore=ignore))


def test_the_package_keeps_its_contracts() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout
    assert f"{len(CONTRACTS)} kept, 0 broken" in result.stdout


def test_each_contract_is_broken_here() -> None:
    assert CONTRACTS.keys() == BREAKS.keys()
    for contract, floors in (("floors", FLOORS), ("adopt", IN_ADOPT)):
        rooms = re.findall(r"\w+", " ".join(CONTRACTS[contract]["layers"]))
        assert rooms == list(chain.from_iterable(floors))


@pytest.mark.parametrize("contract", BREAKS)
def test_a_break_is_seen(package: Path, contract: str) -> None:
    for broken in BREAKS[contract]:
        plant(package, broken.room, f"import {broken.imported}")
    result = lint(package.parent, "--contract", contract)
    assert result.returncode == 1, result.stdout + result.stderr
    assert f"{CONTRACTS[contract]['name']} BROKEN" in result.stdout
    missed = [broken for broken in BREAKS[contract] if broken.told not in result.stdout]
    assert missed == []


def test_an_unplanned_room_is_seen(package: Path) -> None:
    plant(package, "utils", "")
    result = lint(package.parent, "--contract", "floors")
    assert result.returncode == 1
    assert "- jdflow.utils\n" in result.stdout


def test_a_roundabout_way_outside_is_seen(package: Path) -> None:
    plant(package, "git", "import subprocess")
    plant(package, "shape", "import jdflow.git")
    result = lint(package.parent, "--contract", "no-outside")
    assert result.returncode == 1
    assert "jdflow.shape is not allowed to import subprocess" in result.stdout
