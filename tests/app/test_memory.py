"""What is remembered between checks, and what is shared among processes, never shows in a result."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from jdflow.app import memory
from jdflow.app.check import check, check_worktree
from jdflow.app.reading import Examined, Reading
from jdflow.intake import cache
from jdflow.intake.snapshot import MOST_BYTES, Unreadable, Worktree
from jdflow.language import msg
from tests.command import git, process, repository
from tests.support import OWN, TODAY, Texts, overlay

if TYPE_CHECKING:
    from collections.abc import Callable

    from jdflow.problems import Problem

pytestmark = pytest.mark.needs("git")

HEAD = "positions/juhataja.yaml"
BLOCK = "shared/rights/kaugtoo.yaml"
# Problems of every kind that can be remembered: with places that belong to them, guesses, messages in messages.
BROKEN = """\
eesmark: Andmed on korras.
kehtiv_alates: 2026-02-30
kehtiv_kuni: 2026-03-01
alluvad: [abi]
asendajad: [juhataja, abi]
õigused: [{kasuta: rights/kaugto}, {kasuta: rights/kaugtoo}, {kasuta: rights/kaugtoo, jäta_välja: [x]}]
# positions/abi.yaml
ametinimetus: [
# positions/tyhi.yaml

# shared/organisation.yaml
üksused: {teine: {nimi: teine}}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with problems, and with a file for each of several processes."""
    content = overlay(BROKEN)
    for number in range(12):
        content.files[f"positions/muud/abiline-{number}.yaml"] = content.files[OWN]  # type: ignore[index]
    return repository(content.on_disk(tmp_path / "amet"))


def fresh(root: Path) -> list[Problem]:
    """What a check finds that remembers nothing and shares nothing."""
    return check(Worktree(root), TODAY).problems


def remembering(root: Path) -> list[Problem]:
    return check_worktree(root, TODAY).problems


def kept(root: Path) -> Path:
    return root / ".git/jdflow/check.json"


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are really looked at, by path."""
    seen: list[str] = []
    look = Reading.examine

    def noted(self: Reading, path: str) -> Any:  # noqa: ANN401 (what the method gives)
        if path not in self._examined:
            seen.append(path)
        return look(self, path)

    monkeypatch.setattr(Reading, "examine", noted)
    return seen


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), "utf-8")


def test_cold_and_warm_are_the_same(root: Path, examined: list[str]) -> None:
    cold = remembering(root)
    assert cold == fresh(root)
    assert len(cold) > 50
    assert kept(root).is_file()
    before = kept(root).stat()
    del examined[:]
    assert remembering(root) == cold
    # Nothing was looked at again, and nothing written again.
    assert examined == []
    assert kept(root).stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.parametrize(
    ("change", "several"),
    [
        ((OWN, "kehtiv_alates: 2026-02-30", "kehtiv_alates: 2026-02-28"), 1),
        ((HEAD, "ametinimetus: Juhataja", "ametinimetus: Juhataja."), 1),
        ((BLOCK, "teha kaugtööd", "teha {{ kaugtööd }}"), 16),
        (("shared/settings.yaml", "asutus:", "amet:"), 16),
        (("shared/organisation.yaml", "teine", "andmetalitus"), 16),
    ],
)
def test_after_an_edit(change: tuple[str, str, str], several: int, root: Path, examined: list[str]) -> None:
    path, old, new = change
    before = remembering(root)
    edit(root, path, old, new)
    del examined[:]
    after = remembering(root)
    assert len(examined) == several
    assert after == fresh(root)
    assert after != before
    edit(root, path, new, old)
    assert remembering(root) == before


def test_a_file_added_moved_and_taken_away(root: Path) -> None:
    before = remembering(root)
    (root / "positions/muud/abiline-3.yaml").rename(root / "positions/abiline-3.yaml")
    shutil.copy(root / OWN, root / "positions/lisatud.yaml")
    (root / "shared/rights/lisatud.yaml").write_text("nimi: x\n", "utf-8")
    assert remembering(root) == fresh(root) != before
    git(root, "checkout", "--quiet", ".")
    git(root, "clean", "--quiet", "-fd")
    assert remembering(root) == before


