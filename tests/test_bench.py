"""The benchmarks, at a size at which they tell nothing but that they run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from statistics import mean
from typing import TYPE_CHECKING

import pytest

from tests.bench import corpus, rows
from tests.bench.bench import Bench, cache_of
from tests.bench.documents import unchanged
from tests.bench.measure import Failed, Run, Series, Side, peak_together, run, said, side_by_side
from tests.bench.peers import fill
from tests.bench.report import Line, Peak, Target, as_table
from tests.checkout import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable

pytestmark = pytest.mark.needs("git")


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.bench", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


def files(root: Path) -> dict[str, bytes]:
    found = (path for folder in ("positions", "shared") for path in (root / folder).rglob("*.yaml"))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def git(root: Path, *arguments: str) -> str:
    return said(Side("git", ("git", "-C", str(root), *arguments), root))


def python(code: str, tmp_path: Path) -> Side:
    return Side("python", (sys.executable, "-c", code), tmp_path)


def took(seconds: float) -> Series:
    return Series("some", [Run(seconds)])


# -- the whole ---------------------------------------------------------------------------------------------------------


def test_every_row_measures(tmp_path: Path) -> None:
    document = tmp_path / "bench.json"
    result = bench("--size", "25", "--rounds", "1", "--json", str(document))
    assert result.returncode == 0, result.stderr
    told = json.loads(document.read_text(encoding="utf-8"))
    lines = told["lines"]
    assert [row for row in rows.ROWS if row not in {line["row"] for line in lines}] == []
    assert len(result.stdout.splitlines()) == len(lines) + 2
    unmeasured = {line["row"] for line in lines if line["own"] is None and line["memory_mib"] is None}
    absent = {
        "jsonschema": find_spec("check_jsonschema") is None,
        "document": find_spec("docxtpl") is None,
        "pdf": which("soffice") is None and which("libreoffice") is None,
        "memory": not Path("/proc/self/smaps_rollup").exists(),
        "documents-memory": sys.platform == "win32",
    }
    assert unmeasured == {row for row, is_absent in absent.items() if is_absent}
    assert all(line["note"] for line in lines if line["row"] in unmeasured and line["own"] is None)


def test_a_row_can_be_asked_for_alone() -> None:
    result = bench("--size", "25", "--rounds", "1", "--only", "check")
    assert result.returncode == 0, result.stderr
    assert {line.split()[0] for line in result.stdout.splitlines()[2:]} == {"check"}


def test_a_row_that_fails_does_not_take_the_others_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: Bench) -> Iterable[Line]:
        raise Failed("it went wrong")

    monkeypatch.setitem(rows.ROWS, "start", fails)
    lines, well = rows.measured(Bench(tmp_path, 25, 1), "start")
    assert not well
    assert lines[0].note == "failed"


# -- the corpus --------------------------------------------------------------------------------------------------------


def test_a_corpus_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("same", 1), ("other", 2)):
        corpus.make(tmp_path / name, 30, seed)
    one, same, other = (files(tmp_path / name) for name in ("one", "same", "other"))
    assert one == same
    assert one.keys() == other.keys()
    assert one != other


def test_a_corpus_is_like_a_large_agency(tmp_path: Path) -> None:
    # More than one department; that nothing is wrong in it, the bench itself makes sure.
    root = Bench(tmp_path, 640, 1).corpus(640)
    found = files(root)
    positions = [data for path, data in found.items() if path.startswith("positions/")]
    assert len(positions) == 640
    assert 160 <= mean(data.count(b"\n") for data in positions) <= 180
    assert 7500 <= mean(map(len, positions)) <= 8500
    assert max(Counter(path.rpartition("/")[0] for path in found if path.startswith("positions/")).values()) == 25
    blocks = [path.split("/")[1] for path in found if path.startswith("shared/") and path.count("/") == 2]
    assert len(blocks) == 60
    assert len(set(blocks)) == 7
    assert (cache_of(root) / "check.json").is_file()


def test_a_corpus_with_a_problem_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = corpus.make

    def spoil(root: Path, size: int) -> None:
        make(root, size)
        (root / "shared" / "rights" / "kogum-02.yaml").unlink()

    monkeypatch.setattr(corpus, "make", spoil)
    with pytest.raises(Failed, match="kogum-02"):
        Bench(tmp_path, 25, 1).corpus(25)


def test_what_documents_are_made_from_is_committed(tmp_path: Path) -> None:
    roots = []
    for name in ("one", "same"):
        (tmp_path / name).mkdir()
        roots.append(Bench(tmp_path / name, 25, 1).committed(25))
    commits = {git(root, "rev-list", "HEAD") for root in roots}
    assert len(commits) == 1
    assert git(roots[0], "status", "--porcelain") == ""
    committed = git(roots[0], "ls-files").splitlines()
    assert {"templates/klassikaline.docx", "shared/settings.yaml"} < set(committed)
    assert len([path for path in committed if path.startswith("positions/")]) == 25


# -- documents ---------------------------------------------------------------------------------------------------------


def test_who_says_something_else_is_not_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(tmp_path, 25, 1)
    template = bench.committed(25) / "templates" / "klassikaline.docx"
    several = json.loads(bench.fields(25).read_text(encoding="utf-8"))
    fill.compare(template, several[:2])

    def floor(path: Path, several: fill.Several) -> fill.Fill:
        return fill.ours(path, [{**fields, "eesmärk": "Muu."} for fields in several])

    monkeypatch.setattr(fill, "floor", floor)
    with pytest.raises(SystemExit, match=r"floor says otherwise in document 0: .*Muu"):
        fill.compare(template, several[:2])


def test_the_floor_is_a_document_like_ours_but_smaller(tmp_path: Path) -> None:
    bench = Bench(tmp_path, 25, 1)
    template = bench.committed(25) / "templates" / "klassikaline.docx"
    several = json.loads(bench.fields(25).read_text(encoding="utf-8"))
    own, floor = (way(template, several)(3) for way in (fill.ours, fill.floor))
    assert fill.said(own) == fill.said(floor)
    assert several[3]["eesmärk"] in fill.said(floor)
    assert len(floor) < len(own)


@pytest.mark.parametrize(("most", "number"), [(1, 1), (10, 9), (24, 13), (25, 25), (100, 25)])
def test_a_part_is_never_more_than_was_asked_for(most: int, number: int) -> None:
    several = [{"tunnus": str(each)} for each in range(25)]
    assert len(fill.part(several, most)) == number


def test_documents_written_anew_are_noticed(tmp_path: Path) -> None:
    (tmp_path / "one.docx").write_bytes(b"1")

    def touch() -> None:
        os.utime(tmp_path / "one.docx", (1, 1))

    with unchanged(tmp_path, 1):
        pass
    with pytest.raises(Failed, match="written anew"), unchanged(tmp_path, 1):
        touch()
    with pytest.raises(Failed, match="written anew"), unchanged(tmp_path, 2):
        pass


# -- measuring ---------------------------------------------------------------------------------------------------------


def test_sides_take_turns(tmp_path: Path) -> None:
    order: list[str] = []
    one, two = (python("pass", tmp_path)._replace(before=partial(order.append, name)) for name in "AB")
    several = side_by_side(2, one, two)
    assert "".join(order) == "ABABAB"  # the first of each is not counted
    assert [len(series.runs) for series in several] == [2, 2]


def test_a_process_may_tell_its_time_itself(tmp_path: Path) -> None:
    assert run(python("print(0.25)", tmp_path)._replace(by_itself=True)).seconds == 0.25


def test_a_command_that_fails_is_told(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="ended with 3"):
        run(python("raise SystemExit(3)", tmp_path))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell")
def test_memory_is_told(tmp_path: Path) -> None:
    large = "text = b'x' * 100 * 1024 * 1024; import time; time.sleep(0.5)"
    # A process is charged with the memory of the one that started it, so a small one starts it here.
    code = (
        "import sys; from pathlib import Path; from tests.bench.measure import Side, run; "
        f"print(run(Side('python', (sys.executable, '-c', {large!r}), Path({str(tmp_path)!r}))).peak)"
    )
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert 100 < float(told.stdout) / 1024**2 < 150
    together = peak_together(python(f"import os; pid = os.fork(); {large}; pid and os.wait()", tmp_path))
    assert together is None or 190 < together < 250


# -- the report --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "met"),
    [
        (Target(2), True),
        (Target(1.9), False),
        (Target(0.5, "faster"), True),
        (Target(0.6, "faster"), False),
        (Target(1, since=101), None),
        (None, None),
    ],
)
def test_a_target_is_met_or_not(target: Target | None, met: bool | None) -> None:  # noqa: FBT001 (an outcome)
    assert Line("this", 100, took(2), took(1), target).met is met


def test_memory_has_its_target() -> None:
    assert Line("this", 100, memory=400, target=Target(400, "MiB")).met is True
    assert Line("this", 100, memory=401, target=Target(400, "MiB")).met is False


def test_memory_may_be_held_against_that_of_another() -> None:
    beside = Peak("100 positions", 100)
    assert Line("this", 1000, memory=150, beside=beside, target=Target(1.5)).met is True
    assert Line("this", 1000, memory=151, beside=beside, target=Target(1.5)).met is False
    assert Line("this", 1000, memory=150, target=Target(1.5)).met is None


def test_the_median_counts() -> None:
    assert Series("some", [Run(seconds) for seconds in (9, 1, 2)]).seconds == 2


def test_table() -> None:
    lines = [
        Line("quick", 25, took(0.03), took(0.012), Target(3)),
        Line("slow", 1000, took(2), took(1), Target(10, "faster")),
        Line("large", 1000, memory=150, beside=Peak("100 positions", 100), target=Target(1.5)),
        Line("nothing", 1000, note="not installed"),
    ]
    assert as_table({"row": lines}).splitlines() == [
        "row  what                     positions   median  floor or peer   median  ratio   target  met",
        "---  -----------------------  ---------  -------  -------------  -------  -----  -------  ---",
        "row  quick                           25  30.0 ms  some           12.0 ms  2.5 ×    ≤ 3 ×  yes",
        "row  slow                          1000   2.00 s  some            1.00 s  0.5 ×   ≥ 10 ×  NO",
        "row  large                         1000  150 MiB  100 positions  100 MiB  1.5 ×  ≤ 1.5 ×  yes",
        "row  nothing (not installed)       1000        –  –                    –      –        –  –",
    ]
