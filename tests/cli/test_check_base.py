"""`jdflow check --base`: what it is held against, how it tells, how it ends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.app.history import DATED, OWN, Chronicle
from tests.command import Ran, jdflow
from tests.support import BASE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.needs("git")

HEAD = "positions/juhataja.yaml"
BLOCK = "shared/rights/kaugtoo.yaml"
USING = "õigused: [{kasuta: rights/kaugtoo}]\n"
CHANGED = "nimi: Kaugtöö\nlaused:\n  - teha kaugtööd kuni kaks päeva nädalas\n"
SILENT = DATED.replace("on korras", "on leitavad")
TOLD = (OWN, "JD404")


@pytest.fixture
def history(tmp_path: Path) -> Chronicle:
    """Three positions in force, two of them with a shared block; a branch is checked out."""
    history = Chronicle(tmp_path / "kogu")
    history.commit({OWN: DATED + USING, HEAD: f"kehtiv_alates: 2026-03-01\n{BASE[HEAD]}{USING}"})
    history.git("switch", "--quiet", "--create", "haru")
    return history


@pytest.fixture
def run(history: Chronicle, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """The check of the branch against the main one."""

    def call(*arguments: str | Path, base: str = "main", lang: str = "en") -> Ran:
        options = ("-C", history.root, "--lang", lang, "--today", "2026-11-20")
        return jdflow(capsys, *options, "check", "--base", base, *arguments)

    return call


def problems_in(ran: Ran) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ran.out)["problems"]
    return found


def told(ran: Ran) -> list[tuple[str, str]]:
    """The path and the code of each problem that is told as JSON."""
    return [(problem["path"], problem["code"]) for problem in problems_in(ran)]


def test_each_position_has_its_problem_with_the_block_beside_it(history: Chronicle, run: Callable[..., Ran]) -> None:
    history.commit({BLOCK: CHANGED})
    ran = run("--format", "json")
    assert (ran.code, told(ran)) == (1, [(HEAD, "JD404"), TOLD])
    assert json.loads(ran.out)["counts"] == {"error": 2, "warning": 0, "info": 0, "positions": 2}
    for problem in problems_in(ran):
        assert problem["severity"] == "error"
        said = "The shared block “rights/kaugtoo” has changed here."
        assert problem["related"] == [{"path": BLOCK, "line": 3, "column": 1, "message": said}]
    assert (problems_in(ran)[1]["line"], problems_in(ran)[1]["column"]) == (1, 16)


def test_the_text_tells_the_place_the_cause_and_the_way_out(history: Chronicle, run: Callable[..., Ran]) -> None:
    history.commit({OWN: SILENT + USING})
    ran = run()
    said = f"{OWN}:1:16: error JD404: The text in force since 01.03.2026 has changed, but its date has not."
    one, all_ = (f"`jdflow amend {which} --effective DAY`" for which in ("naidis", "--affected-by main"))
    assert ran.code == 1
    assert ran.out.splitlines() == [
        f"{said} What changed: own words (eesmärk).",
        "  1 | kehtiv_alates: 2026-03-01",
        "    |                ^^^^^^^^^^",
        (
            "    → Give the new text a day of its own: change `kehtiv_alates` in the file, "
            f"or {one}; all such positions at once: {all_}."
        ),
        f"    {OWN}:7:10: `eesmärk` has changed here.",
        "",
        "Found: 1 error; 2 positions.",
    ]


def test_the_way_out_leads_out(history: Chronicle, run: Callable[..., Ran], capsys: pytest.CaptureFixture[str]) -> None:
    history.commit({BLOCK: CHANGED})
    assert run().code == 1
    options = ("-C", history.root, "--today", "2026-11-20")
    assert jdflow(capsys, *options, "amend", "--affected-by", "main", "--effective", "2027-01-01").code == 0
    assert run().code == 0


def test_annotations_have_the_path_from_the_top_of_the_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history = Chronicle(tmp_path / "all", "sisu/õigused ja muu")
    (history.root / OWN).write_text(SILENT, "utf-8")
    ran = jdflow(capsys, "-C", history.root, "--today", "2026-11-20", "check", "--base", "HEAD", "--format", "github")
    assert ran.code == 1
    assert ran.out.startswith(f"::error file=sisu/õigused ja muu/{OWN},line=1,")
    assert "title=JD404::" in ran.out


def test_what_is_said_without_a_base_is_said_with_one(history: Chronicle, run: Callable[..., Ran]) -> None:
    history.commit({OWN: f'{SILENT}{USING}grupp: ""\n', HEAD: f"{BASE[HEAD]}{USING}kehtiv_kuni: 2027-01-01\n"})
    alone = run("--format", "json", base="HEAD")
    assert told(alone) == [(HEAD, "JD403"), (OWN, "JD110")]
    assert told(run("--format", "json")) == [(HEAD, "JD411"), *told(alone)]


def test_notes_and_warnings_end_well_unless_strict(history: Chronicle, run: Callable[..., Ran]) -> None:
    history.commit({"positions/uus.yaml": f"kehtiv_alates: 2027-01-01\n{BASE[OWN]}"})
    history.git("branch", "--force", "main")
    history.commit({"positions/uus.yaml": f"kehtiv_alates: 2027-02-01\n{BASE[OWN]}"})
    ran = run("--strict", "--format", "json")
    assert (ran.code, told(ran)) == (0, [("positions/uus.yaml", "JD409")])
    history.commit({OWN: DATED.replace("kehtiv_alates: 2026-03-01\n", "") + USING})
    ran = run("--format", "json")
    assert (ran.code, told(ran)) == (0, [(OWN, "JD411"), ("positions/uus.yaml", "JD409")])
    assert run("--strict").code == 1


# -- what is compared with what ----------------------------------------------------------------------------------------


def test_what_the_main_branch_did_meanwhile_is_not_the_branchs_doing(
    history: Chronicle, run: Callable[..., Ran]
) -> None:
    history.commit({HEAD: f"kehtiv_alates: 2027-01-01\n{BASE[HEAD]}"})
    history.git("switch", "--quiet", "main")
    base = history.git("rev-parse", "HEAD")
    history.commit({OWN: SILENT + USING, BLOCK: CHANGED}, "Toimetuslik: ei ole")
    history.git("switch", "--quiet", "haru")
    assert told(run("--format", "json")) == []
    (history.root / OWN).write_text(SILENT + USING, "utf-8")
    ran = run("--format", "json")
    assert told(ran) == [TOLD]
    assert f"--affected-by {base[:12]} " in problems_in(ran)[0]["advice"]


def test_what_the_branch_took_over_from_the_main_one_is_not_its_doing(
    history: Chronicle, run: Callable[..., Ran]
) -> None:
    history.commit({"positions/uus.yaml": BASE[OWN]}, "Toimetuslik: komad")
    history.git("switch", "--quiet", "main")
    history.commit({BLOCK: CHANGED})
    history.git("switch", "--quiet", "haru")
    history.git("merge", "--quiet", "--no-edit", "main")
    assert told(run("--format", "json")) == []
    comma = (DATED + USING).replace("on korras", "on, korras")
    history.commit({OWN: comma})
    assert told(run("--format", "json")) == [(OWN, "JD405")]
    history.commit({}, "Toimetuslik: koma")
    assert told(run("--format", "json")) == []


@pytest.mark.parametrize("base", ["HEAD", "main", "haru", "haru^{}"])
def test_what_is_not_committed_yet_counts(base: str, history: Chronicle, run: Callable[..., Ran]) -> None:
    (history.root / OWN).write_text(SILENT + USING, "utf-8")
    assert told(run("--format", "json", base=base)) == [TOLD]


def test_a_branch_behind_the_main_one_has_changed_nothing(history: Chronicle, run: Callable[..., Ran]) -> None:
    history.git("switch", "--quiet", "main")
    history.commit({OWN: SILENT + USING})
    history.git("switch", "--quiet", "haru")
    assert run() == Ran(0, "No problems found: 2 positions.\n", "")


def test_no_branch_need_be_checked_out(history: Chronicle, run: Callable[..., Ran]) -> None:
    history.commit({OWN: SILENT + USING})
    history.git("checkout", "--quiet", "--detach")
    history.git("branch", "--quiet", "--delete", "--force", "haru")
    assert told(run("--format", "json")) == [TOLD]


def test_paths_narrow_what_is_told(history: Chronicle, run: Callable[..., Ran]) -> None:
    history.commit({BLOCK: CHANGED})
    assert told(run("--format", "json", history.root / HEAD)) == [(HEAD, "JD404")]
    assert told(run("--format", "json", history.root / BLOCK)) == []
    assert told(run("--format", "json", history.root / "positions")) == [(HEAD, "JD404"), TOLD]
    assert told(run("--format", "json", history.root)) == [(HEAD, "JD404"), TOLD]
    history.commit({OWN: None, BLOCK: BASE[BLOCK]})
    assert (OWN, "JD416") in told(run("--format", "json"))
    assert told(run("--format", "json", history.root / "shared")) == []


def test_history_is_read_only_where_something_has_changed(
    history: Chronicle, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jdflow.app.base.Chronicle", None)
    history.commit({"positions/andmetalitus/naidis.yaml": DATED + USING, OWN: None, "README.md": "Näidis\n"})
    assert run().code == 0
    history.commit({"positions/andmetalitus/naidis.yaml": SILENT + USING})
    assert run().code == 70


# -- what cannot be read -----------------------------------------------------------------------------------------------


def test_of_what_cannot_be_read_the_check_alone_speaks(history: Chronicle, run: Callable[..., Ran]) -> None:
    history.commit({OWN: SILENT + "kehtiv_kuni: homme\n", BLOCK: "laused: [teha]\n"})
    found = {code for _, code in told(run("--format", "json"))}
    assert found
    assert not {code for code in found if code.startswith("JD4")}


def test_two_files_with_one_id_are_no_change(history: Chronicle, run: Callable[..., Ran]) -> None:
    history.commit({"positions/teine/naidis.yaml": SILENT + USING})
    assert told(run("--format", "json")) == [("positions/teine/naidis.yaml", "JD301")]
    history.commit({BLOCK: CHANGED})
    assert told(run("--format", "json")) == [(HEAD, "JD404"), ("positions/teine/naidis.yaml", "JD301")]


def test_what_could_not_be_read_before_is_held_against_what_could(history: Chronicle, run: Callable[..., Ran]) -> None:
    history.git("switch", "--quiet", "main")
    history.commit({OWN: "kehtiv_alates: [\n", BLOCK: "laused: 5\n"})
    history.git("switch", "--quiet", "--force-create", "haru")
    mended = {OWN: DATED + USING, BLOCK: BASE[BLOCK]}
    history.commit(mended)
    assert told(run("--format", "json")) == []
    history.commit({BLOCK: CHANGED})
    assert told(run("--format", "json")) == [(HEAD, "JD404"), TOLD]


# -- where nothing can be compared -------------------------------------------------------------------------------------


@pytest.mark.parametrize("base", ["puudub", "--upload-pack=x", "", "HEAD:positions"])
def test_an_unknown_commit_is_wrong_usage(base: str, history: Chronicle, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "-C", history.root, "--lang", "en", "check", f"--base={base}")
    assert ran == Ran(2, "", f"jdflow: There is no commit “{base}”.\n")


def test_a_commit_of_another_history_is_wrong_usage(
    history: Chronicle, run: Callable[..., Ran], capsys: pytest.CaptureFixture[str]
) -> None:
    history.git("switch", "--quiet", "--orphan", "muu")
    history.git("commit", "--quiet", "--allow-empty", "--message", "Muu")
    history.git("switch", "--quiet", "haru")
    said = (
        "jdflow: “muu” and what is checked out have no commit in common; "
        "name with --base the branch that this one began from.\n"
    )
    assert run(base="muu") == Ran(2, "", said)
    options = ("-C", history.root, "--lang", "en")
    assert jdflow(capsys, *options, "diff", "--base", "muu") == Ran(2, "", said)


NOTHING = "jdflow: The content is not kept in Git yet, so --base has nothing to compare it with.\n"
UNBORN = "jdflow: Nothing is committed yet, so there is no history: commit the files.\n"


def test_without_a_commit_there_is_nothing_to_compare(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("-C", root, "--lang", "en", "check", "--base", "main")
    assert jdflow(capsys, *arguments) == Ran(3, "", NOTHING)
    Chronicle(root.parent / "muu").git("init", "--quiet", str(root))
    assert jdflow(capsys, *arguments) == Ran(3, "", UNBORN)


def test_a_shallow_clone_is_refused(history: Chronicle, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    history.git("clone", "--quiet", "--depth=1", f"file://{history.folder}", str(tmp_path / "madal"))
    ran = jdflow(capsys, "-C", tmp_path / "madal", "--lang", "en", "check", "--base", "HEAD")
    assert (ran.code, ran.out) == (3, "")
    assert "git fetch --unshallow" in ran.err


def test_a_broken_object_is_named(history: Chronicle, run: Callable[..., Ran]) -> None:
    blob = history.git("rev-parse", f"HEAD:{OWN}")
    (history.folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    (history.root / OWN).write_text(SILENT + USING, "utf-8")
    ran = run()
    assert (ran.code, ran.out) == (3, "")
    assert blob in ran.err


# -- what commits say --------------------------------------------------------------------------------------------------


def test_a_commit_of_the_branch_declares_for_those_before_it(history: Chronicle, run: Callable[..., Ran]) -> None:
    history.commit({OWN: (DATED + USING).replace("on korras", "on, korras")})
    assert told(run("--format", "json")) == [(OWN, "JD405")]
    history.commit({}, "Parandus\n\nToimetuslik: komad")
    assert told(run("--format", "json")) == []


def test_a_commit_declares_nothing_for_those_that_come_after_it(history: Chronicle, run: Callable[..., Ran]) -> None:
    text = (DATED + USING).replace("on korras", "on, korras")
    history.commit({OWN: text}, "Parandus\n\nToimetuslik: koma")
    history.commit({OWN: f"# Märkus\n{text}"}, "Märkus")
    assert told(run("--format", "json")) == []
    history.commit({OWN: text.replace("on, korras", "on; korras")}, "Veel")
    assert told(run("--format", "json")) == [(OWN, "JD405")]


def test_records_of_reviews_are_held_against_all_ids(history: Chronicle, run: Callable[..., Ran]) -> None:
    history.commit({"positions/uus.yaml": BASE[OWN]}, "Uus\n\nUlevaadatud: uus\nUlevaadatud: naidis")
    assert told(run("--format", "json")) == []
    commit = history.commit({}, "Ulevaadatud: nadis")
    (problem,) = problems_in(run("--format", "json"))
    assert (problem["path"], problem["code"], problem["severity"]) == ("positions", "JD502", "warning")
    assert problem["message"].endswith(f"It stands in the message of commit {commit[:12]}.")
    assert problem["advice"].endswith("`jdflow review naidis`.")
    assert told(run("--format", "json", history.root / "shared")) == []


def test_a_subject_that_says_what_the_field_records_is_no_doubt(history: Chronicle, run: Callable[..., Ran]) -> None:
    history.commit({OWN: f"{DATED}{USING}üle_vaadatud: 2026-11-01\n"}, "Läbivaatamine: naidis")
    assert told(run("--format", "json")) == []
    history.commit({}, "Läbivaatamine: juhataja")
    assert told(run("--format", "json")) == [("positions", "JD502")]


# -- commits that count as never made ----------------------------------------------------------------------------------


def test_a_commit_that_counts_as_never_made_stands_on_the_main_line(
    history: Chronicle, run: Callable[..., Ran]
) -> None:
    aside = history.commit({})
    history.git("switch", "--quiet", "main")
    history.git("merge", "--quiet", "--no-ff", "--no-edit", "haru")
    merge = history.git("rev-parse", "HEAD")
    later = history.commit({})
    history.git("switch", "--quiet", "haru")
    history.git("reset", "--quiet", "--hard", merge)
    first, *_ = history.git("rev-list", "--reverse", "HEAD").split()
    settings = "shared/settings.yaml"
    lines = [f'  - "{name}"\n' for name in (first, first[:7].upper(), merge, later, aside, "0123456", "0123")]
    own = history.commit({settings: f"{BASE[settings]}ignore_revs:\n{''.join(lines)}"})
    found = [(one["line"], one["code"], one["severity"]) for one in problems_in(run("--format", "json"))]
    assert found == [(9, "JD418", "warning"), (10, "JD418", "warning"), (11, "JD113", "warning")]
    history.commit({settings: f'{BASE[settings]}ignore_revs: ["{own}"]\n'})
    assert told(run("--format", "json")) == []
    assert run("--format", "json", history.root / "positions").code == 0
