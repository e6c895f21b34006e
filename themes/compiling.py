"""Make a theme out of tokens: fill the slots, choose what can be read, repair the rest, and tell all of it.

Where a token of the municipality cannot be read on its ground, the next of its own tokens that can is better
than a colour that we make up; a step that hardly anybody sees is better than another colour altogether.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from themes import contrast, derive, emit, mapping, oklch, repair, slots
from themes.importing import typed
from themes.importing.report import Report
from themes.importing.resolving import Resolved
from themes.slots import SLOTS, Kind, Values
from themes.types import Asset, Finding, Origin, Provenance, Reason
from themes.values import Colour, Font, Length, Value, Weight

HUE: Final = 0.04
"""From which chroma on a colour is no grey."""
NEAR: Final = 6 / repair.STEPS
"""How far in lightness a repair may go before another token is preferred."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A theme that can be published: every blocking pair stands out."""

    values: Values
    stylesheet: Asset
    # One for each slot, in the order of the slots.
    provenance: tuple[Provenance, ...]
    # What failed in the theme as it came in; empty when it was good.
    failures: tuple[contrast.Failure, ...]
    findings: tuple[Finding, ...]
    # By which version of the mapping it was made.
    version: int
    # For how many slots the municipality said something itself.
    said: int

    @property
    def repaired(self) -> tuple[Provenance, ...]:
        """List the slots whose colour is not the one that came in."""
        return tuple(each for each in self.provenance if each.before)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value was found; without a token it follows from others."""

    value: Value
    origin: Origin
    token: str = ""
    file: str = ""


type Candidates = Mapping[str, tuple[Source, ...]]


_NOTHING: Final[Mapping[str, Value]] = MappingProxyType({})


def compile_tokens(
    tokens: Mapping[str, Resolved],
    given: Mapping[str, Value] = _NOTHING,
    version: int = mapping.NEWEST,
) -> Compiled:
    """Make a theme from what a municipality's tokens say; what somebody gave by hand goes before them."""
    rules, report = mapping.rules(version), Report()
    found = dict(_candidates(tokens, rules, report))
    for slot, value in given.items():
        found[slot] = (Source(value, Origin.GIVEN), *found.get(slot, ()))
    return _compiled(_brand(found, rules), found, rules, report)


def compile_brand(brand: derive.Brand, version: int = mapping.NEWEST) -> Compiled:
    """Make a theme from two colours, a font, and whatever else is said by name."""
    given = {slot: (Source(value, Origin.GIVEN),) for slot, value in brand.overrides.items()}
    return _compiled(brand, given, mapping.rules(version), Report())


def _candidates(tokens: Mapping[str, Resolved], rules: mapping.Rules, report: Report) -> Candidates:
    """Find for each slot all values that the tokens offer, the preferred one first."""
    ground, found = repair.WHITE, dict[str, tuple[Source, ...]]()
    for name, sources in rules.sources.items():
        offered = tuple(_offered(SLOTS[name], sources, tokens, ground, report))
        if offered:
            found[name] = offered
        if name == "page-bg" and offered and isinstance(offered[0].value, Colour):
            ground = offered[0].value
    return found


def _offered(
    slot: slots.Slot, sources: tuple[str, ...], tokens: Mapping[str, Resolved], ground: Colour, report: Report
) -> Iterator[Source]:
    is_first = True
    for source in (name for name in sources if name in tokens):
        resolved = tokens[source]
        if typed.says_nothing(resolved.text):
            continue
        value = typed.value(slot, resolved.text, ground)
        file, path = resolved.token.file, resolved.token.path
        if value is None:
            report.note(Reason.UNREADABLE, file=file, token=path, detail=resolved.text)
            continue
        if is_first:
            _remark(slot, resolved, value, report)
        is_first = False
        yield Source(value, Origin.TOKEN, path, file)


def _remark(slot: slots.Slot, resolved: Resolved, value: Value, report: Report) -> None:
    """Tell when a value could be used in part only."""
    file, path = resolved.token.file, resolved.token.path
    if slot.kind is Kind.FONT and not typed.has_font(resolved.text):
        report.note(Reason.FONT_ABSENT, file=file, token=path, detail=resolved.text)
    found = typed.length(resolved.text) if isinstance(value, Length) else None
    if found and isinstance(value, Length) and value.rem != round(found.rem, 4):
        report.note(Reason.OUT_OF_BOUNDS, file=file, token=path, detail=f"{resolved.text} → {value.css}")


def _brand(found: Candidates, rules: mapping.Rules) -> derive.Brand:
    first = {slot: sources[0].value for slot, sources in found.items()}
    primary = _leading(first, rules.primary) or _darkest(first, rules.primary) or derive.NEUTRAL
    band = first.get("header-bg")
    if isinstance(band, Colour) and _has_hue(band) and "nav-bg" not in first:
        # Who has a coloured header wants no second colour right below it.
        first["nav-bg"] = band
    # What marks a place in a band is lost when it has the colour of that band.
    bands = (primary, first.get("header-bg"), first.get("nav-bg"))
    font, heading_font = first.get("font"), first.get("h-font")
    weight, radius = first.get("h-weight"), first.get("radius")
    return derive.Brand(
        primary=primary,
        accent=_leading(first, rules.accent, bands) or primary,
        font=font if isinstance(font, Font) else derive.SYSTEM,
        heading_font=heading_font if isinstance(heading_font, Font) else None,
        heading_weight=weight if isinstance(weight, Weight) else derive.BOLD,
        radius=radius if isinstance(radius, Length) else derive.SLIGHTLY_ROUND,
        overrides=first,
    )


