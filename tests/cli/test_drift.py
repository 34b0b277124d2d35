"""`drift`: what is told, in each form, and the edits that are made."""

from __future__ import annotations

import json
from errno import ENOSPC
from typing import TYPE_CHECKING, Any

import pytest

from jdflow.app import drift_edits as module
from jdflow.cli import edits
from jdflow.deliver.files import write_within
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


COPIED = """\
õigused: [hoida ruumide võtmeid]
# positions/juhataja.yaml
õigused: [hoida ruumide võtmeid]
# positions/kolmas.yaml
ametinimetus: Abi
struktuuriüksus: andmetalitus
teenistuja: töötaja
eesmärk: Talitus saab abi.
ülesanded: [{ülesanne: Talituse abistamine.}]
õigused: [hoida ruumide võtmeid]
"""
NEW = "shared/rights/hoida-ruumide-votmeid.yaml"


def test_new_blocks_are_made_only_where_that_is_asked_for(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = overlay(COPIED).on_disk(root)
    ran = jdflow(capsys, "--lang", "en", "-C", root, "drift", "--apply")
    assert ran.out == ""
    assert ran.err.splitlines() == [
        "There is nothing to do.",
        "Edits not made, because they change words or make blocks: 1; see --reword and --kind.",
    ]
    # From whichever of its places.
    ran = jdflow(capsys, "--lang", "en", "-C", root, "drift", "--apply", root / f"{OWN}:1:11")
    assert ran.out.splitlines() == [
        f"{NEW}: made as a new shared block",
        "positions/juhataja.yaml: edits made: 1",
        "positions/kolmas.yaml: edits made: 1",
        f"{OWN}: edits made: 1",
    ]
    assert jdflow(capsys, "-C", root, "check", "--strict").code == 0


def test_where_a_file_cannot_be_written_nothing_is_made(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = overlay(COPIED).on_disk(root)
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}

    def failing(folder: Path, path: str, data: bytes) -> None:
        if path == OWN and b"kasuta" in data:
            raise OSError(ENOSPC, "No space left on device")
        write_within(folder, path, data)

    monkeypatch.setattr(edits, "write_within", failing)
    ran = jdflow(capsys, "--lang", "en", "-C", root, "drift", "--apply", "--kind", "recurring")
    assert (ran.code, f"“{OWN}” cannot be written" in ran.err) == (3, True)
    assert {path: path.read_bytes() for path in root.rglob("*.yaml")} == before


def test_a_file_that_has_changed_in_the_meantime_is_left(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = overlay(COPIED).on_disk(root)
    mend_all = module.mend_all

    def slow(*arguments: Any) -> Any:  # noqa: ANN401 (whatever it takes and gives)
        outcome = mend_all(*arguments)
        (root / OWN).write_text(text_of(root) + "# uus\n", encoding="utf-8")
        return outcome

    monkeypatch.setattr(module, "mend_all", slow)
    ran = jdflow(capsys, "--lang", "en", "-C", root, "drift", "--apply", "--kind", "recurring")
    assert (ran.code, "has changed in the meantime" in ran.err) == (3, True)
    assert not (root / NEW).exists()
    assert "kasuta" not in text_of(root)


def test_of_two_blocks_the_one_to_keep_is_chosen(drifting: Path, capsys: pytest.CaptureFixture[str]) -> None:
    jdflow(capsys, "-C", drifting, "drift", "--apply")
    assert "kasuta: rights/kaugtoo" in text_of(drifting)
    ran = jdflow(capsys, "--lang", "en", "-C", drifting, "drift", "--apply", "--keep", "rights/kaks")
    assert ran.out.splitlines() == [
        f"{OWN}: edits made: 1",
        "shared/rights/kaugtoo.yaml: taken away; rights/kaks stands in its place",
    ]
    assert "kasuta: rights/kaks" in text_of(drifting)
    assert not (drifting / "shared/rights/kaugtoo.yaml").exists()
    assert jdflow(capsys, "-C", drifting, "check").code == 0


def test_nothing_that_drifts_is_said_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = overlay("").on_disk(root)
    ran = jdflow(capsys, "--lang", "en", "-C", root, "drift", "--exit-code")
    assert (ran.code, ran.out) == (0, "Nothing drifts apart: 2 positions.\n")


@pytest.mark.parametrize(
    "options",
    [
        ("--least", "40"),
        ("--reword",),
        ("--keep", "rights/kaks"),
        ("--apply", "--keep", "rights/kak"),
        ("positions/pole.yaml",),
        ("--kind", "muu"),
    ],
)
def test_wrong_usage_is_told(options: tuple[str, ...], drifting: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert jdflow(capsys, "-C", drifting, "drift", *options).code == 2
