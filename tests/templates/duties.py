"""The table of duties and the results expected, and the lists of rights and responsibilities."""

from __future__ import annotations

from tests.templates.pieces import BULLET, Block, Paragraph, Row, Table, cell, each, kept_lines, rows_each

_DUTY = Paragraph("Nummerdatud punkt", "{{ kohustus.ülesanne }}{% if kohustus.sh %}, sh:{% endif %}")
_PARTS = each("osa in kohustus.sh", Paragraph("Tabeli alaloend", "{{ osa }}"))
_RESULTS = each("tulemus in kohustus.tulemused", Paragraph("Tabeli täpploend", "{{ tulemus }}"))


def duties(heading: str) -> Table:
    """The table of duties, with the words above its first column."""
    return Table(
        widths=(4082, 4989),
        rows=(
            Row((_head(heading), _head("Oodatavad tulemused")), head=True),
            *rows_each("kohustus in ülesanded", Row((cell(_DUTY, *_PARTS), cell(*_RESULTS)))),
        ),
        title="Ülesanded ja oodatavad tulemused",
        description="Igas reas on vasakul üks ülesanne ja paremal selle täitmise oodatavad tulemused",
    )


def _head(text: str) -> tuple[Paragraph, ...]:
    return (Paragraph("Tabeli päis", text),)


def _led_by(official: str, employee: str) -> Paragraph:
    return Paragraph("Loendi sissejuhatus", f"{{% if ametnik %}}{official}{{% else %}}{employee}{{% endif %}}")


RIGHTS: tuple[Block, ...] = (_led_by("Ametnikul on õigus:", "Omab õigust:"), *kept_lines("õigused", BULLET))
RESPONSIBILITIES: tuple[Block, ...] = (_led_by("Ametnik vastutab:", "Omab vastutust:"), *kept_lines("vastutus", BULLET))
