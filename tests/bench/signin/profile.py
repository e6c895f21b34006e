"""How many queries the hub of the profile takes, of somebody whom the registers know."""

from typing import Final

from tests.bench.signin.places import Place
from tests.bench.signin.report import Row
from tests.bench.signin.sizes import Sizes

MOST: Final = 9


def run(place: Place, sizes: Sizes) -> list[Row]:
    """Count."""
    with place.inside() as worker:
        return [_row(who, worker.ask("hub", who=who)) for who in ("citizen", "company")]


def _row(who: str, counts: dict[str, int]) -> Row:
    figure = f"{counts['queries']} queries, {counts['roles']} times role and path"
    return Row(f"profile of a {who}", figure, f"≤ {MOST} queries", counts["queries"] <= MOST)
