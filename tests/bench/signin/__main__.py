"""Measure signing in on the whole product, part by part.

make bench-signin [ARGS="--only cost timing"]
make bench-signin ARGS=--short

It ends with an error when something that was promised is missed. What `--short` prints only shows that it works.
"""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from tests.bench import parts
from tests.bench.signin import cost, erasure, profile, rate, timing
from tests.bench.signin.places import Place
from tests.bench.signin.report import Row
from tests.bench.signin.sizes import FULL, SHORT, Sizes

PARTS: Mapping[str, Callable[[Place, Sizes], Sequence[Row]]] = MappingProxyType(
    {
        "cost": cost.run,
        "rate": rate.run,
        "profile": profile.run,
        "erasure": erasure.run,
        "timing": timing.run,
    }
)
# Who tries from where is told apart by what our proxy would have written. One municipality may have all places:
# what limits a crowd of its own are then processors, and not its share (ADR 0033).
GIVEN: Mapping[str, str] = MappingProxyType({"TRUSTED_PROXIES": "1", "TENANT_SHARE": "100"})

if __name__ == "__main__":
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    sys.exit(parts.measure("bench-signin", PARTS, place_of=Place.of, full=FULL, short=SHORT, **GIVEN))
