"""Make a drawing anew: from markup to typed elements, and from those to markup (W04).

What is written holds elements and attributes of `vocabulary` alone, no text, no name of the file's own, and no
reference but to itself.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from themes.images import markup, references, styling, writing
from themes.images.elements import Element
from themes.images.refusals import LeftOut, Part, Reason, RefusedError
from themes.images.values import (
    Amounts,
    ElsewhereError,
    Reference,
    UnreadableError,
    Value,
    Word,
    box,
    size,
)
from themes.images.vocabulary import (
    ATTRIBUTES,
    GRADIENTS,
    GROUPS,
    LOOKS,
    NEEDED,
    OTHERS,
    QUIET,
    SHAPES,
    SVG,
    XLINK,
)

WIDEST: Final = 8
"""How many times wider than high, or the other way round."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing that was made anew."""

    content: bytes
    width: float
    height: float
    left_out: tuple[LeftOut, ...] = ()


@dataclass(slots=True)
class _Making:
    """What is gathered on the way."""

    sheet: styling.Rules = field(default_factory=dict)
    missing: Counter[Part] = field(default_factory=Counter)


def rebuild(data: bytes) -> Drawing:
    """Make a drawing anew.

    :raises RefusedError: when it cannot be read, trusted or shown.
    """
    root = markup.parse(data)
    if root.name != f"{SVG}{markup.BETWEEN}svg":
        raise RefusedError(Reason.NOT_A_DRAWING)
    making = _Making()
    _read_sheets(root, making)
    frame = _frame(root)
    looks = _attributes("g", root, making)
    elements = tuple(_children(root, making))
    known = references.named(elements)
    elements = _anchored(elements, known)
    if not any(_draws(element) for element in elements):
        raise RefusedError(Reason.NOTHING_DRAWN)
    references.check(elements, references.named(elements))
    return Drawing(
        writing.write(frame, looks, elements, references.used(elements)),
        width=frame.numbers[2],
        height=frame.numbers[3],
        left_out=tuple(LeftOut(part, times) for part, times in sorted(making.missing.items())),
    )


def _frame(root: markup.Node) -> Amounts:
    """Find how large the drawing is."""
    try:
        frame = box(root.attributes["viewBox"]) if "viewBox" in root.attributes else _sized(root)
    except (KeyError, UnreadableError):
        raise RefusedError(Reason.NO_SIZE) from None
    width, height = frame.numbers[2:]
    if max(width, height) > WIDEST * min(width, height):
        raise RefusedError(Reason.ODD_SHAPE)
    return frame


def _sized(root: markup.Node) -> Amounts:
    width, height = (size(root.attributes[name]) for name in ("width", "height"))
    if width.unit or height.unit or not width.number or not height.number:
        raise UnreadableError
    return Amounts((0, 0, width.number, height.number))


def _read_sheets(node: markup.Node, making: _Making) -> None:
    for child in node.children:
        if child.name == f"{SVG}{markup.BETWEEN}style":
            rules, unknown = styling.rules(child.text)
            for selector, properties in rules.items():
                making.sheet.setdefault(selector, {}).update(properties)
            _miss(making, Part.STYLE, unknown)
        _read_sheets(child, making)


def _children(node: markup.Node, making: _Making) -> Iterator[Element]:
    for child in node.children:
        if made := _element(child, making):
            yield made


def _element(node: markup.Node, making: _Making) -> Element | None:
    space, _, tag = node.name.rpartition(markup.BETWEEN)
    tag = GROUPS.get(tag, tag) if space == SVG else tag
    if space != SVG or tag not in ATTRIBUTES:
        _left(node, tag, space, making)
        return None
    attributes = _attributes(tag, node, making)
    if NEEDED.get(tag, "") not in {"", *attributes}:
        return None
    if node.name.endswith(" a"):
        making.missing[Part.LINK] += 1
    children = tuple(_children(node, making)) if tag not in SHAPES and tag != "stop" else ()
    # Only a gradient has stops, and nothing else.
    children = tuple(child for child in children if (child.tag == "stop") == (tag in GRADIENTS))
    return Element(tag, attributes, children, node.attributes.get("id", ""))


def _left(node: markup.Node, tag: str, space: str, making: _Making) -> None:
    """Say what does not come along, unless nobody would see it."""
    if part := OTHERS.get(tag.lower()):
        making.missing[part] += 1
    elif space == SVG and tag not in QUIET:
        making.missing[Part.UNKNOWN] += 1


def _attributes(tag: str, node: markup.Node, making: _Making) -> dict[str, Value]:
    known = ATTRIBUTES[tag]
    written: dict[str, str] = {}
    for name, text in node.attributes.items():
        space, _, bare = name.rpartition(markup.BETWEEN)
        if bare.lower().startswith("on"):
            making.missing[Part.HANDLER] += 1
        elif bare in known and (not space or (space == XLINK and bare == "href")):
            written[bare] = text
    written.update((name, text) for name, text in styling.of(tag, node.attributes, making.sheet))
    own, unknown = styling.properties(node.attributes.get("style", ""))
    _miss(making, Part.STYLE, unknown)
    written.update(own)
    return {name: value for name in known if (value := _value(tag, name, written, making)) is not None}


def _value(tag: str, name: str, written: Mapping[str, str], making: _Making) -> Value | None:
    if name not in written or written[name] == "inherit":
        return None
    try:
        return ATTRIBUTES[tag][name](written[name])
    except ElsewhereError:
        making.missing[Part.EXTERNAL] += 1
    except UnreadableError:
        making.missing[Part.UNREADABLE if name not in LOOKS else Part.STYLE] += 1
    return None


def _anchored(elements: tuple[Element, ...], known: Mapping[str, Element]) -> tuple[Element, ...]:
    """Take out references that lead nowhere: what they painted is as the file's own fallback says, or nothing."""
    found: list[Element] = []
    for element in elements:
        landed = {name: _landed(name, value, known) for name, value in element.attributes.items()}
        attributes = {name: value for name, value in landed.items() if value is not None}
        if NEEDED.get(element.tag, "") in {"", *attributes}:
            children = _anchored(element.children, known)
            found.append(replace(element, attributes=attributes, children=children))
    return tuple(found)


def _landed(name: str, value: Value, known: Mapping[str, Element]) -> Value | None:
    if not isinstance(value, Reference) or value.target in known:
        return value
    return (value.fallback or Word("none")) if name in {"fill", "stroke"} else None


def _draws(element: Element) -> bool:
    if element.tag in {"defs", "symbol", "clipPath", "mask", *GRADIENTS}:
        return False
    return element.tag in SHAPES or any(_draws(child) for child in element.children)


def _miss(making: _Making, part: Part, times: int) -> None:
    if times:
        making.missing[part] += times
