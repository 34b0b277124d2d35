"""The templates filled in: with everything that a position may say, and with next to nothing."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import pytest

from jdflow.query.form import FORM, dropped, kinds, unprinted
from jdflow.word.properties import About
from jdflow.word.template import compile_template
from tests.templates.build import FOLDER, TEMPLATES
from tests.word import tools

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from jdflow.query.form import Field
    from jdflow.word.template import Template

ABOUT = About("Ametijuhend", "Näidisamet", "2026-03-01T09:30:00Z", {})
each_template = pytest.mark.parametrize("name", TEMPLATES)
each_relation = pytest.mark.parametrize("relation", ["ametnik", "töötaja"])


@functools.cache
def template(path: Path) -> Template:
    compiled = compile_template(path.name, path.read_bytes(), kinds()).template
    assert compiled is not None
    return compiled


def filled(name: str, values: dict[str, Any]) -> bytes:
    return template(FOLDER / f"{name}.docx").fill(values, ABOUT).data


def said(fields: Iterable[Field], before: str = "") -> dict[str, Any]:
    """Something for every field: each text says its own name, in quotes."""
    return {field.name: _said(field, f"{before}{field.name}") for field in fields}


def everything() -> dict[str, Any]:
    """Something for every field, languages by name and level, not in words."""
    values = said(FORM)
    for language in values["nõuded"]["keeleoskus"]:
        language["tekst"] = ""
    return values


def _said(field: Field, path: str) -> Any:  # noqa: ANN401 (a text, a flag, a record or a list of them)
    if isinstance(field.kind, tuple):
        records = [said(field.kind, f"{path}{number}.") for number in (1, 2)]
        return records if field.many else said(field.kind, f"{path}.")
    if field.kind == "flag":
        return False
    return [f"„{path} üks“", f"„{path} kaks“"] if field.many else f"„{path}“"


def nothing(fields: Iterable[Field]) -> dict[str, Any]:
    """Nothing for any field."""
    return {field.name: _nothing(field) for field in fields}


def _nothing(field: Field) -> Any:  # noqa: ANN401 (a text, a flag, a record or a list)
    if field.many:
        return []
    if isinstance(field.kind, tuple):
        return nothing(field.kind)
    return False if field.kind == "flag" else ""


def texts(value: Any) -> Iterator[str]:  # noqa: ANN401 (a text, a flag, a record or a list of them)
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)


def own(fields: Iterable[Field], values: dict[str, Any]) -> Iterator[str]:
    """The texts of a position's own content."""
    for field in fields:
        value = values[field.name]
        if field.own:
            yield from texts(value)
        elif isinstance(field.kind, tuple):
            for record in value if field.many else [value]:
                yield from own(field.kind, record)


@each_template
@each_relation
def test_everything_that_a_position_says_is_printed_once(name: str, relation: str) -> None:
    values = everything() | {relation: True}
    document = filled(name, values)
    assert tools.validate(document) == []
    printed = "\n".join(tools.read_back(document))
    expected = [text for text in own(FORM, values) if text]
    assert {text: times for text in expected if (times := printed.count(text)) != 1} == {}
    assert list(dropped(unprinted(template(FOLDER / f"{name}.docx").used), values)) == []


def bare(relation: str) -> dict[str, Any]:
    return nothing(FORM) | {
        "ametnik": relation == "ametnik",
        "töötaja": relation == "töötaja",
        "ametinimetus": "Jurist",
        "struktuuriüksus": "Üldosakond",
        "grupp": relation,
    }


SIGNED = "(allkirjastatud digitaalselt)"
LITTLE = {
    ("klassikaline", "ametnik"): (
        "AMETIJUHEND|ÜLDOSA|Ametinimetus|Struktuuriüksus|Jurist|Üldosakond||"
        f"Vahetu juht|Kes asendab|Keda asendab|–|–|–|{SIGNED}"
    ),
    ("klassikaline", "töötaja"): (
        "AMETIJUHEND|ÜLDOSA|Ametinimetus|Struktuuriüksus|Jurist|Üldosakond||"
        f"Vahetu juht|Kes asendab|Keda asendab|–|–|–|Poolte allkirjad|Tööandja|Töötaja|{SIGNED}|{SIGNED}|"
    ),
    ("teenistuskoht", "ametnik"): (
        "Ametijuhend|Üldosa|Struktuuriüksus|Üldosakond|Teenistuskoht|Jurist|Ametikoha grupp|ametnik|"
    ),
    ("teenistuskoht", "töötaja"): (
        "Ametijuhend|Üldosa|Struktuuriüksus|Üldosakond|Teenistuskoht|Jurist|Ametikoha grupp|töötaja|"
    ),
}


@each_template
@each_relation
def test_what_is_not_said_leaves_no_label_and_no_line(name: str, relation: str) -> None:
    document = filled(name, bare(relation))
    assert tools.validate(document) == []
    assert tools.read_back(document) == LITTLE[name, relation].split("|")


