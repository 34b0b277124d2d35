"""The body of `klassikaline`: numbered sections in capitals, as most job descriptions have them."""

from __future__ import annotations

from tests.templates.duties import RESPONSIBILITIES, RIGHTS, duties
from tests.templates.ends import APPROVAL, SIGNATURES
from tests.templates.pieces import (
    BODY,
    BULLET,
    GAP,
    KEPT_BODY,
    LANGUAGE,
    SUBHEADING,
    TEXT,
    TITLE,
    Block,
    Paragraph,
    Row,
    Table,
    cell,
    each,
    kept,
    kept_lines,
    lines,
    named,
    rows_when,
    when,
)

_LABEL = "Nummerdatud silt"


def _section(heading: str) -> Paragraph:
    return Paragraph("Heading 1", heading)


def _labels(*texts: str) -> Row:
    # Labels of all columns head the table, the others only a row.
    several = len(texts) > 1
    return Row(tuple(cell(Paragraph(_LABEL, text)) for text in texts), head=several, shaded=not several)


def _values(*texts: str) -> Row:
    return Row(tuple(cell(Paragraph(TEXT, text)) for text in texts))


def _or_dash(field: str, *blocks: Block) -> tuple[Paragraph, ...]:
    """What a column of three says; the label above stays, so a dash stands for nothing."""
    return cell(*when(field, *blocks), *when(f"not {field}", Paragraph(TEXT, "–")))


_POSITION = Table(
    widths=(4535, 4536),
    rows=(
        _labels("Ametinimetus", "Struktuuriüksus"),
        _values(TITLE, "{{ struktuuriüksus }}"),
    ),
    title="Ametikoht",
    description="Ametinimetus ja struktuuriüksus",
)
_OTHERS = Table(
    widths=(3023, 3024, 3024),
    rows=(
        _labels("Vahetu juht", "Kes asendab", "Keda asendab"),
        Row(
            (
                _or_dash("vahetu_juht", Paragraph(TEXT, "{{ vahetu_juht|suurtäht }}")),
                _or_dash("asendajad", *named("asendajad")),
                _or_dash("asendab", *named("asendab")),
            )
        ),
        *rows_when("alluvad", _labels("Alluvad"), Row((cell(*named("alluvad")),))),
        *rows_when("eritingimused", _labels("Eritingimused"), Row((cell(*lines("eritingimused", TEXT)),))),
    ),
    title="Juht ja asendamine",
    description="Vahetu juht, kes ametikohta asendab ja keda ametikoht asendab, alluvad ja eritingimused",
)
# Groups of a line or two would drag all of one another along to the next page.
_LAST = "loop.last and not kompetentsid.tööks_vajalikud and not kompetentsid.täiendavad"
_REQUIREMENTS = (
    ("nõuded.haridus", "Haridus", kept_lines("nõuded.haridus", last=_LAST)),
    ("nõuded.töökogemus", "Töökogemus", kept_lines("nõuded.töökogemus", last=_LAST)),
    (
        "nõuded.keeleoskus",
        "Keeleoskus",
        each(
            "oskus in nõuded.keeleoskus",
            *kept(BODY, LANGUAGE, _LAST),
        ),
    ),
    ("nõuded.arvutioskus", "Arvutikasutamise oskus", kept_lines("nõuded.arvutioskus", last=_LAST)),
    ("nõuded.lähetused", "Valmisolek lähetusteks", kept_lines("nõuded.lähetused", last=_LAST)),
    (
        "kompetentsid.tööks_vajalikud",
        "Tööks vajalikud kompetentsid",
        each(
            "kompetents in kompetentsid.tööks_vajalikud",
            *when("kompetents.nimi", Paragraph("Heading 3", "{{ kompetents.nimi }}")),
            *kept_lines("kompetents.laused", BULLET),
        ),
    ),
    (
        "kompetentsid.täiendavad or nõuded.teadmised or nõuded.isikuomadused",
        "Täiendavad kompetentsid, isikuomadused ja teadmised",
        (
            *each(
                "kompetents in kompetentsid.täiendavad",
                *kept(
                    BULLET,
                    "{% if kompetents.nimi %}**{{ kompetents.nimi }}**{% endif %}"
                    "{% if kompetents.nimi and kompetents.laused %}: {% endif %}{{ kompetents.laused|reas }}",
                ),
            ),
            *kept_lines("nõuded.isikuomadused", BULLET),
            *kept_lines("nõuded.teadmised", BULLET),
        ),
    ),
)

BLOCKS: tuple[Block, ...] = (
    *APPROVAL,
    Paragraph("Title", "AMETIJUHEND"),
    _section("ÜLDOSA"),
    _POSITION,
    Paragraph(GAP, ""),
    _OTHERS,
    *when("eesmärk", _section("AMETIKOHA EESMÄRK"), Paragraph(BODY, "{{ eesmärk }}")),
    *when(
        "ülesanded",
        _section("{% if ametnik %}TEENISTUSKOHUSTUSED{% else %}TEENISTUSÜLESANDED{% endif %}"),
        duties("Põhiülesanded"),
    ),
    *when("õigused", _section("ÕIGUSED"), *RIGHTS),
    *when("vastutus", _section("VASTUTUS"), *RESPONSIBILITIES),
    *when("töövahendid", _section("TÖÖVAHENDID"), Paragraph(KEPT_BODY, "{{ töövahendid|reas|suurtäht }}")),
    *when(
        " or ".join(field for field, _, _ in _REQUIREMENTS),
        _section("AMETIKOHALE ESITATAVAD NÕUDED"),
        *(
            block
            for field, heading, blocks in _REQUIREMENTS
            for block in when(field, Paragraph(SUBHEADING, heading), *blocks)
        ),
    ),
    *when("muutmine", _section("AMETIJUHENDI MUUTMINE"), *lines("muutmine", "Muutmine")),
    *SIGNATURES,
)
