"""Rows kept from run to run: whole or not at all, whoever reads and writes beside."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING

import pytest

from jdflow.intake import shelf as intake_shelf
from jdflow.intake.shelf import Changed, Shelf

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kaust õ" / "rows.db"


def keep(path: Path, *rows: tuple[str, str, object], edition: str = "1") -> None:
    shelf = Shelf(path, edition)
    shelf.get("any")
    for row in rows:
        shelf.put(*row)
    shelf.keep()


def execute(path: Path, question: str) -> int:
    connection = sqlite3.connect(path, isolation_level=None)
    count = connection.execute(question).rowcount
    connection.close()
    return count


def test_what_is_put_is_there_for_the_next_run(path: Path) -> None:
    keep(path, ("a", "õ", {"x": [1, None]}), ("a", "\udcff/\x00", "y"), ("b", "", 0))
    shelf = Shelf(path, "1")
    assert [shelf.get("a", "õ"), shelf.get("a", "\udcff/\x00"), shelf.get("b")] == [{"x": [1, None]}, "y", 0]
    assert shelf.get("a", "z") is shelf.get("c") is None
    assert [entry.name for entry in path.parent.iterdir()] == ["rows.db"]


def test_what_is_put_again_is_what_counts(path: Path) -> None:
    keep(path, ("a", "", 1), ("b", "", 1))
    keep(path, ("a", "", 2))
    shelf = Shelf(path, "1")
    assert (shelf.get("a"), shelf.get("b")) == (2, 1)


def test_a_kind_that_is_dropped_is_gone_for_good(path: Path) -> None:
    keep(path, ("a", "", 1), ("a", "x", 1), ("b", "", 1))
    shelf = Shelf(path, "1")
    assert shelf.get("a") == 1
    shelf.drop("a")
    shelf.put("a", "x", 2)
    for each in (shelf, shelf):
        assert (each.get("a"), each.get("a", "x")) == (None, 2)
    shelf.keep()
    after = Shelf(path, "1")
    assert (after.get("a"), after.get("a", "x"), after.get("b")) == (None, 2, 1)


def test_rows_of_another_edition_count_for_nothing_and_go(path: Path) -> None:
    keep(path, ("a", "", 1), ("b", "", 1))
    assert Shelf(path, "2").get("a") is None
    keep(path, ("a", "", 2), edition="2")
    shelf = Shelf(path, "2")
    assert (shelf.get("a"), shelf.get("b")) == (2, None)


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE row SET data = x'00'",
        "UPDATE row SET data = 'text'",
        "UPDATE row SET data = NULL",
        "UPDATE row SET data = CAST(substr(data, 1, length(data) - 1) || x'39' AS BLOB)",
        # A whole row under another name.
        "UPDATE row SET data = (SELECT data FROM row WHERE key = x'62')",
    ],
)
def test_a_row_that_is_not_whole_counts_for_nothing(path: Path, spoil: str) -> None:
    keep(path, ("k", "a", 11), ("k", "b", 12))
    assert execute(path, f"{spoil} WHERE key = x'61'") == 1
    shelf = Shelf(path, "1")
    assert (shelf.get("k", "a"), shelf.get("k", "b")) == (None, 12)


@pytest.mark.parametrize("data", [b"", b"\xff" * 5000, b"SQLite format 3\0" + b"\1" * 5000])
def test_a_file_that_is_no_such_thing_is_made_anew(path: Path, data: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(data)
    keep(path, ("a", "", 1))
    assert Shelf(path, "1").get("a") == 1


def test_what_sqlite_says_in_no_letters_of_a_damaged_file_is_heeded(path: Path) -> None:
    keep(path, ("a", "", 1))
    data = path.read_bytes()
    assert b"TABLE row" in data
    path.write_bytes(data.replace(b"TABLE row", b"TABL\xc5 row"))
    assert Shelf(path, "1").get("a") is None
    keep(path, ("a", "", 2))
    assert Shelf(path, "1").get("a") == 2


@pytest.mark.parametrize("table", ["row (kind)", "other (kind, key, data)"])
def test_a_database_of_another_kind_is_made_anew(path: Path, table: str) -> None:
    path.parent.mkdir()
    execute(path, f"CREATE TABLE {table}")
    keep(path, ("a", "", 1))
    assert Shelf(path, "1").get("a") == 1


def test_whoever_comes_second_leaves_what_the_first_has_written(path: Path) -> None:
    keep(path, ("a", "", 1))
    first, second = Shelf(path, "1"), Shelf(path, "1")
    assert first.get("a") == second.get("a") == 1
    first.close()
    second.close()
    for shelf, value in [(first, 2), (second, 3)]:
        shelf.put("a", "", value)
        shelf.keep()
    assert Shelf(path, "1").get("a") == 2


def test_a_reader_sees_one_state_of_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake_shelf, "PATIENCE", 0.01)
    keep(path, ("a", "", 1), ("b", "", 1))
    reader = Shelf(path, "1")
    assert reader.get("a") == 1
    keep(path, *(("b", str(number), "x" * 1000) for number in range(5000)), ("b", "", 2))
    assert reader.get("b") == 1


def test_where_another_writes_nothing_is_waited_for_without_end(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake_shelf, "PATIENCE", 0.01)
    keep(path, ("a", "", 1))
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    shelf = Shelf(path, "1")
    assert shelf.get("a") is None
    shelf.put("a", "", 2)
    shelf.keep()
    writer.execute("ROLLBACK")
    writer.close()
    assert Shelf(path, "1").get("a") == 1


def test_without_a_path_nothing_is_kept(path: Path) -> None:
    shelf = Shelf(None, "1")
    shelf.put("a", "", 1)
    assert shelf.get("a") == 1
    shelf.keep()
    assert not path.parent.exists()


def test_a_folder_is_not_made_below_one_that_is_not_there(path: Path) -> None:
    keep(path / "sees.db", ("a", "", 1))
    assert not path.parent.exists()


def test_a_folder_that_may_not_be_looked_into_is_none(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(path, ("a", "", 1))
    look = os.stat

    def refused(looked: Path, **options: bool) -> os.stat_result:
        # Whoever runs the tests may be one who is refused nothing.
        if os.fspath(looked) == os.fspath(path):
            raise PermissionError(13, "Permission denied", path)
        return look(looked, **options)

    monkeypatch.setattr(os, "stat", refused)
    assert Shelf(path, "1").get("a") is None


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")
@pytest.mark.parametrize("is_changed", [False, True])
def test_a_helper_reads_the_same_file_or_none(path: Path, *, is_changed: bool) -> None:
    keep(path, ("a", "", 1), ("b", "", 2))
    shelf = Shelf(path, "1")
    assert shelf.get("a") == 1
    if is_changed:
        shelf.close()
        keep(path, ("b", "", 3))
    if (child := os.fork()) == 0:
        try:
            os._exit(shelf.get("b"))
        except Changed:
            os._exit(9)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == (9 if is_changed else 2)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")
def test_a_helper_heeds_no_rows_of_another_edition_either(path: Path) -> None:
    keep(path, ("a", "", 1))
    shelf = Shelf(path, "2")
    assert shelf.get("a") is None
    if (child := os.fork()) == 0:
        os._exit(3 if shelf.get("a", "") is None and shelf.get("b") is None else 9)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3


def test_what_is_let_go_of_is_read_again(path: Path) -> None:
    keep(path, ("a", "", 1), ("b", "", 1))
    shelf = Shelf(path, "1")
    for number in range(2, 5):
        assert shelf.get("b") == 1
        shelf.put("a", "", number)
        shelf.relieve()
        assert (shelf.get("a"), shelf.get("b")) == (number, 1)
    shelf.keep()
    assert Shelf(path, "1").get("a") == 4


def test_where_nothing_can_be_kept_nothing_is_let_go_of(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake_shelf, "PATIENCE", 0.01)
    keep(path, ("a", "", 1), ("b", "", 1))
    shelf, reader = Shelf(path, "1"), Shelf(path, "1")
    assert reader.get("a") == 1
    shelf.put("a", "", 2)
    shelf.relieve()
    assert (shelf.get("a"), shelf.get("b")) == (2, 1)


def test_rows_that_another_has_written_meanwhile_are_not_mixed_in(path: Path) -> None:
    keep(path, ("a", "", 1), ("b", "", 1))
    shelf = Shelf(path, "1")
    shelf.put("a", "", 2)
    shelf.relieve()
    keep(path, ("b", "", 3))
    assert (shelf.get("a"), shelf.get("b")) == (None, None)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")
def test_a_helper_keeps_nothing(path: Path) -> None:
    keep(path, ("a", "", 1))
    shelf = Shelf(path, "1")
    if (child := os.fork()) == 0:
        shelf.put("a", "", 2)
        shelf.relieve()
        os._exit(0 if shelf.get("a") == 2 else 9)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert Shelf(path, "1").get("a") == 1
