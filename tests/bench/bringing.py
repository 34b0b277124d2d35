"""The row of the table that is about documents from outside."""

from __future__ import annotations

import shutil
import sys
from functools import partial
from typing import TYPE_CHECKING

from tests.bench.measure import Side, said, side_by_side
from tests.bench.report import Line, Target

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.bench.bench import Bench

# An agency's documents; of a small corpus no more than it has.
_MOST = 300
# Nothing but opening each file and asking for the text of its paragraphs and cells.
_OPENED = """
import sys
from pathlib import Path
import docx
for path in sorted(Path(sys.argv[1]).iterdir()):
    opened = docx.Document(str(path))
    [paragraph.text for paragraph in opened.paragraphs]
    [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
"""


def brought_in(bench: Bench) -> Iterable[Line]:
    """Three hundred Word files as positions, and python-docx that does no more than read their texts."""
    number = min(_MOST, bench.size)
    root, documents, out = bench.corpus(number), bench.folder / "documents", bench.folder / "brought"
    said(bench.jdflow(root, "render", "--worktree", "--out", str(documents)))
    (documents / "manifest.json").unlink()
    ours = bench.jdflow(root, "import", str(documents), "--out", str(out))
    sides = (
        ours._replace(before=partial(shutil.rmtree, out, ignore_errors=True)),
        Side("python-docx, texts only", (sys.executable, "-c", _OPENED, str(documents)), root),
    )
    own, other = side_by_side(bench.rounds_of_slow, *sides)
    yield Line("import of Word files", number, own, other, Target(15, since=_MOST))
