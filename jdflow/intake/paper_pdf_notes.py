"""What lies on a page of a PDF: fields that were filled in are taken into the page, notes are counted."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, NamedTuple

from jdflow.language import msg
from jdflow.model.paper import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jdflow.model.paper import Spot

_MOST = 5000
_LONGEST = 2000


class Taken(NamedTuple):
    """What became of the notes and fields of a page, and whether it must be read anew."""

    remarks: list[Remark]
    changed: bool


def remove_signatures(api: Any, page: Any, spot: Spot) -> Iterator[Remark]:  # noqa: ANN401 (ctypes has no types)
    """Take the pictures of digital signatures off the page: they say who signed, which is no part of the text."""
    for number in reversed(range(min(api.FPDFPage_GetAnnotCount(page), _MOST))):
        note = api.FPDFPage_GetAnnot(page, number)
        is_signature = api.FPDFAnnot_GetSubtype(note) == api.FPDF_ANNOT_WIDGET and _value(api, note, b"FT") == "Sig"
        api.FPDFPage_CloseAnnot(note)
        if is_signature:
            api.FPDFPage_RemoveAnnot(page, number)
            yield Remark(msg("the picture of a digital signature is left out"), spot)


def take_in(api: Any, page: Any, spot: Spot) -> Taken:  # noqa: ANN401 (ctypes has no types)
    """Make fields and written notes part of the page, so that what they say stands where it is seen."""
    fields = notes = lost = 0
    remarks: list[Remark] = []
    for note in _notes(api, page):
        kind = api.FPDFAnnot_GetSubtype(note)
        if kind == api.FPDF_ANNOT_WIDGET:
            value = _value(api, note, b"V").strip()
            if not value or value == "Off":
                continue
            if api.FPDFAnnot_HasKey(note, b"AP"):
                fields += 1
            else:
                lost += 1
                remarks.append(
                    Remark(msg("a field says “{value}”, but does not print it; it was left out", value=value), spot)
                )
        elif kind not in {api.FPDF_ANNOT_LINK, api.FPDF_ANNOT_POPUP}:
            notes += 1
    if fields:
        remarks.append(Remark(msg("fields that were filled in are read as text: {n}", n=fields), spot))
    if notes:
        remarks.append(
            Remark(msg("notes and marks lie over the text: {n}; only what they print was read", n=notes), spot)
        )
    changed = bool(fields or notes) and api.FPDFPage_Flatten(page, api.FLAT_NORMALDISPLAY) == api.FLATTEN_SUCCESS
    return Taken(remarks, changed)


def _notes(api: Any, page: Any) -> Iterator[Any]:  # noqa: ANN401 (ctypes has no types)
    for number in range(min(api.FPDFPage_GetAnnotCount(page), _MOST)):
        note = api.FPDFPage_GetAnnot(page, number)
        yield note
        api.FPDFPage_CloseAnnot(note)


def _value(api: Any, note: Any, key: bytes) -> str:  # noqa: ANN401 (ctypes has no types)
    length = min(api.FPDFAnnot_GetStringValue(note, key, None, 0), _LONGEST)
    if length <= 2:  # noqa: PLR2004 (the zero at the end)
        return ""
    buffer = ctypes.create_string_buffer(length)
    api.FPDFAnnot_GetStringValue(note, key, ctypes.cast(buffer, ctypes.POINTER(api.FPDF_WCHAR)), length)
    return buffer.raw.decode("utf-16-le", "replace").split("\0", 1)[0]
