"""Is a chart really drawn? A positive check, because nothing else notices an empty picture."""

import re
from collections import Counter
from xml.etree import ElementTree as ET

from seedbed.publish.charts.finish import SVG

_SHAPES = {f"{{{SVG}}}{name}" for name in ("path", "line", "rect", "circle")}
_FORBIDDEN = {f"{{{SVG}}}{name}" for name in ("script", "style", "foreignObject", "image")}
_NOT_A_NUMBER = re.compile(r"nan|infinity|undefined|null", re.IGNORECASE)
# What lies on a sheet whether or not there is a row to draw.
_FURNITURE = {"edge", "key", "today", "zero"}
_GEOMETRY = ("d", "transform", "x", "y", "x1", "y1", "x2", "y2", "width", "height")


def is_drawn(svg: str, *layers: str) -> bool:
    """Whether a drawing has marks in each named layer (or at least some), all at finite places.

    >>> is_drawn("<svg xmlns='http://www.w3.org/2000/svg'></svg>")
    False
    """
    return not why_undrawn(svg, *layers)


def why_undrawn(svg: str, *layers: str) -> list[str]:
    """What is wrong with a drawing, in words; an empty list when it is drawn."""
    try:
        root = ET.fromstring(svg)
    except ET.ParseError as error:
        return [f"not well-formed: {error}"]
    marks = drawn_marks(svg)
    wrong = [*_unsafe(root), *_unnamed(root), *_unplaced(root)]
    if not any(count for name, count in marks.items() if name not in _FURNITURE):
        wrong.append("no mark is drawn")
    wrong += [f"layer {name!r} has no mark" for name in layers if not marks[name]]
    return wrong


def drawn_marks(svg: str) -> Counter[str]:
    """How many shapes with a form each named layer holds (words and axes do not count)."""
    counted: Counter[str] = Counter()
    for group in ET.fromstring(svg).iter(f"{{{SVG}}}g"):
        names = re.findall(r"\brole-mark (\S+)_marks\b", group.get("class", ""))
        for name in names:
            counted[name] += sum(_has_form(shape) for shape in group.iter())
    return counted


def _has_form(shape: ET.Element) -> bool:
    if shape.tag not in _SHAPES:
        return False
    if shape.tag.endswith("path"):
        return bool(re.search(r"[LHVAClhvac]", shape.get("d", "")))
    return any(float(shape.get(name, 0)) for name in ("x2", "y2", "width", "r"))


def _unsafe(root: ET.Element) -> list[str]:
    wrong = []
    for element in root.iter():
        if element.tag in _FORBIDDEN:
            wrong.append(f"holds a {element.tag.split('}')[1]} element")
        wrong += [
            f"has the attribute {name}"
            for name in element.attrib
            if name == "style" or name.startswith("on") or name.endswith("href")
        ]
    return wrong


def _unnamed(root: ET.Element) -> list[str]:
    named = {
        element.get("id"): (element.text or "").strip()
        for tag in ("title", "desc")
        for element in root.iter(f"{{{SVG}}}{tag}")
    }
    pointed_at = root.get("aria-labelledby", "").split()
    if root.get("role") != "img" or len(pointed_at) != 2:
        return ["is not an image named by a title and a description"]
    return [f"{name} names nothing" for name in pointed_at if not named.get(name)]


def _unplaced(root: ET.Element) -> list[str]:
    box = [float(part) for part in root.get("viewBox", "0 0 0 0").split()]
    wrong = [] if len(box) == 4 and box[2] > 0 and box[3] > 0 else ["has no viewBox"]
    return wrong + [
        f"{name}={element.get(name)!r} is no place"
        for element in root.iter()
        for name in _GEOMETRY
        if _NOT_A_NUMBER.search(element.get(name, ""))
    ]
