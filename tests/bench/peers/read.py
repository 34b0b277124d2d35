"""Read every position below a folder, in one of four ways, and print the seconds it took."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

# A reader that keeps comments takes some ten milliseconds a file: a sample is enough, scaled up by its bytes.
SAMPLE = 50


class Way(NamedTuple):
    """How to read one file, whether with the collector at work, and of how many files."""

    read: Callable[[bytes], object]
    collecting: bool = True
    most: int | None = None


def ours() -> Way:
    """Our reader, as `jdflow` runs it: every value with its place, no collector."""
    from jdflow.source.reader import read

    return Way(lambda data: read("position.yaml", data), collecting=False)


def events() -> Way:
    """The events of the C parser and nothing made of them: the floor."""
    from yaml._yaml import CParser

    def drain(data: bytes) -> None:
        event = CParser(data.decode()).get_event
        while event() is not None:
            pass

    return Way(drain, collecting=False)


def load() -> Way:
    """PyYAML's C loader in default settings: no places."""
    import yaml

    return Way(lambda data: yaml.load(data, Loader=yaml.CSafeLoader))


def round_trip() -> Way:
    """ruamel.yaml as it keeps places and comments."""
    from ruamel.yaml import YAML

    return Way(lambda data: YAML(typ="rt").load(data), most=SAMPLE)


WAYS = {way.__name__: way for way in (ours, events, load, round_trip)}


def seconds(way: Way, files: list[bytes]) -> float:
    """How long it takes to read these files, which lie in memory already."""
    sample = files if way.most is None else files[:: -(-len(files) // way.most)]
    way.read(sample[0])
    if not way.collecting:
        gc.disable()
    begin = perf_counter()
    for data in sample:
        way.read(data)
    taken = perf_counter() - begin
    return taken * sum(map(len, files)) / sum(map(len, sample))


if __name__ == "__main__":
    read_one = WAYS[sys.argv[1]]()
    paths = sorted(Path(sys.argv[2], "positions").glob("**/*.yaml"))
    sys.stdout.write(f"{seconds(read_one, [path.read_bytes() for path in paths])}\n")
