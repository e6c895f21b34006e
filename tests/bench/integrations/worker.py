"""A process as one of the portal's: does what is asked, in threads as the web server has them.

An order names a module of this package and a function in it: `{"do": "neighbours_work.visit", …}`.
"""

import importlib
import json
import os
import sys


def main() -> None:
    """Answer order after order."""
    import django

    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever prints does not print into our answers
    django.setup()
    for line in sys.stdin:
        order = json.loads(line)
        module, _, name = order.pop("do").partition(".")
        function = getattr(importlib.import_module(f"tests.bench.integrations.{module}"), name)
        print(json.dumps(function(**order)), file=answers, flush=True)


if __name__ == "__main__":
    main()
