"""The sandbox with the worlds that are measured; it writes down when it was asked what, and when it had answered."""

import sys

from tests.bench.cases import worlds
from tests.bench.signin import provider

if __name__ == "__main__":
    worlds.be_measured()
    sys.exit(provider.main())
