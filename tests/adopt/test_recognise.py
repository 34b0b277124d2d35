"""What a document says in the words of shared blocks becomes a use of them; what differs stays."""

from __future__ import annotations

import pytest

from jdflow.adopt.blocks.recognise import recognise
from jdflow.app.reading import Reading
from jdflow.language import Voice
from jdflow.model.adopted import Adopted, Near, OwnCompetency, OwnDuty, Speech, Taken
from tests.adopt.adopted import document, near, said, saids, taken, texts_of
from tests.support import overlay

BLOCKS = """\
# shared/rights/kaugtoo.yaml
nimi: Kaugtöö
laused: [teha kaugtööd kokkuleppel vahetu juhiga]
# shared/rights/teave.yaml
nimi: Teave
laused: [saada oma ülesannete täitmiseks vajalikku teavet]
# shared/rights/ettepanekud.yaml
nimi: Ettepanekud
parameetrid: {valdkond: oma}
laused: ["teha ettepanekuid {{ valdkond }} valdkonna töö korraldamiseks"]
# shared/rights/kogum.yaml
nimi: Kogum
parameetrid: {valdkond: oma}
laused:
  - kasuta: rights/teave
  - kasuta: rights/ettepanekud
    väärtused: {valdkond: "{{ valdkond }}"}
  - osaleda erialastel koolitustel
# shared/rights/nelik.yaml
nimi: Nelik
laused:
  - esindada asutust teistes asutustes
  - {tekst: kutsuda kokku koosolekuid, id: koosolek}
  - kaasata eksperte oma töösse
  - kasutada asutuse autot tööasjus
# shared/responsibilities/vara.yaml
nimi: Vara
laused:
  - "{{ teenistuja.omastav }} kasutusse antud vara hoidmise eest"
# shared/duties/koostoo.yaml
nimi: Koostöö
parameetrid: {partnerid: partneritega}
ülesanne: Koostöö ja teabevahetus {{ partnerid }} oma töövaldkonnas
sh: [kohtumiste kokkukutsumine, kokkulepete kirjapanek]
tulemused:
  - Vajalikud koostöösuhted on loodud.
  - Teave liigub {{ partnerid }} õigel ajal.
  - {tekst: Kokkulepped on kirja pandud., variandid: [pikk]}
# shared/duties/tulemused.yaml
nimi: Ühised tulemused
laused: [Vajalikud andmed on leitavad., Vajalikud andmed on ajakohased.]
# shared/tools/kontor.yaml
nimi: Kontor
tekst: Kasutada on kontorimööbel ja -tarbed. Printer on ühiskasutuses.
# shared/tools/telefon.yaml
nimi: Telefon
tekst: Tööalaseks suhtlemiseks on ette nähtud mobiiltelefon.
# shared/requirements/eesti.yaml
nimi: Eesti keel
tekst: Eesti keele oskus vähemalt C1-tasemel.
# shared/requirements/kogemus.yaml
nimi: Kogemus
parameetrid: {aastad: }
tekst: Vähemalt {{ aastad }} aasta pikkune töökogemus.
# shared/competencies/loovus.yaml
nimi: Loovus
laused:
  - Pakub uusi mõtteid ja katsetab.
  - {tekst: Täiustab ka olemasolevat., variandid: [pikk]}
  - {tekst: Kohandab häid ideid., variandid: [pikk]}
# shared/competencies/korrektsus.yaml
nimi: Korrektsus
laused: [Töötab täpselt. Peab tähtaegadest kinni., Parandab vead.]
# shared/clauses/labivaatamine.yaml
nimi: Läbivaatamine
tekst: "{{ teenistuja.nimetav|suurtäht }} ja vahetu juht vaatavad ametijuhendi üle kord aastas."
"""
LIBRARY = Reading(overlay(BLOCKS)).library
DUTY = "Koostöö ja teabevahetus koolidega oma töövaldkonnas"
PARTS = ("kohtumiste kokkukutsumine", "kokkulepete kirjapanek")
RESULTS = (
    "Vajalikud koostöösuhted on loodud.",
    "Teave liigub koolidega õigel ajal.",
    "Kokkulepped on kirja pandud.",
)
CREATIVE = ("Pakub uusi mõtteid ja katsetab.", "Täiustab ka olemasolevat.", "Kohandab häid ideid.")


def known(adopted: Adopted) -> Adopted:
    return recognise(adopted, LIBRARY)


def rights(*texts: str) -> tuple[object, ...]:
    return known(document(rights=saids(*texts))).rights


