"""A position as text and as Markdown: everything it says, in order, and where it comes from."""

from __future__ import annotations

import pytest

from jdflow.app.ask import show_position
from jdflow.app.reading import Reading
from jdflow.language import LANGUAGES, Voice
from jdflow.output.plain import Paint
from jdflow.output.position import as_markdown, as_text
from tests.support import ENGLISH, overlay

FULL = """\
täpsustus: (MARAC)
kehtiv_alates: 2026-03-01
kehtiv_kuni: 2027-02-28
asendajad: [juhataja]
asendab: [{teenistuskoht: juhataja, tekst: juhatajat ennast}]
alluvad: [Praktikant]
eesmärk: Andmed on *korras*.
ülesanded:
  - {ülesanne: Andmete korrastamine., sh: [kogumine, {kasuta: duties/tulemused}], tulemused: [Andmed on olemas.]}
  - kasuta: duties/uhekordsed-ulesanded
    lisaks: {tulemused: [Oma tulemus.]}
õigused: [{kasuta: rights/kaugtoo}, Oma õigus.]
vastutus: [Vastutab.]
töövahendid: Arvuti.
nõuded:
  haridus: {kasuta: requirements/korgharidus}
  töökogemus: Kogemus.
  keeleoskus: [{keel: eesti, tase: C1}]
  arvutioskus: Arvutioskus.
  lähetused: Lähetused.
  teadmised: Teadmised.
  isikuomadused: Omadused.
kompetentsid:
  tööks_vajalikud: [{kasuta: competencies/loovus}]
  täiendavad: [{nimi: Täpsus, laused: [Ei eksi.]}, 1. Teadmised.]
eritingimused: Tingimused.
muutmine: Läbivaatus.
märkused: Salajane märkus.
"""
TEXT = """\
Näidis (MARAC)
Andmetalitus · employee · in force from 01.03.2026 · until 28.02.2027

Direct manager
  • Juhataja

Substituted by
  • Juhataja

Substitutes for
  • juhatajat ennast

Subordinates
  • Praktikant

Purpose
  • Andmed on *korras*.

Duties
  • Andmete korrastamine.
    – kogumine
    – Andmed on leitavad.  [duties/tulemused]
    – Andmed on ajakohased.  [duties/tulemused]
    – Andmed on olemas.
  • Ühekordsete ülesannete täitmine vahetu juhi korraldusel.  [duties/uhekordsed-ulesanded]
    – Ülesanded on täidetud tähtajaks.
    – Tulemus vastab ülesande eesmärgile.
    – Oma tulemus.

Rights
  • teha kaugtööd kokkuleppel vahetu juhiga  [rights/kaugtoo]
  • Oma õigus.

Responsibilities
  • Vastutab.

Tools
  • Arvuti.

Education
  • Kõrgharidus.  [requirements/korgharidus]

Work experience
  • Kogemus.

Languages
  • eesti C1

Computer skills
  • Arvutioskus.

Travel
  • Lähetused.

Knowledge and skills
  • Teadmised.

Personal traits
  • Omadused.

Core competencies
  • Loovus  [competencies/loovus]
    – Pakub uusi mõtteid.
    – Täiustab ka olemasolevat.

Additional competencies
  • Täpsus
    – Ei eksi.
  • 1. Teadmised.

Special terms
  • Tingimused.

Review
  • Läbivaatus.
"""


def shown(example: str, voice: Voice = ENGLISH, *, markdown: bool = False) -> str:
    position = show_position(Reading(overlay(example)), "naidis")
    assert position
    lines = as_markdown(position, voice) if markdown else as_text(position, voice, Paint(on=False))
    return "\n".join(lines) + "\n"


def test_text() -> None:
    assert shown(FULL) == TEXT


def test_markdown_says_the_same() -> None:
    markdown = shown(FULL, markdown=True)
    assert markdown.startswith("# Näidis (MARAC)\n\nAndmetalitus · employee")
    headings = [line.removeprefix("## ") for line in markdown.splitlines() if line.startswith("## ")]
    lines = TEXT.splitlines()
    assert headings == [line for line, before in zip(lines[3:], lines[2:], strict=False) if not before]
    assert r"- Andmed on \*korras\*." in markdown
    assert "- teha kaugtööd kokkuleppel vahetu juhiga *(rights/kaugtoo)*" in markdown
    assert "- **Loovus** *(competencies/loovus)*\n  - Pakub uusi mõtteid." in markdown
    assert r"- 1\. Teadmised." in markdown


@pytest.mark.parametrize("markdown", [False, True])
def test_notes_are_never_shown(*, markdown: bool) -> None:
    assert "Salajane" not in shown(FULL, markdown=markdown)


def test_what_is_empty_is_left_out() -> None:
    assert shown("eesmärk:\nülesanded:\nvahetu_juht:\n") == "Näidis\nAndmetalitus · employee · draft\n"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_headings_are_in_the_language(lang: str) -> None:
    text = shown(FULL, Voice(lang))
    headings = [line for line in text.splitlines()[3:] if line and not line.startswith(" ")]
    assert len(headings) == len(set(headings)) == 20
    assert ("Ülesanded" in headings) == (lang == "et")
