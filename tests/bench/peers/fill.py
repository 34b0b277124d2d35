"""Fill a template with some positions' fields in one of several ways, and print the seconds that a document takes."""

from __future__ import annotations

import json
import struct
import sys
import zlib
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from jdflow.word.template import Template

    Several = Sequence[Mapping[str, Any]]
    Fill = Callable[[int], bytes]
    Way = Callable[[Path, Several], Fill]

# As long as this, over and over, all documents in turn.
_LEAST = 0.5
_TEXTS = ("word/document", "word/header", "word/footer")
_LOCAL, _CENTRAL, _END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s4H2LH")


def ours(path: Path, several: Several) -> Fill:
    """jdflow: the template compiled before."""
    from jdflow.word.properties import About

    template = compiled(path)
    about = About("Ametijuhend: Nõunik", "Mõõduamet", "2026-02-01T12:00:00Z", {"jdflow.id": "nounik"})
    return lambda number: template.fill(several[number], about).data


def floor(path: Path, several: Several) -> Fill:
    """Finished XML deflated and put beside the parts that lie in the template already deflated."""
    template, fill = compiled(path), ours(path, several)
    fixed = template.static
    finished = []
    for number in range(len(several)):
        with ZipFile(BytesIO(fill(number))) as archive:
            finished.append([(name.encode(), archive.read(name)) for name in archive.namelist()[fixed.number :]])

    def put_together(number: int) -> bytes:
        written, index = [fixed.parts], [fixed.entries]
        offset, count = len(fixed.parts), fixed.number
        for name, data in finished[number]:
            packer = zlib.compressobj(6, zlib.DEFLATED, -15)
            packed = packer.compress(data) + packer.flush()
            facts = (20, 0, 8, 0, 0x21, zlib.crc32(data), len(packed), len(data), len(name), 0)
            written += [_LOCAL.pack(b"PK\3\4", *facts), name, packed]
            index += [_CENTRAL.pack(b"PK\1\2", 20, *facts, 0, 0, 0, 0, offset), name]
            offset += _LOCAL.size + len(name) + len(packed)
            count += 1
        size = sum(map(len, index))
        return b"".join([*written, *index, _END.pack(b"PK\5\6", 0, 0, count, count, size, offset, 0)])

    return put_together


def docxtpl(path: Path, several: Several) -> Fill:
    """docxtpl, which needs the template anew for each document."""
    template_of, environment = import_module("docxtpl").DocxTemplate, filters()

    def fill(number: int) -> bytes:
        file, template = BytesIO(), template_of(path)
        template.render(several[number], environment, autoescape=True)
        template.save(file)
        return file.getvalue()

    return fill


def by_hand(_: Path, several: Several) -> Fill:
    """python-docx without a template."""
    from tests.bench.peers.by_hand import by_hand

    return lambda number: by_hand(several[number])


def compiled(path: Path) -> Template:
    """Our template."""
    from jdflow.query.form import kinds
    from jdflow.word.template import compile_template

    template, problems, _ = compile_template(path.name, path.read_bytes(), kinds())
    if template is None:
        raise SystemExit(f"the template cannot be used: {problems}")
    return template


def filters() -> Any:  # noqa: ANN401 (Jinja2's own environment, which is not needed to check this file)
    """An environment of Jinja2 with the filters that our templates use."""
    from jdflow.sandbox.word import FILTERS

    environment = import_module("jinja2").Environment()
    environment.filters.update({name: each.apply for name, each in FILTERS.items()})
    return environment


def said(data: bytes) -> list[str]:
    """The words of a document, its headers and footers."""
    from jdflow.word.words import words

    with ZipFile(BytesIO(data)) as archive:
        if archive.testzip() is not None:
            raise SystemExit("the file is damaged")
        parts = [name for name in archive.namelist() if name.startswith(_TEXTS)]
        return [line for name in sorted(parts) for line in words(archive.read(name).decode())]


def compare(path: Path, several: Several) -> None:
    """That all who fill the same template come to the same words."""
    others = [floor, docxtpl] if find_spec("docxtpl") else [floor]
    own = ours(path, several)
    for way in others:
        other = way(path, several)
        for number in range(len(several)):
            pairs = zip(said(own(number)), said(other(number)), strict=False)
            different = next(((one, two) for one, two in pairs if one != two), None)
            if different or len(said(own(number))) != len(said(other(number))):
                raise SystemExit(f"{way.__name__} says otherwise in document {number}: {different}")


def part(several: Several, most: int) -> Several:
    """No more than so many of them, from all over."""
    return several[:: -(-len(several) // most)]


def seconds(way: Way, path: Path, several: Several) -> float:
    """How long a document takes."""
    fill = way(path, several)
    fill(0)
    begin, made, taken = perf_counter(), 0, 0.0
    while taken < _LEAST:
        for number in range(len(several)):
            fill(number)
        made += len(several)
        taken = perf_counter() - begin
    return taken / made


WAYS: dict[str, Way] = {way.__name__: way for way in (ours, floor, docxtpl, by_hand)}

if __name__ == "__main__":
    what, template_file, data, most = sys.argv[1:]
    some = part(json.loads(Path(data).read_text(encoding="utf-8")), int(most))
    if what == "compare":
        compare(Path(template_file), some)
    else:
        sys.stdout.write(f"{seconds(WAYS[what], Path(template_file), some)}\n")
