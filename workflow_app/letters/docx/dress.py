"""What is done to a template before it is compiled: tags made whole, Thai fonts on every run, the emblem's slot.

An officer edits the template in Word, and Word cuts tags into runs and knows nothing of our fonts; this puts it right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from workflow_app.letters.docx.ooxml import NAMESPACES, RUN_ORDER, w

_TAG = re.compile(r"{{.*?}}|{%.*?%}|{#.*?#}", re.DOTALL)
_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
_RANK = {w(name): rank for rank, name in enumerate(RUN_ORDER)}
_TWINS = (("b", "bCs"), ("i", "iCs"))
EMBLEM = "emblem"


def join_tags(root: etree._Element) -> None:
    """Put each tag that Word cut into several runs into the first of them; the other text keeps its own run."""
    for paragraph in root.iter(w("p")):
        texts = [text for text in paragraph.iter(w("t")) if _nearest(text) is paragraph]
        joined = "".join(text.text or "" for text in texts)
        for found in reversed(list(_TAG.finditer(joined))):
            _gather(texts, found.start(), found.end())


def dress(root: etree._Element, font: str) -> None:
    """Give every run of the part all four font slots, both sizes, both weights and the language, in schema order."""
    for run in root.iter(w("r")):
        properties = run.find(w("rPr"))
        if properties is None:
            properties = etree.Element(w("rPr"))
            run.insert(0, properties)
        dress_properties(properties, font)
    for text in root.iter(w("t")):
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def dress_properties(properties: etree._Element, font: str, usual: str = "32") -> None:
    """Complete one ``w:rPr``; a size that stands already is kept, for Thai and Latin alike."""
    fonts = _child(properties, "rFonts")
    fonts.attrib.clear()
    for slot in _SLOTS:
        fonts.set(w(slot), font)
    given = [found for name in ("szCs", "sz") if (found := properties.find(w(name))) is not None]
    size = given[0].get(w("val"), usual) if given else usual
    for name in ("sz", "szCs"):
        _child(properties, name).set(w("val"), size)
    for latin, thai in _TWINS:
        _pair(properties, latin, thai)
    _child(properties, "lang").set(w("bidi"), "th-TH")
    properties[:] = sorted(properties, key=lambda each: _RANK.get(each.tag, len(_RANK)))


def emblem_slots(root: etree._Element) -> list[etree._Element]:
    """The runs that hold the slot of the emblem: a drawing that is named ``emblem``."""
    named = root.iterfind(f".//{{{NAMESPACES['wp']}}}docPr[@name='{EMBLEM}']")
    return list(dict.fromkeys(_up(found, w("r")) for found in named))


def clear(run: etree._Element) -> None:
    """Take everything out of a run but its properties."""
    for child in list(run):
        if child.tag != w("rPr"):
            run.remove(child)


def _gather(texts: list[etree._Element], start: int, end: int) -> None:
    """Move what stands between ``start`` and ``end`` of the joined text into the text where it starts."""
    touched = [(text, low, high) for text, low, high in _spans(texts) if low < end and high > start]
    if len(touched) < 2:
        return
    tag = "".join((text.text or "")[max(0, start - low) : end - low] for text, low, _ in touched)
    for text, low, _ in touched[1:]:
        text.text = (text.text or "")[end - low :] if end > low else text.text
    first, low, _ = touched[0]
    first.text = (first.text or "")[: start - low] + tag


def _spans(texts: list[etree._Element]) -> Iterator[tuple[etree._Element, int, int]]:
    position = 0
    for text in texts:
        length = len(text.text or "")
        yield text, position, position + length
        position += length


def _nearest(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors(w("p")), None)


def _up(element: etree._Element, tag: str) -> etree._Element:
    """The outermost ancestor with this tag: a drawing may hold runs of its own."""
    return list(element.iterancestors(tag))[-1]


def _child(properties: etree._Element, name: str) -> etree._Element:
    found = properties.find(w(name))
    return etree.SubElement(properties, w(name)) if found is None else found


def _pair(properties: etree._Element, latin: str, thai: str) -> None:
    """Bold is bold in both scripts: whichever of the two stands is written for the other too."""
    for name, other in ((latin, thai), (thai, latin)):
        found = properties.find(w(name))
        if found is not None and properties.find(w(other)) is None:
            twin = etree.SubElement(properties, w(other))
            twin.attrib.update(dict(found.attrib))
