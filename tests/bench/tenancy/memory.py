"""What back ends hold after a day's mix: each worker has its share of the municipalities, or all of them."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.bench.tenancy import arms

PAGES = (
    "/",
    "/onderwerpen/",
    "/onderwerpen/burgerzaken/",
    "/onderwerpen/producten/paspoort/",
    "/zoeken/?q=paspoort",
    "/contact/",
    "/sitemap.xml",
    "/beheer/login/",
)
SLICES = 5


@dataclass(frozen=True, slots=True)
class Held:
    """Memory of its own of the fullest back end, in MB: when all had been shown once, and after each slice."""

    steps: Sequence[float]

    @property
    def most(self) -> float:
        return max(self.steps)

    @property
    def growth(self) -> float:
        """Answer by how many MB it grew after every page of every municipality had been shown."""
        return self.steps[-1] - self.steps[0]


def with_affinity(environment: Mapping[str, str], groups: Sequence[Sequence[int]], views: int) -> Held:
    """Serve the mix with a worker for each group; nobody closes a connection meanwhile."""
    with arms.started(environment, *[arms.WALLS] * len(groups)) as workers:
        for worker in workers:
            worker.ask("keep")
        steps = [_slice(workers, [_each_once(group) for group in groups])]
        draw = random.Random(1)  # noqa: S311 - the same mix each time
        steps += [
            _slice(workers, [_drawn(draw, group, views // SLICES) for group in groups]) for _ in range(SLICES)
        ]
    return Held(steps)


def _slice(workers: Sequence[arms.Arm], orders: Sequence[list[tuple[str, int]]]) -> float:
    for worker, order in zip(workers, orders, strict=True):
        worker.send("mix", views=order)
    return max(worker.receive()["rss"] for worker in workers) / 1024


def _each_once(group: Sequence[int]) -> list[tuple[str, int]]:
    return [(page, number) for number in group for page in PAGES]


def _drawn(draw: random.Random, group: Sequence[int], views: int) -> list[tuple[str, int]]:
    """Draw views as they come: large municipalities often, small ones seldom, start pages most."""
    weights = [1 / place for place in range(1, len(group) + 1)]
    pages = draw.choices(PAGES, weights=(8, 2, 4, 6, 4, 1, 1, 1), k=views)
    return list(zip(pages, draw.choices(group, weights, k=views), strict=True))
