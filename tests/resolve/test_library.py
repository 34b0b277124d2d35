"""Shared blocks unfolded: variants, parameters, blocks within blocks, additions, omissions, bounds."""

from __future__ import annotations

import pytest

from jdflow.app.reading import Reading
from jdflow.model.position import RELATIONS, Relation
from jdflow.model.relation import CASES, WORDS
from jdflow.resolve.library import MOST_CHARACTERS, MOST_LINES, MOST_NESTED, NOTHING, Library, Unfolded
from tests.effort import effort
from tests.support import overlay


def library_of(**blocks: str) -> Library:
    """A library of blocks under rights/, each by its text."""
    text = "".join(f"# shared/rights/{name}.yaml\nnimi: {name}\n{body}\n" for name, body in blocks.items())
    return Reading(overlay(text)).library


def texts(unfolded: Unfolded) -> list[str]:
    return [piece.text for piece in unfolded.items]


def told(library: Library, key: str = "rights/a", **how: str) -> list[str]:
    """The block's sentences, in a variant, with values."""
    variant = how.pop("variant", None)
    return texts(library.unfold(key, "töötaja", variant, how))


VARIANTS = """\
laused:
  - kõigis
  - {tekst: ainult pikas, variandid: [pikk]}
  - {tekst: ainult lühikeses, variandid: lühike}
  - {tekst: mõlemas, variandid: [pikk, lühike]}
  - {tekst: veel pikas, variandid: [pikk]}
"""


@pytest.mark.parametrize(
    ("variant", "expected"),
    [
        ("pikk", ["kõigis", "ainult pikas", "mõlemas", "veel pikas"]),
        ("lühike", ["kõigis", "ainult lühikeses", "mõlemas"]),
        ("", ["kõigis"]),
    ],
)
def test_a_variant_holds_its_own_items_and_those_of_all(variant: str, expected: list[str]) -> None:
    assert told(library_of(a=VARIANTS), variant=variant) == expected


def test_without_a_variant_the_fullest_is_taken() -> None:
    library = library_of(a=VARIANTS)
    assert told(library) == told(library, variant="pikk")


def test_what_is_left_out_of_the_short_form_makes_one() -> None:
    library = library_of(a="laused: [a, {tekst: b, variandid: [pikk]}]")
    block = library.get("rights/a")
    assert block is not None
    assert library.variants(block) == ("pikk", "lühike")
    assert told(library, variant="lühike") == ["a"]


def test_other_names_of_variants_make_no_pair() -> None:
    library = library_of(a="laused: [{tekst: a, variandid: [kodus, tööl]}, {tekst: b, variandid: [tööl]}]")
    block = library.get("rights/a")
    assert block is not None
    assert library.variants(block) == ("kodus", "tööl")
    assert told(library) == ["a", "b"]


PARAMETERS = (
    'parameetrid: {a: x, b: }\nlaused: ["{{ a }} ja {{b}}", "{{ b|suurtäht }}!", "{% if a %}{{ a }}{% endif %}"]'
)


def test_values_fill_gaps() -> None:
    library = library_of(a=PARAMETERS)
    assert told(library, b="õ") == ["x ja õ", "Õ!", "x"]
    assert told(library, a="y", b="z") == ["y ja z", "Z!", "y"]
    assert told(library, a="", b="z") == [" ja z", "Z!", ""]


def test_what_no_value_fills_shows_as_a_gap() -> None:
    assert told(library_of(a=PARAMETERS)) == ["x ja …", "…!", "x"]


def test_values_are_text_and_never_templates() -> None:
    assert told(library_of(a=PARAMETERS), b="{{ a }}{% if %}<&") == [
        "x ja {{ a }}{% if %}<&",
        "{{ a }}{% if %}<&!",
        "x",
    ]


def test_what_is_not_allowed_stays_as_it_stands() -> None:
    library = library_of(a='laused: ["{{ puudub }}", "{{ cycler() }}", "{{ puudub|suurtäht }}", "{{"]')
    assert told(library) == ["{{ puudub }}", "{{ cycler() }}", "{{ puudub|suurtäht }}", "{{"]


