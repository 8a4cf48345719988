"""Templates of letters: read once, compiled once for each digest and face, rendered straight to the parts of a docx.

The only module that imports docxtpl and, for letters, jinja2. docxtpl turns what an officer wrote in Word into a
Jinja text; the rendering is ours: sandbox, escaping on, an undefined name is an error.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import jinja2
from docxtpl import DocxTemplate
from jinja2 import meta
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from workflow_app.errors import Invalid
from workflow_app.letters.docx import dress, emblem, ooxml, tidy
from workflow_app.letters.docx.package import CONTENT_TYPES, DOCUMENT, Member, member, unpack
from workflow_app.letters.docx.skeleton import RELATIONSHIPS, core
from workflow_app.letters.kinds import kind as kind_of
from workflow_app.paths import folder

STYLES, CORE = "word/styles.xml", "docProps/core.xml"
_TEXT_PART = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_EMBLEM_RELATION = "rIdEmblem"


@dataclass(frozen=True)
class Template:
    """The docx of one kind of letter. Two with one digest are the same template."""

    kind: str
    digest: str
    data: bytes = field(compare=False, repr=False)


@dataclass(frozen=True)
class Face:
    """How an office's letters look: font family named in the docx, its emblem (PNG or JPEG), pre-printed paper."""

    font: str = ooxml.FONT
    emblem: bytes | None = field(default=None, repr=False)
    preprinted: bool = False


@dataclass(frozen=True)
class Compiled:
    """A template ready to render: parts with tags, the styles, and all other parts already packed."""

    texts: Mapping[str, jinja2.Template]
    styles: str
    fixed: tuple[Member, ...]


def template(kind: str, data: bytes) -> Template:
    """The template in ``data``. Raises ``Unreadable`` when it is no docx."""
    unpack(data)
    return Template(kind, hashlib.sha256(data).hexdigest(), data)


def load(kind: str, within: Path | None = None) -> Template:
    """The template that lies in ``letter_templates/`` for this kind. Raises ``NotFound`` for an unknown kind."""
    place = (within or folder("letter_templates")) / kind_of(kind).folder
    return template(kind, (place / "letter.docx").read_bytes())


def render(source: Template, face: Face, values: Mapping[str, object]) -> dict[str, str]:
    """The parts that hold text, rendered and tidied: name -> XML without declaration.

    Raises ``Invalid`` (field ``template``) when a tag is not allowed, a name is unknown or the result is no XML.
    """
    texts = {}
    for name, part in compiled(source, face).texts.items():
        try:
            texts[name] = part.render(values)
        except (jinja2.TemplateError, ArithmeticError, TypeError, ValueError, LookupError) as error:
            raise Invalid({"template": f"แบบหนังสือใช้คำสั่งที่ทำไม่ได้: {error}"}) from error
    return tidy.tidied(texts)


@lru_cache(maxsize=64)
def compiled(source: Template, face: Face) -> Compiled:
    """The template, dressed for the face and compiled; kept for the next letter of the same digest and face."""
    parts = unpack(source.data)
    roots = {name: ooxml.parse(data, name) for name, data in parts.items() if _TEXT_PART.fullmatch(name)}
    for root in roots.values():
        dress.join_tags(root)
    _fill_slots(roots[DOCUMENT], parts, face)
    for root in roots.values():
        dress.dress(root, face.font)
    patcher, environment = DocxTemplate(io.BytesIO(source.data)), _environment()
    texts = {
        name: _compile(environment, patcher.patch_xml(ooxml.serialise(root))) for name, root in roots.items()
    }
    styles = _dressed_styles(parts.get(STYLES, b""), face.font)
    fixed = [name for name in parts if name not in texts and name not in (STYLES, CORE)]
    return Compiled(texts, styles, tuple(member(name, parts[name]) for name in fixed))


def core_properties(title: str) -> Member:
    """docProps/core.xml for a letter: its subject as title, nothing of who or when."""
    return member(CORE, (ooxml.XML + core(title)).encode())


def names_used(source: Template) -> set[str]:
    """The names that the tags of a template ask for; what is not among the values of a letter is a mistake."""
    patcher, environment = DocxTemplate(io.BytesIO(source.data)), _environment()
    used: set[str] = set()
    for name, data in unpack(source.data).items():
        if _TEXT_PART.fullmatch(name):
            root = ooxml.parse(data, name)
            dress.join_tags(root)
            used |= meta.find_undeclared_variables(
                environment.parse(patcher.patch_xml(ooxml.serialise(root)))
            )
    return used


def _environment() -> SandboxedEnvironment:
    return SandboxedEnvironment(autoescape=True, undefined=jinja2.StrictUndefined)


def _compile(environment: SandboxedEnvironment, text: str) -> jinja2.Template:
    try:
        return environment.from_string(text)
    except jinja2.TemplateError as error:
        raise Invalid({"template": f"แบบหนังสือมีคำสั่งที่อ่านไม่ได้: {error}"}) from error


def _dressed_styles(data: bytes, font: str) -> str:
    """The styles with the face's font in every ``w:rPr`` that names one, theme fonts taken out."""
    if not data:
        return ""
    root = ooxml.parse(data, STYLES)
    defaults = ooxml.find(root, "docDefaults", "rPrDefault", "rPr")
    for properties in root.iter(ooxml.w("rPr")):
        if properties is defaults or ooxml.find(properties, "rFonts") is not None:
            dress.dress_properties(properties, font)
    return ooxml.serialise(root)


def _fill_slots(document: etree._Element, parts: dict[str, bytes], face: Face) -> None:
    """Put the office's image into the emblem's slot, or leave it blank for pre-printed paper, or keep the frame."""
    slots = dress.emblem_slots(document)
    if face.preprinted:
        for slot in slots:
            dress.clear(slot)
    elif face.emblem is not None:
        picture = emblem.picture(face.emblem)
        graphic = emblem.image_graphic(_EMBLEM_RELATION, picture.width)
        for slot in slots:
            dress.clear(slot)
            slot.append(ooxml.parse(emblem.anchor(picture.width, graphic).encode()))
        if slots:
            _add_media(parts, face.emblem, picture)


def _add_media(parts: dict[str, bytes], image: bytes, picture: emblem.Picture) -> None:
    target = f"media/emblem.{picture.extension}"
    parts[f"word/{target}"] = image
    relation = f'<Relationship Id="{_EMBLEM_RELATION}" Type="{RELATIONSHIPS}/image" Target="{target}"/>'
    _insert(parts, "word/_rels/document.xml.rels", relation)
    if f'Extension="{picture.extension}"'.encode() not in parts[CONTENT_TYPES]:
        default = f'<Default Extension="{picture.extension}" ContentType="{picture.content_type}"/>'
        _insert(parts, CONTENT_TYPES, default)


def _insert(parts: dict[str, bytes], name: str, xml: str) -> None:
    """Add an element as the first child of the root of a part."""
    root = ooxml.parse(parts[name])
    child = etree.fromstring(xml.replace(" ", f' xmlns="{etree.QName(root).namespace}" ', 1))
    root.insert(0, child)
    parts[name] = (ooxml.XML + ooxml.serialise(root)).encode()
