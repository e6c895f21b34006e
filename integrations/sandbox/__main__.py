"""Run the sandbox until it is asked to stop."""

import asyncio
import os
import sys

from . import server
from .settings import Settings, SettingsError


def main() -> int:
    """Start, and stop on SIGTERM or Ctrl-C."""
    try:
        asyncio.run(server.serve(Settings.read(os.environ)))
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"The sandbox cannot start: {error.strerror or error}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
