"""The JSON that others rely on: these keys or more, these types, one order."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from tests.app.history import Chronicle
from tests.checkout import ROOT
from tests.command import jdflow
from tests.support import OWN, overlay

if TYPE_CHECKING:
    from pathlib import Path

Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "minLength": 1}
COUNT: Schema = {"type": "integer", "minimum": 0}
NUMBER: Schema = {"type": "integer", "minimum": 1}
DAY: Schema = {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\d$"}
NULLABLE: Schema = {"type": ["string", "null"], "minLength": 1}
BLOCK: Schema = {"type": ["string", "null"], "pattern": "^[a-z]+/[a-z0-9-]+$"}


def record(**keys: Schema) -> Schema:
    """A record that holds at least these keys."""
    return {"type": "object", "properties": keys, "required": list(keys)}


def many(of: Schema) -> Schema:
    return {"type": "array", "items": of}


LINES = many(record(text=TEXT, **{"from": BLOCK}))
REFS = many(record(id=NULLABLE, text=TEXT))
COMPETENCIES = many(record(name=NULLABLE, items=many(TEXT), **{"from": BLOCK}))

CHECK = record(
    problems=many(
        record(
            code={"type": "string", "pattern": r"^JD\d{3}$"},
            severity={"enum": ["error", "warning", "info"]},
            path=TEXT,
            line=NUMBER,
            column=NUMBER,
            end_line=NUMBER,
            end_column=NUMBER,
            message=TEXT,
            advice=TEXT,
            related=many(record(path=TEXT, line=NUMBER, column=NUMBER, message=TEXT)),
        )
    ),
    counts=record(error=COUNT, warning=COUNT, info=COUNT, positions=COUNT),
)
LIST = record(
    on={"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
    positions=many(
        record(
            id=TEXT,
            title={"type": "string"},
            qualifier=NULLABLE,
            unit=NULLABLE,
            relation={"enum": ["ametnik", "töötaja"]},
            effective_from=DAY,
            effective_to=DAY,
            next_effective_from=DAY,
            state={"enum": ["in_force", "upcoming", "ended", "draft"]},
            review_due=DAY,
            review_state={"enum": ["ok", "soon", "overdue", "early", "none"]},
            signed={"type": "null"},
            path=TEXT,
        )
    ),
)
SHOW = record(
    id=TEXT,
    title=TEXT,
    qualifier=NULLABLE,
    unit=record(id=NULLABLE, name={"type": "string"}),
    relation={"enum": ["ametnik", "töötaja"]},
    effective_from=DAY,
    manager={"anyOf": [{"type": "null"}, record(id=NULLABLE, text=TEXT)]},
    substitutes=REFS,
    substitutes_for=REFS,
    purpose=TEXT,
    duties=many(record(duty=TEXT, parts=many(TEXT), results=many(TEXT), **{"from": BLOCK})),
    rights=LINES,
    responsibilities=LINES,
    tools=LINES,
    requirements=record(
        education=LINES,
        experience=LINES,
        languages=many(record(text=TEXT, language=NULLABLE, level=NULLABLE, **{"from": BLOCK})),
        computer_skills=LINES,
        travel=LINES,
        knowledge=LINES,
        traits=LINES,
    ),
    competencies=record(core=COMPETENCIES, additional=COMPETENCIES),
    review_clause=LINES,
    approval={"anyOf": [{"type": "null"}, record(mode=NULLABLE, number=NULLABLE, date=DAY)]},
    fingerprint={"type": "string", "pattern": "^v1:[0-9a-f]{64}$"},
    commit={"anyOf": [{"type": "null"}, {"type": "string", "pattern": "^[0-9a-f]{40}$"}]},
)
USES = record(block=TEXT, used_by=many(record(id=TEXT, path=TEXT, line=NUMBER, variant=NULLABLE)))

SAMPLE = sorted(path.stem for path in (ROOT / "positions").glob("**/*.yaml"))
BROKEN = """\
õigused:
  - kasuta: rights/kaugtoo
  - kasuta: rights/kaugtoo
