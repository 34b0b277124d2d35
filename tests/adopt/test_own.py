"""A document's own texts go from process to process and stay the same."""

from __future__ import annotations

import json

from jdflow.adopt.blocks.own import as_adopted, own_texts
from jdflow.adopt.blocks.propose import propose
from jdflow.model.adopted import Near, OwnCompetency, OwnDuty, Speech, Taken
from tests.adopt.adopted import document, said, saids

DOCUMENT = document(
    rights=(*saids("saada abi"), Near(said("teha tööd"), "rights/a", 0.9), Taken("rights/b", saids("juhtida"))),
    requirements={"education": saids("Kõrgharidus.")},
    languages=(Speech("eesti", "C1", said("Eesti C1")), said("Viipekeel.")),
    duties=(OwnDuty(said("Töö."), saids("osa"), saids("Tehtud.")), Taken("duties/a", saids("Muu."))),
    core=(OwnCompetency(said("Täpsus"), saids("Peab järge.")), Taken("competencies/a", saids("Loovus"))),
    additional=(OwnCompetency(None, saids("Teadmised.")),),
)


def test_what_blocks_say_is_left_out_and_the_rest_stays() -> None:
    own = json.loads(json.dumps(own_texts(DOCUMENT)))
    assert own == {
        "rights": ["saada abi", "teha tööd"],
        "responsibilities": [],
        "tools": [],
        "special_terms": [],
        "review_clause": [],
        "languages": ["Viipekeel."],
        "requirements": {"education": ["Kõrgharidus."]},
        "duties": [["Töö.", ["osa"], ["Tehtud."]]],
        "core": [["Täpsus", ["Peab järge."]]],
        "additional": [[None, ["Teadmised."]]],
    }
    assert own_texts(as_adopted(own)) == own


def test_the_same_is_proposed_of_them() -> None:
    assert propose([as_adopted(own_texts(DOCUMENT))] * 3, ()) == propose([DOCUMENT] * 3, ())
