"""`jdflow import`: what is written, what is told, how it ends."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.adopt.documents import CLASSIC, NEWER
from tests.checkout import ROOT
from tests.command import Ran, jdflow
from tests.support import BASE, overlay

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Import = Callable[..., Ran]
    Papers = Callable[..., Path]

ORGANISATION = "shared/organisation.yaml"
ARCHIVIST = "positions/hoidlate-talitus/arhivaar-paberkogu.yaml"
HEAD = "positions/hoidlate-talitus/talituse-juhataja.yaml"
UNPLACED = CLASSIC.replace("2. AMETIKOHA EESMÄRK", "1.9 Ruumide paigutus\nKelder ja pööning.\n\n2. AMETIKOHA EESMÄRK")


def new_positions(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in (root / "positions").rglob("*.yaml")} - set(BASE)


def documents(ran: Ran) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ran.out)["documents"]
    return found


def test_positions_and_their_units_are_written_and_pass_the_check(
    root: Path, bring: Import, papers: Papers, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = bring(papers("a.txt"), papers("b.txt", NEWER))
    assert ran.code == 0
    assert new_positions(root) == {ARCHIVIST, HEAD}
    assert "Units added to shared/organisation.yaml: kogude-osakond, hoidlate-talitus" in ran.err
    assert "Written: 2." in ran.err
    assert jdflow(capsys, "-C", root, "check").code == 0
    told = jdflow(capsys, "-C", root, "fmt", "--check", root / "positions/hoidlate-talitus", root / ORGANISATION)
    assert (told.code, told.out) == (0, "")


def test_the_table_has_a_row_for_each_document_and_names_what_to_look_at(bring: Import, papers: Papers) -> None:
    ran = bring(papers("a.txt", UNPLACED), papers("b.txt", NEWER))
    assert ran.code == 1
    rows = [line.split() for line in ran.out.splitlines()[:3]]
    assert rows[1][:2] == ["a.txt", "arhivaar-paberkogu"]
    assert rows[1][-1] != "0"
    assert (rows[2][0], rows[2][-1]) == ("b.txt", "0")
    assert "not placed (line " in ran.out
    assert "Kelder ja pööning." in ran.out


def test_nothing_is_written_of_what_is_no_job_description_and_others_go_on(
    root: Path, bring: Import, papers: Papers
) -> None:
    ran = bring(papers("leping.txt", "Leping\n\nPooled lepivad kokku hinnas.\n"), papers("b.txt", NEWER))
    assert ran.code == 1
    assert new_positions(root) == {HEAD}
    assert "Nothing was written: " in ran.out


def test_json_tells_all_of_it_and_nothing_else(bring: Import, papers: Papers) -> None:
    ran = bring("--format", "json", papers("a.txt", UNPLACED), papers("katki.txt", b"\xff\xd8\xff\xe0"))
    one, other = documents(ran)
    assert set(one) == {
        *("file", "id", "path", "refused", "words", "fields", "left_out", "not_placed", "form"),
        *("new_units", "remarks", "kept"),
    }
    assert (one["file"], one["id"], one["path"], one["refused"]) == (
        "a.txt",
        "arhivaar-paberkogu",
        ARCHIVIST,
        None,
    )
    assert set(one["words"]) == {"total", "found", "coverage"}
    title = one["fields"][1]
    assert set(title) == {
        "field",
        "text",
        "read",
        "page",
        "line",
        "confidence",
        "block",
        "likeness",
        "nearest",
        "notes",
        "lost",
    }
    assert {row["field"]: row["text"] for row in one["fields"]}["ametinimetus"] == "Arhivaar"
    assert "Kelder ja pööning." in " ".join(row["read"] for row in one["not_placed"])
    assert [unit["key"] for unit in one["new_units"]] == ["kogude-osakond", "hoidlate-talitus"]
    assert other["file"] == "katki.txt"
    assert (other["id"], other["path"]) == (None, None)
    assert other["refused"]


def test_every_key_of_the_json_is_documented(bring: Import, papers: Papers) -> None:
    text = (ROOT / "docs/import.md").read_text("utf-8")
    several = [papers(f"{at}.txt", UNPLACED.replace("Arhivaar (p", f"Arhivaar {at} (p")) for at in range(3)]
    told = json.loads(bring("--format", "json", *several).out)
    assert told["proposed_blocks"]

    def keys(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            yield from value
            value = list(value.values())
        if isinstance(value, list):
            for one in value:
                yield from keys(one)

    found = set(keys(told))
    assert {"lost", "nearest", "parent", "why"} <= found
    assert [key for key in sorted(found) if not re.search(rf"`(?:\w+\[\]\.)?{key}(?:\[\])?`", text)] == []


def test_the_report_is_a_page_or_json(tmp_path: Path, bring: Import, papers: Papers) -> None:
    page, data = tmp_path / "aruanne.html", tmp_path / "aruanne.json"
    assert bring("--report", page, papers("a.txt")).code == 0
    assert "Kogude korrastamine." in page.read_text("utf-8")
    ran = bring("--replace", "--report", data, "--format", "json", papers("a.txt"))
    assert data.read_text("utf-8").strip() == ran.out.strip()


@pytest.mark.parametrize("name", ["aruanne.txt", "aruanne", "pole/aruanne.html"])
def test_a_report_that_cannot_be_is_refused_before_anything_is_written(
    name: str, root: Path, tmp_path: Path, bring: Import, papers: Papers
) -> None:
    ran = bring("--report", tmp_path / name, papers("a.txt"))
    assert (ran.code, ran.out) == (2, "")
    assert new_positions(root) == set()


def test_a_position_that_is_there_is_written_over_only_when_asked(root: Path, bring: Import, papers: Papers) -> None:
    paper = papers("a.txt")
    bring(paper)
    path = root / ARCHIVIST
    path.write_text(path.read_text("utf-8").replace("korras ja leitavana", "tallel"), "utf-8")
    ran = bring(paper)
    assert ran.code == 1
    assert "--replace" in ran.out
    assert "tallel" in path.read_text("utf-8")
    assert bring("--replace", paper).code == 0
    assert "korras ja leitavana" in path.read_text("utf-8")


def test_what_no_document_says_outlives_the_replacement(root: Path, bring: Import, papers: Papers) -> None:
    paper = papers("a.txt")
    bring(paper)
    path = root / ARCHIVIST
    # A comment goes with the field that it stands at.
    unsaid = "varem: [vana-arhivaar]\n# Vaata üle.\nametinimetus_osastav: arhivaari\nmärkused: Ainult meile.\n"
    path.write_text(path.read_text("utf-8") + unsaid, "utf-8")
    ran = bring("--replace", paper)
    assert f"Written over: {ARCHIVIST}. Kept from it: ametinimetus_osastav, märkused, varem." in ran.out
    text = path.read_text("utf-8")
    for line in ("vana-arhivaar", "# Vaata üle.\nametinimetus_osastav: arhivaari", "märkused: Ainult meile."):
        assert line in text
    assert text.index("ametinimetus_osastav") < text.index("struktuuriüksus")


def test_a_replaced_position_stays_where_it_lies(root: Path, bring: Import, papers: Papers) -> None:
    bring(papers("a.txt"))
    moved = root / "positions/mujal/keegi.yaml"
    moved.parent.mkdir()
    (root / ARCHIVIST).rename(moved)
    assert bring("--replace", papers("a.txt")).code == 0
    assert new_positions(root) == {"positions/mujal/keegi.yaml"}


def test_one_title_in_two_units_gets_two_ids_whatever_the_order(root: Path, bring: Import, papers: Papers) -> None:
    first, second = papers("a.txt"), papers("b.txt", CLASSIC.replace("hoidlate talitus", "näituste talitus"))
    for several in ((first, second), (second, first)):
        bring(*several)
        assert new_positions(root) == {
            "positions/hoidlate-talitus/arhivaar-paberkogu-hoidlate-talitus.yaml",
            "positions/naituste-talitus/arhivaar-paberkogu-naituste-talitus.yaml",
        }
        for path in new_positions(root):
            (root / path).unlink()


def test_an_id_of_the_repository_is_never_taken_again(root: Path, bring: Import, papers: Papers) -> None:
    other = "positions/arhivaar-paberkogu.yaml"
    overlay(f"# {other}\nametinimetus: Midagi muud\n").on_disk(root)
    bring(papers("a.txt"))
    assert "positions/hoidlate-talitus/arhivaar-paberkogu-hoidlate-talitus.yaml" in new_positions(root)
    assert (root / other).read_text("utf-8") == "ametinimetus: Midagi muud\n"


def test_two_documents_of_one_position_are_not_both_taken(root: Path, bring: Import, papers: Papers) -> None:
    ran = bring(papers("a.txt"), papers("koopia.txt"))
    assert ran.code == 1
    assert "a.txt is a description of the same position" in ran.out
    assert len(new_positions(root)) == 1


def test_comments_and_units_of_the_agency_stay(root: Path, bring: Import, papers: Papers) -> None:
    path = root / ORGANISATION
    path.write_text(f"# Üksused.\n{path.read_text('utf-8')}  # Lõpp.\n", "utf-8")
    bring(papers("a.txt"))
    text = path.read_text("utf-8")
    assert text.startswith("# Üksused.\n")
    assert "# Lõpp." in text
    assert "andmetalitus: {nimi: andmetalitus, kehtiv_alates: 2015-01-01}" in text
    assert "hoidlate-talitus:\n    nimi: hoidlate talitus\n    ülemüksus: kogude-osakond\n" in text


def test_units_that_cannot_be_read_stop_all(root: Path, bring: Import, papers: Papers) -> None:
    (root / ORGANISATION).write_text("- üksused\n", "utf-8")
    ran = bring(papers("a.txt"))
    assert (ran.code, ran.out) == (2, "")
    assert ORGANISATION in ran.err
    assert new_positions(root) == set()


def test_elsewhere_nothing_of_the_content_is_touched(root: Path, tmp_path: Path, bring: Import, papers: Papers) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    out = tmp_path / "valja" / "siia"
    ran = bring("--out", out, papers("a.txt"))
    assert ran.code == 0
    assert "kogude-osakond, hoidlate-talitus" in ran.err
    assert (out / ARCHIVIST.removeprefix("positions/")).is_file()
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    assert bring("--out", out, papers("a.txt")).code == 1
    assert bring("--out", out, "--replace", papers("a.txt")).code == 0


def test_elsewhere_a_position_of_the_content_is_no_obstacle(tmp_path: Path, bring: Import, papers: Papers) -> None:
    bring(papers("a.txt"))
    assert bring("--out", tmp_path / "valja", papers("a.txt")).code == 0


def test_folders_are_searched_for_documents(root: Path, bring: Import, papers: Papers) -> None:
    papers("sees/all/a.txt")
    papers("sees/B.TXT", NEWER)
    for name in ("~$a.docx", ".peidus.txt", "märkmed.md", "pilt.png"):
        papers(f"sees/{name}", "ei loe")
    folder = papers("sees/B.TXT", NEWER).parent
    assert bring(folder, folder).code == 0
    assert new_positions(root) == {ARCHIVIST, HEAD}


def test_a_folder_without_documents_is_said(tmp_path: Path, bring: Import) -> None:
    (tmp_path / "elsewhere/a.odt").touch()
    ran = bring(tmp_path / "elsewhere")
    assert (ran.code, ran.out) == (2, "")
    assert "files of other kinds: 1." in ran.err


def test_files_that_were_not_tried_are_told_in_each_form(tmp_path: Path, bring: Import, papers: Papers) -> None:
    folder = papers("a.txt").parent
    for number in range(12):
        papers(f"x{number:02}\x1b[31m.odt", "")
    page = tmp_path / "aruanne.html"
    ran = bring("--report", page, folder)
    assert ran.code == 0
    [line] = [line for line in ran.out.splitlines() if "passed over" in line]
    assert line.startswith("Files of other kinds, passed over: 12 (x00\\u{1b}[31m.odt, x01")
    assert "x09" in line
    assert "x10" not in line
    assert line in page.read_text("utf-8")
    told = json.loads(bring("--replace", "--format", "json", folder).out)["passed_over"]
    assert told == [f"x{number:02}\x1b[31m.odt" for number in range(12)]


def test_a_report_that_cannot_be_written_is_said_behind_the_result(
    root: Path, tmp_path: Path, bring: Import, papers: Papers
) -> None:
    (tmp_path / "aruanne.html").mkdir()
    ran = bring("--report", tmp_path / "aruanne.html", papers("a.txt"))
    assert ran.code == 3
    assert "arhivaar-paberkogu" in ran.out
    assert "The system refuses: " in ran.err
    assert new_positions(root) == {ARCHIVIST}


def test_files_of_one_name_are_told_apart(bring: Import, papers: Papers) -> None:
    ran = bring("--format", "json", papers("x/a.txt"), papers("y/a.txt", NEWER))
    assert [one["file"] for one in documents(ran)] == ["../dokumendid/x/a.txt", "../dokumendid/y/a.txt"]


def test_a_file_that_is_gone_or_closed_to_us_takes_no_other_with_it(root: Path, bring: Import, papers: Papers) -> None:
    closed = papers("kinni.txt")
    closed.chmod(0)
    ran = bring(closed.with_name("kadunud.txt"), closed, papers("b.txt", NEWER))
    assert ran.code == 1
    assert HEAD in new_positions(root)
    assert "there is no such file" in ran.out
    if os.name != "nt" and os.geteuid() != 0:
        assert "Permission denied" in ran.out


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_not_waited_for(bring: Import, tmp_path: Path) -> None:
    pipe = tmp_path / "toru.docx"
    os.mkfifo(pipe)
    assert bring(pipe).code == 1


@pytest.mark.parametrize(
    "name", ["a\nb.txt", "\x1b[31m.txt", "\u202egpj.txt", "&<script>.txt", f"{'ä' * 120}.txt", "-rf.txt", "* ?.txt"]
)
def test_whatever_a_file_is_called_it_only_names_it(
    name: str, root: Path, tmp_path: Path, bring: Import, papers: Papers
) -> None:
    report = tmp_path / "aruanne.html"
    ran = bring("--report", report, papers(name))
    assert ran.code == 0
    assert new_positions(root) == {ARCHIVIST}
    page = report.read_text("utf-8")
    assert {"\x1b", "\u202e"}.isdisjoint(ran.out + page)
    assert "<script>" not in page
    # The name ends no line.
    assert len(ran.out.splitlines()) == 5


@pytest.mark.parametrize("title", ["../../ohtlik", "/ohtlik", "CON", "...", "💥", "x" * 300, "-", "=1+1", "{{ a }}"])
def test_whatever_a_position_is_called_its_file_lies_where_it_should(
    title: str, root: Path, tmp_path: Path, bring: Import, papers: Papers
) -> None:
    bring(papers("a.txt", CLASSIC.replace("Arhivaar (paberkogu)\tKogude", f"{title}\tKogude")))
    made = [path for path in tmp_path.rglob("*.yaml") if path.relative_to(root).as_posix() not in BASE]
    assert all(path.parent.parent == root / "positions" for path in made)
    assert all(len(path.name) <= 110 for path in made)
