"""What `init` writes elsewhere is what stands here."""

from __future__ import annotations

import json
import re
from fnmatch import fnmatch
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
import yaml

from jdflow import __version__
from jdflow.app.init import starter
from jdflow.app.schema import schema_files
from jdflow.model.block import KINDS
from tests.checkout import ROOT

if TYPE_CHECKING:
    from pathlib import Path

STARTER = ROOT / "jdflow" / "starter"
GITLAB = ROOT / "jdflow" / "starter_gitlab"


def copied(folder: Path) -> dict[str, bytes]:
    """The shared blocks and the Word templates below a folder, by path."""
    folders = [folder / "templates", *(folder / "shared" / kind for kind in KINDS)]
    found = (path for each in folders for path in each.glob("**/*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_blocks_and_templates_are_those_of_this_repository(request: pytest.FixtureRequest) -> None:
    here = copied(ROOT)
    assert len(here) >= 45
    assert {"templates/klassikaline.docx", "templates/teenistuskoht.docx"} <= here.keys()
    if request.config.getoption("--update-goldens"):
        for path in copied(STARTER).keys() - here.keys():
            (STARTER / path).unlink()
        for path, data in here.items():
            (STARTER / path).parent.mkdir(parents=True, exist_ok=True)
            (STARTER / path).write_bytes(data)
    there = copied(STARTER)
    assert sorted(there) == sorted(here)
    assert [path for path in here if there[path] != here[path]] == [], "--update-goldens copies them"


def workflows(folder: Path) -> dict[str, bytes]:
    """The workflows and the action below a folder, by path; what tests jdflow itself is its own affair."""
    found = [*folder.glob(".github/workflows/*"), *folder.glob(".github/actions/**/action.yml")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found if path.name != "ci.yml"}


def test_workflows_are_those_of_this_repository(request: pytest.FixtureRequest) -> None:
    there = workflows(STARTER)
    assert {".github/workflows/pull-request.yml", ".github/actions/jdflow/action.yml"} <= there.keys()
    if request.config.getoption("--update-goldens"):
        for path in workflows(ROOT).keys() - there.keys():
            (ROOT / path).unlink()
        for path, data in there.items():
            (ROOT / path).write_bytes(data)
    here = workflows(ROOT)
    assert sorted(here) == sorted(there)
    assert [path for path in there if here[path] != there[path]] == [], "--update-goldens copies them"


def test_a_new_repository_installs_this_jdflow_and_what_it_is_tested_with(request: pytest.FixtureRequest) -> None:
    [wheel] = [path for path in starter() if path.endswith(".whl")]
    assert wheel == f".github/actions/jdflow/jdflow-{__version__}-py3-none-any.whl"
    pins = STARTER / ".github/actions/jdflow/requirements.txt"
    locked = told((ROOT / ".ci/requirements/run.txt").read_text("utf-8"))
    head = pins.read_text("utf-8").partition("--require-hashes\n")[0] + "--require-hashes\n"
    if request.config.getoption("--update-goldens"):
        pins.write_text(head + "\n".join(locked) + "\n", "utf-8")
    assert told(pins.read_text("utf-8")) == ["--require-hashes", *locked], "--update-goldens copies them"
    own = f"./{wheel} --hash=sha256:{sha256(starter()[wheel]).hexdigest()}"
    assert told(starter()[pins.relative_to(STARTER).as_posix()].decode()) == ["--require-hashes", *locked, own]


def told(pins: str) -> list[str]:
    """The lines of a lock file that are no comments."""
    return [line for line in pins.splitlines() if not line.lstrip().startswith("#")]


def test_forms_have_ids_that_github_takes() -> None:
    forms = [text.decode() for path, text in starter().items() if "/ISSUE_TEMPLATE/" in path]
    assert len(forms) == 2
    for form in forms:
        fields = [field for field in yaml.safe_load(form)["body"] if field["type"] != "markdown"]
        ids = [field["id"] for field in fields]
        assert len(set(ids)) == len(ids) >= 3
        assert [id for id in ids if not re.fullmatch(r"[A-Za-z0-9_-]+", id)] == []
        labels = [field["attributes"]["label"] for field in fields]
        assert len(set(labels)) == len(labels)


def test_the_readme_names_what_can_be_switched_on_and_what_is_to_be_required() -> None:
    readme = starter()["README.md"].decode()
    flows = {path: data.decode() for path, data in starter().items() if path.startswith(".github/workflows/")}
    switches = {name for text in flows.values() for name in re.findall(r"\b(?:vars|secrets)\.(\w+)", text)}
    assert switches >= {"JDFLOW_REMIND", "JDFLOW_ASSIGNEES", "JDFLOW_PARTS"}
    assert [name for name in switches if f"`{name}`" not in readme] == []
    check = yaml.safe_load(flows[".github/workflows/pull-request.yml"])["jobs"]["check"]["name"]
    documents = yaml.safe_load(flows[".github/workflows/render.yml"])["name"]
    assert f"kontrolli nimega `{check}`" in readme
    assert f"*Actions → {documents} → " in readme


def test_gitlab_installs_the_same_jdflow() -> None:
    [wheel] = [path for path in starter("gitlab") if path.endswith(".whl")]
    assert wheel == f".gitlab/jdflow/jdflow-{__version__}-py3-none-any.whl"
    assert starter("gitlab")[wheel] == starter()[wheel.replace(".gitlab/jdflow", ".github/actions/jdflow")]
    of_github = starter()[".github/actions/jdflow/requirements.txt"].decode()
    assert starter("gitlab")[".gitlab/jdflow/requirements.txt"].decode() == of_github.replace(
        "./.github/actions/jdflow/", "./.gitlab/jdflow/"
    )


def test_the_readme_for_gitlab_names_what_can_be_switched_on() -> None:
    flow, readme = (starter("gitlab")[path].decode() for path in (".gitlab/jdflow/ci.yml", "README.md"))
    switches = {*re.findall(r"\bJDFLOW_[A-Z]+\b", flow), "JDFLOW_ASSIGNEES"} - {"JDFLOW_IMAGE"}
    assert switches >= {"JDFLOW_TOKEN", "JDFLOW_PARTS", "JDFLOW_TASK"}
    assert [name for name in switches if f"`{name}`" not in readme] == []
    assert "GitHub" not in readme


@pytest.mark.parametrize(("forge", "path"), [("github", ".github/CODEOWNERS"), ("gitlab", ".gitlab/CODEOWNERS")])
def test_nobody_is_named_as_owner(forge: str, path: str) -> None:
    lines = starter(forge)[path].decode().splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == []
    assert len([line for line in lines if line.startswith("# /")]) >= 5


def test_the_schemas_are_made_and_not_kept() -> None:
    assert not (STARTER / "shared/schema").exists()
    written = starter()
    assert {path: written[path].decode() for path in schema_files()} == schema_files()


def test_every_file_of_the_package_is_written() -> None:
    kept = {path.relative_to(STARTER).as_posix() for path in STARTER.rglob("*") if path.is_file()}
    assert {".gitignore", ".gitattributes", "README.md"} <= kept
    made = {path for path in starter() if path.endswith(".whl")}
    assert starter().keys() == kept | schema_files().keys() | made
    assert list(starter()) == sorted(starter())
    further = {path.relative_to(GITLAB).as_posix() for path in GITLAB.rglob("*") if path.is_file()}
    of_github = {path for path in starter() if path.startswith(".github/")}
    pins = {path for path in starter("gitlab") if path.startswith(".gitlab/jdflow/") and not path.endswith(".yml")}
    assert starter("gitlab").keys() == (starter().keys() - of_github) | further | pins
    assert list(starter("gitlab")) == sorted(starter("gitlab"))


def test_editors_know_the_schema_of_every_file() -> None:
    settings = json.loads((STARTER / ".vscode/settings.json").read_text("utf-8"))
    schemas: dict[str, str] = settings["yaml.schemas"]
    assert schemas.keys() == schema_files().keys()
    for path in starter():
        if path.endswith(".yaml"):
            fitting = [schema for schema, glob in schemas.items() if fnmatch(path, glob.replace("**/", ""))]
            _, kind, *rest = path.split("/")
            name = "position" if path.startswith("positions/") else kind if rest else kind.removesuffix(".yaml")
            assert fitting == [f"shared/schema/{name}.json"]


@pytest.mark.parametrize("path", [path for path in starter() if path.startswith("positions/")])
def test_positions_name_their_schema(path: str) -> None:
    first = starter()[path].decode().partition("\n")[0]
    assert first == f"# yaml-language-server: $schema={'../' * path.count('/')}shared/schema/position.json"


def test_names_stay_empty() -> None:
    assert b"nimi: ''" in starter()["shared/signatories.yaml"]
