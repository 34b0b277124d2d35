"""What those who send something to a forge have to know of its kind: its pages, and the files that it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(NamedTuple):
    """A kind of forge; addresses of pages are made of that of the repository."""

    name: str
    edited_at: str
    """Where people edit a file."""
    commit_at: str
    """Where a commit is shown."""
    owners: tuple[str, ...]
    """Where it looks for the owners of files; the first that is there counts."""
    run: tuple[str, ...]
    """What is run there, as `init` writes it; the rest of such a folder is the agency's."""
    installed: str
    """The folder of what that installs: jdflow itself, and all it needs by hash."""
    begins: tuple[str, str] | None = None
    """The file at the top that the forge reads, and the one of ours that it has to include."""


KINDS: Mapping[str, Kind] = {
    "github": Kind(
        "GitHub",
        "{address}/edit/{branch}/{path}",
        "{address}/commit/{commit}",
        (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"),
        (".github/workflows/*", ".github/actions/jdflow/*"),
        ".github/actions/jdflow",
    ),
    "gitlab": Kind(
        "GitLab",
        "{address}/-/edit/{branch}/{path}",
        "{address}/-/commit/{commit}",
        ("CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"),
        (".gitlab/jdflow/*",),
        ".gitlab/jdflow",
        (".gitlab-ci.yml", ".gitlab/jdflow/ci.yml"),
    ),
}
