"""Edits of several files at once: a new shared block for what is copied, one block in the place of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.app.drift import drift
from jdflow.app.drift_edits import mend_all
from jdflow.app.reading import Reading
from jdflow.language import Voice
from jdflow.query.drift_found import keeping
from jdflow.resolve.fingerprint import fingerprint
from tests.support import BASE, OWN, Texts, overlay

if TYPE_CHECKING:
    from jdflow.app.edits import Outcome
    from jdflow.query.drift_found import Finding

ENGLISH = Voice("en")
HEAD = "ametinimetus: X\nstruktuuriüksus: andmetalitus\nteenistuja: töötaja\neesmärk: Y.\n"


def position(name: str, text: str) -> str:
    duties = "" if "ülesanded" in text else f"ülesanded: [{{ülesanne: Kõik muu {name}.}}]\n"
    return f"# positions/{name}.yaml\n{HEAD}{duties}{text}"


def after(content: Texts, outcome: Outcome) -> Texts:
    """The content once the files are written."""
    files = dict(content.files)
    files |= {one.path: one.after.decode() for one in outcome.changes}
    files |= {one.path: one.after.decode() for one in outcome.made}
    return Texts({path: text for path, text in files.items() if path not in {one.path for one in outcome.gone}})


def fingerprints(content: Texts) -> dict[str, str]:
    reading = Reading(content)
    found = {id: reading.resolved(id) for id in reading.ids()}
    return {id: fingerprint(resolved) for id, resolved in found.items() if resolved is not None}


def kinds(content: Texts, *wanted: str) -> list[Finding]:
    return [one for one in drift(Reading(content)).findings if one.kind in wanted]


def test_copies_become_uses_of_a_block_that_is_made_for_them() -> None:
    content = overlay(
        "õigused:\n  # siin\n  - hoida ruumide võtmeid\n"
        + position("a", "õigused: [muu, hoida ruumide võtmeid]\n")
        + position("b", "õigused: [hoida ruumide võtmeid]\n")
    )
    outcome = mend_all(Reading(content), kinds(content, "recurring"))
    (made,) = outcome.made
    assert made.path == "shared/rights/hoida-ruumide-votmeid.yaml"
    assert made.after.decode().splitlines() == [
        "# yaml-language-server: $schema=../schema/rights.json",
        "nimi: Hoida ruumide võtmeid",
        "laused:",
        "  - hoida ruumide võtmeid",
    ]
    new = after(content, outcome)
    assert "õigused:\n  # siin\n  - kasuta: rights/hoida-ruumide-votmeid\n" in new.files[OWN]
    assert "õigused:\n  - muu\n  - kasuta: rights/hoida-ruumide-votmeid\n" in new.files["positions/a.yaml"]
    assert fingerprints(new) == fingerprints(content)
    assert kinds(new, "recurring", "copy") == []


def test_a_duty_that_recurs_keeps_what_each_position_adds() -> None:
    content = overlay(
        "ülesanded:\n  - ülesanne: Arhiivi pidamine.\n    tulemused: [Arhiiv on korras., Kiri on leitav.]\n"
        + position("a", "ülesanded:\n  - ülesanne: Arhiivi pidamine.\n    tulemused: [Arhiiv on korras.]\n")
        + position("b", "ülesanded:\n  - ülesanne: Arhiivi pidamine.\n    tulemused: [Arhiiv on korras., Muu.]\n")
    )
    outcome = mend_all(Reading(content), kinds(content, "recurring"))
    assert [one.path for one in outcome.made] == ["shared/duties/arhiivi-pidamine.yaml"]
    assert outcome.made[0].after.decode().endswith("ülesanne: Arhiivi pidamine.\ntulemused:\n  - Arhiiv on korras.\n")
    new = after(content, outcome)
    assert "lisaks:\n      tulemused:\n        - Kiri on leitav.\n" in new.files[OWN]
    assert "lisaks" not in new.files["positions/a.yaml"]
    assert fingerprints(new) == fingerprints(content)


def test_a_competency_that_recurs_is_one_block() -> None:
    one = "kompetentsid:\n  täiendavad:\n    - {nimi: Täpsus, laused: [Märkab vigu., Parandab need.]}\n"
    content = overlay(one + position("a", one) + position("b", one))
    outcome = mend_all(Reading(content), kinds(content, "recurring"))
    assert [one.path for one in outcome.made] == ["shared/competencies/tapsus.yaml"]
    assert fingerprints(after(content, outcome)) == fingerprints(content)


def test_of_wordings_the_most_frequent_one_is_kept_and_shown() -> None:
    texts = ("hoida ruumide võtmeid", "hoida ruumide votmeid", "hoida ruumide võtmeid.", "hoida ruumide võtmeid")
    first, *others = (f"õigused:\n  - {text}\n" for text in texts)
    content = overlay(first + "".join(position(name, text) for name, text in zip("abc", others, strict=True)))
    (finding,) = kinds(content, "recurring")
    assert (finding.changes, finding.told) == (True, ("hoida ruumide võtmeid",))
    new = after(content, mend_all(Reading(content), [finding]))
    assert sum("kasuta: rights/hoida" in text for text in new.files.values()) == 4


def test_where_a_copy_cannot_be_changed_no_block_is_made() -> None:
    # The anchor stands for two lists at once.
    content = overlay(
        "õigused: [hoida ruumide võtmeid]\n"
        + position("a", "õigused: &x [hoida ruumide võtmeid]\nvastutus: *x\n")
        + position("b", "õigused: [hoida ruumide võtmeid]\n")
    )
    outcome = mend_all(Reading(content), [one for one in kinds(content, "recurring") if len(one.related) > 1])
    new = after(content, outcome)
    assert not outcome.made or fingerprints(new) == fingerprints(content)
    assert bool(outcome.made) == bool(outcome.changes)


def test_keys_that_are_taken_stay_so_and_odd_texts_make_no_block() -> None:
    taken = "# shared/rights/hoida-ruumide-votmeid.yaml\nnimi: Muu\nlaused: [midagi muud]\n"
    same = 'õigused: [hoida ruumide võtmeid, "{{ võti }}"]\n'
    content = overlay(same + taken + position("a", same) + position("b", same))
    found = kinds(content, "recurring")
    assert [one.new.key if one.new else None for one in found] == ["rights/hoida-ruumide-votmeid-2", None]
    assert found[1].mends == ()


def test_results_of_several_duties_become_a_list_that_they_share() -> None:
    content = overlay(
        "ülesanded:\n  - ülesanne: Üks töö.\n    tulemused: [Ülevaade on olemas.]\n"
        "  - ülesanne: Teine töö.\n    tulemused:\n      # siin\n      - Ülevaade on olemas.\n      - Muu.\n"
    )
    outcome = mend_all(Reading(content), kinds(content, "results"))
    new = after(content, outcome)
    assert new.files["shared/duties/ulevaade-on-olemas.yaml"].endswith("laused:\n  - Ülevaade on olemas.\n")
    assert new.files[OWN].count("kasuta: duties/ulevaade-on-olemas") == 2
    assert fingerprints(new) == fingerprints(content)
    assert kinds(new, "results", "copy") == []


ALIKE = """
# shared/rights/voti.yaml
nimi: Võti
laused: [hoida ruumide võtmeid enda käes, {tekst: anda need edasi, variandid: [pikk]}]
# shared/rights/votmed.yaml
nimi: Võtmed
laused: [hoida ruumide võtmeid oma käes, {tekst: anda need edasi, variandid: [pikk]}]
# shared/rights/kogum.yaml
nimi: Kogum
laused: [{kasuta: rights/votmed}, käia väljas]
"""


def kept(content: Texts, key: str) -> Outcome:
    chosen = [one for each in kinds(content, "blocks") if (one := keeping(each, key)) is not None]
    return mend_all(Reading(content), chosen)


def test_one_of_two_blocks_takes_the_place_of_the_other_wherever_that_is_used() -> None:
    content = overlay(
        "õigused:\n  # lühidalt\n  - kasuta: rights/votmed # nii\n    variant: lühike\n    lisaks: [muu asi]\n"
        + position("a", "õigused: [{kasuta: rights/kogum}]\n")
        + ALIKE
    )
    (finding,) = kinds(content, "blocks")
    assert [len(places) for places in finding.users] == [0, 2]
    new = after(content, kept(content, "rights/voti"))
    assert "shared/rights/votmed.yaml" not in new.files
    assert (
        "  # lühidalt\n  - kasuta: rights/voti # nii\n    variant: lühike\n    lisaks:\n      - muu asi\n"
        in new.files[OWN]
    )
    assert "kasuta: rights/voti" in new.files["shared/rights/kogum.yaml"]
    resolved = Reading(new).resolved("a")
    assert resolved is not None
    assert [line.text for line in resolved.rights] == [
        "hoida ruumide võtmeid enda käes",
        "anda need edasi",
        "käia väljas",
    ]
    assert kinds(new, "blocks") == []
    # The other way round nobody uses what goes.
    other = kept(content, "rights/votmed")
    assert ([one.path for one in other.gone], other.changes) == (["shared/rights/voti.yaml"], [])


def test_a_use_that_the_kept_block_does_not_understand_keeps_both() -> None:
    content = overlay(
        "õigused:\n  - kasuta: rights/votmed\n    jäta_välja: [hoida ruumide võtmeid oma käes]\n"
        + position("a", "õigused: [{kasuta: rights/votmed}]\n")
        + ALIKE
    )
    outcome = kept(content, "rights/voti")
    assert (outcome.changes, outcome.gone, outcome.made) == ([], (), ())
    assert [left.path for left in outcome.left] == [f"{OWN}:2"]


def test_who_uses_both_would_say_it_twice() -> None:
    content = overlay("õigused:\n  - kasuta: rights/votmed\n  - kasuta: rights/voti\n" + ALIKE)
    outcome = kept(content, "rights/voti")
    assert (outcome.changes, outcome.gone) == ([], ())


def test_a_block_with_notes_or_comments_is_not_taken_away() -> None:
    for more in ("# tähtis\n", "märkused: [Küsi personalitööst.]\n"):
        content = overlay("" + ALIKE.replace("nimi: Võtmed\n", f"nimi: Võtmed\n{more}"))
        outcome = kept(content, "rights/voti")
        assert [one.path for one in outcome.changes] == ["shared/rights/kogum.yaml"]
        assert outcome.gone == ()
        assert [(left.path, "notes or comments" in ENGLISH(left.why)) for left in outcome.left] == [
            ("shared/rights/votmed.yaml", True)
        ]


def test_what_cannot_be_mended_keeps_nothing_else_of_its_file_from_being_mended() -> None:
    text = "õigused:\n  - teha kaugtööd kokkuleppel vahetu juhiga\nvastutus:\n  - vara eest\n"
    content = overlay(text)
    reading = Reading(content)
    (good,) = drift(reading).findings
    bad = good._replace(mend=None if good.mend is None else good.mend._replace(use=None), kind="double", texts=())
    vara = bad._replace(place=bad.place._replace(line=4, end_line=4, end_column=14))
    assert vara.mend is not None
    vara = vara._replace(mend=vara.mend._replace(places=(vara.place,)))
    outcome = mend_all(reading, [good, vara])
    assert [ENGLISH(one.told) for one in outcome.changes] == ["edits made: 1"]
    assert [one.path for one in outcome.left] == [f"{OWN}:4"]
    assert BASE[OWN].split("\n")[0] in outcome.changes[0].after.decode()
