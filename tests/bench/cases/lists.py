"""The list: twenty cases of a citizen, with nothing kept and again, in both versions of case systems."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tests.bench.cases import rounds, visits, worlds
from tests.bench.cases.places import CURRENT, FIRST, LIST, Page, Place
from tests.bench.cases.sizes import Sizes
from tests.bench.integrations.figures import percentile
from tests.bench.signin.report import Row, spread

CARD: Final = 'class="ip-card__title"'
CASES: Final = worlds.CASES


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised of one kind of page."""

    cold: float | None
    """Seconds, at most for half of the pages; None where nothing was promised."""
    warm: float | None
    rounds: int
    calls: int | None


@dataclass(frozen=True, slots=True)
class Version:
    """A case system, and what was promised of it."""

    title: str
    town: str
    world: str
    version: tuple[str, str]
    list_of: Promise
    one: Promise


VERSIONS: Final = (
    Version(
        "expand",
        "waterrijk",
        worlds.USUAL,
        CURRENT,
        Promise(0.25, 0.06, 1, 3),
        Promise(0.35, 0.08, 2, None),
    ),
    Version(
        "ZGW 1.0",
        "heidebeek",
        worlds.FIRST,
        FIRST,
        Promise(None, None, 3, None),
        Promise(None, None, 2, None),
    ),
)


def run(place: Place, sizes: Sizes) -> list[Row]:
    """Measure the list in both."""
    return [row for version in VERSIONS for row in _measured(place, version, sizes)]


def _measured(place: Place, version: Version, sizes: Sizes) -> list[Row]:
    back = place.connect(version.town, version.world, version.version)
    with visits.visiting(place, back) as visitor:
        visitor.wake(LIST)
        cold, warm = visitor.cold(LIST, sizes.cold), visitor.warm(LIST, sizes.warm)
        queries = visitor.worker.ask("queries", host=back.host, path=LIST, bsn=visits.FATIMA)["queries"]
    visits.all_say([*cold, *warm], lambda text: text.count(CARD) == CASES, f"{CASES} cases")
    return rows(f"list of {CASES}, {version.title}", cold, warm, version.list_of, queries)


def rows(title: str, cold: Sequence[Page], warm: Sequence[Page], promise: Promise, queries: int) -> list[Row]:
    """Write what was measured of one kind of page."""
    most_calls = max(len(page.calls) for page in cold)
    most_rounds = max(rounds.of(page.calls) for page in cold)
    few = promise.calls is None or most_calls <= promise.calls
    wanted = f"≤ {promise.rounds} rounds" + (f", ≤ {promise.calls} calls" if promise.calls else "")
    asked = sum(len(page.calls) for page in warm)
    return [
        _timed(f"{title}, cold", cold, promise.cold),
        Row(
            f"{title}, cold: what is asked",
            rounds.told([page.calls for page in cold]),
            wanted,
            few and 0 < most_rounds <= promise.rounds,
        ),
        Row(f"{title}, cold: ours of it", spread([page.ours for page in cold])),
        _timed(f"{title}, warm", warm, promise.warm),
        Row(f"{title}, warm: what is asked", f"{asked} calls, {queries} queries", "no calls", not asked),
    ]


def _timed(title: str, pages: Sequence[Page], most: float | None) -> Row:
    seconds = [page.seconds for page in pages]
    if most is None:
        return Row(title, spread(seconds))
    return Row(title, spread(seconds), f"p50 ≤ {most * 1000:.0f} ms", percentile(seconds, 50) <= most)
