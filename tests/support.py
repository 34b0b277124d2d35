"""Small content repositories for tests: a base that checks clean, what is laid over it, what the check finds."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from jdflow.app.check import check
from jdflow.app.drift_told import with_drift
from jdflow.app.reading import Reading
from jdflow.app.render import Press, drafts
from jdflow.app.select import Failure
from jdflow.intake.snapshot import MOST_BYTES, Entry, EntryKind
from jdflow.language import Voice
from jdflow.output.plain import safe
from jdflow.rules.drift import RULES
from tests.word.minimal import from_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from jdflow.problems import Problem

Files: TypeAlias = "dict[str, str]"

TODAY = date(2026, 11, 20)
ENGLISH = Voice("en")
STRICT = {rule.code for rule in RULES.values()}
"""The codes of what only `check --strict` tells."""
OWN = "positions/naidis.yaml"
"""The file that a case's text belongs to where it names none."""

BASE: Files = {
    OWN: """\
ametinimetus: Näidis
ametinimetus_osastav: näidist
struktuuriüksus: andmetalitus
teenistuja: töötaja
vahetu_juht: juhataja
eesmärk: Andmed on korras.
ülesanded:
  - ülesanne: Andmete korrastamine.
""",
    "positions/juhataja.yaml": """\
ametinimetus: Juhataja
ametinimetus_osastav: juhatajat
struktuuriüksus: andmetalitus
teenistuja: töötaja
asendab: [naidis]
eesmärk: Talituse töö on korraldatud.
ülesanded:
  - ülesanne: Talituse töö korraldamine.
""",
    "shared/settings.yaml": """\
asutus: Näidisamet
allkirjastaja: peadirektor
kasutuselevõtt: 2026-01-01
""",
    "shared/organisation.yaml": """\
üksused:
  andmetalitus: {nimi: andmetalitus, kehtiv_alates: 2015-01-01}
  endine-talitus: {nimi: endine talitus, kehtiv_alates: 2015-01-01, kehtiv_kuni: 2019-12-31}
  lopetatud-talitus: {nimi: lõpetatud talitus, kehtiv_alates: 2015-01-01, kehtiv_kuni: 2026-06-30}
""",
    "shared/signatories.yaml": """\
rollid:
  peadirektor: {nimetus: peadirektor, nimi: "", kehtiv_alates: 2015-01-01}
  asetaitja: {nimetus: peadirektori asetäitja, kehtiv_alates: 2015-01-01, kehtiv_kuni: 2016-12-31}
""",
    "shared/rights/kaugtoo.yaml": """\
nimi: Kaugtöö
laused:
  - teha kaugtööd kokkuleppel vahetu juhiga
""",
    "shared/duties/teabe-jagamine.yaml": """\
nimi: Teabe jagamine
parameetrid: {teema: }
ülesanne: "Teabe jagamine {{ teema }} kohta."
tulemused:
  - "Partnerid teavad {{ teema }} eesmärki."
""",
    "shared/duties/uhekordsed-ulesanded.yaml": """\
nimi: Ühekordsed ülesanded
ülesanne: Ühekordsete ülesannete täitmine vahetu juhi korraldusel.
tulemused:
  - {tekst: Ülesanded on täidetud tähtajaks., id: tahtaeg}
  - {tekst: Tulemus vastab ülesande eesmärgile., id: eesmark}
""",
    "shared/duties/tulemused.yaml": """\
nimi: Ühised tulemused
laused:
  - Andmed on leitavad.
  - Andmed on ajakohased.
""",
    "shared/competencies/loovus.yaml": """\
nimi: Loovus
laused:
  - Pakub uusi mõtteid.
  - {tekst: Täiustab ka olemasolevat., variandid: [pikk]}
""",
    "shared/requirements/korgharidus.yaml": "nimi: Kõrgharidus\ntekst: Kõrgharidus.\n",
}

_HEADER = re.compile(
    r"^# (?:(without|folder|link|pipe|huge|word) )?((?:positions|shared|templates)(?:/[^\r\n]*)?)\r?$", re.MULTILINE
)
_KEY = re.compile(r"^([^\W\d_][^:\n]*):(?=\s)", re.MULTILINE)
_CHUNK = re.compile(r"^(?=\w)", re.MULTILINE)
_KINDS: dict[str, EntryKind] = {"folder": "folder", "link": "link", "pipe": "other"}


