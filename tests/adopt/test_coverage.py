"""How many of a document's words its position says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.adopt.coverage import coverage
from jdflow.app.reading import Reading
from jdflow.model.adopted import OwnDuty, Person, Said, Speech, Taken
from jdflow.resolve.position import resolve
from tests.adopt.adopted import document, position_of, said, saids
from tests.support import overlay

if TYPE_CHECKING:
    from jdflow.model.adopted import Adopted

LIBRARY = Reading(overlay("")).library


def measured(adopted: Adopted) -> tuple[int, int]:
    return coverage(adopted, resolve(position_of(adopted), LIBRARY))


def test_all_words_that_are_said_count() -> None:
    duty = OwnDuty(said("Töö tegemine."), saids("üks osa"), saids("Kõik on tehtud."))
    assert measured(document(title=said("Nõunik"), duties=(duty,), rights=saids("saada abi"))) == (10, 10)


def test_words_that_were_not_placed_are_lost_and_the_form_s_do_not_count() -> None:
    adopted = document(title=said("Nõunik"), unplaced=saids("kaks sõna"), furniture=saids("ÜLDOSA ja muud"))
    assert measured(adopted) == (3, 1)


def test_a_word_that_the_position_does_not_say_is_lost() -> None:
    assert measured(document(purpose=Said("Töö on tehtud.", "Töö on ammu tehtud.", ()))) == (4, 3)


def test_a_word_counts_as_often_as_it_stands_there() -> None:
    assert measured(document(purpose=Said("Töö.", "Töö töö töö.", ()))) == (3, 1)


def test_what_a_block_says_in_its_own_words_is_said() -> None:
    block = Taken("rights/kaugtoo", saids("teha kaugtood kokkuleppel vahetu juhiga"))
    assert measured(document(rights=(block,))) == (5, 5)
    other = Taken("rights/kaugtoo", saids("teha kaugtööd kokkuleppel oma vahetu juhiga"))
    assert measured(document(rights=(other,))) == (6, 5)


def test_what_became_a_day_a_name_or_a_level_says_so_in_another_form() -> None:
    adopted = document(
        dated=said("Kehtiv alates 1. märtsist"),
        manager=Person(said("Osakonna juhatajale")),
        languages=(Speech("eesti", "C1", said("Valdab eesti keelt tasemel C1")),),
    )
    assert measured(adopted) == (11, 11)
