"""Files made to do harm, or broken in ways that no text shows: each is told of, and nothing else is lost."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from jdflow.app.check import check
from jdflow.intake.snapshot import MOST_BYTES, Entry, Unreadable, Worktree
from jdflow.source.reader import read
from tests.command import jdflow
from tests.support import BASE, TODAY, Texts, overlay

if TYPE_CHECKING:
    from collections.abc import Callable

NEW = "positions/uus.yaml"
# What stands beside the hostile file and must be told in the same run.
BESIDE = "positions/juhataja.yaml:1:13 JD105"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the file system has none of these")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository on disk in which one file has a mistake."""
    return overlay("# positions/juhataja.yaml\nteenistuja: juht").on_disk(tmp_path / "sisu")


def found(root: Path) -> list[str]:
    """Place and code of all that a check finds on disk."""
    problems = check(Worktree(root), TODAY).problems
    return [f"{one.place.path}:{one.place.line}:{one.place.column} {one.rule.code}" for one in problems]


def link(path: Path, target: str) -> None:
    path.symlink_to(target)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.mkdir()
    (path / "sees.yaml").write_text("eesmärk: [ei loeta]\n", encoding="utf-8")


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(2**30)


def text(content: str | bytes) -> Callable[[Path], None]:
    data = content if isinstance(content, bytes) else content.encode()

    def write(path: Path) -> None:
        path.write_bytes(data)

    return write


LAUGHS = "".join(f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 10)}]\n" for n in range(1, 10))
HOSTILE: dict[str, tuple[Callable[[Path], None], list[str]]] = {
    "no YAML": (text("a: [\n"), ["1:5 JD006"]),
    "no UTF-8": (text(b"a: \xff\n"), ["1:4 JD005"]),
    "all bytes": (text(bytes(range(256))), ["3:115 JD005"]),
    "UTF-16": (text("a: b\n".encode("utf-16")), ["1:1 JD005"]),
    "nothing": (text(""), ["1:1 JD013"]),
    "only a byte order mark": (text(b"\xef\xbb\xbf"), ["1:1 JD013"]),
    "a gibibyte": (sparse, ["1:1 JD004"]),
    "lists 10,000 deep": (text("a: " + "[" * 10_000 + "]" * 10_000), ["1:35 JD008"]),
    "records 10,000 deep": (text("a: " + "{b: " * 10_000 + "x" + "}" * 10_000), ["1:128 JD008"]),
    "dashes 10,000 deep": (text("- " * 10_000), ["1:65 JD008"]),
    "indents 1,000 deep": (text("\n".join(" " * n + "a:" for n in range(1_000))), ["33:33 JD008"]),
    "a billion laughs": (text(f"k0: &k0 [ha]\n{LAUGHS}"), ["5:25 JD009", *["JD101"] * 10, *["JD102"] * 5]),
    "a list within itself": (text("a: &a [*a]\n"), ["1:8 JD009", "JD101", *["JD102"] * 5]),
    "Python to be run": (
        text("a: !!python/object/apply:os.system [touch owned]\nb: !!python/name:os.system\n"),
        ["1:4 JD010", "2:4 JD010", "JD101", "JD101", *["JD102"] * 5],
    ),
}
ON_DISK: dict[str, tuple[Callable[[Path], None], list[str]]] = {
    "a link out": (lambda path: link(path, "/etc/passwd"), ["1:1 JD003"]),
    "a link to nothing": (lambda path: link(path, "nowhere"), ["1:1 JD003"]),
    "a link to itself": (lambda path: link(path, path.name), ["1:1 JD003"]),
    "a link to a folder": (lambda path: link(path, "/etc"), ["1:1 JD003"]),
    "a link within": (lambda path: link(path, "naidis.yaml"), ["1:1 JD003"]),
    "a pipe": (pipe, ["1:1 JD002"]),
    "a folder": (folder, ["1:1 JD002"]),
}


def expected(path: str, told: list[str]) -> list[str]:
    """The lines of `found`; of a code alone the place is not what the case is about."""
    return sorted([BESIDE, *(f"{path}:{one}" if " " in one else one for one in told)])


def shortened(lines: list[str], told: list[str]) -> list[str]:
    alone = {one for one in told if " " not in one}
    return sorted(line.rpartition(" ")[2] if line.rpartition(" ")[2] in alone else line for line in lines)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_told_of(root: Path, name: str) -> None:
    make, told = HOSTILE[name]
    make(root / NEW)
    assert shortened(found(root), told) == expected(NEW, told)
    assert not (Path.cwd() / "owned").exists()


@POSIX
@pytest.mark.parametrize("name", ON_DISK)
def test_what_is_no_file_is_told_of(root: Path, name: str) -> None:
    make, told = ON_DISK[name]
    make(root / NEW)
    assert found(root) == expected(NEW, told)


@POSIX
def test_a_link_in_place_of_a_folder_is_not_followed(root: Path, tmp_path: Path) -> None:
    outside = overlay("").on_disk(tmp_path / "mujal")
    link(root / "positions" / "mujal", str(outside / "positions"))
    link(root / "shared" / "rights" / "mujal", str(outside / "shared" / "rights"))
    assert found(root) == [
        BESIDE,
        "positions/mujal:1:1 JD003",
        "shared/rights/mujal:1:1 JD003",
    ]


@POSIX
def test_the_lock_of_an_editor_is_no_link_of_ours(root: Path) -> None:
    link(root / "positions" / ".#naidis.yaml", "keegi@masin.123")
    assert found(root) == [BESIDE]


