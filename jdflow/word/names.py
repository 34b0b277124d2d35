"""The names of WordprocessingML that are needed here."""

from __future__ import annotations

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

BODY = f"{{{W}}}body"
HEADER = f"{{{W}}}hdr"
FOOTER = f"{{{W}}}ftr"
PARAGRAPH = f"{{{W}}}p"
RUN = f"{{{W}}}r"
RUN_LOOKS = f"{{{W}}}rPr"
TEXT = f"{{{W}}}t"
BREAK = f"{{{W}}}br"
TAB = f"{{{W}}}tab"
TABLE = f"{{{W}}}tbl"
ROW = f"{{{W}}}tr"
CELL = f"{{{W}}}tc"
CELL_LOOKS = f"{{{W}}}tcPr"
BOOKMARKS = (f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd")
TEXT_BOX = f"{{{W}}}txbxContent"
SECTION = f"{{{W}}}sectPr"
VAL = f"{{{W}}}val"

MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
CORE_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
