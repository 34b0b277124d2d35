"""Shared texts that are like another text: found in all variants, with values, and always in the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.app.reading import Reading
from jdflow.query.likeness import ALL_BUT_SAME, Index
from jdflow.query.likeness_cover import covers
from jdflow.query.likeness_whole import Whole, whole_competency, whole_duty
from jdflow.query.likeness_words import Slip
from tests.effort import growth
from tests.support import overlay

if TYPE_CHECKING:
    from jdflow.resolve.library import Library


def library_of(**blocks: str) -> Library:
    """A library of blocks by their keys, a double underline for the slash."""
    parts = ((key.replace("__", "/").replace("_", "-"), text) for key, text in blocks.items())
    return Reading(overlay("".join(f"# shared/{key}.yaml\nnimi: {key}\n{text}\n" for key, text in parts), {})).library


def index_of(**blocks: str) -> Index:
    return Index(library_of(**blocks), "töötaja")


def test_the_nearest_stands_first_with_what_is_other_there() -> None:
    index = index_of(
        rights__a="laused: [teha kaugtööd kokkuleppel vahetu juhiga]",
        rights__b="laused: [teha kaugtööd kokkuleppel juhiga]",
        rights__c="laused: [kutsuda kokku koosolekuid]",
    )
    found = index.nearest("teha kaugt66d kokkuleppel juhiga", ["rights"])
    assert [(one.block, one.is_same) for one in found] == [("rights/b", True), ("rights/a", False)]
    assert found[0].slips == (Slip("kaugt66d", "kaugtööd"),)
    assert found[0].likeness == ALL_BUT_SAME
    assert index.nearest("teha kaugtööd kokkuleppel juhiga", ["rights"])[0].likeness == 1
    assert index.nearest("teha kaugtööd kokkuleppel juhiga", ["tools", "nonsense"]) == []


def test_values_count_as_much_as_they_may() -> None:
    index = index_of(
        rights__a='parameetrid: {teema: }\nlaused: ["teha ettepanekuid {{ teema }} paremaks korraldamiseks"]'
    )
    same, near, far = (
        index.nearest(text, ["rights"], 0.0)
        for text in (
            "teha ettepanekuid osakonna töö paremaks korraldamiseks",
            "teha julgeid ettepanekuid osakonna töö paremaks muutmiseks",
            "juhtida osakonna tööd",
        )
    )
    assert (same[0].values, same[0].likeness) == ({"teema": "osakonna töö"}, 1)
    assert 0.6 < near[0].likeness < 0.9
    assert near[0].text == "teha ettepanekuid … paremaks korraldamiseks"
    assert far == []


def test_an_item_of_any_variant_is_known() -> None:
    index = index_of(tools__a="laused: [Arvuti on olemas., {tekst: Auto on ka olemas., variandid: [pikk]}]")
    assert [one.block for one in index.nearest("Auto on ka olemas.", ["tools"])] == ["tools/a"]
    (cover,) = covers(index, "tools", ["Arvuti on olemas."])
    assert cover.variant == "lühike"
    (cover,) = covers(index, "tools", ["Arvuti on olemas.", "Auto on ka olemas."])
    assert cover.variant is None


def test_where_no_variant_is_the_fullest_the_use_names_one() -> None:
    index = index_of(
        tools__a="laused: [{tekst: Arvuti on siin., variandid: [a]}, {tekst: Auto on siin., variandid: [b]}]"
    )
    (cover,) = covers(index, "tools", ["Arvuti on siin."])
    assert cover.variant == "a"


def test_a_value_within_a_word_is_known_by_its_default_only() -> None:
    index = index_of(rights__a='parameetrid: {koht: kodu}\nlaused: ["teha tööd {{ koht }}kontoris igal ajal"]')
    assert [cover.values for cover in covers(index, "rights", ["teha tööd kodukontoris igal ajal"])] == [{}]
    assert covers(index, "rights", ["teha tööd maakontoris igal ajal"]) == []


def test_conditions_in_a_block_are_met_with_values() -> None:
    index = index_of(
        rights__a="parameetrid: {koht: ''}\n"
        'laused: ["teha tööd ka kodus{% if koht %} ja samuti kohas {{ koht }}{% endif %}"]'
    )
    assert [cover.values for cover in covers(index, "rights", ["teha tööd ka kodus ja samuti kohas Tartu"])] == [
        {"koht": "Tartu"}
    ]


def test_of_two_blocks_that_say_the_same_the_first_is_taken() -> None:
    index = index_of(rights__b="laused: [osaleda koolitustel]", rights__a="laused: [osaleda koolitustel]")
    assert [cover.block for cover in covers(index, "rights", ["osaleda koolitustel"])] == ["rights/a"]


def test_items_that_cannot_be_left_out_alone_are_no_use() -> None:
    items = "[osaleda koolitustel, juhtida autot, kutsuda eksperte]"
    one = index_of(rights__a=f"laused: {items}")
    (cover,) = covers(one, "rights", ["osaleda koolitustel", "kutsuda eksperte"])
    assert cover.minus == ("juhtida autot",)
    twice = index_of(rights__a="laused: [osaleda koolitustel, kutsuda eksperte, osaleda koolitustel]")
    assert covers(twice, "rights", ["osaleda koolitustel", "kutsuda eksperte"]) == []


def test_a_duty_block_without_its_value_is_no_use() -> None:
    index = index_of(
        duties__a="parameetrid: {teema: }\nülesanne: Andmete kogumine\n"
        'tulemused: ["Andmed {{ teema }} kohta on olemas.", "Andmed on selged."]'
    )
    whole = Whole("Andmete kogumine", {"parts": [], "results": ["Andmed on selged."]})
    assert whole_duty(index, whole) is None
    results = ["Andmed kõige kohta on olemas.", "Andmed on selged."]
    found = whole_duty(index, Whole("Andmete kogumine", {"parts": [], "results": results}))
    assert found is not None
    assert found.values == {"teema": "kõige"}


def test_an_empty_library_knows_nothing() -> None:
    index = index_of()
    assert index.nearest("teha tööd", ["rights"]) == []
    assert covers(index, "rights", ["teha tööd", ""]) == []
    assert whole_competency(index, Whole("Loovus", {"items": []})) is None


def test_circles_and_broken_blocks_are_left_out() -> None:
    index = index_of(
        rights__a="laused: [{kasuta: rights/b}, teha tööd hästi]",
        rights__b="laused: [{kasuta: rights/a}]",
        rights__c="laused: '",
        rights__d="laused: ['{{ nimetu }} ja muu töö', 'teha {{ head tööd']",
    )
    assert covers(index, "rights", ["teha tööd hästi", "ja muu töö"]) == []


def covered(size: tuple[int, int, int]) -> int:
    """How many uses cover one sentence, said again and again, in blocks that say it again and again."""
    blocks, lines, texts = size
    block = f"laused: [{', '.join(['osaleda koolitustel'] * lines)}]"
    index = index_of(**{f"rights__b{number}": block for number in range(blocks)})
    return len(covers(index, "rights", ["osaleda koolitustel"] * texts))


def test_much_of_the_same_is_compared_each_with_each_and_no_more() -> None:
    assert (covered((60, 2, 60)), covered((1, 300, 350))) == (30, 1)
    assert growth(covered, (30, 2, 30), (60, 2, 60)) < 5
    assert growth(covered, (1, 150, 175), (1, 300, 350)) < 5