NAMES = {
    "upper case": "Uus.yaml",
    "diacritics": "nõunik.yaml",
    "a line break": "uus\nfail.yaml",
    "a terminal's escape": "uus\x1b[31m.yaml",
    "a change of direction": "uus\u202egpj.yaml",
    "bytes that are no UTF-8": os.fsdecode(b"uus\xff.yaml"),
    "a percent sign": "uus%0Afail.yaml",
    "a very long name": "a" * 200 + ".yaml",
}


@POSIX
@pytest.mark.parametrize("form", ["text", "json", "github"])
@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_is_told_of(root: Path, name: str, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = f"positions/{NAMES[name]}"
    (root / path).write_text(BASE["positions/naidis.yaml"] + "alluvad: [Praktikant]\n", encoding="utf-8")
    assert found(root) == sorted([BESIDE, f"{path}:1:1 JD015"])
    ran = jdflow(capsys, "-C", root, "check", "--format", form)
    assert ran.code == 1
    assert ran.err == ""
    assert "JD015" in ran.out
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out if form == "text" else True
    if form == "github":
        assert all(line.startswith("::") for line in ran.out.splitlines())


@POSIX
def test_all_at_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    everything = {**HOSTILE, **ON_DISK}
    for at, (make, _) in enumerate(everything.values()):
        make(root / "positions" / f"paha-{at}.yaml")
    told = found(root)
    assert BESIDE in told
    for at, (_, lines) in enumerate(everything.values()):
        here = [line for line in told if f"paha-{at}.yaml" in line]
        assert len(here) == len(lines)
    for form in ("text", "json", "github"):
        ran = jdflow(capsys, "-C", root, "check", "--format", form)
        assert (ran.code, ran.err) == (1, "")


@POSIX
def test_a_file_without_permission(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = root / NEW
    path.write_text(BASE["positions/naidis.yaml"], encoding="utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):
        # Whoever runs the tests may read everything: let the system refuse all the same.
        real = os.open

        def refuse(name: Any, *rest: Any, **named: Any) -> int:  # noqa: ANN401 (whatever os.open takes)
            if Path(os.fsdecode(name)) == path:
                raise PermissionError(13, "Permission denied")
            return real(name, *rest, **named)

        monkeypatch.setattr(os, "open", refuse)
    assert found(root) == [BESIDE, f"{NEW}:1:1 JD002"]


@POSIX
def test_a_folder_without_permission(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def refuse(name: Any) -> Any:  # noqa: ANN401 (whatever os.scandir takes and gives)
        if Path(os.fsdecode(name)).name == "rights":
            raise PermissionError(13, "Permission denied")
        return real(name)

    monkeypatch.setattr(os, "scandir", refuse)
    assert found(root) == [BESIDE, "shared/rights:1:1 JD002"]


def test_a_file_that_goes_away_meanwhile(root: Path) -> None:
    class Hasty(Worktree):
        """Lists a file that is gone when it is read."""

        def entries(self) -> list[Entry]:
            return sorted([*super().entries(), Entry(NEW, "file")])

    problems = check(Hasty(root), TODAY).problems
    assert [(one.place.path, one.rule.code) for one in problems][1:] == [(NEW, "JD002")]
    with pytest.raises(Unreadable) as unreadable:
        Worktree(root).read(NEW)
    assert unreadable.value.why.text == "it is no longer there"


@POSIX
def test_a_file_that_becomes_a_link_or_a_pipe_meanwhile(root: Path) -> None:
    link(root / "link.yaml", "/etc/passwd")
    pipe(root / "pipe.yaml")
    for path in ("link.yaml", "pipe.yaml", "positions"):
        with pytest.raises(Unreadable):
            Worktree(root).read(path)


def test_no_more_is_read_than_shows_that_it_is_too_much(root: Path) -> None:
    sparse(root / NEW)
    assert stat.S_ISREG((root / NEW).stat().st_mode)
    assert len(Worktree(root).read(NEW)) == MOST_BYTES


# Each a mebibyte that a careless program would take hours over.
SLOW = {
    "brackets": "[",
    "braces": "{",
    "question marks": "? ",
    "dashes": "- ",
    "quotes": '"',
    "anchors": "&a ",
    "line breaks": "\n",
    "colons": ": ",
    "spaces": " ",
    "directives": "%TAG ! tag:a,2000:\n",
    "documents": "---\n",
    "a word, then an @": "a",
    "digits": "1 ",
    "digits and dashes": "1-",
    "mail addresses": "a@",
    "one key again and again": "varem: x\n",
}


@pytest.mark.parametrize("name", SLOW)
def test_a_mebibyte_of_anything_is_done_with_soon(name: str) -> None:
    unit = SLOW[name]
    content = unit * ((MOST_BYTES - 100) // len(unit)) + "@"
    assert check(Texts({**BASE, NEW: content}), TODAY).problems


ALIASED = 10_000


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (f"a: &a x\nb: [{', '.join(['*a'] * ALIASED)}]\n", 0),
        (f"a: &a x\nb: [{', '.join(['*a'] * (ALIASED + 1))}]\n", 1),
        (f"a: &a x\nb: [{', '.join(['*a'] * (ALIASED + 500))}]\nc: *c\n", 2),
    ],
)
def test_aliases_may_repeat_only_so_much(content: str, refused: int) -> None:
    assert [one.rule.code for one in read("a.yaml", content.encode()).problems] == ["JD009"] * refused