@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize("case", CASES)
def test_the_words_for_the_person_follow_the_relation(relation: Relation, case: str) -> None:
    library = library_of(a=f'laused: ["{{{{ teenistuja.{case} }}}} ja {{{{ teenistuja.{case}|suurtäht }}}}"]')
    word = WORDS[relation][case]
    assert texts(library.unfold("rights/a", relation)) == [f"{word} ja {word.capitalize()}"]


def test_a_parameter_cannot_take_the_place_of_the_person() -> None:
    library = library_of(
        a="parameetrid: {teenistuja: x}\n"
        'laused: ["{{ teenistuja }} {{ teenistuja.nimetav }}", "{{ teenistuja.nimetav }}"]'
    )
    assert told(library) == ["{{ teenistuja }} {{ teenistuja.nimetav }}", "töötaja"]


def test_blocks_within_blocks() -> None:
    library = library_of(
        a='parameetrid: {v: }\nlaused: [enne, {kasuta: rights/b, väärtused: {w: "{{ v }}!"}}, pärast]',
        b="parameetrid: {w: }\nlaused: ['b {{ w }}', {kasuta: rights/c, variant: lühike}]",
        c="laused: [c, {tekst: pikk c, variandid: [pikk]}]",
    )
    unfolded = library.unfold("rights/a", "töötaja", None, {"v": "õ"})
    assert [piece[:3] for piece in unfolded.items] == [
        ("enne", "rights/a", None),
        ("b õ!", "rights/b", None),
        ("c", "rights/c", None),
        ("pärast", "rights/a", None),
    ]
    # Each tells where the block that was asked for says so.
    assert [piece.at.place.path for piece in unfolded.items] == ["shared/rights/a.yaml"] * 4
    assert len({piece.at.place for piece in unfolded.items}) == 3


def test_additions_and_omissions_within_a_block() -> None:
    library = library_of(
        a="laused:\n  - kasuta: rights/b\n    jäta_välja: [teine, kolmas tekst]\n"
        "    lisaks: [uus, {kasuta: rights/c}]\n",
        b="laused: [esimene, {tekst: midagi, id: teine}, kolmas tekst, {tekst: teinegi, id: neljas}]",
        c="laused: [c]",
    )
    assert told(library) == ["esimene", "teinegi", "uus", "c"]


DUTY = """\
# shared/duties/a.yaml
nimi: A
parameetrid: {v: x}
ülesanne: Töö {{ v }}.
sh: [osa, {kasuta: duties/b}]
tulemused: [{kasuta: duties/b, lisaks: [lõpp]}, {kasuta: duties/c}]
# shared/duties/b.yaml
nimi: B
laused: [ühine]
# shared/duties/c.yaml
nimi: C
ülesanne: Muu töö.
sh: [c osa]
tulemused: [c tulemus]
"""


def test_a_duty_has_parts_and_results() -> None:
    unfolded = Reading(overlay(DUTY)).library.unfold("duties/a", "ametnik")
    assert unfolded.duty == "Töö x."
    assert [piece.text for piece in unfolded.part("parts")] == ["osa", "ühine"]
    assert [piece.text for piece in unfolded.part("results")] == ["ühine", "lõpp", "c tulemus"]
    assert unfolded.part("items") == ()


def test_a_list_of_results_gives_itself_to_any_list() -> None:
    unfolded = Reading(overlay(DUTY)).library.unfold("duties/b", "ametnik")
    assert unfolded.part("parts") == unfolded.part("results") == unfolded.items != ()


def test_a_block_that_is_not_there_gives_nothing() -> None:
    library = library_of(a="laused: [{kasuta: rights/puudub}, a]", b="laused: õigus")
    assert library.unfold("rights/puudub", "töötaja") == NOTHING
    assert told(library) == ["a"]
    assert told(library, "rights/b") == []


