"""Ten years of history before a corpus: the same for the same size and seed, and what it ends in is sound again."""

from __future__ import annotations

import subprocess
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import PurePosixPath
from random import Random
from typing import IO, TYPE_CHECKING, NamedTuple, cast

from tests.bench import corpus, shared
from tests.bench.measure import Failed, environment
from tests.bench.wording import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

COMMITS = 20
"""For each position."""
_BEGIN, _END = (int(datetime(year, 2, 1, 10, tzinfo=UTC).timestamp()) for year in (2016, 2026))
# Of a thousand steps along the main line; what is left are edits of one position, or of a few.
_MERGES, _BLOCKS, _REVIEWS, _BULK, _FEW = 60, 20, 10, 1, 50
# One position of so many is touched by a bulk commit, has another folder now, or another id.
_TOUCHED, _MOVED, _RENAMED = 10, 20, 50
# A new text takes effect within a month, and the next one a year and a half later.
_AHEAD, _APART = timedelta(days=30), timedelta(days=548)
_EDITED = (
    "Täpsustatud oodatavaid tulemusi\n",
    "Muudetud ülesannete sõnastust\n\nTalituse juhataja ettepanekul.\n",
    "Ametijuhendi muutmine (#{number})\n\n* Täpsustatud tulemusi\n* Parandatud sõnastust\n",
    "Sõnastuse parandus\n\nToimetuslik: ainult keel\n",
)
_REVIEWED = "Üle vaadatud: {id}\n\nUlevaadatud: {id}\nTulemus: muutmata\nRoll: vahetu juht\n"
_PEOPLE = ("Mari Maasikas", "Jaan Tamm", "Õie Põld")
# Blobs have marks of their own, above those of commits.
_BLOBS = 1 << 24


class Text:
    """A file on its way to what the corpus has: its edits are prepared from the last one back to the first."""

    def __init__(self, path: str, former: str, text: str) -> None:
        self.path = former
        self.last_path = path
        self.lines = text.split("\n")
        self.mark = 0
        self._writer = Writer(f"past/{path}")
        self._plain = [number for number, line in enumerate(self.lines) if _is_plain(line)]
        # The lines as later edits leave them: all that is kept of those, for there are many.
        self._steps: list[tuple[int, str]] = []

    def expect(self) -> None:
        """One more edit will come: before it, one of the results that are expected was another."""
        number = self._writer.random.choice(self._plain)
        line = self.lines[number]
        self._steps.append((number, line))
        self.lines[number] = line[: line.index("- ") + 2] + self._writer.result()

    def edit(self) -> None:
        """The next edit."""
        number, line = self._steps.pop()
        self.lines[number] = line

    @property
    def id(self) -> str:
        """What the position, if it is one, is called at last."""
        return PurePosixPath(self.last_path).stem

    @property
    def can_be_edited(self) -> bool:
        """Whether there is anything to be edited."""
        return bool(self._plain)

    def on(self, day: date) -> bytes:
        """The text as it is committed on that day, in force from a date that fits."""
        dates: dict[str, date] = {}
        lines = []
        for line in self.lines:
            key, _, value = line.partition(": ")
            if key == "kehtiv_alates":
                since = date.fromisoformat(value)
                while since - _AHEAD > day:
                    since -= _APART
                dates = {key: since, "  kuupäev": since.replace(day=1)}
            if key != "varem" or self.path == self.last_path:
                lines.append(f"{key}: {dates.pop(key)}" if key in dates else line)
        return "\n".join(lines).encode()


def _is_plain(line: str) -> bool:
    """Whether it is an expected result, in a line of its own and without quotes."""
    return (
        line.startswith(("      - ", "  - ")) and line.endswith(".") and line.isprintable() and not set(':"') & {*line}
    )


class Commit(NamedTuple):
    """A commit to be made: what it says, the texts that it edits or moves, the marks of its parents."""

    message: str
    parents: tuple[int, ...]
    edited: tuple[Text, ...] = ()
    moved: tuple[Text, ...] = ()
    merged: tuple[Text, ...] = ()
    """Those that come from its second parent as they are there."""


def make(source: Path, root: Path, size: int, templates: Path, seed: int = corpus.SEED) -> None:
    """A repository with the files of a corpus and with Word templates, and with the commits that led to them."""
    fixed = {f"templates/{path.name}": path.read_bytes() for path in sorted(templates.glob("*.docx"))}
    fixed |= {f"shared/{path.name}": path.read_bytes() for path in sorted((source / "shared").glob("*.yaml"))}
    positions, blocks = _positions(source, size), _blocks(source, seed)
    commits = list(_plan(positions, blocks, size * COMMITS, Random(f"past/{seed}")))  # noqa: S311 (nothing is secret)
    for text in (text for commit in commits for text in commit.edited):
        text.expect()
    root.mkdir()
    _git(root, "init", "--quiet", "--initial-branch=main")
    command = ("git", "-C", str(root), "fast-import", "--quiet")
    with subprocess.Popen(command, stdin=subprocess.PIPE, env=environment()) as process:
        _write(cast("IO[bytes]", process.stdin), commits, [*positions, *blocks], fixed)
    if process.returncode:
        raise Failed("git fast-import did not take the history")
    # As a fresh clone has it: one pack, each text packed beside its own versions, and nothing worked out beforehand.
    _git(root, "repack", "-a", "-d", "-f", "--quiet")
    _git(root, "reset", "--quiet", "--hard")


