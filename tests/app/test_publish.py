"""Documents on their way to a folder: what is told of each, what the system refuses, what is cleared away."""

from __future__ import annotations

import errno
import json
import os
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from jdflow.app.publish import clear_away, others, publish, publish_beside, publish_pdfs, refusal
from jdflow.app.render import Document, Press, drafts
from jdflow.app.select import Failure
from jdflow.deliver.files import remove_unchanged
from jdflow.deliver.office import Printed
from jdflow.language import Voice, msg
from jdflow.model.document import Made
from jdflow.output.manifest import Row, as_manifest
from tests.app.test_render import content
from tests.support import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


@pytest.fixture
def document() -> Document:
    """A document that is ready to be written."""
    reading = content("täpsustus: (andmed)\n")
    [job] = drafts(reading, ["naidis"], 0)
    assert not isinstance(job, Failure)
    [document] = Press(reading, TODAY).documents(job)
    assert isinstance(document, Document)
    return document


def test_what_is_told_of_a_document_is_so(tmp_path: Path, document: Document) -> None:
    folder = tmp_path / "uus" / "kaust"
    [made] = publish(folder, [document])
    assert isinstance(made, Made)
    data = (folder / made.file).read_bytes()
    assert data == document.data
    assert (made.size, made.sha256) == (len(data), sha256(data).hexdigest())
    assert (made.title, made.unit, made.relation) == ("Näidis (andmed)", "Andmetalitus", "töötaja")
    assert made.written
    [again] = publish(folder, [document])
    assert again == made._replace(written=False)


def test_a_failure_passes_through(tmp_path: Path, document: Document) -> None:
    failure = Failure("x", [], msg("why"))
    assert [one for one in publish(tmp_path, [failure, document]) if isinstance(one, Failure)] == [failure]


def test_documents_are_written_one_by_one(tmp_path: Path, document: Document) -> None:
    def two() -> Iterator[Document]:
        yield document
        assert (tmp_path / document.file).exists()
        yield document._replace(file="teine_mustand.docx")

    assert len(list(publish(tmp_path, two()))) == 2


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS])
def test_what_holds_for_all_files_ends_it_and_names_the_first(tmp_path: Path, number: int) -> None:
    with pytest.raises(OSError, match=os.strerror(number)) as raised:
        refusal(OSError(number, os.strerror(number)), tmp_path / "a.docx")
    assert raised.value.filename == str(tmp_path / "a.docx")


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENAMETOOLONG, errno.EIO])
def test_what_holds_for_one_file_is_told_of_that_one(tmp_path: Path, number: int) -> None:
    error = OSError(number, os.strerror(number), str(tmp_path / ".jdflow-1.tmp"))
    said = Voice("en")(refusal(error, tmp_path / "a.docx"))
    assert said == f"the system says “{os.strerror(number)}” ({tmp_path / 'a.docx'})"