def alone(fields: Iterable[Field], values: dict[str, Any], empty: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Values of which only one field of a position's own content says something, for each field in turn."""
    for field in fields:
        value = values[field.name]
        if field.own:
            yield empty | {field.name: value}
        elif isinstance(field.kind, tuple):
            record = value[0] if field.many else value
            for inner in alone(field.kind, record, nothing(field.kind)):
                yield empty | {field.name: [inner] if field.many else inner}


@each_template
@each_relation
def test_what_a_position_says_is_printed_even_if_it_says_nothing_else(name: str, relation: str) -> None:
    cases = list(alone(FORM, everything(), nothing(FORM) | {relation: True}))
    assert len(cases) > 20
    for values in cases:
        printed = "\n".join(tools.read_back(filled(name, values)))
        assert [text for text in own(FORM, values) if text not in printed] == []


NOTE = nothing(FORM)["kinnitamine"]
ORDERED = {"kinnitatud": True}


@each_template
@pytest.mark.parametrize(
    ("relation", "approval", "days", "expected"),
    [
        ("ametnik", {"päis": ["KINNITATUD", "käskkirjaga"]}, ("", ""), ["KINNITATUD", "käskkirjaga"]),
        (
            "ametnik",
            {"number": "1-5/64", "kuupäev": "21.06.2021", "lisa": "3", "alus": "korra punkti 5 alusel"} | ORDERED,
            ("01.07.2021", ""),
            [
                "KINNITATUD",
                "21.06.2021 käskkirjaga nr\u00a01-5/64",
                "Lisa\u00a03",
                "korra punkti 5 alusel",
                "Kehtiv alates 01.07.2021",
            ],
        ),
        ("ametnik", {"number": "7"} | ORDERED, ("", ""), ["KINNITATUD", "käskkirjaga nr\u00a07"]),
        ("ametnik", {"kuupäev": "21.06.2021"} | ORDERED, ("", ""), ["KINNITATUD", "21.06.2021 käskkirjaga"]),
        (
            "ametnik",
            {"number": "7", "päis": ["Tallinn"]} | ORDERED,
            ("", ""),
            ["KINNITATUD", "käskkirjaga nr\u00a07", "Tallinn"],
        ),
        ("ametnik", {"number": "7", "päis": ["Kinnitas minister"]}, ("", ""), ["Kinnitas minister"]),
        ("ametnik", {"kuupäev": "21.06.2021"}, ("", ""), []),
        ("töötaja", {"number": "7"}, ("01.07.2021", "31.12.2027"), ["Kehtiv alates 01.07.2021 kuni 31.12.2027"]),
        ("töötaja", {}, ("", "31.12.2027"), ["Kehtiv kuni 31.12.2027"]),
    ],
)
def test_the_note_above_the_title(
    name: str, relation: str, approval: dict[str, Any], days: tuple[str, str], expected: list[str]
) -> None:
    first, last = days
    values = bare(relation) | {"kinnitamine": NOTE | approval, "kehtiv_alates": first, "kehtiv_kuni": last}
    printed = tools.read_back(filled(name, values))
    assert printed[: [text.casefold() for text in printed].index("ametijuhend")] == expected


@each_relation
def test_who_signs(relation: str) -> None:
    values = bare(relation) | {
        "allkirjastaja": {"nimetus": "peadirektor", "nimi": "Mari Maasikas"},
        "inimene": "Jüri Õis",
    }
    printed = tools.read_back(filled("klassikaline", values))
    agency = [SIGNED, "Mari Maasikas", "Peadirektor"]
    assert printed[printed.index(SIGNED) :] == (
        [*agency, "Ametijuhendiga tutvunud:", "Jüri Õis"]
        if relation == "ametnik"
        else [*agency, SIGNED, "Jüri Õis", ""]
    )


LINES = ["Tunneb ajalugu.", "Teab seadusi.", "Oskab arvutada."]
NAMED = {"nimi": "Koostöö", "laused": LINES}
ENDS: dict[str, dict[str, Any]] = {
    "plain lines": {"kompetentsid": {"tööks_vajalikud": [], "täiendavad": [{"nimi": "", "laused": LINES[:1]}] * 3}},
    "competencies": {"kompetentsid": {"tööks_vajalikud": [NAMED], "täiendavad": []}},
    **{
        field: {"nõuded": nothing(FORM)["nõuded"] | {field: LINES}}
        for field in ("haridus", "töökogemus", "arvutioskus", "lähetused", "teadmised", "isikuomadused")
    },
    "languages": {"nõuded": nothing(FORM)["nõuded"] | {"keeleoskus": [{"tekst": "", "keel": "eesti", "tase": "C1"}]}},
    "tools": {"töövahendid": LINES},
    "responsibilities": {},
    "review clause": {"muutmine": LINES[:1]},
}


@pytest.mark.needs("soffice", "pdftotext")
@each_relation
def test_the_last_page_has_more_than_the_signatures(relation: str, tmp_path: Path, tool: Callable[[str], str]) -> None:
    documents: list[Path] = []
    # So many lines before that the signatures come to the end of the page, whatever stands between.
    for name, end in ENDS.items():
        for number in range(11, 25, 2):
            values = bare(relation) | {"vastutus": [f"vara {n} hoidmise eest" for n in range(number)]} | end
            path = tmp_path / f"{name.replace(' ', '-')}-{number}.docx"
            path.write_bytes(filled("klassikaline", values))
            documents.append(path)
    files = tools.to_pdf(documents, tmp_path, tool("soffice"))
    pages = {file.stem: tools.text_of_pdf(file, tool("pdftotext")) for file in files}
    assert {len(several) for several in pages.values()} == {1, 2}
    signatures = ("Poolte", "Tööandja", SIGNED)
    alone = []
    for name, several in pages.items():
        lines = [line.strip() for line in several[-1].splitlines()]
        others = [line for line in lines if line and not line.startswith((*signatures, "Ametijuhend:"))]
        if not others and any(SIGNED in line for line in lines):
            alone.append(name)
    assert alone == []


@each_relation
def test_the_review_clause_is_the_last_line_of_the_layout_that_nobody_signs_on_paper(relation: str) -> None:
    values = bare(relation) | {"muutmine": ["Juhend vaadatakse üle."], "inimene": "Jüri Õis"}
    printed = tools.read_back(filled("teenistuskoht", values))
    assert printed[-1] == "Juhend vaadatakse üle."
    assert printed[printed.index("Teenistuja") + 1] == "Jüri Õis"
    assert SIGNED not in printed


@each_template
def test_parts_of_a_duty_and_names_of_competencies_are_told_apart(name: str) -> None:
    values = bare("töötaja") | {
        "ülesanded": [
            {"ülesanne": "Nõustamine.", "sh": [], "tulemused": ["Tehtud."]},
            {"ülesanne": "Juhtimine", "sh": ["hindamine"], "tulemused": []},
        ],
        "kompetentsid": {
            "tööks_vajalikud": [],
            "täiendavad": [{"nimi": "Loovus", "laused": ["Üks.", "Kaks."]}, {"nimi": "", "laused": ["Teab seadusi."]}],
        },
    }
    values["nõuded"]["keeleoskus"] = [
        {"tekst": "eesti C1", "keel": "eesti keel", "tase": "C1"},
        {"tekst": "Üks võõrkeel.", "keel": "", "tase": ""},
    ]
    printed = tools.read_back(filled(name, values))
    assert printed[printed.index("Nõustamine.") :][:5] == ["Nõustamine.", "Tehtud.", "Juhtimine, sh:", "hindamine", ""]
    assert printed[printed.index("Keeleoskus") :][1:3] == ["Eesti keel – C1", "Üks võõrkeel."]
    assert [text for text in printed if text.startswith(("Loovus", "Üks. ", "Teab"))] == (
        ["Loovus: Üks. Kaks.", "Teab seadusi."] if name == "klassikaline" else ["Loovus", "Üks. Kaks.", "Teab seadusi."]
    )


@pytest.mark.needs("soffice", "pdftotext")
def test_what_libreoffice_saves_of_them_prints_the_same(tmp_path: Path, tool: Callable[[str], str]) -> None:
    soffice, folder = tool("soffice"), tmp_path / "saved"
    saved = tools.convert([FOLDER / f"{name}.docx" for name in TEMPLATES], folder, soffice, "docx")
    documents = []
    for before, after in zip((FOLDER / file.name for file in saved), saved, strict=True):
        assert tools.read_back(before) == tools.read_back(after)
        for path, where in ((before, "before"), (after, "after")):
            documents.append(tmp_path / f"{where}-{path.name}")
            documents[-1].write_bytes(template(path).fill(everything() | {"ametnik": True}, ABOUT).data)
    printed = [tools.text_of_pdf(file, tool("pdftotext")) for file in tools.to_pdf(documents, tmp_path, soffice)]
    assert printed[0] == printed[1]
    assert printed[2] == printed[3]
    words = [" ".join("\n".join(pages).split()) for pages in printed]
    for text, numbers in (
        (words[0], ["1. ÜLDOSA", "1.5 Keda asendab", "1.7 Eritingimused", "3.1 „ülesanded1", "3.2 „ülesanded2"]),
        (words[2], ["1. Üldosa", "2.1 „ülesanded1", "2.2 „ülesanded2", "5. Töövahendid"]),
    ):
        assert [number for number in numbers if number not in text] == []
    for pages in printed:
        ends = [" ".join(page.split())[-8:] for page in pages]
        assert ends == [f"lk {number} / {len(pages)}" for number in range(1, len(pages) + 1)]
