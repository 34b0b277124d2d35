"""Calls of the git program: an answer, or a stream; what goes wrong comes as an exception in Git's own words."""

from __future__ import annotations

import re
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, NamedTuple, cast

from jdflow.git import Damaged, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from subprocess import Popen

    from git import Git, Repo

# No program of the user's is asked which files have changed, and texts go in and come out as UTF-8.
_SETTINGS = ("core.fsmonitor=false", "i18n.commitEncoding=UTF-8", "i18n.logOutputEncoding=UTF-8", "log.showRoot=true")
_GIT = ("git", *(part for setting in _SETTINGS for part in ("-c", setting)))
# Of a program that complains without end the first is enough.
_MOST_WORDS = 1 << 16
# What a pipe holds where the system lets us choose: the two processes then wait for each other less often.
_PIPE = 1 << 20
_OBJECT = re.compile(r"\b[0-9a-f]{40}(?:[0-9a-f]{24})?\b")


class Answer(NamedTuple):
    """How a call ended: its status, what it said, and what it complained of, in a line."""

    status: int
    out: bytes
    words: str


def ask(repository: Repo, *arguments: str, given: bytes | None = None) -> Answer:
    """A call to its end, however it ends."""
    process = start(repository, *arguments, is_given=given is not None)
    out, complaint = process.communicate(given)
    return Answer(process.returncode, out, words_of(complaint))


def answer(repository: Repo, *arguments: str, given: bytes | None = None) -> bytes:
    """What a call says; raises Refused where it fails."""
    asked = ask(repository, *arguments, given=given)
    if asked.status:
        raise Refused(asked.words)
    return asked.out


@contextmanager
def stream(repository: Repo, *arguments: str, given: bytes | None = None) -> Iterator[IO[bytes]]:
    """What a call says while it is saying it; raises Damaged if it fails. Who has seen enough leaves, and it ends."""
    from threading import Thread

    process = start(repository, *arguments, is_given=given is not None)
    complaint = bytearray()
    others = [Thread(target=_listen, args=(process.stderr, complaint), daemon=True)]
    if given is not None:
        others.append(Thread(target=_feed, args=(process.stdin, given), daemon=True))
    for other in others:
        other.start()
    try:
        yield process.stdout
    except BaseException:
        process.terminate()
        raise
    else:
        # Whoever read to the end meets a program that has ended, or is about to.
        process.stdout.read()
    finally:
        status = cast("Popen[bytes]", process.proc).wait()
        for other in others:
            other.join()
        process.stdout.close()
        process.stderr.close()
    if status:
        raise damaged(words_of(bytes(complaint)))


def start(repository: Repo, *arguments: str, is_given: bool) -> Git.AutoInterrupt:
    """A process of git, which ends at the latest when nobody holds it any longer."""
    import subprocess

    from git import GitCommandNotFound

    try:
        process = repository.git.execute(
            [*_GIT, *arguments], as_process=True, istream=subprocess.PIPE if is_given else None
        )
    except GitCommandNotFound as error:
        raise Refused(str(error)) from error
    _widen(process.stdout)
    return process


def _widen(pipe: IO[bytes]) -> None:
    try:
        from fcntl import F_SETPIPE_SZ, fcntl
    except ImportError:
        return
    with suppress(OSError):
        fcntl(pipe, F_SETPIPE_SZ, _PIPE)


def _listen(pipe: IO[bytes], complaint: bytearray) -> None:
    while block := pipe.read(_MOST_WORDS):
        complaint += block[: _MOST_WORDS - len(complaint)]


def _feed(pipe: IO[bytes], given: bytes) -> None:
    # A program that has ended early, or was ended, wants no more.
    with suppress(OSError, ValueError):
        pipe.write(given)
    with suppress(OSError, ValueError):
        pipe.close()


def words_of(complaint: bytes) -> str:
    """The line of a complaint that names an object, or else the one that says what ended the call, or the first one."""
    lines = complaint.decode("utf-8", "replace").strip().split("\n")
    fatal = [line for line in lines if line.startswith("fatal: ")]
    line = next((line for line in (*fatal, *lines) if _OBJECT.search(line)), (fatal or lines)[0])
    return line.removeprefix("fatal: ").removeprefix("error: ").strip()


def damaged(words: str) -> Damaged:
    """That something is missing or broken, with the name of the object where Git's words have it."""
    named = _OBJECT.search(words)
    return Damaged(words, named and named[0])
