"""Positions put together at random, with copies, slips and repetitions: edits change no word, and lose no comment."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jdflow.app.drift import drift
from jdflow.app.drift_edits import mend_all
from jdflow.app.reading import Reading
from jdflow.resolve.fingerprint import fingerprint
from jdflow.source.comments import comments_of
from tests.support import BASE, Texts

if TYPE_CHECKING:
    from jdflow.app.edits import Outcome

BLOCKS = {
    "shared/rights/kaks.yaml": "nimi: Kaks\nparameetrid: {koht: kohus}\n"
    'laused: ["esindada asutust, kui koht on {{ koht }}", {tekst: kutsuda kokku koosolekuid, variandid: [pikk]}]\n',
    "shared/rights/kaugem.yaml": "nimi: Kaugem\nlaused: [teha kaugtööd kokkuleppel oma vahetu juhiga]\n",
}
TEXTS = (
    "teha kaugtööd kokkuleppel vahetu juhiga",
    "teha kaugtood kokkuleppel vahetu juhiga",
    "teha kaugtööd kokkuleppel juhiga",
    "esindada asutust, kui koht on maakohus",
    "esindada asutust, kui koht on kohus",
    "kutsuda kokku koosolekuid",
    "Kutsuda kokku koosolekuid.",
    'anda "nõu" , ja abi',
    "hoida korda 2 toas",
    "hoida korda 3 toas",
    "võtta {{ osa }}",
)
DUTIES = ("Ühekordsete ülesannete täitmine vahetu juhi korraldusel.", "Arhiivi pidamine.", "Muu töö tegemine")
RESULTS = ("Ülesanded on täidetud tähtajaks.", "Tulemus vastab ülesande eesmärgile.", "Andmed on leitavad.", "Muu.")
KNOWN = {
    "anda „nõu“, ja abi",
    "teha kaugtööd kokkuleppel oma vahetu juhiga",
    "Ühekordsete ülesannete täitmine vahetu juhi korraldusel.",
    *RESULTS,
    *TEXTS,
}
USES = ("kasuta: rights/kaugtoo", "kasuta: rights/kaks", "kasuta: rights/kaugem")

comments = st.sampled_from(("", "# üks\n", "# kaks\n# kolm\n"))


def quoted(text: str) -> str:
    return "'" + text + "'"


@st.composite
def rights(draw: st.DrawFn) -> str:
    lines = []
    for text in draw(st.lists(st.sampled_from((*TEXTS, *USES)), max_size=6)):
        comment = draw(comments).replace("#", "  #")
        beside = draw(st.sampled_from(("", " # kõrval")))
        lines.append(f"{comment}  - {text if text in USES else quoted(text)}{beside}\n")
    return "õigused:\n" + "".join(lines) if lines else ""


@st.composite
def duties(draw: st.DrawFn) -> str:
    lines = []
    for text in draw(st.lists(st.sampled_from((*DUTIES, "uhekordsed-ulesanded")), min_size=1, max_size=4)):
        comment = draw(comments).replace("#", "  #")
        results = draw(st.lists(st.sampled_from(RESULTS), max_size=3))
        told = "".join(f"\n        - {quoted(one)}" for one in results)
        if text in DUTIES:
            lines.append(f"{comment}  - ülesanne: {quoted(text)}\n" + (f"    tulemused:{told}\n" if told else ""))
        else:
            lines.append(
                f"{comment}  - kasuta: duties/{text}\n" + (f"    lisaks:\n      tulemused:{told}\n" if told else "")
            )
    return "ülesanded:\n" + "".join(lines)


@st.composite
def contents(draw: st.DrawFn) -> Texts:
    files = dict(BASE) | BLOCKS
    head = BASE["positions/naidis.yaml"].split("ülesanded:")[0]
    for name in ("naidis", "teine", "kolmas", "neljas"):
        relation = draw(st.sampled_from(("töötaja", "ametnik")))
        text = head.replace("töötaja", relation) + draw(duties()) + draw(rights())
        files[f"positions/{name}.yaml"] = text
    return Texts(files)


def after(content: Texts, outcome: Outcome) -> Texts:
    files = dict(content.files)
    files |= {one.path: one.after.decode() for one in outcome.changes}
    files |= {one.path: one.after.decode() for one in outcome.made}
    return Texts(files)


def fingerprints(content: Texts) -> dict[str, str]:
    reading = Reading(content)
    found = {id: reading.resolved(id) for id in reading.ids()}
    return {id: fingerprint(resolved) for id, resolved in found.items() if resolved is not None}


def texts_of(content: Texts) -> set[str]:
    """All that is printed of rights, duties and results."""
    reading = Reading(content)
    found = [reading.resolved(id) for id in reading.ids()]
    return {line.text for one in found if one is not None for lines in one.lists() for line in lines}


def comments_in(content: Texts) -> Counter[str]:
    """The comments, but for the line that names the schema of a new block."""
    found = Counter(line for text in content.files.values() for line in comments_of(text))
    return Counter({line: number for line, number in found.items() if "$schema" not in line})


def applied(content: Texts, *, reworded: bool) -> Texts:
    """The content with all edits made that are offered, again and again until there are none."""
    for _ in range(_MOST_ROUNDS):
        reading = Reading(content)
        # What is said twice goes: that is another text.
        found = [one for one in drift(reading).findings if reworded or (not one.changes and one.kind != "double")]
        outcome = mend_all(reading, [one for one in found if one.mends])
        if not outcome.changes:
            assert reworded or outcome.left == []
            return content
        content = after(content, outcome)
    raise AssertionError("there is no end to the edits")


_MOST_ROUNDS = 5
few = settings(max_examples=20, suppress_health_check=list(HealthCheck))


@few
@given(contents())
def test_what_is_applied_changes_no_word_and_loses_no_comment(content: Texts) -> None:
    new = applied(content, reworded=False)
    assert fingerprints(new) == fingerprints(content)
    assert comments_in(new) == comments_in(content)


@few
@given(contents())
def test_words_change_only_as_shown_and_no_comment_is_lost(content: Texts) -> None:
    new = applied(content, reworded=True)
    assert comments_in(new) == comments_in(content)
    # What is printed now was printed before somewhere, or is a block's, or the same with its marks set right.
    assert texts_of(new) <= texts_of(content) | KNOWN
    assert len(fingerprints(new)) == len(fingerprints(content))
