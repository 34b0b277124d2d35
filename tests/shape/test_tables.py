"""The tables of fields: complete, and equal to anything that a file may hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

from jdflow.language import LANGUAGES, Voice
from jdflow.model.block import KINDS
from jdflow.problems import fields
from jdflow.shape import shape_block, shape_organisation, shape_position, shape_settings, shape_signatories
from jdflow.shape.kinds import Flag
from jdflow.shape.schema import RECORDS, TITLES, records_in, schema_of
from jdflow.source.reader import Document, read
from tests.checkout import ROOT
from tests.support import BASE

if TYPE_CHECKING:
    from jdflow.problems import Problem
    from jdflow.shape.records import Field, Record

VOICES = [Voice(language) for language in LANGUAGES]
PATH = "a.yaml"
FIELDS: list[tuple[str, Record[Any], Field]] = [
    (name, record, field)
    for name, top in RECORDS.items()
    for record in (top, *records_in(top))
    for field in record.table
]
each_field = pytest.mark.parametrize(
    ("top", "record", "field"),
    FIELDS,
    ids=[f"{top}-{record.expected.text}-{field.key}" for top, record, field in FIELDS],
)


def shape(name: str, document: Document) -> list[Problem]:
    """What is wrong with a file of that kind."""
    if name == "position":
        return shape_position("a", PATH, document)[1]
    if name in KINDS:
        return shape_block(f"{name}/a", PATH, document)[1]
    others = {"settings": shape_settings, "organisation": shape_organisation, "signatories": shape_signatories}
    return others[name](document)[1]


def values(record: Record[Any], text: str) -> tuple[dict[str, Any], list[Problem]]:
    """What a record reads of a text, by the names of its fields."""
    problems: list[Problem] = []
    tree = read(PATH, text.encode()).tree
    assert tree is not None
    got, _ = record.values(tree, problems)  # type: ignore[arg-type]
    return got, problems


@each_field
def test_a_field_is_described_in_every_language(top: str, record: Record[Any], field: Field) -> None:
    assert top in RECORDS
    assert record.by_key[field.key] is field
    for voice in VOICES:
        assert voice(field.about).endswith(".")
        assert voice(field.kind.expected)
        assert voice(record.expected)


def test_no_record_has_a_key_or_a_name_twice() -> None:
    for name, top in RECORDS.items():
        for record in (top, *records_in(top)):
            assert len({field.key for field in record.table}) == len(record.table), name
            assert len({field.name for field in record.table}) == len(record.table), name


# For each kind of node, one that means nothing to anybody.
STRANGE = {"text": "§", "a list": "[[[§]]]", "a record": "{§: §}", "nothing": "", "an empty text": "''"}


@each_field
def test_a_field_takes_a_value_or_says_why_not(top: str, record: Record[Any], field: Field) -> None:
    """Nothing that is written is passed over in silence."""
    for kind, text in STRANGE.items():
        got, problems = values(record, f"{field.key}: {text}")
        here = [problem for problem in problems if problem.rule not in {fields.MISSING_KEY, fields.ONE_OF}]
        assert here or field.name in got, f"{top}: {kind}"
        columns = {1, *range(len(field.key) + 3, len(field.key) + 3 + len(text))}
        assert {problem.place.column for problem in here} <= columns, f"{top}: {kind}"


@pytest.mark.parametrize("name", [*RECORDS, "block"])
@pytest.mark.parametrize("voice", VOICES, ids=LANGUAGES)
def test_a_schema_is_one(name: str, voice: Voice) -> None:
    schema = schema_of(name, voice)
    Draft7Validator.check_schema(schema)
    assert schema["title"] == voice(TITLES[name])
    assert json.loads(json.dumps(schema)) == schema


def kind_of(path: str) -> str:
    first, _, rest = path.partition("/")
    return "position" if first == "positions" else rest.partition("/")[0].removesuffix(".yaml")


CONTENT = BASE | {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for folder in ("positions", "shared")
    for path in sorted((ROOT / folder).rglob("*.yaml"))
}


@pytest.mark.parametrize("path", CONTENT)
def test_what_the_check_takes_the_schema_takes(path: str) -> None:
    """Editors are told the same as the check tells."""
    name = kind_of(path)
    assert shape(name, read(path, CONTENT[path].encode())) == []
    data = json.loads(json.dumps(yaml.safe_load(CONTENT[path]), default=str))
    for schema_name in (name, "block") if name in KINDS else (name,):
        errors = [error.message for error in Draft7Validator(schema_of(schema_name, VOICES[0])).iter_errors(data)]
        assert errors == []


# Bare and quoted: words, numbers, days; much that an editor takes for something else than text.
SCALARS = ["tekst", "5", "-3", "5.10", "007", "jah", "EI", "2026-03-01", "1.3.2026", "null"]
SCALARS += ["'5'", "'5.10'", "'true'", "' Jah '", "' 2026-03-01 '", "'null'", "'C1'", "ametnik", "auto", "EE", "§"]


@each_field
def test_no_editor_refuses_a_plain_value_that_the_check_takes(top: str, record: Record[Any], field: Field) -> None:
    schema = field.kind.schema(VOICES[0]) | {"definitions": schema_of(top, VOICES[0]).get("definitions", {})}
    validator = Draft7Validator(schema)
    refused = []
    for scalar in [*SCALARS, *(["true", "False"] if isinstance(field.kind, Flag) else [])]:
        _, problems = values(record, f"{field.key}: {scalar}")
        if all(problem.rule in {fields.MISSING_KEY, fields.ONE_OF} for problem in problems):
            value = YAML(typ="safe", pure=True).load(scalar)
            if not validator.is_valid(json.loads(json.dumps(value, default=str))):
                refused.append(scalar)
    assert refused == []


KEYS = sorted({field.key for _, _, field in FIELDS} | {"tundmatu", "title", "ulesanded"})
WORDS = st.sampled_from(
    [
        "",
        "~",
        "teha tööd",
        "juhataja",
        "auto",
        "2026-03-01",
        "C1",
        "töötaja",
        "12",
        "true",
        "a/b",
        "{{ a }}",
        "Suur Täht.",
    ]
)
TREES = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=15,
)


@settings(max_examples=300)
@given(name=st.sampled_from(sorted(RECORDS)), data=st.dictionaries(st.sampled_from(KEYS), TREES, max_size=5))
def test_no_tree_is_too_strange(name: str, data: dict[str, Any]) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    lines = text.split("\n")
    for problem in shape(name, read(PATH, text.encode())):
        assert 1 <= problem.place.line <= len(lines)
        assert problem.place.column <= len(lines[problem.place.line - 1]) + 1
        for voice in VOICES:
            assert voice(problem.message)
            assert voice(problem.advice)
