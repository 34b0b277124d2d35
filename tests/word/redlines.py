"""Documents with tracked changes, for tests: each is held against both documents that it was made of."""

from __future__ import annotations

import functools
import re
import shutil
from typing import TYPE_CHECKING, Any

from jdflow.app.render import Document, Job, Press, drafts
from jdflow.app.worktree import open_worktree
from jdflow.word.redline import redline
from tests.checkout import ROOT
from tests.support import TODAY
from tests.word.accept import accepted, rejected, texts
from tests.word.beyond import faults
from tests.word.tools import raw_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

AUTHOR, MOMENT = "Mari Maasikas", "2026-03-01T09:30:00Z"
# What changes in a position's file, as an editor would change it: what stood there, what stands there now.
EDITS = {
    "kehtiv_alates: 2023-05-15": "kehtiv_alates: 2026-07-01",
    "number: 1-5/42": "number: 1-5/77",
    "  - jurist (hanked)\n": "  - jurist (hanked)\n  - andmehaldur\n",
    "õiguspäraseid ja selgeid otsuseid": "õiguspäraseid, põhjendatud ja selgeid otsuseid",
    "vastatud kolme tööpäeva": "vastatud viie tööpäeva",
    "üksustele selgitatud.\n": "üksustele ja juhtkonnale selgitatud.\n      - Kulud on hüvitatud.\n",
    "  - kasuta: duties/koolitused\n": "  - ülesanne: Riigihangete kontrollimine.\n  - kasuta: duties/koolitused\n",
    "  - antud õigusliku hinnangu põhjendatuse eest\n": "",
    "tase: B2": "tase: C1",
    "    - keel: vene\n      tase: B1\n": "",
}
# Insertions on both sides of an end that stays, which LibreOffice would take for one.
ENDS = [
    (["Üks kaks.", "Kolm neli."], ["Üks kaks. Ja veel.", "Samuti Kolm neli."]),
    (["Üks kaks.", "x"], ["Üks kaks. Ja veel.", "Hoopis muu.", "x"]),
    (["Üks kaks.", "x"], ["Täiesti teine.", "Hoopis muu.", "x"]),
    (["Üks kaks.", "", ""], ["Üks kaks. Ja veel.", "Hoopis muu.", "Kolmas."]),
    (["Üks kaks. Ja veel.", "Samuti Kolm neli."], ["Üks kaks.", "Kolm neli."]),
]


def exact(old: bytes, new: bytes, seen: Callable[[bytes], Any] = texts) -> bytes:
    """The document with changes, which gives either one back and has no fault that the new one has not."""
    made = redline(old, new, author=AUTHOR, moment=MOMENT)
    assert seen(accepted(made)) == seen(new)
    assert seen(rejected(made)) == seen(old)
    assert set(faults(raw_parts(made))) <= set(faults(raw_parts(new)))
    return made


def printed(folder: Path, layout: str, ids: Iterable[str], *, edit: bool = False) -> dict[str, bytes]:
    """Documents of sample positions, all in one layout, the lawyer's after an editor's work on it if so wanted."""
    for name in ("positions", "shared", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    for path in folder.rglob("*.yaml"):
        text = re.sub(r"^mall: .*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        if path.name == "settings.yaml":
            text += f"mall: {layout}\n"
        if path.name == "jurist.yaml" and edit:
            text = functools.reduce(_edited, EDITS.items(), text)
        path.write_text(text, encoding="utf-8")
    press = Press(open_worktree(folder), TODAY)
    found = {}
    for job in drafts(press.head, ids, 1_767_262_200):
        assert isinstance(job, Job), job
        [document] = press.documents(job._replace(draft=False))
        assert isinstance(document, Document), document
        found[document.id] = document.data
    return found


def _edited(text: str, edit: tuple[str, str]) -> str:
    assert edit[0] in text, edit[0]
    return text.replace(*edit, 1)
