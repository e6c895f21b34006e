"""Measure parts of the layer that speaks to other systems, each by its name; without a name all, one after the other.

make bench-integrations [ARGS="keys --tenants 1000"]

A part is a module with `run(words: list[str]) -> bool`: it prints its figures, and answers whether they are within
what was promised.
"""

import importlib
import os
import sys
import time
from types import MappingProxyType

PARTS = MappingProxyType(
    {
        name: f"tests.bench.integrations.{name}"
        for name in ("keys", "neighbours", "breaker", "stampede", "factory", "memory", "noisy")
    }
)


def main(words: list[str]) -> int:
    """Run one part with its own words, or all of them."""
    if words and words[0] not in PARTS:
        print(f"Say one of: {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    chosen, own = ([words[0]], words[1:]) if words else (list(PARTS), [])
    kept = []
    for name in chosen:
        print(f"# {name}: {os.cpu_count()} cores, load at the start {os.getloadavg()[0]:.1f}\n", flush=True)
        began = time.monotonic()
        kept.append(importlib.import_module(PARTS[name]).run(own))
        print(f"\nTook {time.monotonic() - began:.0f} s; load at the end {os.getloadavg()[0]:.1f}.\n")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
