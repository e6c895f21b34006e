"""The page of one case with its documents, with nothing kept and again, in both versions of case systems."""

from integrations.sandbox.settings import Settings
from integrations.sandbox.world.cases import Case
from tests.bench.cases import visits
from tests.bench.cases.lists import VERSIONS, Version, rows
from tests.bench.cases.places import LIST, Place
from tests.bench.cases.sizes import Sizes
from tests.bench.cases.worlds import World
from tests.bench.signin.report import Row


def run(place: Place, sizes: Sizes) -> list[Row]:
    """Measure a case in both."""
    return [row for version in VERSIONS for row in _measured(place, version, sizes)]


def _measured(place: Place, version: Version, sizes: Sizes) -> list[Row]:
    back = place.connect(version.town, version.world, version.version)
    case = ended(version.world)
    path = f"{LIST}{back.connection}/{case.uuid}/"
    with visits.visiting(place, back) as visitor:
        visitor.wake(path)
        cold, warm = visitor.cold(path, sizes.cold), visitor.warm(path, sizes.warm)
        queries = visitor.worker.ask("queries", host=back.host, path=path, bsn=visits.FATIMA)["queries"]
    visits.all_say(
        [*cold, *warm],
        lambda text: case.identification in text and f"{path}documenten/" in text,
        "the case with its documents",
    )
    return rows(f"case, {version.title}", cold, warm, version.one, queries)


def world_of(world: str) -> World:
    """Make what the stand-in knows, as it is made there."""
    settings = Settings()
    return World(world, seed=settings.seed, count=settings.cases, today=settings.today())


def ended(world: str) -> Case:
    """Choose the case of Fatima that has most of everything: statuses, a result and documents."""
    there = world_of(world)
    hers = [
        case
        for case in there.cases.values()
        if getattr(case.roles[0].party, "bsn", "") == visits.FATIMA and case.result
    ]
    return max(hers, key=lambda case: (len(there.links_of(case.uuid)), case.started))
