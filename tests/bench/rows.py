"""The rows of the table: each one a function that measures and says what came out. A new row is added below."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

from tests.bench import branches, bringing, corpus, documents, history, likeness
from tests.bench.bench import SMALL, tell
from tests.bench.measure import Failed, Side, peak_together, said, side_by_side
from tests.bench.report import Line, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.bench.bench import Bench

# The targets are for what they were found with; among fewer positions starting up is most of what is measured.
USUAL, LARGE = 1000, 10_000


def start(bench: Bench) -> Iterable[Line]:
    """Calls that should feel like none."""
    root = bench.corpus(SMALL)
    calls = ("--version", "--help")
    *several, bare = side_by_side(
        bench.rounds_of_quick, *(bench.jdflow(root, each) for each in calls), bench.bare(root)
    )
    for call, own in zip(calls, several, strict=True):
        yield Line(f"jdflow {call}", SMALL, own, bare, Target(3))


def completion(bench: Bench) -> Iterable[Line]:
    """What the shell asks at a press of the tabulator."""
    root, answer = bench.corpus(SMALL), bench.folder / "completions"
    typed = "jdflow show "
    asked = bench.jdflow(
        root,
        _ARGCOMPLETE="1",
        _ARGCOMPLETE_STDOUT_FILENAME=str(answer),
        COMP_LINE=typed,
        COMP_POINT=str(len(typed)),
    )
    own, bare = side_by_side(bench.rounds_of_quick, asked, bench.bare(root))
    if corpus.path_of(next(corpus.posts(1))).stem not in answer.read_text(encoding="utf-8"):
        raise Failed("the shell was not told the ids of the positions")
    yield Line("completion of `jdflow show`", SMALL, own, bare)


def check_file(bench: Bench) -> Iterable[Line]:
    """The check of one file, as an editor or a hook calls it."""
    small, large = bench.corpus(SMALL), bench.corpus(bench.size)
    # A head that lists its subordinates concerns all those who name it as theirs.
    head, _, _, somebody, *_ = (str(corpus.path_of(post)) for post in corpus.posts(SMALL))
    calls = (
        ("check FILE", SMALL, bench.check(small, somebody)),
        ("check FILE", bench.size, bench.check(large, somebody)),
        ("check FILE of a head", bench.size, bench.check(large, head)),
    )
    *several, bare = side_by_side(bench.rounds_of_quick, *(side for _, _, side in calls), bench.bare(large))
    for (what, size, _), own in zip(calls, several, strict=True):
        yield Line(what, size, own, bare, Target(8))


def read(bench: Bench) -> Iterable[Line]:
    """YAML with places, in one process, the files in memory already."""
    root = bench.corpus(bench.size)
    ways = {"ours": "jdflow", "load": "CSafeLoader", "events": "C events alone", "round_trip": "ruamel round-trip"}
    own, *others = side_by_side(bench.rounds, *(bench.read(root, way, name) for way, name in ways.items()))
    for other in others:
        yield Line("read with places", bench.size, own, other)


def check(bench: Bench) -> Iterable[Line]:
    """The whole check."""
    cold, warm, load = bench.whole()
    yield Line("check, cold", bench.size, cold, load, Target(1, since=USUAL))
    yield Line("check, warm", bench.size, warm, load, Target(0.25, since=USUAL))


def jsonschema(bench: Bench) -> Iterable[Line]:
    """The whole check beside a checker that knows our JSON Schema and nothing else."""
    target = Target(10, "faster", since=USUAL)
    if find_spec("check_jsonschema") is None:
        yield Line("check, cold", bench.size, target=target, note="check-jsonschema is not installed")
        return
    root, schema = bench.corpus(bench.size), bench.folder / "position.json"
    schema.write_text(said(bench.jdflow(root, "schema", "--kind", "position")), encoding="utf-8")
    paths = (str(corpus.path_of(post)) for post in corpus.posts(bench.size))
    command = (sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), *paths)
    own, other = side_by_side(bench.rounds_of_slow, bench.check(root), Side("check-jsonschema", command, root))
    yield Line("check, cold", bench.size, own, other, target)


def memory(bench: Bench) -> Iterable[Line]:
    """The peak memory of the whole check."""
    root, whole = bench.corpus(bench.size), bench.whole()
    for how, series in (("cold", whole.cold), ("warm", whole.warm)):
        together = peak_together(bench.check(root, warm=how == "warm"))
        for which, mib in (("largest process", series.peak), ("all processes", together)):
            note = "" if mib is not None else "this system does not tell"
            yield Line(f"check, {how}: {which}", bench.size, memory=mib, target=Target(400, "MiB"), note=note)


def scaling(bench: Bench) -> Iterable[Line]:
    """The whole check of a corpus beside that of a tenth."""
    tenth = bench.size // 10
    large, small = bench.corpus(bench.size), bench.corpus(tenth)
    for how, warm in (("cold", False), ("warm", True)):
        sides = (bench.check(large, warm=warm), bench.check(small, warm=warm))
        own, other = side_by_side(bench.rounds, *sides)
        named = other._replace(name=f"{tenth} positions")
        yield Line(f"check, {how}", bench.size, own, named, Target(12, since=LARGE))


ROWS: dict[str, Callable[[Bench], Iterable[Line]]] = {
    "start": start,
    "completion": completion,
    "check-file": check_file,
    "read": read,
    "check": check,
    "jsonschema": jsonschema,
    "memory": memory,
    "scaling": scaling,
    "document": documents.document,
    "documents": documents.documents,
    "documents-memory": documents.memory,
    "pdf": documents.pdf,
    "history": history.main_line,
    "history-blobs": history.blobs,
    "history-told": history.told,
    "branches": branches.told,
    "import": bringing.brought_in,
    "recognise": likeness.recognise,
    "drift": likeness.drift,
}


def measured(bench: Bench, row: str) -> tuple[list[Line], bool]:
    """The lines of a row and whether all went well; a row that fails does not take the others with it."""
    tell(f"measuring {row}")
    try:
        return list(ROWS[row](bench)), True
    except Failed as failed:
        tell(f"{row} failed: {failed}")
        return [Line("–", bench.size, note="failed")], False
