"""Documents on their way to a folder: written where they differ, told of without their bytes."""

from __future__ import annotations

import errno
import json
import re
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING

from jdflow.app.select import Failure
from jdflow.deliver.files import remove_unchanged, write_changed
from jdflow.deliver.office import to_pdf
from jdflow.language import msg
from jdflow.model.document import Made
from jdflow.model.ids import is_id
from jdflow.output.manifest import Row, row_of

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence
    from pathlib import Path

    from jdflow.app.render import Document
    from jdflow.language import Msg

MANIFEST = "manifest.json"
_ELSEWHERE = re.compile(r"[/\\:\0]")
# What stops every file that would come after, too.
_FOR_ALL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


def publish(folder: Path, results: Iterable[Document | Failure]) -> Iterator[Made | Failure]:
    """Writes each document as it comes; one that cannot be written does not keep the others back."""
    folder.mkdir(parents=True, exist_ok=True)
    for result in results:
        if isinstance(result, Failure):
            yield result
            continue
        try:
            written = write_changed(folder / result.file, result.data)
        except OSError as error:
            yield Failure(result.id, [], refusal(error, folder / result.file))
        else:
            yield _made(result, written=written)


def publish_beside(path: Path, data: bytes) -> None:
    """Writes a file that stands beside the documents; where the system refuses, the error names it."""
    try:
        write_changed(path, data)
    except OSError as error:
        error.filename = str(path)
        raise


def refusal(error: OSError, path: Path) -> Msg:
    """What the system said of one file; raises the error itself where it holds for all of them."""
    if error.errno in _FOR_ALL:
        # Where the disk is full, only we know which file it was.
        error.filename = str(path)
        raise error
    return msg("the system says “{said}” ({path})", said=error.strerror or str(error), path=str(path))


def _made(document: Document, *, written: bool) -> Made:
    position = document.position
    return Made(
        id=document.id,
        title=f"{position.title} {position.qualifier}" if position.qualifier else position.title,
        unit=document.unit,
        relation=position.relation,
        effective_from=position.effective_from,
        file=document.file,
        written=written,
        size=len(document.data),
        sha256=sha256(document.data).hexdigest(),
        content_sha256=document.content_sha256,
        commit=document.commit,
        fingerprint=document.fingerprint,
        template=document.template,
        template_sha256=document.template_sha256,
        remarks=document.remarks,
    )


def pdf_of(file: str) -> str:
    """The name of a document's PDF."""
    return f"{file.removesuffix('.docx')}.pdf"


def publish_pdfs(folder: Path, made: Sequence[Made], office: str, tell: Callable[[int], None]) -> Iterator[Failure]:
    """Makes the PDFs that are missing or older than their document; tells of those that did not come out."""
    wanted = {folder / one.file: one for one in made if one.written or not _has_pdf(folder / one.file)}
    for printed in to_pdf(list(wanted), office=office, tell=tell):
        one = wanted[printed.document]
        if printed.pdf is None:
            why = msg("LibreOffice made no PDF of {file}", file=one.file)
            yield Failure(
                one.id, [], msg("LibreOffice stood still over {file}", file=one.file) if printed.hung else why
            )
            continue
        try:
            write_changed(folder / pdf_of(one.file), printed.pdf)
        except OSError as error:
            yield Failure(one.id, [], refusal(error, folder / pdf_of(one.file)))


def _has_pdf(document: Path) -> bool:
    """Whether the PDF was made after the document; one of an earlier text may be left where only that was written."""
    try:
        return document.with_name(pdf_of(document.name)).stat().st_mtime_ns >= document.stat().st_mtime_ns
    except OSError:
        return False


def clear_away(folder: Path, kept: Container[str], tried: Container[str]) -> list[str]:
    """Removes what an earlier run made and this one did not, as its manifest tells; what was changed since stays.

    A document of a position that was tried stays, too: that it could not be made today does not undo it.
    """
    removed: list[str] = []
    for row in _listed(folder):
        pdf = folder / pdf_of(row.file)
        if row.file in kept or row.id in tried:
            continue
        with suppress(OSError):
            if remove_unchanged(folder / row.file, row.sha256):
                removed.append(row.file)
                if pdf.is_file() and not pdf.is_symlink():
                    pdf.unlink()
    return removed


def others(folder: Path, made: Container[str]) -> list[Row]:
    """What the folder's manifest tells of documents that an earlier run made and that still lie there."""
    found: list[Row] = []
    for row in _listed(folder):
        with suppress(OSError):
            path = folder / row.file
            if row.file not in made and not path.is_symlink() and sha256(path.read_bytes()).hexdigest() == row.sha256:
                found.append(row)
    return found


def _listed(folder: Path) -> Iterator[Row]:
    """The documents that the folder's manifest names; none where it cannot be read."""
    rows: list[object] = []
    with suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
        rows = list(json.loads((folder / MANIFEST).read_bytes())["documents"])
    for row in rows:
        with suppress(TypeError, ValueError):
            listed = row_of(row)
            # A manifest is only a file: nothing outside the folder is touched for its sake.
            if (
                is_id(listed.file.partition("_")[0])
                and not _ELSEWHERE.search(listed.file)
                and listed.file.endswith(".docx")
            ):
                yield listed
