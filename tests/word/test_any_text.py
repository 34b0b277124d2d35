"""Positions of arbitrary Unicode texts: each text stands in the document as often as it should, in order."""

from __future__ import annotations

import functools
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jdflow.app.ask import show_position
from jdflow.app.reading import Reading
from jdflow.app.render import Document, Job, Press
from jdflow.app.versions import Origin
from jdflow.query.signer import signer_of
from tests.checkout import ROOT
from tests.support import BASE, OWN, TODAY, Texts
from tests.word.beyond import faults
from tests.word.content import LAYOUTS, missing
from tests.word.tools import raw_parts

SETTINGS = "shared/settings.yaml"
AWKWARD = [
    *("{{ ametinimetus }}", "{%p for x in y %}", "{# x #}", "]]>", "<w:p/>", "&amp;", '"', "'", "&", "<", "a\tb", "\\"),
    *("\u00a0nr\u00a012", "e\u0301", "\U0001f469\u200d\U0001f467", "\U0001f1ea\U0001f1ea", "\u202eümber", "\ufeffx"),
    *("\ufffe", "\U0001fffe", "\u0007", "\u2028", "ÿ\x85ÿ", "a\nb", "\u0645\u0631", "=1+1", "x" * 600),
    *("Haridus", "AMETIJUHEND", "–", "(allkirjastatud digitaalselt)", "Koostöö. ", "„nii“ ütles"),
]
any_text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
some_text = st.one_of(st.sampled_from(AWKWARD), any_text)
some_texts = st.lists(some_text, max_size=3)
a_name = st.one_of(some_text, st.builds(lambda text: {"tekst": text}, some_text))
a_duty = st.fixed_dictionaries({"ülesanne": some_text}, optional={"sh": some_texts, "tulemused": some_texts})
a_competency = st.fixed_dictionaries({"nimi": some_text, "laused": st.lists(some_text, min_size=1, max_size=3)})
a_language = st.one_of(
    some_text,
    st.fixed_dictionaries({"keel": st.sampled_from(["eesti", "vene keel"]), "tase": st.sampled_from(["A1", "C2"])}),
)
a_position = st.fixed_dictionaries(
    {
        "ametinimetus": some_text,
        "struktuuriüksus": st.just("andmetalitus"),
        "teenistuja": st.sampled_from(["ametnik", "töötaja"]),
        "eesmärk": some_text,
    },
    optional={
        "täpsustus": some_text,
        "kinnitamine": st.fixed_dictionaries(
            {}, optional={"number": some_text, "lisa": some_text, "alus": some_text, "päis": some_texts}
        ),
        "vahetu_juht": a_name,
        "asendajad": st.lists(a_name, max_size=3),
        "asendab": st.lists(a_name, max_size=3),
        "alluvad": st.lists(a_name, max_size=3),
        "grupp": some_text,
        "eritingimused": some_texts,
        "ülesanded": st.lists(a_duty, max_size=3),
        "õigused": some_texts,
        "vastutus": some_texts,
        "töövahendid": some_texts,
        "nõuded": st.fixed_dictionaries(
            {},
            optional=dict.fromkeys(
                ("haridus", "töökogemus", "arvutioskus", "lähetused", "teadmised", "isikuomadused"), some_texts
            )
            | {"keeleoskus": st.lists(a_language, max_size=3)},
        ),
        "kompetentsid": st.fixed_dictionaries(
            {},
            optional={
                "tööks_vajalikud": st.lists(a_competency, max_size=2),
                "täiendavad": st.lists(st.one_of(a_competency, some_text), max_size=3),
            },
        ),
        "muutmine": some_texts,
    },
)


@functools.cache
def press(layout: str) -> Press:
    """The layout's own template, compiled once for all examples."""
    return Press(Reading(Texts(BASE | {SETTINGS: BASE[SETTINGS] + f"mall: {layout}\n"})), TODAY)


def printed(reading: Reading, layout: str) -> bytes:
    job = Job("naidis", Origin(reading, "naidis", None, 0), draft=False)
    [document] = press(layout).documents(job)
    assert isinstance(document, Document)
    return document.data


def as_yaml(position: dict[str, Any]) -> str:
    """JSON is YAML where every character that YAML would not take is spelt."""
    text = json.dumps(position, ensure_ascii=False)
    return "".join(char if char.isprintable() or char == "\n" else f"\\U{ord(char):08x}" for char in text)


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=60)
@given(position=a_position)
def test_every_text_is_printed_once_and_in_order(layout: str, position: dict[str, Any]) -> None:
    reading = Reading(Texts(BASE | {OWN: as_yaml(position)}))
    shown = show_position(reading, "naidis")
    assert shown is not None
    signer = signer_of(shown.resolved.position, reading.settings, reading.signatories, TODAY)
    assert signer is not None
    data = printed(reading, layout)
    assert missing(data, LAYOUTS[layout](shown, signer), ROOT / "templates" / f"{layout}.docx") is None
    assert faults(raw_parts(data)) == []
