"""Competencies in the lines of a text: which line goes on with the one before, and which begins something else."""

from __future__ import annotations

from tests.adopt.papers import lines, plain, understood, word

TEXT = (
    "AMETIJUHEND\n1. ÜLDOSA\nAmetinimetus: Nõunik\n3. ÜLESANDED\n3.1 Nõustamine.\n- Nõu on antud.\n4. ÕIGUSED\n"
    "- saada abi\n5. VASTUTUS\n- vara eest\nTäiendavad kompetentsid\n"
)


def test_a_sentence_that_begins_a_line_belongs_to_the_name_above_and_knowledge_does_not() -> None:
    text = "Loovus: Pakub uut.\nAmmutab ideid mujalt.\nEmpaatia: Märkab muret.\nHead teadmised trauma olemusest."
    assert plain(understood(lines(TEXT + text)).additional) == [
        ("Loovus", ["Pakub uut.", "Ammutab ideid mujalt."]),
        ("Empaatia", ["Märkab muret."]),
        (None, ["Head teadmised trauma olemusest."]),
    ]


def test_a_bullet_of_its_own_is_no_rest_of_the_line_before() -> None:
    found = understood(lines(f"{TEXT}- Loovus: Pakub uut.\n- Tunneb muuseumi ajalugu."))
    assert plain(found.additional) == [("Loovus", ["Pakub uut."]), (None, ["Tunneb muuseumi ajalugu."])]


def test_names_in_the_cell_beside_the_heading_are_names() -> None:
    cell = "- **Loovus**: Pakub uut. // - Tunneb kogu."
    found = understood(word(f"{TEXT}NÕUDED\n| Haridus | Kõrgharidus.\n| Täiendavad kompetentsid | {cell}"))
    assert plain(found.additional) == [("Loovus", ["Pakub uut."]), (None, ["Tunneb kogu."])]
