"""The sample content is in order, for our own check and for any JSON Schema validator; mistakes are not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml

from jdflow.app.check import check
from jdflow.app.init import starter
from jdflow.intake.snapshot import Worktree
from jdflow.language import Voice
from jdflow.problems.catalogue import CATALOGUE
from jdflow.shape.schema import RECORDS, schema_of
from tests.branches import contents_of
from tests.checkout import ROOT
from tests.support import BASE, OWN, TODAY, lines_of, overlay

if TYPE_CHECKING:
    from collections.abc import Iterable


class Loader(yaml.SafeLoader):
    """As editors read YAML: days are text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
VALIDATORS = {name: jsonschema.Draft7Validator(schema_of(name, Voice("et"))) for name in (*RECORDS, "block")}
SAMPLE = sorted(
    path.relative_to(ROOT).as_posix() for folder in ("positions", "shared") for path in (ROOT / folder).rglob("*.yaml")
)


def kind_of(path: str) -> str:
    """The name of the schema that a file follows."""
    first, second, *rest = path.split("/")
    return "position" if first == "positions" else second if rest else second.removesuffix(".yaml")


def complaints(kind: str, text: str) -> list[str]:
    found: Iterable[Any] = VALIDATORS[kind].iter_errors(yaml.load(text, Loader))  # noqa: S506 (a safe loader with less in it)
    return [f"{list(error.absolute_path)}: {error.message[:200]}" for error in found]


def test_the_sample_is_clean() -> None:
    for day in (TODAY, TODAY.replace(year=2027)):
        assert lines_of(check(Worktree(ROOT), day).problems) == []


def test_the_sample_is_whole() -> None:
    kinds = [kind_of(path) for path in SAMPLE]
    assert kinds.count("position") >= 14
    assert len(SAMPLE) - kinds.count("position") - 3 >= 45
    assert set(kinds) == set(RECORDS)


@pytest.mark.parametrize("path", SAMPLE)
def test_the_sample_follows_the_schemas(path: str) -> None:
    text = (ROOT / path).read_text("utf-8")
    assert complaints(kind_of(path), text) == []
    if path.count("/") == 2 and path.startswith("shared/"):
        assert complaints("block", text) == []


def test_the_starter_follows_the_schemas() -> None:
    files = {path: data.decode() for path, data in starter().items() if path.endswith(".yaml")}
    assert {path: said for path, text in files.items() if (said := complaints(kind_of(path), text))} == {}