def brief(entries: object) -> list[tuple[object, ...]]:
    """Each use: its block, variant, values, what is left out."""
    return [(one.block, one.variant, dict(one.values), one.minus) for one in taken(entries)]


def notes(entries: object) -> list[str]:
    return [Voice("en")(note) for one in taken(entries) for part in one.said for note in part.notes]


def test_a_text_that_a_block_says_is_taken_from_it() -> None:
    (entry,) = rights("teha kaugtööd kokkuleppel vahetu juhiga")
    assert entry == Taken("rights/kaugtoo", saids("teha kaugtööd kokkuleppel vahetu juhiga"))


def test_a_slip_is_mended_and_told() -> None:
    (entry,) = rights("teha kaugt66d kokkuleppel vahetu juhiga")
    assert isinstance(entry, Taken)
    assert 0.9 < entry.likeness < 1
    assert notes(entry) == ["In the document “kaugt66d”, in the shared block “kaugtööd”."]


def test_marks_at_the_end_and_capitals_at_the_beginning_are_not_worth_a_word() -> None:
    (entry,) = rights("Teha kaugtööd kokkuleppel vahetu juhiga.")
    assert isinstance(entry, Taken)
    assert (entry.likeness < 1, notes(entry)) == (True, [])


def test_other_marks_within_are_told() -> None:
    assert notes(rights("teha kaugtööd, kokkuleppel vahetu juhiga")) == [
        "Marks or white space are other than in the shared block: “teha kaugtööd, kokkuleppel vahetu juhiga”."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "teha kaugtööd kokkuleppel juhiga",
        "mitte teha kaugtööd kokkuleppel vahetu juhiga",
        "teha kaugtööd kokkuleppel vahetu juhi ja tema asetäitjaga",
    ],
)
def test_a_real_difference_stays_and_names_the_nearest(text: str) -> None:
    (entry,) = rights(text)
    assert isinstance(entry, Near)
    assert (entry.said.text, entry.block) == (text, "rights/kaugtoo")
    assert 0.7 < entry.likeness < 1


def test_what_is_like_nothing_stays_as_it_is() -> None:
    assert rights("kutsuda kokku erakorraline võrgustik") == saids("kutsuda kokku erakorraline võrgustik")


def test_a_level_is_a_real_difference() -> None:
    found = known(document(requirements={"education": saids("Eesti keele oskus vähemalt B2-tasemel.")}))
    assert brief(found) == []
    assert [one.block for one in near(found)] == ["requirements/eesti"]


def test_values_are_found_and_the_default_is_not_written() -> None:
    assert brief(rights("teha ettepanekuid ohvriabi ja ennetuse valdkonna töö korraldamiseks")) == [
        ("rights/ettepanekud", None, {"valdkond": "ohvriabi ja ennetuse"}, ())
    ]
    assert brief(rights("teha ettepanekuid oma valdkonna töö korraldamiseks")) == [("rights/ettepanekud", None, {}, ())]


def test_words_for_the_relation_are_those_of_the_document() -> None:
    for relation, word in (("ametnik", "ametniku"), ("töötaja", "töötaja")):
        texts = saids(f"{word} kasutusse antud vara hoidmise eest")
        assert len(brief(known(document(relation, responsibilities=texts)))) == 1  # type: ignore[arg-type]
    assert (
        brief(known(document("töötaja", responsibilities=saids("ametniku kasutusse antud vara hoidmise eest")))) == []
    )


def test_without_a_relation_the_one_that_fits_is_tried() -> None:
    texts = saids("ametniku kasutusse antud vara hoidmise eest")
    assert len(brief(known(document(None, responsibilities=texts)))) == 1


def test_the_largest_block_that_covers_exactly_is_preferred() -> None:
    texts = (
        "saada oma ülesannete täitmiseks vajalikku teavet",
        "teha ettepanekuid ohvriabi valdkonna töö korraldamiseks",
        "osaleda erialastel koolitustel",
    )
    assert brief(rights(*texts)) == [("rights/kogum", None, {"valdkond": "ohvriabi"}, ())]
    assert brief(rights("teha midagi muud", *texts)) == [("rights/kogum", None, {"valdkond": "ohvriabi"}, ())]


def test_where_it_does_not_cover_exactly_its_parts_are_taken() -> None:
    texts = (
        "saada oma ülesannete täitmiseks vajalikku teavet",
        "teha ettepanekuid ohvriabi valdkonna töö korraldamiseks",
    )
    assert [use[0] for use in brief(rights(*texts))] == ["rights/teave", "rights/ettepanekud"]
    assert [use[0] for use in brief(rights(*texts[::-1]))] == ["rights/ettepanekud", "rights/teave"]


