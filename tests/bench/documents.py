"""The rows of the table that are about Word documents."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

from tests.bench import corpus
from tests.bench.measure import Failed, Run, Series, Side, run, said, side_by_side
from tests.bench.report import Line, Peak, Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from tests.bench.bench import Bench

# The most that are filled in turn, or printed by LibreOffice; of a small corpus no more than a part of it.
_IN_TURN, _PRINTED, _PART = 20, 40, 10
# A peer that takes long for a document writes so many, and the time is scaled up.
_WRITTEN = 100
_TEMPLATE = "templates/klassikaline.docx"
# Below this many, starting up is most of what is measured.
_USUAL = 1000
_ABSENT = "{} is not installed"


def document(bench: Bench) -> Iterable[Line]:
    """One document, its template compiled before and its fields at hand."""
    root, fields = bench.committed(bench.size), bench.fields(bench.size)
    several = min(_IN_TURN, bench.size // _PART)

    def filling(way: str, name: str = "") -> Side:
        return bench.peer(root, "fill", way, _TEMPLATE, str(fields), str(several), name=name, by_itself=True)

    said(filling("compare")._replace(by_itself=False))
    others: dict[str, tuple[str, Target | None]] = {"floor": ("deflate and join", Target(4))}
    if find_spec("docxtpl") is not None:
        others["docxtpl"] = ("docxtpl", Target(30, "faster"))
    if find_spec("docx") is not None:
        others["by_hand"] = ("python-docx by hand", None)
    sides = [filling("ours", "jdflow"), *(filling(way, name) for way, (name, _) in others.items())]
    own, *measured = side_by_side(bench.rounds, *sides)
    for other, (_, target) in zip(measured, others.values(), strict=True):
        yield Line("fill a template", several, own, other, target)
    for way, package in (("docxtpl", "docxtpl"), ("by_hand", "python-docx")):
        if way not in others:
            yield Line("fill a template", several, note=_ABSENT.format(package))


def documents(bench: Bench) -> Iterable[Line]:
    """All documents to disk: from fields at hand, and as our users do it, from a commit."""
    root, fields, target = bench.committed(bench.size), bench.fields(bench.size), Target(30, "faster", since=_USUAL)

    def writing(way: str, name: str, most: int) -> Side:
        folder = bench.folder / f"written-{way}"
        arguments = (way, _TEMPLATE, str(fields), str(most), str(folder))
        side = bench.peer(root, "write", *arguments, name=name, by_itself=True)
        return side._replace(before=_without(folder))

    empty = bench.folder / "empty"
    sides = {
        "fields at hand, to disk": writing("ours", "jdflow", bench.size),
        "render into an empty folder": _render(bench, root, empty),
        "build into an empty folder": _publish(bench, root, "build", empty),
    }
    has_peer = find_spec("docxtpl") is not None
    peer = [writing("docxtpl", "docxtpl", _WRITTEN)] if has_peer else []
    several = side_by_side(bench.rounds_of_slow, *sides.values(), *peer)
    other = several[-1] if has_peer else None
    note = f"docxtpl: {min(_WRITTEN, bench.size)}, scaled up" if has_peer else _ABSENT.format("docxtpl")
    for what, own in zip(sides, several, strict=False):
        yield Line(what, bench.size, own, other, target, note=note)
    yield _again(bench, root, several[2])


def _again(bench: Bench, root: Path, first: Series) -> Line:
    """A build into the folder that holds all of it already."""
    folder = bench.folder / "full"
    side = _publish(bench, root, "build", folder)._replace(before=_nothing)
    run(side)
    with unchanged(folder, bench.size):
        (own,) = side_by_side(bench.rounds_of_slow, side)
    return Line("build into the same folder again", bench.size, own, first._replace(name="build into an empty one"))


@contextmanager
def unchanged(folder: Path, number: int) -> Iterator[None]:
    """Sees that no document of a folder, which holds so many, is written meanwhile."""
    before = _times(folder)
    yield
    if _times(folder) != before or len(before) != number:
        raise Failed(f"documents were written anew although nothing had changed: {number} in {folder}")


def _times(folder: Path) -> Mapping[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("*.docx")}


def _nothing() -> None:
    pass


def memory(bench: Bench) -> Iterable[Line]:
    """The peak memory of a rendering beside that of a tenth: what was written need not be kept."""
    peaks = {}
    for size in (bench.size // 10, bench.size):
        side = _render(bench, bench.committed(size), bench.folder / f"memory-{size}")
        run(side)
        peaks[size] = Series("", [run(side) for _ in range(bench.rounds_of_slow)]).peak
    tenth, whole = peaks.items()
    note = "" if whole[1] is not None else "this system does not tell"
    beside = None if tenth[1] is None else Peak(f"{tenth[0]} positions", tenth[1])
    yield Line("render: largest process", bench.size, memory=whole[1], beside=beside, target=Target(1.5), note=note)


def pdf(bench: Bench) -> Iterable[Line]:
    """What PDF files take beyond the documents, beside one call of LibreOffice for all of them."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    number, target = min(_PRINTED, bench.size // _PART), Target(1.2)
    if office is None:
        yield Line("render --pdf beyond render", number, target=target, note=_ABSENT.format("LibreOffice"))
        return
    root, plain, printed, bare = bench.committed(bench.size), *(bench.folder / f"pdf-{name}" for name in "abc")
    ids = sorted(post.id for post in corpus.posts(bench.size))[:number]
    sides = [_render(bench, root, plain, *ids), _render(bench, root, printed, *ids, "--pdf")]
    run(sides[0])
    several = sorted(map(str, plain.glob("*.docx")))
    # Outside the profile of whoever measures, and warm, as theirs would be.
    profile = f"-env:UserInstallation={(bench.folder / 'profile').as_uri()}"
    command = (office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(bare), *several)
    sides.append(Side("one call of soffice", command, bench.folder, before=_without(bare)))
    without, whole, other = side_by_side(bench.rounds_of_slow, *sides)
    found = {len(list(folder.glob("*.pdf"))) for folder in (printed, bare)}
    if found != {number}:
        raise Failed(f"there should be {number} PDF files: {found}")
    beyond = [Run(two.seconds - one.seconds) for one, two in zip(without.runs, whole.runs, strict=True)]
    yield Line("render --pdf beyond render", number, Series("jdflow", beyond), other, target)


def _render(bench: Bench, root: Path, folder: Path, *further: str) -> Side:
    return _publish(bench, root, "render", folder, *further)


def _publish(bench: Bench, root: Path, verb: str, folder: Path, *further: str) -> Side:
    """A call that makes documents in a folder that is empty before."""
    side = bench.jdflow(root, verb, "--today", corpus.TODAY, "--out", str(folder), *further)
    return side._replace(before=_without(folder))


def _without(folder: Path) -> partial[None]:
    return partial(shutil.rmtree, folder, ignore_errors=True)
