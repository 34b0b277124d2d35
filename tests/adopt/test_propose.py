"""Text that recurs in documents and that no block says yet is proposed as new shared blocks."""

from __future__ import annotations

from jdflow.adopt.blocks.propose import ProposedBlock, Wording, propose
from jdflow.adopt.blocks.propose_file import block_file
from jdflow.language import Voice
from jdflow.model.adopted import Near, OwnCompetency, OwnDuty, Speech, Taken
from jdflow.shape import shape_block
from jdflow.source.reader import read
from tests.adopt.adopted import document, said, saids


def brief(found: list[ProposedBlock]) -> list[tuple[str, int, list[str]]]:
    return [(block.key, block.documents, [text.text for text in block.texts()]) for block in found]


def test_what_three_documents_say_is_proposed_in_the_wording_of_most() -> None:
    texts = ["teha kaugtööd kodus", "teha kaugtood kodus", "teha kaugtööd kodus", "hoida korda"]
    (block,) = propose([document(rights=saids(text)) for text in texts], ())
    assert (block.key, block.name, block.kind) == ("rights/teha-kaugtood-kodus", "Teha kaugtööd kodus", "rights")
    (text,) = block.items
    assert text.wordings == (Wording("teha kaugtööd kodus", 2), Wording("teha kaugtood kodus", 1))
    assert (text.documents, block.documents) == (3, 3)


def test_less_than_three_or_several_times_in_one_document_is_not_enough() -> None:
    assert propose([document(rights=saids("teha tööd", "teha tööd"))] * 2, ()) == []
    assert brief(propose([document(rights=saids("teha tööd"))] * 2, (), least=2)) == [
        ("rights/teha-tood", 2, ["teha tööd"])
    ]


def test_each_list_has_its_kind() -> None:
    one = document(
        responsibilities=saids("vara eest"),
        tools=saids("Arvuti."),
        special_terms=saids("Öötöö."),
        requirements={"education": saids("Kõrgharidus.")},
        languages=(Speech("eesti", "C1", said("Eesti C1.")), said("Viipekeel.")),
        rights=(Near(said("teha tööd"), "rights/a", 0.9), Taken("rights/b", saids("juhtida autot"))),
    )
    assert {block.key for block in propose([one] * 3, ())} == {
        "responsibilities/vara-eest",
        "tools/arvuti",
        "clauses/ootoo",
        "requirements/korgharidus",
        "requirements/viipekeel",
        "rights/teha-tood",
    }


def test_a_duty_is_proposed_with_the_results_that_recur_with_it() -> None:
    results = ("Aruanded on õiged.", "Aruanded on esitatud.", "Muu asi on tehtud.")
    documents = [
        document(duties=(OwnDuty(said("Aruannete koostamine."), saids("kogumine"), saids(*results[:count])),))
        for count in (2, 2, 2, 2, 3)
    ]
    assert brief(propose(documents, ())) == [
        ("duties/aruannete-koostamine", 5, ["Aruannete koostamine.", "kogumine", *results[:2]])
    ]


def test_results_that_recur_under_different_duties_are_a_list() -> None:
    names = ("Aruannete koostamine", "Lepingute sõlmimine", "Koosolekute juhatamine")
    documents = [document(duties=(OwnDuty(said(name), (), saids("Oskused on head.")),)) for name in names]
    (block,) = propose(documents, ())
    assert (block.kind, block.duty, [text.text for text in block.items]) == ("duties", None, ["Oskused on head."])


def test_a_competency_is_proposed_with_its_sentences() -> None:
    own = OwnCompetency(said("Loovus"), saids("Pakub mõtteid.", "Katsetab."))
    documents = [document(core=(own,)), document(additional=(own, OwnCompetency(None, saids("Teadmised."))))] * 2
    assert brief(propose(documents, ())) == [("competencies/loovus", 4, ["Pakub mõtteid.", "Katsetab."])]


def test_keys_that_are_taken_stay_so() -> None:
    one = document(rights=saids("teha tööd", "teha tööd, kui vaja, ka õhtuti ja öösiti kodus või kontoris"))
    keys = [block.key for block in propose([one] * 3, ["rights/teha-tood"])]
    assert keys == ["rights/teha-tood-2", "rights/teha-tood-kui-vaja-ka"]


def test_braces_are_never_proposed() -> None:
    assert propose([document(rights=saids("teha {{ tööd }}"))] * 3, ()) == []


def test_the_file_of_a_proposed_block_is_sound_and_tells_the_other_wordings() -> None:
    wordings = ("teha kaugtööd kodus", "teha kaugtööd kodus", "teha kaugtood kodus", "teha\n# kaugtööd: kodus")
    (right,) = propose([document(rights=saids(text)) for text in wordings], ())
    assert block_file(right, Voice("en")).splitlines() == [
        "# yaml-language-server: $schema=../schema/rights.json",
        "# Proposed: documents that say this: 4.",
        "nimi: Teha kaugtööd kodus",
        "laused:",
        "  # Documents that put it so: 1: “teha # kaugtööd: kodus”",
        "  # Documents that put it so: 1: “teha kaugtood kodus”",
        "  - teha kaugtööd kodus",
    ]
    duty = OwnDuty(said("Aruannete koostamine."), saids("kogumine"), saids("Aruanded on õiged."))
    (block,) = propose([document(duties=(duty,))] * 3, ())
    path = f"shared/{block.key}.yaml"
    shaped, problems = shape_block(block.key, path, read(path, block_file(block, Voice("et")).encode()))
    assert problems == []
    assert shaped is not None
    assert shaped.duty is not None
    assert (shaped.duty.text, len(shaped.parts), len(shaped.results)) == ("Aruannete koostamine.", 1, 1)


def test_many_other_wordings_are_counted_not_told() -> None:
    texts = [f"teha kaugtööd kodus ja mujal {mark}" for mark in "abcdefgh"]
    (block,) = propose([document(rights=saids(text)) for text in texts], ())
    assert block_file(block, Voice("en")).count("#") == 2 + 5 + 1
