"""`jdflow render --base`: only what a branch makes another document is printed."""

from __future__ import annotations

import itertools
from datetime import date
from typing import TYPE_CHECKING

import pytest

from jdflow.app import reading
from jdflow.source.reader import read
from jdflow.word.names import W
from tests.app.history import DATED, OWN
from tests.cli.agency import LINES, PLAIN, SETTINGS, USES_PLAIN, Agency, manifest, names, position
from tests.command import Ran, jdflow
from tests.support import BASE
from tests.word.minimal import from_lines, paragraph

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jdflow.source.reader import Document

pytestmark = pytest.mark.needs("git")

HEAD, OTHER, THIRD = "positions/juhataja.yaml", "positions/teine.yaml", "positions/kolmas.yaml"
BLOCK = "shared/rights/kaugtoo.yaml"
ORGANISATION, SIGNATORIES = "shared/organisation.yaml", "shared/signatories.yaml"
USING = "õigused: [{kasuta: rights/kaugtoo}]\n"
NOTHING = "No document has become another since this branch left “main”.\n"
ALL = ["juhataja", "kolmas", "naidis", "teine"]
BEFORE = {
    HEAD: f"kehtiv_alates: 2026-03-01\nalluvad: auto\n{BASE[HEAD]}",
    OWN: DATED,
    OTHER: position("Teine").replace("vahetu_juht: juhataja\n", "") + USING,
    THIRD: position("Kolmas").replace("vahetu_juht: juhataja", "vahetu_juht: teine").replace("andmetalitus", "abi"),
    ORGANISATION: BASE[ORGANISATION] + "  abi: {nimi: abi, kehtiv_alates: 2015-01-01}\n",
}


@pytest.fixture
def agency(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Agency:
    """Four positions in force, two that name each other, and a branch that is checked out."""
    elsewhere = tmp_path / "siin"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    agency = Agency(tmp_path / "amet", tmp_path / "välja", capsys)
    agency.commit(BEFORE)
    agency.git("switch", "--quiet", "--create", "haru")
    return agency


def made(ran: Ran) -> list[str]:
    """The positions whose documents were made, by the names that are told."""
    return [line.replace("\\", "/").rpartition("/")[2].partition("_")[0] for line in ran.out.splitlines()]


def drafts(agency: Agency, *arguments: str | Path) -> Ran:
    return agency.render("--worktree", "--base", "main", *arguments)


def printed(agency: Agency, *arguments: str | Path) -> Ran:
    return agency.render("--base", "main", *arguments)


# -- what becomes another document ---------------------------------------------------------------------------------


@pytest.mark.parametrize("render", [drafts, printed])
def test_only_what_the_branch_changes_is_printed(render: Callable[..., Ran], agency: Agency) -> None:
    agency.commit({OWN: DATED.replace("korras", "hoitud")})
    assert render(agency) == Ran(
        0,
        f"{agency.out / 'naidis_2026-03-01.docx'}\n",
        f"Documents: 1 in {agency.out} (written: 1, as they were: 0, not made: 0).\n",
    )
    assert names(agency.out) == ["naidis_2026-03-01.docx"]
    assert [row["file"] for row in manifest(agency.out)["documents"]] == ["naidis_2026-03-01.docx"]
    assert "Andmed on hoitud." in agency.words()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({BLOCK: BASE[BLOCK].replace("kokkuleppel", "loal")}, ["teine"], id="a block"),
        pytest.param({HEAD: BEFORE[HEAD].replace("Juhataja", "Juht")}, ["juhataja", "naidis"], id="a title"),
        pytest.param({OTHER: BEFORE[OTHER].replace("Teine", "Muu")}, ["kolmas", "teine"], id="another title"),
        pytest.param(
            {ORGANISATION: BEFORE[ORGANISATION].replace("nimi: abi", "nimi: tugi")}, ["kolmas"], id="a unit's name"
        ),
        pytest.param({SETTINGS: USES_PLAIN.replace("Näidisamet", "Amet")}, ALL, id="the agency's name"),
        pytest.param({SETTINGS: f"{USES_PLAIN}keel: en\n"}, [], id="a setting that is not printed"),
        pytest.param({SIGNATORIES: BASE[SIGNATORIES].replace("peadirektor,", "juht,")}, ALL, id="who signs"),
        pytest.param({SIGNATORIES: f"{BASE[SIGNATORIES]}  muu: {{nimetus: muu}}\n"}, [], id="who signs nothing"),
        pytest.param({PLAIN: from_lines(f"Ametijuhend\n{LINES}")}, ALL, id="the template"),
        pytest.param({"templates/muu.docx": from_lines(LINES)}, [], id="a template that nobody uses"),
        pytest.param({OWN: f"{DATED}kinnitamine: {{number: 1-2/3}}\n"}, [], id="a field that is not printed"),
        pytest.param({OWN: f"# Märkus\n{DATED}"}, [], id="a comment"),
        pytest.param({"positions/uus.yaml": DATED}, ["juhataja", "uus"], id="somebody new below"),
        pytest.param({OWN: DATED.replace("vahetu_juht: juhataja\n", "")}, ["juhataja", "naidis"], id="nobody below"),
        pytest.param(
            {OWN: None, HEAD: BASE[HEAD] + "kehtiv_alates: 2026-03-01\n"}, ["juhataja"], id="a file that goes"
        ),
        pytest.param({OWN: None, "positions/uus.yaml": f"{DATED}varem: [naidis]\n"}, ["juhataja"], id="another id"),
        pytest.param({OWN: None, "positions/osakond/naidis.yaml": DATED}, [], id="another folder"),
    ],
)
def test_what_is_printed_of_a_change(files: dict[str, str | None], expected: list[str], agency: Agency) -> None:
    agency.commit(files)
    ran = drafts(agency)
    assert (ran.code, made(ran)) == (0, expected)
    # The same without looking for what may have changed.
    now = all_drafts(agency, "nüüd")
    agency.git("switch", "--quiet", "main")
    before = all_drafts(agency, "enne")
    before |= {"uus": before["naidis"]} if "varem" in str(files) else {}
    assert [id for id, told in sorted(now.items()) if before.get(id) != told] == expected


