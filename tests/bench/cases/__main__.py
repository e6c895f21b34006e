"""Measure Mijn zaken on the whole product, with case systems that take 100 ms for each answer, part by part.

make bench-cases [ARGS="--only list detail"]
make bench-cases ARGS=--short

It ends with an error when something that was promised is missed. What `--short` prints only shows that it works.
"""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from tests.bench import parts
from tests.bench.cases import dead, details, downloads, lists, many, neighbours, webhooks
from tests.bench.cases.places import Place
from tests.bench.cases.sizes import FULL, SHORT, Sizes
from tests.bench.signin.report import Row

PARTS: Mapping[str, Callable[[Place, Sizes], Sequence[Row]]] = MappingProxyType(
    {
        "list": lists.run,
        "detail": details.run,
        "many": many.run,
        "download": downloads.run,
        "dead": dead.run,
        "neighbours": neighbours.run,
        "webhooks": webhooks.run,
    }
)

if __name__ == "__main__":
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    sys.exit(parts.measure("bench-cases", PARTS, place_of=Place.of, full=FULL, short=SHORT))
