"""`jdflow schema`: printing, writing, and telling what is out of date."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import jsonschema
import pytest

from jdflow.app.schema import SCHEMA_NAMES, schema_files, stale_schemas
from jdflow.language import LANGUAGES, Voice
from jdflow.shape.schema import schema_of
from tests.checkout import ROOT
from tests.command import jdflow
from tests.support import overlay

if TYPE_CHECKING:
    from pathlib import Path

POSITION = "shared/schema/position.json"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return overlay("").on_disk(tmp_path / "amet")


def test_the_committed_ones_are_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert stale_schemas(ROOT) == []
    assert jdflow(capsys, "-C", ROOT, "schema", "--check") == (0, "", "")
    committed = {path.relative_to(ROOT).as_posix() for path in (ROOT / "shared/schema").iterdir()}
    assert committed == set(schema_files())


def test_write(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = list(schema_files())
    assert jdflow(capsys, "-C", root, "schema", "--check") == (1, "\n".join(paths) + "\n", "")
    assert jdflow(capsys, "-C", root, "schema", "--write") == (0, "\n".join(paths) + "\n", "")
    assert {path: (root / path).read_text("utf-8") for path in paths} == schema_files()
    assert jdflow(capsys, "-C", root, "schema", "--check") == (0, "", "")
    # Writing again changes nothing, and the check reads none of them.
    jdflow(capsys, "-C", root, "schema", "--write")
    assert stale_schemas(root) == []
    assert jdflow(capsys, "-C", root, "check", "--strict").code == 0


@pytest.mark.parametrize("how", ["edited", "missing", "no text", "a folder"])
def test_one_that_is_out_of_date(how: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    jdflow(capsys, "-C", root, "schema", "--write")
    path = root / POSITION
    text = path.read_bytes()
    path.unlink()
    if how == "edited":
        path.write_bytes(text + b"\n")
    elif how == "no text":
        path.write_bytes(b"\xff")
    elif how == "a folder":
        path.mkdir()
    assert jdflow(capsys, "-C", root, "schema", "--check") == (1, f"{POSITION}\n", "")


def test_windows_line_ends_are_no_difference(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    jdflow(capsys, "-C", root, "schema", "--write")
    path = root / POSITION
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert stale_schemas(root) == []


@pytest.mark.skipif(os.name == "nt", reason="links need privileges here")
def test_nothing_is_written_through_a_link(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (root / "shared/schema").symlink_to(elsewhere)
    ran = jdflow(capsys, "-C", root, "schema", "--write")
    assert (ran.code, ran.out) == (3, "")
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_print_all_and_each(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    printed = json.loads(jdflow(capsys, "--lang", lang, "schema").out)
    assert list(printed) == list(SCHEMA_NAMES)
    for name in SCHEMA_NAMES:
        one = json.loads(jdflow(capsys, "--lang", lang, "schema", "--kind", name).out)
        assert one == printed[name] == schema_of(name, Voice(lang))


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_each_is_a_schema_of_its_dialect(name: str) -> None:
    schema = schema_of(name, Voice("et"))
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    jsonschema.Draft7Validator.check_schema(schema)
    # Every definition that is referred to is there, and none besides.
    text = json.dumps(schema)
    assert {definition for definition in schema.get("definitions", {}) if f'/{definition}"' not in text} == set()


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_descriptions_are_estonian(name: str) -> None:
    def described(part: object) -> list[str]:
        if isinstance(part, dict):
            here = [part["description"]] if isinstance(part.get("description"), str) else []
            return here + [text for inner in part.values() for text in described(inner)]
        return [text for inner in part for text in described(inner)] if isinstance(part, list) else []

    estonian, english = (described(schema_of(name, Voice(lang))) for lang in LANGUAGES)
    assert len(estonian) == len(english) > 3
    assert [text for text, other in zip(estonian, english, strict=True) if text == other] == []


def test_printing_needs_no_content(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert jdflow(capsys, "-C", tmp_path, "schema").code == 0
    assert jdflow(capsys, "-C", tmp_path, "schema", "--check").code == 3
    assert jdflow(capsys, "-C", tmp_path, "schema", "--check", "--write").code == 2
