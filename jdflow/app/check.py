"""`check`: every problem of the content, in one go."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from jdflow.app.reading import Reading
from jdflow.intake.cache import cache_folder
from jdflow.intake.contents import is_within, template_path
from jdflow.intake.snapshot import Worktree
from jdflow.language import msg
from jdflow.problems import SEVERITIES, Problem, Related, Severity, related_to
from jdflow.resolve.uses import uses_in_block
from jdflow.rules import dates, includes, organisation, references

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from jdflow.intake.snapshot import Snapshot
    from jdflow.model.card import Card
    from jdflow.problems import Place, Placed
    from jdflow.rules.book import Book

# What is asked of each position in its book.
CARD_RULES: tuple[Callable[[Card, Book], Iterator[Problem]], ...] = (
    dates.period,
    dates.before_approval,
    dates.review_in_future,
    organisation.unit,
    organisation.signatory,
    organisation.template,
    references.named_positions,
    references.self_references,
    references.manager_cycle,
    references.mutual_substitutes,
    references.subordinates,
    references.partitive,
    references.former_ids,
)
# What is asked of the agency's own files.
AGENCY_RULES: tuple[Callable[[Book], Iterator[Problem]], ...] = (
    organisation.settings,
    organisation.units,
    organisation.holders,
)


class Report(NamedTuple):
    """What a check found."""

    problems: list[Problem]
    positions: int
    line_of: Callable[[str, int], str]

    def counts(self) -> dict[Severity, int]:
        """How many problems there are of each severity."""
        counted = Counter(problem.severity for problem in self.problems)
        return {severity: counted[severity] for severity in SEVERITIES}


def check(snapshot: Snapshot, today: date, only: tuple[str, ...] = (), kept: Path | None = None) -> Report:
    """Every problem of the content; with `only`, those of these files and folders.

    `kept` is where an earlier run has left its work for this one.
    """
    reading = Reading(snapshot)
    if not only:
        # Hashes and processes are for whole checks; one file is looked at sooner without them.
        from jdflow.app.memory import Memory, examine_all

        examine_all(reading, Memory(kept))
    return check_reading(reading, today, only)


def check_whole(reading: Reading, root: Path, today: date) -> Report:
    """Every problem of a content of this repository, with the help of what earlier runs found out."""
    examine_together(reading, root)
    return check_reading(reading, today)


def examine_together(reading: Reading, root: Path) -> None:
    """Looks at every file by itself, with the help of what earlier runs in this repository found out."""
    from jdflow.app.memory import Memory, examine_all

    examine_all(reading, Memory(_kept(root)))


def _kept(root: Path) -> Path | None:
    folder = cache_folder(root)
    return None if folder is None else folder / "check.json"


def check_reading(reading: Reading, today: date, only: tuple[str, ...] = ()) -> Report:
    """The same of a content that is being read."""
    book = reading.book(today)
    problems = list(reading.contents.problems)
    if _any_within(reading.contents.agency, only):
        problems += reading.agency_problems()
        for agency_rule in AGENCY_RULES:
            problems += agency_rule(book)
    wanted = [path for path in reading.contents.positions if is_within(path, only)]
    for path in wanted:
        card, own = reading.examine(path)
        problems += own
        if card is not None:
            for rule in CARD_RULES:
                problems += rule(card, book)
    problems += _block_problems(reading, only)
    for name in sorted(reading.contents.templates):
        if is_within(template_path(name), only):
            problems += reading.template_problems(template_path(name))
    problems = [problem for problem in set_aside_twins(problems) if is_within(problem.place.path, only)]
    return Report(sorted(problems, key=_order), len(wanted), reading.line_of)


def check_worktree(root: Path, today: date, only: tuple[str, ...] = ()) -> Report:
    """Every problem of the content on disk; what this run finds out is remembered in the repository's Git folder."""
    return check(Worktree(root), today, only, _kept(root))


def _any_within(paths: Iterable[str], only: tuple[str, ...]) -> bool:
    return any(is_within(path, only) for path in paths)


def _order(problem: Problem) -> tuple[Place, str]:
    return problem.place, problem.rule.code


def set_aside_twins(problems: Iterable[Problem]) -> list[Problem]:
    """The problems, each said once: a value that two fields share (a YAML alias) is looked at twice."""
    seen: dict[tuple[str, Place, str], Problem] = {}
    for problem in problems:
        seen.setdefault((problem.rule.code, problem.place, str(problem.params)), problem)
    return list(seen.values())


def _block_problems(reading: Reading, only: tuple[str, ...]) -> Iterator[Problem]:
    """The problems of shared blocks, each with the lines that use the block."""
    found: list[tuple[tuple[str, ...], Problem]] = []
    for key, path in reading.contents.blocks.items():
        if is_within(path, only):
            found += [((key,), problem) for problem in reading.block_problems(key)]
    if _any_within(reading.contents.blocks.values(), only):
        found += includes.cycles(reading.library)
    if found:
        users = _users(reading)
        for keys, problem in found:
            told = {problem.place, *(related.place for related in problem.related)}
            used = (related for key in keys for related in users.get(key, ()) if related.place not in told)
            yield problem._replace(related=(*problem.related, *used))


def _users(reading: Reading) -> dict[str, list[Related]]:
    """For each block, where it is used."""
    users: dict[str, list[Related]] = {}

    def used(block: str, at: Placed) -> None:
        users.setdefault(block, []).append(related_to(at, msg("The block is used here.")))

    for card in reading.cards():
        for use in card.uses:
            used(use.block, use.at)
    for key in reading.contents.blocks:
        block = reading.library.get(key)
        if block is not None:
            for wanted in uses_in_block(block):
                used(wanted.use.block, wanted.use.at)
    return users
