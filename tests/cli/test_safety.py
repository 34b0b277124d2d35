"""Whatever the content holds, no verb lets it move a cursor, turn a line around, or end a line of its own."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest

from jdflow.cli.verbs import VERBS
from tests.command import Ran, jdflow, repository
from tests.support import OWN, overlay
from tests.word.minimal import package, paragraph

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="such file names need another system")

ESC, CSI, RLO, BELL, LS = "\x1b", "\x9b", "\u202e", "\x07", "\u2028"
# A byte that is no UTF-8, where file names may hold it.
BYTE = "" if sys.platform == "darwin" else "\udcff"
# As a name of a file: no slash, no NUL.
IN_NAME = f"{ESC}[31m{RLO}{BELL}{CSI}\n::error::{LS}{BYTE}"
# In a block's name; it joins letters and is not seen, but texts may hold it.
JOINER = "\u200d"
# As YAML writes them in double quotes; some of them the reader takes out.
IN_TEXT = "\\e[31m\\u202e\\a\\x9b\\n::error::\\L\\N\\u200b\\U000e0041\\0\\x7f"

CONTENT = f"""\
ametinimetus: "Näidis{IN_TEXT}"
täpsustus: "({IN_TEXT})"
ametinimetus_osastav: "näidist{IN_TEXT}"
"võti{IN_TEXT}": "väärtus{IN_TEXT}"
eesmärk: "Eesmärk{IN_TEXT}"
asendajad: ["Asendaja{IN_TEXT}"]
kehtiv_alates: "2026{IN_TEXT}"
õigused:
  - kasuta: "rights/a\\u200d"
  - kasuta: "rights/a\\u200d"
    variant: "v{IN_TEXT}"
    väärtused: {{"p{IN_TEXT}": "v{IN_TEXT}"}}
    jäta_välja: ["j{IN_TEXT}"]
  - kasuta: "rights/{IN_TEXT}"
  - "Õigus{IN_TEXT}"
nõuded: {{keeleoskus: [{{keel: "eesti{IN_TEXT}", tase: "C9{IN_TEXT}"}}]}}
# shared/organisation.yaml
üksused:
  andmetalitus: {{nimi: "andmetalitus{IN_TEXT}"}}
  "yksus{IN_TEXT}": {{nimi: x, ülemüksus: "y{IN_TEXT}"}}
