"""`jdflow amend` and `jdflow approve`: all files or none, what is said, how it ends."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from jdflow.deliver.files import write_within
from tests.app.history import DATED, Chronicle
from tests.command import Ran, jdflow
from tests.support import BASE, OWN, overlay

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEAD = "positions/juhataja.yaml"
OLD = "kehtiv_alates: 2026-03-01\n"
DAY = ("--effective", "2027-01-01")
ORDER = ("--number", "1-5/7", "--date", "16.11.2026")
NEXT = "Nothing is committed: look them over, run `jdflow check` and propose the change"


@pytest.fixture
def run(root: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """A verb called on a repository of two positions in force."""
    overlay(f"{OLD}# {HEAD}\n{OLD}").on_disk(root)

    def call(*arguments: str, lang: str = "en") -> Ran:
        return jdflow(capsys, "-C", root, "--lang", lang, "--today", "2026-11-20", *arguments)

    return call


def days(root: Path) -> list[str]:
    """The line with the first day, of each position."""
    return [(root / path).read_text("utf-8").partition("\n")[0].removeprefix("kehtiv_alates: ") for path in (OWN, HEAD)]


def test_each_file_is_named_with_what_became_of_it(root: Path, run: Callable[..., Ran]) -> None:
    said = "takes effect on 01.01.2027, until now 01.03.2026"
    after = f"Files changed: 2. {NEXT}; `jdflow approve` records the approval when it is given.\n"
    assert run("amend", "naidis", "juhataja", *DAY) == Ran(0, f"{OWN}: {said}\n{HEAD}: {said}\n", after)
    assert days(root) == ["2027-01-01"] * 2
    again = run("amend", "naidis", "juhataja", "--effective", "1.1.2027")
    assert (again.code, again.out) == (0, "")
    assert again.err.splitlines()[1:] == [f"{HEAD}: takes effect on 01.01.2027 already", "There is nothing to do."]
    assert run("-q", "amend", "naidis", *DAY) == Ran(0, "", "")


def test_one_order_has_many_annexes(root: Path, run: Callable[..., Ran]) -> None:
    ran = run("approve", "naidis", "juhataja", *ORDER, "--annex", "3", "--mode", "käskkiri")
    assert ran == Ran(1, "", ran.err)
    run("amend", "naidis", "juhataja", *DAY)
    ran = run("approve", "naidis", "juhataja", *ORDER, "--annex", "3", "--mode", "käskkiri")
    said = "approved by order no. 1-5/7 of 16.11.2026, annex"
    assert ran == Ran(0, f"{OWN}: {said} 3\n{HEAD}: {said} 4\n", f"Files changed: 2. {NEXT}.\n")
    assert "  lisa: 4\n" in (root / HEAD).read_text("utf-8")
    assert run("check").code == 0
    assert run("approve", "naidis", "juhataja", *ORDER, "--annex", "3", "4").err.endswith("There is nothing to do.\n")


def test_no_file_changes_where_one_must_not(root: Path, run: Callable[..., Ran]) -> None:
    overlay(f"{OLD}# {HEAD}\nkehtiv_alates: 2027-05-01\nkehtiv_kuni: 2026-12-01\n").on_disk(root)
    ran = run("amend", "naidis", "juhataja", *DAY)
    assert (ran.code, ran.out, ran.err.splitlines()[1]) == (1, "", "No file was changed.")
    assert ran.err.startswith(f"{HEAD}:2:14 The position ends on 01.12.2026, before 01.01.2027;")
    assert days(root) == ["2026-03-01", "2027-05-01"]


FULL = f"jdflow: “{HEAD}” cannot be written: No space left on device. No file was changed.\n"


@pytest.mark.parametrize(
    ("error", "ran"),
    [(OSError(28, "No space left on device"), Ran(3, "", FULL)), (KeyboardInterrupt(), Ran(130, "", ""))],
)
def test_no_file_changes_where_one_cannot_be_written(
    error: BaseException, ran: Ran, root: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(folder: Path, path: str, data: bytes) -> None:
        if path == HEAD:
            raise error
        write_within(folder, path, data)

    monkeypatch.setattr("jdflow.cli.edits.write_within", broken)
    assert run("amend", "naidis", "juhataja", *DAY) == ran
    assert days(root) == ["2026-03-01"] * 2


@pytest.mark.skipif(os.name == "nt", reason="links need another system")
def test_a_file_behind_a_link_is_not_written(root: Path, run: Callable[..., Ran], tmp_path: Path) -> None:
    (root / OWN).rename(tmp_path / "elsewhere.yaml")
    (root / OWN).symlink_to(tmp_path / "elsewhere.yaml")
    assert run("amend", "naidis", *DAY).code in {1, 2}
    assert (tmp_path / "elsewhere.yaml").read_text("utf-8").startswith(OLD)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("amend", "naids", *DAY), "There is no position with the id “naids”. Did you mean “naidis”?"),
        (("amend", "naidis", "naidis", *DAY), "“naidis” is named twice."),
        (("amend", "naidis", "--effective", "30.02.2027"), "“30.02.2027” is not a date: that month has 28 days."),
        (("amend", "naidis"), "the following arguments are required: --effective"),
        (("amend", *DAY), "Name either positions by their ids, or a commit with --affected-by."),
        (("amend", "naidis", "--affected-by", "HEAD", *DAY), "Name either positions by their ids, or a commit"),
        (("approve", *ORDER), "the following arguments are required: ID"),
        (("approve", "naidis", "--number", "5", "--date", "21.11.2026"), "21.11.2026 is still to come"),
        (("approve", "naidis", "--number", "5", "--date", ""), "“” is not a date"),
        (
            ("approve", "naidis", "--number", " \n", "--date", "16.11.2026"),
            "“” is not the number of an order or annex.",
        ),
        (("approve", "naidis", *ORDER, "--annex", "a\u202eb"), "is not the number of an order or annex."),
        (("approve", "naidis", "juhataja", *ORDER, "--annex", "a"), "There are 2 positions and 1 annexes"),
        (("approve", "naidis", *ORDER, "--annex", "1", "2"), "There are 1 positions and 2 annexes"),
        (("approve", "naidis", *ORDER, "--mode", "suuline"), "invalid choice"),
    ],
)
def test_wrong_usage_is_2_and_changes_nothing(
    arguments: tuple[str, ...], said: str, root: Path, run: Callable[..., Ran]
) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert days(root) == ["2026-03-01"] * 2


def test_without_git_no_commit_can_be_named(run: Callable[..., Ran]) -> None:
    ran = run("amend", "--affected-by", "HEAD", *DAY)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == "jdflow: The content is not kept in Git, so --affected-by has no commit; name positions.\n"


@pytest.mark.needs("git")
@pytest.mark.parametrize("below", ["", "sisu/õigused ja muu"])
def test_all_positions_that_a_commit_had_with_other_words(
    below: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    block = "shared/rights/kaugtoo.yaml"
    using = f"{DATED}õigused: [{{kasuta: rights/kaugtoo}}]\n"
    history = Chronicle(tmp_path / "kogu", below)
    history.commit({OWN: using, HEAD: OLD + BASE[HEAD]})
    (history.root / block).write_text("nimi: Kaugtöö\nlaused: [teha kaugtööd kodus]\n", "utf-8")

    def call(revision: str) -> Ran:
        options = ("-C", history.root, "--lang", "en", "--today", "2026-11-20")
        return jdflow(capsys, *options, "amend", "--affected-by", revision, *DAY)

    ran = call("no-such")
    assert ran == Ran(2, "", "jdflow: There is no commit “no-such”.\n")
    ran = call("HEAD")
    assert (ran.code, ran.out) == (0, f"{OWN}: takes effect on 01.01.2027, until now 01.03.2026\n")
    assert days(history.root) == ["2027-01-01", "2026-03-01"]
    said = f"{OWN}: has changed, and has a new day already: 01.01.2027\nThere is nothing to do.\n"
    assert call("HEAD") == Ran(0, "", said)
