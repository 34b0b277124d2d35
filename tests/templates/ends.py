"""What both templates begin and end with: how the text is approved, and who signs it."""

from __future__ import annotations

from tests.templates.pieces import END, NOTE, Paragraph, Row, Table, cell, each, when

SIGNED = "(allkirjastatud digitaalselt)"

APPROVAL = (
    *when(
        "kinnitamine.kinnitatud",
        Paragraph(NOTE, "KINNITATUD"),
        Paragraph(
            NOTE,
            "{% if kinnitamine.kuupäev %}{{ kinnitamine.kuupäev }} {% endif %}käskkirjaga"
            "{% if kinnitamine.number %} nr\u00a0{{ kinnitamine.number }}{% endif %}",
        ),
    ),
    *each("rida in kinnitamine.päis", Paragraph(NOTE, "{{ rida }}")),
    *when("kinnitamine.lisa", Paragraph(NOTE, "Lisa\u00a0{{ kinnitamine.lisa }}")),
    *when("kinnitamine.alus", Paragraph(NOTE, "{{ kinnitamine.alus }}")),
    *when(
        "kehtiv_alates or kehtiv_kuni",
        Paragraph(
            NOTE,
            "Kehtiv{% if kehtiv_alates %} alates {{ kehtiv_alates }}{% endif %}"
            "{% if kehtiv_kuni %} kuni {{ kehtiv_kuni }}{% endif %}",
        ),
    ),
)
_SIGNER = (
    *when("allkirjastaja.nimi", Paragraph("Allkiri", "{{ allkirjastaja.nimi }}")),
    *when("allkirjastaja.nimetus", Paragraph("Allkiri", "{{ allkirjastaja.nimetus|suurtäht }}")),
)
_PARTIES = Table(
    widths=(4535, 4536),
    rows=(
        Row((cell(Paragraph("Allkirja pool", "Tööandja")), cell(Paragraph("Allkirja pool", "Töötaja"))), head=True),
        Row(
            (
                cell(Paragraph("Allkiri", SIGNED), *_SIGNER),
                cell(Paragraph("Allkiri", SIGNED), *when("inimene", Paragraph("Allkiri", "{{ inimene }}"))),
            )
        ),
    ),
    title="Poolte allkirjad",
    description="Vasakul tööandja ja paremal töötaja allkiri",
    style="Allkirjade tabel",
)
SIGNATURES = (
    *when(
        "ametnik",
        Paragraph("Allkirja algus", SIGNED),
        *_SIGNER,
        *when(
            "inimene",
            Paragraph("Allkirja algus", "Ametijuhendiga tutvunud:"),
            Paragraph("Allkiri", "{{ inimene }}"),
        ),
    ),
    *when("töötaja", Paragraph("Allkirjade pealkiri", "Poolte allkirjad"), _PARTIES, Paragraph(END, "")),
)
