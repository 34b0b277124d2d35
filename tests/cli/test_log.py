"""`log`: what it says of a position, of whatever repository, and what it says where it cannot tell."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.app.history import DATED, OWN, Chronicle
from tests.command import Ran, git, jdflow, process
from tests.effort import effort

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.needs("git")

FIRST = "2026-03-01"
TODAY = ("--today", "2026-11-20")
NEXT = DATED.replace(FIRST, "2026-06-01").replace("korras", "leitavad")


@pytest.fixture
def chronicle(tmp_path: Path) -> Chronicle:
    """Two versions: one of March, set in January, one of June, set in April."""
    chronicle = Chronicle(tmp_path / "repo")
    chronicle.day = date(2026, 4, 1)
    chronicle.commit({OWN: NEXT})
    return chronicle


def asked(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str, id: str = "naidis") -> Any:  # noqa: ANN401
    """What `log` answers, as JSON."""
    ran = jdflow(capsys, "-C", root, "--quiet", *TODAY, "log", id, "--format", "json", *arguments)
    assert (ran.code, ran.err) == (0, "")
    return json.loads(ran.out)


def days(told: dict[str, Any]) -> list[tuple[str, str | None]]:
    """First and last day of each version."""
    return [(one["effective_from"], one["effective_to"]) for one in told["versions"]]


BOTH = [(FIRST, "2026-05-31"), ("2026-06-01", None)]


def refused(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str, lang: str = "en") -> Ran:
    """How `log` ends where it cannot answer: nothing on standard output, and no traceback."""
    ran = jdflow(capsys, "-C", root, "--lang", lang, *TODAY, "log", "naidis", *arguments)
    assert ran.out == ""
    assert "Traceback" not in ran.err
    return ran


# -- what it says ------------------------------------------------------------------------------------------------------


def test_versions_as_a_table_in_both_languages(chronicle: Chronicle, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = chronicle.git("log", "--reverse", "--format=%H").split()
    said = {
        lang: jdflow(capsys, "-C", chronicle.root, "--lang", lang, *TODAY, "log", "naidis") for lang in ("en", "et")
    }
    assert [line.split() for line in said["en"].out.splitlines()] == [
        ["In", "force", "from", "Until", "State", "Class", "Commit", "Committed", "Author", "Approval"],
        ["01.03.2026", "31.05.2026", "ended", first[:10], "01.01.2026", "Test"],
        ["01.06.2026", "in", "force", "material", second[:10], "01.04.2026", "Test"],
    ]
    assert "kehtiv" in said["et"].out.lower()
    assert all(line.rstrip() == line for each in said.values() for line in each.out.splitlines())
    assert {each.err for each in said.values()} == {""}


def test_each_version_as_json(chronicle: Chronicle, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = chronicle.git("log", "--reverse", "--format=%H").split()
    approval = "kinnitamine: {kinnitamisviis: käskkiri, number: 1-5/3, kuupäev: 2026-05-20}\n"
    chronicle.commit({OWN: NEXT + approval})
    amended = chronicle.commit({OWN: NEXT.replace("leitavad", "Leitavad") + approval}, "Parandus\n\nToimetuslik: täht")
    told = asked(capsys, chronicle.root)
    assert [(one["commit"], one["state"], one["class"]) for one in told["versions"]] == [
        (first, "ended", None),
        (amended, "in_force", "material"),
    ]
    assert told["versions"][1]["amendments"] == [
        {"commit": amended, "on": "2026-04-03", "class": "editorial", "declared": True}
    ]
    assert told["versions"][1]["approval"]["date"] == "2026-05-20"
    assert told["withdrawn"] == told["reviews"] == []
    known = asked(capsys, chronicle.root, "--known-at", second)["versions"][1]
    assert (known["commit"], known["approval"], known["amendments"]) == (second, None, [])


def test_an_earlier_id_finds_the_whole_history(chronicle: Chronicle, capsys: pytest.CaptureFixture[str]) -> None:
    chronicle.commit({OWN: None, "positions/muu/vahepeal.yaml": f"{NEXT}varem: [naidis]\n"})
    chronicle.commit({"positions/muu/vahepeal.yaml": None, "positions/uus.yaml": f"{NEXT}varem: [vahepeal]\n"})
    for id in ("naidis", "vahepeal", "uus"):
        told = asked(capsys, chronicle.root, id=id)
        assert (told["id"], days(told)) == ("uus", BOTH)
    assert asked(capsys, chronicle.root, "--known-at", "HEAD~1", id="naidis")["id"] == "vahepeal"


def test_a_position_that_is_gone_is_still_told_of(chronicle: Chronicle, capsys: pytest.CaptureFixture[str]) -> None:
    chronicle.day = date(2026, 7, 1)
    chronicle.commit({OWN: None})
    assert days(asked(capsys, chronicle.root)) == [BOTH[0], ("2026-06-01", "2026-07-01")]


def test_an_unknown_id_is_refused_with_a_guess(chronicle: Chronicle, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "-C", chronicle.root, "--lang", "en", "log", "naidiss")
    assert (ran.code, ran.out) == (2, "")
    assert "“naidiss”" in ran.err
    assert "Did you mean “naidis”?" in ran.err


def test_a_draft_is_told_as_one(chronicle: Chronicle, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "-C", chronicle.root, "--lang", "en", "log", "juhataja")
    assert (ran.code, ran.out) == (0, "“juhataja” has no version yet: it is a draft.\n")


# -- known at ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known_at", "expected"),
    [
        ("HEAD", BOTH),
        ("main", BOTH),
        ("HEAD~1", [(FIRST, None)]),
        ("2026-03-31", [(FIRST, None)]),
        ("31.03.2026", [(FIRST, None)]),
        ("2026-04-01", BOTH),
        ("2199-12-31", BOTH),
    ],
)
def test_what_was_known_at_a_commit_or_on_a_day(
    known_at: str, expected: list[tuple[str, str | None]], chronicle: Chronicle, capsys: pytest.CaptureFixture[str]
) -> None:
    assert days(asked(capsys, chronicle.root, "--known-at", known_at)) == expected


@pytest.mark.parametrize("known_at", ["puudub", "deadbeef", "HEAD~9", "HEAD:shared", "2026-02-29", "31.04.2026", ""])
def test_what_is_neither_a_commit_nor_a_day_is_refused(
    known_at: str, chronicle: Chronicle, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = refused(capsys, chronicle.root, "--known-at", known_at)
    assert ran.code == 2
    assert f"“{known_at}”" in ran.err


def test_a_day_before_all_history_is_refused(chronicle: Chronicle, capsys: pytest.CaptureFixture[str]) -> None:
    ran = refused(capsys, chronicle.root, "--known-at", "2025-12-31")
    assert ran.code == 2
    assert "the history begins later" in ran.err


# -- repositories of all kinds -----------------------------------------------------------------------------------------


def test_a_folder_without_git_has_no_history(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = refused(capsys, root)
    assert ran.code == 3
    assert "git init" in ran.err


def test_a_repository_without_commits_has_no_history(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(root, "init", "--quiet")
    ran = refused(capsys, root)
    assert ran.code == 3
    assert "Nothing is committed yet" in ran.err


def test_a_detached_head_tells_of_its_own_past(chronicle: Chronicle, capsys: pytest.CaptureFixture[str]) -> None:
    chronicle.git("checkout", "--quiet", "--detach", "HEAD~1")
    assert days(asked(capsys, chronicle.root)) == [(FIRST, None)]


def test_a_linked_worktree_tells_of_its_own_branch(
    chronicle: Chronicle, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chronicle.git("worktree", "add", "--quiet", str(tmp_path / "teine õ"), "HEAD~1")
    assert days(asked(capsys, tmp_path / "teine õ")) == [(FIRST, None)]
    assert days(asked(capsys, chronicle.root)) == BOTH


def test_leaked_variables_and_a_locked_index_change_nothing(chronicle: Chronicle) -> None:
    (chronicle.folder / ".git/index.lock").touch()
    leaks = {"GIT_DIR": "/olematu", "GIT_WORK_TREE": "/", "GIT_INDEX_FILE": "/olematu", "GIT_OBJECT_DIRECTORY": "/x"}
    ran = process("-C", chronicle.root, *TODAY, "log", "naidis", "--format", "json", cwd=chronicle.folder, env=leaks)
    assert (ran.code, ran.err) == (0, "")
    assert days(json.loads(ran.out)) == BOTH
    assert (chronicle.folder / ".git/index.lock").exists()


@pytest.mark.parametrize("lang", ["en", "et"])
def test_a_shallow_clone_is_refused_with_the_way_out(
    lang: str, chronicle: Chronicle, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chronicle.git("clone", "--quiet", "--depth=1", f"file://{chronicle.folder}", str(tmp_path / "poolik"))
    ran = refused(capsys, tmp_path / "poolik", lang=lang)
    assert ran.code == 3
    assert "`git fetch --unshallow --filter=blob:none`" in ran.err
    git(tmp_path / "poolik", "fetch", "--quiet", "--unshallow")
    assert days(asked(capsys, tmp_path / "poolik")) == BOTH


def test_a_partial_clone_fetches_what_it_needs(
    chronicle: Chronicle, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chronicle.git("config", "uploadpack.allowFilter", "true")
    chronicle.git("clone", "--quiet", "--filter=blob:none", f"file://{chronicle.folder}", str(tmp_path / "osaline"))
    assert days(asked(capsys, tmp_path / "osaline")) == BOTH


@pytest.mark.parametrize("revision", ["HEAD~1", "HEAD~1^{tree}", f"HEAD~1:{OWN}"])
@pytest.mark.parametrize("broken", [False, True], ids=["missing", "broken"])
def test_a_damaged_repository_is_refused_in_words(
    revision: str, *, broken: bool, chronicle: Chronicle, capsys: pytest.CaptureFixture[str]
) -> None:
    name = chronicle.git("rev-parse", revision)
    path = chronicle.folder / ".git/objects" / name[:2] / name[2:]
    path.unlink()
    if broken:
        path.write_bytes(b"katki")
    ran = refused(capsys, chronicle.root)
    assert ran.code == 3
    assert "git fsck" in ran.err


def test_content_below_a_folder_with_spaces_and_accents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chronicle = Chronicle(tmp_path / "repo", "amet õ/sisu kaust")
    chronicle.day = date(2026, 4, 1)
    chronicle.commit({OWN: None, "positions/Üld osakond/ž \\t/naidis.yaml": NEXT})
    assert days(asked(capsys, chronicle.root)) == BOTH
    assert days(asked(capsys, chronicle.root / "positions" / "Üld osakond")) == BOTH


def test_submodules_are_no_content(chronicle: Chronicle, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = Chronicle(tmp_path / "teine")
    for folder in ("positions/moodul", "positions/teine.yaml", "moodul"):
        chronicle.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other.folder), folder)
    chronicle.commit({})
    assert days(asked(capsys, chronicle.root)) == BOTH


def test_messages_and_names_in_other_letters(chronicle: Chronicle, capsys: pytest.CaptureFixture[str]) -> None:
    (chronicle.root / OWN).write_text(NEXT.replace("leitavad", "olemas"), encoding="utf-8")
    words = (
        "commit",
        "-q",
        "-a",
        "-m",
        "Sõnum".encode("cp1257"),
        "--author",
        "Jüri Õun <j@example.org>".encode("cp1257"),
    )
    subprocess.run(["git", *words], cwd=chronicle.folder, check=True, capture_output=True)
    told = asked(capsys, chronicle.root)
    assert [one["author"] for one in told["versions"]] == ["Test", "Jüri Õun"]


def test_commits_by_bots_are_commits(chronicle: Chronicle, capsys: pytest.CaptureFixture[str]) -> None:
    chronicle.git("config", "user.name", "renovate[bot] \x1b[31m")
    chronicle.commit({OWN: NEXT.replace("leitavad", "olemas")})
    assert asked(capsys, chronicle.root)["versions"][1]["author"].startswith("renovate[bot]")
    assert "\x1b" not in jdflow(capsys, "-C", chronicle.root, "log", "naidis").out


def test_squashed_and_merged_branches_are_the_commits_of_the_main_line(
    chronicle: Chronicle, capsys: pytest.CaptureFixture[str]
) -> None:
    for branch in ("esimene", "teine", "kolmas"):
        chronicle.git("switch", "--quiet", "--create", branch, "main")
        chronicle.commit({f"positions/{branch}.yaml": DATED, "positions/vahe.yaml": DATED.replace(FIRST, "2026-04-02")})
        chronicle.commit({f"positions/{branch}.yaml": NEXT, "positions/vahe.yaml": None})
    chronicle.git("switch", "--quiet", "main")
    chronicle.git("merge", "--quiet", "--no-ff", "--message", "Kaks korraga", "esimene", "teine")
    octopus = chronicle.git("rev-parse", "HEAD")
    chronicle.git("merge", "--quiet", "--squash", "kolmas")
    squash = chronicle.commit({})
    for id, commit in (("esimene", octopus), ("teine", octopus), ("kolmas", squash)):
        told = asked(capsys, chronicle.root, id=id)
        assert [(one["effective_from"], one["commit"]) for one in told["versions"]] == [("2026-06-01", commit)]
    assert jdflow(capsys, "-C", chronicle.root, "log", "vahe").code == 2


def test_a_main_line_that_was_written_anew_is_told_as_it_is_now(
    chronicle: Chronicle, capsys: pytest.CaptureFixture[str]
) -> None:
    assert days(asked(capsys, chronicle.root)) == BOTH
    chronicle.git("reset", "--quiet", "--hard", "HEAD~1")
    chronicle.day = date(2026, 5, 1)
    other = chronicle.commit({OWN: NEXT.replace("2026-06-01", "2026-07-01")})
    told = asked(capsys, chronicle.root)
    assert days(told) == [(FIRST, "2026-06-30"), ("2026-07-01", None)]
    assert told["versions"][1]["commit"] == other
    chronicle.git("rebase", "--quiet", "--force-rebase", "--root")
    assert days(asked(capsys, chronicle.root)) == days(told)


def test_ten_thousand_commits_that_touch_nothing_of_ours_are_not_read_again(
    chronicle: Chronicle, capsys: pytest.CaptureFixture[str]
) -> None:
    commits = (
        f"commit refs/heads/main\ncommitter A <a@example.org> {1_790_000_000 + number} +0300\ndata 4\nMuu\n"
        f"{'' if number else 'from refs/heads/main^0'}\nM 100644 inline muu/{number % 100}\ndata 5\n{number:05}\n"
        for number in range(10_000)
    )
    stream = "".join(commits).encode()
    subprocess.run(["git", "fast-import", "--quiet"], cwd=chronicle.folder, input=stream, check=True)
    assert days(asked(capsys, chronicle.root)) == BOTH
    assert effort(lambda: asked(capsys, chronicle.root)) < 5 * 10_000


def test_what_is_remembered_may_be_missing_spoilt_or_forbidden(
    chronicle: Chronicle, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(chronicle.folder / ".git/jdflow", ignore_errors=True)
    (chronicle.folder / ".git/jdflow").write_bytes(b"")
    assert days(asked(capsys, chronicle.root)) == BOTH
    (chronicle.folder / ".git/jdflow").unlink()
    (chronicle.folder / ".git/jdflow").mkdir()
    for data in (b"", b"{", b'{"version": 1}', b"\xff" * 100):
        (chronicle.folder / ".git/jdflow/history.db").write_bytes(data)
        assert days(asked(capsys, chronicle.root)) == BOTH


# -- a text that was changed after it was approved ---------------------------------------------------------------------


@pytest.fixture
def approved(chronicle: Chronicle) -> Chronicle:
    """The text of June is approved, and then changed under its day."""
    approval = "kinnitamine: {kinnitamisviis: leping, number: 1-2, kuupäev: 2026-04-10}\neesmärk:"
    chronicle.commit({OWN: NEXT.replace("eesmärk:", approval, 1)})
    return chronicle


CHANGED = "leitavad ja õiged"


@pytest.mark.parametrize(
    ("message", "is_told"), [("Parandus", True), ("Toimetuslik: kirjaviga", False)], ids=["silently", "said"]
)
def test_a_change_after_the_approval_is_told_where_texts_are_printed(
    message: str, approved: Chronicle, capsys: pytest.CaptureFixture[str], *, is_told: bool
) -> None:
    text = (approved.root / OWN).read_text("utf-8").replace("leitavad", CHANGED)
    commit = approved.commit({OWN: text}, message)
    where = ("-C", approved.root, "--lang", "en", *TODAY)
    remark = f"Commit {commit[:7]}"
    for ran in (
        jdflow(capsys, *where, "build"),
        jdflow(capsys, *where, "render"),
        jdflow(capsys, *where, "log", "naidis"),
    ):
        assert ("naidis. `jdflow log naidis`" in ran.err or remark in ran.err + ran.out) is is_told
    ran = jdflow(capsys, *where, "log", "naidis")
    assert ("what was signed and what stands here are not the same" in ran.err + ran.out) is is_told


def test_a_change_before_the_approval_is_nobody_s_concern(
    chronicle: Chronicle, capsys: pytest.CaptureFixture[str]
) -> None:
    chronicle.commit({OWN: NEXT.replace("leitavad", CHANGED)})
    ran = jdflow(capsys, "-C", chronicle.root, "--lang", "en", *TODAY, "build")
    assert "Not what was approved" not in ran.err
