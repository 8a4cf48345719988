"""The emblem at the head of a letter: the office's own image at exactly 3 cm, an empty frame, or blank space."""

from __future__ import annotations

import io
from dataclasses import dataclass

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image

from workflow_app.errors import Invalid
from workflow_app.letters.ooxml import DECLARED

#: 3 cm, in English Metric Units.
HEIGHT = 1_080_000
#: Top of the emblem 1.5 cm below the edge of the paper.
TOP = 540_000
KINDS = {"image/png": "png", "image/jpeg": "jpeg"}


@dataclass(frozen=True)
class Picture:
    """An emblem ready to be put in: media name, content type, width in EMU at 3 cm height."""

    extension: str
    content_type: str
    width: int


def picture(image: bytes) -> Picture:
    """Measure the office's image. Raises ``Invalid`` when it is neither PNG nor JPEG, or is damaged."""
    try:
        read = Image.from_file(io.BytesIO(image))
    except (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError) as error:
        raise Invalid({"emblem": "ภาพตราครุฑต้องเป็นไฟล์ PNG หรือ JPEG"}) from error
    if read.content_type not in KINDS or not read.px_height or not read.px_width:
        raise Invalid({"emblem": "ภาพตราครุฑต้องเป็นไฟล์ PNG หรือ JPEG"})
    return Picture(KINDS[read.content_type], read.content_type, HEIGHT * read.px_width // read.px_height)


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
