"""A company with 10,000 cases beside one with twenty, in one case system: its first page, and its memory."""

from typing import Final

from integrations.sandbox.world.people import companies
from tests.bench.cases import visits, worlds
from tests.bench.cases.lists import CARD, CASES
from tests.bench.cases.memory import Watch
from tests.bench.cases.places import LIST, Page, Place
from tests.bench.cases.sizes import Sizes
from tests.bench.cases.visits import Visitor
from tests.bench.integrations import figures
from tests.bench.signin.browsing import Answer
from tests.bench.signin.report import Row, spread

TOWN: Final = "waterrijk"
AS_FAST: Final = 1.25
"""How many times as long the first page of the large one may take, of what is ours."""
FLAT: Final = 12.0
"""MB."""
SYSTEM_PART: Final = "?na={slug}:{page}"


def run(place: Place, sizes: Sizes) -> list[Row]:
    """Measure both in turns, and then walk through the list of the large one."""
    back = place.connect(TOWN, worlds.MANY)
    large, small = companies()[:2]
    with (
        visits.visiting(place, back, kvk=large.kvk) as many,
        visits.visiting(place, back, kvk=small.kvk) as few,
    ):
        for visitor in (many, few):
            visitor.wake(LIST)
        pairs = [_pair(few, many, turn=number) for number in range(sizes.pairs)]
        watch = Watch(place.workers)
        parts = _walk(many, back.connection.replace("-", ""), sizes.parts)
        most, left = watch.most, watch.left
    visits.all_say(
        [page for pair in pairs for page in pair], lambda text: text.count(CARD) == CASES, f"{CASES} cases"
    )
    whole = figures.ratios([(one.seconds, other.seconds) for one, other in pairs])
    ours = figures.ratios([(one.ours, other.ours) for one, other in pairs])
    return [
        Row(f"first page of a company with {worlds.A_FEW} cases", spread([one.seconds for one, _ in pairs])),
        Row(
            f"first page of a company with {worlds.VERY_MANY:,}",
            spread([other.seconds for _, other in pairs]),
        ),
        Row("how many times as long, as a whole", str(whole)),
        Row("how many times as long, of what is ours", str(ours), f"≤ {AS_FAST}", ours.median <= AS_FAST),
        Row(f"{len(parts)} further pages of its list", spread([one.seconds for one in parts])),
        Row(
            "memory meanwhile, of the process that grew most",
            f"{most:+.1f} MB, left {left:+.1f} MB",
            f"≤ {FLAT:.0f} MB",
            max(most, left) <= FLAT,
        ),
    ]


def _pair(few: Visitor, many: Visitor, *, turn: int) -> tuple[Page, Page]:
    found = {}
    for visitor in (few, many) if turn % 2 else (many, few):
        (found[visitor.who["kvk"]],) = visitor.cold(LIST, 1)
    return found[few.who["kvk"]], found[many.who["kvk"]]


def _walk(visitor: Visitor, slug: str, number: int) -> list[Answer]:
    return [
        visitor.browser.get(f"{LIST}{SYSTEM_PART.format(slug=slug, page=page)}")
        for page in range(2, 2 + number)
    ]
