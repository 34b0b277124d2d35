"""The käsiraamat played: what its pages let a reader write and call is done in a repository of its own.

A page says in comments, `<!-- proov: … -->`, which forges do not show, what a reader's deeds on the forge would do:

- `algus DAY`: a new repository as `jdflow init` makes it, on that day; `päev DAY`: that day has come
- `fail PATH`: what stands in the fence below is that file; `osa PATH`: its top-level keys take the place of the file's
- `vigane`: that file has the mistake that the page is about; else it passes the check at once
- `muuda PATH | OLD | NEW`, `lisa PATH | LINE`, `kustuta PATH`: a file otherwise changed or removed
- `taasta`: all files as they were committed last
- `wordis PATH | OLD | NEW`: words of a Word file typed anew
- `haru NAME`: a branch; `kanna MESSAGE`: a commit; `ühenda MESSAGE`: the branch squashed into the main one; without
  words, those of the fence below
- `käsk COMMAND`: called, and said nothing of; `väljund COMMAND`: it prints what stands in the fence below
- `sõnum`: the last commit's message is what stands in the fence below
- `seisab PATH`: what stands in the fence below stands in a file of this checkout
- `lõpp CODE`: the exit code of the next command, where it is not 0
- `pilt NAME: COMMAND` or `pilt NAME: PATH`: what a picture is made of

In a fence `console` each line with `$` is a command, and those below it are all that it prints. A line `…` stands for
any number of lines. A quotation, which a forge shows as it shows a comment, may stand in the place of a fence, and is a
part of what is printed.
"""

from __future__ import annotations

import re
import shlex
import shutil
from datetime import date
from textwrap import dedent
from typing import TYPE_CHECKING, NamedTuple

import docx
from docx.oxml.ns import qn

from tests.app.history import Chronicle
from tests.checkout import ROOT
from tests.command import process
from tests.pictures.scene import without_hashes

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ROOT / "docs" / "kasiraamat"
PAGES = sorted(FOLDER.glob("*.md"))

_STEP = re.compile(
    r"^[ ]*<!-- proov: (?P<told>.*?) -->$|^(?P<indent>[ ]*)```(?P<language>\w*)\n(?P<text>.*?)^(?P=indent)```$"
    r"|(?P<quote>(?:^[ ]*>[^\n]*\n)+)",
    re.DOTALL | re.MULTILINE,
)
_KEY = re.compile(r"^(?=\w)", re.MULTILINE)


class Step(NamedTuple):
    """A comment for the play, a fence with its language, or a quotation."""

    told: str
    language: str
    text: str
    line: int


def steps(page: str) -> list[Step]:
    """What a page lets a reader do, in order."""
    return [
        Step(
            found["told"] or "",
            found["language"] or "",
            dedent(found["text"]) if found["text"] else _part(found["quote"] or ""),
            page.count("\n", 0, found.start()) + 1,
        )
        for found in _STEP.finditer(page)
    ]


def _part(quotation: str) -> str:
    lines = re.sub(r"^ *> ?", "", quotation, flags=re.MULTILINE)
    return f"…\n{lines}…\n" if lines else ""


def agrees(told: str, printed: str) -> bool:
    """Whether a command printed what the page says; names of commits are left open."""
    parts = [re.escape(part.strip("\n")) for part in re.split(r"^…$", without_hashes(told), flags=re.MULTILINE)]
    # A part may be empty: nothing stands above the first line that says so, or below the last.
    pattern = r"(?:.*\n)?".join(f"{part}\n" if part else "" for part in parts)
    return re.fullmatch(pattern, without_hashes(printed).strip("\n") + "\n", re.DOTALL) is not None


def replaced(text: str, part: str) -> str:
    """A file's text with the top-level keys of a part in the place of its own, or behind them."""
    chunks = _KEY.split(text)
    for new in filter(str.strip, _KEY.split(part)):
        key = new.partition(":")[0]
        places = [at for at, chunk in enumerate(chunks) if chunk.partition(":")[0] == key]
        if places:
            chunks[places[0]] = new
        else:
            chunks.append(new)
    return "".join(chunk if chunk.endswith("\n") or not chunk else chunk + "\n" for chunk in chunks)


