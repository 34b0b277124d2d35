"""What changed, as text, Markdown, a page and JSON: all of it, in words, and inert whatever the content says."""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdflow.app.ask import show_position
from jdflow.app.reading import Reading
from jdflow.language import LANGUAGES, Voice
from jdflow.model.difference import Cause, Change, Compared, Difference
from jdflow.output.difference import as_json, as_text
from jdflow.output.difference_html import as_html
from jdflow.output.difference_markdown import as_markdown, inert
from jdflow.output.difference_rows import SECTION_WORDS
from jdflow.output.plain import Paint, safe
from jdflow.query.comparable import content
from jdflow.query.difference import difference
from tests.output.test_index import HOSTILE, Page
from tests.support import BASE, ENGLISH, overlay

if TYPE_CHECKING:
    from jdflow.model.difference import Kind
    from jdflow.query.shown import Shown

PURPOSE = "eesmärk: Andmed on korras."
MARCH, JUNE = date(2026, 3, 1), date(2026, 6, 1)
OLD = """\
täpsustus: (avaandmed)
vahetu_juht: juhataja
asendajad: [juhataja, Abi]
alluvad: [Praktikant]
eesmärk: Andmekogude kirjeldused on täielikud.
ülesanded:
  - {ülesanne: Arhiivi pidamine., tulemused: [Arhiiv on korras.]}
  - {ülesanne: Päringutele vastamine.}
  - {ülesanne: Aruannete koostamine ja esitamine., sh: [kuuaruanded]}
  - {ülesanne: Koosolekute protokollimine., tulemused: [Protokollid on tehtud.]}
õigused: [{kasuta: rights/kaugtoo}]
vastutus: [Vastutab andmete eest]
nõuded: {keeleoskus: [{keel: inglise, tase: B1}]}
kompetentsid: {täiendavad: [{nimi: Täpsus, laused: [On täpne.]}]}
"""
NEW = """\
teenistuja: ametnik
vahetu_juht: Peadirektor
asendajad: [Abi, juhataja]
alluvad: auto
eesmärk: Andmekogude kirjeldused on täielikud ja leitavad.
ülesanded:
  - {ülesanne: Aruannete koostamine ja hoidmine., sh: [kuuaruanded, aastaaruanded]}
  - {ülesanne: Arhiivi pidamine., tulemused: [Arhiiv on korras]}
  - {ülesanne: Päringutele vastamine.}
  - {ülesanne: Koolituste korraldamine., tulemused: [Osalejad on rahul.]}
õigused: [teha kaugtööd kokkuleppel vahetu juhiga]
vastutus: [vastutab andmete eest]
nõuded: {keeleoskus: [inglise B1]}
kompetentsid: {täiendavad: [{nimi: Täpsus, laused: [On täpne., Märkab vigu.]}, Seaduste tundmine.]}
"""
TEXT = """\
Andmehaldur (andmehaldur)
in force from: 01.03.2026 → 01.06.2026 · a material change

Qualifier of the title
  - Gone (material):
      (avaandmed)

Relation
  ~ Changed (material):
      [-employee-] → {+official+}

Direct manager
  ~ Changed (organisational):
      [-Juhataja-] → {+Peadirektor+}

Substituted by
  > Moved from place 1 to place 2 (organisational):
      Juhataja

Subordinates
  ~ Changed (organisational):
      [-Praktikant-] → {+worked out from who names this position as manager+}

Purpose
  ~ Reworded (material):
      Andmekogude kirjeldused on täielikud{+ ja leitavad+}.

Duties
  > Former duty 3 is now duty 1 (material):
      Aruannete koostamine ja hoidmine.
  ~ Duty 1 is reworded (material):
      Aruannete koostamine ja [-esitamine-]{+hoidmine+}.
    + New part (material):
        aastaaruanded
    Duty 2:
      Arhiivi pidamine.
    ~ Result 1 is reworded (editorial):
        Arhiiv on korras[-.-]
  - Former duty 4 is gone (material):
      Koosolekute protokollimine.
    - Protokollid on tehtud.
  + New duty 4 (material):
      Koolituste korraldamine.
    + Osalejad on rahul.

Responsibilities
  ~ Reworded (editorial):
      [-Vastutab-]{+vastutab+} andmete eest

Languages
  ~ Reworded (editorial, the same words, recorded another way):
      inglise B1

Additional competencies
    Täpsus
    + New sentence (material):
        Märkab vigu.
  + New (material):
      Seaduste tundmine.
"""


def read(example: str, block: str = "") -> Shown:
    found = show_position(Reading(overlay(f"{example or PURPOSE}\n{block}", BASE)), "naidis")
    assert found is not None
    return found


def compared(before: str = OLD, after: str = NEW, block: str = "") -> Compared:
    found = difference(read(before), read(after, block), declared=False)
    return Compared("andmehaldur", "Andmehaldur", MARCH, JUNE, found)


