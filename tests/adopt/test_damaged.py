"""Damaged documents are understood as the sound ones; and whatever comes in, no word of it is lost."""

from __future__ import annotations

from random import Random

import pytest

from jdflow.adopt import understand as whole
from jdflow.adopt.names import Names
from jdflow.adopt.understand import NotAJobDescription, understand
from jdflow.model.adopted import Adopted, OwnCompetency, OwnDuty
from jdflow.model.paper import Paper, Para, Spot, Table
from tests.adopt.damage import mangled, recognised
from tests.adopt.documents import CLASSIC, IN_WORD, NEWER
from tests.adopt.papers import lines, understood, unplaced, word, words_in, words_out
from tests.effort import growth

SEEDS = range(12)


def shape(adopted: Adopted) -> tuple[object, ...]:
    """How many texts each field has."""
    return (
        adopted.title is not None,
        adopted.unit is not None,
        [len(duty.results) for duty in adopted.duties if isinstance(duty, OwnDuty)],
        *(len(several) for several in (adopted.rights, adopted.responsibilities, adopted.tools, adopted.languages)),
        [len(one.items) for one in (*adopted.core, *adopted.additional) if isinstance(one, OwnCompetency)],
        sorted(adopted.requirements),
        len(adopted.substitutes),
        len(adopted.substitutes_for),
        len(adopted.review_clause),
        adopted.effective_from,
    )


@pytest.mark.parametrize("text", [CLASSIC, NEWER], ids=["classic", "newer"])
@pytest.mark.parametrize("rate", [0.2, 0.5, 1.0])
def test_letters_that_were_not_recognised_change_no_place(text: str, rate: float) -> None:
    wanted = understood(lines(text))
    for seed in SEEDS:
        found = understood(lines(recognised(text, Random(seed), rate)))  # noqa: S311 (chance that can be repeated)
        assert shape(found) == shape(wanted), seed
        assert unplaced(found) == [], seed


def test_a_blank_line_between_wrapped_lines_changes_nothing() -> None:
    head, body = NEWER.split("2. Peamised")
    spaced = head + "2. Peamised" + "\n\n".join(body.split("\n"))
    assert shape(understood(lines(spaced))) == shape(understood(lines(NEWER)))


def test_blank_lines_between_all_lines_part_nothing() -> None:
    text = NEWER.replace("2. Peamised", "\n2. Peamised")
    for sound in (text, text.replace("õigel ajal", "õigel ajal,\nERMi ja muude")):
        assert shape(understood(lines("\n\n".join(sound.split("\n"))))) == shape(understood(lines(sound)))


def test_lost_bullets_of_lists_change_nothing() -> None:
    text = CLASSIC.replace("\n- **", "\n**").replace("\n- saada", "\nsaada").replace("\n- teha", "\nteha")
    text = text.replace("\n- osaleda", "\nosaleda").replace("\n- kogude", "\nkogude").replace("\n- oma", "\noma")
    assert shape(understood(lines(text))) == shape(understood(lines(CLASSIC)))


def in_pieces(text: str, chance: Random) -> Paper:
    """The lines as paragraphs and tables of a Word file, with whatever a reader may say of them."""

    def para(line: str) -> Para:
        return Para(
            line,
            Spot(chance.randint(1, 99), chance.choice((None, 1, 2))),
            level=chance.choice((None, None, 1, 2)),
            number=chance.choice((None, None, "3.1.", "a)", "1")),
            bold=chance.choice(((), ((0, 5),), ((0, len(line)),))),
            is_heading=chance.random() < 0.1,
            is_whole=chance.random() < 0.7,
        )

    parts: list[Para | Table] = []
    for block in text.split("\n\n"):
        rows = block.split("\n")
        if chance.random() < 0.5:
            parts += map(para, rows)
        else:
            width = chance.randint(1, 3)
            cells = [(para(line),) if chance.random() < 0.9 else () for line in rows]
            parts.append(Table(tuple(tuple(cells[at : at + width]) for at in range(0, len(cells), width))))
    return Paper("docx", tuple(parts), tuple(map(para, chance.sample(text.split("\n"), 3))))


@pytest.mark.parametrize("seed", range(60))
def test_no_word_is_lost_and_none_comes_twice(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # What would be put back at the end must not be needed.
    monkeypatch.setattr(whole, "_with_all_words", lambda adopted, _: adopted)
    chance = Random(seed)  # noqa: S311 (chance that can be repeated)
    text = mangled(chance.choice((CLASSIC, NEWER, IN_WORD)), chance)
    papers = (lines(text), in_pieces(text, chance) if text.count("\n") > 3 else word(text))
    for paper in papers:
        try:
            adopted = understand(paper, Names())
        except NotAJobDescription:
            continue
        assert words_in(paper) == words_out(adopted)


def test_a_word_that_was_forgotten_counts_as_not_placed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole, "tools", lambda *_: [])
    assert set(unplaced(understood(lines(CLASSIC)))) == {"Arvuti", "ja", "käru.", "Kaitsekindad."}


def paper_of(duties: int) -> Paper:
    rows = "".join(
        f"3.{number} Kogude korrastamine ja kirjeldamine osas {number}, sh kõik lisad.\t▪ Riiulid on märgistatud. "
        "▪ Iga säilik on leitav viie minutiga ja kõigile kättesaadav.\n"
        for number in range(4, 4 + duties)
    )
    return lines(CLASSIC.replace("4. ÕIGUSED", f"{rows}\n4. ÕIGUSED"))


@pytest.mark.parametrize("unit", ["(", "a-\n", "**", "<", "&", "1.", "\t", "sh: ", "| * | « "])
def test_the_work_grows_with_the_length_alone(unit: str) -> None:
    def refused(times: int) -> None:
        with pytest.raises(NotAJobDescription):
            understand(lines(unit * times), Names())

    assert growth(refused, 1000, 4000) < 5
    assert understood(lines(CLASSIC.replace("Arvuti", f"Arvuti {unit * 1000}".replace("\n", " "))))