def test_a_sentence_that_is_missing_is_left_out() -> None:
    texts = (
        "esindada asutust teistes asutustes",
        "kaasata eksperte oma töösse",
        "kasutada asutuse autot tööasjus",
    )
    assert brief(rights(*texts)) == [("rights/nelik", None, {}, ("koosolek",))]


def test_half_of_a_list_is_no_use_of_it() -> None:
    assert brief(rights("esindada asutust teistes asutustes", "kaasata eksperte oma töösse")) == []


def test_a_duty_is_taken_with_its_parts_and_results() -> None:
    found = known(document(duties=(OwnDuty(said(DUTY), saids(*PARTS), saids(*RESULTS)),)))
    assert brief(found) == [("duties/koostoo", None, {"partnerid": "koolidega"}, ())]
    assert [one.text for one in found.said()] == [DUTY, *PARTS, *RESULTS]


def test_the_words_that_lead_to_its_parts_are_the_templates() -> None:
    found = known(document(duties=(OwnDuty(said(f"{DUTY}, sh:"), saids(*PARTS), saids(*RESULTS)),)))
    assert [use[0] for use in brief(found)] == ["duties/koostoo"]
    assert brief(known(document(duties=(OwnDuty(said(f"{DUTY}, sh:"), (), saids(*RESULTS)),)))) == []


def test_a_duty_in_a_variant_with_less_and_more_is_taken() -> None:
    results = saids(*RESULTS[:2], "Kõik on rahul.", "Kulud on kaetud.")
    found = known(document(duties=(OwnDuty(said(DUTY), saids(PARTS[1]), results),)))
    assert brief(found) == [("duties/koostoo", "lühike", {"partnerid": "koolidega"}, (PARTS[0],))]
    (use,) = taken(found)
    assert use.plus == {"results": results[2:]}
    assert [one.text for one in found.said()] == [DUTY, PARTS[1], *(one.text for one in results)]


def test_results_in_another_order_are_the_documents_own() -> None:
    duty = OwnDuty(said(DUTY), saids(*PARTS), saids(*RESULTS[::-1]))
    (entry,) = known(document(duties=(duty,))).duties
    assert isinstance(entry, OwnDuty)
    assert entry.near is not None
    assert (entry.near.block, entry.results) == ("duties/koostoo", duty.results)


def test_a_result_in_other_words_makes_the_duty_the_documents_own() -> None:
    for last, is_own in (("Kokkulepped on kirja pandud ja saadetud.", True), ("Kulud on kaetud.", False)):
        duty = OwnDuty(said(DUTY), saids(*PARTS), saids(*RESULTS[:2], last))
        (entry,) = known(document(duties=(duty,))).duties
        assert isinstance(entry, OwnDuty) == is_own


def test_values_that_do_not_agree_are_no_values() -> None:
    results = saids(RESULTS[0], "Teave liigub haiglatega õigel ajal.", RESULTS[2])
    found = known(document(duties=(OwnDuty(said(DUTY), saids(*PARTS), results),)))
    assert [use[3] for use in brief(found)] == []


def test_results_of_an_own_duty_may_come_from_a_list() -> None:
    results = ("Muu on tehtud.", "Vajalikud andmed on leitavad.", "Vajalikud andmed on ajakohased.")
    (entry,) = known(document(duties=(OwnDuty(said("Midagi muud."), results=saids(*results)),))).duties
    assert isinstance(entry, OwnDuty)
    assert entry.results == (said(results[0]), Taken("duties/tulemused", saids(*results[1:])))


def test_prose_is_taken_sentence_by_sentence_and_the_rest_stays_together() -> None:
    first, second = "Kasutada on kontorimööbel ja -tarbed.", "Printer on ühiskasutuses."
    third = "Tööalaseks suhtlemiseks on ette nähtud mobiiltelefon."
    own = "Muu on kokku lepitud. Auto on olemas."
    found = known(document(tools=saids(f"{own} {first} {second} {third}")))
    assert found.tools[0] == said(own)._replace(read=own)
    assert [use[0] for use in brief(found.tools)] == ["tools/kontor", "tools/telefon"]
    found = known(document(tools=saids(first, second, own)))
    assert [use[0] for use in brief(found.tools)] == ["tools/kontor"]
    assert found.tools[1] == said(own)


