"""How many of a document's words its position says, and which it does not."""

from __future__ import annotations

from itertools import combinations
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from jdflow.adopt.blocks.recognise import recognise
from jdflow.adopt.report.coverage import audited, counted
from jdflow.adopt.report.rows import rows_of
from jdflow.app.reading import Reading
from jdflow.language import Voice
from jdflow.model.adopted import OwnCompetency, OwnDuty, Person, Said, Speech, Taken
from jdflow.model.resolved import Line, ResolvedLanguage
from jdflow.resolve.position import resolve
from tests.adopt.adopted import document, position_of, said, saids
from tests.adopt.documents import CLASSIC, NEWER
from tests.adopt.papers import lines, understood
from tests.support import overlay

if TYPE_CHECKING:
    from collections.abc import Callable

    from jdflow.model.adopted import Adopted
    from jdflow.model.imported import Row
    from jdflow.model.resolved import Resolved

    Change = Callable[[Line], Line | None]

LIBRARY = Reading(overlay("")).library


def written(adopted: Adopted) -> Resolved:
    return resolve(position_of(adopted), LIBRARY)


def told(adopted: Adopted, resolved: Resolved | None = None) -> list[Row]:
    return audited(rows_of(adopted, Voice("en")), resolved or written(adopted))


def measured(adopted: Adopted, resolved: Resolved | None = None) -> tuple[int, int]:
    return counted(told(adopted, resolved))


def lost(adopted: Adopted, resolved: Resolved | None = None) -> list[tuple[str, str]]:
    return [(row.field, " ".join(row.lost)) for row in told(adopted, resolved) if row.lost]


def test_all_words_that_are_said_count() -> None:
    duty = OwnDuty(said("Töö tegemine."), saids("üks osa"), saids("Kõik on tehtud."))
    assert measured(document(title=said("Nõunik"), duties=(duty,), rights=saids("saada abi"))) == (10, 10)


def test_words_that_were_not_placed_are_lost_and_the_form_s_do_not_count() -> None:
    adopted = document(title=said("Nõunik"), unplaced=saids("kaks sõna"), furniture=saids("ÜLDOSA", "3.1.", "Lk"))
    assert measured(adopted) == (3, 1)


def test_words_that_no_form_has_are_lost_though_they_were_taken_for_it() -> None:
    adopted = document(
        title=said("Registraator"), furniture=saids("Registraatoril on õigus:", "Arvutioskus: Tunneb keerlevat ketast")
    )
    assert measured(adopted) == (4, 1)
    assert lost(adopted) == [("", "Tunneb keerlevat ketast")]


def test_the_agency_s_name_above_each_page_is_the_form_s() -> None:
    rows = rows_of(document(furniture=saids("NÄIDISMUUSEUM", "peadirektor", "II Tö6ülesanded")), Voice("en"))
    assert counted(audited(rows, written(document()), "Näidismuuseum")) == (0, 0)


def test_a_word_that_the_position_does_not_say_is_lost() -> None:
    adopted = document(purpose=Said("Töö on tehtud.", "Töö on ammu tehtud.", ()))
    assert measured(adopted) == (4, 3)
    assert lost(adopted) == [("eesmärk", "ammu")]


def test_a_word_counts_as_often_as_it_stands_there() -> None:
    assert measured(document(purpose=Said("Töö.", "Töö töö töö.", ()))) == (3, 1)


def test_how_a_duty_leads_to_its_parts_is_the_form_s() -> None:
    duty = OwnDuty(Said("Töö", "Töö, sealhulgas:", ()), saids("üks osa"))
    assert measured(document(duties=(duty,))) == (3, 3)


def test_a_word_that_was_cut_in_two_is_said() -> None:
    assert measured(document(purpose=Said("Hoiab kogu korras.", "Hoiab ko- gu korras.", ()))) == (4, 4)


def test_what_a_block_says_in_its_own_words_is_said_but_for_what_it_does_not() -> None:
    block = Taken("rights/kaugtoo", saids("teha kaugtood kokkuleppel vahetu juhlga"))
    assert measured(document(rights=(block,))) == (5, 5)
    slip = Taken("rights/kaugtoo", saids("teha kaugtööd kokuleppel vahetu juhiga"))
    assert measured(document(rights=(slip,))) == (5, 5)
    garbled = Taken("rights/kaugtoo", saids("teha kaugtddd kokkuileppel vahetu juhiga"))
    assert measured(document(rights=(garbled,))) == (5, 5)
    other = Taken("rights/kaugtoo", saids("teha kaugtööd kokkuleppel oma vahetu juhiga"))
    assert measured(document(rights=(other,))) == (6, 5)


def test_what_became_a_day_a_name_or_a_level_says_so_in_another_form() -> None:
    adopted = document(
        manager=Person(said("Osakonna juhatajale")),
        languages=(
            Speech("eesti", "C1", said("Valdab eesti keelt tasemel C1")),
            Speech("inglise", "B1", said("Oskab inglise ja")),
            Speech("vene", "B1", said("vene keelt tasemel B1")),
        ),
    )
    assert measured(adopted) == (14, 14)


