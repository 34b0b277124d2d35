"""Files of history by the names of their blobs, all in one go, in the order that is asked for."""

from __future__ import annotations

from io import BufferedReader
from typing import IO, TYPE_CHECKING, cast

from jdflow.git import Damaged
from jdflow.git.calls import stream
from jdflow.git.tree import is_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from git import Repo

_BLOCK = 1 << 18
# Fewer are read in any order in less time than all that there are can be named.
_MANY = 500


def read_blobs(repository: Repo, names: Iterable[str], most: int) -> Iterator[tuple[str, bytes]]:
    """Each blob with its first bytes, no more than `most`; raises Damaged at one that is missing or broken."""
    wanted = list(names)
    if not wanted:
        return
    if other := [name for name in wanted if not is_name(name)]:
        raise Damaged(f"{other[0]!r} is no object", other[0])
    given = "".join(f"{name}\n" for name in wanted).encode()
    name = wanted[0]
    try:
        with stream(repository, "cat-file", "--batch", "--buffer", given=given) as output:
            # The usual buffer is smaller than most files are.
            wide = BufferedReader(cast("BufferedReader", output).raw, _BLOCK)
            for name in wanted:
                data = _next(wide, name, most)
                if data is None:
                    break
                yield name, data
            else:
                return
    except Damaged as damaged:
        raise Damaged(str(damaged), damaged.object or name) from damaged
    raise Damaged(f"object {name} cannot be read", name)


def as_packed(repository: Repo, names: Iterable[str]) -> list[str]:
    """The same names in the order that is read fastest: those together that are kept as changes of each other.

    In any other order Git unpacks the same versions over and over, unless it remembers hundreds of megabytes of them.
    """
    wanted = dict.fromkeys(names)
    if len(wanted) < _MANY:
        return list(wanted)
    every = ("--batch-all-objects", "--unordered", "--batch-check=%(objectname)")
    with stream(repository, "cat-file", *every) as output:
        found = dict.fromkeys(name for line in output if (name := line.decode().rstrip()) in wanted)
    return [*found, *(name for name in wanted if name not in found)]


def _next(output: IO[bytes], name: str, most: int) -> bytes | None:
    """What is said of the next one; none where Git has stopped in the middle."""
    header = output.readline()
    if not header.endswith(b"\n"):
        return None
    said, kind, *sizes = header.decode("utf-8", "replace").split()
    if said != name or kind != "blob":
        raise Damaged(f"object {name} is {kind}", name)
    size = int(sizes[0])
    data = output.read(min(size, most))
    rest = size - len(data) + 1
    while rest and (skipped := len(output.read(min(rest, _BLOCK)))):
        rest -= skipped
    return None if rest else data
