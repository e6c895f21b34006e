"""Write a drawing from its typed parts: names of our own, numbers of six digits, and no text at all."""

from collections.abc import Iterable, Mapping

from themes.images.elements import Element
from themes.images.values import Amount, Amounts, Outline, Reference, Steps, Tint, Value, Word
from themes.images.vocabulary import SVG


def write(
    frame: Amounts, looks: Mapping[str, Value], elements: Iterable[Element], used: Iterable[str]
) -> bytes:
    """Write the whole of it; `used` names what is referred to, which alone keeps a name."""
    names = {name: f"i{index}" for index, name in enumerate(used)}
    written: set[str] = set()
    inside = "".join(_element(element, names, written) for element in elements)
    root = f'<svg xmlns="{SVG}" viewBox="{_numbers(frame.numbers)}"{_attributes(looks, names)}'
    return f"{root}>{inside}</svg>".encode()


def _element(element: Element, names: Mapping[str, str], written: set[str]) -> str:
    name = ""
    if element.name in names and element.name not in written:
        written.add(element.name)
        name = f' id="{names[element.name]}"'
    opening = f"<{element.tag}{name}{_attributes(element.attributes, names)}"
    if not element.children:
        return f"{opening}/>"
    inside = "".join(_element(child, names, written) for child in element.children)
    return f"{opening}>{inside}</{element.tag}>"


def _attributes(attributes: Mapping[str, Value], names: Mapping[str, str]) -> str:
    return "".join(f' {name}="{_value(value, names)}"' for name, value in attributes.items())


def _value(value: Value, names: Mapping[str, str]) -> str:
    match value:
        case Amount():
            return f"{_number(value.number)}{value.unit}"
        case Amounts():
            return _numbers(value.numbers)
        case Word():
            return value.word
        case Tint():
            return value.hex
        case Steps():
            return "".join(f"{name}({_numbers(numbers)})" for name, numbers in value.steps)
        case Outline():
            return _outline(value)
        case Reference():
            return _reference(value, names)


def _reference(value: Reference, names: Mapping[str, str]) -> str:
    if not value.in_function:
        return f"#{names[value.target]}"
    fallback = f" {_value(value.fallback, names)}" if value.fallback else ""
    return f"url(#{names[value.target]}){fallback}"


def _outline(outline: Outline) -> str:
    """Leave out the letter that repeats the one before it."""
    parts: list[str] = []
    previous = ""
    for letter, numbers in outline.segments:
        implied = {"M": "L", "m": "l"}.get(previous, previous)
        separator = " " if letter == implied and numbers else letter
        parts.append(f"{separator}{_numbers(numbers)}".replace(" -", "-"))
        previous = letter
    return "".join(parts)


def _numbers(numbers: Iterable[float]) -> str:
    return " ".join(_number(number) for number in numbers)


def _number(number: float) -> str:
    text = f"{number + 0.0:.6g}"
    if text.startswith("0."):
        return text[1:]
    return f"-{text[2:]}" if text.startswith("-0.") else text
