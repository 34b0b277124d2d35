"""The wheel: exactly the package inside, and at work far from the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest

from tests.checkout import ROOT, files

# Translators work on the texts; the program reads what is compiled from them.
SOURCES_ONLY = {".po", ".pot"}
METADATA = {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE"}


class Installed(NamedTuple):
    """A virtual environment that has the wheel, and a folder far from the checkout."""

    scripts: Path
    elsewhere: Path

    def run(self, program: str, *arguments: str) -> str:
        return run(self.scripts / program, *arguments, cwd=self.elsewhere)


def run(*command: str | Path, cwd: Path) -> str:
    result = subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy that holds nothing but the files of the repository."""
    tree, out = tmp_path_factory.mktemp("tree"), tmp_path_factory.mktemp("dist")
    for name in files():
        target = tree / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, cwd=tree)
    [built] = out.iterdir()
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("venv")
    builder = venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt")
    builder.create(folder)
    context = builder.ensure_directories(folder)
    pip = (sys.executable, "-m", "pip", "--isolated", "--python", context.env_exe)
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=folder)
    # The dependencies are those of the environment that runs the tests: no network is asked.
    [package] = folder.rglob("jdflow/__init__.py")
    (package.parents[1] / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return Installed(Path(context.bin_path), tmp_path_factory.mktemp("elsewhere"))


@pytest.mark.needs("git")
def test_holds_the_package_and_nothing_else(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = archive.namelist()
    expected = {name for name in files() if name.startswith("jdflow/") and Path(name).suffix not in SOURCES_ONLY}
    metadata = {name for name in names if name.startswith("jdflow-")}
    assert len(names) == len(set(names))
    assert set(names) - metadata == expected
    assert {name.split("/", 1)[1] for name in metadata} == METADATA


@pytest.mark.needs("git")
@pytest.mark.parametrize("name", ["py.typed", "locale/et/LC_MESSAGES/jdflow.mo", "starter/.gitignore"])
def test_holds_what_is_not_python(wheel: Path, name: str) -> None:
    with ZipFile(wheel) as archive:
        assert f"jdflow/{name}" in archive.namelist()


@pytest.mark.needs("git")
def test_says_its_version(wheel: Path, installed: Installed) -> None:
    version = wheel.name.split("-")[1]
    assert installed.run("jdflow", "--version").split() == ["jdflow", version]


@pytest.mark.needs("git")
def test_is_imported_from_where_it_was_installed(installed: Installed) -> None:
    where = installed.run("python", "-c", "import jdflow; print(jdflow.__file__)")
    assert Path(where.strip()).is_relative_to(installed.scripts.parent)


@pytest.mark.needs("git")
def test_starts_a_repository_that_passes(installed: Installed) -> None:
    installed.run("jdflow", "init", "agency")
    assert (installed.elsewhere / "agency" / ".gitignore").is_file()
    installed.run("jdflow", "-C", "agency", "check")
    shutil.rmtree(installed.elsewhere / "agency")


def parts(wheel: Path) -> dict[str, bytes]:
    """What is in a wheel but for the notes of who packed it."""
    with ZipFile(wheel) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist() if Path(name).name not in {"WHEEL", "RECORD"}}


@pytest.mark.needs("git")
def test_a_repository_holds_this_wheel_and_pip_takes_it(wheel: Path, installed: Installed, tmp_path: Path) -> None:
    installed.run("jdflow", "init", "agency")
    agency = installed.elsewhere / "agency"
    [kept] = agency.glob(".github/actions/jdflow/*.whl")
    assert kept.name == wheel.name
    assert parts(kept) == parts(wheel)
    own = (agency / ".github/actions/jdflow/requirements.txt").read_text("utf-8").splitlines()[-1]
    (tmp_path / "own.txt").write_text(f"--require-hashes\n{own}\n", "utf-8")
    pip = (sys.executable, "-m", "pip", "--isolated", "install", "--quiet", "--no-deps", "--no-index")
    run(*pip, "--target", tmp_path / "there", "-r", tmp_path / "own.txt", cwd=agency)
    assert (tmp_path / "there/jdflow/cli/run.py").is_file()
    # From it comes the same wheel again, to the byte.
    again = "from jdflow.app.wheel import wheel; import sys; sys.stdout.buffer.write(wheel()[1])"
    made = subprocess.run(
        [sys.executable, "-c", again],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "there")},
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
    assert made == kept.read_bytes()
    kept.write_bytes(kept.read_bytes().replace(b"Root-Is-Purelib", b"Root-Is-Purelid"))
    refused = subprocess.run(
        [*pip, "--target", tmp_path / "other", "-r", tmp_path / "own.txt"], cwd=agency, capture_output=True, check=False
    )
    assert b"DO NOT MATCH THE HASHES" in refused.stderr
    assert not (tmp_path / "other").exists()
    shutil.rmtree(agency)
