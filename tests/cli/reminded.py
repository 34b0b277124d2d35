"""An agency with managers, its forge, and `remind` called on both, for the tests of reminders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.app.history import Chronicle
from tests.command import Ran, jdflow
from tests.support import BASE

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.deliver.double import Double, StoredIssue

SETTINGS = "shared/settings.yaml"
HOME = "https://github.com/amet/ametijuhendid"
FILES = {path: text for path, text in BASE.items() if not path.startswith("positions/")} | {
    SETTINGS: f"{BASE[SETTINGS]}hoidla: {{liik: github, aadress: {HOME}}}\n"
}
# Working days: a fortnight after the window opens, a week after the due day, later weeks; next year.
FIRST, SECOND, THIRD, LATE, LATER, NEXT = (
    "2027-01-18",
    "2027-03-08",
    "2027-03-15",
    "2027-03-29",
    "2027-04-05",
    "2028-01-10",
)


def position(title: str, manager: str | None = None, first: str = "2026-03-01", further: str = "") -> str:
    lines = [
        f'ametinimetus: "{title}"',
        "struktuuriüksus: andmetalitus",
        "teenistuja: töötaja",
        f"kehtiv_alates: {first}",
        *([] if manager is None else [f"vahetu_juht: {manager}"]),
        "eesmärk: Andmed on korras.",
        "ülesanded: [{ülesanne: Andmete korrastamine.}]",
    ]
    return "\n".join([*lines, further, ""])


STAFF = {
    "positions/direktor.yaml": position("Direktor", first="2026-12-01"),
    "positions/juht-a.yaml": position("Juht A", "direktor", "2026-12-01"),
    "positions/juht-b.yaml": position("Juht B", "direktor", "2026-12-01"),
    "positions/aa.yaml": position("Esimene", "juht-a"),
    "positions/ab.yaml": position("Teine", "juht-a", "2026-03-02"),
    "positions/ba.yaml": position("Kolmas", "juht-b"),
    "positions/ca.yaml": position("Juhita"),
}


class Office(Chronicle):
    """An agency, its forge, and the verb called on both."""

    def __init__(self, folder: Path, double: Double, capsys: pytest.CaptureFixture[str]) -> None:
        super().__init__(folder, files=FILES | STAFF)
        self.double = double
        self.via = double.kind
        self.capsys = capsys

    def run(self, day: str, *arguments: str | Path, lang: str = "en") -> Ran:
        return jdflow(self.capsys, "-C", self.root, "--lang", lang, "--today", day, "remind", *arguments)

    def remind(self, day: str, *arguments: str | Path, code: int = 0) -> list[str]:
        """What the verb changed at the forge."""
        before = len(self.double.effects)
        ran = self.run(day, "--via", self.via, *arguments)
        assert ran.code == code, ran.err
        return [effect.split()[0] for effect in self.double.effects[before:]]

    def review(self, day: str, *ids: str) -> None:
        assert jdflow(self.capsys, "-C", self.root, "--today", day, "review", *ids).code == 0

    def issue(self, name: str, number: int = -1) -> StoredIssue:
        """The issue of a recipient; the last one where there are several."""
        return [issue for issue in self.double.issues.values() if f": {name}" in issue.title][number]

    def lines(self, name: str) -> list[str]:
        """The boxes of that issue, without what nobody sees."""
        shown = re.sub("<!--.*?-->", "", self.issue(name).body)
        return [line for line in shown.splitlines() if line.startswith("- [")]


def state(double: Double) -> list[tuple[Any, ...]]:
    """All that the forge holds."""
    return sorted(
        (issue.title, issue.is_open, re.sub(r"#\d+", "#", issue.body), sorted(issue.labels), sorted(issue.assignees))
        for issue in double.issues.values()
    )
