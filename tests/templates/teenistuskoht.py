"""The body of `teenistuskoht`: fewer sections, most of them tables of what is asked and what is so."""

from __future__ import annotations

from tests.templates.duties import RESPONSIBILITIES, RIGHTS, duties
from tests.templates.ends import APPROVAL
from tests.templates.pieces import (
    KEPT_BODY,
    LANGUAGE,
    TEXT,
    TITLE,
    Block,
    Paragraph,
    Row,
    Table,
    cell,
    each,
    lines,
    named,
    rows_each,
    rows_when,
    when,
)


def _row(label: str, *blocks: Block) -> Row:
    return Row((cell(Paragraph("Tabeli silt", label)), cell(*blocks)))


def _text(label: str, text: str) -> Row:
    return _row(label, Paragraph(TEXT, text))


def _lines(label: str, names: str) -> tuple[Row, ...]:
    return rows_when(names, _row(label, *lines(names, TEXT)))


def _competencies(label: str, names: str, *blocks: Block) -> tuple[Row, ...]:
    return (
        *rows_when(names, Row((cell(Paragraph("Tabeli päis", label)),))),
        *rows_each(f"kompetents in {names}", _row("{{ kompetents.nimi }}", *blocks)),
    )


_KEYS = (2835, 6236)
_POSITION = Table(
    widths=_KEYS,
    rows=(
        _text("Struktuuriüksus", "{{ struktuuriüksus }}"),
        _text("Teenistuskoht", TITLE),
        *rows_when("inimene", _text("Teenistuja", "{{ inimene }}")),
        *rows_when("vahetu_juht", _text("Vahetu juht", "{{ vahetu_juht|suurtäht }}")),
        *rows_when("alluvad", _row("Alluvad", *named("alluvad"))),
        *rows_when("asendab", _row("Teenistuja asendab", *named("asendab"))),
        *rows_when("asendajad", _row("Teenistuja asendaja", *named("asendajad"))),
        *rows_when("eesmärk", _text("Teenistuskoha eesmärk", "{{ eesmärk }}")),
        *rows_when("grupp", _text("Ametikoha grupp", "{{ grupp }}")),
        *_lines("Eritingimused", "eritingimused"),
    ),
    title="Üldosa",
    description="Igas reas on vasakul nimetus ja paremal selle sisu",
    keys=True,
)
_REQUIREMENTS = Table(
    widths=_KEYS,
    rows=(
        *_lines("Haridus", "nõuded.haridus"),
        *_lines("Erialane töökogemus", "nõuded.töökogemus"),
        *rows_when(
            "nõuded.keeleoskus",
            _row(
                "Keeleoskus",
                *each(
                    "oskus in nõuded.keeleoskus",
                    Paragraph(TEXT, LANGUAGE),
                ),
            ),
        ),
        *_lines("Arvutikasutamise oskus", "nõuded.arvutioskus"),
        *_lines("Teadmised ja oskused", "nõuded.teadmised"),
        *_lines("Isikuomadused", "nõuded.isikuomadused"),
        *_lines("Valmisolek lähetusteks", "nõuded.lähetused"),
        *_competencies(
            "Tööks vajalikud kompetentsid",
            "kompetentsid.tööks_vajalikud",
            *lines("kompetents.laused", "Tabeli täpploend"),
        ),
        *_competencies(
            "Täiendavad kompetentsid", "kompetentsid.täiendavad", Paragraph(TEXT, "{{ kompetents.laused|reas }}")
        ),
    ),
    title="Teenistuskoha täitjale esitatavad nõuded",
    description="Igas reas on vasakul nõude liik ja paremal nõue ise",
    keys=True,
)
_ASKED = (
    "nõuded.haridus or nõuded.töökogemus or nõuded.keeleoskus or nõuded.arvutioskus or nõuded.teadmised"
    " or nõuded.isikuomadused or kompetentsid.tööks_vajalikud or kompetentsid.täiendavad or nõuded.lähetused"
)


def _section(heading: str) -> Paragraph:
    return Paragraph("Heading 1", heading)


BLOCKS: tuple[Block, ...] = (
    *APPROVAL,
    Paragraph("Title", "Ametijuhend"),
    _section("Üldosa"),
    _POSITION,
    *when("ülesanded", _section("Peamised teenistusülesanded"), duties("Ülesanne")),
    *when(_ASKED, _section("Teenistuskoha täitjale esitatavad nõuded"), _REQUIREMENTS),
    *when(
        "õigused or vastutus",
        _section("Õigused ja vastutus"),
        *when("õigused", *RIGHTS),
        *when("vastutus", *RESPONSIBILITIES),
    ),
    *when("töövahendid", _section("Töövahendid"), Paragraph(KEPT_BODY, "{{ töövahendid|reas|suurtäht }}")),
    # The last line: this layout is signed in the container alone.
    *lines("muutmine", "Viimane lause"),
)