def all_drafts(agency: Agency, folder: str) -> dict[str, tuple[str, str]]:
    """What the documents of all positions say, and what they were made with."""
    out = agency.out.with_name(folder)
    assert agency.render("--worktree", "--out", out).code == 0
    return {row["id"]: (row["content_sha256"], row["template_sha256"]) for row in manifest(out)["documents"]}


def test_a_template_that_only_some_name(agency: Agency) -> None:
    agency.commit({"templates/muu.docx": from_lines(LINES), OWN: f"{DATED}mall: muu\n"})
    agency.git("branch", "--force", "main")
    agency.commit({"templates/muu.docx": from_lines(f"Ametijuhend\n{LINES}")})
    assert made(drafts(agency)) == made(printed(agency)) == ["naidis"]
    # By whatever name: a form that is the same makes the same document.
    agency.commit({"templates/muu.docx": from_lines(LINES), OWN: DATED})
    assert drafts(agency).err == NOTHING


def test_what_stands_beside_the_text_on_a_page_counts(agency: Agency) -> None:
    header = f'<w:hdr xmlns:w="{W}">{paragraph("{{ kinnitamine.number }}")}</w:hdr>'
    agency.commit({PLAIN: from_lines(f"{LINES}+ internal header header1.xml\n+ part word/header1.xml {header}\n")})
    agency.git("branch", "--force", "main")
    agency.commit({OWN: f"{DATED}kinnitamine: {{number: 1-2/3}}\n"})
    assert made(drafts(agency)) == ["naidis"]


@pytest.mark.parametrize("render", [drafts, printed])
def test_what_the_main_branch_did_meanwhile_is_not_printed(render: Callable[..., Ran], agency: Agency) -> None:
    agency.commit({OWN: DATED.replace("korras", "hoitud")})
    agency.git("switch", "--quiet", "main")
    agency.commit({OTHER: BEFORE[OTHER].replace("korras", "leitavad")})
    agency.git("switch", "--quiet", "haru")
    assert made(render(agency)) == ["naidis"]


def test_what_is_not_committed_counts_for_drafts_only(agency: Agency) -> None:
    (agency.root / OWN).write_text(DATED.replace("korras", "hoitud"), "utf-8")
    (agency.root / "positions/uus.yaml").write_text(position("Uus", first=None), "utf-8")
    assert made(drafts(agency)) == ["juhataja", "naidis", "uus"]
    ran = printed(agency, "--out", agency.out.with_name("teine"))
    assert (ran.code, ran.out) == (0, "")
    assert "What is not committed is left out (2 files" in ran.err
    assert ran.err.endswith(NOTHING)


# -- the committed texts -------------------------------------------------------------------------------------------


