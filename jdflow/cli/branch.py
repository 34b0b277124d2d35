"""What `render --base` prints: a content beside that of the commit where its branch began."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.app.between import Between, changed_since
from jdflow.app.texts import reading_at
from jdflow.cli.past import day_in
from jdflow.cli.sides import WORKTREE, common_base
from jdflow.git import UnknownRevision
from jdflow.git.tree import commit_of
from jdflow.language import msg

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from jdflow.app.reading import Reading
    from jdflow.app.repository import Source
    from jdflow.cli.context import Context


class Branch:
    """A content, of the work tree or of a commit, and the one that `--base` leads to."""

    def __init__(self, context: Context, source: Source, after: Reading, root: Path | None) -> None:
        self.context = context
        self.base = common_base(source, context.options.base)
        self.earlier = source._replace(commit=self.base)
        changed = changed_since(source, self.base, root)
        self.between = Between(reading_at(self.earlier, after.known), after, changed)

    def narrowed(self, asked: Iterable[str] | None) -> list[str]:
        """The positions that may print otherwise, of those asked for or of all."""
        found = self.between.printed()
        return sorted(found if asked is None else found.intersection(asked))

    def began_at(self, name: str) -> bool:
        """Whether that is the commit where the branch began, by whatever name."""
        if day_in(name) is not None or name == WORKTREE:
            return False
        try:
            return commit_of(self.earlier.repository, name) == self.base
        except UnknownRevision:
            return False

    def tell_gone(self) -> None:
        """Says of which positions nothing is printed, because their files are gone."""
        gone = self.between.gone()
        if gone:
            text = msg(
                "Nothing is printed of positions whose files are gone ({n}, the first: {id}).", n=len(gone), id=gone[0]
            )
            self.context.note(text)
