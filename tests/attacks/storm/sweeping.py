"""Sweep what a storm has left behind, as a process: marks on standard input, sightings on standard output."""

import json
import os
import sys
from pathlib import Path

import redis

from tests import databases
from tests.attacks import sweeping
from tests.attacks.canaries import Marks


def main() -> None:
    """Sweep and tell."""
    everybody = [Marks(digits) for digits in json.load(sys.stdin)]
    cache = redis.Redis.from_url(os.environ["REDIS_URL"])
    with databases.administrator(os.environ["DATABASE_NAME"]) as database:
        seen, counts = sweeping.sweep(database, cache, Path(os.environ["MEDIA_ROOT"]), everybody)
    print(json.dumps({"leaks": [str(sighting) for sighting in seen], "counts": counts}))


if __name__ == "__main__":
    main()