def chain(blocks: int) -> Library:
    links = {f"a{n}": f"laused: [{{kasuta: rights/a{n + 1}}}]" for n in range(1, blocks)}
    return library_of(**links, **{f"a{blocks}": "laused: [lõpp]"})


def why(unfolded: Unfolded) -> str | None:
    return None if unfolded.broke_off is None else unfolded.broke_off.text


def test_blocks_nest_only_so_deep() -> None:
    assert told(chain(MOST_NESTED), "rights/a1") == ["lõpp"]
    too_deep = chain(MOST_NESTED + 1)
    assert why(too_deep.unfold("rights/a1", "töötaja")) == "includes are nested more than {limit} deep"
    assert told(too_deep, "rights/a2") == ["lõpp"]


def test_a_circle_ends() -> None:
    library = library_of(a="laused: [a, {kasuta: rights/b}]", b="laused: [b, {kasuta: rights/a}]")
    unfolded = library.unfold("rights/a", "töötaja")
    assert (unfolded.items, why(unfolded)) == ((), "includes are nested more than {limit} deep")


def test_a_block_has_only_so_many_lines() -> None:
    many = "laused:\n" + "".join(f"  - r{n}\n" for n in range(MOST_LINES))
    library = library_of(a="laused: [{kasuta: rights/b}]", b=many, c=f"{many}  - üks veel\n")
    assert why(library.unfold("rights/b", "töötaja")) is None
    assert len(library.unfold("rights/b", "töötaja").items) == MOST_LINES
    assert why(library.unfold("rights/c", "töötaja")) == "it has more than {limit} items"


@pytest.mark.parametrize(
    "leaf", ["laused: ['{{ v }}']", "laused: [{tekst: x, variandid: [a]}, {tekst: y, variandid: [b, c]}]"]
)
def test_growth_is_stopped_early_also_where_nothing_comes_of_it(leaf: str) -> None:
    uses = "".join(f'  - {{kasuta: rights/a%d, variant: z, väärtused: {{v: "{{{{ v }}}}{n}"}}}}\n' for n in range(9))
    links = {f"a{n}": "parameetrid: {v: ''}\nlaused:\n" + uses % ((n + 1,) * 9) for n in range(1, MOST_NESTED)}
    library = library_of(**links, **{f"a{MOST_NESTED}": f"parameetrid: {{v: ''}}\n{leaf}"})
    assert effort(lambda: library.unfold("rights/a1", "töötaja")) < 1000 * MOST_LINES
    unfolded = library.unfold("rights/a1", "töötaja")
    assert why(unfolded) == "it has more than {limit} items"
    assert len(unfolded.items) <= MOST_LINES


def test_a_text_is_only_so_long() -> None:
    library = library_of(
        a='parameetrid: {v: x}\nlaused: ["{{ v }}"]', b='parameetrid: {v: x}\nlaused: ["{{ v }}{{ v }}"]'
    )
    exactly = library.unfold("rights/a", "töötaja", None, {"v": "x" * MOST_CHARACTERS})
    assert (len(exactly.items[0].text), why(exactly)) == (MOST_CHARACTERS, None)
    for key, length in (("rights/a", MOST_CHARACTERS + 1), ("rights/b", MOST_CHARACTERS)):
        beyond = library.unfold(key, "töötaja", None, {"v": "x" * length})
        assert (len(beyond.items[0].text), why(beyond)) == (MOST_CHARACTERS, "a text has more than {limit} characters")


def test_the_first_reason_stands() -> None:
    many = "laused:\n" + "".join(f"  - r{n}\n" for n in range(MOST_LINES + 1))
    library = library_of(a='parameetrid: {v: x}\nlaused: ["{{ v }}{{ v }}", {kasuta: rights/b}]', b=many)
    unfolded = library.unfold("rights/a", "töötaja", None, {"v": "x" * MOST_CHARACTERS})
    assert why(unfolded) == "a text has more than {limit} characters"
    assert len(unfolded.items) == 1
