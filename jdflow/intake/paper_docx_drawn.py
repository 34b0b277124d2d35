"""What hangs on a paragraph of a Word file beside its letters: text boxes, and what cannot be read as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.intake.paper_docx_remarks import quoted
from jdflow.intake.paper_docx_words import flat
from jdflow.language import msg
from jdflow.word.names import TEXT_BOX, W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.oxml.xmlchemy import BaseOxmlElement as Element

    from jdflow.intake.paper_docx_remarks import Remarks
    from jdflow.model.paper import Spot

_A = "http://schemas.openxmlformats.org/drawingml/2006"
_VML, _OFFICE = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"
_SIGNATURE, _OBJECT, _LETTERS = f"{{{_OFFICE}}}signatureline", f"{{{_OFFICE}}}OLEObject", f"{{{_VML}}}textpath"
# The first of these that a drawing holds says what it is; whatever else Word draws are lines and frames.
_KINDS = {
    _SIGNATURE: msg("a line for a signature is left out"),
    _OBJECT: msg("an embedded object is left out"),
    f"{{{W}}}control": msg("a control of a form is left out"),
    f"{{{_A}/chart}}chart": msg("a chart is left out"),
    f"{{{_A}/diagram}}relIds": msg("a diagram is left out, and what is written in it"),
    f"{{{_A}/lockedCanvas}}lockedCanvas": msg("a drawing is left out, and what is written in it"),
    f"{{{W}}}contentPart": msg("something written or drawn by hand is left out"),
    "{http://schemas.microsoft.com/office/word/2010/wordml}contentPart": msg(
        "something written or drawn by hand is left out"
    ),
    f"{{{_A}/picture}}pic": msg("a picture is left out"),
    f"{{{_VML}}}imagedata": msg("a picture is left out"),
}
_WANTED = frozenset((TEXT_BOX, _LETTERS, *_KINDS))
_NOTHING: frozenset[str] = frozenset()


def boxes(drawing: Element, remarks: Remarks, spot: Spot | None) -> Iterator[Element]:
    """The text boxes in a drawing; what else is in it is remarked upon."""
    if drawing.tag == TEXT_BOX:
        yield drawing
        return
    found: set[str] = set()
    for element in flat(drawing, _WANTED, _NOTHING):
        if element.tag == TEXT_BOX:
            yield element
        elif element.tag != _LETTERS:
            found.add(str(element.tag))
        elif said := quoted(element.get("string", "")):
            remarks.add(msg("letters drawn as a picture are left out: “{said}”", said=said), spot)
    kind = next((message for tag, message in _KINDS.items() if tag in found), None)
    if kind is not None:
        remarks.add(kind, spot)
