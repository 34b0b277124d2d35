"""`jdflow comment`: what it makes of a branch, what it takes from another run, what it posts."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any

import pytest

from jdflow.app import proposal
from jdflow.app.helper import Helper
from tests.app.history import DATED, OWN, Chronicle
from tests.command import Ran, jdflow
from tests.deliver.conftest import DOUBLES
from tests.support import BASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.deliver.double import Double

pytestmark = pytest.mark.needs("git")

HEAD = "positions/juhataja.yaml"
THIRD = "positions/kolmas.yaml"
BLOCK = "shared/rights/kaugtoo.yaml"
USING = "õigused: [{kasuta: rights/kaugtoo}]\n"
CHANGED = "nimi: Kaugtöö\nlaused:\n  - teha kaugtööd kuni kaks päeva nädalas\n"
OFFICIAL = DATED.replace("teenistuja: töötaja", "teenistuja: ametnik")
JUNE = "2026-12-01"


@pytest.fixture
def history(tmp_path: Path) -> Chronicle:
    """Two positions in force, both with a shared block; a branch is checked out."""
    history = Chronicle(tmp_path / "kogu")
    history.commit({OWN: DATED + USING, HEAD: f"kehtiv_alates: 2026-03-01\n{BASE[HEAD]}{USING}"})
    history.git("switch", "--quiet", "--create", "haru")
    return history


@pytest.fixture
def run(history: Chronicle, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """The comment on the branch."""

    def call(*arguments: str | Path, base: str | None = "main", lang: str = "en") -> Ran:
        options = ("-C", history.root, "--lang", lang, "--today", "2026-11-20")
        given = () if base is None else ("--base", base)
        return jdflow(capsys, *options, "comment", *given, *arguments)

    return call


def data(run: Callable[..., Ran], **options: str) -> dict[str, Any]:
    ran = run("--format", "json", **options)
    assert (ran.code, ran.err) == (0, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


def asked(found: dict[str, Any]) -> dict[str, list[str]]:
    several = [*found["own"], *(one for shared in found["shared"] for one in shared["positions"])]
    return {one["id"]: one["asks"] for one in several}


def test_where_nothing_changes_that_is_said(history: Chronicle, run: Callable[..., Ran]) -> None:
    history.commit({"README.md": "Muu"})
    ran = run()
    assert (ran.code, ran.err) == (0, "")
    assert "**No job description changes.** The check finds no errors." in ran.out


def test_a_text_in_force_that_changes_silently_is_asked_about(history: Chronicle, run: Callable[..., Ran]) -> None:
    history.commit({OWN: (DATED + USING).replace("on korras", "on leitavad")})
    found = data(run)
    assert asked(found) == {"naidis": ["date", "signatures"]}
    assert (found["errors"], found["findings"], found["shared"]) == (1, [], [])
    [change] = found["own"][0]["changes"]
    assert (change["section"], change["before"], change["after"]) == (
        "purpose",
        "Andmed on korras.",
        "Andmed on leitavad.",
    )


def test_a_spelling_is_asked_about_until_a_commit_says_why(history: Chronicle, run: Callable[..., Ran]) -> None:
    text = (DATED + USING).replace("on korras.", "on korras")
    history.commit({OWN: text})
    found = data(run)
    assert (asked(found), found["own"][0]["class"]) == ({"naidis": ["editorial"]}, "editorial")
    history.git("commit", "--quiet", "--amend", "--message", "Punkt\n\nToimetuslik: punkt")
    assert asked(data(run)) == {"naidis": []}


def test_a_block_folds_the_positions_that_it_alone_changes(history: Chronicle, run: Callable[..., Ran]) -> None:
    history.commit({BLOCK: CHANGED, OWN: (DATED + USING).replace("on korras", "on leitavad")})
    found = data(run)
    [one] = found["own"]
    assert (one["id"], [change["section"] for change in one["changes"]]) == ("naidis", ["purpose"])
    assert one["through"] == ["rights/kaugtoo"]
    [shared] = found["shared"]
    assert (shared["blocks"], [one["id"] for one in shared["positions"]]) == (["rights/kaugtoo"], ["juhataja"])
    [change] = shared["changes"]
    assert (change["positions"], shared["others"], change["after"]) == (2, 1, "teha kaugtööd kuni kaks päeva nädalas")


def test_a_block_in_a_block_changes_those_who_use_the_outer_one(history: Chronicle, run: Callable[..., Ran]) -> None:
    outer = "nimi: Kõik\nlaused: [{kasuta: rights/kaugtoo}, saada abi]\n"
    history.git("switch", "--quiet", "main")
    history.commit({"shared/rights/koik.yaml": outer, OWN: DATED + "õigused: [{kasuta: rights/koik}]\n"})
    history.git("switch", "--quiet", "--create", "teine")
    history.commit({BLOCK: CHANGED})
    assert set(asked(data(run))) == {"naidis", "juhataja"}


def test_new_days_keep_positions_below_their_block(history: Chronicle, run: Callable[..., Ran]) -> None:
    files = {path: (history.root / path).read_text("utf-8").replace("2026-03-01", JUNE) for path in (OWN, HEAD)}
    history.commit({BLOCK: CHANGED, **files})
    found = data(run)
    assert found["own"] == []
    [shared] = found["shared"]
    assert {(one["from"], one["to"]) for one in shared["positions"]} == {("2026-03-01", JUNE)}
    assert asked(found) == {"naidis": ["signatures"], "juhataja": ["signatures"]}


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        ("", ["consent", "order"]),
        ("kinnitamine: {number: 5, kuupäev: 2026-11-19}\n", ["consent"]),
        ("kinnitamine: {number: 5, kuupäev: 2026-11-19, nõusolek: ei ole vaja}\n", []),
    ],
)
def test_consent_is_asked_for_until_it_is_decided(
    added: str, expected: list[str], history: Chronicle, run: Callable[..., Ran]
) -> None:
    history.git("switch", "--quiet", "main")
    history.commit({OWN: OFFICIAL})
    history.git("switch", "--quiet", "--create", "teine")
    text = OFFICIAL.replace("2026-03-01", JUNE)
    history.commit({OWN: text.replace("eesmärk: Andmed on", "eesmärk: Kõik andmed on")})
    assert asked(data(run)) == {"naidis": ["order"]}
    history.commit({OWN: added + text.replace("Andmete korrastamine", "Andmete korrastamine ja jagamine")})
    assert asked(data(run)) == {"naidis": expected}


def test_what_is_signed_is_not_asked_for_again(history: Chronicle, run: Callable[..., Ran]) -> None:
    text = (DATED + USING).replace("2026-03-01", JUNE).replace("on korras", "on leitavad")
    history.commit({OWN: f"kinnitamine: {{kinnitamisviis: leping, kuupäev: 2026-11-19}}\n{text}"})
    assert asked(data(run)) == {"naidis": []}


def test_new_and_gone_and_renamed_files(history: Chronicle, run: Callable[..., Ran]) -> None:
    text = (history.root / OWN).read_text("utf-8")
    history.commit({OWN: None, "positions/uus.yaml": f"varem: [naidis]\n{text}"})
    assert data(run)["own"] == []
    assert [(one["former_id"], one["id"]) for one in data(run)["entries"]] == [("naidis", "uus")]
    assert "new id: `naidis` → `uus`" in run().out
    history.commit({"positions/uus.yaml": text, "positions/teine.yaml": text.replace("Näidis", "Teine")})
    found = {one["id"]: (one["before"], one["after"], one["changes"] != []) for one in data(run)["own"]}
    assert found == {"naidis": (True, False, False), "uus": (False, True, True), "teine": (False, True, True)}


def test_who_names_a_renamed_position_by_its_new_id_says_the_same(history: Chronicle, run: Callable[..., Ran]) -> None:
    text = (history.root / HEAD).read_text("utf-8") + "vahetu_juht: naidis\nasendajad: [naidis]\n"
    history.git("switch", "--quiet", "main")
    history.commit({HEAD: text})
    history.git("switch", "--quiet", "--create", "teine")
    own = (history.root / OWN).read_text("utf-8")
    renamed = text.replace("naidis", "uus")
    history.commit({OWN: None, "positions/uus.yaml": f"varem: [naidis]\n{own}", HEAD: renamed})
    found = data(run)
    assert (found["own"], [one["id"] for one in found["entries"]]) == ([], ["uus"])
    # Another name is another text all the same.
    history.commit({HEAD: renamed.replace("asendajad: [uus]", "asendajad: [juhataja]")})
    assert [one["id"] for one in data(run)["own"]] == ["juhataja"]


def test_a_moved_file_changes_nothing_and_uncommitted_words_count(history: Chronicle, run: Callable[..., Ran]) -> None:
    text = (history.root / OWN).read_text("utf-8")
    history.commit({OWN: None, "positions/talitus/naidis.yaml": text})
    assert asked(data(run)) == {}
    (history.root / "positions/talitus/naidis.yaml").write_text(text.replace("on korras", "on leitavad"), "utf-8")
    assert set(asked(data(run))) == {"naidis"}


def test_files_that_all_documents_share_are_told_of(history: Chronicle, run: Callable[..., Ran]) -> None:
    settings = (history.root / "shared/settings.yaml").read_text("utf-8")
    history.commit(
        {
            "shared/settings.yaml": f"# Muudetud\n{settings}",
            "templates/uus.docx": b"",
            ".github/x.yml": "",
            ".gitlab-ci.yml": "",
        }
    )
    found = data(run)
    assert (found["own"], found["common"]) == (
        [],
        [".github/x.yml", ".gitlab-ci.yml", "shared/settings.yaml", "templates/uus.docx"],
    )
    told = run().out
    assert "**No text of a job description changes.**" in told
    assert "What is run on the forge changes: .github/x.yml, .gitlab-ci.yml. It has rights of its own" in told
    assert "share change: shared/settings.yaml, templates/uus.docx. Documents may print otherwise" in told


def test_what_cannot_be_read_is_said(history: Chronicle, run: Callable[..., Ran]) -> None:
    history.commit({OWN: "ametinimetus: [\n", BLOCK: CHANGED})
    found = data(run)
    assert found["unread"] == ["naidis"]
    assert found["findings"][0]["path"] == OWN
    assert found["findings"][0]["is_touched"] is True
    assert "It could not be compared how 1 job description changes" in run().out


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")
def test_two_processes_say_what_one_says(
    history: Chronicle, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = DATED.replace("ametinimetus: Näidis", "ametinimetus: [")
    history.commit({BLOCK: CHANGED, OWN: (DATED + USING).replace("on korras", "on leitavad"), THIRD: broken})
    alone = run("--format", "json").out
    began: list[Helper] = []

    def begin(work: Callable[[], Any]) -> Helper:
        began.append(Helper(work))
        return began[-1]

    monkeypatch.setattr(proposal, "processors", lambda: 2)
    monkeypatch.setattr(proposal, "WORTH_SHARING", 3)
    monkeypatch.setattr(proposal, "Helper", begin)
    assert run("--format", "json").out == alone
    monkeypatch.setattr(proposal, "as_json", lambda _: "{}")
    assert run("--format", "json").out == alone
    assert len(began) == 2
    monkeypatch.setattr(proposal, "WORTH_SHARING", 4)
    assert run("--format", "json").out == alone
    assert len(began) == 2


def test_content_below_the_top_is_named_and_nothing_else_of_the_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history = Chronicle(tmp_path / "kogu", below="amet")
    history.git("switch", "--quiet", "--create", "haru")
    history.commit({OWN: DATED.replace("on korras", "on leitavad")})
    options = ("-C", history.root, "--lang", "en", "--today", "2026-11-20")
    found = json.loads(jdflow(capsys, *options, "comment", "--base", "main", "--format", "json").out)
    assert (found["folder"], asked(found)) == ("amet", {"naidis": ["date", "signatures"]})


def test_another_run_makes_the_same_of_the_data(history: Chronicle, run: Callable[..., Ran], tmp_path: Path) -> None:
    history.commit({BLOCK: CHANGED, OWN: (DATED + USING).replace("Näidis", "'@all <b> #12'")})
    file = tmp_path / "comment.json"
    file.write_text(run("--format", "json").out, "utf-8")
    assert run("--from", file, base=None).out == run().out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 2),
        (("--base", "main", "--from", "x"), 2),
        (("--from", "puudub.json"), 2),
        (("--base", "main", "--via", "github", "--change", "0"), 2),
        (("--base", "main", "--via", "github", "--head", "haru"), 2),
        (("--base", "puudub"), 2),
        (("--base", "main", "--via", "github"), 2),
        (("--base", "main", "--via", "github", "--change", "1", "--format", "json"), 2),
        (("--base", "main", "--via", "github", "--change", "1", "--head", "a" * 40), 2),
        (("--base", "main", "--via", "github", "--change", "1"), 3),
        (("--base", "main", "--previews", "javascript:alert(1)"), 2),
        (("--base", "main", "--previews", "https://a.ee/>x"), 2),
        (("--base", "main", "--previews", "https://a.ee/\nx"), 2),
    ],
)
def test_wrong_calls(arguments: tuple[str, ...], code: int, run: Callable[..., Ran]) -> None:
    ran = run(*arguments, base=None)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err


def test_a_file_that_is_no_comment_is_refused(run: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / "comment.json"
    file.write_text('{"comment": 1, "own": "@all"}', "utf-8")
    ran = run("--from", file, base=None)
    assert (ran.code, ran.out) == (2, "")
    assert "is not the data of a comment: what stands at $ is not" in ran.err


@pytest.fixture(params=DOUBLES)
def double(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Double]:
    """Each kind of forge, with what opens it at hand."""
    with DOUBLES[request.param]() as served:
        for name, value in served.environment().items():
            monkeypatch.setenv(name, value)
        yield served


def test_it_is_posted_once_and_brought_up_to_date(
    double: Double, history: Chronicle, run: Callable[..., Ran], tmp_path: Path
) -> None:
    change = double.add_change("d" * 40)
    file = tmp_path / "comment.json"
    post = ("--from", file, "--via", double.kind, "--head", "d" * 40)
    history.commit({OWN: (DATED + USING).replace("on korras", "on leitavad")})
    file.write_text(run("--format", "json").out, "utf-8")
    ran = run(*post, base=None)
    assert (ran.code, ran.out, ran.err) == (0, "", f"Pull request {change}: the comment is added.\n")
    [body] = double.bodies(change)
    assert "**1 job description changes**, from 01.03.2026 (materially: 1)." in body
    history.commit({OWN: DATED + USING})
    file.write_text(run("--format", "json").out, "utf-8")
    assert "brought up to date" in run(*post, base=None).err
    assert "is up to date" in run(*post, base=None).err
    [body] = double.bodies(change)
    assert "No job description changes." in body
    assert re.findall(r"<!--.*-->", body) == body.splitlines()[:1]


@pytest.mark.parametrize("folder", ["amet", "positions", "..", "/", "@all", "\\ud800", "."])
def test_data_of_another_content_adds_no_further_comment(
    folder: str, double: Double, run: Callable[..., Ran], tmp_path: Path
) -> None:
    change = double.add_change("d" * 40)
    file = tmp_path / "comment.json"
    file.write_text(run("--format", "json").out.replace('"folder": ""', f'"folder": "{folder}"'), "utf-8")
    ran = run("--from", file, "--via", double.kind, "--head", "d" * 40, base=None)
    assert (ran.code, double.bodies(change)) == (2, [])
    assert "the content here is that in “.”" in ran.err


def test_content_below_the_top_has_its_comment_posted_from_there(
    double: Double, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    history = Chronicle(tmp_path / "kogu", below="amet")
    change = double.add_change("d" * 40)
    file = tmp_path / "comment.json"
    file.write_text(jdflow(capsys, "-C", history.root, "comment", "--base", "main", "--format", "json").out, "utf-8")
    post = ("comment", "--from", file, "--via", double.kind, "--head", "d" * 40)
    assert jdflow(capsys, "-C", history.root.parent, *post).code == 2
    assert jdflow(capsys, "-C", history.root / "positions", *post).code == 0
    assert len(double.bodies(change)) == 1


def test_each_pull_request_that_ends_in_the_commit_gets_it_and_of_many_only_the_first(
    double: Double, run: Callable[..., Ran]
) -> None:
    other, *changes = [double.add_change(letter * 40) for letter in "eddddddd"]
    assert run("--via", double.kind, "--head", "d" * 40).code == 0
    assert [len(double.bodies(change)) for change in (other, *changes)] == [0, 1, 1, 1, 1, 1, 0, 0]


def test_a_pull_request_that_has_gone_on_gets_nothing_old(double: Double, run: Callable[..., Ran]) -> None:
    change = double.add_change("e" * 40)
    ran = run("--via", double.kind, "--head", "d" * 40)
    assert (ran.code, double.bodies(change)) == (0, [])
    assert "No open pull request ends in dddddddddddd any more" in ran.err


def test_a_token_without_rights_is_said_with_the_right_that_it_wants(double: Double, run: Callable[..., Ran]) -> None:
    change = double.add_change()
    double.faults.append(double.no_right("add_comment"))
    ran = run("--via", double.kind, "--change", str(change))
    assert (ran.code, ran.out) == (3, "")
    assert double.token not in ran.err
    assert "The token needs" in ran.err
