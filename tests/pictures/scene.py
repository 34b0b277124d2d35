"""The sample content in a short history of an agency, and what jdflow says in it: what pictures are made of."""

from __future__ import annotations

import re
import shutil
from datetime import date
from typing import TYPE_CHECKING

from tests.app.history import Chronicle
from tests.checkout import ROOT
from tests.command import process

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FOLDER = ROOT / "docs" / "pictures"
TODAY = "2026-11-20"

_ADDRESS = "https://github.com/naidisamet/ametijuhendid"
_SETTINGS = "shared/settings.yaml"
_DOCUMENT = "andmehaldur"
_HASH = re.compile(r"\b[0-9a-f]{8,40}\b")


class Scene:
    """An agency that took jdflow into use in October, has postponed a review, and gives its lawyer another manager."""

    def __init__(self, folder: Path) -> None:
        self.root = folder
        self._history = Chronicle(folder, files={})
        for name in ("positions", "shared", "templates"):
            shutil.copytree(ROOT / name, folder / name)
        self._change(_SETTINGS, "haru: main}", f"haru: main, aadress: '{_ADDRESS}'}}")
        self._commit("2026-10-01", "Ametijuhendid")
        postponed = ("--outcome", "postponed", "--until", "2026-12-01", "--by", "vahetu juht")
        self.jdflow("review", "koordinaator-valisprojektid", *postponed, today="2026-10-12")
        self._change("positions/uldosakond/jurist.yaml", "juht: uldosakonna-juhataja", "juht: peadirektori-asetaitja")
        self._change("positions/uldosakond/uldosakonna-juhataja.yaml", "  - jurist\n", "")
        self.jdflow("amend", "jurist", "uldosakonna-juhataja", "--effective", "2026-12-01", today="2026-11-09")
        self._commit("2026-11-09", "Juristi juht on edaspidi peadirektori asetäitja")

    def propose(self) -> None:
        """A branch with a shared block reworded, two positions' own changes, and a first day for all of it."""
        self._history.git("switch", "--quiet", "--create", "muudatus")
        self._change("shared/rights/noustamine.yaml", "põhjendatud vajaduse korral", "soovi korral")
        self._change("positions/andmetalitus/andmehaldur.yaml", "kuu aja jooksul", "kahe nädala jooksul")
        self._change("positions/ennetustalitus/koordinaator-klat.yaml", "kord kolme kuu jooksul", "kord kuus")
        self._commit(TODAY, "Nõustamine, andmekirjeldused, tegevuskavad")
        self.jdflow("amend", "--affected-by", "main", "--effective", "2027-02-01")
        self._commit(TODAY, "Uus redaktsioon alates 1. veebruarist")

    def jdflow(self, *arguments: str, today: str = TODAY) -> str:
        """What the program prints."""
        ran = process("-C", str(self.root), "--today", today, *arguments, cwd=self.root)
        assert ran.code == 0, ran.err
        return ran.out

    def _change(self, path: str, before: str, after: str) -> None:
        file = self.root / path
        text = file.read_text("utf-8")
        assert text.count(before) == 1, f"{path}: {before}"
        file.write_bytes(text.replace(before, after).encode())

    def _commit(self, day: str, message: str) -> None:
        self._history.day = date.fromisoformat(day)
        self._history.commit({}, message)


def page(scene: Scene) -> str:
    """The words of a document that is ready for signing."""
    out = scene.root.parent / "dokumendid"
    scene.jdflow("render", _DOCUMENT, "--out", str(out))
    [file] = out.glob("*.docx")
    return scene.jdflow("textconv", str(file))


def plan(scene: Scene) -> str:
    """The plan of reviews."""
    return scene.jdflow("due", "--format", "md")


def reminder(scene: Scene) -> str:
    """The issue of the department's head."""
    told = re.split(r"^(?=avada: )", scene.jdflow("remind", "--via", "stdout"), flags=re.MULTILINE)
    [issue] = [one for one in told if "to=position:uldosakonna-juhataja" in one]
    return issue.rstrip("\n") + "\n"


def comment(scene: Scene) -> str:
    """What a pull request with the branch would be told."""
    scene.propose()
    return scene.jdflow("comment", "--base", "main", "--via", "stdout", "--previews", f"{_ADDRESS}/actions/runs/1")


# In this order: the last one goes on to another branch.
SOURCES: dict[str, Callable[[Scene], str]] = {
    "page.txt": page,
    "plan.md": plan,
    "reminder.md": reminder,
    "comment.md": comment,
}


def without_hashes(text: str) -> str:
    """The text with names of commits left open: they hang on every letter of the sample content."""
    return _HASH.sub("…", text)