def text(*several: Compared, voice: Voice = ENGLISH, color: bool = False, most: int | None = None) -> str:
    return "\n".join(as_text(several, voice, Paint(on=color), most)) + "\n"


def markdown(*several: Compared, most: int | None = None) -> str:
    return "\n".join(as_markdown(several, ENGLISH, most)) + "\n"


def made(*changes: Change) -> Compared:
    return Compared("a", "A", MARCH, JUNE, Difference(changes, "material"))


def reworded(before: str, after: str) -> Compared:
    return made(Change("rights", "reworded", "material", before, after))


def test_text() -> None:
    assert text(compared()) == TEXT


def test_a_block_that_changed_is_named() -> None:
    block = (
        "# shared/rights/kaugtoo.yaml\nnimi: Kaugtöö\nlaused: [teha kaugtööd ja kodutööd kokkuleppel vahetu juhiga]\n"
    )
    told = text(compared(OLD, OLD, block))
    assert "~ Reworded (material, shared block rights/kaugtoo has changed):\n" in told
    assert "teha kaugtööd {+ja kodutööd +}kokkuleppel" in told


def test_colours_take_the_place_of_brackets() -> None:
    told = text(reworded("Juht otsustab ise kõike", "Juht otsustab alati kõike"), color=True)
    assert "Juht otsustab \x1b[31;1mise\x1b[0m \x1b[32;1malati\x1b[0m kõike" in told
    assert "[-" not in text(compared(), color=True).replace("\x1b[", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_has_its_heading(language: str) -> None:
    voice = Voice(language)
    sections = list(content(read("")))
    told = text(made(*(Change(name, "field", "material", "ametnik", "töötaja") for name in sections)), voice=voice)
    headings = [line for line in told.splitlines()[2:] if line and not line.startswith(" ")]
    assert headings == [voice.say(SECTION_WORDS[name]) for name in sections]
    assert len(set(headings)) == len(sections)


KINDS: list[tuple[Kind, str | None, str | None]] = [
    ("added", None, "uus"),
    ("removed", "vana", None),
    ("moved", "sama", "sama"),
    ("reworded", "vana", "uus"),
]


@pytest.mark.parametrize(
    ("old", "new", "day", "expected"),
    [
        (True, True, JUNE, "in force from: 01.03.2026 → 01.06.2026 · nothing has changed"),
        (True, True, MARCH, "in force from 01.03.2026 · nothing has changed"),
        (True, True, None, "in force from: 01.03.2026 → draft · nothing has changed"),
        (False, True, JUNE, "new job description · in force from 01.06.2026"),
        (False, True, None, "new job description · draft"),
        (True, False, None, "the job description is gone · was in force from 01.03.2026"),
    ],
)
def test_the_days_and_what_is_new_or_gone(old: bool, new: bool, day: date | None, expected: str) -> None:  # noqa: FBT001
    example = read("")
    found = difference(example if old else None, example if new else None, declared=False)
    one = Compared("a", "A", MARCH if old else None, day, found, has_before=old, has_after=new)
    told = text(one).splitlines()
    assert told[1] == expected
    if not old:
        assert "  + Andmed on korras." in told
    if not new:
        assert "  - Andmed on korras." in told


def test_what_is_left_out_is_counted() -> None:
    whole = compared()
    count = len(whole.difference.changes)
    for told in (text(whole, most=2), markdown(whole, most=2), as_html([whole], ENGLISH, 2)):
        assert f"… and {count - 2} more changes" in told
        assert "Direct manager" not in told
    assert "more change" not in text(whole, most=count) + markdown(whole) + as_html([whole], ENGLISH)
    assert "… and 1 more change\n" in text(whole, most=count - 1)


def test_markdown_says_the_same() -> None:
    told = markdown(compared()).splitlines()
    assert told[0] == "### Andmehaldur (andmehaldur)"
    assert "- Changed *(material)*: ~~employee~~ → **official**" in told
    assert "- Former duty 4 is gone *(material)*: ~~Koosolekute protokollimine.~~" in told
    assert "  - ~~Protokollid on tehtud.~~" in told
    assert "  - Result 1 is reworded *(editorial)*: Arhiiv on ~~korras.~~ **korras**" in told
    headings = [line.removeprefix("#### ") for line in told if line.startswith("#### ")]
    assert headings == [line for line in TEXT.splitlines()[2:] if line and not line.startswith(" ")]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("teha tööd", "teha head tööd", "teha **head** tööd"),
        ("on täpne.", "on täpne ja viisakas.", "on ~~täpne.~~ **täpne ja viisakas.**"),
        ("üks, kaks", "üks kaks", "~~üks,~~ **üks** kaks"),
        ("kaug töö ja muu", "kaugtöö ja muu", "~~kaug töö~~ **kaugtöö** ja muu"),
        ("vana sõna", "„uus“ sõna", "~~vana~~ **„uus“** sõna"),
        ("a*b ja c", "a_b ja c", r"~~a\*b~~ **a_b** ja c"),
        ("vana", "uus", "~~vana~~ → **uus**"),
    ],
)
def test_marks_stand_where_markdown_takes_them_for_marks(before: str, after: str, expected: str) -> None:
    assert markdown(reworded(before, after)).splitlines()[-1] == f"- Reworded *(material)*: {expected}"


