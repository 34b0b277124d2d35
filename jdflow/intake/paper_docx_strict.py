"""Word files of the strict form of the standard, in which the same elements have other names: as Word usually saves."""

from __future__ import annotations

import re

from jdflow.word.package import ROOT_RELATIONSHIPS, Part, main_part, relationships, relationships_path

_STRICT = b"http://purl.oclc.org/ooxml/"
_NAME = re.compile(rb"([\"'])http://purl\.oclc\.org/ooxml/(wordprocessingml|officeDocument|drawingml)/([A-Za-z/]+)\1")
_STORED = 0


def as_usual(parts: dict[str, Part]) -> dict[str, Part]:
    """The parts, those that hold text and looks with the names that Word usually gives."""
    if _STRICT not in parts[ROOT_RELATIONSHIPS].data:
        return parts
    parts = dict(parts)
    _rename(parts, ROOT_RELATIONSHIPS)
    main = main_part(parts)
    _rename(parts, relationships_path(main))
    for name in {main, *(one.target for one in relationships(parts, main) if not one.external)}:
        _rename(parts, name)
    return parts


def _rename(parts: dict[str, Part], name: str) -> None:
    part = parts.get(name)
    if part is not None and _STRICT in part.data:
        data = _NAME.sub(rb"\1http://schemas.openxmlformats.org/\2/2006/\3\1", part.data)
        parts[name] = Part(data, data, _STORED)