def _leading(first: Values, names: tuple[str, ...], others: tuple[Value | None, ...] = ()) -> Colour | None:
    """Take the first colour that has a hue, and is none of the others."""
    colours = (value for name in names if isinstance(value := first.get(name), Colour))
    return next((colour for colour in colours if _has_hue(colour) and colour not in others), None)


def _darkest(first: Values, names: tuple[str, ...]) -> Colour | None:
    """Take what comes nearest to a leading colour in a theme of greys."""
    colours = [value for name in names if isinstance(value := first.get(name), Colour)]
    darkest = min(colours, key=oklch.luminance, default=None)
    return darkest if darkest and contrast.ratio(darkest, repair.WHITE) >= contrast.TEXT else None


def _has_hue(colour: Colour) -> bool:
    return oklch.polar(colour).chroma >= HUE


def _compiled(brand: derive.Brand, found: Candidates, rules: mapping.Rules, report: Report) -> Compiled:
    filled = derive.fill(brand)
    published = {name: filled[name] for name in SLOTS}
    sources = {name: _source(name, value, found, rules) for name, value in published.items()}
    preferred = _preferred(published, sources, found, rules)
    values, changes = repair.repair(preferred)
    failures = contrast.check(published)
    moved = {change.slot for change in changes}
    return Compiled(
        values=values,
        stylesheet=emit.stylesheet(values),
        provenance=tuple(
            _provenance(name, published[name], values[name], sources[name], name in moved, failures)
            for name in SLOTS
        ),
        failures=failures,
        findings=report.findings,
        version=rules.version,
        said=len(found),
    )


def _source(name: str, value: Value, found: Candidates, rules: mapping.Rules) -> Source:
    if offered := found.get(name):
        return offered[0]
    follows = rules.follows.get(name, "")
    return Source(value, Origin.DERIVED if follows else Origin.STANDARD, follows)


def _preferred(
    published: Values, sources: dict[str, Source], found: Candidates, rules: mapping.Rules
) -> dict[str, Value]:
    """Put another colour of the theme where one cannot be read, and note that in the sources."""
    values = dict(published)
    for name, pairs in repair.BY_SLOT.items():
        if not any(contrast.failures(values, pairs)) or _is_near(values, name, pairs):
            continue
        for changed, source in _options(name, values, found, rules):
            tried = values | changed
            if not any(contrast.failures(tried, pairs)) and not _breaks(values, tried, changed):
                values = tried
                sources.update({slot: replace(source, value=value) for slot, value in changed.items()})
                break
    return values


def _options(
    name: str, values: Values, found: Candidates, rules: mapping.Rules
) -> Iterator[tuple[dict[str, Value], Source]]:
    for source in found.get(name, ())[1:]:
        yield {name: source.value}, replace(source, origin=Origin.OTHER_TOKEN)
    front = f"{name.removesuffix('-bg')}-fg"
    if name.endswith("-bg") and front in values:
        swapped = {name: values[front], front: values[name]}
        yield swapped, Source(values[front], Origin.SWAPPED, front)
    for sibling in rules.siblings.get(name, ()):
        yield {name: values[sibling]}, Source(values[sibling], Origin.SIBLING, sibling)


def _breaks(before: Values, after: Values, changed: Mapping[str, Value]) -> bool:
    """Tell whether a change makes another pair fail that did not."""
    touched = [
        pair for pair in contrast.PAIRS if pair.blocking and {*pair.front, *pair.grounds} & changed.keys()
    ]
    failed = {failure.pair for failure in contrast.failures(before, touched)}
    return any(failure.pair not in failed for failure in contrast.failures(after, touched))


def _is_near(values: Values, name: str, pairs: tuple[contrast.Pair, ...]) -> bool:
    """Tell whether a step that hardly anybody sees is enough."""
    front = contrast.colour(values, name)
    needs = [(contrast.colour(values, ground), pair.ratio) for pair in pairs for ground in pair.grounds]
    moved = repair.nearest(front, needs)
    return moved is not None and abs(oklch.polar(moved).lightness - oklch.polar(front).lightness) <= NEAR


def _provenance(
    name: str,
    published: Value,
    value: Value,
    source: Source,
    moved: bool,
    failures: tuple[contrast.Failure, ...],
) -> Provenance:
    changed = value != published
    return Provenance(
        slot=name,
        origin=source.origin,
        value=value.css,
        before=published.css if changed else "",
        delta=_delta(published, value) if changed else 0,
        repaired=moved,
        source=source.token,
        file=source.file,
        asked=_asked(name, failures) if changed else (),
    )


def _asked(name: str, failures: tuple[contrast.Failure, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(failure) for failure in failures if failure.pair.moves == name))


def _delta(one: Value, other: Value) -> float:
    if isinstance(one, Colour) and isinstance(other, Colour):
        return round(repair.delta(one, other), 1)
    return 0
