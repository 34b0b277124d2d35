"""The part theme.xml: plain colours and the look's font, for what a person draws into a template later."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.templates.looks import Look

_COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "404040",
    "lt2": "F2F2F2",
    "accent1": "1F3864",
    "accent2": "2E74B5",
    "accent3": "7F7F7F",
    "accent4": "538135",
    "accent5": "C45911",
    "accent6": "833C0B",
    "hlink": "0563C1",
    "folHlink": "954F72",
}
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="6350">{_FILL}<a:prstDash val="solid"/></a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"


def theme(look: Look) -> str:
    """The part theme.xml."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items())
    font = f'<a:latin typeface="{look.font.name}"/><a:ea typeface=""/><a:cs typeface=""/>'
    styles = (("fill", _FILL), ("ln", _LINE), ("effect", _EFFECT), ("bgFill", _FILL))
    lists = "".join(f"<a:{name}StyleLst>{one * 3}</a:{name}StyleLst>" for name, one in styles)
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="jdflow"><a:themeElements>'
        f'<a:clrScheme name="jdflow">{colours}</a:clrScheme>'
        f'<a:fontScheme name="jdflow"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="jdflow">{lists}</a:fmtScheme></a:themeElements></a:theme>'
    )