PARTS = st.sampled_from(["ja", "korras", ",", ".", "„töö“", "(a)", " ", "  ", "\u00a0", "*", "~", "–", "C1", "@", "\\"])
RANDOM = st.lists(PARTS, min_size=1, max_size=9).map("".join).filter(str.strip)


@given(RANDOM, RANDOM)
def test_markdown_marks_hold_and_lose_no_word(before: str, after: str) -> None:
    line = markdown(reworded(before, after)).splitlines()[-1].partition(": ")[2].replace(" → ", " ")
    # Marks as GitHub reads them: white space or the end outside, none inside.
    mark = r"(?<![^\s])(?P<mark>~~|\*\*)(?=\S)(?P<text>(?:\\.|[^\\])+?)(?<!\s)(?P=mark)(?!\S)"

    def side(kept: str) -> list[str]:
        bare = re.sub(mark, lambda found: found["text"] if found["mark"] == kept else " ", line)
        return unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", bare)).replace("\u2060", "").split()

    if before != after:
        assert side("~~") == safe(before).split()
        assert side("**") == safe(after).split()


@pytest.mark.parametrize(
    "reference",
    [
        *("@keegi", "#12", "!12", "~silt", "$12", "%1.0", "&7", "GH-12", "http://a.ee", "www.a.ee", "a@b.ee", "^3"),
        *("_www.a.ee", "gh-7", "a/b#1", "/close", ":+1:", "CVE-2021-44228", "GHSA-jfh8-c2jp-5v3q", "0123abc", "f" * 40),
    ],
)
def test_a_forge_finds_nothing_to_link_to(reference: str) -> None:
    shown = unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", inert(f"vt {reference}!")))
    assert shown.replace("\u2060", "") == f"vt {reference}!"
    assert reference not in shown


def test_a_change_without_words_has_no_words() -> None:
    told = markdown(made(Change("rights", "reworded", "material", "", ""))).splitlines()
    assert told[-1].startswith("- Reworded *(material, the same words")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_the_content_says_stays_text(hostile: str) -> None:
    def of(words: str) -> Compared:
        changes = [
            *(Change("rights", kind, "material", old and words, new and f"{words} x") for kind, old, new in KINDS),
            Change("duties.results", "added", "material", None, words, Cause("block", words)),
        ]
        return Compared(words, words, MARCH, JUNE, Difference(tuple(changes[:-1]), "material"))

    told = as_html([of(hostile)], ENGLISH)
    page = Page(told)
    assert {name for name, _ in page.elements} == {name for name, _ in Page(as_html([of("a b")], ENGLISH)).elements}
    assert safe(hostile).strip() in " ".join(page.text("small"))
    for output in (told, text(of(hostile)), markdown(of(hostile)), as_json([of(hostile)])):
        assert [char for char in output if not char.isprintable() and char != "\n"] == []
    assert re.findall(r"(?<!\\)[<\[`]", markdown(of(hostile))) == []


def test_the_page_is_whole_and_loads_nothing() -> None:
    page = Page(as_html([compared(), compared(OLD, OLD)], ENGLISH))
    assert page.all("html") == [{"lang": "en"}]
    assert "esitamine" in page.text("del")
    assert "hoidmine" in page.text("ins")
    assert "2 job descriptions. What is struck through is gone, what is underlined is new." in page.text("p")
    assert {name for _, attributes in page.elements for name in attributes} == {
        *("lang", "charset", "http-equiv", "content", "name"),
    }
    [style] = page.text("style")
    assert re.findall(r"url|@import|expression|//", style) == []
    assert "@media print" in style
    assert not Page(as_html([compared()], Voice("et"))).all("span")


def test_json() -> None:
    both = [compared("õigused: [a]", "õigused: [a.]"), compared("", "")]
    assert json.loads(as_json(both)) == {
        "positions": [
            {
                "id": "andmehaldur",
                "class": "editorial",
                "effective_from": {"from": "2026-03-01", "to": "2026-06-01"},
                "changes": [
                    {
                        "section": "rights",
                        "kind": "reworded",
                        "class": "editorial",
                        "before": "a",
                        "after": "a.",
                        "cause": {"kind": "own", "block": None},
                    }
                ],
            },
            {
                "id": "andmehaldur",
                "class": None,
                "effective_from": {"from": "2026-03-01", "to": "2026-06-01"},
                "changes": [],
            },
        ]
    }
