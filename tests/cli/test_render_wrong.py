"""`jdflow render` where something is wrong: with a position, with a template, with the history."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.app.history import OWN
from tests.checkout import ROOT
from tests.cli.agency import SETTINGS, Agency, names, position
from tests.command import git, jdflow, process
from tests.support import BASE
from tests.word.minimal import from_lines

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.needs("git")
links = pytest.mark.skipif(os.name == "nt", reason="links need another system")


@pytest.fixture
def agency(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Agency:
    """The repository; the test stands elsewhere."""
    elsewhere = tmp_path / "siin"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    return Agency(tmp_path / "amet", tmp_path / "välja", capsys)


# -- what is wrong with the content --------------------------------------------------------------------------------

LISTED = {"positions/hea.yaml": position("Hea")}


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({OWN: "eesmärk: [\n"}, [f"{OWN}:1:", "  1 | eesmärk: [\n", f"“naidis” was not made: {OWN}:1:"]),
        ({OWN: position(further="õigused: [{kasuta: rights/puudub}]\n")}, [f"{OWN}:2:20: error JD201", "“naidis” was"]),
        ({OWN: position(further="õigused: [{kasuta: rights/kaugtoo}]\n"), "shared/rights/kaugtoo.yaml": "nimi: [\n"},
         ["shared/rights/kaugtoo.yaml:1:", "“naidis” was not made: shared/rights/kaugtoo.yaml:1:"]),
        ({"positions/muu/naidis.yaml": position()}, ["JD301", "“naidis” was not made: "]),
        ({OWN: position().replace("eesmärk: Andmed on korras.\n", "")}, ["JD10", "“naidis” was not made: "]),
        ({"positions/Halb Nimi.yaml": position()}, ["JD015", "“Halb Nimi” was not made: "]),
    ],
    ids=["no YAML", "an unknown block", "a broken block", "an id twice", "a field is missing", "a name that is no id"],
)  # fmt: skip
def test_what_cannot_be_read_is_named_and_the_rest_is_made(
    agency: Agency, files: dict[str, str], said: list[str]
) -> None:
    agency.commit(LISTED | files)
    ran = agency.render()
    assert ran.code == 1
    assert [words for words in said if words not in ran.err] == []
    assert ran.err.count("was not made") == 1
    assert "hea_2026-03-01.docx" in names(agency.out)
    assert not ran.err.count(" error JD") > 2


def test_what_is_said_once_is_not_said_for_every_document(agency: Agency) -> None:
    using = "õigused: [{kasuta: rights/kaugtoo}]\n"
    agency.commit(
        {OWN: position(further=using), "positions/teine.yaml": position("Teine", using)}
        | {"shared/rights/kaugtoo.yaml": "nimi: [\n"}
    )
    ran = agency.render()
    assert (ran.code, ran.err.count(": error JD"), ran.err.count("was not made")) == (1, 1, 2)


def test_a_mistake_elsewhere_keeps_no_document_back(agency: Agency) -> None:
    agency.commit({"positions/vigane.yaml": "eesmärk: [\n", "shared/rights/vigane.yaml": "nimi: [\n"})
    assert agency.render("naidis").code == 0


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (SETTINGS, "asutus: [\n"),
        ("shared/organisation.yaml", "üksused: tekst\n"),
        ("shared/signatories.yaml", "rollid: {peadirektor: {nimi: Nimi}}\n"),
    ],
)
@pytest.mark.parametrize("source", [[], ["--worktree"]])
def test_without_the_agency_s_own_files_nothing_is_made(
    agency: Agency, path: str, text: str, source: list[str]
) -> None:
    agency.commit({path: text})
    ran = agency.render(*source)
    assert ran.code == 1
    assert ran.out == ""
    assert f"{path}:" in ran.err
    assert ran.err.endswith("Nothing was made: the agency's own files cannot be read whole.\n")
    assert not agency.out.exists()


@links
def test_agency_files_that_are_links_count_as_unreadable(agency: Agency) -> None:
    (agency.root / SETTINGS).unlink()
    (agency.root / SETTINGS).symlink_to("organisation.yaml")
    agency.commit({})
    ran = agency.render()
    assert (ran.code, ran.out) == (1, "")
    assert f"{SETTINGS}:1:1: error JD003" in ran.err


# -- templates -----------------------------------------------------------------------------------------------------


def test_a_template_that_does_not_exist_is_told_where_it_is_named(agency: Agency) -> None:
    agency.commit({OWN: position(further="mall: lihnte\n"), "positions/teine.yaml": position("Teine")})
    ran = agency.render()
    assert ran.code == 1
    assert f"{OWN}:2:7: error JD601: There is no template “lihnte”." in ran.err
    assert "  2 | mall: lihnte\n    |       ^^^^" in ran.err
    assert "Did you mean “lihtne”?" in ran.err
    assert names(agency.out) == ["teine_2026-03-01.docx"]


@pytest.mark.parametrize("named_in", [OWN, SETTINGS])
def test_no_other_template_stands_in_for_one_that_was_deleted(named_in: str, agency: Agency) -> None:
    layout = {"templates/teenistuskoht.docx": (ROOT / "templates/teenistuskoht.docx").read_bytes()}
    mine = position(further="mall: teenistuskoht\n" if named_in == OWN else "")
    settings = BASE[SETTINGS] + ("mall: teenistuskoht\n" if named_in == SETTINGS else "")
    agency.commit({OWN: mine, SETTINGS: settings, **layout})
    assert agency.render().code == 0
    agency.commit({"templates/teenistuskoht.docx": None})
    ran = agency.render()
    assert (ran.code, names(agency.out)) == (1, ["naidis_2026-03-01.docx"])
    assert "error JD620: There is no file templates/teenistuskoht.docx, while other templates are kept there" in ran.err
    assert "Bring the file back from an earlier commit, or name a template that is there: lihtne." in ran.err


def test_the_default_template_that_does_not_exist_is_told_too(agency: Agency) -> None:
    agency.commit({SETTINGS: BASE[SETTINGS] + "mall: lihtsaim\n"})
    ran = agency.render()
    assert (ran.code, ran.out) == (1, "")
    assert "“lihtsaim”" in ran.err


@pytest.mark.parametrize(
    ("template", "code", "quoted"),
    [
        (from_lines("Esimene\n{{ ametinimetus }\n"), "JD604", "{{ ametinimetus }"),
        (from_lines("Esimene\n{{ ametinimetuss }}\n"), "JD608", "“ametinimetuss”"),
        (from_lines("Esimene\n{{ ametinimetus.__class__ }}\n"), "JD60", "{{ ametinimetus.__class__ }}"),
        (from_lines("Esimene\n{% include '/etc/passwd' %}\n"), "JD607", "{% include '/etc/passwd' %}"),
        (b"see pole Word", "JD602", "This template cannot be used"),
    ],
    ids=["unclosed", "unknown", "reaching out", "include", "no Word file"],
)
def test_a_broken_template_is_named_with_paragraph_and_tag(
    agency: Agency, template: bytes, code: str, quoted: str
) -> None:
    broken = "templates/vigane.docx"
    agency.commit(
        {broken: template}
        | {f"positions/{name}.yaml": position(name, "mall: vigane\n") for name in ("kolmas", "teine")}
    )
    ran = agency.render()
    assert ran.code == 1
    assert f"{broken}:" in ran.err
    assert quoted in ran.err
    assert ran.err.count(f": error {code}") == 1
    assert [line.partition(" ")[0] for line in ran.err.splitlines() if "was not made" in line] == [
        "“kolmas”",
        "“teine”",
    ]
    assert names(agency.out) == ["naidis_2026-03-01.docx"]


def test_what_a_template_drops_is_said_and_the_document_is_made(agency: Agency) -> None:
    text = position(further="eritingimused: [Töö eeldab luba.]\nnõuded: {haridus: Kõrgharidus.}\n")
    agency.commit({OWN: text})
    agency.commit({OWN: None, "positions/uus kaust/naidis.yaml": text})
    ran = agency.render()
    assert ran.code == 0
    assert ran.err.startswith(
        "positions/uus kaust/naidis.yaml:1:1: warning JD610: The template “lihtne” does not print"
    )
    assert "eritingimused, nõuded.haridus" in ran.err
    assert names(agency.out) == ["naidis_2026-03-01.docx"]
    assert "JD610" not in agency.render("-q").err


def test_characters_that_cannot_be_printed_are_left_out_and_said(agency: Agency) -> None:
    agency.commit({OWN: position().replace("Andmed on korras.", '"Andmed\\x07 on korras."')})
    ran = agency.render()
    assert ran.code == 0
    assert f"{OWN}:7:" in ran.err
    assert ": warning JD" in ran.err
    assert "Andmed on korras." in agency.words()


# -- where there is no history -------------------------------------------------------------------------------------


def test_without_git_the_way_out_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "-C", root, "--lang", "en", "render")
    assert ran.code == 3
    assert ran.err.startswith("jdflow: The content is not kept in Git, so it has no history: run `git init`")
    assert not (root / "dist").exists()


def test_without_commits_the_way_out_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(root, "init", "--quiet")
    for revision in ([], ["--rev", "HEAD"]):
        ran = jdflow(capsys, "-C", root, "--lang", "en", "render", *revision)
        assert ran.code == 3
        assert ran.err.startswith("jdflow: Nothing is committed yet, so there is no history: ")


def test_without_the_git_program_the_way_out_is_told(agency: Agency, tmp_path: Path) -> None:
    ran = process("--lang", "en", "render", cwd=agency.root, env={"PATH": str(tmp_path)})
    assert ran.code == 3
    assert ran.err.startswith("jdflow: Git is not installed")


def test_a_shallow_clone_is_refused_with_the_way_out(
    agency: Agency, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shallow = tmp_path / "madal"
    agency.git("clone", "--quiet", "--depth=1", f"file://{agency.folder}", str(shallow))
    ran = jdflow(capsys, "-C", shallow, "--lang", "en", "render")
    assert ran.code == 3
    assert "`git fetch --unshallow --filter=blob:none`" in ran.err
    assert not (shallow / "dist").exists()