asendajad: [juhataja]
märkused: tel 5123 4567
struktuuriüksus: andmetallitus
# shared/rights/kaugtoo.yaml
laused: ["teha {{ midagi }}"]
# shared/settings.yaml
keel: fr
"""


def document(capsys: pytest.CaptureFixture[str], root: Path, *verb: str) -> Any:  # noqa: ANN401 (what JSON holds)
    ran = jdflow(capsys, "-C", root, *verb, "--format", "json")
    assert ran.err == ""
    return json.loads(ran.out)


def test_check(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    overlay(BROKEN).on_disk(root)
    found = document(capsys, root, "check")
    jsonschema.validate(found, CHECK)
    problems = found["problems"]
    assert len({problem["code"] for problem in problems}) >= 5
    assert any(problem["related"] for problem in problems)
    by_severity = [problem["severity"] for problem in problems]
    counts = {name: by_severity.count(name) for name in ("error", "warning", "info")}
    assert found["counts"] == {**counts, "positions": 2}
    assert all(counts[name] for name in ("error", "warning"))
    places = [(problem["path"], problem["line"], problem["column"]) for problem in problems]
    assert places == sorted(places)
    assert document(capsys, root, "check") == found


def test_check_says_what_in_which_order(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    overlay("õigused: [{kasuta: rights/kaugto}]\n").on_disk(root)
    assert document(capsys, root, "--lang", "en", "check") == {
        "problems": [
            {
                "code": "JD201",
                "severity": "error",
                "path": OWN,
                "line": 1,
                "column": 20,
                "end_line": 1,
                "end_column": 33,
                "message": "There is no shared block “rights/kaugto”.",
                "advice": "Did you mean “rights/kaugtoo”?",
                "related": [],
            }
        ],
        "counts": {"error": 1, "warning": 0, "info": 0, "positions": 2},
    }
    [problem] = document(capsys, root, "check")["problems"]
    assert list(problem) == list(CHECK["properties"]["problems"]["items"]["properties"])


def test_columns_count_characters(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    overlay('õigused: ["Täidab õ\N{GRINNING FACE}", {kasuta: rights/ö}]\n').on_disk(root)
    [problem] = document(capsys, root, "check")["problems"]
    assert (problem["column"], problem["end_column"]) == (33, 41)


@pytest.fixture(scope="module", params=["files", "committed"])
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content of this repository, as files alone and committed."""
    folder = tmp_path_factory.mktemp("näidis")
    for name in ("positions", "shared", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    if request.param == "committed":
        Chronicle(folder, files={})
    return folder


@pytest.mark.needs("git")
@pytest.mark.parametrize("day", ["2020-01-01", "2026-11-20", "2199-12-31"])
def test_list(day: str, sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = document(capsys, sample, "list", "--on", day)
    jsonschema.validate(found, LIST)
    assert found["on"] == day
    assert [row["id"] for row in found["positions"]] == SAMPLE
    assert {tuple(row) for row in found["positions"]} == {tuple(LIST["properties"]["positions"]["items"]["properties"])}
    assert all((sample / row["path"]).is_file() for row in found["positions"])


@pytest.mark.needs("git")
@pytest.mark.parametrize("id", SAMPLE)
def test_show(id: str, sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = document(capsys, sample, "show", id)
    jsonschema.validate(found, SHOW)
    assert found["id"] == id
    order = [key for key in found if key in SHOW["properties"]]
    assert order == list(SHOW["properties"])
    assert (found["commit"] is None) == (not (sample / ".git").exists() or found["effective_from"] is None)


def test_show_says_what_comes_from_where(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = """\
täpsustus: (MARAC)
kehtiv_alates: 01.03.2026
kehtiv_kuni: 2027-02-28
kinnitamine: {kinnitamisviis: leping, number: 7, kuupäev: 2026-02-12, päis: Rida}
asendajad: [juhataja, Keegi muu]
õigused: [{kasuta: rights/kaugtoo, lisaks: [Oma õigus.]}, Teine õigus.]
nõuded:
  haridus: {kasuta: requirements/korgharidus}
  keeleoskus: [{keel: eesti, tase: C1}, Vene keel suhtlustasandil.]
kompetentsid:
  tööks_vajalikud: [{kasuta: competencies/loovus, variant: lühike}]
  täiendavad: [{nimi: Täpsus, laused: [Ei eksi.]}, Teadmised andmekaitsest.]
# positions/juhataja.yaml
asendab: [naidis]
"""
    overlay(text).on_disk(root)
    found = document(capsys, root, "show", "naidis")
    own = {"from": None}
    assert found["qualifier"] == "(MARAC)"
    assert found["unit"] == {"id": "andmetalitus", "name": "Andmetalitus"}
    assert (found["effective_from"], found["effective_to"]) == ("2026-03-01", "2027-02-28")
    assert found["manager"] == {"id": "juhataja", "text": "Juhataja"}
    assert found["substitutes"] == [{"id": "juhataja", "text": "Juhataja"}, {"id": None, "text": "Keegi muu"}]
    assert found["rights"] == [
        {"text": "teha kaugtööd kokkuleppel vahetu juhiga", "from": "rights/kaugtoo"},
        {"text": "Oma õigus.", **own},
        {"text": "Teine õigus.", **own},
    ]
    assert found["requirements"]["education"] == [{"text": "Kõrgharidus.", "from": "requirements/korgharidus"}]
    assert found["requirements"]["languages"] == [
        {"text": "eesti C1", "language": "eesti", "level": "C1", **own},
        {"text": "Vene keel suhtlustasandil.", "language": None, "level": None, **own},
    ]
    assert found["competencies"] == {
        "core": [{"name": "Loovus", "items": ["Pakub uusi mõtteid."], "from": "competencies/loovus"}],
        "additional": [
            {"name": "Täpsus", "items": ["Ei eksi."], **own},
            {"name": None, "items": ["Teadmised andmekaitsest."], **own},
        ],
    }
    assert (found["approval"]["mode"], found["approval"]["number"], found["approval"]["date"]) == (
        "leping",
        "7",
        "2026-02-12",
    )
    # One who is substituted for prints in the partitive.
    assert document(capsys, root, "show", "juhataja")["substitutes_for"] == [
        {"id": "naidis", "text": "näidist (MARAC)"}
    ]


def test_uses(capsys: pytest.CaptureFixture[str]) -> None:
    found = document(capsys, ROOT, "uses", "competencies/kliendikesksus")
    jsonschema.validate(found, USES)
    assert found["block"] == "competencies/kliendikesksus"
    assert len(found["used_by"]) > 10
    for use in found["used_by"]:
        line = (ROOT / use["path"]).read_text("utf-8").splitlines()[use["line"] - 1]
        assert "competencies/kliendikesksus" in line


def test_uses_tells_variants_and_what_leads_there(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = """\
kompetentsid: {täiendavad: [{kasuta: competencies/loovus, variant: lühike}, {kasuta: competencies/kogum}]}
# shared/competencies/kogum.yaml
nimi: Kogum
laused: [{kasuta: competencies/loovus}]
"""
    overlay(text).on_disk(root)
    assert document(capsys, root, "uses", "competencies/loovus") == {
        "block": "competencies/loovus",
        "used_by": [
            {"id": "naidis", "path": OWN, "line": 1, "variant": "lühike", "through": None},
            {"id": "naidis", "path": OWN, "line": 1, "variant": None, "through": "competencies/kogum"},
        ],
    }
    assert document(capsys, root, "uses", "rights/kaugtoo") == {"block": "rights/kaugtoo", "used_by": []}
