"""Limits every file of the repository keeps."""

from __future__ import annotations

import re
from pathlib import PurePath

import pytest

from tests.checkout import ROOT, files

LONGEST = 400

# Written with brackets, so that this file does not find itself.
UNWANTED = {
    "a package registry": re.compile(r"pypi[.]org|pythonhosted[.]org|npmjs[.](?:org|com)"),
    "an index option": re.compile(r"index[-_]url", re.IGNORECASE),
    "an address in a lock file": re.compile(r"[\"]resolved\": *\"http"),
    "a path of one machine": re.compile(r"(?<![\w.])[/](?:home|root|work)/"),
}

PINNED = re.compile(r"uses: +[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+(?:\.\d+)*")


def mentions(text: str) -> list[str]:
    """What the text mentions that belongs in no file."""
    return [what for what, pattern in UNWANTED.items() if pattern.search(text)]


def test_no_module_is_too_long() -> None:
    modules = [path for folder in ("jdflow", "tests") for path in (ROOT / folder).rglob("*.py")]
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules}
    assert ROOT / "jdflow" / "__init__.py" in lengths
    assert [f"{path}: {length}" for path, length in lengths.items() if length > LONGEST] == []


@pytest.mark.needs("git")
def test_no_file_mentions_a_registry_or_a_machine() -> None:
    found = {
        name: said
        for name in files()
        if (said := mentions((ROOT / name).read_bytes().decode("utf-8", errors="replace")))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("joint", "parts", "what"),
    [
        (".", ("https://pypi", "org"), "a package registry"),
        (".", ("registry.npmjs", "org"), "a package registry"),
        ("-", ("--extra-index", "url"), "an index option"),
        (": ", ('"resolved"', '"https://example.org/a.tgz"'), "an address in a lock file"),
        ("/", ("see ", "home", "somebody", "x"), "a path of one machine"),
        ("/", ("'", "root", ".cache"), "a path of one machine"),
    ],
)
def test_a_mention_is_seen(joint: str, parts: tuple[str, ...], what: str) -> None:
    assert mentions(joint.join(parts)) == [what]


def loose(workflow: str) -> list[str]:
    """The actions a workflow does not take by commit, with the version beside it; those of its own repository aside."""
    uses = [line.strip() for line in workflow.splitlines() if re.search(r"\buses:(?! \./\.github/)", line)]
    return [line for line in uses if not PINNED.search(line)]


@pytest.mark.needs("git")
def test_actions_are_pinned() -> None:
    workflows = [name for name in files() if PurePath(name).match("workflows/*.y*ml")]
    assert ".github/workflows/ci.yml" in workflows
    actions = [name for name in files() if PurePath(name).name == "action.yml"]
    assert ".github/actions/jdflow/action.yml" in actions
    texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in (*workflows, *actions)}
    assert {name: said for name, text in texts.items() if (said := loose(text))} == {}
    texts = {name: texts[name] for name in workflows}
    assert [name for name, text in texts.items() if "\npermissions: {}\n" not in text] == []


@pytest.mark.parametrize("action", ["a/b@v4", "a/b@main", f"a/b@{'0' * 40}", f"a/b@{'0' * 39} # v4.0.0"])
def test_a_loose_action_is_seen(action: str) -> None:
    line = f"- uses: {action}"
    assert loose(line) == [line]


@pytest.mark.parametrize("text", ["https://example.ee/home/", "positions/work/a.yaml", "./work/", "an index"])
def test_other_text_is_left_alone(text: str) -> None:
    assert mentions(text) == []
