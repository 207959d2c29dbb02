"""The last step of a drawing: make the raw SVG small, named and safe to put in a page.

The converter numbers clip paths across a whole process and describes every mark to screen readers
one by one. Here the drawing gets ids of its own, one title and one description, the pattern its
fills name, a ``viewBox`` and no size, so that CSS scales it; and loses what no reader sees.
"""

import re
from xml.etree import ElementTree as ET

from seedbed.publish.charts.ink import PAPER, SOFT

SVG = "http://www.w3.org/2000/svg"
ET.register_namespace("", SVG)

_NOISE = ("role", "pointer-events")
_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_LINK = re.compile(r"url\(#([^)]+)\)")


def finished(raw: str, *, prefix: str, title: str, description: str) -> str:
    """The drawing with its ids, title, description and pattern; no size, no noise."""
    root = ET.fromstring(raw)
    _prune(root)
    for element in root.iter():
        _tidy(element)
    _own_ids(root, prefix)
    root.attrib = {
        "viewBox": root.attrib["viewBox"],
        "role": "img",
        "aria-labelledby": f"{prefix}-title {prefix}-desc",
    }
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        named = ET.Element(f"{{{SVG}}}{tag}", {"id": f"{prefix}-{tag}"})
        named.text = text
        root.insert(place, named)
    _add_hatch(root, prefix)
    return ET.tostring(root, encoding="unicode", short_empty_elements=True)


def _prune(parent: ET.Element) -> None:
    """Drop what is never seen: hidden parts and labels that were left out for want of room."""
    for child in list(parent):
        hidden = child.get("display") == "none" or child.get("opacity") == "0"
        empty_frame = child.get("d") == "M0,0h0v0h0Z"
        if hidden or empty_frame:
            parent.remove(child)
        else:
            _prune(child)


def _tidy(element: ET.Element) -> None:
    for name in list(element.attrib):
        if name in _NOISE or name.startswith("aria-"):
            del element.attrib[name]
    for name in ("d", "transform", "x", "y", "x1", "y1", "x2", "y2", "width", "height"):
        if name in element.attrib:
            element.attrib[name] = _NUMBER.sub(_short, element.attrib[name])


def _short(number: re.Match[str]) -> str:
    """Two decimals of a pixel are enough, and are the same on every machine."""
    return f"{round(float(number.group()), 2):g}"


def _own_ids(root: ET.Element, prefix: str) -> None:
    """Number ids within this drawing, so that no two drawings on a page share one."""
    fresh = {
        element.attrib["id"]: f"{prefix}-{number}"
        for number, element in enumerate(e for e in root.iter() if "id" in e.attrib)
    }
    for element in root.iter():
        if "id" in element.attrib:
            element.attrib["id"] = fresh[element.attrib["id"]]
        for name, value in element.attrib.items():
            element.attrib[name] = _LINK.sub(
                lambda link: f"url(#{fresh.get(link[1], f'{prefix}-{link[1]}')})", value
            )


def _add_hatch(root: ET.Element, prefix: str) -> None:
    """The pattern for what is not known, into a drawing whose fills name it."""
    name = f"{prefix}-hatch"
    if f"url(#{name})" not in (value for e in root.iter() for value in e.attrib.values()):
        return
    defs = ET.Element(f"{{{SVG}}}defs")
    size = {"width": "8", "height": "8"}
    pattern = ET.SubElement(
        defs, f"{{{SVG}}}pattern", {"id": name, **size, "patternUnits": "userSpaceOnUse"}
    )
    ET.SubElement(pattern, f"{{{SVG}}}rect", {**size, "fill": PAPER})
    lines = {"d": "M-2,2l4,-4M0,8l8,-8M6,10l4,-4", "stroke": SOFT, "stroke-width": "1.2"}
    ET.SubElement(pattern, f"{{{SVG}}}path", lines)
    root.insert(2, defs)
