"""Which documents are taken, and which ids and files their positions get."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from jdflow.adopt.blocks.own import own_texts
from jdflow.adopt.blocks.propose import ProposedBlock, Recurring, Wording
from jdflow.adopt.blocks.propose_file import block_file
from jdflow.app.importing import Brought, Shelving, new_units
from jdflow.app.new_units import with_units
from jdflow.app.proposing import block_path, proposals
from jdflow.app.reading import Reading
from jdflow.app.replacing import with_unsaid
from jdflow.language import Voice
from jdflow.model.ids import is_id
from jdflow.model.imported import Imported, NewUnit, Refused, Row, from_json, to_json
from tests.adopt.adopted import document, saids
from tests.support import BASE, overlay

ORGANISATION = BASE["shared/organisation.yaml"].encode()


TWICE = f"# positions/teine.yaml\n{BASE['positions/naidis.yaml']}"


def imported(title: str, unit: str | None = "andmetalitus", qualifier: str | None = None, **more: object) -> Imported:
    return Imported(title, qualifier, unit, "", (), 1, 1, **more)  # type: ignore[arg-type]


def shelved(*outcomes: Imported | Refused, replace: bool = False, further: str = "") -> list[Brought]:
    reading = Reading(overlay(further))
    found = [(Path(f"{number}.txt"), one) for number, one in enumerate(outcomes)]
    return Shelving(reading, replace=replace).shelved(found)


def paths(brought: list[Brought]) -> list[str | None]:
    return [one.path for one in brought]


def test_a_title_is_an_id_in_the_folder_of_its_unit() -> None:
    assert paths(shelved(imported("Nõunik", qualifier="(MARAC)"), imported("Arhivaar", None), imported("💥"))) == [
        "positions/andmetalitus/nounik-marac.yaml",
        "positions/maaramata/arhivaar.yaml",
        "positions/andmetalitus/ametikoht.yaml",
    ]


def test_the_order_of_documents_changes_nothing() -> None:
    several = [imported("Nõunik", "a"), imported("Nõunik", "b"), imported("Näidis", "c"), imported("Nõunik-a", "c")]
    found = set()
    for order in permutations(several):
        brought = shelved(*order)
        found.add(frozenset((order[at].title, order[at].unit, one.path) for at, one in enumerate(brought)))
    assert len(found) == 1


def test_a_position_that_has_the_title_and_the_unit_is_the_same_one() -> None:
    [one] = shelved(imported("NÄIDIS"))
    assert (one.id, one.path) == ("naidis", None)
    assert one.why is not None
    [one] = shelved(imported("Näidis"), replace=True)
    assert (one.id, one.path, one.why) == ("naidis", "positions/naidis.yaml", None)
    [one] = shelved(imported("Näidis", "muu"))
    assert (one.id, one.path) == ("naidis-muu", "positions/muu/naidis-muu.yaml")


def test_where_several_positions_could_be_meant_none_is_written_over() -> None:
    [one] = shelved(
        imported("Näidis"), replace=True, further=f"# positions/teine.yaml\n{BASE['positions/naidis.yaml']}"
    )
    assert (one.id, one.path) == (None, None)
    assert one.why is not None
    assert "naidis, teine" in Voice("en")(one.why)


def test_numbers_follow_where_the_unit_does_not_tell_positions_apart() -> None:
    further = "# positions/nounik.yaml\nametinimetus: Muu\n# positions/nounik-andmetalitus.yaml\nametinimetus: Muu\n"
    assert paths(shelved(imported("Nõunik"), further=further)) == ["positions/andmetalitus/nounik-andmetalitus-2.yaml"]


def test_colleagues_have_ids_of_their_own_and_copies_have_none() -> None:
    first, second = (imported("Nõunik")._replace(text=text) for text in ("a", "b"))
    brought = shelved(first, second, first)
    assert [one.id for one in brought] == ["nounik-andmetalitus", "nounik-andmetalitus-2", "nounik-andmetalitus"]
    assert [one.path is None for one in brought] == [False, False, True]


def test_elsewhere_each_has_its_own_file(tmp_path: Path) -> None:
    reading = Reading(overlay(TWICE))
    found = [(Path(f"{text}.txt"), imported("Näidis")._replace(text=text)) for text in "ab"]
    brought = Shelving(reading, replace=False, elsewhere=tmp_path).shelved(found)
    assert paths(brought) == ["andmetalitus/naidis-andmetalitus.yaml", "andmetalitus/naidis-andmetalitus-2.yaml"]


def test_long_titles_that_begin_alike_have_ids_of_their_own() -> None:
    brought = shelved(*(imported(f"{'x' * 120}{number}", unit) for number in range(3) for unit in "ab"))
    ids = {one.id for one in brought}
    assert len(ids) == 6
    assert all(id is not None and is_id(id) for id in ids)


def test_refused_documents_have_no_place() -> None:
    [one] = shelved(Refused("why"))
    assert (one.id, one.path, one.outcome) == (None, None, Refused("why"))


def test_units_are_added_once_and_only_for_what_is_written() -> None:
    upper, lower, other = (NewUnit(key, key, None) for key in ("upper", "lower", "other"))
    brought = shelved(
        imported("A", "lower", units=(upper, lower)),
        imported("B", "lower", units=(upper, lower)),
        imported("Näidis", units=(other,)),
    )
    assert new_units(brought) == [upper, lower]


def test_units_stand_behind_those_that_are_there_with_their_comments() -> None:
    added = with_units(
        b"# Enne.\n" + ORGANISATION, [NewUnit("uus", "Uus: „osakond“", None), NewUnit("all", "all", "uus")]
    )
    assert added is not None
    text = added.decode()
    assert text.startswith("# Enne.\n")
    reading = Reading(overlay(f"# shared/organisation.yaml\n{text}"))
    units = reading.organisation.units
    assert [*units][-2:] == ["uus", "all"]
    assert (units["uus"].name, units["all"].parent) == ("Uus: „osakond“", "uus")
    assert {"andmetalitus", "endine-talitus"} <= set(units)


@pytest.mark.parametrize("data", [b"", b"- a\n", b"[", b"\xff", "üksused: [a]\n".encode(), "üksused: a\n".encode()])
def test_units_are_not_added_to_what_is_no_such_file(data: bytes) -> None:
    assert with_units(data, [NewUnit("uus", "uus", None)]) is None


def test_a_file_without_units_gets_them() -> None:
    assert with_units(b"peadirektor: x\n", [NewUnit("uus", "uus", None)]) is not None


@pytest.mark.parametrize("before", [b"", b"[", b"- a\n", b"\xff"])
def test_what_cannot_be_read_is_written_over_whole(before: bytes) -> None:
    assert with_unsaid("p.yaml", before, "ametinimetus: Uus\n") == ("ametinimetus: Uus\n", ())


def test_what_the_document_says_itself_is_not_taken_from_the_old_file() -> None:
    before = "ametinimetus: Vana\nkehtiv_kuni: 2020-01-01\nvarem: vana\neesmärk: Vana.\n"
    after = "ametinimetus: Uus\nkehtiv_kuni: 2026-01-01\n"
    replaced = with_unsaid("p.yaml", before.encode(), after)
    assert replaced == ("ametinimetus: Uus\nkehtiv_kuni: 2026-01-01\nvarem: vana\n", ("varem",))


def test_a_day_and_an_approval_that_no_document_says_are_kept() -> None:
    before = "ametinimetus: Vana\nkehtiv_alates: 2019-01-01\nkinnitamine:\n  number: 1-2/7\n  kuupäev: 2018-12-01\n"
    after = "ametinimetus: Uus\nkinnitamine:\n  päis:\n    - KINNITATUD\n"
    text, kept = with_unsaid("p.yaml", before.encode(), after)
    assert text == (
        "ametinimetus: Uus\nkehtiv_alates: 2019-01-01\nkinnitamine:\n  number: 1-2/7\n  kuupäev: 2018-12-01\n"
        "  päis:\n    - KINNITATUD\n"
    )
    assert kept == ("kehtiv_alates", "kinnitamine.kuupäev", "kinnitamine.number")


def test_of_another_approval_nothing_is_kept() -> None:
    before = b"ametinimetus: Vana\nkinnitamine:\n  number: 1-2/7\n  lisa: 3\n"
    after = "ametinimetus: Uus\nkinnitamine:\n  number: 1-2/9\n"
    assert with_unsaid("p.yaml", before, after) == (after, ())


def test_outcomes_go_from_process_to_process_as_they_are() -> None:
    one = imported("Nõunik", units=(NewUnit("a", "b", None),), remarks=("x",), own={"rights": ["a"]})
    one = one._replace(rows=(Row("a", 1, None, "placed", notes=("b",), lost=("c",)),))
    assert from_json(to_json(one)) == one
    assert from_json(to_json(Refused("why"))) == Refused("why")


def test_proposed_blocks_are_files_that_say_what_was_proposed() -> None:
    def recurring(*texts: str) -> tuple[Recurring, ...]:
        return tuple(Recurring((Wording(text, 3),)) for text in texts)

    [duty] = recurring("Töö: tegemine.")
    blocks = [
        ProposedBlock("duties/too", "Töö: „tegemine“", 3, duty, recurring("üks", "teine"), recurring("Tehtud.")),
        ProposedBlock("competencies/tapsus", "Täpsus", 3, items=recurring("- Peab järge.", "yes")),
        ProposedBlock("requirements/haridus", "Haridus", 3, items=recurring("Kõrgharidus.")),
    ]
    text = "".join(f"# {block_path(block)}\n{block_file(block, Voice('et'))}" for block in blocks)
    library = Reading(overlay(text)).library
    duty_block, competency, requirement = (library.get(block.key) for block in blocks)
    assert duty_block is not None
    assert duty_block.name.text == "Töö: „tegemine“"
    assert competency is not None
    assert requirement is not None


def test_proposals_keep_away_from_keys_that_are_there() -> None:
    own = own_texts(document(rights=saids("kaugtöö")))
    outcomes = [imported(f"N{number}", own=own) for number in range(3)]
    assert [block.key for block in proposals([*outcomes, Refused("why")], Reading(overlay("")))] == ["rights/kaugtoo-2"]
