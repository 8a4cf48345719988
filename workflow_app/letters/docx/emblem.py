"""The emblem at the head of a letter: the office's own image at exactly 3 cm, an empty frame, or blank space."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from workflow_app.errors import Invalid
from workflow_app.letters.docx.ooxml import DECLARED

#: 3 cm, in English Metric Units.
HEIGHT = 1_080_000
#: Top of the emblem 1.5 cm below the edge of the paper.
TOP = 540_000
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
#: Markers of a JPEG that begin a frame and tell its size (the other four of their range do not).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})


@dataclass(frozen=True)
class Picture:
    """An emblem ready to be put in: media name, content type, width in EMU at 3 cm height."""

    extension: str
    content_type: str
    width: int


def picture(image: bytes) -> Picture:
    """Measure the office's image. Raises ``Invalid`` when it is neither PNG nor JPEG, or is damaged."""
    kind = "png" if image.startswith(PNG) else "jpeg" if image.startswith(JPEG) else ""
    width, height = {"png": _png_size, "jpeg": _jpeg_size}.get(kind, _no_size)(image)
    if not width or not height:
        raise Invalid({"emblem": "ภาพตราครุฑต้องเป็นไฟล์ PNG หรือ JPEG ที่เปิดได้"})
    return Picture(kind, f"image/{kind}", HEIGHT * width // height)


def _no_size(image: bytes) -> tuple[int, int]:
    return 0, 0


def _png_size(image: bytes) -> tuple[int, int]:
    if image[12:16] != b"IHDR" or len(image) < 33 or b"IDAT" not in image:
        return 0, 0
    width, height = struct.unpack(">II", image[16:24])
    return width, height


def _jpeg_size(image: bytes) -> tuple[int, int]:
    """Walk from marker to marker to the frame header."""
    position = 2
    while position + 9 <= len(image) and image[position] == 0xFF:
        marker = image[position + 1]
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", image[position + 5 : position + 9])
            return width, height
        bare = marker in _BARE or marker == 0xFF
        (length,) = struct.unpack(">H", image[position + 2 : position + 4])
        position += 1 if marker == 0xFF else 2 if bare else 2 + length
    return 0, 0


def anchor(width: int, graphic: str, *, number: int = 1) -> str:
    """A drawing centred on the text area, behind the text, its top 1.5 cm below the paper's edge."""
    return (
        f'<w:drawing {DECLARED}><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        'relativeHeight="2" behindDoc="1" locked="1" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin"><wp:align>center</wp:align></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{TOP}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{HEIGHT}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{number}" name="emblem" descr="ตราครุฑ"/><wp:cNvGraphicFramePr/>{graphic}</wp:anchor></w:drawing>'
    )


def image_graphic(relation: str, width: int) -> str:
    """The graphic of an image in the package."""
    uri = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    return (
        f'<a:graphic><a:graphicData uri="{uri}"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="emblem"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/>'
        '</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{width}" cy="{HEIGHT}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic>"
    )


def frame_graphic(inner: str, width: int) -> str:
    """The graphic of the empty frame; ``inner`` is the paragraph that stands in its middle."""
    uri = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    return (
        f'<a:graphic><a:graphicData uri="{uri}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{HEIGHT}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        '</a:prstGeom><a:noFill/><a:ln w="6350"><a:solidFill><a:srgbClr val="A6A6A6"/></a:solidFill></a:ln>'
        f"</wps:spPr><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/></wps:wsp></a:graphicData></a:graphic>'
    )
