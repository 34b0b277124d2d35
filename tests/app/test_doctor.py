"""`jdflow doctor`: what is missing, each with its remedy."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from jdflow.app.doctor import OWNERS, examine
from jdflow.app.init import starter
from jdflow.app.schema import schema_files
from tests.command import git, jdflow, repository
from tests.support import ENGLISH, overlay

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.needs("git")

PROGRAMS = "soffice"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository in which nothing is missing."""
    content = overlay("")
    root = content.on_disk(tmp_path / "amet")
    for path, text in schema_files().items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text, "utf-8")
    (root / "templates").mkdir()
    (root / "templates/klassikaline.docx").touch()
    return repository(root)


@pytest.fixture(autouse=True)
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on the path in which there is an office, and a program that lists fonts."""
    folder = tmp_path / "programs"
    folder.mkdir()
    program = folder / (f"{PROGRAMS}.exe" if os.name == "nt" else PROGRAMS)
    program.touch(mode=0o755)
    fonts(folder, "Liberation Serif", "Arial,Arial Narrow")
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def fonts(folder: Path, *families: str) -> None:
    """Lets the system have these fonts."""
    program = folder / "fc-list"
    program.write_text("#!/bin/sh\n" + "".join(f"echo '{family}'\n" for family in families), encoding="utf-8")
    program.chmod(0o755)


def told(root: Path | None) -> dict[str, str | None]:
    """What is not well, each with its remedy, and with a mark before what is really needed."""
    said: dict[str, str | None] = {}
    for finding in examine(root):
        what = ENGLISH(finding.what)
        assert (finding.state == "good") == (finding.remedy is None)
        if finding.remedy is not None:
            said[f"! {what}" if finding.state == "missing" else what] = ENGLISH(finding.remedy)
    return said


def test_all_is_well(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(root) == {}
    ran = jdflow(capsys, "-C", root, "--lang", "en", "doctor")
    assert (ran.code, ran.err) == (0, "")
    assert all(line.startswith("✓ ") for line in ran.out.splitlines())
    assert "✓ The whole history is here" in ran.out
    assert git(root, "status", "--porcelain") == ""


def test_no_git(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("PATH", str(root))
    said = told(root)
    assert said.pop("LibreOffice is not installed")
    assert said == {"! Git is not installed": "Install Git; history and effective dates need it."}
    assert jdflow(capsys, "-C", root, "doctor").code == 1


def test_a_git_with_broken_settings(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config").write_text("[core\n", "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    remedy = "Run `git version`; it says why, most often that its settings are broken."
    assert told(root) == {"! Git is installed, but does not work": remedy}
    # Whether GitPython was at hand before makes no difference.
    for name in [name for name in sys.modules if name.partition(".")[0] == "git"]:
        monkeypatch.delitem(sys.modules, name)
    assert told(root) == {"! Git is installed, but does not work": remedy}


@pytest.mark.parametrize(("version", "old"), [((2, 30, 9), True), ((1, 9), True), ((2, 31, 0), False), ((3,), False)])
def test_an_old_git(version: tuple[int, ...], *, old: bool, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jdflow.app.doctor.git_version", lambda: version)
    name = ".".join(map(str, version))
    assert told(root) == ({f"! Git {name} is too old": "Install Git 2.31 or newer."} if old else {})


def test_no_office(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None if "office" in name else name)
    assert told(root) == {
        "LibreOffice is not installed": "Install it if you want PDF files; everything else works without."
    }
    # What is only useful does not make a problem.
    assert jdflow(capsys, "-C", root, "doctor").code == 0


def test_no_repository(tmp_path: Path) -> None:
    root = overlay("").on_disk(tmp_path / "muu")
    assert told(root)["! The content is not kept in Git"] == "Run `git init` and commit the files."


def test_a_shallow_clone(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(root, "commit", "--quiet", "--allow-empty", "--message", "Another")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth", "1", root.as_uri(), str(shallow))
    assert told(shallow) == {
        "! The clone is shallow: most of the history is missing": "Run `git fetch --unshallow --filter=blob:none`."
    }
    assert jdflow(capsys, "-C", shallow, "doctor").code == 1
    git(shallow, "fetch", "--quiet", "--unshallow", "--filter=blob:none")
    assert told(shallow) == {}


def test_a_repository_that_git_does_not_open(root: Path) -> None:
    with (root / ".git/config").open("a") as file:
        file.write("[core\n")
    [(what, remedy)] = told(root).items()
    assert what.startswith("! Git does not open the repository: ")
    assert "config" in what
    assert remedy
    assert "`git config --global --add safe.directory" in remedy


def test_no_content(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    what = "No content root: neither this folder nor one above it holds positions/ and shared/"
    assert told(None) == {f"! {what}": "Go to the content repository, or make one: `jdflow init DIR`."}
    ran = jdflow(capsys, "-C", tmp_path, "--lang", "en", "doctor")
    assert ran.code == 1
    assert f"✗ {what}\n    → " in ran.out


@pytest.mark.parametrize("name", ["settings", "organisation", "signatories"])
def test_a_missing_file(name: str, root: Path) -> None:
    (root / f"shared/{name}.yaml").unlink()
    remedy = "Create the file; `jdflow init` in an empty folder shows what it holds."
    assert told(root) == {f"! The file shared/{name}.yaml is missing": remedy}


def test_schemas_out_of_date(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "shared/schema/position.json").unlink()
    (root / "shared/schema/settings.json").write_text("{}", "utf-8")
    assert told(root) == {
        "The schemas in shared/schema/ are missing or out of date (2)": (
            "Run `jdflow schema --write`, so that editors help with the right fields."
        )
    }
    # The remedy is one.
    jdflow(capsys, "-C", root, "schema", "--write")
    assert told(root) == {}


def test_no_templates(root: Path) -> None:
    (root / "templates/klassikaline.docx").unlink()
    assert told(root) == {
        "There are no Word templates in templates/": (
            "Those that come with jdflow are used; to change their look, copy them from a new `jdflow init`."
        )
    }


def test_workflows_of_another_version(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path, data in starter().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    (root / OWNERS[0]).write_text("/positions/ @asutus/personal # rühm\n", "utf-8")
    git(root, "config", "diff.jdflow.textconv", "jdflow textconv")
    assert told(root) == {}
    ran = jdflow(capsys, "-C", root, "--lang", "en", "doctor")
    assert "✓ What is run on GitHub is up to date" in ran.out
    (root / ".github/workflows/remind.yml").unlink()
    (root / ".github/actions/jdflow/jdflow-0.0.9-py3-none-any.whl").touch()
    (root / ".github/workflows/oma.yml").touch()
    remedy = "Run `jdflow init --update .` at the top, look at what changed, and commit it on a branch."
    assert told(root) == {"What is run on GitHub is not that of this jdflow (2 files)": remedy}
    # The remedy is one.
    assert jdflow(capsys, "-C", root, "init", "--update", ".").code == 0
    assert told(root) == {}


def test_what_gitlab_runs_is_of_another_version(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert jdflow(capsys, "-C", root, "init", "--update", "--forge", "gitlab", ".").code == 0
    git(root, "config", "diff.jdflow.textconv", "jdflow textconv")
    (root / OWNERS[1]).write_text("/positions/ @asutus/personal\n", "utf-8")
    # What the agency may change is its own.
    (root / ".gitlab-ci.yml").write_text("include: [{local: /.gitlab/jdflow/ci.yml}]\n", "utf-8")
    assert told(root) == {}
    (root / ".gitlab/jdflow/ci.yml").write_text("old\n", "utf-8")
    remedy = "Run `jdflow init --update .` at the top, look at what changed, and commit it on a branch."
    assert told(root) == {"What is run on GitLab is not that of this jdflow (1 files)": remedy}
    assert jdflow(capsys, "-C", root, "init", "--update", ".").code == 0
    assert told(root) == {}
    assert not (root / ".github").exists()
    # What is there, but is not begun with, is not run.
    for text in ("", "include: [{local: /muu.yml}]\n", "# .gitlab/jdflow/ci.yml\na: b # .gitlab/jdflow/ci.yml\n"):
        (root / ".gitlab-ci.yml").write_text(text, "utf-8")
        assert told(root) == {
            "! GitLab runs nothing of it: .gitlab-ci.yml does not include .gitlab/jdflow/ci.yml": (
                "Put this into .gitlab-ci.yml: `include: [{local: /.gitlab/jdflow/ci.yml}]`."
            )
        }


@pytest.mark.parametrize(
    ("stages", "missing"),
    [
        ("", ""),
        ("stages: [ehita]\n", "kontroll, dokumendid, väljalase, kommentaarid, meeldetuletused"),
        ("stages:\n\n- kontroll\n- dokumendid # ja muu\n\n- ehita\n", "väljalase, kommentaarid, meeldetuletused"),
        ("stages: [kontroll, dokumendid,\n  väljalase, kommentaarid, meeldetuletused, oma]\n", ""),
        ("# stages: [ehita]\nehita:\n  stages: [x]\n", ""),
    ],
)
def test_stages_of_the_agency_s_own_leave_out_none_of_ours(
    stages: str, missing: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert jdflow(capsys, "-C", root, "init", "--update", "--forge", "gitlab", ".").code == 0
    (root / ".gitlab/CODEOWNERS").write_text("/positions/ @asutus/personal\n", "utf-8")
    (root / ".gitlab-ci.yml").write_text(f"include: [{{local: /.gitlab/jdflow/ci.yml}}]\n{stages}x: y\n", "utf-8")
    lost = {what: how for what, how in told(root).items() if "stages" in what}
    what = "! .gitlab-ci.yml names stages of its own, so nothing runs on GitLab"
    assert lost == ({what: f"Name these among them as well: {missing}."} if missing else {})


@pytest.mark.parametrize("owners", OWNERS)
@pytest.mark.parametrize(
    "text",
    ["", starter()[OWNERS[0]].decode(), starter("gitlab")[OWNERS[1]].decode(), "/positions/\n", "# /x/ @asutus/x\n"],
)
def test_no_owners(text: str, owners: str, root: Path) -> None:
    assert told(root) == {}
    (root / owners).parent.mkdir()
    (root / owners).write_text(text, "utf-8")
    remedy = "Name there the groups whose approval changes need, and require it for the main branch."
    assert told(root) == {f"{owners} names no owners yet": remedy}


@pytest.mark.parametrize(
    ("variables", "code", "said"),
    [
        ({"CI_COMMIT_REF_PROTECTED": "true", "JDFLOW_TOKEN": "abc"}, 0, ""),
        ({"CI_COMMIT_REF_PROTECTED": "true", "CI_JOB_TOKEN": "abc"}, 0, "– This job has no token of the project"),
        # What a proposed change brings is to have none.
        ({"CI_COMMIT_REF_PROTECTED": "false"}, 0, ""),
        ({"CI_COMMIT_REF_PROTECTED": "false", "JDFLOW_TOKEN": "abc"}, 1, "✗ This job sees the token"),
        ({"GITLAB_TOKEN": "abc"}, 1, "✗ This job sees the token"),
    ],
)
def test_a_job_on_gitlab_has_the_token_where_it_is_protected_and_nowhere_else(  # noqa: PLR0913, PLR0917 (what it takes)
    variables: dict[str, str],
    code: int,
    said: str,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in {"GITLAB_CI": "true", **variables}.items():
        monkeypatch.setenv(name, value)
    ran = jdflow(capsys, "-C", root, "--lang", "en", "doctor")
    assert ran.code == code
    assert said in ran.out
    assert ("JDFLOW_TOKEN" in ran.out) == bool(said)
    assert "abc" not in ran.out


def test_a_shallow_clone_of_a_job_on_gitlab(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "1", root.as_uri(), str(tmp_path / "shallow"))
    monkeypatch.setenv("GITLAB_CI", "true")
    ran = jdflow(capsys, "-C", tmp_path / "shallow", "--lang", "en", "doctor")
    assert ran.code == 1
    assert '→ Give the job the variable `GIT_DEPTH: "0"`.' in ran.out


@pytest.mark.parametrize("token", ["", "abc"])
def test_a_workflow_step_without_a_token(
    token: str, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_TOKEN", token)
    ran = jdflow(capsys, "-C", root, "--lang", "en", "doctor")
    assert ran.code == 0
    assert ("    → Give the step `env: {GITHUB_TOKEN: ${{ github.token }}}`.\n" in ran.out) == (not token)
    assert "abc" not in ran.out


def test_what_git_has_leaked_does_not_mislead(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = overlay("").on_disk(tmp_path / "muu")
    monkeypatch.setenv("GIT_DIR", str(root / ".git"))
    assert "! The content is not kept in Git" in told(bare)


@pytest.mark.skipif(os.name == "nt", reason="fc-list is a program of other systems")
def test_a_font_is_missing(root: Path, office: Path) -> None:
    fonts(office, "DejaVu Sans", "Liberation Serif")
    [(what, remedy)] = told(root).items()
    assert what == "There is neither the font Arial nor one as wide, Liberation Sans"
    assert remedy is not None
    assert "PDF" in remedy
