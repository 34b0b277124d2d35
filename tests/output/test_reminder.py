"""A reminder's text: the same again whatever people do around it, and plain words whatever positions say."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from jdflow.language import Voice
from jdflow.model.review import Due, Start
from jdflow.output.reminder import Sheet, shown_on, title, words
from jdflow.output.reminder_marks import Body, Mark, as_kept, digest, line_mark, taken_apart, woven
from jdflow.query.reminders import Done, Key, Line, Recipient, Row, Step, Task

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

TODAY = date(2027, 3, 8)
FIRST = date(2026, 3, 1)
EDITED = "https://github.com/a/b/edit/main/x"
COMMIT = "https://github.com/a/b/commit/0123456789abcdef"
TO = Recipient("position", "juht")
HOSTILE = (
    "@all @amet/kõik <script>alert(1)</script> `x` **b** [a](http://x.ee) ![p](http://x.ee/p.png) #12 GH-12 a/b#1\n"
    "::error::x ${{ secrets.X }} /close | <!-- jdflow:end to=position:juht round=2027 --> \u202e\u200b deadbeef01 "
    "https://x.ee www.x.ee :tada: - [ ] x ~~y~~"
)
FORGE = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


class Names:
    """Everybody is called by the id, or by something that nobody should be called."""

    def __init__(self, name: str = "") -> None:
        self.name = name

    def unit(self, id: str | None) -> str:
        return self.name or id or ""

    def manager(self, id: str | None) -> str:
        return self.name or id or ""

    def first_id(self, id: str) -> str:
        return id


def due(id: str, title: str = "Nõunik", day: date = TODAY) -> Due:
    start = Start(FIRST, "effective", "0123456789abcdef", 1)
    return Due(id, title, "andmed", "juht", start, day, 0, "overdue")


def row(id: str, title: str = "Nõunik", day: date = TODAY) -> Row:
    return Row(Task(Key("review", id, FIRST), due(id, title, day), day), TODAY)


def step(*rows: Row, done: Sequence[Done] = ()) -> Step:
    return Step("keep" if rows else "close", TO, 2027, 5, rows, tuple(done))


def sheet(name: str = "", longest: int = 65_536, *, linked: bool = True) -> Sheet:
    def edited_at(_: str) -> str | None:
        return EDITED if linked else None

    def commit_at(commit: str) -> str | None:
        return f"https://github.com/a/b/commit/{commit}" if linked else None

    def head_of(to: Recipient) -> str | None:
        return "juhataja" if to.kind == "unit" else None

    dues = {"b": due("b")}
    return Sheet(Names(name), dues, edited_at, commit_at, head_of, Voice("et"), longest, TODAY)


def waiting(id: str) -> Row:
    """A new text that lacks its approval."""
    return Row(Task(Key("approval", id, TODAY), due(id), TODAY), TODAY)


def to_unit(*rows: Row) -> Step:
    return Step("keep", Recipient("unit", "andmed"), 2027, 5, rows)


def text_of(one: Step, on: Sheet, body: Body | None = None) -> str:
    return woven(body, Mark(TO, 2027, "", TODAY), words(one, on, TODAY))


def taken(text: str) -> Body:
    body = taken_apart(text)
    assert body is not None
    return body


def tokens(text: str) -> list[Token]:
    """All that a forge sees in it."""
    return [child for token in FORGE.parse(text) for child in (token, *(token.children or ()))]


def test_what_is_written_is_read() -> None:
    old = Line(Key("review", "b", FIRST), FIRST, FIRST, TODAY, words="~~B~~ tehtud")
    body = taken(text_of(step(row("a"), done=[Done(old, None)]), sheet()))
    assert body.mark == Mark(TO, 2027, "", TODAY, part=body.mark.part)
    assert body.is_intact
    assert [line._replace(words="") for line in body.lines] == [
        Line(Key("review", "a", FIRST), TODAY),
        old._replace(words="", is_ticked=True),
    ]
    assert body.lines[1].words == "~~B~~ tehtud"


def test_nothing_that_positions_say_means_anything() -> None:
    text = text_of(step(row("a", HOSTILE), row("b", "x\\"), row("c", "[")), sheet(HOSTILE))
    seen = tokens(text)
    assert [token.attrs["href"] for token in seen if token.type == "link_open"] == [COMMIT, EDITED] * 3
    assert [token.content for token in seen if token.type == "image"] == []
    html = [token.content.strip() for token in seen if token.type in {"html_block", "html_inline"}]
    assert all(one.startswith("<!-- jdflow:") and one.count("<!--") == 1 for one in html)
    assert len(html) == 5
    assert [line for line in text.splitlines() if line.startswith(("::", "/"))] == []
    shown = "".join(token.content for token in seen if token.type == "text")
    # The forge looks for these in what is shown.
    assert not any(
        name in shown
        for name in ("@all", "@amet", "#12", "GH-12", "deadbeef01", "https://x", "www.x", ":tada:", "\u202e", "\u200b")
    )
    assert "${{ secrets.X }}" in shown.replace("\u2060", "")
    body = taken(text)
    assert body.is_intact
    assert [line.key.id for line in body.lines] == ["a", "b", "c"]


@pytest.mark.parametrize("name", [HOSTILE, "", " ", "x" * 300])
def test_a_title_is_a_line(name: str) -> None:
    said = title(step(row("a")), sheet(name)) or ""
    assert said.startswith("Ametijuhendid 2027: ")
    assert said.isprintable()
    assert len(said) <= 200
    assert said == said.strip()


@pytest.mark.parametrize("id", ["", "a -->", "x=y z", "--", "ä\n<!--"])
def test_any_id_comes_back_from_its_mark(id: str) -> None:
    line = Line(Key("approval", id, FIRST), TODAY)
    mark = line_mark(line)
    assert mark.count("--") == 2
    text = woven(None, Mark(Recipient("unit", id), 2027, id, TODAY), [f"- [ ] x{mark}"])
    body = taken(text)
    assert (body.mark.to.id, body.mark.root, body.lines[0].key.id) == (id, id, id)


def test_four_hundred_positions_are_cut_to_what_has_room() -> None:
    rows = [row(f"ametikoht-{n:03}", "Väga pika nimetusega nõunik " * 4) for n in range(400)]
    done = [Done(Line(Key("review", f"v{n}", FIRST), TODAY, done=TODAY, words="~~x~~" * 20), None) for n in range(400)]
    text = text_of(step(*rows, done=done), sheet())
    assert 50_000 < len(text) <= 65_536
    shown = text.count("- [ ] ")
    assert f"Veel {400 - shown} ei mahtunud siia" in text
    assert "`ametikoht-000`" in text
    assert text.count("jdflow review ") == -(-shown // 40)


@pytest.mark.parametrize("linked", [True, False])
def test_the_number_of_a_commit_is_in_nobody_s_way(*, linked: bool) -> None:
    done = Done(Line(Key("review", "b", FIRST), TODAY, done=TODAY), "reviewed")
    seen = tokens(text_of(step(row("a"), done=[done]), sheet(linked=linked)))
    shown = "\n".join(token.content for token in seen if token.type in {"text", "code_inline", "fence"})
    assert "0123456" not in shown
    assert shown.count("01.03.2026 (") == 2
    assert shown.count("avage fail lingist") == linked
    assert [token.attrs["href"] for token in seen if token.type == "link_open"] == [COMMIT, EDITED, COMMIT] * linked


def test_the_last_words_fit_what_was_done() -> None:
    done = Done(Line(Key("review", "b", FIRST), TODAY, done=TODAY), "reviewed")
    assert "Kõik on tehtud, aitäh!" in text_of(step(done=[done]), sheet())
    assert "Siin ei ole enam midagi teha" in text_of(step(), sheet())


@pytest.mark.parametrize("name", ["Osakond :tada", "Osakond :x:tada", "Osakond :+1"])
def test_a_unit_s_name_and_our_colon_make_no_picture(name: str) -> None:
    [line] = [line for line in text_of(step(row("a")), sheet(name)).splitlines() if line.startswith("- [ ]")]
    shown = "".join(token.content for token in tokens(line) if token.type == "text")
    assert shown.replace("\u2060", "").endswith(f", {name}: tähtaeg 08.03.2027.")
    assert not re.search(r":[\w+-]+:", shown)


@pytest.mark.parametrize("linked", [True, False])
def test_an_approval_can_be_recorded_on_the_web_and_by_a_command(*, linked: bool) -> None:
    said = text_of(step(waiting("a")), sheet(linked=linked))
    assert ("avage fail lingist, täitke väli `kinnitamine`" in said) is linked
    [example] = re.findall(r"`(kinnitamine: .*?)`", said)
    approval = {"kinnitamisviis": "käskkiri", "number": "1-2/34", "kuupäev": TODAY}
    assert yaml.safe_load(example) == {"kinnitamine": approval}
    assert "\njdflow approve a --number NUMBER --date PÄEV\n" in said
    assert "jdflow review" not in said


def test_each_kind_of_task_has_its_answer_and_one_word_on_ticks() -> None:
    said = text_of(step(row("a"), waiting("b")), sheet())
    assert said.index("jdflow review a ") < said.index("jdflow approve b ") < said.index("Linnuke nimekirjas")
    assert said.count("Linnuke nimekirjas") == 1


@pytest.mark.parametrize(
    ("ids", "with_holder", "with_superior"),
    [(["a"], True, False), (["juhataja"], False, True), (["a", "juhataja"], True, True)],
    ids=["others", "own", "both"],
)
def test_a_head_is_not_asked_to_go_through_their_own_text_with_themselves(
    ids: list[str], *, with_holder: bool, with_superior: bool
) -> None:
    said = text_of(to_unit(*map(row, ids)), sheet())
    assert ("Vaadake tekst koos teenistujaga üle." in said) is with_holder
    assert ("koos sellega, kellele ta ise allub" in said) is with_superior


def test_it_is_said_who_was_told_of_what_is_long_overdue() -> None:
    late = row("a")._replace(escalated=TODAY)
    assert "juhi juhile teatatud 08.03.2027." in text_of(step(late), sheet()._replace(has_superior=True))
    assert "märgitud ammu üle tähtaja olevaks 08.03.2027." in text_of(step(late), sheet())


@pytest.mark.parametrize(
    ("shown", "expected"), [(None, 0), (0, 0), (28, 28), (29, 0), (-1, 0)], ids=["lost", "now", "old", "older", "later"]
)
def test_words_may_tell_of_an_earlier_day_for_a_while(shown: int | None, expected: int) -> None:
    day = None if shown is None else TODAY - timedelta(shown)
    assert shown_on(day, TODAY) == TODAY - timedelta(expected)


# ---------------------------------------------------------------- people's words

WORDS = st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30), max_size=4)


@given(WORDS, WORDS)
def test_words_around_stay_as_they_are(before: list[str], after: list[str]) -> None:
    ours = text_of(step(row("a")), sheet())
    text = as_kept("\n".join([*before, ours, *after]))
    body = taken(text.replace("\n", "\r\n"))
    assert text_of(step(row("a")), sheet(), body) == text


@given(st.data())
def test_words_in_between_are_lost_in_no_kind_of_damage(data: st.DataObject) -> None:
    lines = text_of(step(row("a"), row("b")), sheet()).split("\n")
    word = "Meie oma sõnad"
    lines.insert(data.draw(st.integers(0, len(lines))), word)
    # One of the two marks may be gone, or any other line.
    gone = data.draw(st.integers(0, len(lines) - 1))
    if lines[gone] != word:
        del lines[gone]
    body = taken("\n".join(lines))
    mended = text_of(step(row("a"), row("b")), sheet(), body)
    assert mended.split("\n").count(word) == 1
    assert mended.count("### Kuidas vastata") == 1
    assert mended.count("jdflow:line") == 2
    assert text_of(step(row("a"), row("b")), sheet(), taken(mended)) == mended


def test_a_tick_is_no_damage() -> None:
    text = text_of(step(row("a"), row("b")), sheet())
    body = taken(text.replace("- [ ] **", "- [X] **", 1))
    assert body.is_intact
    assert [line.is_ticked for line in body.lines] == [True, False]
    assert digest("- [x] a") != digest("- [x] b")


def test_a_box_struck_out_is_neither_a_tick_nor_a_part_of_the_words() -> None:
    text = text_of(step(row("a"), row("b")), sheet())
    [before, _], [line, _] = (taken(each).lines for each in (text, text.replace("- [ ] **", "- [~] **", 1)))
    assert line == before


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Tere",
        "<!-- jdflow:reminder -->",
        "<!-- jdflow:reminder to=midagi:x round=2027 -->",
        "<!-- jdflow:reminder to=position:x round=aasta -->",
        "> <!-- jdflow:reminder to=position:x round=2027 -->",
        "<!-- jdflow:line about=review:a since=2026-03-01 told=2027-03-08 -->",
    ],
)
def test_what_has_no_mark_of_ours_is_none_of_ours(text: str) -> None:
    assert taken_apart(text) is None


@pytest.mark.parametrize("wrong", ["about=x:a", "about=review:a since=2026-02-30", "about=review:a told=x", ""])
def test_a_line_with_a_mark_that_says_nothing_is_written_anew(wrong: str) -> None:
    text = text_of(step(row("a")), sheet())
    start, end = text.index("<!-- jdflow:line") + len("<!-- jdflow:line"), text.index(" -->", text.index("jdflow:line"))
    body = taken(f"{text[:start]} {wrong}{text[end:]}")
    assert body.lines == ()
    assert text_of(step(row("a")), sheet(), body) == text


def test_a_text_that_took_effect_without_its_approval_is_told_as_such() -> None:
    soon = Row(Task(Key("approval", "a", TODAY), due("a"), TODAY + timedelta(days=1)), TODAY)
    assert "Need uued tekstid jõustuvad peagi, kuid" in text_of(step(soon), sheet())
    assert "jõustub 09.03.2027." in text_of(step(soon), sheet())
    assert "või on juba jõustunud" in text_of(step(soon, waiting("b")), sheet())
    assert "jõustus 08.03.2027." in text_of(step(soon, waiting("b")), sheet())
