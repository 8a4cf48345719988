"""The slim start package of every docx made here: no theme fonts, Thai in all slots, compatibility 15."""

from __future__ import annotations

from xml.sax.saxutils import escape

from workflow_app.letters.docx import ooxml
from workflow_app.letters.docx.package import CONTENT_TYPES, DOCUMENT

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TITLE_LIMIT = 255
#: What never stands at the beginning: vowels above, below and after, tone marks.
MARKS = "ัิีึืฺุู็่้๊๋์ํ๎ำาะ"

#: name -> (based on, w:pPr in schema order). Line pitch 18 pt exact equals single spacing of TH SarabunPSK and
#: is the same with every Sarabun; 6 pt (120) before each part, 12 pt before the closing, first line 2.5 cm.
STYLES: dict[str, tuple[str, str]] = {
    "LetterLine": ("Normal", '<w:spacing w:before="0" w:line="360" w:lineRule="exact"/>'),
    "LetterUrgency": ("Normal", '<w:spacing w:before="0" w:line="720" w:lineRule="exact"/>'),
    "LetterNumber": (
        "LetterLine",
        '<w:tabs><w:tab w:val="left" w:pos="5783"/></w:tabs><w:ind w:left="5783" w:hanging="5783"/>',
    ),
    "LetterPart": ("LetterLine", '<w:spacing w:before="120"/>'),
    "LetterDate": ("LetterPart", '<w:ind w:left="4536"/>'),
    "LetterSubject": (
        "LetterPart",
        '<w:tabs><w:tab w:val="left" w:pos="567"/></w:tabs><w:ind w:left="567" w:hanging="567"/>',
    ),
    "LetterTo": (
        "LetterPart",
        '<w:tabs><w:tab w:val="left" w:pos="567"/><w:tab w:val="left" w:pos="1020"/></w:tabs>'
        '<w:ind w:left="567" w:hanging="567"/>',
    ),
    "LetterCopies": (
        "LetterLine",
        '<w:tabs><w:tab w:val="left" w:pos="907"/></w:tabs><w:ind w:left="907" w:hanging="907"/>',
    ),
    "LetterReference": (
        "LetterPart",
        '<w:tabs><w:tab w:val="left" w:pos="708"/></w:tabs><w:ind w:left="708" w:hanging="708"/>',
    ),
    "LetterEnclosure": (
        "LetterPart",
        '<w:tabs><w:tab w:val="left" w:pos="1360"/><w:tab w:val="right" w:pos="9071"/></w:tabs>'
        '<w:ind w:left="1360" w:hanging="1360"/>',
    ),
    "LetterBody": ("LetterPart", '<w:ind w:firstLine="1417"/><w:jc w:val="thaiDistribute"/>'),
    "LetterEnding": ("LetterBody", "<w:keepNext/>"),
    "LetterClosing": (
        "LetterLine",
        '<w:keepNext/><w:spacing w:before="240"/><w:ind w:left="4536"/>',
    ),
    "LetterSpace": ("LetterLine", "<w:keepNext/>"),
    "LetterSignature": ("LetterLine", '<w:keepNext/><w:ind w:left="1701"/><w:jc w:val="center"/>'),
    "LetterOwner": ("LetterLine", '<w:keepNext/><w:spacing w:before="1080"/>'),
    "SectionEnd": ("Normal", '<w:spacing w:before="0" w:line="20" w:lineRule="exact"/>'),
    "ListHeading": ("LetterLine", '<w:jc w:val="center"/>'),
    "ListLine": ("LetterLine", '<w:spacing w:before="60"/><w:ind w:left="1984" w:hanging="567"/>'),
    "EnclosureMark": ("LetterLine", '<w:jc w:val="right"/>'),
    "EnclosureHeading": ("LetterLine", '<w:keepNext/><w:jc w:val="center"/>'),
    "EnclosureCell": ("Normal", '<w:spacing w:line="320" w:lineRule="exact"/>'),
    "EnclosureRemark": ("LetterLine", '<w:ind w:left="284" w:hanging="284"/>'),
    "PageNumber": (
        "Normal",
        '<w:spacing w:after="200" w:line="360" w:lineRule="exact"/><w:jc w:val="center"/>',
    ),
}


