"""`jdflow check`: which files it looks at, how it tells, what annotations a forge gets."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.command import git, jdflow, repository
from tests.support import OWN, overlay

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

links = pytest.mark.skipif(os.name == "nt", reason="links and such file names need another system")

# A problem in each of four files, one of them a block that the others use.
FOUR = """\
eesmark: Andmed on korras.
õigused: [{kasuta: rights/kaugtoo}]
# positions/juhataja.yaml
grupp: ""
õigused: [{kasuta: rights/kaugtoo}]
# positions/yksus/teine.yaml
ametinimetus: Teine.
struktuuriüksus: andmetalitus
teenistuja: ametnik
eesmärk: Andmed on korras.
ülesanded: [{ülesanne: Töö.}]
# shared/rights/kaugtoo.yaml
laused: ["teha {{ midagi }}"]
# shared/settings.yaml
keel: fr
"""
Found = set[tuple[str, str]]
SHARED: Found = {("shared/rights/kaugtoo.yaml", "JD207"), ("shared/settings.yaml", "JD105")}
OWN_ONE: Found = {(OWN, "JD101")}
HEAD: Found = {("positions/juhataja.yaml", "JD110")}
OTHER: Found = {("positions/yksus/teine.yaml", "JD802")}
ALL = SHARED | OWN_ONE | HEAD | OTHER


@pytest.fixture
def found(root: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Found]:
    """What a check of some paths finds, each problem as path and code."""
    overlay(FOUR).on_disk(root)

    def check(*paths: str | Path, start: Path = root) -> Found:
        ran = jdflow(capsys, "-C", start, "check", "--format", "json", *paths)
        assert ran.err == ""
        return {(problem["path"], problem["code"]) for problem in json.loads(ran.out)["problems"]}

    return check


def test_without_paths_everything(found: Callable[..., Found]) -> None:
    assert found() == ALL


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ((OWN,), OWN_ONE),
        ((OWN, "positions/juhataja.yaml"), OWN_ONE | HEAD),
        ((f"./{OWN}", f"positions/../{OWN}"), OWN_ONE),
        (("positions/yksus",), OTHER),
        (("positions/yksus/",), OTHER),
        (("positions",), OWN_ONE | HEAD | OTHER),
        (("shared",), SHARED),
        (("shared/rights/kaugtoo.yaml",), {("shared/rights/kaugtoo.yaml", "JD207")}),
        (("shared/settings.yaml",), {("shared/settings.yaml", "JD105")}),
        (("shared/duties",), set()),
        ((".",), ALL),
        ((OWN, "."), ALL),
    ],
)
def test_paths(paths: tuple[str, ...], expected: Found, found: Callable[..., Found]) -> None:
    assert found(*paths) == expected


def test_a_name_that_begins_alike_is_another(root: Path, found: Callable[..., Found]) -> None:
    (root / "positions/yks").mkdir()
    assert found("positions/yks") == set()


def test_an_absolute_path(root: Path, found: Callable[..., Found]) -> None:
    assert found(root / OWN) == OWN_ONE
    assert found(root) == ALL


def test_a_path_from_below(root: Path, found: Callable[..., Found], monkeypatch: pytest.MonkeyPatch) -> None:
    assert found("teine.yaml", start=root / "positions/yksus") == OTHER
    assert found("../naidis.yaml", start=root / "positions/yksus") == OWN_ONE
    assert found("../..", start=root / "positions/yksus") == ALL
    monkeypatch.chdir(root / "positions")
    assert found("naidis.yaml", start=root / "positions") == OWN_ONE
    monkeypatch.chdir(root)
    assert found("yksus", start=root.__class__("positions")) == OTHER


@links
def test_a_path_behind_a_link(root: Path, found: Callable[..., Found]) -> None:
    link = root.parent / "link"
    link.symlink_to(root)
    assert found(link / OWN) == OWN_ONE
    assert found(OWN, start=link) == OWN_ONE
    assert found(root / OWN, start=link) == OWN_ONE
    assert found(root, start=link) == ALL


@links
def test_a_file_that_is_a_link_is_looked_at_as_such(root: Path, found: Callable[..., Found]) -> None:
    (root / "positions/link.yaml").symlink_to("naidis.yaml")
    assert ("positions/link.yaml", "JD003") in found()
    assert found("positions/link.yaml") == {("positions/link.yaml", "JD003")}
    elsewhere = root.parent / "link"
    elsewhere.symlink_to(root)
    assert found(elsewhere / "positions/link.yaml") == {("positions/link.yaml", "JD003")}


@pytest.mark.parametrize("path", ["positions/puudub.yaml", "x" * 5000, "positions/naidis.yaml/x"])
def test_a_path_that_is_not_there(path: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "--lang", "en", "-C", root, "check", OWN, path)
    assert ran == (2, "", f"jdflow: There is no file or folder “{path}”.\n")


def test_a_path_outside(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in ("..", str(root.parent / "elsewhere"), root.parent):
        ran = jdflow(capsys, "--lang", "en", "-C", root, "check", path)
        assert ran == (2, "", f"jdflow: “{path}” lies outside the content root “{root}”.\n")


def test_a_block_names_those_that_use_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    overlay(FOUR).on_disk(root)
    for paths in ((), ("shared/rights",), ("shared/rights/kaugtoo.yaml",)):
        ran = jdflow(capsys, "-C", root, "check", "--format", "json", *paths)
        [problem] = [each for each in json.loads(ran.out)["problems"] if each["code"] == "JD207"]
        assert [(each["path"], each["line"], each["column"]) for each in problem["related"]] == [
            ("positions/juhataja.yaml", 2, 20),
            (OWN, 2, 20),
        ]


def test_text(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    overlay("eesmark: Andmed on korras.\n").on_disk(root)
    assert jdflow(capsys, "-C", root, "--lang", "en", "check").out == (
        f"{OWN}:1:1: error JD101: The key “eesmark” is not known in a position.\n"
        "  1 | eesmark: Andmed on korras.\n"
        "    | ^^^^^^^\n"
        "    → Did you mean “eesmärk”?\n"
        "\n"
        "Found: 1 error; 2 positions.\n"
    )


# -- annotations -------------------------------------------------------------------------------------------------------

COMMAND = re.compile(r"::(?P<kind>error|warning|notice) (?P<facts>[^\n:]*)::(?P<text>[^\n]*)")


def told(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str) -> list[dict[str, str]]:
    """The workflow commands as a runner reads them, each a line."""
    ran = jdflow(capsys, "-C", root, "--lang", "en", "check", "--format", "github", *arguments)
    assert ran.err == ""
    read = []
    for line in ran.out.splitlines():
        match = COMMAND.fullmatch(line)
        assert match, line
        facts: dict[str, Any] = dict(fact.split("=", 1) for fact in match["facts"].split(","))
        read.append(
            {"kind": match["kind"], "text": unescaped(match["text"])}
            | {name: unescaped(value.replace("%3A", ":").replace("%2C", ",")) for name, value in facts.items()}
        )
    return read


def unescaped(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def test_annotations(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, root) == []
    overlay("eesmark: Andmed on korras.\nõigused: [100%, 100%.]\n").on_disk(root)
    assert told(capsys, root) == [
        {
            "kind": "error",
            "file": OWN,
            "line": "1",
            "col": "1",
            "endLine": "1",
            "endColumn": "8",
            "title": "JD101",
            "text": "The key “eesmark” is not known in a position.\nDid you mean “eesmärk”?",
        },
        {
            "kind": "warning",
            "file": OWN,
            "line": "2",
            "col": "17",
            "endLine": "2",
            "endColumn": "22",
            "title": "JD801",
            "text": told(capsys, root)[1]["text"],
        },
    ]


def test_an_annotation_over_lines_has_no_columns(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    overlay("õigused:\n  - >\n    Sama õigus.\n  - Sama\n    õigus.\n").on_disk(root)
    [one] = told(capsys, root)
    assert (one["line"], one["endLine"]) == ("4", "5")
    assert {"col", "endColumn"}.isdisjoint(one)


def test_hostile_messages_stay_in_their_line(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = "a%0A::error::x\\n::stop-commands::y\\r%25"
    overlay(f'märkused: Märkus.\n"{key}": 1\n').on_disk(root)
    [one] = told(capsys, root)
    assert "“a%0A::error::x ::stop-commands::y %25”" in one["text"]


@links
def test_hostile_paths_stay_in_their_fact(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "a,line=9::b%0A\n::error::c\r.yaml"
    (root / "positions" / name).touch()
    found = told(capsys, root)
    assert {one["title"] for one in found} == {"JD013", "JD015"}
    assert {one["file"] for one in found} == {f"positions/{name}"}
    assert {one["line"] for one in found} == {"1"}


@pytest.mark.needs("git")
def test_annotations_count_from_the_top_of_the_repository(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    overlay("eesmark: Andmed on korras.\n").on_disk(root)
    (root.parent / "README").touch()
    repository(root.parent)
    assert [one["file"] for one in told(capsys, root)] == [f"amet/{OWN}"]
    # The other forms count from the content root, where they are read.
    assert jdflow(capsys, "-C", root, "check").out.startswith(OWN)
    linked = root.parents[1] / "linked"
    git(root.parent, "worktree", "add", "--quiet", str(linked))
    assert [one["file"] for one in told(capsys, linked / "amet")] == [f"amet/{OWN}"]


def reported(capsys: pytest.CaptureFixture[str], root: Path) -> list[dict[str, Any]]:
    """The report on quality as GitLab reads it."""
    ran = jdflow(capsys, "-C", root, "--lang", "en", "check", "--format", "gitlab")
    found: list[dict[str, Any]] = json.loads(ran.out)
    return found


def test_a_report_on_quality_keeps_its_digests_while_lines_move(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert reported(capsys, root) == []
    text = "eesmark: Andmed on korras.\nõigused: [100%., 100%.]\n"
    overlay(text).on_disk(root)
    before = reported(capsys, root)
    wanted = {"check_name": "JD101", "severity": "critical", "location": {"path": OWN, "lines": {"begin": 1}}}
    assert before[0] | wanted == before[0]
    assert before[0]["description"] == "The key “eesmark” is not known in a position. Did you mean “eesmärk”?"
    digests = [one["fingerprint"] for one in before]
    assert len(set(digests)) == len(digests) > 1
    overlay(f"# Märkus\n{text}").on_disk(root)
    after = reported(capsys, root)
    assert [one["fingerprint"] for one in after] == digests
    assert [one["location"]["lines"]["begin"] for one in after] == [
        one["location"]["lines"]["begin"] + 1 for one in before
    ]
