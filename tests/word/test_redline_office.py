"""Tracked changes accepted and rejected by LibreOffice itself."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from jdflow.word.redline import redline
from tests.word.accept import texts
from tests.word.content import LAYOUTS
from tests.word.make import docx, p, tbl, tr
from tests.word.redlines import AUTHOR, ENDS, MOMENT, printed
from tests.word.tools import SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

MAIN = "word/document.xml"
MACRO = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Judge(folder As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  Dim filter(0) As New com.sun.star.beans.PropertyValue
  filter(0).Name = "FilterName"
  filter(0).Value = "MS Word 2007 XML"
  Dim none()
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  files = createUnoService("com.sun.star.ucb.SimpleFileAccess")
  For Each source In files.getFolderContents(folder, False)
    For Each verdict In Array("Accept", "Reject")
      doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
      all = ".uno:" &amp; verdict &amp; "AllTrackedChanges"
      dispatcher.executeDispatch(doc.CurrentController.Frame, all, "", 0, none())
      doc.storeToURL(Left(source, Len(source) - 5) &amp; "." &amp; verdict, filter())
      doc.close(True)
    Next
  Next
End Sub
</script:module>
"""
IDS = ("jurist", "peadirektor", "personalitalituse-juhataja")


def judged(documents: dict[str, bytes], folder: Path, soffice: str) -> dict[str, tuple[object, object]]:
    """Each document's text when all its changes are accepted, and when they are rejected."""
    profile, files = folder / "profile", folder / "files"
    files.mkdir(parents=True)
    for name, data in documents.items():
        (files / f"{name}.docx").write_bytes(data)
    command = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]

    def start(*arguments: str) -> None:
        with (folder / "said").open("wb") as said:
            subprocess.run(
                [*command, *arguments], stdin=subprocess.DEVNULL, stdout=said, stderr=said, timeout=SECONDS, check=True
            )

    # The first start writes a profile, with an empty module over whatever is there.
    start("--terminate_after_init")
    (profile / "user" / "basic" / "Standard" / "Module1.xba").write_text(MACRO, encoding="utf-8")
    start(f'macro:///Standard.Module1.Judge("{files.as_uri()}")')
    return {name: (_text(files / f"{name}.Accept"), _text(files / f"{name}.Reject")) for name in documents}


def _text(file: Path) -> list[object]:
    return texts(file.read_bytes())[MAIN]


def lines(text: Iterable[object]) -> list[str]:
    """The paragraphs that say something, one after another."""
    found: list[str] = []
    for one in text:
        found += ([one] if one else []) if isinstance(one, str) else lines(one)  # type: ignore[arg-type]
    return found


@pytest.mark.needs("soffice")
def test_libreoffice_gives_either_document_back(tmp_path: Path, tool: Callable[[str], str]) -> None:
    pairs: dict[str, tuple[bytes, bytes]] = {}
    for layout in LAYOUTS:
        old = printed(tmp_path / f"{layout}-vana", layout, IDS)
        new = printed(tmp_path / f"{layout}-uus", layout, IDS, edit=True)
        pairs |= {f"{layout}-{id}": (old[id], new["jurist"]) for id in IDS}
        pairs |= {f"{id}-{layout}": (new["jurist"], old[id]) for id in IDS}
    for number, (one, other) in enumerate(ENDS):
        pairs[f"ots-{number}"] = (docx(*map(p, one)), docx(*map(p, other)))
    pairs["tabel"] = (docx(p("a"), p("b")), docx(p("a"), tbl(tr("c", "d")), p("b")))
    made = {name: redline(*pair, author=AUTHOR, moment=MOMENT) for name, pair in pairs.items()}
    found = judged(made, tmp_path / "office", tool("soffice"))
    expected = {name: (texts(new)[MAIN], texts(old)[MAIN]) for name, (old, new) in pairs.items()}
    assert found == expected


@pytest.mark.needs("soffice")
def test_libreoffice_loses_no_words_between_two_layouts(tmp_path: Path, tool: Callable[[str], str]) -> None:
    one, other = (printed(tmp_path / layout, layout, IDS) for layout in LAYOUTS)
    pairs = {id: (one[id], other[id]) for id in one}
    made = {name: redline(*pair, author=AUTHOR, moment=MOMENT) for name, pair in pairs.items()}
    # Where a paragraph before a table goes, LibreOffice leaves an empty one.
    for name, (new, old) in judged(made, tmp_path / "office", tool("soffice")).items():
        assert lines(new) == lines(texts(pairs[name][1])[MAIN])  # type: ignore[arg-type]
        assert lines(old) == lines(texts(pairs[name][0])[MAIN])  # type: ignore[arg-type]
