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
# What Git remembers of a file's other versions while it unpacks one: with its usual 96 MiB, the many versions of many
# files take six times as long.
_ROOMY = ("-c", "core.deltaBaseCacheLimit=256m")


def read_blobs(repository: Repo, names: Iterable[str], most: int) -> Iterator[tuple[str, bytes]]:
    """Each blob with its first bytes, no more than `most`; raises Damaged at one that is missing or broken.

    Blobs that lie near each other in history are read fastest one after another: ask for them path by path.
    """
    wanted = list(names)
    if not wanted:
        return
    if other := [name for name in wanted if not is_name(name)]:
        raise Damaged(f"{other[0]!r} is no object", other[0])
    given = "".join(f"{name}\n" for name in wanted).encode()
    name = wanted[0]
    try:
        with stream(repository, *_ROOMY, "cat-file", "--batch", "--buffer", given=given) as output:
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
