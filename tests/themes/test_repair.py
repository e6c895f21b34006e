"""A repair, whatever the colours: nothing fails after it, it moves no more than it must, and touches nothing else."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from themes import contrast, derive, emit, oklch, repair
from themes.contrast import colour
from themes.slots import SLOTS, Kind
from themes.values import Colour, Value

NAMES = [slot.name for slot in SLOTS.values() if slot.kind is Kind.COLOUR]
colours = st.integers(0, 0xFFFFFF).map(lambda number: Colour(f"#{number:06x}"))
READABLE = derive.derive(derive.Brand(Colour("#1c4e80"), Colour("#e07a1f")))
themes = st.dictionaries(st.sampled_from(NAMES), colours).map(lambda chosen: {**READABLE, **chosen})
whole = st.lists(colours, min_size=len(NAMES), max_size=len(NAMES)).map(
    lambda chosen: {**READABLE, **dict(zip(NAMES, chosen, strict=True))}
)
grounds = st.lists(st.tuples(colours, st.sampled_from([3.0, 4.5])), min_size=1, max_size=3)


@settings(deadline=None, max_examples=25)
@given(themes | whole)
def test_after_a_repair_no_pair_fails_and_a_second_changes_nothing(values: dict[str, Value]) -> None:
    repaired, changes = repair.repair(values)

    assert contrast.check(repaired) == ()
    assert repair.repair(repaired) == (repaired, ())
    assert {change.slot for change in changes} == {name for name in SLOTS if repaired[name] != values[name]}
    assert len(emit.stylesheet(repaired).content) <= emit.MOST_BYTES


@settings(deadline=None, max_examples=25)
@given(themes)
def test_a_repair_touches_what_fails_and_the_papers_alone(values: dict[str, Value]) -> None:
    failed = {failure.pair.moves for failure in contrast.check(values)}

    _, changes = repair.repair(values)

    papers = {change.slot for change in changes} & set(repair.PAPERS)
    grounds = {"step-done-bg", "step-now-bg"} & {change.slot for change in changes}
    fronts = {change.slot for change in changes} - papers - grounds
    depend = {pair.moves for pair in contrast.PAIRS if {*papers, *grounds} & {*pair.grounds}}
    assert fronts <= failed | depend


@settings(deadline=None, max_examples=60)
@example(front=Colour("#0078d0"), needs=[(Colour("#0078d2"), 4.5)])
@example(front=Colour("#000100"), needs=[(Colour("#004dd3"), 3.0)])
@given(front=colours, needs=grounds)
def test_no_smaller_step_in_lightness_would_do(front: Colour, needs: list[repair.Need]) -> None:
    found = repair.nearest(front, needs)

    if found is None:
        assert not any(meets(end, needs) for end in (repair.INK, repair.WHITE, repair.BLACK))
        return
    assert meets(found, needs)
    start, reached = (oklch.polar(each).lightness for each in (front, found))
    steps = int(abs(reached - start) * repair.STEPS - 1.5)
    smaller = {moved(front, side * step) for step in range(steps) for side in (-1, 1)}
    # On a screen several steps near black are one colour: what is found may be had by a smaller one of them.
    assert not any(meets(each, needs) for each in smaller - {found})


@settings(deadline=None, max_examples=60)
@given(front=colours)
def test_a_colour_comes_back_from_oklch_as_it_went_in(front: Colour) -> None:
    assert oklch.colour(oklch.polar(front)) == front


def test_the_change_says_how_far_apart_the_two_look() -> None:
    _, (change,) = repair.repair({**READABLE, "hero-bg": Colour("#ffffff"), "hero-fg": Colour("#ffffff")})

    assert change.slot == "hero-fg"
    assert 30 < change.delta < 50


def test_a_button_whose_face_is_lost_on_one_paper_alone_needs_its_border_there() -> None:
    values = {**READABLE, "surface": Colour("#1c4e80"), "fg": Colour("#777777")}

    repaired, _ = repair.repair(values)

    assert contrast.check(repaired) == ()


def test_a_white_panel_on_a_dark_page_follows_the_page() -> None:
    dark = {
        **READABLE,
        "page-bg": Colour("#101418"),
        "surface": Colour("#ffffff"),
        "card-bg": Colour("#101418"),
    }

    repaired, changes = repair.repair(dark)

    assert repaired["page-bg"] == Colour("#101418")
    assert contrast.ratio(colour(repaired, "surface"), repair.WHITE) >= contrast.TEXT
    assert "surface" in {change.slot for change in changes}


def moved(front: Colour, step: int) -> Colour:
    start = oklch.polar(front)
    lightness = start.lightness + step / repair.STEPS
    return oklch.colour(oklch.Polar(min(max(lightness, 0), 1), start.chroma, start.hue))


def meets(front: Colour, needs: list[repair.Need]) -> bool:
    return all(contrast.ratio(front, ground) >= ratio for ground, ratio in needs)
