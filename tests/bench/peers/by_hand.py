"""A like document put together call by call with python-docx: the same texts, plainer than the template's."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docx.document import Document
    from docx.table import _Cell


def by_hand(fields: Mapping[str, Any]) -> bytes:
    """The file."""
    document = docx.Document()
    document.add_paragraph(f"Kehtiv alates {fields['kehtiv_alates']}")
    document.add_heading("AMETIJUHEND", 0)
    document.add_heading("ÜLDOSA", 1)
    names = {"Ametinimetus": fields["ametinimetus"], "Struktuuriüksus": fields["struktuuriüksus"]}
    names |= {"Vahetu juht": fields["vahetu_juht"]}
    names |= {"Kes asendab": ", ".join(fields["asendajad"]), "Keda asendab": ", ".join(fields["asendab"])}
    _table(document, names.items())
    document.add_heading("AMETIKOHA EESMÄRK", 1)
    document.add_paragraph(fields["eesmärk"])
    document.add_heading("TEENISTUSKOHUSTUSED", 1)
    _duties(document, fields["ülesanded"])
    for heading, name in (("ÕIGUSED", "õigused"), ("VASTUTUS", "vastutus"), ("TÖÖVAHENDID", "töövahendid")):
        document.add_heading(heading, 1)
        _bullets(document, fields[name])
    document.add_heading("AMETIKOHALE ESITATAVAD NÕUDED", 1)
    for name, texts in fields["nõuded"].items():
        document.add_heading(name.capitalize(), 2)
        _bullets(document, map(_language, texts) if name == "keeleoskus" else texts)
    for competencies in fields["kompetentsid"].values():
        for one in competencies:
            document.add_paragraph().add_run(one["nimi"]).bold = True
            _bullets(document, one["laused"])
    _bullets(document, fields["muutmine"])
    document.add_paragraph(fields["allkirjastaja"]["nimetus"])
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _table(document: Document, rows: Iterable[tuple[str, str]]) -> None:
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _duties(document: Document, duties: Iterable[Mapping[str, Any]]) -> None:
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ("Põhiülesanded", "Oodatavad tulemused"), strict=True):
        cell.text = text
    for duty in duties:
        what, results = table.add_row().cells
        what.text = duty["ülesanne"]
        _bullets(what, duty["sh"])
        _bullets(results, duty["tulemused"])


def _language(one: Mapping[str, str]) -> str:
    return f"{one['keel']} – {one['tase']}" if one["keel"] else one["tekst"]


def _bullets(holder: Document | _Cell, texts: Iterable[str]) -> None:
    for text in texts:
        holder.add_paragraph(text, style="List Bullet")