def test_another_day_is_another_answer(root: Path) -> None:
    edit(root, OWN, "kehtiv_alates: 2026-02-30\n", "üle_vaadatud: 2026-11-20\n")
    for day in (TODAY.replace(day=19), TODAY, TODAY.replace(day=19)):
        assert check_worktree(root, day).problems == check(Worktree(root), day).problems


def damage(how: Callable[[bytes], bytes], root: Path) -> None:
    kept(root).write_bytes(how(kept(root).read_bytes()))


@pytest.mark.parametrize(
    "how",
    [
        lambda data: data[:-1],
        lambda data: data[:100],
        lambda _: b"",
        lambda data: data[:32] + data[32:].replace(b"JD103", b"JD104"),
        lambda data: bytes(32) + data[32:],
        lambda data: data.replace(b"a", b"\xff"),
    ],
)
def test_what_is_damaged_is_not_believed(how: Callable[[bytes], bytes], root: Path) -> None:
    whole = remembering(root)
    good = kept(root).read_bytes()
    damage(how, root)
    assert remembering(root) == whole
    assert kept(root).read_bytes() == good


def keep(root: Path, text: str) -> None:
    """Puts a text there that looks whole."""
    cache.keep(kept(root), text.encode())


@pytest.mark.parametrize("text", ["", "nothing", "null", "[]", "{}", '{"version": "0.0.0", "rows": {}}'])
def test_what_is_something_else_is_not_believed(text: str, root: Path) -> None:
    keep(root, text)
    assert remembering(root) == fresh(root)


@pytest.mark.parametrize(
    "row", [None, [], [1, 2], [None, [["JD999", [], {}, [], None, "error"]]], [{"id": 1}, []], "x"]
)
def test_a_row_that_cannot_be_understood_is_looked_at_anew(row: object, root: Path) -> None:
    whole = remembering(root)
    data = json.loads(kept(root).read_bytes()[32:])
    data["rows"] = dict.fromkeys(data["rows"], row)
    keep(root, json.dumps(data))
    assert remembering(root) == whole


