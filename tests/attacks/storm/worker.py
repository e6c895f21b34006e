"""A process of the storm: takes blocks of attempts from its standard input and answers with tallies.

It is a process of the product, with the product's settings and login: nothing of the walls is switched off.
"""

import json
import sys
import threading
import time
from typing import Any

THREADS = 4
SWITCH = 0.002
"""Seconds after which Python lets another thread run, at the latest: more often than usual."""


def main(words: list[str]) -> None:
    """Answer a line per block; each line in names the first number and how many."""
    from pathlib import Path

    from tests.attacks import capturing
    from tests.attacks.storm import plants
    from tests.attacks.storm.scene import Scene

    roster, seed, *planted = words
    capturing.install()
    for name in planted:
        plants.plant(name)
    scene = Scene.load(Path(roster))
    sys.setswitchinterval(SWITCH)
    print("ready", flush=True)
    for line in sys.stdin:
        first, count = map(int, line.split())
        print(json.dumps(block(range(first, first + count), seed, scene)), flush=True)


def block(numbers: range, seed: str, scene: Any) -> dict[str, Any]:
    """Carry out a block in threads that take the next number each."""
    from tests.attacks import capturing
    from tests.attacks.storm import attempts

    waiting, tallies = iter(numbers), [attempts.Tally() for _ in range(THREADS)]
    lock = threading.Lock()
    started = time.monotonic()

    def work(tally: attempts.Tally) -> None:
        while True:
            with lock:
                number = next(waiting, None)
            if number is None:
                attempts.forget_connection()
                return
            attempts.carry_out(number, seed, scene, tally)

    threads = [threading.Thread(target=work, args=(tally,)) for tally in tallies]  # noqa: TID251 - as gunicorn's
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result = merged(tallies)
    for place, text in capturing.unheard:
        result["leaks"] += [str(s) for s in scene.searcher.leaks(f"{place} of a bare thread", text, None)]
    capturing.unheard.clear()
    return {**result, "seconds": time.monotonic() - started}


def merged(tallies: list[Any]) -> dict[str, Any]:
    """Add up."""
    total: dict[str, Any] = {"leaks": [], "broken": [], "searched": 0}
    for name in ("attempts", "held", "outcomes"):
        counts: dict[str, int] = {}
        for tally in tallies:
            for key, number in getattr(tally, name).items():
                counts[key] = counts.get(key, 0) + number
        total[name] = counts
    for tally in tallies:
        total["leaks"] += tally.leaks
        total["broken"] += tally.broken
        total["searched"] += tally.searched
    return total


if __name__ == "__main__":
    import django

    django.setup()
    main(sys.argv[1:])
