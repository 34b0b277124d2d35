"""`drift`: what is told, in each form, and the edits that are made."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.command import jdflow
from tests.support import OWN, overlay

if TYPE_CHECKING:
    from pathlib import Path

CONTENT = """\
õigused:
  # kodus
  - teha kaugtööd kokkuleppel vahetu juhiga
  - hoida korda , alati
vastutus: [vara eest]
# shared/rights/kaks.yaml
nimi: Kaks
laused: [teha kaugtööd kokkuleppel oma vahetu juhiga]
# shared/responsibilities/vara.yaml
nimi: Vara
laused: [vara eest]
"""


@pytest.fixture
def drifting(root: Path) -> Path:
    return overlay(CONTENT).on_disk(root)


def text_of(root: Path) -> str:
    return (root / OWN).read_text(encoding="utf-8")


def test_findings_are_told_with_place_and_way_out(drifting: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "--lang", "en", "-C", drifting, "drift")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "positions/naidis.yaml:3:5: The shared block rights/kaugtoo says this (likeness 100%).",
        "      teha kaugtööd kokkuleppel vahetu juhiga",
        "    → Write `kasuta: rights/kaugtoo` in its place. `jdflow drift --apply positions/naidis.yaml:3:5` does so.",
        "    shared/rights/kaugtoo.yaml:1:7",
        "",
        (
            "positions/naidis.yaml:4:5: Quotation marks, punctuation or white space are not as they should be "
            "(likeness 99%)."
        ),
        "    - hoida korda , alati",
        "    + hoida korda, alati",
        "    → Set them right, as shown. `jdflow drift --apply --reword positions/naidis.yaml:4:5` does so.",
        "",
        "positions/naidis.yaml:5:12: The shared block responsibilities/vara says this (likeness 100%).",
        "      vara eest",
        (
            "    → Write `kasuta: responsibilities/vara` in its place. "
            "`jdflow drift --apply positions/naidis.yaml:5:12` does so."
        ),
        "    shared/responsibilities/vara.yaml:1:7",
        "",
        "shared/rights/kaugtoo.yaml:1:7: The shared block rights/kaks says nearly the same as this one (likeness 95%).",
        "    - teha kaugtööd kokkuleppel vahetu juhiga",
        "    + teha kaugtööd kokkuleppel oma vahetu juhiga",
        (
            "    → Make one block of the two, with a variant or a parameter where they differ; "
            "or choose which to keep, and it takes the place of the other: "
            "`jdflow drift --apply --keep rights/kaks shared/rights/kaugtoo.yaml:1:7` or "
            "`jdflow drift --apply --keep rights/kaugtoo shared/rights/kaugtoo.yaml:1:7`."
        ),
        "    shared/rights/kaks.yaml:1:7",
        "    rights/kaks is not used.",
        "    rights/kaugtoo is not used.",
        "",
        "Found: 4, with an edit that `--apply` can make: 4; 2 positions.",
    ]


def test_json_holds_the_edits(drifting: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(
        jdflow(capsys, "--lang", "en", "-C", drifting, "drift", "--format", "json", "--kind", "copy").out
    )
    assert (found["positions"], found["counts"]) == (2, {"copy": 2})
    first = found["findings"][0]
    place = {"path": OWN, "line": 3, "column": 5, "end_line": 3, "end_column": 44}
    assert first == {
        "kind": "copy",
        **place,
        "likeness": 1.0,
        "changes_words": False,
        "block": "rights/kaugtoo",
        "texts": ["teha kaugtööd kokkuleppel vahetu juhiga"],
        "told": ["teha kaugtööd kokkuleppel vahetu juhiga"],
        "message": "The shared block rights/kaugtoo says this (likeness 100%).",
        "advice": "Write `kasuta: rights/kaugtoo` in its place. "
        "`jdflow drift --apply positions/naidis.yaml:3:5` does so.",
        "related": [{"path": "shared/rights/kaugtoo.yaml", "line": 1, "column": 7, "end_line": 1, "end_column": 14}],
        "users": [],
        "edit": {
            "places": [place],
            "use": {"block": "rights/kaugtoo", "variant": None, "values": {}, "plus": {}, "minus": []},
            "text": None,
            "new_block": None,
        },
    }


def test_markdown_is_a_list(drifting: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = jdflow(capsys, "--lang", "en", "-C", drifting, "drift", drifting / OWN, "--format", "md").out.splitlines()
    assert [line[:4] for line in lines] == [
        "- **",
        *["  - "] * 2,
        "- **",
        *["  - "] * 2,
        "- **",
        *["  - "] * 2,
        "",
        "Foun",
    ]


def test_a_line_or_a_folder_narrows_it_and_the_code_tells(drifting: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ((f"{OWN}:4", 1), (f"{OWN}:4:5", 1), (f"{OWN}:4:9", 0), (f"{OWN}:1", 0))
    for path, code in (*lines, ("shared", 1), (".", 1), ("positions/juhataja.yaml", 0)):
        assert jdflow(capsys, "-C", drifting, "drift", drifting / path, "--exit-code").code == code


def test_what_leaves_words_as_they_are_is_applied_and_comments_stay(
    drifting: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = jdflow(capsys, "--lang", "en", "-C", drifting, "drift", "--apply")
    assert (ran.code, ran.out) == (0, f"{OWN}: edits made: 2\n")
    text = text_of(drifting)
    assert "õigused:\n  # kodus\n  - kasuta: rights/kaugtoo\n  - hoida korda , alati\n" in text
    assert "vastutus:\n  - kasuta: responsibilities/vara\n" in text
    assert jdflow(capsys, "-C", drifting, "check").code == 0
    ran = jdflow(capsys, "--lang", "en", "-C", drifting, "drift", "--apply", "--reword", "--kind", "marks")
    assert "hoida korda, alati" in text_of(drifting)
    ran = jdflow(capsys, "--lang", "en", "-C", drifting, "drift", "--apply", "--reword")
    assert ran.err.splitlines()[-1] == "There is nothing to do."


def test_what_is_only_near_is_applied_where_it_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = overlay("õigused:\n  - teha kaugtööd kokkuleppel juhiga\n  - hoida korda\n").on_disk(root)
    for options in (["--apply"], ["--apply", "--reword"]):
        jdflow(capsys, "-C", root, "drift", *options)
        assert "kokkuleppel juhiga" in text_of(root)
    jdflow(capsys, "-C", root, "drift", "--apply", "--reword", "--kind", "near")
    assert "õigused:\n  - kasuta: rights/kaugtoo\n" in text_of(root)


def test_nothing_that_drifts_is_said_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = overlay("").on_disk(root)
    ran = jdflow(capsys, "--lang", "en", "-C", root, "drift", "--exit-code")
    assert (ran.code, ran.out) == (0, "Nothing drifts apart: 2 positions.\n")


@pytest.mark.parametrize("options", [("--least", "40"), ("--reword",), ("positions/pole.yaml",), ("--kind", "muu")])
def test_wrong_usage_is_told(options: tuple[str, ...], drifting: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert jdflow(capsys, "-C", drifting, "drift", *options).code == 2
