"""Problems in caret lines: in sight, under the right characters, counted in the right grammar."""

from __future__ import annotations

import pytest

from jdflow.language import LANGUAGES, Voice, msg
from jdflow.output.plain import Paint, width
from jdflow.output.problems import MOST_COLUMNS, MOST_RELATED, as_text, summary
from jdflow.problems import Place, Problem, Related, files
from tests.support import ENGLISH

PLAIN = Paint(on=False)
PATH = "positions/a.yaml"


def problem(*place: int, related: int = 0) -> Problem:
    others = [Related(Place(PATH, number), msg("It stands here first.")) for number in range(1, related + 1)]
    return files.TAB.at(Place(PATH, *place), related=others)


def carets(line: str, *place: int) -> tuple[str, str]:
    """The line as it is shown, and what stands above the carets."""
    _, shown, marked, *_ = as_text([problem(*place)], ENGLISH, PLAIN, lambda *_: line)
    margin = f"  {place[0]} | "
    assert shown.startswith(margin)
    assert marked[: len(margin)] == " " * len(f"  {place[0]} ") + "| "
    shown, marked = shown.removeprefix(margin), marked[len(margin) :]
    first, last = marked.index("^"), len(marked)
    assert set(marked[first:]) == {"^"}
    columns = ""
    at = 0
    for char in shown:
        if first <= at < last:
            columns += char
        at += width(char)
    return shown, columns


@pytest.mark.parametrize(
    ("line", "place", "shown", "marked"),
    [
        ("eesmärk: x", (3, 1, 3, 8), "eesmärk: x", "eesmärk"),
        ("a: õigus", (3, 4, 3, 9), "a: õigus", "õigus"),
        ("你好: õ", (3, 5, 3, 6), "你好: õ", "õ"),
        ("o\u0303: b", (3, 5, 3, 6), "o\u0303: b", "b"),
        ("a: >", (3, 4, 5, 2), "a: >", ">"),
        ("a: \x1b\u202e b", (3, 4, 3, 6), "a: \\u{1b}\\u{202e} b", "\\u{1b}\\u{202e}"),
        ("\ta: b", (3, 2, 3, 3), " a: b", "a"),
        ("a: b", (3, 4, 3, 4), "a: b", "b"),
    ],
)
def test_carets_stand_below(line: str, place: tuple[int, ...], shown: str, marked: str) -> None:
    assert carets(line, *place) == (shown, marked)


@pytest.mark.parametrize("start", [1, 50, 161, 5000, 9990])
def test_a_long_line_is_cut_around_the_carets(start: int) -> None:
    line = "".join(chr(ord("a") + at % 26) for at in range(10_000))
    shown, marked = carets(line, 1, start, 1, start + 7)
    assert len(shown) <= MOST_COLUMNS
    assert shown in line
    assert marked == line[start - 1 : start + 6]


def test_carets_behind_the_end() -> None:
    _, shown, marked, *_ = as_text([problem(1, 20, 1, 21)], ENGLISH, PLAIN, lambda *_: "abc")
    assert (shown, marked) == ("  1 | abc", "    |    ^")


@pytest.mark.parametrize("line", ["", "   "])
def test_an_empty_line_is_not_shown(line: str) -> None:
    lines = list(as_text([problem(1, 1)], ENGLISH, PLAIN, lambda *_: line))
    assert [text for text in lines if "|" in text] == []


def test_not_more_places_than_can_be_read() -> None:
    told = list(as_text([problem(1, related=MOST_RELATED + 3)], ENGLISH, PLAIN, lambda *_: ""))
    assert told.count("") == 1
    assert sum("It stands here first." in line for line in told) == MOST_RELATED
    assert "    … and 3 more places" in told
    few = list(as_text([problem(1, related=MOST_RELATED)], ENGLISH, PLAIN, lambda *_: ""))
    assert [line for line in few if "more place" in line] == []


@pytest.mark.parametrize(
    ("counts", "positions", "said"),
    [
        ((0, 0, 0), 1, "No problems found: 1 position."),
        ((0, 0, 0), 2, "No problems found: 2 positions."),
        ((1, 0, 0), 3, "Found: 1 error; 3 positions."),
        ((2, 1, 0), 0, "Found: 2 errors, 1 warning; 0 positions."),
        ((0, 2, 1), 1, "Found: 2 warnings, 1 note; 1 position."),
        ((0, 0, 5), 1, "Found: 5 notes; 1 position."),
    ],
)
def test_summary(counts: tuple[int, int, int], positions: int, said: str) -> None:
    error, warning, info = counts
    told = [
        summary({"error": error, "warning": warning, "info": info}, positions, Voice(lang), PLAIN) for lang in LANGUAGES
    ]
    assert told[1] == said
    assert told[0] != said
