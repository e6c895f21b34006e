"""Processes that serve an arm each, and how to ask them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from tests.bench.processes import Asked

WALLS = "tests.bench.tenancy.settings_walls"
ROLES = "tests.bench.tenancy.settings_roles"
COUNTED = "tests.bench.tenancy.settings_counted"
SINGLE = "config.settings.bench_single"
QUIET = {
    "PYTHONHASHSEED": "0",
    "STATIC_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
}


class Arm(Asked):
    """One process, asked one thing at a time: while it works nobody else of ours does."""

    def __init__(self, settings: str, environment: Mapping[str, str], before: Sequence[str] = ()) -> None:
        super().__init__("tests.bench.tenancy.worker", settings, {**environment, **QUIET}, before)


@contextmanager
def started(
    environment: Mapping[str, str], *settings: str, before: Sequence[str] = ()
) -> Iterator[list[Arm]]:
    """Start an arm for each of these settings modules.

    :param before: what runs the processes, if anything does.
    """
    arms = [Arm(module, environment, before) for module in settings]
    try:
        yield arms
    finally:
        for arm in arms:
            arm.stop()
