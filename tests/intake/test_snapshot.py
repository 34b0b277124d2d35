"""The work tree, the index and a commit are the same kind of thing: same entries, same problems, same texts."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from jdflow.app.ask import show_position
from jdflow.app.check import check
from jdflow.app.reading import Reading
from jdflow.git import open_repository
from jdflow.git.tree import INDEX, Tree, tree_of
from jdflow.intake.snapshot import MOST_BYTES, Commit, Entry, Snapshot, Unreadable, Worktree
from jdflow.output.position import as_json
from tests.command import git, repository
from tests.support import OWN, TODAY, lines_of, overlay

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Opener = Callable[[Path, str], Tree]

pytestmark = pytest.mark.needs("git")
links = pytest.mark.skipif(os.name == "nt", reason="links and such file names need another system")

EXAMPLES = {
    "clean": "",
    "uses and problems": """\
õigused: [{kasuta: rights/kaugtoo, lisaks: [Oma õigus.]}, {kasuta: rights/puudub}]
alluvad: [juhataja]
# positions/üksus ja tühik/abi 2.yaml
ametinimetus: Abi
# positions/Õ.yaml
ametinimetus: Õ
# shared/rights/kaugtoo.yaml
laused: ["Teha {{ teenistuja.omastav }} tööd."]
""",
    "files of all kinds": """\
# positions/.peidetud/x.yaml
ametinimetus: Peidetud
# positions/.x.yaml
ametinimetus: Peidetud
# positions/kaust.yaml/sees.yaml
ametinimetus: Sees
# positions/kaust.yaml/sygaval/sees.yaml
ametinimetus: Sees
# positions/märkmed.txt
Ei ole YAML
# positions/vale.yml
ametinimetus: Vale
# positions/tyhi.yaml

# shared/muu/plokk.yaml
nimi: Plokk
# shared/schema/position.yaml
{}
""",
    "not everything is there": """\
# without shared/settings.yaml
# without shared/rights
""",
}


@pytest.fixture(params=["", "amet", "sügaval/ameti kaust"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A content root at the top of a repository, or below it."""
    folder: Path = tmp_path / "top" / request.param
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def opened() -> Iterator[Opener]:
    """Opens trees, and closes their repositories in the end."""
    repositories = []

    def tree(folder: Path, revision: str) -> Tree:
        repositories.append(open_repository(folder))
        return tree_of(repositories[-1], revision)

    yield tree
    for each in repositories:
        each.close()


def committed(root: Path, tmp_path: Path) -> str:
    """Commits everything; where in the repository the content root is."""
    repository(tmp_path / "top")
    below = root.relative_to(tmp_path / "top").as_posix()
    return "" if below == "." else below


def told(snapshot: Snapshot) -> tuple[list[Entry], list[str], list[str]]:
    """The entries, the problems, and the texts of a snapshot."""
    reading = Reading(snapshot)
    shown = (show_position(reading, id) for id in sorted(reading.ids()))
    return (
        list(snapshot.entries()),
        lines_of(check(snapshot, TODAY).problems),
        [as_json(each) for each in shown if each is not None],
    )


@pytest.mark.parametrize("name", EXAMPLES)
def test_all_tell_the_same(name: str, root: Path, tmp_path: Path, opened: Opener) -> None:
    overlay(EXAMPLES[name]).on_disk(root)
    below = committed(root, tmp_path)
    expected = told(Worktree(root))
    assert len(expected[2]) >= 2
    assert (expected[1] == []) == (name == "clean")
    for revision in (INDEX, "HEAD", "main"):
        assert told(Commit(opened(root, revision), below)) == expected
    # A commit's own content does not follow the work tree.
    (root / OWN).unlink()
    assert told(Commit(opened(root, "HEAD"), below)) == expected
    git(root, "add", "--all")
    assert told(Commit(opened(root, INDEX), below)) == told(Worktree(root)) != expected


