"""Partial clones: which of the objects are not here, and fetching those at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.git import Refused
from jdflow.git.calls import answer, ask

if TYPE_CHECKING:
    from collections.abc import Iterable

    from git import Repo

_SETTINGS = r"^(extensions\.partialclone|remote\..*\.(promisor|partialclonefilter))$"
# As Git itself fetches what is missing, with nothing else that settings may add: no refs, no tags, no tidying up.
_FETCH = (
    *("-c", "fetch.negotiationAlgorithm=noop", "fetch", "--quiet", "--no-tags", "--no-auto-maintenance"),
    *("--no-write-fetch-head", "--no-write-commit-graph", "--no-recurse-submodules", "--filter=blob:none", "--stdin"),
)


class Unreachable(Refused):
    """What is not here could not be fetched, in Git's words: there is no network, for example."""


def is_partial(repository: Repo) -> bool:
    """Whether contents may be missing that the place it was cloned from has."""
    return bool(_remotes(repository))


def fetch_missing(repository: Repo, names: Iterable[str]) -> int:
    """Fetches, in a partial clone, those objects that are not here, all at once; how many; raises Unreachable."""
    wanted = dict.fromkeys(names)
    remotes = _remotes(repository) if wanted else []
    missing = _missing(repository, wanted) if remotes else []
    if not missing:
        return 0
    given = "".join(f"{name}\n" for name in missing).encode()
    words = ""
    for remote in remotes:
        fetched = ask(repository, *_FETCH, "--end-of-options", remote, given=given)
        if not fetched.status:
            return len(missing)
        words = words or fetched.words
    raise Unreachable(words)


def _missing(repository: Repo, names: Iterable[str]) -> list[str]:
    # Asked for one that is not here, Git would fetch it at once, alone; so it is asked what is here.
    listing = answer(repository, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)", "--unordered")
    here = set(listing.decode().split())
    return [name for name in names if name not in here]


def _remotes(repository: Repo) -> list[str]:
    """Where the missing objects are, the main one first."""
    found: list[str] = []
    settings = ask(repository, "config", "-z", "--get-regexp", _SETTINGS)
    if settings.status > 1:
        raise Refused(settings.words)
    for entry in settings.out.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        key, _, value = entry.partition("\n")
        if key == "extensions.partialclone":
            found.insert(0, value)
        elif key.endswith(".partialclonefilter") or value.lower() in {"true", "yes", "on", "1", ""}:
            found.append(key.partition(".")[2].rpartition(".")[0])
    return list(dict.fromkeys(found))