def test_a_day_or_a_level_that_was_not_written_is_lost() -> None:
    adopted = document(
        dated=said("Kehtiv alates 1. märtsist 2022"), languages=(Speech("eesti", "C1", said("Eesti keel C1")),)
    )
    silent = written(document())
    assert [field for field, _ in lost(adopted, silent)] == ["kehtiv_alates", "nõuded.keeleoskus[1]"]


def test_a_word_said_elsewhere_is_not_said() -> None:
    adopted = document(rights=saids("saada abi"), responsibilities=saids("vara eest"))
    other = written(document(rights=saids("saada vara"), responsibilities=saids("abi eest")))
    assert lost(adopted, other) == [("õigused[1]", "abi"), ("vastutus[1]", "vara")]


def test_a_result_below_the_next_duty_is_lost() -> None:
    one, other = said("Esimene."), said("Teine.")
    adopted = document(duties=(OwnDuty(one, (), saids("Tehtud.", "Valmis.")), OwnDuty(other, (), saids("Olemas."))))
    moved = document(duties=(OwnDuty(one, (), saids("Tehtud.")), OwnDuty(other, (), saids("Valmis.", "Olemas."))))
    assert lost(adopted, written(moved)) == [("ülesanded[1].tulemused[2]", "Valmis")]


def test_a_part_that_became_a_result_is_lost() -> None:
    adopted = document(duties=(OwnDuty(said("Esimene."), saids("üks osa"), saids("Tehtud.")),))
    other = document(duties=(OwnDuty(said("Esimene."), (), saids("üks osa", "Tehtud.")),))
    assert lost(adopted, written(other)) == [("ülesanded[1].sh[1]", "üks osa")]


def test_of_a_duty_that_is_missing_only_its_own_words_are_lost() -> None:
    duties = [OwnDuty(said(f"{name}töö."), (), saids(f"{name}tulemus.")) for name in ("Aed", "Bee", "Cee")]
    short = written(document(duties=(duties[0], duties[2])))
    assert lost(document(duties=tuple(duties)), short) == [
        ("ülesanded[2].ülesanne", "Beetöö"),
        ("ülesanded[2].tulemused[1]", "Beetulemus"),
    ]


def test_of_a_file_that_cannot_be_read_nothing_is_said() -> None:
    rows = rows_of(document(title=said("Nõunik"), core=(OwnCompetency(said("Täpsus"), ()),)), Voice("en"))
    assert counted(audited(rows, None)) == (2, 0)


# -- whatever is lost on the way ---------------------------------------------------------------------------------------


def changed(value: Any, change: Change) -> Any:  # noqa: ANN401 (any part of a position)
    """The same with each line changed; a line of a list may go altogether."""
    if isinstance(value, Line):
        return change(value) or value._replace(text="")
    if isinstance(value, ResolvedLanguage):
        new = change(value.text)
        return value if new == value.text else ResolvedLanguage(new or value.text._replace(text=""))
    if isinstance(value, dict):
        return {name: changed(one, change) for name, one in value.items()}
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        kept = ((one, change(one) if isinstance(one, Line) else changed(one, change)) for one in value)
        return tuple(new for _, new in kept if new is not None)
    if isinstance(value, tuple) and type(value).__name__.startswith("Resolved"):
        return type(value)(*(changed(one, change) for one in value))
    return value


def texts_in(resolved: Resolved) -> list[str]:
    found: list[str] = []

    def note(line: Line) -> Line:
        found.append(line.text)
        return line

    changed(resolved, note)
    return found


@pytest.mark.parametrize("paper", [CLASSIC, NEWER], ids=["classic", "newer"])
def test_whatever_text_is_dropped_or_stands_elsewhere_is_not_covered(paper: str) -> None:
    adopted = recognise(understood(lines(paper)), LIBRARY)._replace(unit_key="hoidlate-talitus")
    whole = written(adopted)
    words, found = measured(adopted, whole)
    assert words == found
    texts = texts_in(whole)
    assert len(texts) > 20
    for dropped in texts:
        without = changed(whole, dropping(dropped))
        assert measured(adopted, without)[1] < found, dropped
        assert lost(adopted, without)
    pairs = [pair for pair in combinations(texts, 2) if pair[0] != pair[1]]
    for one, other in Random(1).sample(pairs, 150):  # noqa: S311 (chance that can be repeated)
        swapped = changed(whole, swapping(one, other))
        assert measured(adopted, swapped)[1] < found, (one, other)
        assert lost(adopted, swapped)


def dropping(text: str) -> Change:
    return lambda line: None if line.text == text else line


def swapping(one: str, other: str) -> Change:
    swap = {one: other, other: one}
    return lambda line: line._replace(text=swap.get(line.text, line.text))