@links
def test_links_and_submodules(root: Path, tmp_path: Path, opened: Opener) -> None:
    overlay("").on_disk(root)
    (tmp_path / "secret.yaml").write_text("ametinimetus: Saladus\n", "utf-8")
    (root / "positions/link.yaml").symlink_to(tmp_path / "secret.yaml")
    (root / "positions/kaust").symlink_to(tmp_path)
    (root / "shared/rights/link.yaml").symlink_to("kaugtoo.yaml")
    (root / "templates").symlink_to(tmp_path)
    below = committed(root, tmp_path)
    expected = told(Worktree(root))
    assert {entry.path for entry in expected[0] if entry.kind == "link"} == {
        "positions/kaust",
        "positions/link.yaml",
        "shared/rights/link.yaml",
        "templates",
    }
    assert "Saladus" not in "".join(expected[2])
    assert [line for line in expected[1] if " JD003 " in line] != []
    for revision in (INDEX, "HEAD"):
        assert told(Commit(opened(root, revision), below)) == expected
    head = git(root, "rev-parse", "HEAD").strip()
    prefix = f"{below}/" if below else ""
    git(tmp_path / "top", "update-index", "--add", "--cacheinfo", f"160000,{head},{prefix}positions/moodul")
    entries = Commit(opened(root, INDEX), below).entries()
    assert Entry("positions/moodul", "other") in entries
    assert "positions/moodul:1:1 JD002" in "\n".join(told(Commit(opened(root, INDEX), below))[1])


@links
@pytest.mark.parametrize("folder", ["positions", "shared"])
def test_a_file_where_a_folder_belongs(folder: str, root: Path, tmp_path: Path, opened: Opener) -> None:
    overlay(f"# without {folder}\n").on_disk(root)
    (root / folder).write_text("fail\n", "utf-8")
    below = committed(root, tmp_path)
    expected = told(Worktree(root))
    assert Entry(folder, "other") in expected[0]
    assert told(Commit(opened(root, "HEAD"), below)) == expected


@links
@pytest.mark.skipif(sys.platform == "darwin", reason="every name is UTF-8 here")
def test_names_that_are_no_utf8(root: Path, tmp_path: Path, opened: Opener) -> None:
    content = overlay("").on_disk(root)
    (content / "positions" / "\udcff\t\n\"'.yaml").write_text("ametinimetus: [", "utf-8")
    below = committed(root, tmp_path)
    expected = told(Worktree(root))
    assert [line for line in expected[1] if " JD006 " in line] != []
    assert told(Commit(opened(root, "HEAD"), below)) == expected


def test_no_more_is_read_than_a_reader_needs(root: Path, tmp_path: Path, opened: Opener) -> None:
    overlay("").on_disk(root)
    (root / OWN).write_bytes(b"#" * (3 * MOST_BYTES))
    below = committed(root, tmp_path)
    commit = Commit(opened(root, "HEAD"), below)
    assert len(Worktree(root).read(OWN)) == len(commit.read(OWN)) == MOST_BYTES
    # What was not read of one file does not get into the next.
    assert commit.read("positions/juhataja.yaml") == Worktree(root).read("positions/juhataja.yaml")
    assert told(commit) == told(Worktree(root))


def test_a_bare_repository(tmp_path: Path, opened: Opener) -> None:
    root = overlay(EXAMPLES["uses and problems"]).on_disk(tmp_path / "top")
    repository(root)
    git(tmp_path, "clone", "--quiet", "--bare", str(root), "bare.git")
    assert told(Commit(opened(tmp_path / "bare.git", "main"))) == told(Worktree(root))


@links
@pytest.mark.parametrize("kind", ["link", "folder", "pipe"])
def test_what_turned_into_something_else_is_not_read(kind: str, tmp_path: Path) -> None:
    root = overlay("").on_disk(tmp_path / "amet")
    path = root / OWN
    path.unlink()
    if kind == "link":
        path.symlink_to(root / "positions/juhataja.yaml")
    elif kind == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)
    with pytest.raises(Unreadable):
        Worktree(root).read(OWN)
    with pytest.raises(Unreadable):
        Worktree(root).read("positions/puudub.yaml")
