"""What the pages for people say of the program is so: commands, options, results, links."""

from __future__ import annotations

import argparse
import re
import shlex
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from jdflow.app.check import check
from jdflow.cli.parser import add_common, parser_of
from jdflow.cli.verbs import VERBS
from jdflow.language import Voice
from jdflow.output.plain import Paint
from jdflow.output.problems import as_text
from tests.checkout import ROOT
from tests.command import jdflow
from tests.support import TODAY, Texts

if TYPE_CHECKING:
    from pathlib import Path

README = (ROOT / "README.md").read_text("utf-8")
PAGES = [path for pattern in ("*.md", "docs/*.md", "jdflow/starter/*.md") for path in sorted(ROOT.glob(pattern))]
ESTONIAN = Voice("et")


def blocks(language: str) -> list[str]:
    """The fenced blocks of the README in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def options_of(parser: argparse.ArgumentParser) -> dict[str, tuple[str, ...]]:
    """The long names of a parser's options, or the short ones, each with its choices."""
    return {
        action.option_strings[-1]: tuple(map(str, action.choices or ()))
        for action in parser._actions  # noqa: SLF001 (argparse tells its options in no other way)
        if action.option_strings and action.dest != "help"
    }


def common() -> dict[str, tuple[str, ...]]:
    parser = argparse.ArgumentParser(add_help=False)
    add_common(parser, ESTONIAN)
    return options_of(parser)


def parser(verb: str) -> argparse.ArgumentParser:
    return parser_of(verb, import_module(f"jdflow.cli.verbs.{verb}"), ESTONIAN)


def rows() -> dict[str, str]:
    """The table of commands: each verb with its synopsis."""
    found = re.findall(r"^\| `jdflow ((\w+)[^`]*)` \|", README, re.MULTILINE)
    return {verb: synopsis.replace(r"\|", "|") for synopsis, verb in found}


def test_the_table_lists_the_verbs() -> None:
    assert list(rows()) == list(VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_the_table_lists_the_options(verb: str) -> None:
    told = dict(re.findall(r"(--[a-z][a-z-]*)(?: ([^\]\s|]+(?:\|[^\]\s|]+)*))?", rows()[verb]))
    own = {name: choices for name, choices in options_of(parser(verb)).items() if name not in common()}
    assert sorted(told) == sorted(own)
    for name, choices in own.items():
        if choices and "|" in told[name]:
            assert tuple(told[name].split("|")) == choices


@pytest.mark.parametrize("verb", VERBS)
def test_the_table_lists_the_arguments(verb: str) -> None:
    positional = [
        action
        for action in parser(verb)._actions  # noqa: SLF001 (argparse tells its arguments in no other way)
        if not action.option_strings
    ]
    synopsis = rows()[verb].split(" [--")[0].split(" --")[0]
    words = {"*": "[{}…]", "+": "{}…", "?": "[{}]", None: "{}"}
    told = [words[str(action.nargs) if action.nargs else None].format(action.metavar) for action in positional]
    assert synopsis.split()[1:] == told


def test_the_options_of_every_verb_are_listed() -> None:
    sentence = re.search(r"^Options of every verb: (.*?)\. ", README, re.DOTALL | re.MULTILINE)
    assert sentence
    told = dict(re.findall(r"`(--?\w+)(?: ([^`]*))?`", sentence[1]))
    names = {"--directory": "-C", "--quiet": "-q", "--verbose": "-v"}
    known = {names.get(name, name): choices for name, choices in common().items()}
    assert sorted(told) == sorted(known)
    assert {name: tuple(told[name].split("|")) for name, choices in known.items() if choices} == {
        name: choices for name, choices in known.items() if choices
    }


COMMANDS = [
    (path.name, command)
    for path in PAGES
    for command in (
        *re.findall(r"^\$ (jdflow .*)$", path.read_text("utf-8"), re.MULTILINE),
        *re.findall(r"(?<!\| )`(jdflow [^`|…]*)`", path.read_text("utf-8")),
    )
]


@pytest.mark.parametrize(("page", "command"), sorted(set(COMMANDS)))
def test_commands_can_be_given(page: str, command: str) -> None:
    assert page
    arguments = shlex.split(command)[1:]
    while arguments[0] == "-C":
        arguments = arguments[2:]
    verb, *rest = arguments
    assert verb in VERBS
    known = parser(verb)._option_string_actions  # noqa: SLF001 (argparse tells its options in no other way)
    assert [word for word in rest if word.startswith("-") and word not in known] == []


def test_there_are_commands_on_several_pages() -> None:
    assert len({page for page, _ in COMMANDS}) >= 2
    assert any(command == "jdflow check" for _, command in COMMANDS)


def test_a_repository_begins_as_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    [block] = [block for block in blocks("console") if "jdflow init" in block]
    out = ""
    for line in block.splitlines():
        if line.startswith("$ "):
            ran = jdflow(capsys, *shlex.split(line)[2:])
            assert ran.code == 0
            out = ran.out
        else:
            assert line in out.splitlines()


def sample(path: str, text: str) -> Texts:
    """The sample content with another text in one place."""
    files = {
        file.relative_to(ROOT).as_posix(): file.read_text("utf-8")
        for folder in ("positions", "shared")
        for file in (ROOT / folder).rglob("*.yaml")
    }
    assert path in files
    return Texts({**files, path: text})


def test_the_position_and_its_mistake_are_as_told() -> None:
    [position] = blocks("yaml")
    [told] = [block for block in blocks("console") if "JD104" in block]
    path = told.splitlines()[1].partition(":")[0]
    found = check(sample(path, position), TODAY, (path,))
    assert [problem for problem in found.problems if problem.severity == "error"] == []
    wrong = told.splitlines()[2].partition(" | ")[2]
    lines = position.splitlines()
    [at] = [number for number, line in enumerate(lines) if line.startswith(wrong.partition(":")[0])]
    lines[at] = wrong
    found = check(sample(path, "\n".join(lines) + "\n"), TODAY, (path,))
    [problem] = [problem for problem in found.problems if problem.rule.code == "JD104"]
    assert list(as_text([problem], ESTONIAN, Paint(on=False), found.line_of))[:-1] == told.splitlines()[1:]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    here = [link.partition("#")[0] for link in links if not re.match(r"[a-z]+:|#", link)]
    assert [link for link in here if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_targets_of_make_are_there(path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"(?:`|^    )make ([a-z][a-z-]*)", path.read_text("utf-8"), re.MULTILINE))
    assert [target for target in targets if not re.search(rf"^{target}:", makefile, re.MULTILINE)] == []
    assert path.name != "README.md" or path.parent != ROOT or {"build", "test"} <= targets
