"""Each step of the workflows, run in a clone as a runner would, for pull requests that mean no good as well."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from tests.command import git
from tests.workflows.conftest import HEAD, OTHER, TOKEN, dated

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.workflows.runner import Runner, Step

pytestmark = [
    pytest.mark.needs("git", "bash", "soffice"),
    pytest.mark.skipif(sys.platform != "linux", reason="the jobs run on Linux"),
]


def assert_harmless(tmp_path: Path, steps: list[Step]) -> None:
    """Nothing that an outsider wrote was run or took a line for itself, and nobody has seen the token."""
    assert not (tmp_path / "pwned").exists()
    said = [line for step in steps for line in (step.out + step.err).splitlines()]
    assert [line for line in said if TOKEN in line] == []
    assert [line for line in said if line.startswith("::") and not line.startswith("::error file=positions/")] == []


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_pull_request_is_checked(pull_request: Callable[..., Runner], tmp_path: Path) -> None:
    runner = pull_request({OTHER: dated})
    steps = runner.job("pull-request.yml", "check")
    assert [(step.code, step.err) for step in steps] == [(0, "")] * len(steps)
    assert steps[-2].out == ""
    assert_harmless(tmp_path, steps)
    assert names(runner.artifacts / "comment") == {"comment.json"}
    summary = runner.files["GITHUB_STEP_SUMMARY"].read_text("utf-8")
    assert "Spetsialist" in summary
    assert "<https://github.com/amet/ametijuhendid/actions/runs/42#artifacts>" in summary
    asked = (tmp_path / "asked").read_text("utf-8").splitlines()
    assert [line.rpartition(" ")[2] for line in asked] == [".github/actions/jdflow/requirements.txt"]


def test_a_pull_request_with_mistakes_is_refused(pull_request: Callable[..., Runner], tmp_path: Path) -> None:
    wrong = "\\n::error::x `touch $PWNED` $(touch $PWNED) ${{ github.token }}"
    runner = pull_request(
        {
            HEAD: lambda text: text.replace("teenistuja: ametnik", f'teenistuja: "{wrong}"'),
            OTHER: lambda text: text.replace("nõuetekohased", "korras"),
            "positions/uldosakond/$(touch ${PWNED});x\n::error::.yaml": lambda _: "ametinimetus: x\n",
        }
    )
    *_, check, comment = steps = runner.job("pull-request.yml", "check")
    assert check.code == 1
    codes = {line.rpartition("title=")[2].partition("::")[0] for line in check.out.splitlines()}
    # A text in force that was changed in silence is seen, so the main branch was found.
    assert {"JD404"} < codes
    # The comment is made all the same.
    assert comment.code == 0
    data = json.loads((runner.artifacts / "comment/comment.json").read_text("utf-8"))
    assert [(one["id"], "date" in one["asks"]) for one in data["own"]] == [("spetsialist", True)]
    assert {one["code"] for one in data["findings"]} <= codes
    assert_harmless(tmp_path, steps)


def test_a_pull_request_is_printed(pull_request: Callable[..., Runner], tmp_path: Path) -> None:
    runner = pull_request({OTHER: dated, "positions/$(touch $PWNED).yaml": lambda _: "ametinimetus: x\n"})
    steps = runner.job("pull-request.yml", "previews")
    assert [step.name for step in steps if step.code] == ["Eelvaated", "Muudatused eelmise tekstiga võrreldes"]
    # What cannot be printed does not keep the others back; what the pull request leaves as it is stays away.
    kinds = ("docx", "pdf")
    assert names(runner.artifacts / "eelvaated") == {
        *(f"eelvaated/spetsialist_2026-12-01.{kind}" for kind in kinds),
        *(f"muudatused/spetsialist_2026-12-01_muudatused.{kind}" for kind in kinds),
        *("eelvaated/manifest.json", "muudatused/manifest.json"),
    }
    assert_harmless(tmp_path, steps)


def test_where_no_document_becomes_another_none_is_printed(pull_request: Callable[..., Runner]) -> None:
    runner = pull_request({OTHER: lambda text: f"# Märkus\n{text}"})
    assert [step.code for step in runner.job("pull-request.yml", "previews") if step.code] == []
    assert names(runner.artifacts / "eelvaated") == {"eelvaated/manifest.json", "muudatused/manifest.json"}


def test_the_token_is_asked_for_and_never_kept(pull_request: Callable[..., Runner]) -> None:
    runner = pull_request({OTHER: dated})
    runner.job("pull-request.yml", "check")
    asked = subprocess.run(
        ["git", "credential", "fill"],
        cwd=runner.workspace,
        env={**runner.env, "GITHUB_TOKEN": TOKEN},
        input="protocol=https\nhost=github.com\n\n",
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert asked.stdout.splitlines()[-2:] == ["username=x-access-token", f"password={TOKEN}"]
    assert TOKEN.encode() not in b"".join(
        path.read_bytes() for path in runner.workspace.rglob("*") if path.is_file() and not path.is_symlink()
    )


def on_main(runner: Callable[..., Runner], forge: Path, ref: str, variables: dict[str, str] | None = None) -> Runner:
    return runner(git(forge, "rev-parse", "main").strip(), ref, {}, variables)


def test_main_is_printed(runner: Callable[..., Runner], forge: Path, tmp_path: Path) -> None:
    main = on_main(runner, forge, "refs/heads/main")
    steps = main.job("render.yml", "build")
    assert [step.name for step in steps if step.code] == []
    folder = main.artifacts / "ametijuhendid"
    made = names(folder)
    documents = {f"{id}_2026-11-02.{kind}" for id in ("osakonnajuhataja", "spetsialist") for kind in ("docx", "pdf")}
    assert made == {
        *documents,
        *("SHA256SUMS", "index.html", "manifest.json", "register.csv", "register.xlsx", "reviews.ics"),
    }
    sums = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}" for name in sorted(made)]
    told = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    assert told == [line for line in sums if not line.endswith("SHA256SUMS")]
    assert main.job("render.yml", "parts") == []
    assert main.job("render.yml", "release") == []
    assert_harmless(tmp_path, steps)


def test_several_machines_share_the_pdf_files(runner: Callable[..., Runner], forge: Path) -> None:
    main = on_main(runner, forge, "refs/heads/main", {"JDFLOW_PARTS": "1"})
    assert [step.name for step in main.job("render.yml", "build") if step.code] == []
    assert {name for name in names(main.artifacts / "ametijuhendid") if name.endswith("pdf")} == set()
    for part in (1, 2, 3, 4):
        main.contexts["matrix"]["part"] = part
        assert [step.name for step in main.job("render.yml", "parts") if step.code] == []
    made = [sorted(names(main.artifacts / f"ametijuhendid-pdf-{part}")) for part in (1, 2)]
    assert made == [["osakonnajuhataja_2026-11-02.pdf"], ["spetsialist_2026-11-02.pdf"]]
    assert not (main.artifacts / "ametijuhendid-pdf-3").exists()


@pytest.mark.parametrize("is_there", [False, True])
def test_a_tag_becomes_a_release(runner: Callable[..., Runner], forge: Path, tmp_path: Path, *, is_there: bool) -> None:
    tag = "v1;$(touch${IFS}$PWNED)${{github.token}}"
    git(forge, "tag", "--force", tag, "main")
    tagged = on_main(runner, forge, f"refs/tags/{tag}")
    steps = tagged.job("render.yml", "build")
    tagged.contexts["needs"] = {"build": {"result": "success"}, "parts": {"result": "skipped"}}
    if is_there:
        (tagged.temp / "released").touch()
    steps += tagged.job("render.yml", "release")
    assert [step.name for step in steps if step.code] == []
    asked = [line for line in (tmp_path / "asked").read_text("utf-8").splitlines() if line.startswith("gh ")]
    assert [line.split(" ")[2] for line in asked] == ["view", *(() if is_there else ("create",)), "upload"]
    assert all(f" {tag} " in line for line in asked)
    with ZipFile(tagged.workspace / "ametijuhendid.zip") as archive:
        assert "ametijuhendid/spetsialist_2026-11-02.pdf" in archive.namelist()
    for name in asked[-1].split(" --clobber ")[1].split():
        assert (tagged.workspace / name).is_file()
    assert_harmless(tmp_path, steps)


@pytest.mark.parametrize(
    ("build", "parts"),
    [("failure", "skipped"), ("cancelled", "skipped"), ("success", "failure"), ("success", "cancelled")],
)
def test_nothing_is_released_where_documents_may_be_missing(
    build: str, parts: str, runner: Callable[..., Runner], forge: Path
) -> None:
    git(forge, "tag", "--force", "v2", "main")
    tagged = on_main(runner, forge, "refs/tags/v2")
    tagged.contexts["needs"] = {"build": {"result": build}, "parts": {"result": parts}}
    assert tagged.job("render.yml", "release") == []
