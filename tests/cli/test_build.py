"""`jdflow build`: documents, the register, the page and the manifest of what is committed; what is left of earlier."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from jdflow import __version__
from jdflow.app import publish
from jdflow.deliver.office import Printed
from tests.app.history import OWN
from tests.cli.agency import PLAIN, SETTINGS, TODAY, Agency, manifest, names, position
from tests.word.minimal import from_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

pytestmark = pytest.mark.needs("git")

BESIDE = ["index.html", "register.csv", "register.xlsx", "reviews.ics"]


@pytest.fixture
def agency(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Agency:
    """A repository of two documents."""
    agency = Agency(tmp_path / "amet", tmp_path / "välja", capsys)
    agency.commit({"positions/tulevane.yaml": position("Tulevane", first="2027-01-01")})
    return agency


def documents(folder: Path) -> list[str]:
    return [name for name in names(folder) if name.endswith(".docx")]


def row(folder: Path, id: str) -> dict[str, Any]:
    [found] = [row for row in manifest(folder)["documents"] if row["id"] == id]
    return dict(found)


# -- what is made --------------------------------------------------------------------------------------------------


def test_everything_is_made_from_what_is_committed(agency: Agency) -> None:
    ran = agency.build("-q")
    assert names(agency.out) == sorted([*BESIDE, "naidis_2026-03-01.docx", "tulevane_2027-01-01.docx"])
    assert (ran.code, ran.out) == (
        0,
        f"{agency.out / 'naidis_2026-03-01.docx'}\n{agency.out / 'tulevane_2027-01-01.docx'}\n",
    )


def test_what_is_not_committed_is_left_out_and_said_so(agency: Agency) -> None:
    (agency.root / OWN).write_text("eesmärk: [\n", encoding="utf-8")
    ran = agency.build()
    assert ran.code == 0
    assert ran.err.startswith(f"What is not committed is left out (1 files, the first: {OWN})")


def test_documents_are_those_that_render_makes(agency: Agency, tmp_path: Path) -> None:
    agency.build()
    agency.render("--out", tmp_path / "teine")
    assert documents(tmp_path / "teine") == documents(agency.out)
    for name in documents(agency.out):
        assert (tmp_path / "teine" / name).read_bytes() == (agency.out / name).read_bytes()


def test_where_there_is_no_history_the_way_out_is_told(agency: Agency) -> None:
    agency.root.joinpath(".git").rename(agency.root / "git")
    assert agency.build().code == 3
    agency.git("init", "--quiet")
    assert agency.build().code == 3
    assert not agency.out.exists()


# -- the manifest --------------------------------------------------------------------------------------------------

KEYS = [
    *("id", "file", "sha256", "content_sha256", "size", "effective_from", "commit", "fingerprint", "template"),
    "template_sha256",
]


def test_the_manifest_tells_what_was_made_from_what(agency: Agency) -> None:
    first = agency.git("rev-parse", "HEAD~1")
    last = agency.commit({"README.md": "Muu."})
    agency.build()
    told = manifest(agency.out)
    assert list(told) == ["tool", "on", "commit", "documents"]
    assert (told["tool"], told["on"], told["commit"]) == (f"jdflow {__version__}", TODAY, last)
    assert [list(row) for row in told["documents"]] == [KEYS, KEYS]
    assert [row["file"] for row in told["documents"]] == documents(agency.out)
    for one in told["documents"]:
        data = (agency.out / one["file"]).read_bytes()
        assert (one["sha256"], one["size"]) == (sha256(data).hexdigest(), len(data))
    naidis = row(agency.out, "naidis")
    assert naidis["effective_from"] == "2026-03-01"
    assert naidis["commit"] == first
    assert naidis["template"] == "lihtne"
    assert naidis["template_sha256"] == sha256((agency.root / PLAIN).read_bytes()).hexdigest()
    assert re.fullmatch(r"v1:[0-9a-f]{64}", naidis["fingerprint"])


def test_the_digest_of_the_words_stays_when_only_the_look_changes(agency: Agency) -> None:
    agency.build()
    before = row(agency.out, "naidis")
    template = (agency.root / PLAIN).read_bytes()
    file = io.BytesIO(template)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/media/märk.bin", b"1")
    agency.commit({PLAIN: file.getvalue()})
    agency.build()
    after = row(agency.out, "naidis")
    assert after["sha256"] != before["sha256"]
    assert after["template_sha256"] != before["template_sha256"]
    assert {key: after[key] for key in ("content_sha256", "fingerprint", "commit")} == {
        key: before[key] for key in ("content_sha256", "fingerprint", "commit")
    }


def test_another_build_of_the_same_commit_is_the_same_to_the_byte(agency: Agency, tmp_path: Path) -> None:
    agency.build()
    agency.build("--out", tmp_path / "teine")
    assert names(tmp_path / "teine") == names(agency.out)
    for name in (*names(agency.out), "manifest.json"):
        assert (tmp_path / "teine" / name).read_bytes() == (agency.out / name).read_bytes(), name


def test_the_files_beside_are_the_same_on_another_day_but_for_what_that_day_is(agency: Agency) -> None:
    agency.build("--today", "2026-11-21")
    assert manifest(agency.out)["on"] == "2026-11-21"


# -- the register --------------------------------------------------------------------------------------------------


def test_the_register_is_a_table_of_all_positions(agency: Agency) -> None:
    agency.build()
    data = (agency.out / "register.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    heading, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert heading[:2] == ["Id", "Title"]
    assert [row[:2] for row in rows] == [["juhataja", "Juhataja"], ["naidis", "Näidis"], ["tulevane", "Tulevane"]]
    with zipfile.ZipFile(agency.out / "register.xlsx") as workbook:
        assert b"Tulevane" in workbook.read("xl/sharedStrings.xml")
        assert workbook.testzip() is None


def test_the_register_speaks_the_reader_s_language(agency: Agency) -> None:
    agency.build(lang="et")
    assert (agency.out / "register.csv").read_text("utf-8-sig").startswith("Tunnus,Ametinimetus,")


def test_text_in_the_register_is_no_formula(agency: Agency) -> None:
    agency.commit({OWN: position("=HYPERLINK(1)")})
    agency.build()
    rows = csv.reader(io.StringIO((agency.out / "register.csv").read_text("utf-8-sig")))
    assert not [cell for row in rows for cell in row if cell.startswith("=")]
    with zipfile.ZipFile(agency.out / "register.xlsx") as workbook:
        assert b"<f>" not in workbook.read("xl/worksheets/sheet1.xml")


# -- what is wrong -------------------------------------------------------------------------------------------------


def test_a_position_with_errors_is_not_printed_and_the_rest_is(agency: Agency) -> None:
    agency.commit({OWN: position(further="vahetu_juht: puudub\n").replace("vahetu_juht: juhataja\n", "")})
    ran = agency.build()
    assert ran.code == 1
    assert documents(agency.out) == ["tulevane_2027-01-01.docx"]
    assert ran.err.count(": error JD303") == 1
    assert "“naidis” was not made: " in ran.err
    assert names(agency.out) == sorted([*BESIDE, "tulevane_2027-01-01.docx"])


def test_an_error_where_nothing_is_printed_from_is_an_error_all_the_same(agency: Agency) -> None:
    agency.commit({"positions/kava.yaml": "eesmärk: [\n", "shared/rights/vigane.yaml": "nimi: [\n"})
    ran = agency.build()
    assert ran.code == 1
    assert documents(agency.out) == ["naidis_2026-03-01.docx", "tulevane_2027-01-01.docx"]
    assert "shared/rights/vigane.yaml:1:" in ran.err


def test_a_broken_template_is_told_once_and_what_it_does_not_concern_is_made(agency: Agency) -> None:
    agency.commit({"templates/vigane.docx": from_lines("{{ puudub }}\n"), OWN: position(further="mall: vigane\n")})
    ran = agency.build()
    assert ran.code == 1
    assert documents(agency.out) == ["tulevane_2027-01-01.docx"]
    assert ran.err.count(": error JD608") == 1
    assert "“naidis” was not made: templates/vigane.docx:1:1 JD608" in ran.err


def test_two_files_of_one_id_are_no_document(agency: Agency) -> None:
    agency.commit({"positions/muu/naidis.yaml": position("Teine")})
    ran = agency.build()
    assert ran.code == 1
    assert documents(agency.out) == ["tulevane_2027-01-01.docx"]
    assert ran.err.count(": error JD301") == 1


@pytest.mark.parametrize("path", [SETTINGS, "shared/organisation.yaml", "shared/signatories.yaml"])
def test_without_the_agency_s_own_files_nothing_is_made(agency: Agency, path: str) -> None:
    agency.commit({path: "asutus: [\n"})
    ran = agency.build()
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count(f"{path}:1:") == 1
    assert not agency.out.exists()


def test_a_warning_alone_is_no_failure(agency: Agency) -> None:
    agency.commit({OWN: position(further="eritingimused: [Töö eeldab luba.]\n")})
    ran = agency.build()
    assert ran.code == 0
    assert "warning JD610" in ran.err


# -- what an earlier build left ------------------------------------------------------------------------------------


def ended(agency: Agency) -> None:
    """One of the two documents belongs to nothing any longer."""
    agency.build()
    agency.commit({"positions/tulevane.yaml": None})


def test_what_an_earlier_build_made_is_cleared_away(agency: Agency) -> None:
    ended(agency)
    (agency.out / "tulevane_2027-01-01.pdf").write_bytes(b"%PDF-")
    ran = agency.build()
    assert "Removed: tulevane_2027-01-01.docx " in ran.err
    assert names(agency.out) == sorted([*BESIDE, "naidis_2026-03-01.docx"])
    assert "Removed" not in agency.build().err


def test_render_clears_nothing_away(agency: Agency) -> None:
    ended(agency)
    agency.render()
    assert "tulevane_2027-01-01.docx" in names(agency.out)


def test_what_somebody_changed_since_is_kept(agency: Agency) -> None:
    ended(agency)
    (agency.out / "tulevane_2027-01-01.docx").write_bytes(b"minu")
    (agency.out / "minu.docx").write_bytes(b"minu")
    (agency.out / "minu.pdf").write_bytes(b"minu")
    assert "Removed" not in agency.build().err
    assert {"tulevane_2027-01-01.docx", "minu.docx", "minu.pdf"} < set(names(agency.out))


MINE = sha256(b"minu").hexdigest()


@pytest.mark.parametrize(
    "name",
    [
        "../väljas.docx",
        "naidis_/../../väljas.docx",
        "naidis_\\..\\väljas.docx",
        "sees/naidis_1.docx",
        "minu.docx",
        "register.csv",
        "naidis_1.txt",
        "Õ_1.docx",
        "naidis_\0.docx",
        "",
        None,
        7,
        ["naidis_1.docx"],
    ],
    ids=str,
)
def test_a_manifest_names_nothing_outside_that_is_removed(agency: Agency, tmp_path: Path, name: object) -> None:
    mine = [tmp_path / "väljas.docx", agency.out / "sees" / "naidis_1.docx"]
    mine += [
        agency.out / "minu.docx",
        agency.out / "naidis_1.txt",
        agency.out / "Õ_1.docx",
        agency.out / "naidis_1.docx",
    ]
    for path in mine:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"minu")
    rows = [{"file": name, "sha256": MINE}]
    (agency.out / "manifest.json").write_text(json.dumps({"documents": rows}), encoding="utf-8")
    assert agency.build().code == 0
    assert [path.read_bytes() for path in mine] == [b"minu"] * len(mine)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"documents": 7}', '{"documents": [7]}', '{"documents": [{}]}', "[" * 100_000, "\udcff"],
    ids=lambda text: text[:30],
)
def test_a_damaged_manifest_stops_nothing(agency: Agency, text: str) -> None:
    agency.out.mkdir()
    (agency.out / "manifest.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert agency.build().code == 0
    assert len(manifest(agency.out)["documents"]) == 2


# -- PDF -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that LibreOffice was asked to print; what it makes says which text it was made from."""
    asked: list[str] = []

    def to_pdf(wanted: Sequence[Path], **_: object) -> Iterator[Printed]:
        for document in wanted:
            asked.append(document.name)
            yield Printed(document, sha256(document.read_bytes()).hexdigest().encode())

    monkeypatch.setattr(publish, "to_pdf", to_pdf)
    monkeypatch.setattr("jdflow.cli.printing.find_office", lambda: "soffice")
    return asked


def test_a_pdf_is_made_where_it_is_missing_or_of_an_earlier_text(agency: Agency, printed: list[str]) -> None:
    agency.build("--pdf")
    assert sorted(printed) == documents(agency.out)
    printed.clear()
    agency.build("--pdf")
    assert printed == []
    (agency.out / "tulevane_2027-01-01.pdf").unlink()
    agency.commit({OWN: position("Uus nimetus")})
    agency.build()
    assert printed == []
    agency.build("--pdf")
    assert sorted(printed) == documents(agency.out)
    for name in documents(agency.out):
        digest = sha256((agency.out / name).read_bytes()).hexdigest()
        assert (agency.out / publish.pdf_of(name)).read_text() == digest


def test_without_libreoffice_nothing_is_begun(agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jdflow.cli.printing.find_office", lambda: None)
    for verb in ("render", "build"):
        ran = agency.run(verb, "--pdf")
        assert ran.code == 3
        assert ran.err.startswith("jdflow: LibreOffice is not installed, and PDF files are made by it.")
    assert not agency.out.exists()
