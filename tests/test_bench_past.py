"""The history before a corpus: always the same, ten years long, with all that histories have, and sound at its end."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from jdflow.git import open_repository
from jdflow.git.blobs import read_blobs
from jdflow.git.brought import brought
from jdflow.git.history import main_line
from jdflow.git.tree import tree_of
from tests.bench import corpus, past
from tests.bench.bench import Bench
from tests.checkout import ROOT
from tests.command import git

if TYPE_CHECKING:
    from collections.abc import Iterator

    from git import Repo

    from jdflow.git.history import Step

pytestmark = pytest.mark.needs("git")
SIZE = 60


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Bench(tmp_path_factory.mktemp("bench"), SIZE, 1).past(SIZE)


@pytest.fixture
def opened(root: Path) -> Iterator[Repo]:
    found = open_repository(root)
    yield found
    found.close()


@pytest.fixture
def steps(opened: Repo) -> list[Step]:
    return list(main_line(opened, "HEAD"))


def test_it_is_the_same_for_the_same_seed(root: Path, tmp_path: Path) -> None:
    for name, seed in (("same", corpus.SEED), ("other", corpus.SEED + 1)):
        corpus.make(tmp_path / f"{name}-source", SIZE, seed)
        past.make(tmp_path / f"{name}-source", tmp_path / name, SIZE, ROOT / "templates", seed)
    head, same, other = (git(folder, "rev-parse", "HEAD") for folder in (root, tmp_path / "same", tmp_path / "other"))
    assert head == same != other


def test_it_has_all_that_histories_have(opened: Repo, steps: list[Step]) -> None:
    assert 0 <= int(git(Path(opened.working_dir), "rev-list", "--count", "HEAD")) - SIZE * past.COMMITS < 10
    years = {datetime.fromtimestamp(step.seconds, UTC).year for step in steps}
    assert years == set(range(2016, 2027))
    assert any(len(step.parents) > 1 for step in steps)
    assert any(not step.changes for step in steps)
    assert any(len(step.changes) > 2 and step.parents for step in steps)
    moved = [step for step in steps if {change.after for change in step.changes} > {None}]
    assert len(moved) == len([number for number in range(SIZE) if number % 50 == 0 or number % 20 == 1])
    assert any("levaadatud: " in step.message for step in steps)
    assert brought(opened, steps[0].commit, "levaadatud: ")


def test_each_text_takes_effect_about_when_it_is_committed(opened: Repo, steps: list[Step]) -> None:
    days = {
        change.after[1]: datetime.fromtimestamp(step.seconds, UTC).date()
        for step in steps
        for change in step.changes
        if change.after is not None and change.path.startswith("positions/")
    }
    for name, data in read_blobs(opened, days, 1 << 20):
        [line] = [line for line in data.decode().splitlines() if line.startswith("kehtiv_alates: ")]
        assert date.fromisoformat(line.partition(" ")[2]) <= days[name] + timedelta(days=30)


def test_its_last_commit_has_the_files_of_the_corpus(root: Path, opened: Repo, tmp_path: Path) -> None:
    corpus.make(tmp_path / "source", SIZE)
    files = tree_of(opened, "HEAD").files
    expected = [path for path in (tmp_path / "source").rglob("*.yaml") if ".git" not in path.parts]
    paths = {path.relative_to(tmp_path / "source").as_posix() for path in expected}
    assert {path for path in files if not path.startswith("templates/")} == paths
    assert git(root, "status", "--porcelain") == ""
    # Apart from dates, which depend on when a text was last touched.
    for path in sorted(paths):
        one, other = ((folder / path).read_text("utf-8").splitlines() for folder in (root, tmp_path / "source"))
        differs = {
            line.strip().partition(":")[0] for pair in zip(one, other, strict=True) if len({*pair}) > 1 for line in pair
        }
        assert differs <= {"kehtiv_alates", "kuupäev"}