class Play:
    """One page in a repository of its own."""

    def __init__(self, folder: Path, forge: str = "github") -> None:
        self.root = folder / "ametijuhendid"
        self._forge = forge
        self.called: list[str] = []
        self.pictures: dict[str, str] = {}
        self.shown: dict[str, str] = {}
        self.merged: list[str] = []
        self.done = 0
        self._day = ""
        self._code = 0
        self._pending = ""
        self._faulty = False
        self._branch = ""
        self._history: Chronicle

    def through(self, page: str) -> None:
        """All of a page."""
        for step in steps(page):
            try:
                self._comment(step.told) if step.told else self._fence(step)
            except AssertionError as fault:
                fault.add_note(f"line {step.line}: {step.told or step.text}")
                raise
            self.done += 1
        assert not self._pending, f"nothing follows “{self._pending}”"

    def git(self, *arguments: str) -> str:
        """What Git says in the repository."""
        return self._history.git(*arguments)

    def call(self, command: str) -> str:
        """What a command prints, having ended as it should."""
        program, *arguments = shlex.split(command)
        assert program == "jdflow", command
        self.called.append(command)
        ran = process("-C", str(self.root), "--today", self._day, *arguments, cwd=self.root)
        expected, self._code = self._code, 0
        assert ran.code == expected, f"{command}: {ran.code}\n{ran.out}{ran.err}"
        return (ran.out + ran.err).replace(f"{self.root.parent}/", "/…/").replace("/…/ametijuhendid/", "/…/")

    def _comment(self, told: str) -> None:
        verb, _, rest = told.partition(" ")
        if verb in {"fail", "osa", "väljund", "seisab"} or told in {"kanna", "ühenda", "sõnum"}:
            assert not self._pending, self._pending
            self._pending = told
        else:
            {
                "algus": self._begin,
                "päev": self._dawn,
                "haru": self._leave,
                "kanna": self._commit,
                "ühenda": self._merge,
                "muuda": self._change,
                "lisa": self._append,
                "kustuta": self._remove,
                "taasta": self._restore,
                "wordis": self._type,
                "käsk": self.call,
                "lõpp": self._expect,
                "vigane": self._let,
                "pilt": self._picture,
            }[verb](rest)

    def _fence(self, step: Step) -> None:
        (verb, _, rest), self._pending = self._pending.partition(" "), ""
        if verb in {"fail", "osa"}:
            file = self.root / rest
            file.parent.mkdir(parents=True, exist_ok=True)
            text = step.text if verb == "fail" else replaced(file.read_text("utf-8"), step.text)
            file.write_bytes(text.encode())
            faulty, self._faulty = self._faulty, False
            if not faulty:
                self.call("jdflow check")
                self.called.pop()
        elif verb == "väljund":
            self._compare(rest, step.text)
        elif verb == "seisab":
            assert agrees(step.text, (ROOT / rest).read_text("utf-8")), rest
        elif verb == "sõnum":
            said = self._history.git("log", "-1", "--format=%B")
            assert agrees(step.text, said), said
        elif verb:
            {"kanna": self._commit, "ühenda": self._merge}[verb](step.text)
        else:
            assert step.language == "console", "a fence that no comment speaks for"
            for call in re.split(r"^\$ ", step.text, flags=re.MULTILINE)[1:]:
                self._compare(*call.split("\n", 1))

    def _compare(self, command: str, told: str) -> None:
        printed = self.call(command)
        assert agrees(told, printed), f"{command}\n--- told\n{told}\n--- printed\n{printed}"

    def _begin(self, day: str) -> None:
        self._day = day
        shutil.rmtree(self.root, ignore_errors=True)
        self.root.mkdir(parents=True)
        self.call(f"jdflow init --forge {self._forge} .")
        self._history = Chronicle(self.root, files={})

    def _dawn(self, day: str) -> None:
        assert day >= self._day
        self._day = day

    def _leave(self, branch: str) -> None:
        self._branch = branch
        self._history.git("switch", "--quiet", "--create", branch)

    def _commit(self, message: str) -> None:
        self._history.day = date.fromisoformat(self._day)
        assert self._history.git("status", "--porcelain"), "there is nothing to commit"
        self._history.commit({}, message)

    def _merge(self, message: str) -> None:
        self._history.git("switch", "--quiet", "main")
        self._history.git("merge", "--quiet", "--squash", self._branch)
        self._commit(message)
        self.merged.append(self._branch)

    def _change(self, told: str) -> None:
        path, old, new = told.split(" | ")
        text = (self.root / path).read_text("utf-8")
        assert text.count(old) == 1, told
        (self.root / path).write_bytes(text.replace(old, new).encode())

    def _append(self, told: str) -> None:
        path, line = told.split(" | ")
        with (self.root / path).open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"{line}\n")

    def _remove(self, path: str) -> None:
        (self.root / path).unlink()

    def _restore(self, _: str) -> None:
        self._history.git("restore", ".")

    def _type(self, told: str) -> None:
        path, old, new = told.split(" | ")
        document = docx.Document(str(self.root / path))
        texts = [text for text in document.element.body.iter(qn("w:t")) if old in (text.text or "")]
        assert texts, told
        for text in texts:
            text.text = text.text.replace(old, new)
        document.save(str(self.root / path))

    def _expect(self, code: str) -> None:
        self._code = int(code)

    def _let(self, _: str) -> None:
        self._faulty = True

    def _picture(self, told: str) -> None:
        name, what = told.split(": ", 1)
        if what.endswith(".docx"):
            self.shown[name] = what.rpartition(" ")[2]
        self.pictures[name] = self.call(what) if what.startswith("jdflow ") else (self.root / what).read_text("utf-8")