def test_of_several_texts_only_the_new_one_is_printed(agency: Agency) -> None:
    agency.day = date(2026, 11, 1)
    agency.commit({OWN: DATED.replace("2026-03-01", "2027-01-01").replace("korras", "hoitud")})
    ran = printed(agency)
    assert (ran.code, names(agency.out)) == (0, ["naidis_2027-01-01.docx"])
    # The text in force goes on, and is the same document.
    assert agency.render("--out", agency.out.with_name("kõik"), "naidis").code == 0
    assert names(agency.out.with_name("kõik")) == ["naidis_2026-03-01.docx", "naidis_2027-01-01.docx"]
    # Each is compared with the one of its own day.
    agency.git("branch", "--force", "main")
    agency.commit({OWN: "# Märkus\n" + DATED.replace("2026-03-01", "2027-01-01").replace("korras", "hoitud")})
    assert printed(agency).err == NOTHING


def test_texts_keep_the_names_that_they_were_made_with(agency: Agency) -> None:
    agency.commit({HEAD: BEFORE[HEAD].replace("Juhataja", "Juht")})
    assert made(printed(agency)) == ["juhataja"]


def test_another_commit_and_another_day_can_be_asked_for(agency: Agency) -> None:
    agency.commit({OWN: DATED.replace("2026-03-01", "2027-01-01")})
    agency.commit({OTHER: BEFORE[OTHER].replace("korras", "leitavad")})
    assert made(printed(agency, "--rev", "HEAD^")) == ["naidis"]
    assert made(printed(agency, "--on", "2027-01-01", "--out", agency.out.with_name("siis"))) == ["naidis", "teine"]
    assert made(printed(agency, "--on", "2026-12-31", "--out", agency.out.with_name("enne"))) == ["teine"]


def test_a_draft_that_has_no_first_day_is_left_out_and_said_so(agency: Agency) -> None:
    agency.commit({"positions/uus.yaml": position("Uus", first=None).replace("vahetu_juht: juhataja\n", "")})
    ran = printed(agency)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == (
        "Drafts without `kehtiv_alates` are left out: 1; `jdflow render --worktree` prints them.\n" + NOTHING
    )


# -- what is gone, ended, broken -----------------------------------------------------------------------------------


@pytest.mark.parametrize("render", [drafts, printed])
def test_positions_whose_files_are_gone_are_named(render: Callable[..., Ran], agency: Agency) -> None:
    agency.commit({THIRD: None})
    ran = render(agency)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"Nothing is printed of positions whose files are gone (1, the first: kolmas).\n{NOTHING}"
    assert render(agency, "naidis").err == NOTHING


@pytest.mark.parametrize("render", [drafts, printed])
def test_what_goes_on_under_another_id_is_not_gone(render: Callable[..., Ran], agency: Agency) -> None:
    agency.commit({THIRD: None, "positions/uus.yaml": f"{BEFORE[THIRD]}varem: [kolmas]\n"})
    assert render(agency) == Ran(0, "", NOTHING)


@pytest.mark.parametrize("render", [drafts, printed])
def test_positions_that_have_ended_are_no_failure_unless_asked_for(render: Callable[..., Ran], agency: Agency) -> None:
    agency.commit({OWN: f"kehtiv_kuni: 2026-06-30\n{DATED}"})
    assert render(agency) == Ran(0, "", NOTHING)
    ran = render(agency, "naidis")
    assert ran.code == 1
    assert "“naidis” was not made: it ended on 30.06.2026" in ran.err


def test_what_cannot_be_read_keeps_no_other_back(agency: Agency) -> None:
    agency.commit({THIRD: "ametinimetus: [\n"})
    agency.git("branch", "--force", "main")
    agency.commit({OWN: DATED.replace("korras", "hoitud"), OTHER: f"{BEFORE[OTHER]}grupp: [\n"})
    ran = drafts(agency)
    assert (ran.code, made(ran)) == (1, ["naidis"])
    assert "“teine” was not made" in ran.err
    # What was broken before is not this branch's.
    assert "kolmas" not in ran.err


def test_what_could_not_be_printed_before_is_printed(agency: Agency) -> None:
    agency.commit({OTHER: f"{BEFORE[OTHER]}allkirjastja: x\n"})
    agency.git("branch", "--force", "main")
    agency.commit({OTHER: BEFORE[OTHER]})
    assert made(drafts(agency)) == ["teine"]


# -- with other options --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("render", [drafts, printed])
def test_where_nothing_changed_it_is_said_in_a_line(render: Callable[..., Ran], agency: Agency) -> None:
    assert render(agency) == Ran(0, "", NOTHING)
    assert (names(agency.out), manifest(agency.out)["documents"]) == ([], [])
    assert render(agency, "-q") == Ran(0, "", "")