# What only the whole tells, or a look at the words, no schema sees; the examples below are wrong in form.
WRONG = {
    "an unknown key": "eesmark: Andmed on korras.",
    "a key with another letter": "Eesmärk: Andmed on korras.",
    "a list where text belongs": "eesmärk: [Andmed on korras.]",
    "a record where text belongs": "ametinimetus: {tekst: Näidis}",
    "nothing where text belongs": "eesmärk:",
    "an empty text": 'eesmärk: ""',
    "text where a list belongs": "ülesanded: Andmete korrastamine.",
    "an empty list": "ülesanded: []",
    "another word": "teenistuja: tootaja",
    "a word in capitals": "teenistuja: Ametnik",
    "no day": "kehtiv_alates: tomorrow",
    "a day in another form": "kehtiv_alates: 2026/03/01",
    "a number for a day": "kehtiv_alates: 20260301",
    "no flag": "tagasiulatuv: võib-olla",
    "an unknown key within": "kinnitamine: {kinnitamise_viis: leping}",
    "another word within": "kinnitamine: {kinnitamisviis: suuline}",
    "no level": "nõuded: {keeleoskus: [{keel: eesti, tase: C3}]}",
    "a level in small letters": "nõuded: {keeleoskus: [{keel: eesti, tase: c1}]}",
    "a language without level": "nõuded: {keeleoskus: [{keel: eesti}]}",
    "a duty without its words": "ülesanded: [{tulemused: [Andmed on olemas.]}]",
    "a duty as text": "ülesanded: [Andmete korrastamine.]",
    "a key of another record": "ülesanded: [{ülesanne: Andmed., variant: lühike}]",
    "an include without block": "õigused: [{variant: lühike}]",
    "an include with a wrong key": "õigused: [{kasuta: rights/kaugtoo, väärtus: {a: b}}]",
    "values that are a list": "õigused: [{kasuta: rights/kaugtoo, väärtused: [a]}]",
    "an id that is none": "ülesanded: [{ülesanne: Andmed., id: Õ}]",
    "a former id that is none": "varem: [Vana Nimi]",
    "a reference with a wrong key": "vahetu_juht: {id: juhataja}",
    "a reference that is a list": "vahetu_juht: [juhataja]",
    "references that are text": "asendajad: juhataja",
    "a competency without name": "kompetentsid: {tööks_vajalikud: [{laused: [Kuulab.]}]}",
    "a core competency as text": "kompetentsid: {tööks_vajalikud: [Loovus]}",
    "competencies as a list": "kompetentsid: [{kasuta: competencies/loovus}]",
}
WRONG_FILES = {
    "a period out of bounds": ("settings", "asutus: X\nläbivaatus: {periood_kuudes: 0}"),
    "a period in words": ("settings", "asutus: X\nläbivaatus: {periood_kuudes: aasta}"),
    "no agency": ("settings", "keel: et"),
    "another language": ("settings", "asutus: X\nkeel: fi"),
    "a unit that is no id": ("organisation", "üksused: {Üks: {nimi: x}}"),
    "a unit without name": ("organisation", "üksused: {yks: {}}"),
    "a role without title": ("signatories", "rollid: {juht: {nimi: x}}"),
    "a block without name": ("rights", "laused: [x]"),
    "a block with two bodies": ("rights", "nimi: X\nlaused: [x]\ntekst: x"),
    "a block with no body": ("rights", "nimi: X"),
    "a duty with two bodies": ("duties", "nimi: X\nülesanne: x\nlaused: [x]"),
    "a competency as text": ("competencies", "nimi: X\ntekst: x"),
    "an item with a wrong key": ("rights", "nimi: X\nlaused: [{tekst: x, variant: a}]"),
    "parameters as a list": ("rights", "nimi: X\nlaused: [x]\nparameetrid: [a]"),
}


def test_the_base_of_the_examples_is_right() -> None:
    assert {path: complaints(kind_of(path), text) for path, text in BASE.items()} == {path: [] for path in BASE}


@pytest.mark.parametrize("name", WRONG)
def test_a_schema_sees_a_mistake(name: str) -> None:
    text = overlay(WRONG[name]).files[OWN]
    assert complaints("position", text) != []
    # Our own check sees it, too.
    assert check(overlay(WRONG[name]), TODAY).problems != []


@pytest.mark.parametrize("missing", [field.key for field in RECORDS["position"].required])
def test_a_schema_sees_what_is_missing(missing: str) -> None:
    data: dict[str, object] = yaml.load(BASE[OWN], Loader)  # noqa: S506 (a safe loader with less in it)
    del data[missing]
    assert [error.message for error in VALIDATORS["position"].iter_errors(data)] == [
        f"'{missing}' is a required property"
    ]


@pytest.mark.parametrize("name", WRONG_FILES)
def test_schemas_of_other_files_see_mistakes(name: str) -> None:
    kind, text = WRONG_FILES[name]
    assert complaints(kind, text) != []


@pytest.mark.parametrize("code", [rule.code for rule in CATALOGUE.values() if ": " in rule.good])
def test_a_schema_has_nothing_against_what_is_right(code: str) -> None:
    for part in contents_of(CATALOGUE[code].good):
        content = overlay(part)
        assert {path: said for path, text in content.files.items() if (said := complaints(kind_of(path), text))} == {}