class Texts:
    """A snapshot of texts in memory; a path without text is a folder, a link or a pipe."""

    def __init__(self, files: Mapping[str, str], others: Mapping[str, EntryKind] | None = None) -> None:
        self.files = files
        self.others = others or {}

    def entries(self) -> list[Entry]:
        """All entries, sorted by path."""
        return sorted([*(Entry(path, "file") for path in self.files), *map(Entry, self.others, self.others.values())])

    def read(self, path: str, most: int = MOST_BYTES) -> bytes:
        """The first bytes of a file; bytes that are no UTF-8 stand in its text as surrogates."""
        return self.files[path].encode("utf-8", "surrogateescape")[:most]

    def identity(self, path: str) -> None:
        """None, as on disk."""

    def on_disk(self, root: Path) -> Path:
        """The folder, with the files written there."""
        for path, text in self.files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(text.encode("utf-8", "surrogateescape"))
        return root


def overlay(example: str, base: Mapping[str, str] = BASE) -> Texts:
    """The base with an example laid over it.

    An example is split at lines such as `# positions/abi.yaml`; what stands before the first belongs to the
    position `naidis`. A part for a file of the base takes the place of the keys that it names and stands first
    in the file, so that its lines keep their numbers; any other part is a whole file. A line may also take a
    file away (`# without …`) or put a `folder`, a `link`, a `pipe` or a `huge` file in its place; `# word …` makes a
    Word file of the lines below it.
    """
    files, others = dict(base), dict[str, EntryKind]()
    first, *further = _HEADER.split(example)
    parts = [("", OWN, first), *zip(further[::3], further[1::3], further[2::3], strict=True)]
    for what, path, text in parts:
        if what in _KINDS:
            files.pop(path, None)
            others[path] = _KINDS[what]
        elif what == "without":
            for file in [file for file in files if file == path or file.startswith(f"{path}/")]:
                del files[file]
        elif what == "huge":
            files[path] = "#" * MOST_BYTES
        elif what == "word":
            files[path] = from_lines(text.removeprefix("\n")).decode("utf-8", "surrogateescape")
        elif text or what is None:
            files[path] = _laid_over(text.removeprefix("\r").removeprefix("\n"), files.get(path, ""))
    return Texts(files, others)


def _laid_over(part: str, whole: str) -> str:
    """The part with what it leaves of the whole; a part that names no key is all there is."""
    named = set(_KEY.findall(part))
    rest = [chunk for chunk in _CHUNK.split(whole) if chunk and _KEY.findall(chunk)[0] not in named]
    return "".join([part if part.endswith("\n") else f"{part}\n", *rest]) if named and rest else part


def problems_of(content: Texts | str, today: date = TODAY, *, strict: bool = False) -> list[Problem]:
    """All that the check finds in the content, or in an example laid over the base; strictly, also what drifts."""
    snapshot = overlay(content) if isinstance(content, str) else content
    report = check(snapshot, today)
    return with_drift(report, Reading(snapshot)).problems if strict else report.problems


def problems_of_printing(content: Texts) -> list[Problem]:
    """What is said of the documents, when all positions of the content are printed."""
    reading = Reading(content)
    press = Press(reading, TODAY)
    problems: list[Problem] = []
    for job in drafts(reading, sorted(reading.ids()), 0):
        results = [job] if isinstance(job, Failure) else press.documents(job)
        for result in results:
            problems += result.problems if isinstance(result, Failure) else result.remarks
    return problems


def lines_of(problems: Iterable[Problem], voice: Voice = ENGLISH) -> list[str]:
    """Problems as a case's expected file has them: a line each, with the places that belong to it below."""
    lines = []
    for problem in problems:
        guess = f" → {problem.guess}" if problem.guess else ""
        place = problem.place
        lines.append(
            f"{place.path}:{place.line}:{place.column} {problem.rule.code} {problem.severity}"
            f"  {safe(voice(problem.message))}{guess}"
        )
        lines += [
            f"    {one.place.path}:{one.place.line}:{one.place.column}  {voice(one.message)}" for one in problem.related
        ]
    return lines