def parts(document: str, *, font: str = ooxml.FONT, title: str = "") -> dict[str, bytes]:
    """All parts of a docx whose body is ``document`` (ready paragraphs, tables and the last ``w:sectPr``)."""
    texts = {
        CONTENT_TYPES: _content_types(),
        "_rels/.rels": _relationships(
            ("rId1", f"{RELATIONSHIPS}/officeDocument", DOCUMENT),
            ("rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "word/_rels/document.xml.rels": _relationships(
            ("rIdStyles", f"{RELATIONSHIPS}/styles", "styles.xml"),
            ("rIdSettings", f"{RELATIONSHIPS}/settings", "settings.xml"),
            ("rIdHeader", f"{RELATIONSHIPS}/header", "header1.xml"),
            ("rIdFirst", f"{RELATIONSHIPS}/header", "header2.xml"),
        ),
        "docProps/core.xml": core(title),
        DOCUMENT: f"<w:document {ooxml.DECLARED}><w:body>{document}</w:body></w:document>",
        "word/header1.xml": _header(ooxml.paragraph(ooxml.page_number(font), style="PageNumber")),
        "word/header2.xml": _header(ooxml.paragraph("", style="SectionEnd")),
        "word/settings.xml": _settings(),
        "word/styles.xml": _styles(font),
    }
    return {name: (ooxml.XML + text).encode() for name, text in texts.items()}


def core(title: str) -> str:
    """docProps/core.xml: the title only, at most 255 characters and never cut inside a combining sequence.

    No author and no time stand in it, so that equal letters are equal bytes.
    """
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(short_title(title))}</dc:title>'
        "</cp:coreProperties>"
    )


def short_title(title: str) -> str:
    """``title`` cut to 255 characters before a character that stands alone (no vowel or tone mark begins the rest)."""
    if len(title) <= TITLE_LIMIT:
        return title
    ends = (end for end in range(TITLE_LIMIT, TITLE_LIMIT - 8, -1) if title[end] not in MARKS)
    return title[: next(ends, TITLE_LIMIT)]


def _content_types() -> str:
    overrides = {
        DOCUMENT: f"{WORD}.document.main+xml",
        "word/styles.xml": f"{WORD}.styles+xml",
        "word/settings.xml": f"{WORD}.settings+xml",
        "word/header1.xml": f"{WORD}.header+xml",
        "word/header2.xml": f"{WORD}.header+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    listed = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _relationships(*relations: tuple[str, str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in relations
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def _header(content: str) -> str:
    return f"<w:hdr {ooxml.DECLARED}>{content}</w:hdr>"


def _settings() -> str:
    flags = {
        "compatibilityMode": 15,
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
    }
    listed = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in flags.items()
    )
    return (
        f'<w:settings {ooxml.DECLARED}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f"<w:compat><w:applyBreakingRules/>{listed}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:bidi="th-TH"/><w:decimalSymbol w:val="."/>'
        '<w:listSeparator w:val=","/></w:settings>'
    )


def _styles(font: str) -> str:
    usual = ooxml.run_properties(font=font).replace("<w:lang ", '<w:lang w:val="en-US" w:eastAsia="en-US" ')
    listed = "".join(
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{base}"/><w:qFormat/><w:pPr>{properties}</w:pPr></w:style>'
        for name, (base, properties) in STYLES.items()
    )
    return (
        f"<w:styles {ooxml.DECLARED}><w:docDefaults><w:rPrDefault>{usual}</w:rPrDefault><w:pPrDefault><w:pPr>"
        '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"</w:style>{listed}</w:styles>"
    )