def test_what_was_read_stays_with_the_sentences_once() -> None:
    text = said("Muu on kokku lepitud. Tööalaseks suhtlemiseks on ette nähtud mobiiltelefon.", read="a b c")
    found = known(document(tools=(text,)))
    assert " ".join(one.read for one in found.said()).split() == ["a", "b", "c"]


def test_a_competency_is_taken_by_its_name_and_sentences() -> None:
    for items in (CREATIVE, (" ".join(CREATIVE),)):
        found = known(document(additional=(OwnCompetency(said("Loovus"), saids(*items)),)))
        assert brief(found) == [("competencies/loovus", None, {}, ())]
        assert " ".join(one.text for one in found.said()) == f"Loovus {' '.join(CREATIVE)}"


def test_an_item_of_several_sentences_is_found_among_others() -> None:
    name, *items = "Korrektsus", "Töötab täpselt. Peab tähtaegadest kinni.", "Parandab vead."
    for texts in (items, [" ".join(items)], ["Töötab täpselt.", "Peab tähtaegadest kinni. Parandab vead."]):
        found = known(document(core=(OwnCompetency(said(name), saids(*texts)),)))
        assert brief(found) == [("competencies/korrektsus", None, {}, ())]


def test_sentences_that_a_document_joins_are_not_left_out_and_added_again() -> None:
    texts = (CREATIVE[0], " ".join(CREATIVE[1:]))
    assert brief(known(document(core=(OwnCompetency(said("Loovus"), saids(*texts)),)))) == [
        ("competencies/loovus", None, {}, ())
    ]
    results = saids(*RESULTS[:2], f"{RESULTS[2]} Muu on tehtud.")
    (entry,) = known(document(duties=(OwnDuty(said(DUTY), saids(*PARTS), results),))).duties
    assert isinstance(entry, OwnDuty)


def test_a_letter_less_in_the_name_of_a_competency_is_a_slip() -> None:
    found = known(document(core=(OwnCompetency(said("Korrektus"), saids("Parandab vead.", "Muu.")),)))
    assert notes(found) == ["In the document “Korrektus”, in the shared block “Korrektsus”."]


def test_a_competency_in_its_short_form_or_with_more_is_taken() -> None:
    items = saids(CREATIVE[0], "Ei karda eksida.")
    found = known(document(core=(OwnCompetency(said("L00VUS"), items),)))
    assert brief(found) == [("competencies/loovus", "lühike", {}, ())]
    (use,) = taken(found)
    assert use.plus == {"items": items[1:]}


def test_a_competency_of_another_name_or_with_other_words_stays() -> None:
    for name, items in (("Leidlikkus", CREATIVE), ("Loovus", (CREATIVE[0], "Ei täiusta olemasolevat.", CREATIVE[2]))):
        own = OwnCompetency(said(name), saids(*items))
        (entry,) = known(document(core=(own,))).core
        assert isinstance(entry, OwnCompetency)
        assert (entry.near is not None) == (name == "Loovus")
        assert entry._replace(near=None) == own


def test_a_language_that_a_block_says_in_its_own_words_is_taken_from_there() -> None:
    sentence = said("Eesti keele oskus vähemalt C1-tasemel.")
    both = said("Vene ja inglise keel B1.")
    languages = (Speech("eesti", "C1", sentence), Speech("vene", "B1", both), Speech("inglise", "B1", both))
    found = known(document(languages=languages)).languages
    assert found == (Taken("requirements/eesti", (sentence,)), *languages[1:])


def test_what_was_recognised_before_stays() -> None:
    entries = (Near(said("a"), "rights/teave", 0.8), Taken("rights/kaugtoo", saids("b")))
    duties = (Taken("duties/koostoo", saids("c")),)
    found = known(document(rights=entries, duties=duties, core=(OwnCompetency(None, saids("d")),)))
    assert (found.rights, found.duties) == (entries, duties)


def test_the_position_says_what_the_document_says() -> None:
    adopted = document(
        "ametnik",
        rights=saids("teha ettepanekuid oma valdkonna töö korraldamiseks", "muu"),
        review_clause=saids("Ametnik ja vahetu juht vaatavad ametijuhendi üle kord aastas."),
        requirements={"experience": saids("Vähemalt kahe aasta pikkune töökogemus.")},
        duties=(OwnDuty(said(DUTY), saids(*PARTS), saids(*RESULTS[1:], "Muu.")),),
    )
    found = known(adopted)
    assert len(brief(found)) == 4
    assert texts_of(found, LIBRARY) == texts_of(adopted, LIBRARY)
