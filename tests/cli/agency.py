"""An agency for the tests of `render` and `build`: a repository with a plain template, and the verbs called on it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.app.history import DATED, OWN, Chronicle
from tests.command import Ran, jdflow
from tests.support import BASE
from tests.word.minimal import from_lines
from tests.word.tools import read_back

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

TODAY = "2026-11-20"
SETTINGS = "shared/settings.yaml"
PLAIN = "templates/lihtne.docx"
LINES = """\
{{ asutus }}
{{ ametinimetus }}{% if täpsustus %} {{ täpsustus }}{% endif %}
{{ struktuuriüksus }}
{{ vahetu_juht }} | {{ asendajad|loetelu }} | {{ asendab|loetelu }} | {{ alluvad|loetelu }}
{{ kehtiv_alates }}
{{ eesmärk }}
{%p for kohustus in ülesanded %}
{{ kohustus.ülesanne }}
{%p endfor %}
{{ õigused|reas }}
{{ allkirjastaja.nimetus }}: {{ allkirjastaja.nimi }}
"""
USES_PLAIN = BASE[SETTINGS] + "mall: lihtne\n"


class Agency(Chronicle):
    """A repository with one position in force, printed by a template of a few lines; and the verb called on it."""

    def __init__(self, folder: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
        super().__init__(folder)
        self.out = out
        self.capsys = capsys
        self.commit({PLAIN: from_lines(LINES), SETTINGS: USES_PLAIN, OWN: DATED.replace("korras", "olemas")})

    def run(self, verb: str, *arguments: str | Path, lang: str = "en") -> Ran:
        """A verb called on the repository, into the folder `out`."""
        options = ("-C", self.root, "--lang", lang, "--today", TODAY)
        return jdflow(self.capsys, *options, verb, "--out", self.out, *arguments)

    def render(self, *arguments: str | Path, lang: str = "en") -> Ran:
        """What `jdflow render` does."""
        return self.run("render", *arguments, lang=lang)

    def build(self, *arguments: str | Path, lang: str = "en") -> Ran:
        """What `jdflow build` does."""
        return self.run("build", *arguments, lang=lang)

    def words(self, name: str = "naidis_2026-03-01.docx") -> list[str]:
        """The paragraphs of a document."""
        return read_back(self.out / name)


def names(folder: Path) -> list[str]:
    """All that lies in the folder but the manifest, hidden files too."""
    return sorted(path.name for path in folder.iterdir() if path.name != "manifest.json")


def manifest(folder: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((folder / "manifest.json").read_bytes())
    return data


def position(title: str = "Näidis", further: str = "", first: str | None = "2026-03-01") -> str:
    dated = f"kehtiv_alates: {first}\n" if first else ""
    return f"{dated}{further}{BASE[OWN]}".replace("Näidis", title)
