"""The lock files, held against what pyproject.toml asks for."""

from __future__ import annotations

import json
import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.checkout import PYPROJECT, ROOT

LOCKS = ROOT / ".ci" / "requirements"
EXTRAS = PYPROJECT["project"]["optional-dependencies"]
RUN = PYPROJECT["project"]["dependencies"]
ASKED = {
    "build": PYPROJECT["build-system"]["requires"],
    "run": RUN,
    "dev": RUN + EXTRAS["test"] + EXTRAS["dev"],
    "bench": RUN + EXTRAS["bench"],
    "lowest": RUN + EXTRAS["test"],
}

PIN = re.compile(r"(?P<name>[\w.-]+)(?:\[[\w,-]+\])?==(?P<version>\S+) .*--hash=sha256:[0-9a-f]{64}")


def locked(name: str) -> dict[str, str]:
    """Package and version of each entry of a lock file, which all have hashes."""
    text = (LOCKS / f"{name}.txt").read_text(encoding="utf-8").replace("\\\n", "")
    entries = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    pins = [PIN.match(entry) for entry in entries]
    assert [entry for entry, pin in zip(entries, pins, strict=True) if pin is None] == []
    return {canonicalize_name(pin["name"]): pin["version"] for pin in pins if pin}


def asked(name: str) -> list[Requirement]:
    """What a lock file is made from, without the package itself."""
    requirements = [Requirement(text) for text in ASKED[name]]
    return [requirement for requirement in requirements if requirement.name != "jdflow"]


def test_every_lock_file_is_known() -> None:
    assert {path.stem for path in LOCKS.iterdir()} == ASKED.keys()


@pytest.mark.parametrize("name", ASKED)
def test_the_lock_holds_what_is_asked_for(name: str) -> None:
    pins = locked(name)
    unmet = [
        str(wanted)
        for wanted in asked(name)
        if not wanted.specifier.contains(pins.get(canonicalize_name(wanted.name), "0"))
    ]
    assert unmet == []


def test_lowest_holds_the_lower_bounds() -> None:
    pins = locked("lowest")
    bounds = {canonicalize_name(wanted.name): wanted.specifier for wanted in map(Requirement, RUN)}
    for name, specifier in bounds.items():
        [bound] = specifier
        assert bound.operator == ">="
        # Equal as versions are: 3.1 is 3.1.0.
        assert Requirement(f"{name}=={bound.version}").specifier.contains(pins[name]), name


def test_locks_installed_together_agree() -> None:
    build = locked("build")
    for name in ("run", "dev", "bench"):
        pins = locked(name)
        assert {package: pins[package] for package in build.keys() & pins} == {
            package: build[package] for package in build.keys() & pins
        }


def test_node_programs_have_hashes() -> None:
    folder = ROOT / ".ci" / "node"
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))
    described = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    asked_for = described["dependencies"] | described["optionalDependencies"]
    packages = {path: package for path, package in lock["packages"].items() if path}
    assert {name: packages[f"node_modules/{name}"]["version"] for name in asked_for} == asked_for
    assert [path for path, package in packages.items() if "integrity" not in package] == []