def test_what_stands_beside_is_named_where_it_cannot_be_written(tmp_path: Path) -> None:
    publish_beside(tmp_path / "a.csv", b"1")
    (tmp_path / "b.csv").mkdir()
    with pytest.raises(OSError) as raised:  # noqa: PT011 (the system's own words)
        publish_beside(tmp_path / "b.csv", b"1")
    assert raised.value.filename == str(tmp_path / "b.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "b.csv"]


# -- PDF -----------------------------------------------------------------------------------------------------------


def test_pdfs_that_did_not_come_out_are_told(
    tmp_path: Path, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    several = [document._replace(id=id, file=f"{id}_mustand.docx") for id in ("hea", "tyhi", "seisev", "kaust")]
    made = [one for one in publish(tmp_path, several) if isinstance(one, Made)]
    (tmp_path / "kaust_mustand.pdf").mkdir()

    def to_pdf(wanted: Sequence[Path], **_: object) -> Iterator[Printed]:
        for path in wanted:
            lost = path.name.startswith(("tyhi", "seisev"))
            yield Printed(path, None if lost else b"%PDF-", hung=path.name.startswith("seisev"))

    monkeypatch.setattr("jdflow.app.publish.to_pdf", to_pdf)
    failures = list(publish_pdfs(tmp_path, made, "soffice", lambda _: None))
    said = {one.id: Voice("en")(one.why) for one in failures if one.why is not None}
    assert said.pop("kaust").endswith(f"({tmp_path / 'kaust_mustand.pdf'})")
    assert said == {
        "tyhi": "LibreOffice made no PDF of tyhi_mustand.docx",
        "seisev": "LibreOffice stood still over seisev_mustand.docx",
    }
    assert (tmp_path / "hea_mustand.pdf").read_bytes() == b"%PDF-"


# -- what is left of earlier ---------------------------------------------------------------------------------------


def listed(folder: Path, *names: str, data: bytes = b"vana") -> None:
    """Files that a manifest names, as an earlier build left them."""
    for name in names:
        (folder / name).write_bytes(data)
    rows = [
        Row(name.partition("_")[0], name, sha256(data).hexdigest(), "c", len(data), None, None, "v1:f", "mall", "t")
        for name in names
    ]
    (folder / "manifest.json").write_text(as_manifest(rows, TODAY, None), encoding="utf-8")


def test_what_is_made_again_stays(tmp_path: Path, document: Document) -> None:
    made = [one for one in publish(tmp_path, [document]) if isinstance(one, Made)]
    listed(tmp_path, document.file, "teine_2026-01-01.docx", "teine_2026-02-01_2.docx")
    assert clear_away(tmp_path, {one.file for one in made}, set()) == [
        "teine_2026-01-01.docx",
        "teine_2026-02-01_2.docx",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["manifest.json", document.file]


@pytest.mark.skipif(os.name == "nt", reason="links need another system")
def test_links_are_left_alone(tmp_path: Path) -> None:
    outside = tmp_path / "väljas"
    outside.mkdir()
    folder = tmp_path / "kaust"
    folder.mkdir()
    listed(folder, "a_1.docx", "b_1.docx")
    (outside / "a.docx").write_bytes(b"vana")
    (outside / "b.pdf").write_bytes(b"vana")
    (folder / "a_1.docx").unlink()
    (folder / "a_1.docx").symlink_to(outside / "a.docx")
    (folder / "b_1.pdf").symlink_to(outside / "b.pdf")
    assert clear_away(folder, set(), set()) == ["b_1.docx"]
    assert sorted(path.name for path in folder.iterdir()) == ["a_1.docx", "b_1.pdf", "manifest.json"]
    assert sorted(path.name for path in outside.iterdir()) == ["a.docx", "b.pdf"]


def test_without_a_manifest_nothing_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / "a_1.docx").write_bytes(b"vana")
    assert clear_away(tmp_path, set(), set()) == []
    assert (tmp_path / "a_1.docx").exists()


def test_one_that_cannot_be_removed_keeps_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed(tmp_path, "a_1.docx", "b_1.docx", "c_1.docx")

    def refused(path: Path, digest: str) -> bool:
        if path.name == "b_1.docx":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return remove_unchanged(path, digest)

    monkeypatch.setattr("jdflow.app.publish.remove_unchanged", refused)
    assert clear_away(tmp_path, set(), set()) == ["a_1.docx", "c_1.docx"]


def test_a_position_that_was_tried_keeps_what_it_had(tmp_path: Path) -> None:
    listed(tmp_path, "a_1.docx", "b_1.docx")
    assert clear_away(tmp_path, set(), {"a"}) == ["b_1.docx"]
    assert (tmp_path / "a_1.docx").exists()


def test_others_are_those_that_still_lie_there_as_they_were(tmp_path: Path) -> None:
    listed(tmp_path, "a_1.docx", "b_1.docx", "c_1.docx", "d_1.docx")
    (tmp_path / "b_1.docx").write_bytes(b"muu")
    (tmp_path / "c_1.docx").unlink()
    assert [row.file for row in others(tmp_path, {"a_1.docx"})] == ["d_1.docx"]


@pytest.mark.parametrize(
    "row",
    [None, [], "a", {}, {"file": "a_1.docx"}, {"size": "4"}, {"id": None}, {"more": 1}],
    ids=["none", "list", "text", "nothing", "too little", "text as size", "none as id", "more"],
)
def test_a_row_that_is_none_is_not_believed(tmp_path: Path, row: object) -> None:
    listed(tmp_path, "a_1.docx")
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    good = manifest["documents"][0]
    odd = good | row if isinstance(row, dict) and row.keys() & {"size", "id", "more"} else row
    (tmp_path / "manifest.json").write_text(json.dumps({"documents": [odd]}), encoding="utf-8")
    assert others(tmp_path, set()) == []
    (tmp_path / "manifest.json").write_text(json.dumps({"documents": [odd, good]}), encoding="utf-8")
    assert [one.file for one in others(tmp_path, set())] == ["a_1.docx"]
