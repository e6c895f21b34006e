"""All that a drawing may consist of: elements, and for each the attributes with their kind of value.

An allow-list: what is not here does not exist for us. `OTHERS` merely names what people may miss.
"""

from collections.abc import Mapping
from typing import Final

from themes.images import outlines, values
from themes.images.refusals import Part
from themes.images.values import Read

SVG: Final = "http://www.w3.org/2000/svg"
XLINK: Final = "http://www.w3.org/1999/xlink"

UNITS: Final = values.words("userSpaceOnUse", "objectBoundingBox")
RULE: Final = values.words("nonzero", "evenodd")

LOOKS: Final[Mapping[str, Read]] = {
    "fill": values.paint,
    "fill-opacity": values.share,
    "fill-rule": RULE,
    "clip-rule": RULE,
    "stroke": values.paint,
    "stroke-width": values.size,
    "stroke-opacity": values.share,
    "stroke-linecap": values.words("butt", "round", "square"),
    "stroke-linejoin": values.words("miter", "round", "bevel"),
    "stroke-miterlimit": values.size,
    "stroke-dasharray": values.dashes,
    "stroke-dashoffset": values.amount,
    "opacity": values.share,
    "color": values.tint,
    "display": values.words("none", "inline"),
    "visibility": values.words("visible", "hidden"),
    "clip-path": values.local,
    "mask": values.local,
    "stop-color": values.tint,
    "stop-opacity": values.share,
}
"""What may stand as an attribute, in `style`, or in a rule for a class."""

_GRADIENT: Final[Mapping[str, Read]] = {
    "gradientUnits": UNITS,
    "gradientTransform": values.steps,
    "spreadMethod": values.words("pad", "reflect", "repeat"),
    "href": values.target,
}
_PLACE: Final[Mapping[str, Read]] = {
    "x": values.amount,
    "y": values.amount,
    "width": values.size,
    "height": values.size,
}
_TURN: Final[Mapping[str, Read]] = {"transform": values.steps}

SHAPES: Final[Mapping[str, Mapping[str, Read]]] = {
    "path": {"d": outlines.outline},
    "rect": {**_PLACE, "rx": values.size, "ry": values.size},
    "circle": {"cx": values.amount, "cy": values.amount, "r": values.size},
    "ellipse": {"cx": values.amount, "cy": values.amount, "rx": values.size, "ry": values.size},
    "line": dict.fromkeys(("x1", "y1", "x2", "y2"), values.amount),
    "polyline": {"points": values.points},
    "polygon": {"points": values.points},
    "use": {"href": values.target, **_PLACE},
}
GRADIENTS: Final[Mapping[str, Mapping[str, Read]]] = {
    "linearGradient": {**dict.fromkeys(("x1", "y1", "x2", "y2"), values.amount), **_GRADIENT},
    "radialGradient": {**dict.fromkeys(("cx", "cy", "r", "fx", "fy"), values.amount), **_GRADIENT},
}
ELEMENTS: Final[Mapping[str, Mapping[str, Read]]] = {
    **{name: {**own, **_TURN} for name, own in SHAPES.items()},
    **GRADIENTS,
    "g": _TURN,
    "defs": {},
    "symbol": {"viewBox": values.box},
    "stop": {"offset": values.share},
    "clipPath": {"clipPathUnits": UNITS, **_TURN},
    "mask": {**_PLACE, "maskUnits": UNITS, "maskContentUnits": UNITS},
}
ATTRIBUTES: Final[Mapping[str, Mapping[str, Read]]] = {
    name: {**own, **LOOKS} for name, own in ELEMENTS.items()
}
NEEDED: Final[Mapping[str, str]] = {"path": "d", "polyline": "points", "polygon": "points", "use": "href"}
"""What an element is nothing without."""

GROUPS: Final = {"g": "g", "a": "g", "switch": "g"}
"""What becomes a plain group: a link keeps its shapes."""

QUIET: Final = frozenset({"title", "desc", "metadata", "style", "namedview"})
"""Left out without a word: nobody sees it."""

OTHERS: Final[Mapping[str, Part]] = {
    "script": Part.SCRIPT,
    "foreignobject": Part.FOREIGN,
    "iframe": Part.FOREIGN,
    "image": Part.PICTURE,
    "text": Part.TEXT,
    "tspan": Part.TEXT,
    "textpath": Part.TEXT,
    "filter": Part.EFFECT,
    "pattern": Part.EFFECT,
    "marker": Part.EFFECT,
    "animate": Part.MOTION,
    "animatemotion": Part.MOTION,
    "animatetransform": Part.MOTION,
    "set": Part.MOTION,
}
