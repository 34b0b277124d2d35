"""A small content repository for the tests of the command line, and an agency that reminds its managers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jdflow.cli.verbs import remind
from tests.adopt.documents import CLASSIC
from tests.app.history import Chronicle
from tests.cli.mailed import Mailroom
from tests.cli.reminded import Office
from tests.command import jdflow
from tests.deliver.conftest import DOUBLES
from tests.deliver.github_double import GitHubDouble
from tests.deliver.gitlab_double import GitLabDouble
from tests.deliver.postbox import Postbox
from tests.support import overlay

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.command import Ran
    from tests.deliver.double import Double


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The base content on disk, clean and without Git; the test stands elsewhere."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    return overlay("").on_disk(tmp_path / "amet")


@pytest.fixture
def bring(root: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """The verb called on the content; names are those of documents in its folder."""

    def run(*arguments: str | Path, lang: str = "en") -> Ran:
        return jdflow(capsys, "-C", root, "--lang", lang, "--today", "2026-11-20", "import", *arguments)

    return run


@pytest.fixture
def papers(tmp_path: Path) -> Callable[..., Path]:
    """A document of that name beside the content."""

    def paper(name: str, text: str | bytes = CLASSIC) -> Path:
        path = tmp_path / "dokumendid" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return paper


@pytest.fixture(params=DOUBLES)
def double(request: pytest.FixtureRequest) -> Iterator[Double]:
    """A forge on this machine, of each kind that there is."""
    with DOUBLES[request.param]() as served:
        yield served


@pytest.fixture
def github() -> Iterator[GitHubDouble]:
    """GitHub on this machine."""
    with GitHubDouble() as served:
        yield served


@pytest.fixture
def gitlab() -> Iterator[GitLabDouble]:
    """GitLab on this machine."""
    with GitLabDouble() as served:
        yield served


@pytest.fixture
def history(tmp_path: Path) -> Chronicle:
    """A position in force; a branch is checked out."""
    history = Chronicle(tmp_path / "kogu")
    history.git("switch", "--quiet", "--create", "haru")
    return history


@pytest.fixture
def office(
    tmp_path: Path, double: Double, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Office:
    """The agency, with a token and without waiting."""
    monkeypatch.setenv("JDFLOW_TOKEN", double.token)
    monkeypatch.setattr(remind, "open_forge", lambda *_: double.forge())
    return Office(tmp_path / "amet", double, capsys)


@pytest.fixture
def box() -> Iterator[Postbox]:
    """A mail server on this machine."""
    with Postbox(None) as box:
        yield box


@pytest.fixture
def room(
    tmp_path: Path,
    github: GitHubDouble,
    box: Postbox,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Mailroom:
    """The agency whose managers get letters."""
    return Mailroom(tmp_path, github, box, capsys, monkeypatch)