def test_another_version_is_not_believed(root: Path, examined: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = remembering(root)
    monkeypatch.setattr("jdflow.__version__", "9.9.9")
    del examined[:]
    assert remembering(root) == whole
    assert len(examined) == len(set(examined)) == 16


def test_another_state_of_the_program_is_not_believed(
    root: Path, tmp_path: Path, examined: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "package"
    package.mkdir()
    rule = package / "rule.py"
    rule.touch()
    monkeypatch.setattr("jdflow.__file__", str(package / "__init__.py"))
    remembering(root)
    del examined[:]
    remembering(root)
    assert examined == []
    os.utime(rule, ns=(0, rule.stat().st_mtime_ns + 1))
    remembering(root)
    assert len(examined) == 16


def test_what_could_not_be_read_is_not_remembered(tmp_path: Path) -> None:
    class Locked(Texts):
        def read(self, path: str, most: int = MOST_BYTES) -> bytes:
            if path == OWN:
                raise Unreadable(msg("it may not be opened (no permission)"))
            return super().read(path, most)

    files = overlay(f"# {OWN}\n").files
    assert files[OWN] == ""
    path = tmp_path / "check.json"
    for snapshot in (Locked(files), Texts(files), Locked(files)):
        assert check(snapshot, TODAY, kept=path).problems == check(snapshot, TODAY).problems


def test_a_folder_that_may_not_be_written(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, mode: str) -> None:
        raise PermissionError(13, f"Permission denied: {mode}", str(path))

    # Permissions mean nothing to a superuser, as whom tests may run: the refusal is played.
    monkeypatch.setattr(Path, "open", refuse)
    assert remembering(root) == fresh(root)
    assert list((root / ".git" / "jdflow").iterdir()) == []


@pytest.mark.parametrize("what", ["file", "folder"])
def test_something_else_in_the_place(what: str, root: Path) -> None:
    if what == "file":
        kept(root).parent.touch()
    else:
        kept(root).mkdir(parents=True)
    assert remembering(root) == fresh(root)
    assert sorted(path.name for path in (root / ".git").glob("jdflow*")) == ["jdflow"]
    assert list((root / ".git/jdflow").glob("*.*.*")) == []


def test_two_at_once(root: Path) -> None:
    expected = process("check", "--format", "json", "--today", str(TODAY), cwd=root)
    assert expected.code == 1
    command = [sys.executable, "-m", "jdflow", "check", "--format", "json", "--today", str(TODAY)]
    for _ in range(2):
        kept(root).unlink(missing_ok=True)
        running = [subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, encoding="utf-8") for _ in range(4)]
        assert {each.communicate()[0] for each in running} == {expected.out}
    assert [path.name for path in kept(root).parent.iterdir()] == ["check.json"]


# -- where it is kept ----------------------------------------------------------------------------------------------


def everything(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not path.is_symlink()
    }


def test_nothing_is_written_elsewhere(root: Path, home: Path) -> None:
    before = everything(root)
    remembering(root)
    assert everything(root).keys() - before.keys() == {".git/jdflow/check.json"}
    assert {path: data for path, data in everything(root).items() if path in before} == before
    assert git(root, "status", "--porcelain", "--ignored") == ""
    assert list(home.iterdir()) == []


def test_without_git_nothing_is_written(tmp_path: Path) -> None:
    root = overlay(BROKEN).on_disk(tmp_path / "amet")
    before = everything(tmp_path)
    assert remembering(root) == fresh(root)
    assert everything(tmp_path) == before


def test_a_few_files_leave_nothing(root: Path) -> None:
    check_worktree(root, TODAY, (OWN,))
    assert not kept(root).parent.exists()


def test_a_linked_work_tree_has_its_own(root: Path, tmp_path: Path) -> None:
    linked = tmp_path / "linked"
    git(root, "worktree", "add", "--quiet", str(linked))
    assert remembering(linked) == fresh(linked)
    assert (root / ".git/worktrees/linked/jdflow/check.json").is_file()
    assert not kept(root).exists()
    assert git(linked, "status", "--porcelain") == ""
    git(root, "worktree", "remove", str(linked))
    assert list((root / ".git").glob("worktrees/*")) == []


def test_a_content_root_below_the_top(tmp_path: Path) -> None:
    overlay(BROKEN).on_disk(tmp_path / "top/amet")
    repository(tmp_path / "top")
    assert remembering(tmp_path / "top/amet") == fresh(tmp_path / "top/amet")
    assert kept(tmp_path / "top").is_file()


# -- many processes ------------------------------------------------------------------------------------------------

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every few files were worth a process, and as if there were processors for them."""
    monkeypatch.setattr(memory, "WORTH_SHARING", 4)
    monkeypatch.setattr(memory, "processors", lambda: 4)


@forks
@pytest.mark.usefixtures("shared")
def test_shared_work_is_the_same(root: Path, examined: list[str]) -> None:
    alone = fresh(root)
    kept(root).unlink(missing_ok=True)
    del examined[:]
    assert remembering(root) == alone
    # This process has looked at its share only.
    assert 0 < len(examined) < 16
    del examined[:]
    assert remembering(root) == alone
    assert examined == []


@forks
@pytest.mark.usefixtures("shared")
def test_a_helper_that_dies_is_made_up_for(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone, here, row = fresh(root), os.getpid(), memory._row  # noqa: SLF001 (what every process does to each file)

    def deadly(examined: Examined) -> Any:  # noqa: ANN401 (plain JSON)
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return row(examined)

    monkeypatch.setattr(memory, "_row", deadly)
    assert remembering(root) == alone


@forks
@pytest.mark.usefixtures("shared")
def test_helpers_that_cannot_be_started_are_done_without(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone, fork, started = fresh(root), os.fork, list[bool]()

    def one_only() -> int:
        if started:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        started.append(True)
        return fork()

    monkeypatch.setattr(os, "fork", one_only)
    assert remembering(root) == alone
    assert started


@forks
@pytest.mark.usefixtures("shared")
def test_a_fault_in_a_helper_is_seen_here(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(_: Reading, path: str) -> None:
        raise ZeroDivisionError(path)

    monkeypatch.setattr(Reading, "_look_at", faulty)
    with pytest.raises(ZeroDivisionError):
        remembering(root)
    assert not kept(root).exists()


def test_one_processor_shares_nothing(root: Path, examined: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "WORTH_SHARING", 1)
    monkeypatch.setattr(memory, "processors", lambda: 1)
    remembering(root)
    assert len(examined) == 16