# shared/rights/a{JOINER}.yaml
nimi: "Plokk{IN_TEXT}"
parameetrid: {{"q{IN_TEXT}": }}
laused: ["Lause{IN_TEXT} {{{{ midagi{RLO} }}}}", {{kasuta: "rights/{IN_TEXT}"}}]
# shared/rights/unused{JOINER}.yaml
nimi: Kasutamata
laused: [Seda ei kasuta keegi.]
# positions/yksus-{RLO}/katki.yaml
ametinimetus: "[{IN_TEXT}
"""
READ: list[tuple[str, ...]] = [
    *(("check", "--format", form) for form in ("text", "json", "github", "gitlab")),
    *(("list", "--format", form) for form in ("table", "json", "csv")),
    *(("show", "naidis", "--format", form) for form in ("text", "md", "json")),
    *(("uses", f"rights/{name}{JOINER}", "--format", form) for form in ("table", "json") for name in ("a", "unused")),
    *(("drift", "--format", form) for form in ("text", "json", "md")),
    ("fmt", "--check"),
    ("fmt", "--check", "-v"),
    ("doctor",),
    ("schema", "--check"),
    ("render", "--worktree"),
    ("render",),
    ("build",),
    *(("log", "naidis", "--format", form) for form in ("table", "json")),
    *(("diff", "naidis", "--from", "HEAD", "--format", form) for form in ("text", "md", "html", "json")),
    *(("due", "--within", "400", "--format", form) for form in ("table", "json", "csv", "md")),
    ("review", "naidis"),
    ("remind", "--via", "github", "--dry-run", "--today", "2026-11-20"),
    ("remind", "--via", "email", "--addresses", "../aadressid.txt", "--dry-run", "--today", "2026-11-20"),
    ("amend", "naidis", "--effective", "2027-01-01"),
    ("amend", "--affected-by", "HEAD", "--effective", "2027-01-01"),
    ("approve", "naidis", "--number", "5", "--date", "2026-01-01"),
    ("check", "--base", "HEAD"),
    *(("comment", "--base", "HEAD", "--format", form) for form in ("md", "json")),
    ("template", "fields"),
    ("template", "check", "templates/klassikaline.docx"),
    ("textconv", "templates/klassikaline.docx"),
    *(
        ("import", f"positions/{IN_NAME}.yaml", "templates/klassikaline.docx", "--format", form)
        for form in ("table", "json")
    ),
]
WRONG: list[tuple[str, ...]] = [
    ("show", f"naidis{ESC}"),
    ("show", f"x{ESC}[31mx"),
    ("uses", f"rights/a{ESC}"),
    ("list", "--unit", f"andmetalituz{ESC}"),
    ("list", "--on", f"2026{ESC}"),
    ("explain", f"JD104{ESC}"),
    ("log", f"naidis{ESC}"),
    ("diff", f"naidis{ESC}"),
    ("diff", "--from", f"HEAD{ESC}"),
    ("due", "--unit", f"andmetalituz{ESC}"),
    ("due", "--known-at", f"HEAD{ESC}"),
    ("review", f"naidis{ESC}"),
    ("remind", "--via", "stdout", "--assignees", f"x{ESC}", "--today", "2026-11-20"),
    *(
        ("remind", "--via", "email", *options, f"x{ESC}{RLO}", "--dry-run", "--today", "2026-11-20")
        for options in (
            ["--addresses"],
            *(["--addresses", "../aadressid.txt", own] for own in ("--again", "--arrived")),
        )
    ),
    (
        "remind",
        "--via",
        "email",
        "--addresses",
        "../aadressid.txt",
        "--journal",
        f"x{ESC}",
        "--dry-run",
        "--today",
        "2026-11-20",
    ),
    ("review", "naidis", "--outcome", "postponed", "--until", f"2026{ESC}"),
    ("amend", f"naidis{ESC}", "--effective", "2027-01-01"),
    ("amend", "naidis", "--effective", f"2027{ESC}"),
    ("amend", "--affected-by", f"HEAD{ESC}", "--effective", "2027-01-01"),
    ("approve", f"naidis{ESC}", "--number", "5", "--date", "2026-01-01"),
    ("check", "--base", f"HEAD{ESC}"),
    ("comment", "--base", f"HEAD{ESC}"),
    ("comment", "--base", "HEAD", "--previews", f"https://a.ee/{ESC}"),
    ("check", f"x{ESC}{RLO}\n"),
    ("check", "positions", f"--x{ESC}{RLO}"),
    (f"chekc{ESC}",),
    (f"--x{ESC}",),
    ("import", "templates/klassikaline.docx", "--report", f"x{ESC}{RLO}"),
    ("import", "templates/klassikaline.docx", "--report", f"x{ESC}/x.html"),
    ("init", "."),
    ("new", f"x{ESC}", "--unit", "andmetalitus", "--relation", "ametnik"),
]


@pytest.fixture
def hostile(root: Path) -> Path:
    """Content that tries everything, file names included."""
    overlay(CONTENT).on_disk(root)
    text = (root / OWN).read_bytes()
    for folder in ("positions", "shared/rights", "shared/muu"):
        (root / folder).mkdir(exist_ok=True)
        (root / folder / f"{IN_NAME}.yaml").write_bytes(text)
    (root.parent / "aadressid.txt").write_text("*: keegi@asutus.ee\n", "utf-8")
    (root / "templates").mkdir()
    tags = f"{{{{ x{RLO}{JOINER} }}}}", f"{{{{ ametinimetus }}}}{RLO}", f"{{% if {RLO} %}}"
    (root / "templates" / "klassikaline.docx").write_bytes(package("".join(map(paragraph, tags))))
    return repository(root)


def hidden(text: str) -> set[str]:
    """The characters that a terminal would obey, or that cannot be seen."""
    return {char for char in text if char != "\n" and unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}


def test_every_verb_is_here() -> None:
    harmless = {"completion"}
    assert {verb for verb, *_ in (*READ, *WRONG)} >= VERBS.keys() - harmless


@pytest.mark.parametrize("arguments", READ)
@pytest.mark.parametrize("lang", ["et", "en"])
def test_reading(arguments: tuple[str, ...], lang: str, hostile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "-C", hostile, "--lang", lang, *arguments)
    assert ran.code in {0, 1}, ran.err
    assert len(ran.out + ran.err) > 40
    assert hidden(ran.out + ran.err) == set()
    # What may end a line for the eye or for a runner has not done so.
    assert [line for line in (ran.out + ran.err).splitlines() if line.startswith("::error::")] == []


@pytest.mark.parametrize("arguments", WRONG)
def test_wrong_words(arguments: tuple[str, ...], hostile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "-C", hostile, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert hidden(ran.err) == set()


def test_what_was_hidden_is_told(hostile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "-C", hostile, "check")
    for spelt in (r"\u{1b}", r"\u{202e}", r"\u{7}", r"\u{9b}", r"\u{2028}", r"\u{dcff}"[: 8 * len(BYTE)]):
        assert spelt in ran.out


def test_json_still_says_what_there_is(hostile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "-C", hostile, "check", "--format", "json")
    rows: list[dict[str, Any]] = json.loads(ran.out)["problems"]
    assert f"positions/{IN_NAME}.yaml" in {row["path"] for row in rows}


def test_new_files_hold_nothing_hidden(hostile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "-C", hostile, "new", "abi", "--unit", "andmetalitus", "--relation", "ametnik")
    assert (ran.code, ran.out, ran.err) == (0, "positions/andmetalitus/abi.yaml\n", "")
    text = (hostile / "positions/andmetalitus/abi.yaml").read_text("utf-8")
    assert hidden(text) == set()
    assert [line for line in text.splitlines() if "::error::" in line] == []


@pytest.mark.parametrize("unit", [f"yksus{ESC}", "../../../ohtlik", "/ohtlik", ".."])
def test_no_file_is_made_under_a_name_that_is_no_id(
    unit: str, hostile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    organisation = hostile / "shared/organisation.yaml"
    organisation.write_text(f"üksused: {{{json.dumps(unit)}: {{nimi: x}}}}\n", "utf-8")
    before = {path for path in hostile.parent.rglob("*") if ".git" not in path.parts}
    ran = jdflow(capsys, "-C", hostile, "new", "abi", "--unit", unit, "--relation", "ametnik")
    assert (ran.code, ran.out) == (2, "")
    assert {path for path in hostile.parent.rglob("*") if ".git" not in path.parts} == before


@pytest.mark.parametrize("start", ["=", "+", "-", "@", " =", "\\t=", "\\n@"])
def test_no_cell_is_a_formula(start: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    overlay(f'ametinimetus: "{start}HYPERLINK(1)"\ntäpsustus: "\\"=a,b"\n').on_disk(root)
    ran: Ran = jdflow(capsys, "-C", root, "list", "--format", "csv")
    rows = list(csv.reader(io.StringIO(ran.out)))
    assert {len(row) for row in rows} == {8}
    [title] = [row[1] for row in rows if row[0] == "naidis"]
    assert title.startswith("'")
    assert "HYPERLINK(1)" in title
    assert title.endswith('"=a,b')