def _positions(source: Path, size: int) -> list[Text]:
    found = []
    for post in corpus.posts(size):
        path = corpus.path_of(post)
        former = path
        if post.number % _RENAMED == 0:
            former = path.with_name(f"endine-{path.name}")
        elif post.number % _MOVED == 1:
            former = path.parents[1] / "endine" / path.name
        text = (source / path).read_bytes().decode()
        found.append(Text(path.as_posix(), former.as_posix(), text))
    return found


def _blocks(source: Path, seed: int) -> list[Text]:
    paths = (f"shared/{block.key}.yaml" for block in shared.blocks(seed))
    return [Text(path, path, (source / path).read_bytes().decode()) for path in paths]


def _plan(positions: Sequence[Text], blocks: Sequence[Text], most: int, random: Random) -> Iterator[Commit]:
    """The commits; the mark of each is its number, beginning with 1."""
    patient = [block for block in blocks if block.can_be_edited]
    moving = [text for text in positions if text.path != text.last_path]
    moves = sorted((random.randrange(most // 10, most * 9 // 10), text.last_path, text) for text in moving)
    yield Commit("Ametijuhendid Gitti\n", ())
    main = 1
    while main < most:
        chance = random.randrange(1000)
        one = random.choice(positions)
        message = random.choice(_EDITED).format(number=main)
        if moves and moves[0][0] <= main:
            commits = [Commit("Üksus nimetati ümber\n", (main,), moved=(moves.pop(0)[2],))]
        elif (chance := chance - _MERGES) < 0:
            commits = _branch(positions, main, random)
        elif (chance := chance - _BLOCKS) < 0:
            commits = [Commit(message, (main,), (random.choice(patient),))]
        elif (chance := chance - _REVIEWS) < 0:
            commits = [Commit(_REVIEWED.format(id=one.id), (main,))]
        elif (chance := chance - _BULK) < 0:
            commits = [Commit("Vorming ühtseks\n", (main,), _some(positions, len(positions) // _TOUCHED, random))]
        else:
            commits = [Commit(message, (main,), _some(positions, 3 if chance < _FEW else 1, random))]
        yield from commits
        main += len(commits)


def _some(texts: Sequence[Text], number: int, random: Random) -> tuple[Text, ...]:
    return tuple(random.sample(texts, number))


def _branch(positions: Sequence[Text], main: int, random: Random) -> list[Commit]:
    """A branch of a few commits, something on the main line meanwhile, the merge, and sometimes a review first."""
    *edited, other = _some(positions, random.randint(2, 4), random)
    side = [Commit("Pooleli\n", (main + number,), (text,)) for number, text in enumerate(edited)]
    if random.randrange(3) == 0:
        side.append(Commit(_REVIEWED.format(id=edited[0].id), (main + len(side),)))
    last = main + len(side)
    meanwhile = Commit("Kiire parandus\n", (main,), (other,))
    return [*side, meanwhile, Commit("Merge pull request #1\n", (last + 1, last), merged=tuple(edited))]


def _write(stream: IO[bytes], commits: Sequence[Commit], texts: Sequence[Text], fixed: Mapping[str, bytes]) -> None:
    """The commits as `git fast-import` reads them, all on one branch: each says from what it is made."""
    marks = count(_BLOBS)
    for number, commit in enumerate(commits):
        seconds = _BEGIN + (_END - _BEGIN) * number // len(commits)
        lines = [f"D {text.path}" for text in commit.moved]
        for text in commit.edited:
            text.edit()
        for text in commit.moved:
            text.path = text.last_path
        # The first one has them all.
        for text in (*commit.edited, *commit.moved) if number else texts:
            text.mark = next(marks)
            stream.write(b"blob\nmark :%d\n" % text.mark)
            _data(stream, text.on(datetime.fromtimestamp(seconds, UTC).date()))
            lines.append(f"M 100644 :{text.mark} {text.path}")
        lines += [f"M 100644 :{text.mark} {text.path}" for text in commit.merged]
        stream.write(b"commit refs/heads/main\nmark :%d\n" % (number + 1))
        for role, name in (("author", _PEOPLE[number % len(_PEOPLE)]), ("committer", "Git")):
            stream.write(f"{role} {name} <bench@example.org> {seconds} +0200\n".encode())
        _data(stream, commit.message.encode())
        for word, parent in zip(("from", "merge"), commit.parents, strict=False):
            stream.write(b"%s :%d\n" % (word.encode(), parent))
        stream.write("".join(f"{line}\n" for line in lines).encode())
        if not number:
            for path, data in fixed.items():
                stream.write(b"M 100644 inline %s\n" % path.encode())
                _data(stream, data)


def _data(stream: IO[bytes], data: bytes) -> None:
    stream.write(b"data %d\n%s\n" % (len(data), data))


def _git(root: Path, *arguments: str) -> None:
    subprocess.run(("git", "-c", "core.autocrlf=false", "-C", str(root), *arguments), env=environment(), check=True)
