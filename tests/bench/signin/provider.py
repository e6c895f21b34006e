"""The sandbox as it is, which also writes down when it was asked what, and when it had answered.

The clock is that of the machine: who measures beside it reads the same one.
"""

import os
import sys
import time
from pathlib import Path

from integrations.sandbox import __main__ as sandbox
from integrations.sandbox.handler import Handler

CALLS = "BENCH_CALLS"
"""Names the file."""


def main() -> int:
    """Serve until asked to stop."""
    with Path(os.environ[CALLS]).open("a", buffering=1) as calls:
        answer = Handler.answer

        def timed(handler: Handler) -> None:
            began = time.monotonic()
            answer(handler)
            calls.write(f"{began} {time.monotonic()} {handler.path.partition('?')[0]}\n")

        Handler.do_GET = Handler.do_POST = timed  # type: ignore[method-assign]
        return sandbox.main()


if __name__ == "__main__":
    sys.exit(main())