@pytest.mark.parametrize("render", [drafts, printed])
def test_only_what_is_named_is_printed(render: Callable[..., Ran], agency: Agency) -> None:
    agency.commit({OWN: DATED.replace("korras", "hoitud"), OTHER: BEFORE[OTHER].replace("korras", "leitavad")})
    assert made(render(agency, "teine", "kolmas")) == ["teine"]
    assert render(agency, "kolmas") == Ran(0, "", NOTHING)
    ran = render(agency, "teime")
    assert ran.code == 2
    assert "“teine”" in ran.err


@pytest.mark.parametrize("render", [drafts, printed])
def test_parts_are_parts_of_what_changed(render: Callable[..., Ran], agency: Agency, tmp_path: Path) -> None:
    agency.commit({path: text.replace("korras", "hoitud") for path, text in BEFORE.items() if path != HEAD})
    parts = [made(render(agency, "--shard", f"{one}/2", "--out", tmp_path / f"{one}")) for one in (1, 2)]
    assert sorted(itertools.chain(*parts)) == ["kolmas", "naidis", "teine"]
    assert all(parts)


@pytest.mark.parametrize("render", [drafts, printed])
@pytest.mark.parametrize("redline", ["main", "HEAD^", "2026-04-01"])
def test_changes_are_tracked_in_what_changed(render: Callable[..., Ran], redline: str, agency: Agency) -> None:
    agency.day = date(2026, 9, 1)
    later = DATED.replace("2026-03-01", "2026-10-01").replace("korras", "hoitud")
    agency.commit(
        {OWN: later, "positions/uus.yaml": position("Uus", first="2026-10-01").replace("vahetu_juht: juhataja\n", "")}
    )
    ran = render(agency, "--redline", redline)
    assert (ran.code, names(agency.out)) == (0, ["naidis_2026-10-01_muudatused.docx"])
    assert "Without tracked changes: 1 new, 0 unchanged." in ran.err


def test_names_of_people_make_no_document_another(agency: Agency, tmp_path: Path) -> None:
    agency.commit({".gitignore": "inimesed.csv\nvälja\n", PLAIN: from_lines(f"{LINES}{{{{ inimene }}}}\n")})
    agency.git("branch", "--force", "main")
    agency.commit({OWN: DATED.replace("korras", "hoitud")})
    people = agency.root / "inimesed.csv"
    people.write_text("tunnus,nimi\nnaidis,Mari Maasikas\nteine,Jüri Jõgi\n", "utf-8")
    ran = printed(agency, "--people", people, "--out", tmp_path / "inimestele")
    assert (ran.code, made(ran)) == (0, ["naidis"])


@pytest.mark.parametrize(
    ("base", "said"), [("puudub", "There is no commit “puudub”."), ("--all", ""), ("", "There is no commit “”.")]
)
@pytest.mark.parametrize("option", ["--worktree", "--redline=main"])
def test_a_base_that_is_no_commit_is_refused(base: str, said: str, option: str, agency: Agency) -> None:
    ran = agency.render(option, f"--base={base}")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert not agency.out.exists()


def test_a_base_that_has_nothing_in_common_is_refused(agency: Agency) -> None:
    agency.git("switch", "--quiet", "--orphan", "muu")
    agency.commit(BASE)
    for option in ("--worktree", "--redline=main"):
        ran = agency.render(option, "--base", "main")
        assert ran.code == 2
        assert "have no commit in common" in ran.err


def test_without_history_there_is_nothing_to_compare_with(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    ran = jdflow(capsys, "-C", root, "--lang", "en", "render", "--worktree", "--base", "main", "--out", tmp_path / "x")
    assert ran.code == 3
    assert "is not kept in Git" in ran.err


def test_names_for_signing_and_tracked_changes_do_not_go_together(agency: Agency) -> None:
    ran = printed(agency, "--redline", "main", "--people", "x.csv")
    assert ran.code == 2
    assert "--redline and --people do not go together" in ran.err


# -- no more is read than has to be --------------------------------------------------------------------------------


@pytest.mark.parametrize("redline", [(), ("--redline", "main")])
def test_of_many_positions_only_those_that_matter_are_read(
    redline: tuple[str, ...], agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    agency.commit({f"positions/p{number}.yaml": position(f"P{number}") for number in range(30)})
    agency.git("branch", "--force", "main")
    agency.commit({OWN: DATED.replace("korras", "hoitud"), OTHER: BEFORE[OTHER].replace("Teine", "Muu")})
    paths = set()

    def noted(path: str, data: bytes) -> Document:
        paths.add(path)
        return read(path, data)

    monkeypatch.setattr(reading, "read", noted)
    assert made(drafts(agency, *redline)) == ["kolmas", "naidis", "teine"]
    assert {path for path in paths if path.startswith("positions/")} == {HEAD, OWN, OTHER, THIRD}
